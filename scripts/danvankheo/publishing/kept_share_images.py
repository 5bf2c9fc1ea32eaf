"""Published share images stay online, so that old posts on social networks keep their picture.

A release's ``anh/the/danh-sach.json`` lists its share images with their SHA-256. ``keep`` copies those of the earlier
release into a newly built site; an image that is missing or different is an error. Images of pages that are withdrawn or
no longer exist are replaced by the site's own.
"""

from __future__ import annotations

import hashlib
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.withdrawal_ledger import FILE as LEDGER
from danvankheo.publishing.receiver import withdrawals
from danvankheo.publishing.receiver.manifest import files_below
from danvankheo.publishing.receiver.withdrawals import CARD, CARDS

LIST = f"{CARDS}/danh-sach.json"
_MAX_IMAGE = 2 * 1024 * 1024  # bytes
_MAX_LIST = 64 * 1024 * 1024  # bytes
_TIMEOUT = 30  # seconds
_URL = re.compile(r"https?://[^\s]+/")

#: Returns a file of the earlier release: path, most bytes. Raises OSError.
ReadFile = Callable[[str, int], bytes]


@dataclass(frozen=True, slots=True)
class ShareImageCounts:
    """The number of images of this build, kept from the earlier release, and replaced by the site's own."""

    built: int
    kept: int
    replaced: int


def keep(site: Path, source: str | None, restored: Collection[str] = ()) -> ShareImageCounts:
    """Copy the share images and the withdrawal ledger of the earlier release into ``site`` and write the new list.

    source: the folder or the address (ending in "/") of that release, None for the very first. restored: addresses of
    withdrawn pages and photos that a permission allows again. Raises DanVanKheoError, before the list is written, when the
    release or an image cannot be read, or when the site shows what its ledger says is withdrawn.
    """
    built = {path.relative_to(site).as_posix() for path in (site / CARDS).rglob("*.jpg") if path.is_file()}
    kept = replaced = 0
    ledger: set[str] = set()
    if source is not None:
        read = _reader(source)
        ledger, pages = _merge_ledgers(site, read, source, restored), files_below(site)
        before: Mapping[str, str] = _json(read, LIST, source)
        for path, digest in sorted(before.items()):
            card = CARD.fullmatch(path)
            if card is None:
                raise DanVanKheoError(f"Danh sách thẻ của bản trước có tên lạ: “{path}”.")
            if path in built:
                continue
            if withdrawals.has_lost_its_page(path, pages, ledger):
                _write(site / path, _own_card(site, card["shape"] or ""))
                replaced += 1
            else:
                _write(site / path, _read_card(read, path, digest))
                kept += 1
    _write(site / LIST, _list(site, ledger))
    return ShareImageCounts(len(built), kept, replaced)


def _merge_ledgers(site: Path, read: ReadFile, source: str, restored: Collection[str]) -> set[str]:
    """Add the rows of the earlier release to the ledger of a site, write it and return it."""
    try:
        own = withdrawals.ledger_in((site / LEDGER).read_bytes())
        before = withdrawals.ledger_in(read(LEDGER, _MAX_LIST))
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise _unread(LEDGER, source, error) from error
    ledger = own | withdrawals.without(before, restored)
    if again := withdrawals.shown_again(files_below(site), ledger, own):
        raise DanVanKheoError(withdrawals.refusal(again))
    _write(site / LEDGER, json.dumps(sorted(ledger), indent=0).encode("ascii"))
    return ledger


def _reader(source: str) -> ReadFile:
    if _URL.fullmatch(source):
        return _from_address(source)
    folder = Path(source)
    if not folder.is_dir():
        raise DanVanKheoError(
            f"Không thấy bản trước ở “{source}”. Cần một thư mục, hoặc địa chỉ http(s) kết thúc bằng “/”."
        )
    return _from_folder(folder)


def _from_folder(folder: Path) -> ReadFile:
    def read(path: str, most: int) -> bytes:
        file = folder / path
        if file.is_symlink() or not file.is_file() or file.stat().st_size > most:
            raise OSError(f"{path}: no regular file of at most {most} bytes")
        return file.read_bytes()

    return read


def _from_address(address: str) -> ReadFile:
    def read(path: str, most: int) -> bytes:
        with urllib.request.urlopen(address + path, timeout=_TIMEOUT) as answer:  # noqa: S310 (http or https: _URL)
            data: bytes = answer.read(most + 1)
        if len(data) > most:
            raise OSError(f"{path}: more than {most} bytes")
        return data

    return read


def _unread(path: str, where: str, error: Exception) -> DanVanKheoError:
    message = f"Không đọc được {path} của {where}: {error}"
    if not _URL.fullmatch(where):
        return DanVanKheoError(message)
    return DanVanKheoError(
        f"{message}. Trang chưa từng được đưa lên địa chỉ ấy thì thêm --first; đã đưa lên rồi thì xem lại địa chỉ, mạng rồi chạy lại."
    )


def _json(read: ReadFile, path: str, where: str) -> dict[str, str]:
    """Read the list of images: path → SHA-256."""
    try:
        data = json.loads(read(path, _MAX_LIST))
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise _unread(path, where, error) from error
    if not isinstance(data, dict) or not all(isinstance(text, str) for row in data.items() for text in row):
        raise DanVanKheoError(f"Tệp {path} của {where} không đúng dạng.")
    return data


def _read_card(read: ReadFile, path: str, digest: str) -> bytes:
    try:
        data = read(path, _MAX_IMAGE)
    except (OSError, urllib.error.URLError) as error:
        raise DanVanKheoError(
            f"Thiếu thẻ đã đăng {path}: {error}. Bài cũ trên Facebook, Zalo sẽ mất ảnh; chưa đăng bản mới."
        ) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise DanVanKheoError(f"Thẻ đã đăng {path} không còn như lúc đăng; chưa đăng bản mới.")
    return data


def _own_card(site: Path, shape: str) -> bytes:
    """Return the site's own share image of a shape ("", "-vuong", "-dung")."""
    if path := withdrawals.own_image(files_below(site), shape):
        return (site / path).read_bytes()
    raise DanVanKheoError("Bản vừa dựng không có thẻ của trang chủ để thay cho thẻ của bài đã gỡ.")


def _list(site: Path, ledger: set[str]) -> bytes:
    """Return the list of a site's share images, without those of withdrawn pages: they are replaced in one release only."""
    cards = sorted(path for path in (site / CARDS).rglob("*.jpg") if path.is_file())
    found = {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in cards}
    found = {path: digest for path, digest in found.items() if not withdrawals.is_of_withdrawn_page(path, ledger)}
    return (json.dumps(found, indent=0) + "\n").encode("utf-8")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
