"""The input of property tests: one seed and one factor for all of them; the end of a run prints the number of cases.

A test takes the fixture ``cases`` and is marked ``@pytest.mark.law(N)``. It makes few cases by default; ``--times 40 --seed 7``
makes forty times as many, and others (``make soak ONLY=laws``)::

    @pytest.mark.law(5)
    def test_what_is_withdrawn_is_named_nowhere(cases: Cases) -> None:
        for draw in cases.draws(40, "withdrawals"):
            ...
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

_SEED = 2026


def add_options(parser: pytest.Parser) -> None:
    """Add the options ``--seed`` and ``--times``."""
    parser.addoption(
        "--seed", type=int, default=_SEED, help="where the cases of property tests begin (default: %(default)s)"
    )
    parser.addoption("--times", type=int, default=1, help="how many times as many cases (default: %(default)s)")


class Cases:
    """The input of one test: random draws that depend on the seed and the test's name only; it counts them."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self.seed: int = request.config.getoption("--seed")
        self.times: int = request.config.getoption("--times")
        self._node = request.node

    def draws(self, few: int, what: str = "cases") -> Iterator[Random]:
        """Yield a ``Random`` for each case: ``few`` of them, times the run's factor."""
        for number in range(few * self.times):
            self.count(1, what)
            yield Random(f"{self.seed} {self._node.name} {number}")

    def count(self, number: int, what: str = "cases") -> None:
        """Count cases that were not drawn: the rows of a table, every pair of two lists."""
        marker = self._node.get_closest_marker("law")
        law = f"law {marker.args[0]}" if marker else self._node.path.stem
        self._node.user_properties.append(("cases", (law, what, number)))


def count_table(reporter: pytest.TerminalReporter) -> list[str]:
    """Return a line for each law and kind of case that the run made."""
    counted: Counter[tuple[str, str]] = Counter()
    for status in ("passed", "failed"):
        for report in reporter.stats.get(status, []):
            for name, value in report.user_properties if report.when == "call" else ():
                if name == "cases":
                    law, what, number = value
                    counted[law, what] += number
    return [f"{law}: {number} {what}" for (law, what), number in sorted(counted.items())]
