"""Hostile names, addresses and sizes: each is reported, no other file is read or written, nothing takes long."""

from __future__ import annotations

import os
import shutil
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.problems import Severity
from danvankheo.rendering import markdown

GOOD = (Path(__file__).parents[1] / "fixtures" / "mistakes" / "good.md").read_text("utf-8")


@pytest.fixture
def root(repo: Path, tmp_path: Path) -> Path:
    shutil.copytree(repo / "content", tmp_path / "kho" / "content")
    (tmp_path / "kho" / "models" / "anh" / "a").mkdir(parents=True)
    (tmp_path / "mat-khau.md").write_text("---\nten: BIMAT\n---\n", "utf-8")
    return tmp_path / "kho"


def named(name: str) -> Callable[[Path], object]:
    return lambda root: (root / "models" / name).write_text(GOOD, "utf-8")


def saying(line: str) -> Callable[[Path], object]:
    return lambda root: (root / "models" / "a.md").write_text(GOOD.replace("---\n", f"---\n{line}\n", 1), "utf-8")


HOSTILE: dict[str, Callable[[Path], object]] = {
    "a link to a file elsewhere": lambda root: (root / "models" / "a.md").symlink_to("../../mat-khau.md"),
    "a link to a folder elsewhere": lambda root: (root / "models" / "a").symlink_to("/etc"),
    "a submodule's folder": lambda root: (root / "models" / ".git").mkdir(),
    "a submodule's file": lambda root: (root / "models" / ".git").write_text("gitdir: ../../mat-khau", "utf-8"),
    "a submodule among photos": lambda root: (root / "models" / "anh" / ".git").write_text("gitdir: /etc", "utf-8"),
    "a pipe": lambda root: os.mkfifo(root / "models" / "a.md"),
    "a reserved name": named("con.md"),
    "our own page's name": named("trang.md"),
    "capitals": named("A.md"),
    "marks typed apart": named(unicodedata.normalize("NFD", "đường-lê.md")),
    "a name of dots": named("...md"),
    "a page of another kind": lambda root: (root / "models" / "a.html").write_text("<script>", "utf-8"),
    "a former address above": saying("ten_cu: [../../tieu-chi]"),
    "a former address elsewhere": saying("ten_cu: ['//la.invalid']"),
    "a former address with a scheme": saying("ten_cu: ['https://la.invalid/']"),
    "a former address from the root": saying("ten_cu: [/etc/passwd]"),
    "a photo above": saying("anh: [{tep: ../../../mat-khau.md, mo_ta: Ô màu để thử đường dẫn, tac_gia: A, quyen: khong-co-nguoi}]"),
    "a photo from the root": saying("anh: [{tep: /etc/passwd, mo_ta: Ô màu để thử đường dẫn, tac_gia: A, quyen: khong-co-nguoi}]"),
    "a bomb of aliases": saying("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]"),
    "an object of Python": saying("a: !!python/object/apply:os.system [id]"),
    "thousands of levels": saying("a: " + "[" * 5000),
    "thousands of keys": saying("\n".join(f"k{n}: 1" for n in range(6000))),
    "a number without end": saying("so: " + "9" * 40_000),
    "a huge file": saying("a: " + "x" * 2_000_000),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_path_is_reported_and_reads_no_other_file(root: Path, what: str) -> None:
    HOSTILE[what](root)
    begun = time.monotonic()
    checked = checking.check(root)
    assert time.monotonic() - begun < 30
    errors = [problem for problem in checked.problems if problem.severity is Severity.ERROR]
    assert errors
    assert not any("BIMAT" in problem.message + problem.hint for problem in checked.problems)
    assert checked.registry.redirects == {}


SLOW = ["[" * 30_000, "![" * 15_000, "*a " * 20_000, "`" * 30_000, "<" * 40_000, "> " * 20_000, "[a](" * 12_000, "- " * 20_000, "&#" * 25_000, "|" * 40_000,
        "[^a]" * 15_000, "_a_" * 20_000, "\\" * 40_000, "[a]: b\n" * 9_000, "a|b\n-|-\n" + "|" * 50_000, "<!--" * 15_000, "http://" * 9_000]  # fmt: skip


@pytest.mark.parametrize("text", SLOW, ids=lambda text: repr(text[:6]))
def test_no_text_is_slow_to_draw(text: str) -> None:
    begun = time.monotonic()
    markdown.render(text, image=lambda _: None)
    assert time.monotonic() - begun < 30
