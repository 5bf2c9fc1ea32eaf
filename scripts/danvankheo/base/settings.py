"""Settings of one build; the only module that reads ``SOURCE_DATE_EPOCH``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

# Deadlines follow the calendar of Vietnam, not UTC.
_VIETNAM = timezone(timedelta(hours=7))
# The number of processor cores this process may use.
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a build.

    repo:     the repository's root (content/, models/, …).
    site_dir: where the site is written.
    site_url: the public address, ending with a slash; "" when unknown.
    as_of:    the day of the figures; None: the newest date in the data.
    samples:  whether records marked ``minh_hoa`` are included.
    cards:    whether share images are drawn; without them pages have no ``og:image``.
    first_url: the first public address of a site that has moved: identifiers in feeds and calendars keep it.
    editor_repository, editor_oauth: the repository of the browser editor, and its sign-in service ("https://…", no path);
              "": the editor works only on a computer with a clone.
    """

    repo: Path
    site_dir: Path
    site_url: str
    as_of: date | None = None
    samples: bool = True
    cards: bool = True
    editor_repository: str = ""
    editor_oauth: str = ""
    first_url: str = ""

    @property
    def base_path(self) -> str:
        """The path of ``site_url``, beginning and ending with a slash ("/" at a domain's root)."""
        return f"/{urlsplit(self.site_url).path.strip('/')}/".replace("//", "/")

    @property
    def lasting_host(self) -> str:
        """The host in identifiers that stay the same when the site moves; "" when no address is known."""
        return urlsplit(self.first_url or self.site_url).hostname or ""

    @property
    def cache_dir(self) -> Path:
        """The folder of caches between builds; deleting it only costs time."""
        return self.repo / ".cache"


def today(environment: Mapping[str, str]) -> date:
    """Return today in Vietnam; ``SOURCE_DATE_EPOCH`` replaces the clock. For commands and the check, not for outputs."""
    return as_of_day(None, environment) or datetime.now(_VIETNAM).date()


def last_day(as_of: date | None, environment: Mapping[str, str]) -> date:
    """Return the latest day that a record may name: today, or ``as_of`` when that is later.

    An earlier ``as_of`` only limits the figures; later records stay valid.
    """
    return max(today(environment), as_of or date.min)


def as_of_day(option: str | None, environment: Mapping[str, str]) -> date | None:
    """Return the day of an option (YYYY-MM-DD), else of ``SOURCE_DATE_EPOCH`` (seconds), else None.

    Raises ValueError with a Vietnamese sentence for the user.
    """
    if option:
        try:
            return date.fromisoformat(option)
        except ValueError:
            raise ValueError(
                f"Ngày chốt số liệu “{option}” không đúng; viết theo thứ tự năm-tháng-ngày, ví dụ 2024-11-15."
            ) from None
    seconds = environment.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).astimezone(_VIETNAM).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH “{seconds}” không phải số giây.") from None
