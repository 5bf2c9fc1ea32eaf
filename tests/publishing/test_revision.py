"""After something was taken out of the history for good, the next publication follows nothing: it is let through by name alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import revision

GONE = "0123456789abcdef0123456789abcdef01234567"


def commit(repo: Path, text: str) -> str:
    (repo / "a.txt").write_text(text, "utf-8")
    for words in (("add", "-A"), ("-c", "user.name=Thu", "-c", "user.email=thu@vi-du.test", "commit", "-qm", text)):
        subprocess.run(["git", "-C", str(repo), *words], check=True)
    return revision.of(repo)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


@pytest.mark.parametrize("named", ["", "012345", "fedcba9876543210", GONE[1:9]])
def test_a_shown_release_that_is_nowhere_is_refused_and_the_way_on_is_told(repo: Path, named: str) -> None:
    here = commit(repo, "một")
    with pytest.raises(DanVanKheoError, match=f"--rewritten {GONE[:12]}"):
        revision.refuse_older(repo, here, "2026-11-27", {"ban_ma": GONE, "chot_den": "2026-11-20"}, named)


@pytest.mark.parametrize("named", [GONE, GONE[:12], GONE[:7]])
def test_named_as_the_refusal_says_it_is_let_through_but_never_an_older_day(repo: Path, named: str) -> None:
    here = commit(repo, "một")
    revision.refuse_older(repo, here, "2026-11-27", {"ban_ma": GONE, "chot_den": "2026-11-20"}, named)
    with pytest.raises(DanVanKheoError, match="mới hơn bản này"):
        revision.refuse_older(repo, here, "2026-11-27", {"ban_ma": GONE, "chot_den": "2026-11-28"}, named)


def test_what_is_in_the_history_is_not_passed_over_by_naming_it(repo: Path) -> None:
    one = commit(repo, "một")
    two = commit(repo, "hai")
    with pytest.raises(DanVanKheoError, match="mới hơn, hoặc thuộc nhánh khác"):
        revision.refuse_older(repo, one, "2026-11-27", {"ban_ma": two, "chot_den": "2026-11-20"}, two)
