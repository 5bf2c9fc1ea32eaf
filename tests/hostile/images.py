"""Hostile photos by combination: every kind of file, whole, cut off, altered, under another kind's name, with unusual metadata.

``cases`` yields (what, file name, bytes); ``judge`` puts one through all that a check and a build do with it.
"""

from __future__ import annotations

import io
import random
import struct
import time
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from danvankheo.media import derivatives, photo_rules
from danvankheo.media.photos import PhotoFacts, inspect
from PIL import Image, ImageDraw, PngImagePlugin
from pillow_heif import from_pillow

_SECONDS = 20  # a photo that takes longer is one that hangs
_MARKUP = b'<html><script>alert(document.domain)</script><img src=x onerror=alert(1)><?php system("id"); ?>'
_ZIP = b"PK\x03\x04" + bytes(26) + b"x" + b"PK\x05\x06" + bytes(18)


def picture(mode: str = "RGB", size: tuple[int, int] = (320, 240)) -> Image.Image:
    image = Image.new("RGB", size, (40, 120, 90))
    draw = ImageDraw.Draw(image)
    for step in range(0, size[0], 16):
        draw.line((step, 0, size[0] - step, size[1]), fill=(step % 256, 200 - step % 200, 60))
    if mode == "I;16":
        return Image.frombytes(
            "I;16", size, b"".join(struct.pack("<H", n * 7 % 65536) for n in range(size[0] * size[1]))
        )
    if mode == "RGBA":
        image.putalpha(image.convert("L"))
        return image
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    if kind == "HEIF":
        from_pillow(image).save(out, quality=60)
    else:
        image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *middle: bytes, depth: int = 8, colour: int = 2, rows: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(middle)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def whole() -> Iterator[tuple[str, str, bytes]]:
    """Files that cameras and programs write, with kinds that the site refuses."""
    modes = {
        "JPEG": ("RGB", "L", "CMYK", "YCbCr"), "PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"), "WEBP": ("RGB", "RGBA"),
        "HEIF": ("RGB", "RGBA", "L"), "GIF": ("P", "L"), "TIFF": ("RGB", "CMYK", "1", "I;16"), "BMP": ("RGB",), "AVIF": ("RGB",),
        "ICO": ("RGBA",), "PPM": ("RGB",), "TGA": ("RGB",),
    }  # fmt: skip
    for kind, each in modes.items():
        for mode in each:
            yield f"{kind} {mode}", f"a.{kind.lower()}", saved(picture(mode), kind)
    frames = [picture(), picture().rotate(180)]
    yield "animated PNG", "a.png", saved(frames[0], "PNG", save_all=True, append_images=frames)
    yield "animated WebP", "a.webp", saved(frames[0], "WEBP", save_all=True, append_images=frames)
    yield "several pictures in a JPEG", "a.jpg", saved(frames[0], "MPO", save_all=True, append_images=frames)
    yield "progressive JPEG", "a.jpg", saved(picture(), "JPEG", progressive=True, quality=30)
    transparent = picture("P")
    yield "a transparent palette", "a.png", saved(transparent, "PNG", transparency=3)
    yield "transparency of every entry", "a.png", saved(transparent, "PNG", transparency=bytes(range(256)))


