"""A photo that came by message, as the repository keeps it: upright, of a sensible size, nothing in the file but pixels.

A child process decodes it; this one sees the JPEG that was made of it.
"""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path

from danvankheo.base.child import Answer, Child, Limits
from danvankheo.base.errors import DanVanKheoError
from danvankheo.media.photos import MAX_BYTES, PhotoFacts, read_bytes

MAX_SIDE = 2400
#: A photo of the most pixels we take needs as much to be decoded and turned.
LIMITS = Limits(seconds=30, memory=1 << 30, answer=MAX_BYTES)


def reencode(file: Path, child: Child) -> tuple[PhotoFacts, bytes]:
    """Return what a file is, and the JPEG to keep; no bytes when it cannot be shown. Never raises for what it holds."""
    data = read_bytes(file)
    if isinstance(data, PhotoFacts):
        return data, b""
    try:
        told, jpeg = child.read(reencode_bytes, data, file.name)
    except DanVanKheoError:  # the decoder took too long, too much, or died
        return PhotoFacts("broken"), b""
    return PhotoFacts(**told), jpeg


def reencode_bytes(data: bytes, name: str) -> Answer:
    """Return what the bytes are and the JPEG to keep. For ``Child.read``."""
    from PIL import Image

    from danvankheo.media.derivatives import upright
    from danvankheo.media.photos import inspect

    facts = inspect(data)
    if not facts.is_photo:
        return asdict(facts), b""
    scale = min(1.0, MAX_SIDE / max(facts.width, facts.height))
    size = max(1, round(facts.width * scale)), max(1, round(facts.height * scale))
    painted = Image.new("RGB", size)
    try:
        painted.paste(upright(io.BytesIO(data), size).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))
    except Exception:  # a decoder given hostile bytes may raise anything
        return asdict(PhotoFacts("broken", facts.digest)), b""
    out = io.BytesIO()
    painted.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return asdict(facts), out.getvalue()
