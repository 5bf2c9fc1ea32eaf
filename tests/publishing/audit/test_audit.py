"""The audit finds nothing on our own site, and each thing that is broken on purpose."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from danvankheo import build, checking, theme_frames
from danvankheo.publishing.audit import audit, source_entries
from PIL import Image
from PIL.PngImagePlugin import PngInfo

STORY = "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/index.html"


KEPT = ("duong-tranh-bich-hoa", "xa-xuan-lai", "xa-xuan-lap-2025", "khac")


@pytest.fixture(scope="module")
def small_site(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one story with its unit and type, so that it can be looked over many times."""
    root = tmp_path_factory.mktemp("soat")
    for folder in ("content", "models", "exemplars", "theme"):
        shutil.copytree(repo / folder, root / folder)
    shutil.copy(repo / "mkdocs.yml", root)
    for folder in ("models", "content/don-vi", "content/loai-mo-hinh"):
        for file in (root / folder).glob("*.md"):
            if not file.stem.startswith(KEPT):
                file.unlink()
                shutil.rmtree(root / "models" / "anh" / file.stem, ignore_errors=True)
    shutil.rmtree(root / "exemplars")
    site = root / "dan-van-kheo"
    build.build(theme_frames.draw(root / "mkdocs.yml", site_dir=site, site_url="https://vi-du.test/dan-van-kheo/"))
    return site


@pytest.fixture
def site(small_site: Path, tmp_path: Path) -> Path:
    """A site whose files may be changed: links to those of the copy, replaced when written to."""
    shutil.copytree(small_site, tmp_path / "site", copy_function=_hard_link)
    return tmp_path / "site"


def _hard_link(source: str, target: str) -> str:
    Path(target).hardlink_to(source)
    return target


def put(file: Path, content: str | bytes) -> None:
    """Write a file anew, never through a hard link."""
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def in_story(old: str, new: str) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        text = (site / STORY).read_text("utf-8")
        assert old in text
        put(site / STORY, text.replace(old, new, 1))

    return change


def added(html: str) -> Callable[[Path], None]:
    return in_story("</main>", f"{html}</main>")


def picture(**more: object) -> bytes:
    data = BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, "JPEG", **more)
    return data.getvalue()


def a_card(content: bytes) -> Callable[[Path], None]:
    return lambda site: put(next((site / "anh" / "the").rglob("*.jpg")), content)


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (19.0, 55.0, 0.0)}
    return picture(exif=exif)


def test_our_own_site_is_clean(built_site: Path, repo: Path) -> None:
    report = audit(built_site, repo=repo)
    assert list(report.problems) == []
    assert report.pages > 150
    assert report.files > 600


