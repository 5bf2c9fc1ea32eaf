"""Where a site can be published: the targets in ``publish.toml`` (docs/publishing.md explains the keys)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import closest

FILE = "publish.toml"
_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?/([a-z0-9._-]+/)*")
_LOGIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*@[A-Za-z0-9][A-Za-z0-9.-]*")
_OLD_POST = re.compile(r"[0-9]{1,12}")
_PAGE = re.compile(r"([a-z0-9-]+/)*")


class TargetKind(Enum):
    """The kinds of targets, by the value of ``loai``."""

    SERVER = "may-chu"
    FOLDER = "thu-muc"
    PAGES = "github-pages"
    ARCHIVE = "goi-tep"


@dataclass(frozen=True, slots=True)
class PublishTarget:
    """One place to publish to.

    address:     the public address, ending in "/"; "" for a folder that no server shows yet.
    production:  whether it is the real site: it has no samples, and search engines may index it.
    place:       ``user@host`` of a server; the folder of the other kinds.
    key:         the SSH key that opens the connection.
    keep:        how many releases stay for a rollback.
    old_posts:   number of a post of the old portal (``?dnt=/view/post/&post=N``) → the page that replaces it.
    former_addresses: addresses that the whole site had before, the oldest first.
    signing:     the key that signs releases and opens no connection; None: releases are not signed.
    """

    name: str
    kind: TargetKind
    address: str
    production: bool
    samples: bool
    place: str
    port: int
    key: Path | None
    known_hosts: Path | None
    keep: int
    old_posts: Mapping[str, str]
    former_addresses: tuple[str, ...] = ()
    signing: Path | None = None

    @property
    def host(self) -> str:
        """The host of the address, without www."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    @property
    def base(self) -> str:
        """The path of the address, "/" at the root of a host."""
        return urlsplit(self.address).path or "/"


_LINE = re.compile(r"line (\d+)")
_KEYS = {
    "loai": str, "dia_chi": str, "chinh_thuc": bool, "minh_hoa": bool, "noi": str, "cong": int, "khoa": str,
    "may_chu_da_biet": str, "giu": int, "dia_chi_cu": dict,
    "ten_mien_cu": list, "khoa_ky": str,
}  # fmt: skip


