"""The rules of records, one module for each subject. How to write one: ``rules.rule``."""

from __future__ import annotations

from functools import cache
from itertools import chain

from pydantic import BaseModel

from danvankheo.base.catalogue import Explanation
from danvankheo.records.rules import (
    bodies,
    codes,
    collectives,
    consents,
    dates,
    links,
    news,
    older_plan,
    people,
    periods,
    photos,
    plan,
    recognitions,
    superiors,
    targets,
    texts,
    validity,
    vocabulary,
)
from danvankheo.records.rules.rule import Rule, Trigger, rules_of

SUBJECTS = (
    texts,
    dates,
    bodies,
    plan,
    periods,
    targets,
    people,
    collectives,
    recognitions,
    photos,
    consents,
    vocabulary,
    superiors,
    codes,
    validity,
    links,
    news,
    older_plan,
)
RULES: tuple[Rule, ...] = tuple(chain.from_iterable(map(rules_of, SUBJECTS)))


@cache
def rules_for(record: type[BaseModel], trigger: Trigger) -> tuple[Rule, ...]:
    """Return the rules that look at a class of records and have the same trigger."""
    return tuple(rule for rule in RULES if rule.trigger is trigger and issubclass(record, rule.records))


def explanations() -> dict[str, Explanation]:
    """Return the explanations rules declare, by code."""
    return {rule.code: rule.explanation for rule in RULES if rule.explanation}
