"""Small pictures of coloured patches without people, no two alike, as JPEG or PNG."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image


def write(path: Path, seed: str) -> None:
    """Write the picture of a seed; the path's suffix sets the format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture(seed, path.suffix))


@lru_cache(1024)
def picture(seed: str, suffix: str) -> bytes:
    """Return the bytes of a picture of 480 × 320 or 320 × 480 points."""
    draw = Random(seed)
    wide = draw.random() < 0.7
    patches = (6, 4) if wide else (4, 6)
    image = Image.frombytes("RGB", patches, draw.randbytes(patches[0] * patches[1] * 3))
    image = image.resize((480, 320) if wide else (320, 480), Image.Resampling.BILINEAR)
    out = BytesIO()
    if suffix == ".png":
        image.resize((240, 240), Image.Resampling.NEAREST).quantize(16).save(out, "PNG")
    else:
        image.save(out, "JPEG", quality=85)
    return out.getvalue()
