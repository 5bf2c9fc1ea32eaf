"""Share cards once published stay: an old post shows its picture for as long as its page is not withdrawn.

A release's ``anh/the/danh-sach.json`` lists every card it serves with its SHA-256. ``keep`` brings the cards of the
release before into a newly built site. One that cannot be had, or is not what the list says, is an error: it would
leave posts blank for ever. The cards of a withdrawn entry, and of one that is gone, are replaced by the site's own.
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
from danvankheo.base.ledger import FILE as LEDGER
from danvankheo.publishing.receiver import withdrawals
from danvankheo.publishing.receiver.manifest import files_below
from danvankheo.publishing.receiver.withdrawals import CARD, CARDS

LIST = f"{CARDS}/danh-sach.json"
MAX_CARD = 2 * 1024 * 1024
MAX_LIST = 64 * 1024 * 1024
TIMEOUT = 30
_URL = re.compile(r"https?://[^\s]+/")

Read = Callable[[str, int], bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """What ``keep`` did: cards of this build, cards kept from before, cards replaced because their page was withdrawn."""

    built: int
    kept: int
    neutral: int


def keep(site: Path, source: str | None, restored: Collection[str] = ()) -> Kept:
    """Bring the cards and the ledger of the release before into ``site`` and write the new list.

    source: the folder or the address (ending in "/") of that release, None for the very first. restored: withdrawn pages
    and photos that people let back by name. Raises DanVanKheoError when the release or one of its cards cannot be read, and
    then the list is not written; or when the site shows what is withdrawn by that release's ledger.
    """
    built = {path.relative_to(site).as_posix() for path in (site / CARDS).rglob("*.jpg") if path.is_file()}
    kept = neutral = 0
    gone: set[str] = set()
    if source is not None:
        read = _reader(source)
        gone, pages = _ledger(site, read, source, restored), files_below(site)
        before: Mapping[str, str] = _json(read, LIST, source)
        for path, known in sorted(before.items()):
            card = CARD.fullmatch(path)
            if card is None:
                raise DanVanKheoError(f"Danh sách thẻ của bản trước có tên lạ: “{path}”.")
            if path in built:
                continue
            if withdrawals.has_lost_its_page(path, pages, gone):
                _write(site / path, _own_card(site, card["shape"] or ""))
                neutral += 1
            else:
                _write(site / path, _read_card(read, path, known))
                kept += 1
    _write(site / LIST, _list(site, gone))
    return Kept(len(built), kept, neutral)


def _ledger(site: Path, read: Read, source: str, restored: Collection[str]) -> set[str]:
    """Write the ledger of a site with the rows of the release before; return it."""
    try:
        own = withdrawals.ledger_in((site / LEDGER).read_bytes())
        before = withdrawals.ledger_in(read(LEDGER, MAX_LIST))
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise _unread(LEDGER, source, error) from error
    gone = own | withdrawals.without(before, restored)
    if back := withdrawals.came_back(files_below(site), gone, own):
        raise DanVanKheoError(withdrawals.refusal(back))
    _write(site / LEDGER, json.dumps(sorted(gone), indent=0).encode("ascii"))
    return gone


def _reader(source: str) -> Read:
    if _URL.fullmatch(source):
        return _from_address(source)
    folder = Path(source)
    if not folder.is_dir():
        raise DanVanKheoError(
            f"Không thấy bản trước ở “{source}”. Cần một thư mục, hoặc địa chỉ http(s) kết thúc bằng “/”."
        )
    return _from_folder(folder)


def _from_folder(folder: Path) -> Read:
    def read(path: str, most: int) -> bytes:
        file = folder / path
        if file.is_symlink() or not file.is_file() or file.stat().st_size > most:
            raise OSError(f"{path}: no regular file of at most {most} bytes")
        return file.read_bytes()

    return read


def _from_address(address: str) -> Read:
    def read(path: str, most: int) -> bytes:
        with urllib.request.urlopen(address + path, timeout=TIMEOUT) as answer:  # noqa: S310 (http or https: _URL)
            data: bytes = answer.read(most + 1)
        if len(data) > most:
            raise OSError(f"{path}: more than {most} bytes")
        return data

    return read


def _unread(path: str, where: str, error: Exception) -> DanVanKheoError:
    told = f"Không đọc được {path} của {where}: {error}"
    if not _URL.fullmatch(where):
        return DanVanKheoError(told)
    return DanVanKheoError(
        f"{told}. Trang chưa từng được đưa lên địa chỉ ấy thì thêm --first; đã đưa lên rồi thì xem lại địa chỉ, mạng rồi chạy lại."
    )


def _json(read: Read, path: str, where: str) -> dict[str, str]:
    """Return a list of names, each with its digest."""
    try:
        data = json.loads(read(path, MAX_LIST))
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise _unread(path, where, error) from error
    if not isinstance(data, dict) or not all(isinstance(text, str) for row in data.items() for text in row):
        raise DanVanKheoError(f"Tệp {path} của {where} không đúng dạng.")
    return data


def _read_card(read: Read, path: str, known: str) -> bytes:
    try:
        data = read(path, MAX_CARD)
    except (OSError, urllib.error.URLError) as error:
        raise DanVanKheoError(
            f"Thiếu thẻ đã đăng {path}: {error}. Bài cũ trên Facebook, Zalo sẽ mất ảnh; chưa đăng bản mới."
        ) from error
    if hashlib.sha256(data).hexdigest() != known:
        raise DanVanKheoError(f"Thẻ đã đăng {path} không còn như lúc đăng; chưa đăng bản mới.")
    return data


def _own_card(site: Path, shape: str) -> bytes:
    """Return the site's own card of a shape ("", "-vuong", "-dung")."""
    for path in sorted((site / CARDS).glob(f"trang-chu{shape}-????????.jpg")):
        return path.read_bytes()
    raise DanVanKheoError("Bản vừa dựng không có thẻ của trang chủ để thay cho thẻ của bài đã gỡ.")


def _list(site: Path, gone: set[str]) -> bytes:
    """Return the list of a site's cards. It names none of a withdrawn page: these are replaced once, then they go."""
    cards = sorted(path for path in (site / CARDS).rglob("*.jpg") if path.is_file())
    found = {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in cards}
    found = {path: digest for path, digest in found.items() if not withdrawals.is_of_withdrawn(path, gone)}
    return (json.dumps(found, indent=0) + "\n").encode("utf-8")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