def read(file: Path, production: str) -> dict[str, PublishTarget]:
    """Return the targets by name. Raises DanVanKheoError with a Vietnamese sentence that says how to mend the file.

    production: the address of the real site by ``mkdocs.yml``; a target on its host may not show samples.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise DanVanKheoError(f"Chưa có {FILE}. Xem mẫu trong docs/publishing.md.") from None
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"dòng {line[1]}" if line else "cuối tệp"
        raise DanVanKheoError(
            f"{FILE} viết sai ở {where}: thiếu dấu nháy, dấu = hoặc dấu ngoặc? So với mẫu trong docs/publishing.md."
        ) from None
    except UnicodeDecodeError:
        raise DanVanKheoError(f"{FILE} không phải chữ Unicode (UTF-8); lưu lại tệp dạng UTF-8.") from None
    found = {name: _target(name, row, file.parent) for name, row in data.items()}
    production_hosts = {target.host for target in found.values() if target.production and target.host}
    production_hosts |= {(urlsplit(production).hostname or "").removeprefix("www.")} - {""}
    for target in found.values():
        if target.samples and target.host in production_hosts:
            raise DanVanKheoError(
                f"{FILE}, [{target.name}]: không đăng bài minh họa lên địa chỉ của trang chính thức ({target.host})."
            )
        if target.kind is TargetKind.FOLDER and _is_tracked(Path(target.place), file.parent.resolve()):
            raise DanVanKheoError(
                f"{FILE}, [{target.name}]: “noi” là thư mục trong chính kho bài; trang đã dựng không được nằm lẫn với bài. "
                "Chọn một thư mục ngoài kho, ví dụ ../da-dang."
            )
    return found


def _is_tracked(place: Path, repo: Path) -> bool:
    """Tell whether a folder lies in the repository outside the ignored ``.cache``."""
    return place.is_relative_to(repo) and not place.is_relative_to(repo / ".cache")


def target_named(targets: Mapping[str, PublishTarget], name: str) -> PublishTarget:
    """Return a target by its name. Raises DanVanKheoError with the names most like it."""
    if name not in targets:
        near = ", ".join(closest(name, list(targets)) or targets)
        raise DanVanKheoError(f"{FILE} không có nơi đăng “{name}”. Có: {near}.")
    return targets[name]


def production_target(targets: Mapping[str, PublishTarget], address: str) -> PublishTarget:
    """Return the target of the real site; without one, a folder target with no folder for the configured address."""
    found = next((target for target in targets.values() if target.production), None)
    return found or PublishTarget("trang-that", TargetKind.FOLDER, address, True, False, "", 22, None, None, 1, {})


def _target(name: str, row: Any, repo: Path) -> PublishTarget:
    def wrong(text: str) -> DanVanKheoError:
        return DanVanKheoError(f"{FILE}, [{name}]: {text}")

    if not isinstance(row, dict):
        raise wrong("cần là một mục, ví dụ [may-chu].")
    for key, value in row.items():
        if key not in _KEYS:
            raise wrong(f"không có mục “{key}”. Có: {', '.join(_KEYS)}.")
        if type(value) is not _KEYS[key]:
            raise wrong(f"“{key}” không đúng kiểu.")
    kinds = {kind.value: kind for kind in TargetKind}
    if (kind := kinds.get(row.get("loai", ""))) is None:
        raise wrong(f"“loai” phải là một trong: {', '.join(kinds)}.")
    address, place, old_posts = row.get("dia_chi", ""), row.get("noi", ""), row.get("dia_chi_cu", {})
    if not _ADDRESS.fullmatch(address) and not (kind is TargetKind.FOLDER and not address):
        raise wrong("“dia_chi” phải là địa chỉ của trang, viết thường, kết thúc bằng “/”.")
    if kind is TargetKind.SERVER and not _LOGIN.fullmatch(place):
        raise wrong("“noi” phải có dạng tên@máy-chủ.")
    if kind is not TargetKind.SERVER and (not place or "khoa_ky" in row):
        raise wrong("“noi” phải là một thư mục; “khoa_ky” chỉ dùng cho máy chủ (may-chu).")
    production, samples, keep = row.get("chinh_thuc", True), row.get("minh_hoa", False), row.get("giu", 5)
    if production and samples:
        raise wrong("trang chính thức không có bài minh họa; đặt chinh_thuc = false hoặc bỏ minh_hoa.")
    if not 1 <= keep <= 50:
        raise wrong("“giu” phải từ 1 đến 50.")
    if not all(
        _OLD_POST.fullmatch(old) and isinstance(page, str) and _PAGE.fullmatch(page) for old, page in old_posts.items()
    ):
        raise wrong("“dia_chi_cu”: mỗi dòng là số của bài cũ, kèm đường dẫn trong trang như mo-hinh/ten-bai/.")
    former_addresses = row.get("ten_mien_cu", [])
    if not _are_former_addresses(former_addresses, address):
        raise wrong(
            "“ten_mien_cu”: mỗi mục là một địa chỉ trang từng có, khác dia_chi, kết thúc bằng “/”, không lặp lại."
        )
    key, hosts, signing = (
        repo / Path(row[n]).expanduser() if n in row else None for n in ("khoa", "may_chu_da_biet", "khoa_ky")
    )
    where = place if kind is TargetKind.SERVER else str((repo / Path(place).expanduser()).resolve())
    port = row.get("cong", 22)
    return PublishTarget(
        name,
        kind,
        address,
        production,
        samples,
        where,
        port,
        key,
        hosts,
        keep,
        dict(sorted(old_posts.items())),
        tuple(former_addresses),
        signing,
    )


def _are_former_addresses(addresses: list[Any], current: str) -> bool:
    """Tell whether all are addresses, different from the current one and from one another."""
    are_addresses = all(isinstance(old, str) and _ADDRESS.fullmatch(old) for old in addresses)
    return are_addresses and len({*addresses, current}) == len(addresses) + 1
