"""The cache of bytes that take time to make, stored below ``.cache/`` under a digest of everything they depend on.

Deleting the folder costs only time. Every key includes a digest of the package's code and the versions of the libraries, so
a changed program never reads results of an older one. Keys of pictures include the libraries only: a picture's inputs name
the version of its drawing code, and a changed template does not draw hundreds of pictures again. Each stored file begins
with a digest of its content: a damaged file counts as missing. Files not read for a month are removed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from threading import get_ident
from weakref import finalize

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.versions import version
from danvankheo.records.record_cache import Kept

_MAKERS = ("pillow", "pillow-heif", "nh3", "pyromark", "jinja2", "pydantic", "pyyaml", "segno")
_PAINTERS = ("pillow", "pillow-heif", "segno")
# Only pictures are stored: making a page costs less than storing it twice.
_KEPT = frozenset({".webp", ".jpg", ".png", ".avif"})
_SEAL = 16
_DAY = 86_400  # seconds
_KEPT_FOR = 30 * _DAY
_PRUNED = ".pruned"
# What a record holds stands last: it is long, and read one by one when somebody asks for them.
_TABLE = (
    "CREATE TABLE kept (path TEXT PRIMARY KEY, stamp TEXT, digest TEXT, front TEXT, story INTEGER, newest TEXT, settled TEXT,"
    " photos TEXT, face TEXT, standing TEXT, leads TEXT, short TEXT, data TEXT)"
)
_KNOWN = "SELECT path, stamp, digest, front, story, newest, settled, photos, face, standing, leads, short FROM kept"
_SETTLING = 2_000_000_000  # nanoseconds; some file systems count whole seconds


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file the last build wrote: the artifact's inputs and source, the size in bytes, the time in nanoseconds."""

    inputs: str
    size: int
    mtime_ns: int
    source: str


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The files a build left in a site folder by their path, and the paths of each artifact group by its key."""

    files: Mapping[str, WrittenFile]
    groups: Mapping[str, Sequence[str]]


class Cache:
    """A folder of stored bytes; ``get`` and ``put`` take any key, ``make`` takes an artifact."""

    def __init__(self, folder: Path, salt: str = "") -> None:
        self._folder = folder
        self._salt = salt or _salt()
        self._picture_salt = salt or digest(*_versions(_PAINTERS))

    def get(self, key: str) -> bytes | None:
        """Return the bytes stored under the key; None when they are missing or damaged."""
        return _read(self._file(key, self._salt))

    def put(self, key: str, value: bytes) -> None:
        """Store the bytes; safe when another process stores the same key."""
        _write(self._file(key, self._salt), value)

    def make(self, artifact: Artifact) -> bytes:
        """Return the artifact's bytes: stored ones, else rendered (and stored when the artifact is a picture)."""
        if not keeps(artifact):
            return artifact.render()
        file = self._file("artifact " + artifact.inputs, self._picture_salt)
        kept = _read(file)
        if kept is None:
            kept = artifact.render()
            _write(file, kept)
        return kept

    def prune(self, now: float) -> int:
        """Remove files not read for a month; return their number. now: seconds since 1970. Runs at most once a day.

        The modification time of a file is the day of its last reading.
        """
        stamp = self._folder / _PRUNED
        if not self._folder.is_dir() or (stamp.exists() and 0 <= now - stamp.stat().st_mtime < _DAY):
            return 0
        stamp.touch()
        os.utime(stamp, (now, now))
        gone = 0
        for file in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(OSError):  # another build may remove it at the same time
                if now - file.stat().st_mtime > _KEPT_FOR:
                    file.unlink()
                    gone += 1
        return gone

    def last_build(self, site_dir: Path) -> LastBuild:
        """Return the files the last build left in a site folder; none when that is not known."""
        kept = self.get(_site_key(site_dir))
        if kept is None:
            return LastBuild({}, {})
        sources, rows, groups = json.loads(kept)
        files = {path: WrittenFile(inputs, size, mtime, sources[source]) for path, inputs, size, mtime, source in rows}
        paths = list(files)
        return LastBuild(files, {key: [paths[number] for number in numbers] for key, numbers in groups.items()})

    def remember_build(self, site_dir: Path, left: LastBuild) -> None:
        """Store the files this build left in a site folder. Each path and source is stored once."""
        sources = {source: number for number, source in enumerate(dict.fromkeys(k.source for k in left.files.values()))}
        rows = [(path, k.inputs, k.size, k.mtime_ns, sources[k.source]) for path, k in left.files.items()]
        numbers = {path: number for number, path in enumerate(left.files)}
        groups = {key: [numbers[path] for path in paths] for key, paths in left.groups.items()}
        self.put(_site_key(site_dir), json.dumps((list(sources), rows, groups), separators=(",", ":")).encode())

    def _file(self, key: str, salt: str) -> Path:
        name = digest(salt, key)
        return self._folder / name[:2] / name[2:]