BROKEN: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a link to no page": ("DVK701", added('<p><a href="../khong-co/">x</a></p>')),
    "a link to a part that is not there": ("DVK701", added('<p><a href="../../tieu-chi/#khong-co">x</a></p>')),
    "a link by the whole address": ("DVK701", added('<p><a href="https://vi-du.test/dan-van-kheo/mat/">x</a></p>')),
    "a redirect to no page": ("DVK701", lambda site: put(site / "dien-hinh/cu/index.html", '<meta http-equiv="refresh" content="0; url=../mat/">')),
    "a picture that is gone": ("DVK701", added('<p><img src="../../anh/mat.webp" alt=""></p>')),
    "an id twice": ("DVK702", added('<p id="noi-dung">x</p>')),
    "an element left open": ("DVK702", added("<div><p>x</p>")),
    "an end without a beginning": ("DVK702", added("</section>")),
    "an attribute twice": ("DVK702", added('<p class="a" class="b">x</p>')),
    "no picture to share": ("DVK703", in_story('property="og:image" content', 'property="og:anh" content')),
    "a picture of another size": ("DVK703", in_story('og:image:width" content="1200"', 'og:image:width" content="1199"')),
    "a card that is gone": ("DVK703", lambda site: [card.unlink() for card in (site / "anh" / "the").rglob("*tien-nong*")] and None),
    "another page's address": ("DVK703", in_story('rel="canonical" href="https://vi-du.test/dan-van-kheo/mo-hinh/duong', 'rel="canonical" href="https://vi-du.test/dan-van-kheo/mo-hinh/ngo')),
    "an inline script": ("DVK704", added("<script>alert(1)</script>")),
    "an event handler": ("DVK704", added('<p onclick="x()">x</p>')),
    "a style attribute": ("DVK704", added('<p style="color:red">x</p>')),
    "an inline style": ("DVK704", added("<style>p{color:red}</style>")),
    "a javascript link": ("DVK704", added('<p><a href=" java\tscript:alert(1)">x</a></p>'.replace("\t", ""))),
    "a data link": ("DVK704", added('<p><a href="data:text/html,x">x</a></p>')),
    "an iframe": ("DVK704", added('<iframe src="../../tieu-chi/"></iframe>')),
    "no policy": ("DVK704", in_story("Content-Security-Policy", "X-Policy")),
    "a weaker policy": ("DVK704", in_story("script-src 'self'", "script-src 'self' 'unsafe-inline'")),
    "a script in a drawing": ("DVK704", lambda site: put(site / "assets/images/mark.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')),
    "a script from elsewhere": ("DVK705", added('<script src="https://cdn.test/x.js"></script>')),
    "a picture from elsewhere": ("DVK705", added('<p><img src="//dem.test/1.gif" alt=""></p>')),
    "a wide picture from elsewhere": ("DVK705", added('<p><img src="../../anh/mat.webp" srcset="https://dem.test/1.webp 2x" alt=""></p>')),
    "a font from elsewhere": ("DVK705", lambda site: put(site / "assets/x.css", "@font-face{src:url(https://phong.test/a.woff2)}")),
    "a style from elsewhere": ("DVK705", lambda site: put(site / "assets/x.css", '@import "//phong.test/a.css";')),
    "a heavy story": ("DVK706", added("<p>" + "".join(f"{n * 7919 % 99991} " for n in range(12_000)) + "</p>")),
    "a position in a picture": ("DVK707", a_card(with_gps())),
    "a comment in a picture": ("DVK707", a_card(picture(comment=b"chup o nha"))),
    "something behind a picture": ("DVK707", a_card(picture() + b"<?php evil ?>")),
    "a torn picture": ("DVK707", a_card(picture()[:200])),
    "a page called a picture": ("DVK707", a_card(b"<html><script>alert(1)</script>")),
    "a telephone number": ("DVK708", added("<p>Gọi 0912 345 678 gặp chị Hoa</p>")),
    "an identity number": ("DVK708", added("<p>Căn cước 038095001234</p>")),
    "a telephone number in the data": ("DVK708", lambda site: put(site / "du-lieu/x.csv", "ten,so\nHoa,0912345678\n")),
    "a broken feed": ("DVK711", lambda site: put(site / "feed.xml", "<feed>")),
    "a feed with entities": ("DVK711", lambda site: put(site / "feed.xml", '<!DOCTYPE x [<!ENTITY a "b">]><feed/>')),
    "a sitemap of pages that are gone": ("DVK711", lambda site: put(site / "sitemap.xml", (site / "sitemap.xml").read_text("utf-8").replace("/tieu-chi/", "/tieu-chi-cu/"))),
    "no robots.txt": ("DVK711", lambda site: (site / "robots.txt").unlink()),
    "a page nobody is told of": ("DVK711", lambda site: put(site / "an/index.html", (site / "tieu-chi/index.html").read_bytes())),
    "a program": ("DVK712", lambda site: put(site / "x.php", "<?php")),
    "a hidden file": ("DVK712", lambda site: put(site / ".env", "MAT_KHAU=1")),
    "a link out of the site": ("DVK712", lambda site: (site / "mat-khau.txt").symlink_to("/etc/passwd")),
    "a bare angle": ("DVK702", added("<p>1 < 2</p>")),
    "a comment": ("DVK702", added("<!-- ẩn -->")),
    "an instruction": ("DVK702", added("<?php a ?>")),
    "crossed elements": ("DVK702", added("<p><em>a</p></em>")),
    "a paragraph nobody closed": ("DVK702", added("<p>a")),
    "a letter nobody sees": ("DVK702", added("<p>a\x08b</p>")),
    "a letter that turns the text around": ("DVK702", added("<p>a\u202eb</p>")),
    "half a page": ("DVK702", in_story("</html>", "")),
    "traces of a template": ("DVK702", in_story("</main>", "</main><p>{{ ten }}</p>")),
    "mathematics": ("DVK704", added("<math></math>")),
    "a picture of another shape": ("DVK703", lambda site: [put(file, as_picture("JPEG", (7, 90))) for file in (site / "anh").glob("*.jpg")] and None),
    "data nobody can read": ("DVK703", in_story('{"@context"', '{"@context":}{"')),
    "exif in a webp": ("DVK707", lambda site: put(site / "anh/x.webp", as_picture("WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"))),
    "words in a png": ("DVK707", lambda site: put(site / "anh/x.png", as_picture("PNG", pnginfo=said("Nha o thon 3")))),
    "something behind a webp": ("DVK707", lambda site: put(site / "anh/x.webp", as_picture("WEBP") + b"PK")),
    "something behind a png": ("DVK707", lambda site: put(site / "anh/x.png", as_picture("PNG") + b"PK")),
    "a damaged png": ("DVK707", lambda site: put(site / "anh/x.png", as_picture("PNG").replace(b"IDAT", b"iDAT"))),
    "a jpeg called png": ("DVK707", lambda site: put(site / "anh/x.png", picture())),
    "a heavy picture": ("DVK707", lambda site: put(site / "anh/x.webp", as_picture("WEBP") + b"\0" * 2**20)),
    "a handler in a drawing": ("DVK704", lambda site: put(site / "anh/x.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')),
    "an entity in a drawing": ("DVK704", lambda site: put(site / "anh/x.svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>')),
    "a script that asks elsewhere": ("DVK705", lambda site: put(site / "assets/x.js", 'fetch("https://dem.test/");')),
    "a script that makes code of text": ("DVK704", lambda site: put(site / "assets/x.js", "a.innerHTML = b;")),
    "a telephone number told to the blind alone": ("DVK708", added('<p><span aria-label="Gọi 0912 345 678">x</span></p>')),
    "a telephone number in a workbook": ("DVK708", lambda site: put(site / "du-lieu/x.xlsx", workbook("xl/sharedStrings.xml", "<t>0912345678</t>"))),
    "a feed without the newest": ("DVK711", lambda site: put(site / "feed.json", (site / "feed.json").read_text("utf-8").replace('"url": "https://vi-du.test/dan-van-kheo/mo-hinh/duong', '"url": "https://vi-du.test/dan-van-kheo/chi-tieu/?'))),
    "a feed on no day": ("DVK711", lambda site: put(site / "feed.xml", (site / "feed.xml").read_text("utf-8").replace("<published>2", "<published>x"))),
    "no feed": ("DVK711", lambda site: (site / "feed.json").unlink()),
    "names that are one": ("DVK712", lambda site: put(site / "ROBOTS.txt", "a")),
    "a formula in a table": ("DVK713", lambda site: put(site / "du-lieu/x.csv", 'a,b\n1,"=HYPERLINK(""x"")"\n')),
    "a crooked table": ("DVK713", lambda site: put(site / "du-lieu/x.csv", "a,b\n1\n")),
    "json nobody can read": ("DVK713", lambda site: put(site / "api/x.json", '{"a": NaN}')),
    "a key twice": ("DVK713", lambda site: put(site / "api/x.json", '{"a": 1, "a": 2}')),
    "a macro": ("DVK713", lambda site: put(site / "du-lieu/x.xlsx", workbook("xl/vbaProject.bin", ""))),
    "a formula in a workbook": ("DVK713", lambda site: put(site / "du-lieu/x.xlsx", workbook("xl/worksheets/sheet1.xml", "<c><f>1+1</f></c>"))),
    "a workbook that fetches": ("DVK713", lambda site: put(site / "du-lieu/x.xlsx", workbook("xl/a.rels", '<R><Relationship TargetMode="External" Type="oleObject" Target="https://dem.test/"/></R>'))),
    "a workbook that is none": ("DVK713", lambda site: put(site / "du-lieu/x.xlsx", "PK")),
    "a calendar of unix": ("DVK713", lambda site: put(site / "lich.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")),
    "an event without a day": ("DVK713", lambda site: put(site / "lich.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")),
    "a calendar with a line of its own": ("DVK713", lambda site: put(site / "lich.ics", "BEGIN:VCALENDAR\r\ngui\r\nEND:VCALENDAR\r\n")),
}  # fmt: skip


def as_picture(kind: str, size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, "green").save(data, kind, **more)
    return data.getvalue()


def said(words: str) -> PngInfo:
    info = PngInfo()
    info.add_text("Comment", words)
    return info


def workbook(name: str, text: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, text)
    return data.getvalue()


def test_the_title_of_what_may_not_be_shown_is_found_in_files_of_any_kind(
    built_site: Path, repo: Path, tmp_path: Path
) -> None:
    for folder in ("models", "exemplars", "content"):
        shutil.copytree(repo / folder, tmp_path / folder, ignore=shutil.ignore_patterns("anh"))
    file = tmp_path / "models" / "to-cong-nghe-so-mot-cua-sao-vang.md"
    file.write_text(file.read_text("utf-8").replace("\n  boi:", "\n  ai:").replace("{boi:", "{ai:"), "utf-8")
    found = {p.path for p in audit(built_site, repo=tmp_path).problems}
    assert {"mo-hinh/to-cong-nghe-so-mot-cua-sao-vang/index.html", "feed.xml", "feed.json"} <= found
    assert any(path.startswith("assets/tim-kiem/") for path in found)
    assert any(path.endswith(".csv") for path in found)


def test_its_own_reader_of_entries_agrees_with_the_builders(repo: Path) -> None:
    registry = checking.check(repo).registry
    mine = {entry.page: entry for entry in source_entries.SourceTree(repo).entries}
    public = {f"mo-hinh/{slug}/" for slug in registry.models} | {f"dien-hinh/{slug}/" for slug in registry.exemplars}
    assert {page for page, entry in mine.items() if entry.approved and not entry.draft} == public
    assert all(mine[f"mo-hinh/{slug}/"].title == record.data.title for slug, record in registry.models.items())


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_found(what: str, site: Path, repo: Path) -> None:
    code, change = BROKEN[what]
    change(site)
    assert code in {problem.code for problem in audit(site, repo=repo).problems}


@pytest.mark.parametrize(
    ("line", "code"),
    [("nhap: true\n", "DVK710"), ("rut_dong_y: 2024-01-01\n", "DVK710"), ("", "DVK710")],
    ids=["a draft", "withdrawn", "not approved"],
)
def test_what_its_file_says_is_not_to_be_shown_is_found(
    built_site: Path, repo: Path, tmp_path: Path, line: str, code: str
) -> None:
    for folder in ("models", "exemplars", "content"):
        shutil.copytree(repo / folder, tmp_path / folder, ignore=shutil.ignore_patterns("anh"))
    file = tmp_path / "models" / (Path(STORY).parent.name + ".md")
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("---\n", f"---\n{line}", 1) if line else text.replace("\nduyet:", "\nduyet_cu:"), "utf-8"
    )
    assert {(p.code, p.path) for p in audit(built_site, repo=tmp_path).problems} >= {(code, STORY)}


def test_samples_are_no_part_of_the_real_site(built_site: Path, repo: Path) -> None:
    found = {problem.code for problem in audit(built_site, repo=repo, production=True).problems}
    assert found == {"DVK709"}


def test_the_command_says_what_is_wrong_and_how_many(site: Path, repo: Path) -> None:
    command = [sys.executable, "-m", "danvankheo.cli", "audit", str(site)]
    clean = subprocess.run(command, cwd=repo, capture_output=True, text=True)
    assert (clean.returncode, "không thấy gì sai" in clean.stdout) == (0, True), clean.stdout + clean.stderr
    BROKEN["an inline script"][1](site)
    told = subprocess.run([*command, "--format", "json"], cwd=repo, capture_output=True, text=True)
    assert told.returncode == 1
    assert {row["code"] for row in json.loads(told.stdout)} == {"DVK704"}
    assert subprocess.run([*command[:-1], str(site / "khong-co")], cwd=repo, capture_output=True).returncode == 2
