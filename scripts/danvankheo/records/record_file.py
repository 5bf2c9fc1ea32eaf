"""From a file to a record: bytes, front matter, YAML tree, data of the schema. Rules come after this (``judging``)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from danvankheo.base.artifact import digest
from danvankheo.base.front_matter import decode, split
from danvankheo.base.problems import Problem
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.records.days import newest_in, settled_on
from danvankheo.records.files import Kind, opened_file, slug_of
from danvankheo.records.parsing import parse, respaced
from danvankheo.records.record import SCHEMAS, Record, RecordText
from danvankheo.records.summary import summary_of
from danvankheo.records.validation import validate

#: Reads the file of a kind and name below a root: its record and its problems.
ReadRecord = Callable[[Path, Kind, str], tuple[Record[Any] | None, list[Problem]]]


def read_record(repo: Path, kind: Kind, name: str) -> tuple[Record[Any] | None, list[Problem]]:
    """Read one file as far as possible; None without front matter. Values that do not fit the schema are in ``findings``."""
    path, schema = f"{kind}/{name}", SCHEMAS[kind]
    data = opened_file(repo, path)
    if isinstance(data, Problem):
        return None, [data]
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    parts, more = split(path, text)
    problems += more
    if parts is None:
        return None, problems
    parsed, more = parse(path, parts.front, parts.front_line, schema)
    problems += more
    if parsed.tree is None:
        return None, problems
    valid = validate(schema, parsed.tree, parsed.empty)
    if valid.findings:
        again, more = respaced(path, parsed.text, parts.front_line, schema)
        if again is not None and again.tree is not None:
            problems += more
            parsed, valid = again, validate(schema, again.tree, again.empty)
    tree: dict[str, Any] = parsed.tree or {}
    return Record(
        kind,
        slug_of(name),
        path,
        valid.data,
        digest(data),
        digest(parts.front),
        bool(parts.body.strip()),
        summary_of(valid.data),
        newest_in(valid.data),
        settled_on(valid.data),
        _photo_files(tree),
        findings=valid.findings,
        replaced=valid.replaced,
        text=RecordText(parsed.text, parts.front_line, parts.body, parts.body_line, tree),
    ), problems


def text_of(repo: Path, record: Record[Any]) -> RecordText:
    """Return the text of a record, read again if the record does not hold it; an empty one if the file does not exist."""
    if record.text is not None:
        return record.text
    again, _ = read_record(Path(record.root) if record.root else repo, record.kind, record.name)
    return again.text if again and again.text else RecordText("", 1, "", 1, {})


class PhotoLine(NamedTuple):
    """A photo named in a record: the file as written, line and column of the name (from 1), and the text of that line."""

    file: str
    line: int
    column: int
    text: str


def _photo_files(tree: dict[str, Any]) -> tuple[str, ...]:
    """Return the files named under ``anh``, also those of a record with other mistakes."""
    photos = tree.get("anh")
    items = photos if isinstance(photos, list) else []
    return tuple(str(photo["tep"]) for photo in items if isinstance(photo, dict) and isinstance(photo.get("tep"), str))


def photo_lines(text: RecordText) -> list[PhotoLine]:
    """Return the same files with their lines."""
    builder = TreeBuilder(text.front, places=True)
    builder.build()
    lines = text.front.split("\n")
    found = []
    for loc, place in builder.values.items():
        if len(loc) == 3 and loc[0] == "anh" and loc[2] == "tep":
            name = str(text.tree["anh"][loc[1]]["tep"]) if isinstance(loc[1], int) else ""
            found.append(PhotoLine(name, place.line + text.front_line, place.column + 1, lines[place.line]))
    return found
