"""Publishing a registry with a broken story, several times: the rest is published, the story stays as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from danvankheo import cli
from reality.made_entries import Visibility
from reality.made_registry import MadeRegistry, commit, write_registry
from shared_store import share_store

DAY = "2025-06-30"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeRegistry:
    made = write_registry(tmp_path_factory.mktemp("dang") / "kho", 4, 4, day=date.fromisoformat(DAY))
    share_store(made.folder)
    return made


def publish(made: MadeRegistry, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, Path]:
    status = cli.main(["--repo", str(made.folder), "publish", "thu-muc", "--as-of", DAY])
    said = capsys.readouterr()
    return status, said.out + said.err, made.folder.parent / "kho-da-dang" / "current"


def test_a_broken_story_stays_as_it_was_release_after_release(
    made: MadeRegistry, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    status, said, site = publish(made, capsys)
    assert status == 0, said
    broken, other = made.seen(Visibility.PAGE, "models")[:2]
    page = site / broken.address / "index.html"
    before = page.read_bytes()
    made.path(broken).write_text("---\nten: [\n" + made.path(broken).read_text("utf-8"), "utf-8")
    for number in range(2):
        text = made.path(other).read_text("utf-8")
        made.path(other).write_text(f"{text.rstrip()}\n\nThêm câu thứ {number}.\n", "utf-8")
        commit(made.folder, f"lần {number}")
        status, said, site = publish(made, capsys)
        assert status == 0, said
        assert f"models/{broken.slug}.md: trang vẫn hiện bản đã đăng trước đó" in said
        assert page.read_bytes() == before
        assert f"Thêm câu thứ {number}." in (site / other.address / "index.html").read_text("utf-8")
    assert json.loads((site / "phien-ban.json").read_text("utf-8"))["giu_lai"]
    assert broken.slug not in (site / "phien-ban.json").read_text("utf-8")
