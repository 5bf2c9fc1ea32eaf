"""Photos: what is refused and why, what is derived, and that nothing of the original but its pixels comes through."""

from __future__ import annotations

import io
import os
import re
import shutil
import zlib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from danvankheo.base.problems import Problem, Severity
from danvankheo.cache import Cache
from danvankheo.cli import main
from danvankheo.media.derivatives import cropped, derive, upright
from danvankheo.media.layout import Cover, ShareImage
from danvankheo.media.photo_rules import PhotoReference, check, facts_of, good_name, unowned_photos
from danvankheo.media.photos import MAX_BYTES, inspect, read
from danvankheo.media.responsive_images import responsive_image, shown_size
from danvankheo.media.share_images import render as render_card
from danvankheo.records.choices import PhotoRight
from danvankheo.records.diagnostics import Finding
from danvankheo.records.rules.photos import alt_describes_nothing, caption_is_a_file_name
from danvankheo.records.schema import Exemplar, Photo
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

GOOD_ALT = "Ba đoàn viên vẽ tranh trên tường nhà văn hóa thôn"
RED, BLUE = (220, 30, 30), (30, 30, 220)


def photo(width: int = 300, height: int = 200, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a photo whose left half is red and right half blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1, place: bool = False) -> Image.Exif:
    """EXIF as phones write it."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Máy ảnh thử"
    if place:
        data[0x8825] = {1: "N", 2: (19.0, 55.0, 0.0), 3: "E", 4: (105.0, 28.0, 0.0)}
    return data


def jpeg_with(**options: Any) -> bytes:
    """Return a photo that carries what is asked for."""
    return photo(quality=90, **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make the photo folder of a model."""
    made = tmp_path / "models" / "anh" / "bai"
    made.mkdir(parents=True)
    return made


def found(folder: Path, *names: str) -> list[Problem]:
    """Check a folder against the photos a record names, from line 5 on."""
    entries = [PhotoReference(name, line, 10, f"  - tep: {name}") for line, name in enumerate(names, 5)]
    return list(check(folder.parents[2], ["models/anh/bai"], entries, path="models/bai.md"))


TORN_HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
AVIF = b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif"


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def png_with(*chunks: bytes) -> bytes:
    """Return a PNG with chunks after its header."""
    data = photo(kind="PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def vast_heic() -> bytes:
    """Return a HEIC that says it is 60,000 × 60,000."""
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64))).save(out)
    at = out.getvalue().find(b"ispe") + 8
    return out.getvalue()[:at] + (60_000).to_bytes(4, "big") * 2 + out.getvalue()[at + 8 :]


BOMB = b"a\0\0" + zlib.compress(bytes(80_000_000))
SVG = b'<?xml version="1.0"?><svg onload="alert(1)"/>'
REFUSED = [
    ("a.heic", TORN_HEIC, "DVK407"),
    ("a.jpg", AVIF, "DVK404"),
    ("a.svg", SVG, "DVK406"),
    ("a.png", b"\xef\xbb\xbf  <svg>", "DVK406"),
    ("a.jpg", b"MZ\x90\x00" + bytes(100), "DVK404"),
    ("a.jpg", b"", "DVK404"),
    ("a.gif", b"GIF89a" + bytes(40), "DVK404"),
    ("a.jpg", photo(600, 400)[:-900], "DVK407"),
    ("a.png", photo(kind="PNG")[:60], "DVK407"),
    ("a.jpg", b"\xff\xd8\xff" + b"x" * 50, "DVK407"),
    ("a.jpg", photo(kind="PNG"), "DVK408"),
    ("a.webp", photo(), "DVK408"),
    ("a.jpg", photo() + bytes(MAX_BYTES), "DVK414"),
    ("a.png", photo(kind="PNG").replace((300).to_bytes(4, "big"), (60_000).to_bytes(4, "big"), 1), "DVK407"),
    ("a.heic", vast_heic(), "DVK414"),
    ("a.png", png_with(chunk(b"zTXt", BOMB)), "DVK407"),
    ("a.png", png_with(chunk(b"iCCP", BOMB)), "DVK407"),
    ("a.png", png_with(chunk(b"tEXt", b"c\0<svg onload=alert(1)>")), "DVK406"),
    ("a.jpg", b"<!doctype html>\xff\xd8\xff<script>", "DVK404"),
    ("a.jpg", b"%PDF-1.7\xff\xd8\xff", "DVK404"),
    ("a.jpg", photo(1, 1), "DVK405"),
    ("a.jpg", photo(160, 120), "DVK405"),
    ("a.png", photo(30_000, 1, "PNG"), "DVK405"),
    ("a.jpg", photo(300, 2500), "DVK405"),
]


