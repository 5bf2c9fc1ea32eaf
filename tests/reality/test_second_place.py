"""A second, made-up place: a province with 40 units that were never merged. From ``dvk init`` to a full published site."""

from __future__ import annotations

import html
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from dvk_in_process import dvk
from laws import Cases
from playwright.sync_api import Browser
from reality.journeys import Journey
from reality.made_registry import REPO, MadeRegistry, commit, write_entry
from reality.office import Office, static_host, targets
from shared_store import share_store

DAY = date(2026, 11, 28)
_NAMES = [
    "Sông Mới",
    "Đồi Cát",
    "Bến Lạ",
    "Vườn Tươi",
    "Rừng Khộp",
    "Cầu Lim",
    "Gò Mây",
    "Đầm Sậy",
    "Bãi Ngô",
    "Suối Reo",
    "Núi Kẽm",
    "Ao Sen",
    "Giếng Ngọt",
    "Chợ Mơ",
    "Lũy Tre",
    "Thung Vàng",
    "Hồ Lặng",
    "Đèo Gió",
    "Mỏ Nước",
    "Ruộng Cả",
    "Kênh Xanh",
    "Bờ Đá",
    "Hang Dơi",
    "Trại Lúa",
    "Xóm Đượp",
    "Làng Khuyểng",
    "Đập Ổm",
    "Phà Nghiệu",
    "Trảng Cỏ",
    "Cồn Nhót",
    "Vạn Chài",
    "Dốc Tình",
    "Cửa Lạch",
    "Nương Bông",
    "Đồng Thử",
    "Khe Vắng",
    "Bản Mạ",
    "Thác Nghìn",
]
UNITS = [
    *(f"{91001 + 3 * number} {'phường' if number % 5 == 4 else 'xã'} {name}" for number, name in enumerate(_NAMES)),
    "Trường THPT Sông Mới",
    "Công ty Cổ phần Gạch Đồi Cát",
]
PLAN = """giai_doan:
  - ma: 2026-2030
    tu: 2026-01-01
    den: 2030-12-31
    co_so_doan:
      loai: [xa, phuong, truong-hoc, doanh-nghiep]
    linh_vuc: [phat-trien-kinh-te, van-hoa-xa-hoi, quoc-phong-an-ninh, xay-dung-he-thong-chinh-tri]
    chi_tieu:
      - ma: "1"
        ten: Đơn vị có mô hình
        dat: 90
        dvt: "%"
        cach_tinh: Số đơn vị có mô hình chia cho số đơn vị.
        do: ty-le-don-vi-co-mo-hinh
    han: {dang_ky: 02-15, bao_cao: 12-05, tinh_ca_ngay_han: true}
    gui_ve: Ban Thường vụ Tỉnh Đoàn Hòa Biên
"""
# What belongs to the other place, or to a merger. The editor's own words sort lists ("sắp xếp"), and so does the filter.
FOREIGN = re.compile(r"Thọ Xuân|Thanh Hóa|tho-xuan|thoxuan|\b(?:8|27|30) xã|(?:sau|trước khi|cơ sở|có|đã|được) sắp xếp|sắp xếp đơn vị|30/6/2025", re.IGNORECASE)  # fmt: skip
READ = {".html", ".json", ".xml", ".csv", ".ics", ".txt", ".svg"}


def foreign_words(site: Path) -> list[str]:
    """Return where a published site names the other place or a merger."""
    found = []
    for path in sorted(site.rglob("*")):
        if path.suffix in READ and path.is_file() and path.name != "vi.json":
            words = html.unescape(path.read_text("utf-8", "replace"))
            found += [
                f"{path.relative_to(site)}: …{words[match.start() - 40 : match.end() + 20]}…"
                for match in FOREIGN.finditer(words)
            ]
    return found


def local(text: str) -> str:
    """Return a made record's text with the bodies of this place."""
    return text.replace("Huyện Đoàn Thọ Xuân", "Huyện Đoàn Đồng Thử").replace(
        "Tỉnh Đoàn Thanh Hóa", "Tỉnh Đoàn Hòa Biên"
    )


@pytest.mark.law(7)
def test_a_second_place_from_nothing_to_a_full_site(tmp_path: Path, browser: Browser, cases: Cases) -> None:
    cases.count(1, "journeys of a second place")
    (tmp_path / "don-vi.txt").write_text("\n".join(UNITS), "utf-8")
    folder = tmp_path / "kho"
    done = dvk(
        REPO, "init", str(folder), "--place", "Hòa Biên", "--level", "tinh", "--publisher", "Ban biên tập Dân vận khéo Hòa Biên",
        "--email", "bientap@vi-du.test", "--units", str(tmp_path / "don-vi.txt"),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((folder / "content/don-vi").glob("*.md"))) == len(UNITS) == 40
    site = tmp_path / "da-dang/current"
    with static_host(site) as served:
        (folder / "publish.toml").write_text(targets(served.address, None), "utf-8")
        commit(folder, "Nơi đăng")
        share_store(folder)
        way = Journey(Office(folder, DAY, "folder", served), MadeRegistry(folder, DAY, ()), browser)
        way.published(opened=True)
        assert foreign_words(site) == []
        for size in (5, 24):
            add(way, size - len(way.entries))
            if size == 24:
                movement = folder / "content/phong-trao.yml"
                movement.write_text(movement.read_text("utf-8").replace("giai_doan: []\n", PLAN), "utf-8")
            way.office.save("Bài mới")
            way.published(opened=True)
            assert foreign_words(site) == []
        assert "Đơn vị có mô hình" in html.unescape((site / "chi-tieu/index.html").read_text("utf-8"))
        way.office.dvk("report", "2026")
        way.office.dvk("office")
        assert way.withdraw()
        way.published()
    shutil.rmtree(folder)


def add(way: Journey, count: int) -> None:
    """Write further entries of this place."""
    for entry in [way.maker.make(len(way.maker.made)) for _ in range(count)]:
        file = write_entry(way.office.folder, entry)
        file.write_text(local(file.read_text("utf-8")), "utf-8")
        way.entries[entry.slug] = entry
