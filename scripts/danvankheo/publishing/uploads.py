"""Publishing without a server of one's own: the folder that GitHub Pages takes, and archives to upload to a cPanel host."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from danvankheo.publishing.receiver.manifest import manifest_text, original_of, read_manifest
from danvankheo.publishing.targets import PublishTarget

# Files that show a new release to visitors, uploaded last.
_LAST = ("index.html", "phien-ban.json", "sitemap.xml", "robots.txt", "feed.xml", "feed.json")
_GUIDE = """Đăng trang {address} bằng trình quản lý tệp (cPanel, FTP)
Bản {name}

Làm lần lượt, xong hẳn bước trước mới sang bước sau, trong thư mục của trang:
  1. Tải lên và giải nén {0}: kiểu chữ, mã, ảnh, thẻ. Người xem chưa thấy gì đổi.
  2. Tải lên và giải nén {1}: các trang.
  3. Tải lên và giải nén {2}: trang chủ, sơ đồ trang, tin.
  4. Xóa những tệp ghi trong can-xoa.txt (nếu có). Không xóa gì khác.
  5. Xóa ba tệp .zip đã tải lên.
Lần đầu: chép nội dung htaccess-mau.txt vào tệp .htaccess của thư mục ấy, bên cạnh những dòng đang có.

Cách này không đổi trang trong một khoảnh khắc như trên máy chủ riêng. Trong lúc giải nén bước 2 và bước 3, vài phút, người xem có
thể gặp trang mới bên cạnh trang cũ. Đứt giữa chừng thì trang dừng ở lúc lẫn lộn ấy: làm lại từ bước đang dở. Không có lệnh trở lại:
muốn bản cũ, tải lên bộ ba tệp .zip của lần trước. Ảnh và thẻ của bài đã gỡ chỉ mất khi làm xong bước 4.

Kiểm tra sau khi tải: MANIFEST.sha256 ghi mã SHA-256 của từng tệp (sha256sum --strict -c MANIFEST.sha256).
"""


def github_pages_folder(site: Path, target: PublishTarget) -> Path:
    """Copy a site to the folder that the workflow uploads; ``CNAME`` names a domain outside github.io."""
    folder = Path(target.place)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site, folder)
    host = urlsplit(target.address).hostname or ""
    if not host.endswith(".github.io"):
        (folder / "CNAME").write_text(f"{host}\n", "utf-8")
    return folder


def write_archives(site: Path, target: PublishTarget, manifest: Mapping[str, str], name: str, rules: str) -> Path:
    """Write the archives in their order of upload, the list of files to delete, and the guide.

    Files to delete are those of the manifest and of the list that an earlier run left in the target's folder.
    """
    folder = Path(target.place)
    folder.mkdir(parents=True, exist_ok=True)
    manifest_file = folder / "MANIFEST.sha256"
    known = set(read_manifest(manifest_file.read_bytes())) if manifest_file.is_file() else set[str]()
    # An earlier list is repeated, because it may not have been carried out.
    deletions = folder / "can-xoa.txt"
    known |= set(deletions.read_text("utf-8").split("\n")) - {""} if deletions.is_file() else set()
    steps: dict[str, list[str]] = {"1-tai-nguyen.zip": [], "2-trang.zip": [], "3-trang-chu.zip": []}
    first, pages, last = steps.values()
    for path in sorted(manifest):
        original = original_of(path)
        (last if original in _LAST else first if path.startswith(("assets/", "anh/")) else pages).append(path)
    for archive, paths in steps.items():
        _pack(site, folder / archive, paths)
    deletions.write_text("".join(f"{path}\n" for path in sorted(known - manifest.keys())), "utf-8")
    manifest_file.write_text(manifest_text(manifest), "utf-8")
    (folder / "htaccess-mau.txt").write_text(rules, "utf-8")
    (folder / "HUONG-DAN.txt").write_text(_GUIDE.format(*steps, address=target.address, name=name), "utf-8")
    return folder


def _pack(site: Path, file: Path, paths: list[str]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            row = zipfile.ZipInfo(path)
            row.external_attr = 0o644 << 16
            row.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(row, (site / path).read_bytes())
