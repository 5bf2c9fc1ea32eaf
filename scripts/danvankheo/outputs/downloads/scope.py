"""What rows are made from: everything, or one entry, of the real records or of the samples. The two are never added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from danvankheo.figures import DataSet, Figures, RowFigures
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.vocabulary import Unit


@dataclass(frozen=True)
class Scope:
    """The records of one data set. site_url: "" when nobody has said, then addresses begin below the site's root."""

    registry: Registry
    figures: Figures
    site_url: str
    sample: bool
    models: Mapping[str, Record[Model]]
    exemplars: Mapping[str, Record[Exemplar]]
    units: Mapping[str, Record[Unit]]
    rows: Mapping[str, RowFigures]

    @property
    def as_of(self) -> date:
        """The day the figures are drawn up for."""
        return self.figures.as_of

    def only(self, table: str, code: str) -> Scope:
        """Return the scope of one entry: what is asked of it yields that entry's rows alone."""
        empty: Scope = replace(self, models={}, exemplars={}, units={}, rows={})
        if table == "mo-hinh":
            return replace(empty, models={code: self.models[code]})
        if table == "dien-hinh":
            return replace(empty, exemplars={code: self.exemplars[code]})
        if table == "don-vi":
            return replace(self, models={}, exemplars={}, units={code: self.units[code]})
        return replace(self, models={}, exemplars={}, rows={code: self.rows[code]})


def scope(registry: Registry, figures: Figures, site_url: str, *, sample: bool) -> Scope:
    """Return the scope of the real records or of the samples."""
    data: DataSet = figures.of(sample=sample)
    return Scope(
        registry,
        figures,
        site_url,
        sample,
        {slug: record for slug, record in registry.models.items() if record.data.sample is sample},
        {slug: record for slug, record in registry.exemplars.items() if record.data.sample is sample},
        registry.units,
        data.rows,
    )


def has_samples(registry: Registry, figures: Figures) -> bool:
    """Tell whether the site shows any sample."""
    entries = (record.data for group in (registry.models, registry.exemplars) for record in group.values())
    units = (record.data for record in registry.units.values())
    told = ((unit.plan, *unit.inspections, *unit.years.values()) for unit in units)
    return (
        figures.samples.known
        or any(each.sample for each in entries)
        or any(each.sample for row in told for each in row if each)
    )
