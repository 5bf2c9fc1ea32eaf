"""Print what pictures cost: CPU seconds and kilobytes of share cards and of a photo's derivatives.

Run: .venv/bin/python scripts/measure_pictures.py
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from danvankheo.media.cards import ShareCard, render
from danvankheo.media.derivatives import derive
from danvankheo.media.panels import SHAPES
from danvankheo.media.photos import read
from PIL import Image, ImageFilter

ROUNDS = 8
PALETTES = ("kinh-te", "van-hoa", "quoc-phong", "chinh-tri")


def cards() -> None:
    """Measure landscapes with words; the first of each shape draws its panel and is not counted."""
    for shape in SHAPES:
        sizes, seconds = [], []
        for number in range(ROUNDS + 1):
            card = ShareCard(f"bai-{number}", "Đội thanh niên xung kích giữ an toàn giao thông cổng trường", "Lĩnh vực",
                             line="Đoàn xã Xuân Lai · 2024", number=("160 ca", "trực mỗi học kỳ"), url="https://vi-du.test/x/",
                             palette=PALETTES[number % 4], sample=True)  # fmt: skip
            start = time.process_time()
            data = render(card, shape)
            seconds.append(time.process_time() - start)
            sizes.append(len(data))
        print(f"card {shape:7} {sum(seconds[1:]) / ROUNDS:.3f} CPU s  {sum(sizes[1:]) // ROUNDS // 1024} KB")


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


if __name__ == "__main__":
    cards()
    photo()
