"""The frames of a build come as they were drawn before, as long as nothing they are drawn from changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from danvankheo import plugin, theme_frames
from danvankheo.base.errors import DanVanKheoError
from test_plugin import made_repo

Change = Callable[[Path], object]


def never(*_: object) -> None:
    """Stand for MkDocs where it must not be asked."""
    raise AssertionError("drawn anew")


def append(path: str, text: str) -> Change:
    def change(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def test_what_was_drawn_once_is_not_drawn_again_and_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = made_repo(tmp_path, "https://vi-du.vn/a")
    first = theme_frames.draw(config)
    monkeypatch.setattr(plugin, "draw", never)
    assert theme_frames.draw(config) == first


CHANGES: dict[str, Change] = {
    "a template": append("theme/partials/footer.html", "<p>thêm</p>"),
    "a style": append("theme/assets/stylesheets/story.css", "\n.x { color: red; }\n"),
    "a script": append("theme/assets/javascripts/palette.js", "\n// một dòng\n"),
    "a new file": lambda root: (root / "theme" / "assets" / "images" / "moi.svg").write_text("<svg/>", "utf-8"),
    "a file that goes": lambda root: (root / "theme" / "assets" / "stylesheets" / "paper.css").unlink(),
    "the configuration": append("mkdocs.yml", "\ncopyright: khác\n"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_a_change_the_drawing_equals_one_drawn_anew(tmp_path: Path, what: str) -> None:
    config = made_repo(tmp_path)
    before = theme_frames.draw(config)
    CHANGES[what](tmp_path)
    after = theme_frames.draw(config)
    assert after == plugin.draw(config)
    assert after != before or what == "the configuration"


def test_another_address_is_another_drawing(tmp_path: Path) -> None:
    config = made_repo(tmp_path, "https://vi-du.vn/a/")
    assert theme_frames.draw(config).settings.base_path == "/a/"
    assert theme_frames.draw(config, site_url="https://vi-du.vn/b/").settings.base_path == "/b/"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("site_author", "!ENV TEN_TAC_GIA"),
        ("INHERIT", "goc.yml"),
        ("hooks", "[moc.py]"),
        ("khoa_la", "x"),
    ],
)
def test_what_depends_on_more_than_the_configuration_and_the_theme_is_drawn_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, value: str
) -> None:
    config = made_repo(tmp_path)
    append("mkdocs.yml", f"\n{key}: {value}\n")(tmp_path)
    (tmp_path / "goc.yml").write_text("copyright: x\n", "utf-8")
    (tmp_path / "moc.py").write_text("", "utf-8")
    theme_frames.draw(config)
    monkeypatch.setattr(plugin, "draw", never)
    with pytest.raises(AssertionError, match="drawn anew"):
        theme_frames.draw(config)


def test_a_broken_theme_is_one_sentence_each_time(tmp_path: Path) -> None:
    config = made_repo(tmp_path)
    (tmp_path / "theme" / "main.html").write_text("{% khong co %}", "utf-8")
    for _ in range(2):
        with pytest.raises(DanVanKheoError, match="MkDocs không vẽ được khung trang"):
            theme_frames.draw(config)


def test_a_missing_configuration_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DanVanKheoError, match="MkDocs không vẽ được khung trang"):
        theme_frames.draw(tmp_path / "mkdocs.yml")


def test_settings_come_from_the_call_then_the_configuration_then_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = made_repo(tmp_path, "https://vi-du.vn/a")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    plain = theme_frames.draw(config).settings
    assert (plain.repo, plain.site_dir, plain.site_url, plain.base_path) == (
        tmp_path,
        tmp_path / "site",
        "https://vi-du.vn/a/",
        "/a/",
    )
    assert (plain.as_of, plain.samples) == (None, True)
    # 17:00 UTC is midnight in Vietnam.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1731690000")
    assert theme_frames.draw(config).settings.as_of == date(2024, 11, 16)
    asked = theme_frames.draw(config, as_of=date(2023, 1, 15), samples=False, site_dir=tmp_path / "khac").settings
    assert (asked.as_of, asked.samples, asked.site_dir) == (date(2023, 1, 15), False, tmp_path / "khac")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hôm qua")
    assert theme_frames.draw(config, as_of=date(2023, 1, 15)).settings.as_of == date(2023, 1, 15)
    with pytest.raises(DanVanKheoError, match="SOURCE_DATE_EPOCH"):
        theme_frames.draw(config)


def test_several_processes_that_draw_at_once_do_not_empty_each_others_folder(tmp_path: Path) -> None:
    config = made_repo(tmp_path, "https://vi-du.vn/a")
    code = "import sys; from pathlib import Path; from danvankheo import theme_frames; theme_frames.draw(Path(sys.argv[1]), site_url=sys.argv[2])"
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    begun = [
        subprocess.Popen([sys.executable, "-c", code, config, f"https://vi-du.vn/{number}/"], stderr=subprocess.PIPE, text=True, env=env)
        for number in range(3)
    ]  # fmt: skip
    assert [(process.communicate(timeout=120)[1], process.returncode) for process in begun] == [("", 0)] * 3
