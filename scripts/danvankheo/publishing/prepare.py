"""Prepares the files of a release from a built site: the files that the build wrote, the version, compressed copies.

The built site is not changed: files are hard links, and a file that differs is written anew.
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
from danvankheo.base.settings import CORES
from danvankheo.publishing import revision
from danvankheo.publishing.receiver.manifest import digest_of, files_below
from danvankheo.publishing.receiver.release_store import VERSION

_BUILD_MANIFEST = ".dvk-manifest.json"
_HEAD = re.compile(rb"<head>\s*", re.IGNORECASE)
_ROBOTS = re.compile(rb'<meta name="robots" content="[^"]*">\n?')
_NOINDEX = b'<meta name="robots" content="noindex, nofollow">\n'
_COMPRESSIBLE = (".html", ".css", ".js", ".json", ".xml", ".txt", ".csv", ".ics", ".svg")
_SMALLEST = 256  # bytes; smaller files are not compressed
_DAY = 86_400  # seconds
_KEPT_FOR = 30 * _DAY


def make_release(built: Path, folder: Path, *, commit: str, as_of: str, held: Mapping[str, str] | None = None) -> None:
    """Fill ``folder`` anew with the files of a built site and ``phien-ban.json``. held: see ``revision.HELD``."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        paths = json.loads((built / _BUILD_MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DanVanKheoError(f"Không đọc được danh sách tệp của bản vừa dựng: {error}") from error
    for path in paths:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        os.link(built / path, place)
    version = {revision.REVISION: commit, revision.AS_OF: as_of, **({revision.HELD: dict(held)} if held else {})}
    (folder / VERSION).write_text(json.dumps(version) + "\n", "utf-8")


def hide_from_search(folder: Path) -> None:
    """Tell search engines in every page and in robots.txt to index nothing: for a trial site."""
    for page in folder.rglob("*.html"):
        _replace(page, _hidden(page.read_bytes()))
    _replace(folder / "robots.txt", b"User-agent: *\nDisallow: /\n")


def compress(folder: Path, cache: Path) -> None:
    """Put ``.gz`` and ``.br`` copies beside the files that become smaller; the cache keeps them by the file's digest.

    A copy that no publication used for 30 days leaves the cache.
    """
    cache.mkdir(parents=True, exist_ok=True)
    now = time.time()
    paths = (folder / path for path in sorted(files_below(folder)) if path.endswith(_COMPRESSIBLE))
    files = [file for file in paths if file.stat().st_size >= _SMALLEST]

    def pack(file: Path, digest: str) -> None:
        for suffix, encode in _ENCODINGS:
            packed = (cache / digest).with_suffix(suffix)
            if not packed.is_file():
                _replace(packed, encode(file.read_bytes()))
            elif now - packed.stat().st_mtime > _DAY:
                os.utime(packed, (now, now))

    with ThreadPoolExecutor(CORES) as threads:
        digests = list(threads.map(digest_of, files))
        one_of_each = dict(zip(digests, files, strict=True))  # files with equal bytes share one packed copy
        list(threads.map(pack, one_of_each.values(), one_of_each))
    for file, digest in zip(files, digests, strict=True):
        for suffix, _ in _ENCODINGS:
            packed = (cache / digest).with_suffix(suffix)
            if packed.stat().st_size < file.stat().st_size:
                os.link(packed, file.with_name(file.name + suffix))
    for packed in cache.iterdir():
        if now - packed.stat().st_mtime > _KEPT_FOR:
            packed.unlink()


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=11)
    return packed


_ENCODINGS = ((".gz", _gzip), (".br", _brotli))


def _hidden(page: bytes) -> bytes:
    """Return a page with ``noindex`` as its only robots meta tag."""
    page, heads = _HEAD.subn(lambda head: head[0] + _NOINDEX, _ROBOTS.sub(b"", page), count=1)
    if not heads:
        raise DanVanKheoError("Có trang không có phần đầu; không ghi được lời dặn máy tìm kiếm.")
    return page


def _replace(file: Path, data: bytes) -> None:
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    temporary.write_bytes(data)
    temporary.replace(file)
