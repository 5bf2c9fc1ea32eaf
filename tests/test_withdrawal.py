"""Withdrawal leaves nothing: the site without the entry and the site with its notice differ by the notice alone."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from danvankheo.base.withdrawal_ledger import FILE as LEDGER
from danvankheo.media.layout import IMAGE_FORMATS
from PIL import Image, ImageOps
from shared_store import share_store

SLUG, MODEL = "vu-nang-thu", "loa-nho-noi-chuyen-luat-xuan-tin"
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


def gradient_hash(image: Image.Image) -> int:
    """256 bits, one for each step to the right in a 17 × 16 picture: alike for every size and format of a photo."""
    small = image.convert("L").resize((17, 16), Image.Resampling.BOX)
    pixels = small.tobytes()
    steps = (pixels[row * 17 + column] < pixels[row * 17 + column + 1] for row in range(16) for column in range(16))
    return sum(step << place for place, step in enumerate(steps))


# What of a card's picture nothing lies before: neither the panel's curve nor the ribbon of samples.
WINDOWS = {"link": (750, 90, 1190, 620), "square": (20, 100, 1060, 380), "story": (20, 290, 1060, 540)}


def windows(original: Image.Image) -> dict[tuple[int, int], tuple[tuple[int, int, int, int], int]]:
    """Where on a card of which size a photo would be seen, and its hash there."""
    found = {}
    for name, window in WINDOWS.items():
        left, top, right, bottom = IMAGE_FORMATS[name].picture_box
        cropped = ImageOps.fit(original, (right - left, bottom - top))
        seen = cropped.crop((window[0] - left, window[1] - top, window[2] - left, window[3] - top))
        found[IMAGE_FORMATS[name].size] = window, gradient_hash(seen)
    return found


def alike(site: Path, photo: Path) -> set[str]:
    """The images of a site that show a photo: as a whole, or cropped to the picture of a share card."""
    with Image.open(photo) as opened:
        original = opened.convert("RGB")
    whole, cards = gradient_hash(original), windows(original)
    found = set()
    for path in site.rglob("*"):
        if path.suffix not in (".jpg", ".jpeg", ".png", ".webp"):
            continue
        with Image.open(path) as image:
            pairs = [(gradient_hash(image), whole)]
            if image.size in cards:
                window, cropped = cards[image.size]
                pairs.append((gradient_hash(image.crop(window)), cropped))
        if any((one ^ other).bit_count() < 40 for one, other in pairs):
            found.add(path.name)
    return found


def unlike_any_other(file: Path) -> None:
    """Draw a picture like no other: the sample pictures resemble each other."""
    Image.effect_mandelbrot((900, 900), (-2, -1.4, 0.8, 1.4), 90).save(file)


@pytest.fixture
def root(repo: Path, tmp_path: Path) -> Path:
    """A small copy of the repository: the vocabulary, the theme, two people and two models."""
    for name in ("content", "theme"):
        shutil.copytree(repo / name, tmp_path / name)
    shutil.copy(repo / "mkdocs.yml", tmp_path)
    share_store(tmp_path)
    for folder, slugs in (("exemplars", (SLUG, "le-nang-mai")), ("models", (MODEL,))):
        (tmp_path / folder / "anh").mkdir(parents=True)
        for slug in slugs:
            text = (repo / folder / f"{slug}.md").read_text("utf-8")
            lines = [line for line in text.split("\n") if not line.strip().startswith("mo_hinh:")]
            (tmp_path / folder / f"{slug}.md").write_text("\n".join(lines), "utf-8")
            if (repo / folder / "anh" / slug).is_dir():
                shutil.copytree(repo / folder / "anh" / slug, tmp_path / folder / "anh" / slug)
    return tmp_path


def test_a_withdrawn_entry_leaves_a_notice_and_nothing_else(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = root / "exemplars" / f"{SLUG}.md"
    unlike_any_other(root / "exemplars" / "anh" / SLUG / "chan-dung.jpg")
    text = file.read_text("utf-8")
    name = next(line for line in text.split("\n") if line.startswith("ten: ")).removeprefix("ten: ")
    shown = build(root)
    cards = [path for path in shown if path.startswith(f"anh/the/dien-hinh/{SLUG}")]
    assert len(cards) == 3
    portrait = tmp_path_factory.mktemp("anh") / "chan-dung.jpg"
    shutil.copy(root / "exemplars" / "anh" / SLUG / "chan-dung.jpg", portrait)
    seen = alike(root / "site", portrait)
    assert sum(SLUG in name for name in seen) == 3, "the three cards, each with its crop"
    assert len(seen) >= 6, "and every width of the portrait"

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
    bare_notice = build(root)
    assert {path for path in withdrawn if bare_notice[path] != withdrawn[path]} <= {LEDGER, ".dvk-manifest.json"}, (
        "the ledger alone knew of the photos"
    )
    assert bare_notice.keys() == withdrawn.keys()

    file.unlink()
    gone = build(root)
    differing = {path for path in {*gone, *withdrawn} if gone.get(path) != withdrawn.get(path)}
    assert differing == {NOTICE, LEDGER, ".dvk-manifest.json"}, "the notice, and the list that keeps its cards away"


def test_a_withdrawn_photo_leaves_the_entry_and_no_picture_of_itself(root: Path) -> None:
    slug, photo = MODEL, root / "models" / "anh" / MODEL / "loa-sang.jpg"
    unlike_any_other(photo)
    build(root)
    assert sum(slug in name for name in alike(root / "site", photo)) == 3

    file = root / "models" / f"{slug}.md"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("  - tep: loa-sang.jpg\n", "  - tep: loa-sang.jpg\n    rut_dong_y: 2024-01-09\n"), "utf-8"
    )
    withdrawn = build(root)
    assert f"mo-hinh/{slug}/index.html" in withdrawn
    assert not alike(root / "site", photo)

    file.write_text(re.sub(r"^anh:\n(?:[ -].*\n)+", "", text, flags=re.M), "utf-8")
    shutil.rmtree(root / "models" / "anh" / slug)
    bare = build(root)
    differing = {path for path in {*bare, *withdrawn} if bare.get(path) != withdrawn.get(path)}
    assert differing == {LEDGER}, "as if it had never been there, but for the list that keeps old cards away"
