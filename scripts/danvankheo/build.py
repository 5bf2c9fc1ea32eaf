"""The build, step by step: check the sources, take the day, describe the site, draw and write it, tidy the cache."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol

from danvankheo import checking, outputs, writer
from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.locale import short_date
from danvankheo.base.problems import Problem, count_words, in_order, to_text
from danvankheo.base.settings import Settings, last_day, today
from danvankheo.cache import Cache
from danvankheo.held_back import PublishedState
from danvankheo.records.days import NO_DATE
from danvankheo.records.registry import Registry
from danvankheo.rendering.frame import Frames


class Progress(Protocol):
    """Receives news of a running build."""

    def step(self, name: str, seconds: float) -> None:
        """Take note of a finished step and its time."""

    def pictures(self, done: int, total: int) -> None:
        """Take note of one more finished picture."""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A file of the theme that is published beside the pages. parts: the files it is joined from, below ``theme/``."""

    path: str
    parts: tuple[str, ...]
    source: str
    data: bytes

    @property
    def artifact(self) -> Artifact:
        """The file of the site."""
        return Artifact(self.path, digest(self.data), partial(bytes, self.data), self.source)


@dataclass(frozen=True, slots=True)
class BuildInput:
    """What a build starts from beside the records: the frames to fill, the theme's own files, the settings.

    reusable: made from ``mkdocs.yml`` and ``theme/`` alone, so that the next build may use it again while both are the same.
    """

    frames: Frames
    static: tuple[ThemeFile, ...]
    settings: Settings
    reusable: bool = True


def build(
    given: BuildInput, *, progress: Progress | None = None, published: PublishedState | None = None
) -> BuildReport:
    """Build the site of all records without errors; ``held_back`` replaces the others.

    published: what visitors see now. Raises BuildRefused when two files claim one address; the last good site stays.
    """
    step, settings = _timed(progress), given.settings
    cache = Cache(settings.cache_dir / "store")
    with step("Đọc và kiểm tra các tệp"):
        checked = _check(settings, published)
    newest = checked.registry.newest_date()
    as_of = settings.as_of or (newest if newest > NO_DATE else today(os.environ))  # a registry without any day: today
    with step("Tính số liệu, dựng và ghi các trang"):
        written = _write(given, checked.registry, as_of, cache, progress)
    cache.prune(time.time())
    if written.problems:
        raise BuildRefused([*checked.problems, *written.problems])
    return BuildReport(as_of, written, checked, settings)


def _check(settings: Settings, published: PublishedState | None) -> checking.CheckResult:
    today = last_day(settings.as_of, os.environ)
    return checking.check(
        settings.repo, samples=settings.samples, today=today, published=published, site=settings.site_url
    )


def _write(
    given: BuildInput, registry: Registry, as_of: date, cache: Cache, progress: Progress | None
) -> writer.WriteReport:
    site = outputs.Site.of(registry, given.frames, given.settings, as_of, cache)
    artifacts = chain((each.artifact for each in given.static), site.artifacts())
    on_picture = progress.pictures if progress else None
    return writer.write(artifacts, given.settings.site_dir, cache, on_picture)


class BuildRefused(DanVanKheoError):
    """A build that stopped before it changed the site; ``problems`` holds the reasons."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{count_words(problems)}; trang cũ được giữ nguyên.")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, for the day its figures are drawn up for."""

    as_of: date
    written: writer.WriteReport
    checked: checking.CheckResult
    settings: Settings

    @property
    def site_dir(self) -> Path:
        """The folder of the site."""
        return self.settings.site_dir

    def faults(self) -> str:
        """Return what is wrong with the files and what is shown instead, for a person."""
        held = [f"- {each.sentence()}" for each in self.checked.held_back]
        return to_text(in_order(self.checked.problems)) + "\n".join(
            ["Bài chưa hiện bản mới:", *held, ""] if held else []
        )

    def summary(self) -> str:
        """Return the last lines a person reads."""
        registry, new, gone = self.checked.registry, len(self.written.written), len(self.written.removed)
        total = new + self.written.unchanged
        counts = (
            f"Đã dựng trang: {len(registry.models)} mô hình, {len(registry.exemplars)} điển hình; {total} tệp "
            f"(ghi mới {new}, giữ nguyên {self.written.unchanged}, xóa {gone})."
        )
        day = f"Số liệu tính đến hết ngày {short_date(self.as_of)}"
        if self.settings.as_of is None:
            day += ", ngày mới nhất trong dữ liệu; chọn ngày khác: thêm --as-of NGÀY"
        return "\n".join(line for line in (counts, f"{day}.", self.checked.waiting()) if line)


def _timed(progress: Progress | None) -> Callable[[str], AbstractContextManager[None]]:
    @contextmanager
    def step(name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        if progress:
            progress.step(name, time.perf_counter() - start)

    return step
