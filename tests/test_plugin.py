"""The plugin with the real MkDocs and Material, and under properdocs: frames, assets, settings, a site left whole."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from danvankheo import plugin
from danvankheo.base.errors import DanVanKheoError
from danvankheo.build import BuildInput
from danvankheo.rendering.frame import DEPTHS

REPO = Path(__file__).parents[1]
VALUES = {"title": "Tên", "head": "", "content": "<h1>Tên</h1>", "publisher": "Ban biên tập"}
PAGES = [(kind, depth) for kind, depths in DEPTHS.items() for depth in depths]


def made_repo(root: Path, url: str = "https://vi-du.vn/") -> Path:
    """Make a repository with our theme and configuration; return its mkdocs.yml."""
    shutil.copytree(REPO / "theme", root / "theme")
    for folder in ("content/linh-vuc", "models"):
        (root / folder).mkdir(parents=True)
    config = (REPO / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(re.sub(r"(?m)^site_url: .*$", f"site_url: {url}", config), "utf-8")
    return root / "mkdocs.yml"


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> BuildInput:
    """Frames drawn once for all tests that only look."""
    return plugin.draw(made_repo(tmp_path_factory.mktemp("kho")))


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> BuildInput:
    """Frames of a site below a path."""
    return plugin.draw(made_repo(tmp_path_factory.mktemp("kho")), "https://vi-du.vn/dan-van-kheo")


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def addresses(self) -> list[str]:
        """Return every address the page links to or loads."""
        return [value for _, attributes in self.tags for name in ("href", "src") if (value := attributes.get(name))]

    def current(self) -> set[str | None]:
        """Return what the navigation marks as current."""
        return {
            attributes["aria-current"] for tag, attributes in self.tags if tag == "a" and "aria-current" in attributes
        }


def filled(drawing: BuildInput, kind: str, depth: int) -> _Page:
    return _Page(drawing.frames.get(kind, depth).fill(VALUES))


@pytest.mark.parametrize(("kind", "depth"), PAGES)
def test_every_link_and_file_of_a_frame_lies_below_the_site_whatever_the_path(
    below_a_path: BuildInput, kind: str, depth: int
) -> None:
    here = "https://vi-du.vn/dan-van-kheo/" + "x/" * depth
    published = {artifact.path for artifact in below_a_path.static}
    known = {
        "",
        "tim-kiem/",
        *(entry["path"] for entry in plugin.NAVIGATION),
        *(entry["path"] for row in plugin.FOOTER for entry in row),
    }
    for address in filled(below_a_path, kind, depth).addresses():
        target = urlsplit(urljoin(here, address))
        if address.startswith("#"):
            continue
        assert target.netloc == "vi-du.vn"
        path = target.path.removeprefix("/dan-van-kheo/")
        assert path in (published if path.startswith("assets/") else known), address


def test_the_page_shown_at_any_address_has_absolute_links(below_a_path: BuildInput) -> None:
    addresses = _Page(below_a_path.frames.not_found.fill(VALUES)).addresses()
    assert all(address.startswith(("/dan-van-kheo/", "#")) for address in addresses)


@pytest.mark.parametrize(("kind", "depth"), PAGES)
def test_a_frame_holds_no_inline_script_or_style(drawing: BuildInput, kind: str, depth: int) -> None:
    page = drawing.frames.get(kind, depth).fill(VALUES)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", page)
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=", page)


@pytest.mark.parametrize(
    ("kind", "depth", "marks"),
    [
        ("mo-hinh", 1, {"page"}),
        ("mo-hinh", 2, {"true"}),
        ("gui-bai", 1, {"page"}),
        ("khac", 1, set()),
        ("trang-chu", 0, {"page"}),
    ],
)
def test_the_navigation_shows_where_one_is(drawing: BuildInput, kind: str, depth: int, marks: set[str]) -> None:
    assert filled(drawing, kind, depth).current() == marks


def test_a_frame_has_its_landmarks_language_and_way_past_the_header(drawing: BuildInput) -> None:
    page = drawing.frames.get("mo-hinh", 2).fill(VALUES)
    tags = [tag for tag, _ in _Page(page).tags]
    assert '<html lang="vi"' in page
    assert (tags.count("header"), tags.count("main"), tags.count("footer")) == (1, 1, 1)
    assert tags.index("main") > tags.index("header")
    assert '<a class="skip-link" href="#noi-dung">Chuyển đến nội dung chính</a>' in page
    assert page.count('id="noi-dung"') == 1
    assert page.index("<main") < page.index('id="noi-dung"') < page.index("<h1>Tên</h1>") < page.index("</main>")
    assert "<summary" in page
    assert "Ban biên tập" in page


def test_frames_are_small(drawing: BuildInput) -> None:
    assert len(drawing.frames.get("mo-hinh", 2).fill(VALUES).encode()) < 8_000


def test_only_files_that_pages_load_are_published(drawing: BuildInput) -> None:
    paths = [artifact.path for artifact in drawing.static]
    assert all(path.startswith("assets/") for path in paths)
    assert not [
        path
        for path in paths
        if path.endswith((".map", ".html", ".gz")) or "lunr" in path or "bundle" in path or "worker" in path
    ]
    assert "assets/images/mark.svg" in paths
    assert any(re.fullmatch(r"assets/javascripts/palette\.[0-9a-f]{8}\.js", path) for path in paths)
    assert all(b"sourceMappingURL" not in file.data for file in drawing.static)


def test_a_changed_asset_gets_a_new_address_in_frames(tmp_path: Path) -> None:
    config = made_repo(tmp_path)
    before = plugin.draw(config).frames.not_found.fill(VALUES)
    (tmp_path / "theme" / "assets" / "javascripts" / "palette.js").write_text("// khác", "utf-8")
    after = plugin.draw(config).frames.not_found.fill(VALUES)
    address = re.compile(r"palette\.[0-9a-f]{8}\.js")
    assert address.findall(before) != address.findall(after)


def test_a_link_in_the_theme_is_not_published(tmp_path: Path) -> None:
    config = made_repo(tmp_path)
    (tmp_path / "theme" / "assets" / "lo.txt").symlink_to("/etc/hostname")
    assert "assets/lo.txt" not in [artifact.path for artifact in plugin.draw(config).static]


@pytest.mark.parametrize("template", ["{% khong co %}", "{{ khong.co.gi }}", "<title>khong co cho nao</title>"])
def test_a_broken_theme_is_one_sentence(tmp_path: Path, template: str) -> None:
    config = made_repo(tmp_path)
    (tmp_path / "theme" / "main.html").write_text(template, "utf-8")
    with pytest.raises(DanVanKheoError, match="MkDocs không vẽ được khung trang"):
        plugin.draw(config)


@pytest.mark.parametrize(
    "option",
    ["editor_oauth: https://a.vi-du.vn/x; script-src *", "editor_oauth: http://a.vi-du.vn", "editor_repository: kho"],
)
def test_an_address_that_could_widen_the_editors_policy_is_refused(
    tmp_path: Path, option: str, caplog: pytest.LogCaptureFixture
) -> None:
    config = made_repo(tmp_path)
    config.write_text(config.read_text("utf-8").replace("samples: true", f"{option}"), "utf-8")
    with pytest.raises(DanVanKheoError):
        plugin.draw(config)
    assert "không đúng dạng" in caplog.text


def test_drawing_leaves_the_site_alone(tmp_path: Path) -> None:
    config = made_repo(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("trang cũ", "utf-8")
    plugin.draw(config)
    assert [file.name for file in (tmp_path / "site").iterdir()] == ["index.html"]


def test_records_and_files_in_content_never_reach_mkdocs(tmp_path: Path) -> None:
    config = made_repo(tmp_path)
    (tmp_path / "content" / "linh-vuc" / "x.md").write_text("---\nten: a: b\n---\nbí mật", "utf-8")
    (tmp_path / "content" / "trang.html").write_text("<script>alert(1)</script>", "utf-8")
    (tmp_path / "content" / "lo").symlink_to("/etc")
    drawn = plugin.draw(config)
    assert all(artifact.path.startswith("assets/") for artifact in drawn.static)


DRIVER = """
import sys
from types import SimpleNamespace
from danvankheo import build as pipeline
from danvankheo.base.artifact import Artifact
from danvankheo.cache import Cache
from danvankheo.writer import write