@pytest.mark.parametrize(("name", "data", "code"), REFUSED)
def test_what_is_no_whole_photo_is_refused_with_its_reason(folder: Path, name: str, data: bytes, code: str) -> None:
    (folder / name).write_bytes(data)
    (problem,) = found(folder, name)
    assert (problem.code, problem.path, problem.line, problem.column) == (code, "models/bai.md", 5, 10)
    assert problem.severity is Severity.ERROR
    assert problem.hint


def test_the_check_tells_of_every_broken_photo_in_one_run(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(repo / "content", tmp_path / "content")
    text = (repo / "models" / "duong-tranh-bich-hoa-thon-tien-nong.md").read_text("utf-8")
    rows, codes = [], []
    (tmp_path / "models" / "anh" / "x").mkdir(parents=True)
    for number, (name, data, code) in enumerate(REFUSED, 1):
        file = f"{number}{name[1:]}"
        (tmp_path / "models" / "anh" / "x" / file).write_bytes(data)
        rows += [f"  - tep: {file}", f"    mo_ta: {GOOD_ALT}", "    tac_gia: Đoàn xã", "    quyen: khong-co-nguoi"]
        codes.append(code)
    named = "anh:\n" + "\n".join(rows) + "\n"
    text = re.sub(r"^!\[.*\n", "", re.sub(r"^anh:\n(?:[ -].*\n)+", lambda _: named, text, flags=re.M), flags=re.M)
    (tmp_path / "models" / "x.md").write_text(text, "utf-8")
    assert main(["--repo", str(tmp_path), "check"]) == 1
    said = capsys.readouterr()
    assert re.findall(r"^models/x\.md:\d+:\d+: LỖI (\w+)$", said.out, re.M) == codes
    assert "Traceback" not in said.out + said.err
    assert said.err == ""


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(folder: Path) -> None:
    for size in ((8000, 7000), (20_000, 20_000)):
        Image.new("1", size).save(folder / "a.png")
        assert [problem.code for problem in found(folder, "a.png")] == ["DVK414"]


@pytest.mark.parametrize("name", ["a.jpg", "a.jpeg", "IMG_2034.JPG"])
def test_names_phones_give_are_fine(folder: Path, name: str) -> None:
    (folder / name).write_bytes(photo())
    assert found(folder, name) == []


NAMES = [
    ("anh-1.jpg", "ảnh khác.jpg", "DVK401", None),
    ("anh-1.jpg", "anh-2.jpg", "DVK401", "anh-1.jpg"),
    ("Anh-1.JPG", "anh-1.jpg", "DVK402", "Anh-1.JPG"),
    ("Ảnh 1.jpg", "ảnh 1.jpg", "DVK402", "anh-1.jpg"),
    ("A\u0309nh.jpg", "Ảnh.jpg", "DVK402", "anh.jpg"),
    ("Ảnh Đội 1.JPG", "Ảnh Đội 1.JPG", "DVK403", "anh-doi-1.jpg"),
]


@pytest.mark.parametrize(("on_disk", "named", "code", "line"), NAMES)
def test_a_wrong_name_is_told_with_the_line_to_paste(
    folder: Path, on_disk: str, named: str, code: str, line: str | None
) -> None:
    (folder / on_disk).write_bytes(photo())
    problem = found(folder, named)[0]
    assert problem.code == code
    if line:
        assert problem.fix is not None
        assert problem.fix.text == f"  - tep: {line}"
        (folder / on_disk).rename(folder / line)
        assert code not in {again.code for again in found(folder, line)}


def test_two_files_that_differ_in_case_only_are_refused(folder: Path) -> None:
    for name in ("anh-1.jpg", "Anh-1.jpg"):
        (folder / name).write_bytes(photo())
    problems = [problem for problem in found(folder, "Anh-1.jpg", "anh-1.jpg") if problem.severity is Severity.ERROR]
    assert [(problem.code, problem.path) for problem in problems] == [("DVK402", "models/anh/bai/anh-1.jpg")]


def test_a_name_cannot_lead_out_of_the_folder(folder: Path) -> None:
    (folder.parent / "x.jpg").write_bytes(photo())
    assert [problem.code for problem in found(folder, "../x.jpg")] == ["DVK401"]


def test_a_name_follows_the_content() -> None:
    assert good_name("Tập huấn (1).JPEG") == "tap-huan-1.jpeg"
    assert good_name("Đội.png", "jpeg") == "doi.jpg"


def test_a_photo_nobody_names_is_refused_because_nobody_told_whose_it_is(folder: Path) -> None:
    (folder / "thua.jpg").write_bytes(photo())
    (problem,) = found(folder)
    assert (problem.code, problem.path, problem.severity) == ("DVK416", "models/anh/bai/thua.jpg", Severity.ERROR)


@pytest.mark.parametrize("tag", ["exif", "xmp"])
def test_a_place_in_the_photo_is_a_warning(folder: Path, tag: str) -> None:
    xmp = b"<x:xmpmeta><rdf exif:GPSLatitude='19,55N'/></x:xmpmeta>"
    extra = {"exif": exif(place=True)} if tag == "exif" else {"xmp": xmp}
    (folder / "a.jpg").write_bytes(jpeg_with(**extra))
    assert [(problem.code, problem.severity) for problem in found(folder, "a.jpg")] == [("DVK415", Severity.WARNING)]


def test_links_and_folders_in_the_place_of_photos_are_refused(folder: Path) -> None:
    (folder / "a.jpg").symlink_to("/etc/hostname")
    (folder / "b.jpg").mkdir()
    os.mkfifo(folder / "c.jpg")
    assert [problem.code for problem in found(folder, "a.jpg", "b.jpg", "c.jpg")] == ["DVK417"] * 3


def test_a_linked_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder, tmp_path / "ngoai")
    folder.symlink_to(tmp_path / "ngoai")
    assert [problem.code for problem in found(folder, "a.jpg")] == ["DVK417"]


