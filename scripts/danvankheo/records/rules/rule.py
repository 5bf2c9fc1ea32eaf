r"""What a rule is: a function with its problem code, the words people read about it, and examples the tests run.

    @rule("DVK322", title="Kết thúc trước khi bắt đầu", why="…", how="…",
          bad="bat_dau: 2023-05-01\nket_thuc: 2023-02-15", good="bat_dau: 2023-02-15\nket_thuc: 2023-05-01")
    def ends_before_it_starts(model: Model) -> Iterator[Finding]:
        ...

The annotation of the first parameter selects the records of a rule. Other inputs are further
parameters: ``movement``; ``slug`` and ``others`` (``RecordIndex``) for rules that look at other records, which get an
entry's summary (``EntrySummary``, ``ModelSummary``, ``ExemplarSummary``, ``NewsSummary``) instead of its data; or ``today`` for rules about days to come.
The modules of rules are listed in ``rules.SUBJECTS``; ``judging`` runs their rules, ``dvk explain`` prints
their words, and tests/records/test_rules.py runs their examples.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from danvankheo.base.catalogue import Explanation
from danvankheo.records.diagnostics import Finding
from danvankheo.records.schema import Entry, Exemplar, Model, NewsItem
from danvankheo.records.summary import EntrySummary, ExemplarSummary, ModelSummary, NewsSummary

# Rules on entries that look at other records run on every entry each time, so they are given summaries.
_SUMMARIES: Mapping[type, type[BaseModel]] = {
    EntrySummary: Entry,
    ModelSummary: Model,
    ExemplarSummary: Exemplar,
    NewsSummary: NewsItem,
}
#: Lines for the record's own file, or for several files by path ("" is the record's own).
Lines = str | Mapping[str, str]


class Trigger(Enum):
    """What a rule reads besides the record; it runs again when that changes."""

    RECORD_CHANGED = ("movement",)
    OTHERS_CHANGED = ("movement", "slug", "others")
    DAY_CHANGED = ("today",)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the code of its findings, the record classes it looks at, the function, its words and examples.

    explanation: None when another rule or ``catalogue.toml`` explains the code; bad, good: test examples, lines of files with
    and without the mistake; line: the line of ``bad`` with the mistake (see ``rule``).
    """

    code: str
    records: tuple[type[BaseModel], ...]
    trigger: Trigger
    explanation: Explanation | None
    bad: tuple[Lines, ...]
    good: tuple[Lines, ...]
    line: int | tuple[int, ...]
    function: Callable[..., Iterator[Finding]]
    _parameters: tuple[str, ...]

    def __call__(self, record: BaseModel | EntrySummary, **context: Any) -> Iterator[Finding]:
        """Yield the findings on a record. context: values by parameter name; the rule gets those that it declares."""
        return self.function(record, *(context[name] for name in self._parameters))


def rule(
    code: str,
    *,
    bad: Lines | tuple[Lines, ...],
    good: Lines | tuple[Lines, ...],
    title: str = "",
    why: str = "",
    how: str = "",
    line: int | tuple[int, ...] = -1,
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Declare a function as a rule; title, why and how are left out when another rule explains the code.

    bad, good: lines put into an example file without mistakes, where they replace the keys they begin with; the line
    ``# không có KEY`` takes a key out. A tuple holds several examples; the first one is printed by ``dvk explain``.
    line: the line of ``bad`` that is reported: -1 the last, 1 the first …; 0 when the mistake is the file's as a whole; a tuple
    when the mistake is told at several lines.
    """
    bad, good = (lines if isinstance(lines, tuple) else (lines,) for lines in (bad, good))
    explanation = Explanation(title, why, how, _shown(bad[0]), _shown(good[0])) if title else None

    def declare(function: Callable[..., Iterator[Finding]]) -> Rule:
        first, *others = inspect.signature(function).parameters
        annotation = typing.get_type_hints(function)[first]
        records = tuple(_SUMMARIES.get(each, each) for each in typing.get_args(annotation) or (annotation,))
        return Rule(code, records, _trigger(others), explanation, bad, good, line, function, tuple(others))

    return declare


def _trigger(parameters: list[str]) -> Trigger:
    """Return the trigger of a rule with these further parameters. Raises TypeError for others, or for a wrong combination."""
    for trigger in Trigger:
        if set(parameters) <= set(trigger.value):
            return trigger
    raise TypeError(
        f"A rule takes {', '.join(' | '.join(trigger.value) for trigger in Trigger)} after the record, not {', '.join(parameters)}."
    )


def _shown(lines: Lines) -> str:
    """Return an example as it is printed: lines of other files below their path."""
    if isinstance(lines, str):
        return lines
    return "\n".join(f"# {path}\n{text}" if path else text for path, text in lines.items())


def rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """Return the rules a module declares, in the order of the file."""
    found = (value for value in vars(module).values() if isinstance(value, Rule))
    return tuple(each for each in found if each.function.__module__ == module.__name__)
