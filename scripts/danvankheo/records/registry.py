"""The registry: the records that may be shown. How they are read: ``reading``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from danvankheo.base.artifact import digest
from danvankheo.records.days import model_date
from danvankheo.records.files import Kind
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.source import story_of
from danvankheo.records.summary import Abstract
from danvankheo.records.validation import Shaped
from danvankheo.records.vocabulary import FieldOfWork, HandWrittenPage, ModelType, Movement, Unit

__all__ = ["Kind", "Record", "Registry", "model_date"]

T_co = TypeVar("T_co", bound=BaseModel, covariant=True)
MOVEMENT_PATH = "content/phong-trao.yml"


class Holds(Protocol[T_co]):
    """Whatever holds the data of a record, or makes them when they are asked for."""

    @property
    def data(self) -> T_co:
        """Return the data."""

    @property
    def abstract(self) -> Abstract:
        """Return the entry in short."""


@dataclass(frozen=True, slots=True)
class Record(Generic[T_co]):
    """One record: its kind, slug, path from the repository's root, digest of the file, whether it tells a story, its photos' names.

    held: what has its data; root: below which its file stands, "" for the repository; front: digest of the front matter alone, by
    which records are compared; newest: the newest date it names.
    """

    kind: Kind
    slug: str
    path: str
    held: Holds[T_co] = field(compare=False)
    digest: str
    front: str
    has_story: bool
    newest: date | None = None
    photos: tuple[str, ...] = ()
    root: str = ""

    @property
    def data(self) -> T_co:
        """What the front matter says; made when somebody asks for the first time."""
        return self.held.data

    @property
    def abstract(self) -> Abstract:
        """The entry in short, for those who look at many."""
        return self.held.abstract

    @property
    def has_page(self) -> bool:
        """Whether it has a page of its own; a model of which neither a story nor a summary tells stands in lists alone."""
        return self.kind is not Kind.MODEL or self.has_story or bool(self.abstract.summary)

    def story(self, repo: Path) -> tuple[str, int]:
        """Return the Markdown text, read again from the file, and the line it begins on."""
        return story_of(Path(self.root) if self.root else repo, self.path)


def holding(data: BaseModel) -> Holds[Any]:
    """Return what holds data that are there already."""
    return Shaped(data, (), ())


@dataclass(frozen=True)
class Registry:
    """What may be shown. ``models`` and ``exemplars`` are the public ones: right, approved, no drafts, not withdrawn.

    The unit, the field and the type of each are there. mending, noticed, hidden: see ``Instead``; leads: by path what is remembered of
    a story's links and headings (``rendering.links``).
    """

    repo: Path
    movement: Record[Movement]
    fields: dict[str, Record[FieldOfWork]]
    types: dict[str, Record[ModelType]]
    units: dict[str, Record[Unit]]
    models: dict[str, Record[Model]]
    exemplars: dict[str, Record[Exemplar]]
    pages: dict[str, Record[HandWrittenPage]]
    withdrawn: dict[str, Record[Entry]]
    mending: dict[str, str] = field(default_factory=dict)
    leads: Mapping[str, str] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()
    hidden: dict[str, Record[Entry]] = field(default_factory=dict)

    def photo_folder(self, record: Record[Entry]) -> Path:
        """Return the folder of a record's photos."""
        return Path(record.root or self.repo) / record.kind / "anh" / record.slug

    def without(self, paths: Collection[str]) -> Registry:
        """Return the registry without the entries and pages of the given files."""
        names = ("models", "exemplars", "pages", "withdrawn")
        kept: dict[str, Any] = {n: {s: r for s, r in getattr(self, n).items() if r.path not in paths} for n in names}
        return replace(self, **kept)

    @cached_property
    def files(self) -> dict[str, Path]:
        """The files of which other versions than those of now are shown, by path from the repository's root."""
        groups = (self.models, self.exemplars, self.units, self.fields, self.types, self.pages, self.withdrawn)
        records = (self.movement, *(record for group in groups for record in group.values()))
        return {record.path: Path(record.root) / record.path for record in records if record.root}

    @cached_property
    def redirects(self) -> dict[str, str]:
        """The addresses entries had before, with those they have now."""
        shown = [("mo-hinh", r) for r in self.models.values()] + [("dien-hinh", r) for r in self.exemplars.values()]
        return {f"{folder}/{old}": f"{folder}/{r.slug}" for folder, r in shown for old in r.data.former_slugs}

    @cached_property
    def facts(self) -> str:
        """Digest of everything that records hold beside their stories."""
        groups = (self.models, self.exemplars, self.units, self.fields, self.types, self.pages)
        rows = [(slug, r.front, str(r.has_story)) for group in groups for slug, r in group.items()]
        rows += [(key, r.front, "") for key, r in self.hidden.items()]
        return digest(self.movement.digest, *chain(*rows), *self.mending, *sorted(self.noticed))

    def newest_date(self) -> date:
        """Return the newest date in the data that has come: the as-of date when nobody gives one."""
        dates = (r.newest for group in (self.models, self.exemplars, self.units) for r in group.values() if r.newest)
        return max(dates, default=self.movement.data.periods[0].start)
