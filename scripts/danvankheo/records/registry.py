"""The registry: the records that the site shows. How they are read: ``reading``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from danvankheo.base.artifact import digest
from danvankheo.records.days import NO_DATE, model_date
from danvankheo.records.files import Kind
from danvankheo.records.movement import Movement
from danvankheo.records.photo_folders import PhotoFolders, beside
from danvankheo.records.record import Record
from danvankheo.records.schema import Article, Entry, Exemplar, Model, NewsItem
from danvankheo.records.unit_names import days_beside, short_name
from danvankheo.records.vocabulary import FieldOfWork, HandWrittenPage, ModelType, Unit

__all__ = ["Kind", "Record", "Registry", "model_date"]

MOVEMENT_PATH = "content/phong-trao.yml"


@dataclass(frozen=True)
class Registry:
    """What the site shows. ``models``, ``exemplars`` and ``news`` are the public ones: right, approved, no drafts, not withdrawn.

    Their units, fields and types are in the registry. mending, noticed, hidden: see ``Replacements``.
    """

    repo: Path
    movement: Record[Movement]
    fields: dict[str, Record[FieldOfWork]]
    types: dict[str, Record[ModelType]]
    units: dict[str, Record[Unit]]
    models: dict[str, Record[Model]]
    exemplars: dict[str, Record[Exemplar]]
    pages: dict[str, Record[HandWrittenPage]]
    withdrawn: dict[str, Record[Article]]
    mending: dict[str, str] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()
    hidden: dict[str, Record[Article]] = field(default_factory=dict)
    news: dict[str, Record[NewsItem]] = field(default_factory=dict)

    def photo_file(self, record: Record[Article], name: str) -> Path:
        """Return where a photo of a record lies; those of an earlier version lie beside its file."""
        return Path(record.root) / beside(record) / name if record.root else self.photos.file(record, name)

    @cached_property
    def photos(self) -> PhotoFolders:
        """Where the photos of entries lie."""
        return PhotoFolders(self.repo)

    def without(self, paths: Collection[str]) -> Registry:
        """Return the registry without the entries and pages of the given files."""
        names = ("models", "exemplars", "news", "pages", "withdrawn")
        kept: dict[str, Any] = {n: {s: r for s, r in getattr(self, n).items() if r.path not in paths} for n in names}
        return replace(self, **kept)

    def offered_on(self, day: date) -> Registry:
        """Return the registry with the fields, topics and types that new entries may name on a day."""
        fields = {slug: record for slug, record in self.fields.items() if record.data.valid_on(day)}
        for slug, record in fields.items():
            topics = [topic for topic in record.data.topics if topic.valid_on(day)]
            if len(topics) < len(record.data.topics):
                fields[slug] = record.with_data(record.data.model_copy(update={"topics": topics}))
        return replace(self, fields=fields, types={s: r for s, r in self.types.items() if r.data.valid_on(day)})

    def receiver_for(self, unit: str, day: date) -> str:
        """Return to whom a unit sends its lists and reports on a day: its own superior, else the plan's receiver, "" when unknown."""
        superior = self.superior_name(unit, day)
        if superior and self.units[unit].data.superior_on(day) in self.units:
            return superior
        return self.movement.data.receiver_on(day) or superior

    def unit_name(self, slug: str) -> str:
        """Return a unit's name as lists, options, headings and tables print it: with its days when another has that name."""
        return self.units[slug].data.name + self._days_beside.get(slug, "")

    def unit_short_name(self, slug: str) -> str:
        """Return a unit's place for lists, likewise: "Xuân Lai", "thị trấn Lam Sơn (trước 01/7/2025)"."""
        return short_name(self.units[slug].data) + self._days_beside.get(slug, "")

    def unit_place(self, slug: str) -> str:
        """Return a unit's place, likewise: "xã Xuân Lập (từ 01/7/2025)"."""
        return self.units[slug].data.place + self._days_beside.get(slug, "")

    @cached_property
    def _days_beside(self) -> dict[str, str]:
        return days_beside({slug: record.data for slug, record in self.units.items()})

    def related_to(self, item: NewsItem) -> tuple[Record[Entry], ...]:
        """Return the entries a news item is about that are shown: none that was withdrawn or waits."""
        found = [group.get(slug) for slug in item.related for group in (self.models, self.exemplars)]
        return tuple(record for record in found if record is not None)

    def office_name(self, code: str) -> str:
        """Return the name of a unit or of a body of ``co_quan``; the code itself when it is neither."""
        body = self.movement.data.body(code)
        return self.units[code].data.name if code in self.units else body.name if body else code

    def superior_name(self, unit: str, day: date) -> str:
        """Return the name of the level above a unit on a day, "" when it is unknown or no longer exists."""
        code = self.units[unit].data.superior_on(day)
        if code in self.units:
            above = self.units[code].data
            return above.name if above.existed_on(day) else ""
        body = self.movement.data.body(code)
        return body.name if body and body.valid_on(day) else ""

    @cached_property
    def files(self) -> dict[str, Path]:
        """The files that are shown in an earlier version, by path from the repository's root."""
        groups = (
            self.models,
            self.exemplars,
            self.units,
            self.fields,
            self.types,
            self.pages,
            self.news,
            self.withdrawn,
        )
        records = (self.movement, *(record for group in groups for record in group.values()))
        return {record.path: Path(record.root) / record.path for record in records if record.root}

    @cached_property
    def redirects(self) -> dict[str, str]:
        """The former addresses of entries, each with the present one."""
        shown = [("mo-hinh", r) for r in self.models.values()] + [("dien-hinh", r) for r in self.exemplars.values()]
        return {f"{folder}/{old}": f"{folder}/{r.slug}" for folder, r in shown for old in r.summary.former_slugs}

    @cached_property
    def facts(self) -> str:
        """Digest of everything except the stories."""
        groups = (self.models, self.exemplars, self.units, self.fields, self.types, self.pages)
        rows = [(slug, r.front, str(r.has_story)) for group in groups for slug, r in group.items()]
        rows += [(key, r.front, "") for key, r in self.hidden.items()]
        return digest(self.movement.digest, *chain(*rows), *self.mending, *sorted(self.noticed))

    @property
    def begins(self) -> date:
        """The first day of the earliest period; without any, the day from which a model without a date counts."""
        return min((period.start for period in self.movement.data.periods), default=NO_DATE)

    def newest_date(self) -> date:
        """Return the newest date in the data that is not in the future: the default of the as-of date."""
        dates = (r.newest for group in (self.models, self.exemplars, self.units) for r in group.values() if r.newest)
        return max(dates, default=self.begins)