def build(drawing, **_):
    values = {"title": "Tên", "head": "", "content": "<h1>Tên</h1>"}
    pages = [Artifact(f"{kind}/{depth}.html", frame.digest, lambda frame=frame: frame.fill(values).encode(), "x")
             for (kind, depth), frame in drawing.frames.frames.items()]
    static = [file.artifact for file in drawing.static]
    write([*static, *pages], drawing.settings.site_dir, Cache(drawing.settings.cache_dir))
    return SimpleNamespace(checked=SimpleNamespace(wrong=frozenset()))

pipeline.build = build
program, sys.argv = sys.argv[1], sys.argv[1:]
if program == "properdocs":
    from properdocs.__main__ import cli
else:
    from mkdocs.__main__ import cli
cli()
"""


def test_mkdocs_and_properdocs_give_the_same_site_and_keep_the_old_one_when_they_fail(tmp_path: Path) -> None:
    config = made_repo(tmp_path)
    sites = {}
    for program in ("mkdocs", "properdocs"):
        pytest.importorskip(program)
        site = tmp_path / program
        (tmp_path / "driver.py").write_text(DRIVER, "utf-8")
        command = [
            sys.executable,
            str(tmp_path / "driver.py"),
            program,
            "build",
            "--strict",
            "-f",
            str(config),
            "-d",
            str(site),
        ]
        search = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry)
        environment = os.environ | {"PYTHONPATH": search}
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
        assert done.returncode == 0, done.stderr
        assert "Page skipped" not in done.stderr
        sites[program] = {
            file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
        }
    assert sites["mkdocs"] == sites["properdocs"]
    assert len(sites["mkdocs"]) > len(PAGES)


def test_an_error_of_the_pipeline_is_an_error_of_mkdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from danvankheo import build
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    def refuse(*_: object) -> None:
        raise DanVanKheoError("3 lỗi; trang cũ được giữ nguyên.")

    monkeypatch.setattr(build, "build", refuse)
    with pytest.raises(SystemExit):
        mkdocs_build(load_config(str(made_repo(tmp_path))))
