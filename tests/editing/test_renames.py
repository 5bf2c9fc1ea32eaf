"""A renamed file keeps the address people know: found by git or by what stands in it, written as one line, nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from danvankheo.base.front_matter import split
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.editing import fix, renames
from danvankheo.records.files import Kind
from laws import Cases
from reality.made_registry import DAYS, git, made_real, write_registry

FORMS = ("", "ten_cu:\n", "ten_cu: []\n", "ten_cu: [cu-hon]\n", "ten_cu: [ cu-hon , cu-nua ]  # đã in trên áp phích\n", "ten_cu:\n- cu-hon\n# ghi chú\n- cu-nua\n",
         "ten_cu:\n    - cu-hon   # một\n", 'ten_cu: ["cu-hon"]\n')  # fmt: skip


@pytest.fixture
def kho(tmp_path: Path, repo: Path) -> Path:
    """A repository on main with three stories of one unit: shown, shown, a draft."""
    good = made_real((repo / "tests/fixtures/mistakes/good.md").read_text("utf-8"))
    (tmp_path / "models").mkdir()
    (tmp_path / "content").mkdir()
    shutil.copy(repo / "content/phong-trao.yml", tmp_path / "content")
    for name, change in (
        ("mot", ("", "")),
        ("hai", ("\nten: ", "\nten: Hai ")),
        ("nhap", ("---\n", "---\nnhap: true\n")),
    ):
        (tmp_path / f"models/{name}.md").write_text(good.replace(*change, 1) + f"\n{name} kể chuyện.\n" * 30, "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Ba bài")
    return tmp_path


@pytest.mark.parametrize(
    "way", ["mv", "git mv", "committed", "committed twice", "mv and rewritten", "git mv and retitled"]
)
def test_a_renamed_story_is_known_however_it_was_renamed(kho: Path, way: str) -> None:
    if way != "committed twice":  # on the main branch itself
        git(kho, "checkout", "-q", "-b", "bai")
    old, new = kho / "models/mot.md", kho / "models/moi.md"
    text = old.read_text("utf-8")
    if "git" in way or way.startswith("committed"):
        git(kho, "mv", "models/mot.md", "models/moi.md")
    else:
        old.rename(new)
    if "retitled" in way:
        new.write_text(
            text.replace("\nten: ", "\nten: Nay là tên khác: ", 1).replace(
                "ten: Nay là tên khác: ", "ten: Nay là tên khác – "
            ),
            "utf-8",
        )
    elif "rewritten" in way:
        new.write_text(text.replace("mot kể chuyện.", "Viết lại từ đầu."), "utf-8")
    if way.startswith("committed"):
        git(kho, "commit", "-q", "-m", "Đổi tên")
    if way == "committed twice":
        git(kho, "mv", "models/moi.md", "models/giua.md")
        git(kho, "commit", "-q", "-m", "Lại đổi tên")
        git(kho, "mv", "models/giua.md", "models/moi.md")
    (kho / "models/khac.md").write_text("---\nten: Bài khác hẳn\ndon_vi: xa-a\n---\nMột bài mới.\n", "utf-8")
    known = ["giua", "mot"] if way == "committed twice" else ["mot"]
    assert renames.former_names(kho) == {"models/moi.md": known}
    # Nobody has a link to a draft.
    (kho / "models/nhap.md").rename(kho / "models/nhap-moi.md")
    assert renames.former_names(kho) == {"models/moi.md": known}


def test_fix_writes_the_line_and_then_has_nothing_to_do(kho: Path) -> None:
    (kho / "models/hai.md").rename(kho / "models/hai-moi.md")
    before = (kho / "models/hai-moi.md").read_bytes()
    for said in ("ten_cu: thêm tên cũ của tệp (hai)", "Không có gì để sửa"):
        done = subprocess.run([sys.executable, "-m", "danvankheo.cli", "--repo", str(kho), "fix", "models/hai-moi.md"],
                              cwd=kho, capture_output=True, text=True, check=False)  # fmt: skip
        assert (done.returncode, said in done.stdout) == (0, True), done.stdout + done.stderr
    after = (kho / "models/hai-moi.md").read_bytes()
    assert b"\nten_cu: [hai]\n" in after
    assert after.replace(b"ten_cu: [hai]\n", b"", 1) == before


@pytest.mark.law(8)
def test_the_line_is_all_that_changes_in_a_file_of_any_form(tmp_path: Path, cases: Cases) -> None:
    made = write_registry(tmp_path / "kho", 4, 20, day=DAYS[1])
    texts = [
        (entry.kind, made.path(entry).read_text("utf-8"))
        for entry in made.entries
        if "\nten_cu:" not in made.path(entry).read_text("utf-8")
    ]
    for draw in cases.draws(60, "files renamed"):
        kind, text = draw.choice(texts)
        text = with_key(text, draw.choice(FORMS), draw)
        if draw.random() < 0.3:
            text = text.replace("\n", "\r\n")
        slugs = draw.sample(("ten-1", "ten-2", "cu-hon"), draw.randint(1, 2))
        after = renames.with_former(Kind(kind), text, slugs)
        known = tree(text).get("ten_cu", [])
        assert tree(after) == {**tree(text), "ten_cu": [*known, *(slug for slug in slugs if slug not in known)]}, text
        kept = [line for line in text.split("\n") if not line.startswith("ten_cu")]
        assert [
            line for line in after.split("\n") if not line.startswith("ten_cu") and line.strip("- \r") not in slugs
        ] == [line for line in kept if line.strip("- \r") not in slugs]
        assert renames.with_former(Kind(kind), after, slugs) == after
        assert ("\r\n" in after) == ("\r\n" in text)
        assert after.count("\r\n") in (0, after.count("\n"))
        mended = fix.mend(Kind(kind), "models/x.md", after.encode())
        assert mended
        assert "ten_cu" not in "".join(mended.reasons)


def tree(text: str) -> dict[str, object]:
    source = split("x", text.replace("\r\n", "\n"))[0]
    assert source
    found: dict[str, object] = TreeBuilder(source.front).build()
    return found


def with_key(text: str, key: str, draw: Random) -> str:
    """Put the key, in whatever form, between two others or at the end."""
    head, rule, story = text[4:].partition("\n---\n")
    lines = head.split("\n")
    places = [number for number, line in enumerate(lines) if line[:1].isalpha()] + [len(lines)]
    place = draw.choice(places[1:])
    return (
        "---\n"
        + "\n".join([*lines[:place], *key.rstrip("\n").split("\n")[: 99 if key else 0], *lines[place:]])
        + rule
        + story
    )
