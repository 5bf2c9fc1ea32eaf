"""Which entries of the repository may be shown, decided from their files without the schema.

An entry may be shown when ``duyet`` gives a name and a day. A file that cannot be read whole, or holds anything but plain
mappings, lists and texts, is not public; keys that forbid showing it (``nhap``, ``rut_dong_y``) count even in such a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from danvankheo.base.front_matter import decode, split, textual_keys
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.source_paths import ENTRY_FOLDERS, address_of
from danvankheo.base.text import normalize, visible
from danvankheo.base.yaml_tree import TreeBuilder

_MOVEMENT = "content/phong-trao.yml"
_CONTACTS = ("dien_thoai", "zalo")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """An entry's file and its state. page: its folder on the site; path: in the repository; words: see ``words``, of all its text."""

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
        """Whether visitors may read it."""
        return self.approved and not (self.draft or self.withdrawn)


@dataclass(frozen=True)
class SourceTree:
    """The text files of a repository. replacements: by path, the files that the site was built from instead."""

    repo: Path
    replacements: Mapping[str, Path] = field(default_factory=dict)

    @cached_property
    def entries(self) -> tuple[SourceEntry, ...]:
        """Every entry of the repository."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[SourceEntry]:
        for folder in ENTRY_FOLDERS:
            for path in self.files(folder):
                if address := address_of(path):
                    yield self._entry(path, f"{address}/")

    def _entry(self, path: str, page: str) -> SourceEntry:
        data = self.data(path)
        keys, raw = _keys(path, data), data.decode("utf-8-sig", "replace")
        used = keys if keys is not None else textual_keys(raw)
        # The repository's own file may forbid what the replacement allows, never allow more.
        own, whole = self._own_keys(path) if path in self.replacements else ({}, False)
        return SourceEntry(
            page=page,
            path=path,
            title=" ".join(_text(used.get("ten", "")).split()),
            draft=any(_text(each.get("nhap", "false")) != "false" for each in (used, own)),
            sample=_text(used.get("minh_hoa", "false")) != "false",
            approved=keys is not None and _approved(keys.get("duyet")) and ("duyet" in own or not whole),
            withdrawn=any("rut_dong_y" in each for each in (used, own)),
            words=words(raw),
        )

    def _own_keys(self, path: str) -> tuple[Mapping[str, Any], bool]:
        """Return the keys of the repository's own file, and whether its front matter is complete."""
        data = SourceTree(self.repo).data(path)
        keys, text = _keys(path, data), data.decode("utf-8-sig", "replace")
        whole = not split(path, text)[1] and "\N{REPLACEMENT CHARACTER}" not in text
        return keys if keys is not None else textual_keys(text), whole

    @cached_property
    def vocabulary_words(self) -> str:
        """The words of units, fields, types and hand-written pages: a title made of them is no secret."""
        return words("\n".join(self.data(path).decode("utf-8", "replace") for path in self.files("content")))

    @cached_property
    def own_numbers(self) -> frozenset[str]:
        """The telephone numbers of the office that runs the site, digits only: the only ones it may show."""
        tree = _tree(self.data(_MOVEMENT).decode("utf-8-sig", "replace"))
        return frozenset(re.sub(r"\D", "", value) for value in _contacts(tree))

    def files(self, folder: str) -> list[str]:
        """Return the paths of the Markdown files below a folder, sorted."""
        paths = {file.relative_to(self.repo).as_posix() for file in (self.repo / folder).rglob("*.md")}
        return sorted(paths | {path for path in self.replacements if path.startswith(f"{folder}/")})

    def data(self, path: str) -> bytes:
        """Return a file's bytes; none when it is missing or no regular file."""
        file = self.replacements.get(path, self.repo / path)
        try:
            return file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        except OSError:
            return b""


def words(text: str) -> str:
    """Return a text's words in lower case, joined by spaces, so that markup and case make no difference."""
    return " ".join(_WORD.findall(normalize(text).casefold()))


def _keys(path: str, data: bytes) -> dict[str, Any] | None:
    """Return the keys of a file; None when its text has any error."""
    text, problems = decode(path, data)
    if text is None or _has_error(problems):
        return None
    parts, problems = split(path, text)
    found = _tree(parts.front) if parts and not _has_error(problems) else None
    return found if isinstance(found, dict) else None


def _has_error(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _tree(text: str) -> Any:
    """Return the tree of a YAML text; None when it is no YAML or has anchors, tags or duplicate keys."""
    builder = TreeBuilder(text)
    try:
        tree = builder.build()
    except (yaml.YAMLError, ValueError):
        return None
    return None if builder.flaws else tree


def _approved(value: object) -> bool:
    who, when = (value.get("boi"), value.get("ngay")) if isinstance(value, dict) else (None, None)
    return isinstance(who, str) and bool(_text(who)) and _is_day(_text(when))


def _is_day(text: str) -> bool:
    try:
        return bool(_ISO.match(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _text(value: object) -> str:
    """Return a text value as it is shown, "?" for any other value."""
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
