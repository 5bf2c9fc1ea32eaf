"""Settings of one build, and the only place where ``SOURCE_DATE_EPOCH`` is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

# Reports fall due by the calendar on the wall in Vietnam, not by UTC's.
_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is asked to do.

    repo:     the repository's root (content/, models/, …).
    site_dir: where the site is written.
    site_url: the public address, ending with a slash; "" when nobody has said.
    as_of:    the day the figures are drawn up for; None: the newest date in the data.
    samples:  whether records marked ``minh_hoa`` take part.
    cards:    whether share cards are drawn; without them the pages' heads name no picture.
    first_url: the public address the site began with, when it is another now: identifiers that readers' programs remember
              are made of it.
    editor_repository, editor_oauth: where the browser editor sends stories, and the service through which people sign
              in for it ("https://…", no path); "" keeps it for machines with a clone.
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
        """The host of identifiers that stay the same when the site moves; "" when no address is known."""
        return urlsplit(self.first_url or self.site_url).hostname or ""

    @property
    def cache_dir(self) -> Path:
        """Where work may be kept between builds; losing it costs time and nothing else."""
        return self.repo / ".cache"


def today(environment: Mapping[str, str]) -> date:
    """Return the day in Vietnam, for what a person does now and for the check; no output of a build asks for it.

    ``SOURCE_DATE_EPOCH`` stands for the clock.
    """
    return as_of_day(None, environment) or datetime.now(_VIETNAM).date()


def last_day(as_of: date | None, environment: Mapping[str, str]) -> date:
    """Return the day after which nothing can have happened: today, or the later one that figures are asked for.

    An earlier one closes the figures, and makes nothing wrong that came after it.
    """
    return max(today(environment), as_of or date.min)


def as_of_day(option: str | None, environment: Mapping[str, str]) -> date | None:
    """Return the day asked for: the option (YYYY-MM-DD), else ``SOURCE_DATE_EPOCH`` (seconds), else None.

    Raises ValueError with a sentence for the person who set it.
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
