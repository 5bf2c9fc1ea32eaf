"""Print what pictures cost: CPU seconds and kilobytes of share images and of a photo's files.

Run: .venv/bin/python scripts/measure_pictures.py [SHEET.png] [FORMAT]
With a file's name it also draws there the share images of difficult titles (tests/media/nasty_titles.txt); FORMAT: link, square or story.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
from pathlib import Path

from danvankheo.media.derivatives import derive
from danvankheo.media.panels import IMAGE_FORMATS
from danvankheo.media.photos import read
from danvankheo.media.share_images import ShareImage, render
from PIL import Image, ImageFilter

ROUNDS = 8
PALETTES = ("kinh-te", "van-hoa", "quoc-phong", "chinh-tri")


def share_images() -> None:
    """Measure images with a landscape; the first of each format also draws its panel and is not counted."""
    for format_name in IMAGE_FORMATS:
        sizes, seconds = [], []
        for number in range(ROUNDS + 1):
            image_words = ShareImage(f"bai-{number}", "Đội thanh niên xung kích giữ an toàn giao thông cổng trường", "Lĩnh vực",
                             line="Đoàn xã Xuân Lai · 2024", number=("160 ca", "trực mỗi học kỳ"), url="https://vi-du.test/x/",
                             palette=PALETTES[number % 4], sample=True)  # fmt: skip
            start = time.process_time()
            data = render(image_words, format_name)
            seconds.append(time.process_time() - start)
            sizes.append(len(data))
        print(
            f"share image {format_name:7} {sum(seconds[1:]) / ROUNDS:.3f} CPU s  {sum(sizes[1:]) // ROUNDS // 1024} KB"
        )


def photo() -> None:
    """Measure a 4000 × 3000 JPEG to all its derivatives, reading it included."""
    chance = random.Random(1)
    blur = Image.frombytes("RGB", (400, 300), chance.randbytes(360_000)).filter(ImageFilter.GaussianBlur(2))
    grain = Image.frombytes("RGB", (1000, 750), chance.randbytes(2_250_000))
    image = Image.blend(blur.resize((4000, 3000), Image.Resampling.BICUBIC), grain.resize((4000, 3000)), 0.08)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "anh.jpg"
        image.save(file, quality=90)
        start = time.process_time()
        facts, _ = read(file)
        made = [len(artifact.render()) for artifact in derive(file, facts, "")]
        seconds = time.process_time() - start
        print(
            f"photo 4000 × 3000, {file.stat().st_size // 1024} KB: {seconds:.3f} CPU s, files of {[size // 1024 for size in made]} KB"
        )


def sheet(file: Path, format_name: str) -> None:
    """Draw the share images of difficult titles side by side."""
    rows = (Path(__file__).parents[1] / "tests" / "media" / "nasty_titles.txt").read_text("utf-8").splitlines()
    names = {"kinh-te": "Kinh tế", "van-hoa": "Văn hóa – xã hội", "quoc-phong": "Quốc phòng – an ninh",
             "chinh-tri": "Xây dựng hệ thống chính trị"}  # fmt: skip
    drawn = []
    for number, row in enumerate(rows):
        palette, title = row.split("|")
        figure = (("hơn 1.250 m²", "đất được nhân dân hiến để mở rộng đường thôn"), ("600 m", "chiều dài"), None)[
            number % 3
        ]
        summary = (
            "Đoàn viên cùng bà con vẽ 600 m tường tranh, giữ ngõ sạch suốt hai năm, không ai vứt rác ra đường thôn nữa."
        )
        image_words = ShareImage(f"mo-hinh/{number}", title, names[palette], line="Đoàn xã Xuân Lai · 2024", number=figure,
                         summary=summary, url="https://vi-du.test/mo-hinh/x/", address="vi-du.test", palette=palette,
                         sample=number % 5 == 0)  # fmt: skip
        with Image.open(io.BytesIO(render(image_words, format_name))) as image:
            drawn.append(image.reduce(2))
    columns = 3 if format_name == "link" else 6
    wide, high = drawn[0].width + 10, drawn[0].height + 10
    whole = Image.new("RGB", (wide * columns, high * -(-len(drawn) // columns)), "white")
    for number, small in enumerate(drawn):
        whole.paste(small, (number % columns * wide, number // columns * high))
    whole.save(file)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sheet(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "link")
    share_images()
    photo()
