"""Leads a problem of a built file back to its source: the record or page, with line, column and remedy.

The writer knows the source of each built file; the words of the problem are searched in it, ignoring punctuation and
spaces. A problem without a source is a fault of the program and is reported as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from danvankheo.base.catalogue import catalogue
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.source_paths import address_of
from danvankheo.base.text import position
from danvankheo.publishing.audit import html_pages

_FOLDERS = ("models", "exemplars", "content")
_SUFFIXES = (".md", ".yml")
_FAULT = "DVK720"
# Codes for an entry's title in other files; the title line in its own file is no mention.
_MENTIONS = frozenset({"DVK709", "DVK710"})
_ADDRESSES = frozenset({"DVK701", "DVK704", "DVK705"})
# The parts of a text that the builder leaves unchanged: digits and words.
_WORD = re.compile(r"\d|[^\W\d_]+")
# The shortest text of a page that identifies a place, in characters; how far from the problem it may stand, in lines.
_SHORTEST, _NEAR = 12, 15
_TITLE = re.compile(r"(?m)^ten\s*:")

Place = tuple[str, int, int]


def at_sources(problems: Iterable[Problem], repo: Path, site: Path, made_of: Mapping[str, str]) -> list[Problem]:
    """Return the problems of a built site at their sources. made_of: built file → source, from the writer."""
    sources = _Sources(repo, made_of)
    traced: dict[tuple[str, str, int, int], Problem] = {}
    for problem in filter(None, (_at_source(each, sources, site) for each in problems)):
        # One line of a record appears in pages, tables, feeds and the search index; it is reported once.
        traced.setdefault((problem.code, problem.path, problem.line, problem.column), problem)
    return list(traced.values())


def _at_source(problem: Problem, sources: _Sources, site: Path) -> Problem | None:
    entry = catalogue()[problem.code]
    place = sources.place(problem, site)
    if place is None and problem.severity is Severity.WARNING:
        return None  # an author cannot mend it
    if place is None:
        advice = (
            "Đây là lỗi của chương trình, không phải của bài nào. Chép nguyên dòng này gửi người phụ trách phần mềm; "
            "trong lúc chờ, trang đang hiện không đổi."
        )
        message = f"{problem.message} (mã {problem.code}, trang dựng ra: {problem.path}, dòng {problem.line})"
        return replace(problem, code=_FAULT, message=message, advice=advice, words="")
    path, line, column = place
    message = f"{problem.message} (trên trang: {problem.path})"
    return replace(
        problem, path=path, line=line, column=column, message=message, advice=problem.advice or entry.how, words=""
    )


class _Sources:
    """The texts of the repository, read at the first search."""

    def __init__(self, repo: Path, made_of: Mapping[str, str]) -> None:
        self._repo = repo
        self._made_of = made_of

    def place(self, problem: Problem, site: Path) -> Place | None:
        """Return path, line and column of a problem's source; None when it has none."""
        own = self._own(problem.path)
        pattern = _pattern(problem.words)
        # Links belong to the page's own source; other words may come from any entry that the page names.
        others = () if problem.code in _ADDRESSES else self._texts
        for path in dict.fromkeys((*([own] if own else []), *others)) if pattern else ():
            for match in pattern.finditer(self._texts.get(path, "")) if pattern else ():
                place = self._at(path, match.start())
                if problem.code not in _MENTIONS or not self._is_title(place):
                    return place
        if own is None:
            return None
        text = self._texts.get(own)
        if text is None:  # a photo or another file without text
            return own, 1, 1
        for words in _around(site / problem.path, problem.line) if problem.line > 1 else ():
            if (pattern := _pattern(words)) and (found := pattern.search(text)):
                return self._at(own, found.start())
        title = _TITLE.search(text)
        return self._at(own, title.start() if title else 0)

    def _is_title(self, place: Place) -> bool:
        path, line, _ = place
        return _TITLE.match(self._texts[path].split("\n")[line - 1]) is not None

    def _own(self, path: str) -> str | None:
        """Return the source of a built file; None when it has several sources or only the program."""
        source = self._made_of.get(path, "").removeprefix("ten_cu: ")
        source = self._entries.get(source, source)
        is_source = source.partition("/")[0] in _FOLDERS and (self._repo / source).is_file()
        return source if is_source else None

    @cached_property
    def _entries(self) -> dict[str, str]:
        """The files of entries by the addresses of their pages."""
        return {address: path for path in self._files() if (address := address_of(path))}

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Path → text of the repository's files; sources of built files come first."""
        used = {source for path in self._made_of if (source := self._own(path))}
        paths = sorted(self._files(), key=lambda path: (path not in used, path))
        return {path: (self._repo / path).read_text("utf-8-sig", errors="replace") for path in paths}

    def _files(self) -> Iterator[str]:
        for folder in _FOLDERS:
            for file in (self._repo / folder).rglob("*"):
                if file.suffix in _SUFFIXES and file.is_file() and not file.is_symlink():
                    yield file.relative_to(self._repo).as_posix()

    def _at(self, path: str, index: int) -> Place:
        return path, *position(self._texts[path], index)


def _pattern(words: str) -> re.Pattern[str] | None:
    """Return a pattern for words with any punctuation and spaces between them, None without a word."""
    parts = _WORD.findall(words)
    return re.compile(r"[\W_]{0,4}".join(map(re.escape, parts))) if parts else None


def _around(file: Path, line: int) -> Iterator[str]:
    """Yield the texts of a built page near a line, the nearest first, for a place in its source."""
    if file.suffix != ".html" or not file.is_file():
        return
    page = html_pages.read(file.name, file.read_text("utf-8", errors="replace"))
    near = [(abs(at - line), words) for words, at in page.text if len(words.strip()) >= _SHORTEST]
    yield from (words for distance, words in sorted(near) if distance <= _NEAR)
