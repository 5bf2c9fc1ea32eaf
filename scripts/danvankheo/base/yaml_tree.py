"""YAML front matter as a tree of mappings, lists and strings.

Types come from the schema, not from YAML 1.1 (where ``no`` is false and ``12:30`` is 750). Anchors, aliases, tags, merge
keys and duplicate keys are flaws. libyaml parses the text; positions are kept only on request, because most files are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from danvankheo.base.text import visible

Loc = tuple[str | int, ...]
Tree = dict[str, Any]
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# YAML also ends lines at these characters, but editors do not, and positions refer to the lines of editors.
_OTHER_BREAKS = ("\x85", "\u2028", "\u2029")
MAX_DEPTH = 12
MAX_NODES = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """The position of a key or value in the YAML text; lines and columns count from 0, ends are exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """A construct of YAML that is not allowed here. code: of the problem; word: as written."""

    code: str
    line: int
    column: int
    word: str


class TooDeep(ValueError):
    """The text has more levels than ``MAX_DEPTH`` or more values than ``MAX_NODES``."""

    def __init__(self, line: int) -> None:
        super().__init__("too deep")
        self.line = line


class TreeBuilder:
    """Builds the tree of one text in one pass over the parser's events.

    After ``build``: ``flaws`` (anchors, tags, duplicate keys …), ``empty`` (locs of keys without a value), and, with
    ``places=True``, ``keys`` and ``values``: loc → place. A loc is the path of keys and indexes in the tree.
    """

    def __init__(self, text: str, *, places: bool = False) -> None:
        for line_break in _OTHER_BREAKS:
            text = text.replace(line_break, " ")
        self._events: Iterator[Any] = iter(_Loader(text).get_event, None)
        self._remember = places
        self._nodes = 0
        self.keys: dict[Loc, Place] = {}
        self.values: dict[Loc, Place] = {}
        self.empty: set[Loc] = set()
        self.flaws: list[Flaw] = []

    def build(self) -> Any:
        """Return the tree (None for an empty text) without keys that have no visible value. Raises yaml.YAMLError, TooDeep."""
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            # libyaml reads flow collections ahead and can reach its own limit of depth first.
            if error.problem and "nesting depth" in error.problem:
                raise TooDeep(error.problem_mark.line if error.problem_mark else 0) from error
            raise

    def _document(self) -> Any:
        root: Any = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._flaw("DVK109", event, "---")
                    break
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, ())
        return root

    def _flaw(self, code: str, event: Any, word: str) -> None:
        self.flaws.append(Flaw(code, event.start_mark.line, event.start_mark.column, word))

    def _node(self, event: Any, loc: Loc) -> Any:
        self._nodes += 1
        if len(loc) > MAX_DEPTH or self._nodes > MAX_NODES:
            raise TooDeep(event.start_mark.line)
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._flaw("DVK109", event, "*" + event.anchor)
            return None
        if event.anchor is not None:
            self._flaw("DVK109", event, "&" + event.anchor)
        if event.tag is not None:
            self._flaw("DVK109", event, event.tag)
        if kind is yaml.ScalarEvent:
            value = event.value
            if self._remember:
                self.values[loc] = _place(event, event.end_mark, event.style)
            if not value.strip() or (not value.isprintable() and not visible(value).strip()):
                self.empty.add(loc)
                return None
            return value
        return self._mapping(event, loc) if kind is yaml.MappingStartEvent else self._sequence(event, loc)

    def _sequence(self, start: Any, loc: Loc) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if type(event) is yaml.SequenceEndEvent:
                self._close(start, event, loc)
                break
            items.append(self._node(event, (*loc, len(items))))
        return [item for item in items if item is not None] if None in items else items

    def _mapping(self, start: Any, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        has_empty = False
        for event in self._events:
            if type(event) is yaml.MappingEndEvent:
                self._close(start, event, loc)
                break
            key = self._key(event)
            child = (*loc, key)
            if key in found:
                self._flaw("DVK108", event, key)
                child = (*loc, f"{key} ({len(found)})")
            elif self._remember:
                self.keys[child] = _place(event, event.end_mark)
            value = self._node(next(self._events), child)
            if value is None:
                has_empty = True
            found.setdefault(key, value)
        return {key: value for key, value in found.items() if value is not None} if has_empty else found

    def _key(self, event: Any) -> str:
        if type(event) is yaml.ScalarEvent:
            if event.value == "<<" and not event.style:
                self._flaw("DVK109", event, "<<")
            if event.anchor is not None or event.tag is not None:
                self._flaw("DVK109", event, str(event.anchor or event.tag))
            return str(event.value)
        self._flaw("DVK109", event, "?")
        self._node(event, ("?",))
        return "?"

    def _close(self, start: Any, end: Any, loc: Loc) -> None:
        if self._remember:
            self.values[loc] = _place(start, end.end_mark)


def _place(event: Any, end: Any, style: str | None = None) -> Place:
    return Place(event.start_mark.line, event.start_mark.column, end.line, end.column, style)
