"""One repository of real records for all tests of the gate; each test puts its own entries into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from danvankheo import gate
from danvankheo.base.problems import Problem
from reality.made_entries import MadeEntry
from reality.made_registry import FOLDER_TARGET, MadeRegistry, write_entry, write_registry
from shared_store import share_store

Judge = Callable[..., list[Problem]]
DAY = date(2025, 6, 30)
ADDRESS = 'dia_chi = "https://huyendoanthoxuan.vn/"\n'


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeRegistry:
    """A registry with every kind of entry, and a production target with an address."""
    folder = tmp_path_factory.mktemp("cua") / "kho"
    registry = write_registry(folder, 7, 20, day=DAY, targets=FOLDER_TARGET + ADDRESS)
    share_store(folder)
    return registry


@pytest.fixture
def only(made: MadeRegistry) -> Callable[[Iterable[MadeEntry]], Path]:
    """Put only the given entries into the repository."""

    def put(entries: Iterable[MadeEntry]) -> Path:
        for kind in ("models", "exemplars"):
            shutil.rmtree(made.folder / kind, ignore_errors=True)
        for entry in entries:
            write_entry(made.folder, entry)
        return made.folder

    return put


def refusals(folder: Path) -> list[Problem]:
    """Return the errors that stop the real site of a repository from being published."""
    return gate.evaluate(folder, gate.target(folder)).errors