def test_folders_of_no_record_are_told_with_the_nearest_name(folder: Path) -> None:
    (folder.parent / "roi.jpg").write_bytes(photo())
    stray, loose = unowned_photos(folder.parent, "models/anh", ["bai-1", "khac"])
    assert (stray.code, stray.severity) == ("DVK418", Severity.WARNING)
    assert "bai-1" in stray.hint
    assert loose.code == "DVK417"


def test_after_a_renaming_the_folder_of_photos_is_told_to_follow(folder: Path) -> None:
    (folder / "anh-1.jpg").write_bytes(photo())
    entries = [PhotoReference("anh-1.jpg", 7, 3, "tep: anh-1.jpg"), PhotoReference("anh-2.jpg", 9, 3, "tep: anh-2.jpg")]
    moved, lost = check(
        folder.parents[2], ["models/anh/bai-moi"], entries, path="models/bai-moi.md", former=["models/anh/bai"]
    )
    assert (moved.code, moved.line, "models/anh/bai." in moved.message) == ("DVK401", 7, True)
    assert moved.hint.endswith("git mv models/anh/bai models/anh/bai-moi")
    assert (lost.code, "git mv" in lost.hint) == ("DVK401", False)
    (stray,) = unowned_photos(folder.parent, "models/anh", ["bai-moi", "bai-kia"], {"bai": "bai-moi"})
    assert stray.hint == moved.hint


