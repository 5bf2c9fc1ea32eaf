"""From a finding in a built file back to the source that made it: the record or page, its line and column, and a remedy.

The writer knows which source each file of the site is made of; within it the words of the finding are looked for, however
the builder set them. What leads to no source is a fault of the program, and told as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from danvankheo.base.catalogue import catalogue
from danvankheo.base.problems import Problem, Severity
from danvankheo.publishing.audit import html_pages

_FOLDERS = ("models", "exemplars", "content")
_SUFFIXES = (".md", ".yml")
_FAULT = "DVK720"
# An entry that may not be shown is named by others; its own title is no mention.
_MENTIONS = frozenset({"DVK709", "DVK710"})
_ADDRESSES = frozenset({"DVK701", "DVK704", "DVK705"})
# Words between which the builder may have put other marks and spaces than the author.
_WORD = re.compile(r"\d|[^\W\d_]+")
# Text of a page shorter than this stands in too many places; further away than this it is about something else.
_TELLING, _NEAR = 12, 15
_TITLE = re.compile(r"(?m)^ten\s*:")

Place = tuple[str, int, int]


def trace(problems: Iterable[Problem], repo: Path, site: Path, made_of: Mapping[str, str]) -> list[Problem]:
    """Return the problems of a built site at their sources. made_of: what each file of the site is made of."""
    sources = _Sources(repo, made_of)
    traced: dict[tuple[str, str, int, int], Problem] = {}
    for problem in filter(None, (_at_source(each, sources, site) for each in problems)):
        # One line of a record stands in pages, tables, feeds and the search index: it is told once.
        traced.setdefault((problem.code, problem.path, problem.line, problem.column), problem)
    return list(traced.values())


def _at_source(problem: Problem, sources: _Sources, site: Path) -> Problem | None:
    entry = catalogue()[problem.code]
    place = sources.place(problem, site)
    if place is None and problem.severity is Severity.WARNING:
        return None  # nobody who writes can do anything about it
    if place is None:
        advice = (
            "Đây là lỗi của chương trình, không phải của bài nào. Chép nguyên dòng này gửi người phụ trách phần mềm; "
            "trong lúc chờ, trang đang hiện không đổi."
        )
        told = f"{problem.message} (mã {problem.code}, trang dựng ra: {problem.path}, dòng {problem.line})"
        return replace(problem, code=_FAULT, message=told, advice=advice, words="")
    path, line, column = place
    told = f"{problem.message} (trên trang: {problem.path})"
    return replace(
        problem, path=path, line=line, column=column, message=told, advice=problem.advice or entry.how, words=""
    )


class _Sources:
    """The texts of the repository, read when something is looked for in them."""

    def __init__(self, repo: Path, made_of: Mapping[str, str]) -> None:
        self._repo = repo
        self._made_of = made_of

    def place(self, problem: Problem, site: Path) -> Place | None:
        """Return where a finding comes from, None when no source is to blame."""
        own = self._own(problem.path)
        pattern = _loosely(problem.words)
        # A page's addresses are its own; words may come from any entry that a page names.
        others = () if problem.code in _ADDRESSES else self._texts
        for path in dict.fromkeys((*([own] if own else []), *others)) if pattern else ():
            for match in pattern.finditer(self._texts.get(path, "")) if pattern else ():
                place = self._at(path, match.start())
                if problem.code not in _MENTIONS or not self._is_title(place):
                    return place
        if own is None:
            return None
        text = self._texts.get(own)
        if text is None:  # a photo, or a file that is read by nobody but the builder
            return own, 1, 1
        for words in _around(site / problem.path, problem.line) if problem.line > 1 else ():
            if (pattern := _loosely(words)) and (found := pattern.search(text)):
                return self._at(own, found.start())
        title = _TITLE.search(text)
        return self._at(own, title.start() if title else 0)

    def _is_title(self, place: Place) -> bool:
        path, line, _ = place
        return _TITLE.match(self._texts[path].split("\n")[line - 1]) is not None

    def _own(self, path: str) -> str | None:
        """Return the one source a file of the site is made of, None when it is made of many or of the program alone."""
        source = self._made_of.get(path, "").removeprefix("ten_cu: ")
        for old, new in (("mo-hinh/", "models/"), ("dien-hinh/", "exemplars/")):
            if source.startswith(old):
                source = f"{new}{source.removeprefix(old)}.md"
        is_ours = source.partition("/")[0] in _FOLDERS and (self._repo / source).is_file()
        return source if is_ours else None

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Every text of the repository by its path, first those that something on the site is made of."""
        shown = {source for path in self._made_of if (source := self._own(path))}
        paths = sorted(self._files(), key=lambda path: (path not in shown, path))
        return {path: (self._repo / path).read_text("utf-8-sig", errors="replace") for path in paths}

    def _files(self) -> Iterator[str]:
        for folder in _FOLDERS:
            for file in (self._repo / folder).rglob("*"):
                if file.suffix in _SUFFIXES and file.is_file() and not file.is_symlink():
                    yield file.relative_to(self._repo).as_posix()

    def _at(self, path: str, index: int) -> Place:
        before = self._texts[path][:index]
        return path, before.count("\n") + 1, index - before.rfind("\n")


def _loosely(words: str) -> re.Pattern[str] | None:
    """Return what finds words however their marks and spaces are written, None when there is no word in them."""
    parts = _WORD.findall(words)
    return re.compile(r"[\W_]{0,4}".join(map(re.escape, parts))) if parts else None


def _around(file: Path, line: int) -> Iterator[str]:
    """Yield the texts of a built page near a line, the nearest first."""
    if file.suffix != ".html" or not file.is_file():
        return
    page = html_pages.read(file.name, file.read_text("utf-8", errors="replace"))
    near = [(abs(at - line), words) for words, at in page.text if len(words.strip()) >= _TELLING]
    yield from (words for distance, words in sorted(near) if distance <= _NEAR)
