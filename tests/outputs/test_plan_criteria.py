"""A plan has its own words for the criteria: on its models' pages, in the form while it runs, on the page of criteria."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from danvankheo import build, theme_frames

SECOND = """\
  - ma: 2026-2030
    tu: 2026-01-01
    den: 2030-12-31
    tieu_chi:
      phuong_phap: {ten: Cách làm gần dân, goi_y: Nói rõ đã lắng nghe ai., cau_hoi: Đã hỏi ý dân thế nào?}
      hieu_qua: {ten: Ích lợi cho dân}
"""
DAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Callable[[str], str]:
    """Return the words of a page of the samples, with a second plan and a copy of a model that began under it."""
    root = tmp_path_factory.mktemp("kho")
    for name in ("content", "theme"):
        shutil.copytree(repo / name, root / name)
    settings = (repo / "mkdocs.yml").read_text("utf-8").replace("samples: true", "samples: true\n      cards: false")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    movement = root / "content/phong-trao.yml"
    movement.write_text(movement.read_text("utf-8").replace("\ngiai_doan:\n", f"\ngiai_doan:\n{SECOND}", 1), "utf-8")
    (root / "models").mkdir()
    (root / "exemplars").mkdir()
    example = (repo / "tests/records/examples/model.md").read_text("utf-8")
    (root / "models/con-duong-cu.md").write_text(example, "utf-8")
    later = (
        re.sub(r"20(22|23|24)-", "2026-", example)
        .replace("nam: 2023", "nam: 2026")
        .replace("xa-xuan-lai", "xa-xuan-lap-2025")
    )
    later = re.sub(r"(?m)^ten: .*$", "ten: Con đường mới của thôn", later, count=1).replace(
        "xã Xuân Lai", "xã Xuân Lập"
    )
    (root / "models/con-duong-moi.md").write_text(later, "utf-8")
    site = build.build(
        theme_frames.draw(root / "mkdocs.yml", site_dir=root / "site", site_url="https://vi-du.test/", as_of=DAY)
    ).site_dir

    def words(path: str) -> str:
        return unescape(re.sub(r"<[^>]+>", " ", (site / path / "index.html").read_text("utf-8")))

    return words


def test_a_page_has_the_words_of_the_models_own_plan(page: Callable[[str], str]) -> None:
    assert "Phương pháp, cách làm" in page("mo-hinh/con-duong-cu")
    assert "Cách làm gần dân" not in page("mo-hinh/con-duong-cu")
    new = page("mo-hinh/con-duong-moi")
    assert "Cách làm gần dân" in new
    assert "Nói rõ đã lắng nghe ai." in new
    assert "Ích lợi cho dân" in new
    assert "Lực lượng tham gia" in new, "what the plan has no words for is said as before"


def test_the_form_asks_what_the_running_plan_asks(page: Callable[[str], str]) -> None:
    form = page("gui-bai")
    assert form.count("Đã hỏi ý dân thế nào?") == form.count("Điều gì đã thay đổi, ai được lợi?") > 0
    assert "Lúc đầu ai chưa đồng tình" not in form


def test_the_page_of_criteria_lists_the_plans_own_words(page: Callable[[str], str]) -> None:
    text = page("tieu-chi")
    assert "Lời của kế hoạch 2026–2030" in text
    assert re.search(r"Cách làm gần dân\s*: Nói rõ đã lắng nghe ai\.", text)