def derived(data: bytes, file: Path) -> tuple[Image.Image, Image.Image]:
    """Derive a photo and open both results."""
    file.write_bytes(data)
    facts, _ = read(file)
    webp, *_, jpeg = derive(file, facts, "models/bai.md")
    return Image.open(io.BytesIO(webp.render())), Image.open(io.BytesIO(jpeg.render()))


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    """Tell whether a pixel is of a colour, compression apart."""
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("size", "shown"), [((3000, 2000), (1200, 800)), ((800, 600), (800, 600)), ((1000, 6000), (400, 2400))]
)
def test_photos_are_made_smaller_never_larger(size: tuple[int, int], shown: tuple[int, int], tmp_path: Path) -> None:
    webp, jpeg = derived(photo(*size), tmp_path / "a.jpg")
    assert webp.size == jpeg.size == shown == shown_size(read(tmp_path / "a.jpg")[0])
    assert (webp.format, jpeg.format) == ("WEBP", "JPEG")


def test_a_photo_held_sideways_is_turned_upright(tmp_path: Path) -> None:
    webp, jpeg = derived(jpeg_with(exif=exif(orientation=6)), tmp_path / "a.jpg")
    for image in (webp, jpeg):
        assert image.size == (200, 300)
        assert near(image.convert("RGB").getpixel((100, 25)), RED)
        assert near(image.convert("RGB").getpixel((100, 275)), BLUE)
    shown = responsive_image(read(tmp_path / "a.jpg")[0], "Mô tả", None)
    assert (shown.width, shown.height) == (200, 300)


