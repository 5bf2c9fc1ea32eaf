"""Real sites as offices begin them: no samples, no story yet, one, a few; and what a visitor reads on their pages."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

from danvankheo import build, theme_frames

REPO = Path(__file__).parents[2]
DAY = date(2026, 11, 27)
CONTACT = "don_vi_quan_ly:\n  ten: Đơn vị quản lý thử\n  thu_dien_tu: lien-he@vi-du.test\n"
# Made up, real in shape: no such place or work.
STORY = """---
ten: Con đường thứ {0}
don_vi: {1}
linh_vuc: van-hoa-xa-hoi
dia_chi: Thôn thử nghiệm
tom_tat: Cả thôn cùng dọn một đoạn đường, trồng hoa hai bên và chia nhau chăm sóc.
trang_thai: dang-thuc-hien
chu_truong:
  chi_dao: Ban Chấp hành Đoàn xã
  dang_ky:
    - {{nam: 2024, noi: cap-uy, co_quan: Đảng ủy xã, ngay: 2024-01-10}}
chu_the: {{loai: tap-the, ten: Chi đoàn thôn}}
luc_luong: {{mo_ta: Đoàn viên và bà con trong thôn.}}
phuong_phap: {{mo_ta: Bàn với từng nhà trước khi làm.}}
duyet: {{boi: Ban Chấp hành Đoàn xã, ngay: 2024-06-01}}
ngay_dang: 2024-06-02
---

Đoạn đường trước kia nhiều cỏ. Chi đoàn đến từng nhà hỏi ý kiến, rồi cả thôn cùng làm.
"""
_NUMERALS = ("một", "hai", "ba", "bốn", "năm")
_UNITS = ("xa-xuan-lai", "xa-tho-dien", "xa-xuan-bai", "xa-tho-hai", "xa-xuan-giang")
_SILENT = re.compile(r"<(script|style|template|svg|head)\b.*?</\1>", re.DOTALL)
_BLOCK = re.compile(r"</?(br|p|li|h\d|tr|td|th|dt|dd|div|summary|section|option|legend|label)\b[^>]*>")


def repository(folder: Path, stories: int = 0, *, figures: bool = True, cards: bool = False) -> Path:
    """Make a repository without a sample entry. figures: keep the one report that stands in the units' files; cards: draw share images."""
    for name in ("content", "theme"):
        shutil.copytree(REPO / name, folder / name)
    for name in ("models", "exemplars"):
        (folder / name).mkdir()
    config = (REPO / "mkdocs.yml").read_text("utf-8").replace("samples: true", "samples: false")
    (folder / "mkdocs.yml").write_text(
        config if cards else config.replace("samples: false", "samples: false\n      cards: false"), "utf-8"
    )
    movement = folder / "content/phong-trao.yml"
    text = movement.read_text("utf-8")
    movement.write_text(re.sub(r"don_vi_quan_ly:\n(  .*\n)+", CONTACT, text), "utf-8")
    for number in range(stories):
        (folder / f"models/con-duong-{number + 1}.md").write_text(
            STORY.format(_NUMERALS[number], _UNITS[number]), "utf-8"
        )
    if not figures:
        for unit in (folder / "content/don-vi").glob("*.md"):
            front, _, rest = unit.read_text("utf-8").partition("\n---\n")
            unit.write_text(re.sub(r"\ntheo_nam:\n(?:[ #].*(?:\n|\Z))*", "\n", front + "\n") + "---\n" + rest, "utf-8")
    return folder


def built(repo: Path, day: date = DAY) -> Path:
    """Build the site of a repository, and return its folder."""
    drawn = theme_frames.draw(repo / "mkdocs.yml", site_dir=repo / "site", site_url="https://vi-du.test/", as_of=day)
    return build.build(replace(drawn, settings=replace(drawn.settings, samples=False))).site_dir


def lines(page: Path) -> list[str]:
    """Return what a visitor can read on a page, line by line; folded parts and what scripts show count too."""
    text = _BLOCK.sub("\n", _SILENT.sub(" ", page.read_text("utf-8")))
    told = (" ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in text.split("\n"))
    return [line for line in told if line]
