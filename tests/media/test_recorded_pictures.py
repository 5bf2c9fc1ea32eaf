"""A picture that looks different gets a new address; an edit of code alone keeps the address.

``recorded_pictures.json`` holds digests of drawn pictures beside the version that their addresses contain. When a test fails
because pictures changed on purpose, choose a new version, run ``pytest tests/media/test_recorded_pictures.py --write-golden``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from danvankheo.base.artifact import digest
from danvankheo.media import landscapes, layout, panels, responsive_images, typeset
from danvankheo.media.derivatives import derive
from danvankheo.media.layout import IMAGE_FORMATS, Cover, FigureTile, ShareImage
from danvankheo.media.photos import read
from danvankheo.media.scenes import SCENES
from danvankheo.media.share_images import render
from PIL import Image

RECORD = Path(__file__).with_name("recorded_pictures.json")
PALETTES = ("", "kinh-te", "van-hoa", "quoc-phong", "chinh-tri", "don-vi")
SMALL = (120, 126)
IMAGE = ShareImage(
    seed="mo-hinh/duong-tranh",
    title="Đường tranh bích họa thôn Tiên Nông “Ngõ quê em sạch, đẹp”",
    chip="Văn hóa – xã hội",
    kicker="Điển hình cá nhân",
    line="Đoàn xã Xuân Lai · 2022",
    number=("600 m", "tường tranh"),
    summary="Đoàn viên cùng bà con vẽ 600 m tường tranh, giữ ngõ sạch suốt hai năm, không ai vứt rác ra đường thôn nữa.",
    palette="van-hoa",
    scene="mural",
    address="vi-du.test",
    owner="Tuổi trẻ Thọ Xuân",
    url="https://vi-du.test/mo-hinh/duong-tranh/",
)
TILES = (
    FigureTile("86,7%", "Đơn vị có mô hình", "Đạt"),
    FigureTile("Chưa có số liệu", "Điển hình được khen thưởng ở các cấp", ""),
    FigureTile("100%", "Mô hình được duy trì", "Chưa đạt mục tiêu 95%"),
    FigureTile("Không áp dụng", "Lượt xem", ""),
)
TITLES = [
    *(row.partition("|")[2] for row in Path(__file__).with_name("nasty_titles.txt").read_text("utf-8").splitlines()),
    "Chị Nguyễn Thị Hồng Ánh Tuyết và đội tình nguyện bên sông Chu",
    "Tổ thanh niên tình nguyện hướng dẫn bà con nộp hồ sơ " * 6,
    "W" * 60,
]


def photo(folder: Path) -> Path:
    """Return a large photo of two gradients with a size that needs every derivative."""
    level = Image.linear_gradient("L").resize((1600, 1200))
    file = folder / "anh.jpg"
    Image.merge("RGB", (level, level.transpose(Image.Transpose.ROTATE_180), level)).save(file, quality=90)
    return file


def share_images(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield digests of landscapes, of whole share images, of line breaks and of the data they are drawn with."""
    for palette in PALETTES:
        seeds = [landscapes.paint(SMALL, f"bai-{number}", palette).tobytes() for number in range(20)]
        yield f"landscapes {palette}", digest(*seeds)
    scenes = [
        landscapes.paint(SMALL, f"{scene}-{seed}", "van-hoa", scene=scene).tobytes()
        for scene in SCENES
        for seed in "ab"
    ]
    yield "scenes", digest(*scenes)
    file = photo(folder)
    for format_name in IMAGE_FORMATS:
        images = [
            IMAGE,
            replace(IMAGE, sample=True, number=("1.250 m²", "đất được nhân dân hiến để mở rộng đường thôn, ngõ xóm")),
            replace(IMAGE, cover=Cover(file, "1", (0.2, 0.7))),
            replace(IMAGE, title="Loa nhỏ 🎉", kicker="", number=None, chip=""),
            replace(IMAGE, tiles=TILES, number=None, palette="", scene=""),
        ]
        yield format_name, digest(*(render(image, format_name) for image in images))
        measures = IMAGE_FORMATS[format_name]
        sizes = tuple(round(size * measures.scale) for size in measures.title_sizes)
        width = measures.text_box[2] - measures.text_box[0]
        blocks = [typeset.fit(title, panels.measure_at(800), width, sizes) for title in TITLES]
        yield f"{format_name} titles", digest(*(f"{block.size} {block.lines}" for block in blocks))
    here = Path(layout.__file__).parent
    yield "fonts", digest(*(path.read_bytes() for path in sorted(here.glob("fonts/*.ttf"))))
    yield "words.toml", digest(repr(tomllib.loads((here / "words.toml").read_text("utf-8"))))


def photos(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield digests of the files made of a photo: as it lies, turned, translucent."""
    with Image.open(photo(folder)) as image:
        exif = Image.Exif()
        exif[0x0112] = 6
        image.save(folder / "dung.jpg", quality=90, exif=exif)
        clear = image.resize((400, 300))
    clear.putalpha(128)
    clear.save(folder / "trong.png")
    for name in ("anh.jpg", "dung.jpg", "trong.png"):
        facts, _ = read(folder / name)
        for artifact in derive(folder / name, facts, ""):
            yield name + artifact.path[len(responsive_images.path_stem(facts)) :], digest(artifact.render())


KINDS = {
    "share images": (share_images, layout.DRAWING_VERSION, "DRAWING_VERSION in media/layout.py"),
    "photos": (photos, responsive_images.RECIPE, "RECIPE in media/responsive_images.py"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_that_look_different_have_a_new_address(
    kind: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    draw, version, place = KINDS[kind]
    record = json.loads(RECORD.read_text("utf-8"))
    now = {"version": version, "pictures": dict(draw(tmp_path))}
    before = record.get(kind, {"version": "", "pictures": {}})
    if now["pictures"] != before["pictures"]:
        assert now["version"] != before["version"], f"the pictures changed: give {place} a new value"
    if pytestconfig.getoption("--write-golden"):
        RECORD.write_text(json.dumps(record | {kind: now}, indent=1) + "\n", "utf-8")
    else:
        assert now == before, "read the pictures (scripts/measure_pictures.py), then run this file with --write-golden"


def test_an_edit_of_code_keeps_the_addresses() -> None:
    names = {format_name: IMAGE.digest(format_name)[:8] for format_name in IMAGE_FORMATS}
    assert names == {"link": "8765ec0d", "square": "03a8af80", "story": "8b98d68b"}, (
        "expected after a new DRAWING_VERSION alone"
    )
