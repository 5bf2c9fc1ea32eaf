"""Stories at the edge of what the schema allows: nothing breaks the page, on a small phone and on a wide screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from shared_store import share_store

LONG = "Những ngả đường thắp sáng: Đội thanh niên xung kích Nguyễn Ẩn Ễnh Ương vận động bảy mươi hộ góp điện, góp công suốt ba mùa"
BASE = """ten: {title}
don_vi: xa-xuan-lai
linh_vuc: van-hoa-xa-hoi
dia_chi: Thôn Tiên Nông, xã Xuân Lai
tom_tat: Một câu tóm tắt vừa đủ dài để hiện trên thẻ và khi chia sẻ, có dấu chồng như Ễ, Ượ, Ậ.
trang_thai: dang-thuc-hien
chu_truong:
  chi_dao: Ban Chấp hành Đoàn xã Xuân Lai
  dang_ky:
    - {{nam: 2023, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10, van_ban: MINH-HOA/1-KH/ĐTN}}
chu_the: {{loai: tap-the, ten: Chi đoàn thôn Tiên Nông}}
luc_luong: {{mo_ta: Chi đoàn thôn làm nòng cốt.}}
phuong_phap: {{mo_ta: Đến từng nhà.}}
duyet: {{boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2023-11-21}}
ngay_dang: 2023-11-22
minh_hoa: true
"""


def figures(count: int) -> str:
    """Return an effect with so many numbers."""
    rows = "".join(
        f"    - {{chi_so: Chỉ số rất dài thứ {n} để xem chữ xuống dòng thế nào, so: {n * 1_234_567}, dvt: mét vuông}}\n"
        for n in range(1, count + 1)
    )
    return f"hieu_qua:\n  mo_ta: Đã thay đổi.\n  so_lieu:\n{rows}"


def photos(folder: Path, count: int) -> str:
    """Draw photos of odd shapes and return their entries."""
    folder.mkdir(parents=True)
    rows = []
    for number in range(count):
        size = (400, 240) if number % 3 else (160, 480)
        Image.new("RGB", size, (40 + number * 5, 120, 220 - number * 4)).save(folder / f"anh-{number}.jpg")
        rows.append(
            f"  - {{tep: anh-{number}.jpg, mo_ta: Ô màu vẽ để thử số {number}, tac_gia: Ban biên tập, quyen: khong-co-nguoi}}\n"
        )
    return "anh:\n" + "".join(rows)


@pytest.fixture(scope="module")
def extremes(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kho")
    for name in ("content", "theme"):
        shutil.copytree(repo / name, root / name)
    shutil.copy(repo / "mkdocs.yml", root / "mkdocs.yml")
    share_store(root)
    models = root / "models"
    stories = {
        "ten-dai": BASE.format(title=f'"{LONG[:120]}"'),
        "khong-anh-khong-so": BASE.format(title="Việc nhỏ"),
        "bon-muoi-anh": BASE.format(title="Bốn mươi tấm ảnh") + photos(models / "anh" / "bon-muoi-anh", 40),
        "ba-muoi-so": BASE.format(title="Ba mươi con số") + figures(30),
        "chu-lien": BASE.format(title="Chữ viết liền"),
    }
    for slug, front in stories.items():
        story = "Cốcốcốc" * 40 if slug == "chu-lien" else "Kể ngắn."
        (models / f"{slug}.md").write_text(f"---\n{front}---\n{story}\n", "utf-8")
    command = [sys.executable, "-m", "danvankheo.cli", "build"]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_story_breaks_its_page_or_its_card(browser: Browser, extremes: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in (
        "index.html",
        "mo-hinh/index.html",
        *(
            f"mo-hinh/{each.name}/index.html"
            for each in sorted((extremes / "mo-hinh").iterdir())
            if (each / "index.html").is_file()
        ),
    ):
        page.goto((extremes / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        cut = page.evaluate(
            "[...document.querySelectorAll('h1, h3, dd, .lead')].filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
        )
        assert cut == [], path
    context.close()


def test_every_photo_and_every_number_is_shown(extremes: Path) -> None:
    many = (extremes / "mo-hinh" / "bon-muoi-anh" / "index.html").read_text("utf-8")
    assert many.count('<figure class="story-photo">') == 39, "the first is the cover"
    numbers = (extremes / "mo-hinh" / "ba-muoi-so" / "index.html").read_text("utf-8")
    assert all(f"thứ {n} để xem" in numbers for n in range(1, 31))