def stuffed() -> Iterator[tuple[str, str, bytes]]:
    """Unusual EXIF, XMP, profiles and texts in whole photos; pictures with a false header."""
    for turn in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 65535):
        exif = Image.Exif()
        exif[0x0112] = turn
        for kind in ("JPEG", "PNG", "WEBP"):
            yield f"orientation {turn} in {kind}", f"a.{kind.lower()}", saved(picture(), kind, exif=exif)
    strange = {
        "a word for a number": b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x05\0\0\0ab\0\0\0\0\0\0",
        "a list for a number": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x09\0\0\0\x08\0\0\0\0",
        "an endless circle": b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0",
        "places beyond the end": b"Exif\0\0II*\0\xff\xff\xff\x7f",
        "cut off": b"Exif\0\0II*\0\x08\0\0\0\xff\xff",
        "no kind of order": b"Exif\0\0XX*\0\x08\0\0\0",
        "GPS that is no folder": b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x02\0\x04\0\0\0abcd\0\0\0\0",
        "a ratio by nothing": b"Exif\0\0II*\0\x08\0\0\0\x02\0\x1a\x01\x05\0\x01\0\0\0\x26\0\0\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0" + bytes(8),
        "nothing": b"Exif\0\0",
        "noise": b"Exif\0\0" + random.Random(5).randbytes(400),
    }  # fmt: skip
    for name, data in strange.items():
        for kind in ("JPEG", "WEBP", "PNG"):
            yield f"EXIF: {name}, {kind}", f"a.{kind.lower()}", saved(picture(), kind, exif=data)
    for name, profile in {
        "none": b"",
        "noise": random.Random(6).randbytes(600),
        "short": b"\0\0\0\x80acsp",
        "huge": bytes(400_000),
    }.items():
        for kind in ("JPEG", "PNG", "WEBP"):
            yield f"profile: {name}, {kind}", f"a.{kind.lower()}", saved(picture(), kind, icc_profile=profile)
        for mode in ("CMYK", "L"):
            yield f"profile: {name}, JPEG {mode}", "a.jpg", saved(picture(mode), "JPEG", icc_profile=profile)
    for key in ("XML:com.adobe.xmp", "Comment", "exif", "icc_profile"):
        info = PngImagePlugin.PngInfo()
        info.add_itxt(key, "<x:xmpmeta><exif:GPSLatitude>20,5N</exif:GPSLatitude><script>alert(1)</script>" * 20)
        info.add_text("Software", "GPSLatitude\x00\x01", zip=True)
        yield f"texts of PNG: {key}", "a.png", saved(picture(), "PNG", pnginfo=info)
    bomb = zlib.compress(bytes(80_000_000))
    for name, data in ((b"zTXt", b"a\0\0" + bomb), (b"iTXt", b"a\0\x01\0\0\0" + bomb), (b"iCCP", b"a\0\0" + bomb)):
        yield f"a bomb in {name.decode()}", "a.png", png(300, 300, chunk(name, data), rows=bytes(901 * 300))
    rows = bytes(901 * 300)
    for width, height in (
        (0, 0),
        (0, 300),
        (300, 0),
        (1, 1),
        (65535, 65535),
        (2**31 - 1, 2**31 - 1),
        (200_000, 100),
        (100, 200_000),
        (300, 301),
    ):
        yield f"PNG of {width} × {height}", "a.png", png(width, height, rows=rows)
    for depth, colour in ((1, 2), (16, 2), (16, 6), (3, 0), (8, 3), (8, 7), (0, 0), (255, 255)):
        yield f"PNG of depth {depth}, colour {colour}", "a.png", png(300, 300, depth=depth, colour=colour, rows=rows)
    jpeg = saved(picture(), "JPEG")
    at = jpeg.index(b"\xff\xc0")
    for height, width in ((0, 320), (65535, 65535), (240, 0), (1, 65535), (30_000, 2_000)):
        yield (
            f"JPEG of {width} × {height}",
            "a.jpg",
            jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :],
        )
    for parts in (0, 1, 2, 4, 255):
        yield f"JPEG of {parts} parts", "a.jpg", jpeg[: at + 9] + bytes([parts]) + jpeg[at + 10 :]