class Shelf:
    """The files of records that were right, by path, in one SQLite file; one that cannot be used knows nothing.

    salt: what the verdicts depend on beside the files themselves, the package's code and the libraries.
    """

    def __init__(self, folder: Path, salt: str) -> None:
        self._salt = digest(_salt(), salt)
        self._file = folder / "records.sqlite3"
        self.world = ""
        self.known: dict[str, Kept] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._process = os.getpid()
        self._rows = self._opened() or self._opened(anew=True)
        if self._rows is not None:
            finalize(self, self._rows.close)

    def values(self, path: str, digest: str) -> str:
        """Return the values a file of the digest holds, "" when they are not known any more."""
        if self._rows is None:
            return ""
        try:
            if (
                os.getpid() != self._process
            ):  # a copy of the process must neither use nor close what the first one opened
                self._inherited, self._rows = self._rows, sqlite3.connect(self._file, timeout=10)
                self._process = os.getpid()
            row = self._rows.execute("SELECT data FROM kept WHERE path = ? AND digest = ?", (path, digest)).fetchone()
        except sqlite3.Error:
            return ""
        return str(row[0]) if row else ""

    def put(self, rows: Mapping[str, Kept]) -> None:
        """Remember more files."""
        if not rows:
            return
        now = self._now()
        settled = {path: kept._replace(stamp=_settled(kept.stamp, now)) for path, kept in rows.items()}
        self._write(
            "REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((path, *kept) for path, kept in settled.items()),
        )
        self.known |= {path: kept._replace(values="") for path, kept in settled.items()}

    def stamp(self, stamps: Mapping[str, str]) -> None:
        """Note down the stamps known files have by now."""
        if not stamps:
            return
        now = self._now()
        self._write(
            "UPDATE kept SET stamp = ? WHERE path = ?", ((_settled(stamp, now), path) for path, stamp in stamps.items())
        )

    def forget(self, paths: Iterable[str]) -> None:
        """Forget files: they went, or are right no longer."""
        self._write("DELETE FROM kept WHERE path = ?", [(path,) for path in paths])

    def settle(self, world: str) -> None:
        """Note down the world in which all these files are right; of them only their values are asked for after this."""
        if world != self.world:
            self._write("UPDATE salt SET world = ?", [(world,)])
        self.known = {}

    def _now(self) -> int:
        """Return the file system's time, in nanoseconds."""
        beside = self._file.with_suffix(".time")
        beside.write_bytes(b"")
        return beside.stat().st_mtime_ns

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        if self._rows is None:
            return
        with suppress(sqlite3.Error), self._rows:
            self._rows.executemany(statement, rows)

    def _opened(self, *, anew: bool = False) -> sqlite3.Connection | None:
        """Return the open file, with nothing in it when it was salted otherwise; None when it is no such file."""
        try:
            if anew:
                self._file.unlink(missing_ok=True)
            rows = sqlite3.connect(self._file, timeout=10, check_same_thread=False)
            # A killed process loses nothing; after a loss of power what is torn is found out, and made anew.
            rows.execute("PRAGMA synchronous = OFF")
            with rows:
                rows.execute("CREATE TABLE IF NOT EXISTS salt (salt TEXT, world TEXT)")
                found = rows.execute("SELECT salt, world FROM salt").fetchall()
                if len(found) == 1 and found[0][0] == self._salt:
                    self.world = found[0][1]
                    self.known = {path: Kept(*row) for path, *row in rows.execute(_KNOWN)}
                else:
                    rows.execute("DROP TABLE IF EXISTS kept")  # another version may have kept other columns
                    rows.execute(_TABLE)
                    rows.execute("DELETE FROM salt")
                    rows.execute("INSERT INTO salt VALUES (?, '')", (self._salt,))
        except (sqlite3.Error, OSError):
            return None
        return rows


def _settled(stamp: str, now: int) -> str:
    """Return a file's stamp, "" when it changed so lately that another change might bear the same time."""
    return stamp if now - int(stamp.rpartition(" ")[2] or now) > _SETTLING else ""


def keeps(artifact: Artifact) -> bool:
    """Tell whether the bytes of an artifact are stored: those of pictures are."""
    return PurePosixPath(artifact.path).suffix in _KEPT


def _read(file: Path) -> bytes | None:
    try:
        data = file.read_bytes()
    except OSError:
        return None
    seal, value = data[:_SEAL], data[_SEAL:]
    if seal != _sealed(value):
        return None
    with suppress(OSError):  # how old the file is counts from its last reading
        if time.time() - file.stat().st_mtime > _DAY:
            os.utime(file)
    return value


def _write(file: Path, value: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}")
    aside.write_bytes(_sealed(value) + value)
    aside.replace(file)


def _sealed(value: bytes) -> bytes:
    return blake2b(value, digest_size=_SEAL).digest()


def _site_key(site_dir: Path) -> str:
    return f"site {site_dir.resolve()}"


@lru_cache(maxsize=1)
def _salt() -> str:
    package = Path(__file__).parent
    files = sorted(file for file in package.rglob("*") if file.suffix != ".pyc" and file.is_file())
    code = [file.read_bytes() for file in files]
    return digest(*code, *_versions(_MAKERS))


def _versions(names: Iterable[str]) -> list[str]:
    return [f"{name} {version(name)}" for name in names]
