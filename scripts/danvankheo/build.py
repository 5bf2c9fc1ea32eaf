"""The pipeline on one screen: read and check → derive → render and write."""

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
from danvankheo.base.settings import Settings, last_day
from danvankheo.cache import Cache
from danvankheo.rendering.frame import Frames


class Progress(Protocol):
    """Whoever wants to know how far a build is."""

    def step(self, name: str, seconds: float) -> None:
        """Hear that a step is done."""

    def pictures(self, done: int, total: int) -> None:
        """Hear that one more picture is made."""


@dataclass(frozen=True, slots=True)
class Static:
    """A file of the theme that is published beside the pages. parts: the files it is made of, below the theme."""

    path: str
    parts: tuple[str, ...]
    source: str
    data: bytes

    @property
    def artifact(self) -> Artifact:
        """The file of the site."""
        return Artifact(self.path, digest(self.data), partial(bytes, self.data), self.source)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What MkDocs gave: frames to fill, files to publish beside the pages, and what the build was asked to do.

    lasting: nothing but the configuration and the theme had a part in it.
    """

    frames: Frames
    static: tuple[Static, ...]
    settings: Settings
    lasting: bool = True


def build(drawing: Drawing, *, progress: Progress | None = None, shows: checking.Shows | None = None) -> Report:
    """Build the site of all that is right; what has errors is told, and something stands in for it (``held_back``).

    shows: what the site shows now. Raises Refused when two files claim one address; then the last good site stays.
    """
    step, settings = _timed(progress), drawing.settings
    with step("Đọc và kiểm tra các tệp"):
        today = last_day(settings.as_of, os.environ)
        checked = checking.check(
            settings.repo, samples=settings.samples, today=today, shows=shows, site=settings.site_url
        )
    registry = checked.registry
    with step("Tính số liệu, dựng và ghi các trang"):
        as_of = settings.as_of or registry.newest_date()
        cache = Cache(settings.cache_dir / "store")
        site = outputs.Site.of(registry, drawing.frames, settings, as_of, cache)
        told = progress.pictures if progress else None
        static = (each.artifact for each in drawing.static)
        written = writer.write(chain(static, site.artifacts()), settings.site_dir, cache, site.prepare, told)
    cache.prune(time.time())
    if written.problems:
        raise Refused([*checked.problems, *written.problems])
    shown = len(registry.models), len(registry.exemplars)
    said = settings.as_of is not None
    return Report(settings.site_dir, as_of, said, *shown, written, checked.problems, checked.waiting(), checked)


class Refused(DanVanKheoError):
    """A build that stopped before touching the site; ``problems`` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{count_words(problems)}; trang cũ được giữ nguyên.")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. told: somebody said for which day."""

    site_dir: Path
    as_of: date
    told: bool
    models: int
    exemplars: int
    written: writer.WriteReport
    problems: list[Problem]
    waiting: str
    checked: checking.Checked

    def faults(self) -> str:
        """Return what is wrong with the files and what is shown instead, for a person."""
        held = [f"- {each.told()}" for each in self.checked.held_back]
        return to_text(in_order(self.problems)) + "\n".join(["Bài chưa hiện bản mới:", *held, ""] if held else [])

    def summary(self) -> str:
        """Return what a person reads at the end."""
        new, gone = len(self.written.written), len(self.written.removed)
        total = new + self.written.unchanged
        said = (
            f"Đã dựng trang: {self.models} mô hình, {self.exemplars} điển hình; {total} tệp "
            f"(ghi mới {new}, giữ nguyên {self.written.unchanged}, xóa {gone})."
        )
        day = f"Số liệu tính đến hết ngày {short_date(self.as_of)}"
        if not self.told:
            day += ", ngày mới nhất trong dữ liệu; chọn ngày khác: thêm --as-of NGÀY"
        return "\n".join(line for line in (said, f"{day}.", self.waiting) if line)


def _timed(progress: Progress | None) -> Callable[[str], AbstractContextManager[None]]:
    @contextmanager
    def step(name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        if progress:
            progress.step(name, time.perf_counter() - start)

    return step