def dressed(base: list[tuple[str, str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """Files of two kinds at once, or of another kind than their name says."""
    for what, name, data in base:
        for other in ("jpg", "png", "webp", "heic", "html", "svg", "php"):
            yield f"{what} named .{other}", f"a.{other}", data
        yield f"{what} before markup", name, data + _MARKUP
        yield f"{what} after markup", name, _MARKUP + data
        yield f"{what} before an archive", name, data + _ZIP
        yield f"{what} twice", name, data + data
    for name in ("jpg", "png", "webp", "heic", "svg", "gif"):
        for text in (b"", b"\n", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>",
                     b"GIF89a/*" + _MARKUP, b"\xff\xd8\xff" + _MARKUP, b"\x89PNG\r\n\x1a\n" + _MARKUP, b"RIFF\0\0\0\0WEBP" + _MARKUP,
                     b"\0\0\0\x18ftypheic" + _MARKUP, b"%PDF-1.4", b"MZ" + bytes(300), bytes(4_000), _ZIP):  # fmt: skip
            yield f"{text[:12]!r} named .{name}", f"a.{name}", text


def altered(base: list[tuple[str, str, bytes]], seed: int = 11) -> Iterator[tuple[str, str, bytes]]:
    """The same files cut off at many places, and with bytes changed, dropped and added at random; without end."""
    draw = random.Random(seed)
    while True:
        for what, name, data in base:
            yield f"{what}, cut off", name, data[: draw.randrange(len(data))]
            changed = bytearray(data)
            for _ in range(draw.choice((1, 2, 8, 40))):
                changed[draw.randrange(min(len(changed), draw.choice((40, 400, len(changed)))))] = draw.randrange(256)
            yield f"{what}, changed", name, bytes(changed)
            at, length = draw.randrange(len(data)), draw.choice((1, 4, 100))
            yield f"{what}, with a gap", name, data[:at] + data[at + length :]
            yield f"{what}, with more", name, data[:at] + draw.randbytes(length) + data[at:]


def cases(count: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield so many hostile photos, the same ones each time."""
    base = list(whole())
    taken = [
        case
        for case in base
        if case[0].startswith(("JPEG", "PNG", "WEBP", "HEIF", "animated", "several", "progressive"))
    ]

    def everything() -> Iterator[tuple[str, str, bytes]]:
        yield from base
        yield from stuffed()
        yield from dressed(taken[::2])
        yield from altered(taken)

    return islice(everything(), count)


def judge(folder: Path, name: str, data: bytes) -> tuple[str, list[str]]:
    """Return the kind of a photo as found, and our own faults with it."""
    folder.mkdir(parents=True, exist_ok=True)
    file, begun = folder / name, time.monotonic()
    file.write_bytes(data)
    faults: list[str] = []
    try:
        facts = inspect(data)
        entry = photo_rules.PhotoReference(name)
        problems = list(photo_rules.check(folder.parent, [folder.name], [entry], path="models/a.md"))
        if not facts.is_photo and not any(problem.code.startswith("DVK4") for problem in problems):
            faults.append("refused without a word")
        if not problems or all(problem.code == "DVK415" for problem in problems):
            faults += _outputs(file, facts)
    except Exception as error:
        faults.append(f"{type(error).__name__}: {error}")
        facts = PhotoFacts("traceback")
    finally:
        file.unlink()
    if time.monotonic() - begun > _SECONDS:
        faults.append(f"took {time.monotonic() - begun:.0f} s")
    return facts.kind, faults


def _outputs(file: Path, facts: PhotoFacts) -> Iterator[str]:
    """Yield what is wrong with the files a build makes of a photo it takes."""
    for artifact in derivatives.derive(file, facts, "models/a.md"):
        made = artifact.render()
        with Image.open(io.BytesIO(made)) as image:
            image.load()
            if image.format != {"webp": "WEBP", "jpg": "JPEG"}[artifact.path.rpartition(".")[2]] or image.mode != "RGB":
                yield f"{artifact.path} is {image.format} {image.mode}"
            if dict(image.getexif()) or {"icc_profile", "xmp", "exif", "comment"} & image.info.keys():
                yield f"{artifact.path} tells of its origin"
        if any(trace in made for trace in (b"<script", b"GPSLatitude", b"<?php", b"PK\x03\x04")):
            yield f"{artifact.path} carries foreign bytes"
