"""Real records are published: the production site with none, one and many, without the samples beside them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from danvankheo import gate
from danvankheo.publishing.audit import html_pages
from gate.conftest import refusals
from reality.made_entries import MadeEntry, Visibility
from reality.made_registry import MadeRegistry

Only = Callable[[Iterable[MadeEntry]], Path]
MARKS = {"sample-note", "ribbon", "figures-ribbon", "chip--sample"}


@pytest.mark.law(2)
@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_so_many_real_entries_may_be_published(made: MadeRegistry, only: Only, count: int) -> None:
    folder = only(made.entries[:count])
    judged = gate.evaluate(folder, gate.target(folder))
    assert judged.errors == []
    assert judged.site is not None
    shown = {entry.address for entry in made.entries[:count] if entry.seen is Visibility.PAGE}
    assert all((judged.site / address / "index.html").is_file() for address in shown)


@pytest.mark.law(2)
def test_samples_in_the_repository_leave_no_trace_on_the_real_site(made: MadeRegistry, only: Only, repo: Path) -> None:
    folder = only(made.entries[:4])
    for kind in ("models", "exemplars"):
        shutil.copytree(repo / kind, folder / kind, dirs_exist_ok=True)
    judged = gate.evaluate(folder, gate.target(folder))
    assert judged.errors == []
    assert judged.site is not None
    pages = {path: html_pages.read("x", path.read_text("utf-8")) for path in judged.site.rglob("*.html")}
    assert {path for path, page in pages.items() if page.classes & MARKS} == set()
    assert not (judged.site / "mo-hinh/ngo-tranh-tay-ho").exists()
    assert (judged.site / "mo-hinh/index.html").read_text("utf-8").count("data-card") == 1


def test_the_gate_asks_for_the_target_that_is_the_real_site(made: MadeRegistry, only: Only) -> None:
    target = gate.target(only(()))
    assert (target.name, target.production, target.samples, target.address) == ("thu-muc", True, False, "https://huyendoanthoxuan.vn/")  # fmt: skip
    assert refusals(made.folder) == []
