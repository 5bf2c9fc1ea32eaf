"""Withdrawal leaves nothing: the site without the entry and the site with its notice differ by the notice alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

SLUG = "vu-nang-thu"
NOTICE = f"dien-hinh/{SLUG}/index.html"


def build(root: Path) -> dict[str, str]:
    command = [sys.executable, "-m", "danvankheo.cli", "build", "--as-of", "2025-11-20"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "site"
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def gradient_hash(path: Path) -> int:
    """256 bits, one for each step to the right in a 17 × 16 picture: alike for every size and format of a photo."""
    with Image.open(path) as image:
        small = image.convert("L").resize((17, 16), Image.Resampling.BOX)
    pixels = small.tobytes()
    steps = (pixels[row * 17 + column] < pixels[row * 17 + column + 1] for row in range(16) for column in range(16))
    return sum(step << place for place, step in enumerate(steps))


def alike(site: Path, original: int) -> set[str]:
    """The images of a site that show the photo with this hash."""
    images = [path for path in site.rglob("*") if path.suffix in (".jpg", ".jpeg", ".png", ".webp")]
    return {path.name for path in images if (gradient_hash(path) ^ original).bit_count() < 40}


@pytest.fixture
def root(repo: Path, tmp_path: Path) -> Path:
    """A small copy of the repository: the vocabulary, the theme, two people and two models."""
    for name in ("content", "theme"):
        shutil.copytree(repo / name, tmp_path / name)
    shutil.copy(repo / "mkdocs.yml", tmp_path)
    for folder, slugs in (("exemplars", (SLUG, "le-nang-mai")), ("models", ("loa-nho-noi-chuyen-luat-xuan-tin",))):
        (tmp_path / folder / "anh").mkdir(parents=True)
        for slug in slugs:
            text = (repo / folder / f"{slug}.md").read_text("utf-8")
            lines = [line for line in text.split("\n") if not line.strip().startswith("mo_hinh:")]
            (tmp_path / folder / f"{slug}.md").write_text("\n".join(lines), "utf-8")
            if (repo / folder / "anh" / slug).is_dir():
                shutil.copytree(repo / folder / "anh" / slug, tmp_path / folder / "anh" / slug)
    # A picture like no other: the drawn portraits resemble each other.
    Image.effect_mandelbrot((900, 900), (-2, -1.4, 0.8, 1.4), 90).save(
        tmp_path / "exemplars" / "anh" / SLUG / "chan-dung.jpg"
    )
    return tmp_path


def test_a_withdrawn_entry_leaves_a_notice_and_nothing_else(root: Path) -> None:
    file = root / "exemplars" / f"{SLUG}.md"
    text = file.read_text("utf-8")
    name = next(line for line in text.split("\n") if line.startswith("ten: ")).removeprefix("ten: ")
    shown = build(root)
    cards = [path for path in shown if path.startswith(f"anh/the/dien-hinh/{SLUG}")]
    assert len(cards) == 3
    portrait = gradient_hash(root / "exemplars" / "anh" / SLUG / "chan-dung.jpg")
    assert len(alike(root / "site", portrait)) >= 3, "every width of the portrait, and nobody else's"

    file.write_text(text.replace("minh_hoa: true\n", "minh_hoa: true\nrut_dong_y: 2025-11-01\n"), "utf-8")
    withdrawn = build(root)
    assert not alike(root / "site", portrait)
    left = [path for path in withdrawn if SLUG in path]
    assert left == [NOTICE]
    notice = (root / "site" / NOTICE).read_text("utf-8")
    assert name not in notice
    assert "đã được gỡ từ ngày 01/11/2025" in notice
    assert "anh/the/trang-chu-" in notice
    for path in withdrawn:
        if path.endswith((".html", ".json", ".xml", ".txt")) and not path.startswith("."):
            assert name not in (root / "site" / path).read_text("utf-8"), path

    empty = text.split("---")[1]
    kept = [
        line for line in empty.split("\n") if line.split(":")[0] in ("don_vi", "linh_vuc", "nam", "duyet", "minh_hoa")
    ]
    bare = ["ten: Đã gỡ", "pham_chat: {mo_ta: Đã gỡ.}", "thanh_tich: {mo_ta: Đã gỡ.}", "uy_tin: {mo_ta: Đã gỡ.}"]
    summary = "tom_tat: Bài này đã được gỡ theo yêu cầu của người có liên quan, chỉ còn lại một dòng thông báo ngắn."
    file.write_text("\n".join(["---", *kept, *bare, summary, "rut_dong_y: 2025-11-01", "---", ""]), "utf-8")
    shutil.rmtree(root / "exemplars" / "anh" / SLUG, ignore_errors=True)
    assert build(root) == withdrawn

    file.unlink()
    gone = build(root)
    differing = {path for path in {*gone, *withdrawn} if gone.get(path) != withdrawn.get(path)}
    assert differing == {NOTICE, "anh/the/da-go.json", ".dvk-manifest.json"}, (
        "the notice, and the list that keeps its cards away"
    )
