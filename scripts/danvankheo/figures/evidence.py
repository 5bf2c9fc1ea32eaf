"""How many models have the evidence of each criterion (plan IV.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from danvankheo.records.evidence import model_evidence
from danvankheo.records.schema import Model


@dataclass(frozen=True, slots=True)
class CriterionEvidence:
    """The number of models with all, some or none of the evidence of a criterion."""

    label: str
    complete: int
    partial: int
    none: int


def evidence_counts(models: Iterable[Model]) -> tuple[int, tuple[CriterionEvidence, ...]]:
    """Return how many models have all the evidence of all criteria, and the state of each criterion."""
    found = [model_evidence(model) for model in models]
    states = tuple(
        CriterionEvidence(
            label=each[0].label,
            complete=sum(evidence.complete for evidence in each),
            partial=sum(evidence.present and not evidence.complete for evidence in each),
            none=sum(not evidence.present for evidence in each),
        )
        for each in zip(*found, strict=True)
    )
    return sum(all(evidence.complete for evidence in each) for each in found), states
