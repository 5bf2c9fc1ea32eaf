"""What the repository says may be shown. Its files are read as everywhere (``base``), but what that means is decided here.

An entry may be shown when ``duyet`` says who and when. A file that cannot be read whole, or holds anything but plain
mappings, lists and text, is not public; what it says in plain sight against being shown holds all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from danvankheo.base.front_matter import decode, split, textual_keys
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.public import SECTION_OF
from danvankheo.base.text import normalize, visible
from danvankheo.base.yaml_tree import TreeBuilder

_FOLDERS = ("models", "exemplars")
_MOVEMENT = "content/phong-trao.yml"
_CONTACTS = ("dien_thoai", "zalo")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and what its file says of being shown. page: its folder on the site; words: all it says, to be searched."""

    page: str
    path: str
    title: str
    draft: bool
    sample: bool
    approved: bool
    withdrawn: bool
    words: str

    @property
    def public(self) -> bool:
        """Tell whether visitors may read it."""
        return self.approved and not (self.draft or self.withdrawn)


@dataclass(frozen=True)
class SourceTree:
    """A repository. instead: files that were built from instead of its own, by path."""

    repo: Path
    instead: Mapping[str, Path] = field(default_factory=dict)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every record of the repository."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[Entry]:
        for folder in _FOLDERS:
            for path in self.files(folder):
                if path.count("/") == 1:
                    yield self._entry(path, f"{SECTION_OF[folder]}/{PurePosixPath(path).stem}/")

    def _entry(self, path: str, page: str) -> Entry:
        data = self.data(path)
        keys, raw = _keys(path, data), data.decode("utf-8-sig", "replace")
        plain = keys if keys is not None else textual_keys(raw)
        # What stands in the repository may say less of an entry than what it was built from, never more.
        now, whole = self._against(path) if path in self.instead else ({}, False)
        return Entry(
            page=page,
            path=path,
            title=" ".join(_plain(plain.get("ten", "")).split()),
            draft=any(_plain(each.get("nhap", "false")) != "false" for each in (plain, now)),
            sample=_plain(plain.get("minh_hoa", "false")) != "false",
            approved=keys is not None and _approved(keys.get("duyet")) and ("duyet" in now or not whole),
            withdrawn=any("rut_dong_y" in each for each in (plain, now)),
            words=words(raw),
        )

    def _against(self, path: str) -> tuple[Mapping[str, Any], bool]:
        """Return what the repository's own file says, and whether it is there from its first ``---`` to its second."""
        data = SourceTree(self.repo).data(path)
        keys, text = _keys(path, data), data.decode("utf-8-sig", "replace")
        whole = not split(path, text)[1] and "\N{REPLACEMENT CHARACTER}" not in text
        return keys if keys is not None else textual_keys(text), whole

    @cached_property
    def free_words(self) -> str:
        """The words of units, fields, types, hand-written pages: a title made of them betrays nothing."""
        return words("\n".join(self.data(path).decode("utf-8", "replace") for path in self.files("content")))

    @cached_property
    def own_numbers(self) -> frozenset[str]:
        """The telephone numbers of the body that runs the site, digits only: the only ones it may show."""
        told = _built(self.data(_MOVEMENT).decode("utf-8-sig", "replace"))
        return frozenset(re.sub(r"\D", "", value) for value in _contacts(told))

    def files(self, folder: str) -> list[str]:
        """Return the paths of the texts below a folder, sorted."""
        known = {file.relative_to(self.repo).as_posix() for file in (self.repo / folder).rglob("*.md")}
        return sorted(known | {path for path in self.instead if path.startswith(f"{folder}/")})

    def data(self, path: str) -> bytes:
        """Return what a file holds, nothing for what is no regular file."""
        file = self.instead.get(path, self.repo / path)
        try:
            return file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        except OSError:
            return b""


def words(text: str) -> str:
    """Return a text's words alone: neither markup nor capitals make a difference."""
    return " ".join(_WORD.findall(normalize(text).casefold()))


def _keys(path: str, data: bytes) -> dict[str, Any] | None:
    """Return the keys of a file that can be read whole; None when there is anything wrong with its text."""
    text, problems = decode(path, data)
    if text is None or _wrong(problems):
        return None
    parts, problems = split(path, text)
    found = _built(parts.front) if parts and not _wrong(problems) else None
    return found if isinstance(found, dict) else None


def _wrong(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _built(text: str) -> Any:
    """Return the tree of a text, None when it is no YAML or holds what is not wanted in it."""
    builder = TreeBuilder(text)
    try:
        tree = builder.build()
    except (yaml.YAMLError, ValueError):
        return None
    return None if builder.flaws else tree


def _approved(value: object) -> bool:
    who, when = (value.get("boi"), value.get("ngay")) if isinstance(value, dict) else (None, None)
    return isinstance(who, str) and bool(_plain(who)) and _is_day(_plain(when))


def _is_day(text: str) -> bool:
    try:
        return bool(_ISO.match(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _plain(value: object) -> str:
    """Return a value as it is shown; what is no text is something, and nobody knows what."""
    return normalize(visible(value)).strip() if isinstance(value, str) else "?"


def _contacts(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in _CONTACTS and isinstance(value, str):
                yield value
            yield from _contacts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _contacts(value)
