"""Re-encodes a photo that arrived by message or form as the JPEG that the repository keeps: upright, of limited size, no metadata.

A child process with limits decodes the untrusted file; this process sees only the new JPEG.
"""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path

from danvankheo.base.child_process import Answer, ChildProcess, Limits
from danvankheo.base.errors import DanVanKheoError
from danvankheo.media.photos import MAX_BYTES, PhotoFacts, read_bytes

# The longer side of the JPEG, in pixels.
MAX_SIDE = 2400
# Seconds and bytes of memory that decoding and turning a photo of ``MAX_PIXELS`` needs.
LIMITS = Limits(seconds=30, memory=1 << 30, answer=MAX_BYTES)


def reencode(file: Path, child: ChildProcess) -> tuple[PhotoFacts, bytes]:
    """Return what a file is and the JPEG to keep, b"" if it is no usable photo. Never raises because of the file's content."""
    data = read_bytes(file)
    if isinstance(data, PhotoFacts):
        return data, b""
    try:
        facts, jpeg = child.read(reencode_bytes, data, file.name)
    except DanVanKheoError:  # the decoder took too long, too much, or died
        return PhotoFacts("broken"), b""
    return PhotoFacts(**facts), jpeg


def reencode_bytes(data: bytes, name: str) -> Answer:
    """Return the fields of ``PhotoFacts`` and the JPEG to keep; runs in the child process (``ChildProcess.read``)."""
    from danvankheo.media.derivatives import clean_copy
    from danvankheo.media.photos import inspect

    facts = inspect(data)
    if not facts.is_photo:
        return asdict(facts), b""
    scale = min(1.0, MAX_SIDE / max(facts.width, facts.height))
    size = max(1, round(facts.width * scale)), max(1, round(facts.height * scale))
    try:
        image = clean_copy(io.BytesIO(data), size)
    except Exception:  # a decoder given hostile bytes may raise anything
        return asdict(PhotoFacts("broken", facts.digest)), b""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return asdict(facts), out.getvalue()
