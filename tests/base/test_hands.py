"""Batches of work in several processes."""

from __future__ import annotations

import os

import pytest
from danvankheo.base import hands


def test_hands_bring_results_in_order_and_do_again_what_a_dead_process_left(monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    def die() -> bytes:
        if os.getpid() != parent:
            os._exit(3)
        return b"mine"

    team = hands.Hands(cores=2)
    for batch in (lambda: b"a" * 100_000, die, lambda: b"c"):
        team.give(batch)
    assert [made[:4] for made in team.results()] == [b"aaaa", b"mine", b"c"]


def test_what_a_batch_raises_is_raised_here() -> None:
    def wrong() -> bytes:
        raise ValueError("sai")

    def work() -> None:
        team = hands.Hands(cores=2)
        team.give(wrong)  # a process of its own, or here when threads run beside
        list(team.results())

    with pytest.raises(ValueError, match="sai"):
        work()
