"""From a built site to what is published: only what the build wrote, its version, compressed forms beside the files.

The built site is not touched: the files are hard links, and whatever changes is written anew.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.hands import CORES
from danvankheo.publishing import revision
from danvankheo.publishing.receiver.manifest import digest_of, files_below
from danvankheo.publishing.receiver.release_store import VERSION

_BUILT = ".dvk-manifest.json"
_HEAD = re.compile(rb"<head>\s*", re.IGNORECASE)
_ROBOTS = re.compile(rb'<meta name="robots" content="[^"]*">\n?')
_NOINDEX = b'<meta name="robots" content="noindex, nofollow">\n'
_PACKABLE = (".html", ".css", ".js", ".json", ".xml", ".txt", ".csv", ".ics", ".svg")
_WORTHWHILE = 256
_DAY = 86_400  # seconds
_KEPT_FOR = 30 * _DAY


def ready(built: Path, folder: Path, *, commit: str, as_of: str, held: Mapping[str, str] | None = None) -> None:
    """Make ``folder`` anew with the files of a built site and the version they are of. held: see ``revision.HELD``."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        paths = json.loads((built / _BUILT).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DanVanKheoError(f"Không đọc được danh sách tệp của bản vừa dựng: {error}") from error
    for path in paths:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        os.link(built / path, place)
    version = {revision.REVISION: commit, revision.AS_OF: as_of, **({revision.HELD: dict(held)} if held else {})}
    (folder / VERSION).write_text(json.dumps(version) + "\n", "utf-8")


def hide(folder: Path) -> None:
    """Let every page tell search engines to go: a site that is not the real one."""
    for page in folder.rglob("*.html"):
        _replace(page, _hidden(page.read_bytes()))
    _replace(folder / "robots.txt", b"User-agent: *\nDisallow: /\n")


def pack(folder: Path, cache: Path) -> None:
    """Put ``.gz`` and ``.br`` beside every file worth it, from the cache where its bytes were compressed before.

    What no publication needed for a month leaves the cache.
    """
    cache.mkdir(parents=True, exist_ok=True)
    now = time.time()
    paths = [path for path in sorted(files_below(folder)) if path.endswith(_PACKABLE)]

    def one(path: str) -> None:
        file = folder / path
        if file.stat().st_size < _WORTHWHILE:
            return
        kept = cache / digest_of(file)
        for suffix, compress in ((".gz", _gzip), (".br", _brotli)):
            packed = kept.with_suffix(suffix)
            if not packed.is_file():
                _replace(packed, compress(file.read_bytes()))
            elif now - packed.stat().st_mtime > _DAY:
                os.utime(packed, (now, now))
            if packed.stat().st_size < file.stat().st_size:
                os.link(packed, file.with_name(file.name + suffix))

    with ThreadPoolExecutor(CORES) as threads:
        list(threads.map(one, paths))
    for packed in cache.iterdir():
        if now - packed.stat().st_mtime > _KEPT_FOR:
            packed.unlink()


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=11)
    return packed


def _hidden(page: bytes) -> bytes:
    """Return a page that no search engine is to keep."""
    page, heads = _HEAD.subn(lambda head: head[0] + _NOINDEX, _ROBOTS.sub(b"", page), count=1)
    if not heads:
        raise DanVanKheoError("Có trang không có phần đầu; không ghi được lời dặn máy tìm kiếm.")
    return page


def _replace(file: Path, data: bytes) -> None:
    aside = file.with_name(f"{file.name}.{os.getpid()}.new")
    aside.write_bytes(data)
    aside.replace(file)