def test_nothing_but_pixels_comes_through(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = jpeg_with(exif=exif(place=True), icc_profile=profile, comment=b"bi mat", xmp=b"<bi mat/>")
    for image in derived(data, tmp_path / "a.jpg"):
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(image.info)


def chunks(data: bytes) -> set[bytes]:
    """Return the names of what a file is made of: the segments of a JPEG, the chunks of a WebP."""
    if data[:4] == b"RIFF":
        names, place = set(), 12
        while place < len(data):
            names.add(data[place : place + 4])
            length = int.from_bytes(data[place + 4 : place + 8], "little")
            place += 8 + length + length % 2
        return names
    names, place = set(), 2
    while data[place : place + 2] != b"\xff\xda":
        names.add(data[place : place + 2])
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return names


def tiff_with_place() -> bytes:
    """EXIF with a place, a maker and something behind it that no tag names."""
    data = exif(place=True)
    data[0x010F] = "BI-MAT"
    return data.tobytes() + b"BI-MAT" + photo(30, 20)


def heic(secrets: bytes) -> bytes:
    out = io.BytesIO()
    made = pillow_heif.from_pillow(Image.open(io.BytesIO(photo(900, 600))))
    made.save(out, quality=90, exif=secrets, xmp=b"<x>BI-MAT</x>")
    return out.getvalue()


@cache
def phone_photos() -> dict[str, bytes]:
    """Photos as phones and messengers hand them on, each with a secret wherever its format can hold one."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    secrets, xmp = tiff_with_place(), b"<x:xmpmeta>GPSLatitude BI-MAT</x:xmpmeta>"
    words = PngInfo()
    words.add_text("Comment", "BI-MAT")
    words.add_itxt("XML:com.adobe.xmp", "<x>GPSLatitude BI-MAT</x>")
    jpeg = photo(900, 600, exif=secrets, icc_profile=profile, comment=b"BI-MAT", xmp=xmp)
    return {
        "a.jpg": jpeg,
        "hai-anh.jpg": jpeg + photo(300, 200, exif=secrets),
        "anh-dong.jpg": jpeg + b"\0\0\0\x18ftypmp42BI-MAT" * 3,
        "goi.jpg": jpeg + b"PK\x03\x04BI-MAT",
        "a.png": photo(900, 600, "PNG", exif=secrets, pnginfo=words, icc_profile=profile),
        "a.webp": photo(900, 600, "WEBP", exif=secrets, xmp=xmp, icc_profile=profile),
        "a.heic": heic(secrets),
    }


@pytest.mark.parametrize("name", phone_photos())
def test_the_files_themselves_hold_nothing_that_tells_of_the_original(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(phone_photos()[name])
    assert b"BI-MAT" in file.read_bytes()
    facts, _ = read(file)
    assert facts.has_location
    card = ShareImage("x", "Đường tranh", cover=Cover(file, facts.digest))
    made = [artifact.render() for artifact in derive(file, facts, "models/bai.md")]
    assert len(made) == 3
    for data in (*made, render_card(card, "link")):
        # APP0 is the JFIF header, which every JPEG has; APP1 (EXIF, XMP), APP2 (profiles) and comments are gone.
        assert chunks(data) <= {b"VP8 ", b"\xff\xe0", b"\xff\xdb", b"\xff\xc2", b"\xff\xc4"}
        assert b"BI-MAT" not in data
        assert b"Exif" not in data


@pytest.mark.parametrize(
    ("width", "widths"), [(3000, [480, 800, 1200]), (900, [480, 900]), (820, [480, 820]), (500, [500]), (90, [90])]
)
def test_a_photo_comes_in_the_widths_screens_need(width: int, widths: list[int], tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(photo(width, width // 2))
    facts, _ = read(file)
    shown = responsive_image(facts, "Mô tả", None)
    made = {artifact.path: artifact for artifact in derive(file, facts, "models/bai.md")}
    assert [each for _, each in shown.sources] == widths
    assert set(made) == {shown.jpeg, *(path for path, _ in shown.sources)}
    for path, each in shown.sources:
        assert Image.open(io.BytesIO(made[path].render())).size[0] == each
    assert shown.srcset("../").endswith(f"../{shown.webp} {widths[-1]}w")


def test_photos_of_phones_in_heic_are_taken(folder: Path) -> None:
    upright_photo = Image.open(io.BytesIO(photo(320, 160)))
    pillow_heif.from_pillow(upright_photo).save(folder / "a.heic", quality=90, exif=exif(place=True).tobytes())
    assert [problem.code for problem in found(folder, "a.heic")] == ["DVK415"]
    facts, data = read(folder / "a.heic")
    assert (facts.kind, facts.width, facts.height) == ("heif", 320, 160)
    for image in derived(data, folder / "a.heic"):
        assert near(image.convert("RGB").getpixel((5, 16)), RED)
        assert not image.getexif()
    (folder / "b.jpg").write_bytes(data)
    assert [problem.code for problem in found(folder, "b.jpg")][:1] == ["DVK408"]


@pytest.mark.parametrize(("focus", "colour"), [((0.0, 0.5), RED), ((1.0, 0.5), BLUE)])
def test_a_crop_keeps_the_focus(focus: tuple[float, float], colour: tuple[int, int, int], tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo(400, 100))
    image = cropped(tmp_path / "a.jpg", (100, 100), focus)
    assert image.size == (100, 100)
    assert near(image.getpixel((50, 50)), colour)


def test_a_focus_is_told_in_classes_that_stylesheets_know(repo: Path) -> None:
    shown = responsive_image(inspect(photo()), "Mô tả", None, (0.26, 1.0))
    assert shown.position == "focus-x-3 focus-y-10"
    styles = (repo / "theme/assets/stylesheets/photos.css").read_text("utf-8")
    assert all(f".{name} {{" in styles for name in shown.position.split())
    assert responsive_image(inspect(photo()), "Mô tả", None).position == ""


def test_a_big_photo_is_read_small(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo(4000, 2000))
    assert upright(tmp_path / "a.jpg", (1200, 600)).size == (2000, 1000)
    (tmp_path / "b.jpg").write_bytes(photo(4000, 2000, exif=exif(orientation=6)))
    assert upright(tmp_path / "b.jpg", (600, 1200)).size == (1000, 2000)


def test_transparency_becomes_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    for image in derived(out.getvalue(), tmp_path / "a.png"):
        assert near(image.convert("RGB").getpixel((10, 10)), (255, 255, 255))


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("I;16", "PNG")]
)
def test_every_colour_mode_can_be_shown(mode: str, kind: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, kind)
    for image in derived(out.getvalue(), tmp_path / "a.x"):
        assert image.mode == "RGB"


def test_colours_are_those_the_profile_means(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert profile.count(b"rXYZ") == profile.count(b"gXYZ") == 1
    swapped = profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    for image in derived(photo(icc_profile=swapped, quality=95), tmp_path / "a.jpg"):
        assert near(image.convert("RGB").getpixel((20, 100)), (30, 220, 30)), "red by number, green by its profile"


def test_a_broken_colour_profile_does_no_harm(tmp_path: Path) -> None:
    _, jpeg = derived(jpeg_with(icc_profile=b"khong phai ho so mau"), tmp_path / "a.jpg")
    assert near(jpeg.getpixel((5, 5)), RED)


def test_the_same_photo_gives_the_same_bytes_under_the_same_name(tmp_path: Path) -> None:
    results = []
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(photo())
        results.append(derive(tmp_path / name, inspect(photo()), name))
    (one_webp, one_jpeg), (two_webp, two_jpeg) = results
    assert (one_webp.path, one_jpeg.path) == (two_webp.path, two_jpeg.path)
    assert one_webp.render() == two_webp.render()
    assert one_jpeg.render() == two_jpeg.render()
    assert responsive_image(inspect(photo()), "a", None).webp == one_webp.path


def test_files_made_in_threads_are_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo(1600, 1000, quality=95))
    facts, _ = read(tmp_path / "a.jpg")
    alone = [artifact.render() for artifact in derive(tmp_path / "a.jpg", facts, "a")]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(3):
            artifacts = derive(tmp_path / "a.jpg", facts, "a")
            assert list(threads.map(lambda artifact: artifact.render(), artifacts)) == alone


def test_a_changed_photo_gets_a_new_address() -> None:
    assert (
        responsive_image(inspect(photo()), "a", None).jpeg
        != responsive_image(inspect(photo(quality=50)), "a", None).jpeg
    )


def test_a_known_photo_is_not_read_again_until_it_changes(folder: Path, tmp_path: Path) -> None:
    memory = Cache(tmp_path / "cache")
    file = folder / "a.jpg"
    file.write_bytes(photo())
    first = facts_of(file, memory)
    status = file.stat()
    file.write_bytes(bytes(len(photo())))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert facts_of(file, memory) == first
    file.write_bytes(photo(kind="PNG"))
    assert facts_of(file, memory).kind == "png"


def described(alt: str, caption: str | None = None) -> list[Finding]:
    told = Photo.model_construct(file="a.jpg", alt=alt, caption=caption, children=False, right=PhotoRight.PUBLIC_EVENT)
    entry = Exemplar.model_construct(photos=[told], sample=False)
    return [*alt_describes_nothing(entry), *caption_is_a_file_name(entry)]


@pytest.mark.parametrize(
    "alt", ["Không có mô tả", "khong co mo ta.", "Ảnh minh họa", "KHÔNG CÓ", "IMG_2034.JPG", "z5012345678901_a1b2.jpg", "Vẽ tranh"]
)  # fmt: skip
def test_words_that_describe_nothing_are_refused(alt: str) -> None:
    (finding,) = described(alt)
    assert (finding.code, finding.loc, finding.severity) == ("DVK409", ("anh", 0, "mo_ta"), Severity.ERROR)
    assert "ai, đang làm gì, ở đâu" in finding.advice


@pytest.mark.parametrize(
    "caption", ["IMG_2034.JPG", "DSC00123", "z5012345678901_a1b2.jpg", "20240512_081530", "anh (2).png"]
)
def test_a_file_name_is_no_caption(caption: str) -> None:
    (finding,) = described(GOOD_ALT, caption)
    assert (finding.code, finding.loc) == ("DVK410", ("anh", 0, "chu_thich"))
    assert described(GOOD_ALT, "Buổi vẽ chung đầu tiên, sáng 12/5") == []
