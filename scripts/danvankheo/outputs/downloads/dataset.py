"""The records and figures that tables take their rows from: of the real data or of the samples, never both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from danvankheo.figures import DataSet, Figures, PeriodFigures
from danvankheo.records.movement import Movement
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.vocabulary import Unit


@dataclass(frozen=True)
class DatasetRecords:
    """What the tables of one data set are made from.

    registry and figures: those of the whole site, for look-ups; models, exemplars, units, rows: what yields table rows,
    by slug or code; site_url: "" when it is not configured, addresses are then relative to the site's root.
    """

    registry: Registry
    figures: Figures
    site_url: str
    sample: bool
    models: Mapping[str, Record[Model]]
    exemplars: Mapping[str, Record[Exemplar]]
    units: Mapping[str, Record[Unit]]
    rows: Mapping[str, PeriodFigures]

    @property
    def as_of(self) -> date:
        """The day the figures are computed for."""
        return self.figures.as_of

    @property
    def place(self) -> str | None:
        """The code of the place all rows are from, None when the movement names none."""
        locality = self.registry.movement.data.locality
        return locality.identifier if locality else None

    def entry(self, table: str, code: str) -> DatasetRecords:
        """Return the records of one entry of a table: every table made from them holds that entry's rows alone."""
        empty: DatasetRecords = replace(self, models={}, exemplars={}, units={}, rows={})
        if table == "mo-hinh":
            return replace(empty, models={code: self.models[code]})
        if table == "dien-hinh":
            return replace(empty, exemplars={code: self.exemplars[code]})
        if table == "don-vi":  # a unit's rows of the figures are found under every period
            return replace(empty, units={code: self.units[code]}, rows=self.rows)
        return replace(empty, units=self.units, rows={code: self.rows[code]})


def dataset_records(registry: Registry, figures: Figures, site_url: str, *, sample: bool) -> DatasetRecords:
    """Return the real records with their figures, or the samples with theirs."""
    data: DataSet = figures.of(sample=sample)
    return DatasetRecords(
        registry,
        figures,
        site_url,
        sample,
        {slug: record for slug, record in registry.models.items() if record.data.sample is sample},
        {slug: record for slug, record in registry.exemplars.items() if record.data.sample is sample},
        registry.units,
        data.periods,
    )


def has_samples(registry: Registry, figures: Figures) -> bool:
    """Tell whether any record of the site, or any part of a unit's record, is a sample."""
    entries = (record.data for group in (registry.models, registry.exemplars) for record in group.values())
    units = (record.data for record in registry.units.values())
    unit_parts = (
        (unit.plan, *unit.inspections, *unit.cooperations, *unit.outreach, *unit.years.values()) for unit in units
    )
    return (
        figures.samples.known
        or any(each.sample for each in entries)
        or any(part.sample for parts in unit_parts for part in parts if part)
    )


def dataset_name(movement: Movement, *, sample: bool) -> str:
    """Return the name of a data set: of its workbook and its package."""
    parts = ["dan-van-kheo", movement.locality.code if movement.locality else "", "minh-hoa" if sample else ""]
    return "-".join(filter(None, parts))


def dataset_title(movement: Movement, *, sample: bool) -> str:
    """Return the title of a data set."""
    return f"Số liệu {movement.quoted_name}" + (" – số liệu minh họa, không phải số thật" if sample else "")
