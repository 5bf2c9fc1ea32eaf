"""A cache of files without mistakes: while such a file is unchanged, it is neither parsed nor checked by itself again.

A file is unchanged when its size and times are the same, or else its bytes. Only results about one file are stored;
rules between files run every time.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from danvankheo.base.artifact import digest
from danvankheo.base.problems import Problem
from danvankheo.records.files import Kind, opened_file, slug_of
from danvankheo.records.record import Record
from danvankheo.records.record_file import ReadRecord
from danvankheo.records.summary import EntrySummary, ExemplarSummary, ModelSummary, NewsSummary

_SUMMARIES = {Kind.MODEL: ModelSummary, Kind.EXEMPLAR: ExemplarSummary, Kind.NEWS: NewsSummary}
# A file that changed less than this long ago (nanoseconds) may change again with the same times: some file systems count seconds.
_SETTLING = 2_000_000_000


class _Row(NamedTuple):
    """A stored file. stamp: its size and times, "" to compare its bytes; fields, tree: of its record, as JSON."""

    path: str
    stamp: str
    digest: str
    fields: str
    tree: str


class RecordCache:
    """Stores the records of files without mistakes in one SQLite file. If that file cannot be used, nothing is stored.

    salt: what results depend on besides the file itself: the program's code, the movement's file.
    """

    def __init__(self, file: Path, salt: str) -> None:
        self._file, self._salt = file, salt
        self._rows = self._stored()
        self._same: set[str] = set()
        self._new: dict[str, _Row] = {}

    def read(self, repo: Path, kind: Kind, name: str, read: ReadRecord) -> tuple[Record[Any] | None, list[Problem]]:
        """Return what ``read`` returns, without reading a stored file that is unchanged."""
        path = f"{kind}/{name}"
        stamp, row = _stamp(f"{repo}/{path}"), self._rows.get(path)
        if row is not None and stamp and (row.stamp == stamp or row.digest == _digest(repo, path)):
            with suppress(ValueError, TypeError):
                known = _record(kind, name, row)
                if row.stamp == stamp:
                    self._same.add(path)
                else:
                    self._new[path] = row._replace(stamp=stamp)
                return known, []
        record, problems = read(repo, kind, name)
        if record is not None and not problems and not record.findings and record.text is not None:
            self._new[path] = _row(record, stamp)
        return record, problems

    def save(self) -> None:
        """Store the files read since the last save; remove those that were deleted or have mistakes now."""
        now = time.time_ns()
        rows = [row._replace(stamp=_settled(row.stamp, now)) for row in self._new.values()]
        removed = self._rows.keys() - self._same - self._new.keys()
        if rows or removed:
            with suppress(sqlite3.Error, OSError):
                self._write(rows, removed)

    def _write(self, rows: Iterable[_Row], removed: Iterable[str]) -> None:
        if not self._rows:  # none, or of another program
            self._file.unlink(missing_ok=True)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=10)) as store, store:
            # A killed process loses no data; damage after a power cut is found when the file is read.
            store.execute("PRAGMA synchronous = OFF")
            store.execute("CREATE TABLE IF NOT EXISTS records (path PRIMARY KEY, stamp, digest, fields, tree, salt)")
            store.executemany("REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?)", ((*row, self._salt) for row in rows))
            store.executemany("DELETE FROM records WHERE path = ?", ((path,) for path in removed))

    def _stored(self) -> dict[str, _Row]:
        if not self._file.is_file():
            return {}
        with suppress(sqlite3.Error, TypeError), closing(sqlite3.connect(self._file, timeout=10)) as store:
            rows = store.execute("SELECT path, stamp, digest, fields, tree FROM records WHERE salt = ?", (self._salt,))
            return {row[0]: _Row(*row) for row in rows}
        return {}


def _row(record: Record[Any], stamp: str) -> _Row:
    dates = [day.isoformat() if day else None for day in (record.newest, record.settled)]
    fields = [record.front, record.has_story, *dates, record.photos, record.links, record.headings, record.summary]
    tree = record.text.tree if record.text else {}
    return _Row(record.path, stamp, record.digest, _json(fields), _json(tree))


def _record(kind: Kind, name: str, row: _Row) -> Record[Any]:
    front, has_story, newest, settled, photos, links, headings, summary = json.loads(row.fields)
    return Record(
        kind,
        slug_of(name),
        row.path,
        row.tree,
        row.digest,
        front,
        has_story,
        _SUMMARIES.get(kind, EntrySummary)._make(tuple(value) if type(value) is list else value for value in summary),
        date.fromisoformat(newest) if newest else None,
        date.fromisoformat(settled) if settled else None,
        tuple(photos),
        tuple(links),
        tuple(headings),
    )


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _stamp(file: str) -> str:
    """Return the size and times of a file, the time of its last change last; "" when it does not exist."""
    try:
        status = os.lstat(file)
    except OSError:
        return ""
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _settled(stamp: str, now: int) -> str:
    return stamp if now - int(stamp.rpartition(" ")[2] or now) > _SETTLING else ""


def _digest(repo: Path, path: str) -> str:
    data = opened_file(repo, path)
    return "" if isinstance(data, Problem) else digest(data)
