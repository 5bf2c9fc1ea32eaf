"""A photo that came by message, as the repository keeps it: upright, of a sensible size, nothing in the file but pixels."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from danvankheo.media.derivatives import upright
from danvankheo.media.photos import Facts, read

KEPT = 2400


def kept(file: Path) -> tuple[Facts, bytes]:
    """Return what a file is, and the JPEG to keep; no bytes when it cannot be shown. Never raises for what it holds."""
    facts, _ = read(file)
    if not facts.is_photo:
        return facts, b""
    scale = min(1.0, KEPT / max(facts.width, facts.height))
    size = max(1, round(facts.width * scale)), max(1, round(facts.height * scale))
    painted = Image.new("RGB", size)
    try:
        painted.paste(upright(file, size).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))
    except Exception:  # a decoder given hostile bytes may raise anything
        return Facts("broken", facts.digest), b""
    out = io.BytesIO()
    painted.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return facts, out.getvalue()
