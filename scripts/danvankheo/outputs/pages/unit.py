"""/don-vi/<slug>/: a unit with its entries, its figures by year, its plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import join_words, number, short_date
from danvankheo.figures import Figures
from danvankheo.figures.reporting_periods import official_date
from danvankheo.figures.totals import work_totals
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.figure_views import UNKNOWN
from danvankheo.outputs.views.parts import EntryLine, Fact, Link
from danvankheo.outputs.views.unit_names import kind_name, outreach_words, time_words, validity
from danvankheo.outputs.views.unit_years import YearTable, year_table
from danvankheo.outputs.views.work_totals import work_facts
from danvankheo.records.choices import UnitKind
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Entry, Model
from danvankheo.records.vocabulary import Cooperation, Outreach, Unit
from danvankheo.rendering.frame import MenuSection

FOLDER = "don-vi/"
_SAMPLE = " – minh họa"
_Dated = TypeVar("_Dated", Cooperation, Outreach)

#: Slugs of the models and of the people of each unit.
OwnEntries = Mapping[str, tuple[list[str], list[str]]]


@dataclass(frozen=True, slots=True)
class FactSet:
    """Facts that are all real or all of samples."""

    sample: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the list of the office above it; words: its kind, its times below the office, its number of models."""

    href: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """Everything a unit's page prints.

    superiors: the levels above it with their times; below: its own units; models_below: models of these that count for it;
    told: the name with its days when another unit has it; plan: without facts when no plan is known; work_totals: of the unit's entries; inherited: models of former units that
    still run in its area.
    """

    name: str
    told: str
    validity: str
    facts: tuple[Fact, ...]
    successor: Link | None
    predecessors: tuple[Link, ...]
    superiors: tuple[Link, ...]
    plan: FactSet
    inspections: tuple[Fact, ...]
    cooperations: tuple[Fact, ...]
    outreach: tuple[Fact, ...]
    tables: tuple[YearTable, ...]
    work_totals: tuple[FactSet, ...]
    models: tuple[EntryLine, ...]
    below: tuple[UnitLine, ...]
    models_below: tuple[EntryLine, ...]
    inherited: tuple[EntryLine, ...]
    exemplars: tuple[EntryLine, ...]
    sources: tuple[str, ...]
    as_of: str


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield a page for each unit."""
    own = own_entries(context.registry)
    for slug, record in context.registry.units.items():
        view = unit_view(slug, context.registry, context.figures, own)
        yield context.page(
            f"{FOLDER}{slug}/",
            MenuSection.UNITS,
            "unit.html",
            title=f"{view.name}{f' ({view.validity})' if view.validity else ''}",
            description=f"{view.name}: mô hình, điển hình “Dân vận khéo”, danh sách đăng ký và báo cáo hằng năm.",
            data={"view": view},
            inputs=digest(repr(view)),
            source=record.path,
        )


def own_entries(registry: Registry) -> OwnEntries:
    """Return the slugs of each unit's models and people, in one pass over the entries."""
    own: dict[str, tuple[list[str], list[str]]] = {slug: ([], []) for slug in registry.units}
    for slug, model in registry.models.items():
        for unit in model.summary.units:
            if unit in own:
                own[unit][0].append(slug)
    for slug, person in registry.exemplars.items():
        for unit in person.summary.units:
            if unit in own:
                own[unit][1].append(slug)
    return own


def unit_view(slug: str, registry: Registry, figures: Figures, own: OwnEntries) -> UnitView:
    """Return what a unit's page prints."""
    unit = registry.units[slug].data
    successor = unit.successor if unit.successor in registry.units else None
    former = figures.predecessors.get(slug, ())
    sets = (False, True)
    return UnitView(
        name=unit.name,
        told=registry.unit_name(slug),
        validity=validity(unit),
        facts=tuple(_facts(unit)),
        successor=_unit_link(successor, registry) if successor else None,
        predecessors=tuple(_unit_link(each, registry) for each in former),
        superiors=tuple(_superiors(unit, registry)),
        plan=_plan(unit),
        inspections=tuple(
            Fact(short_date(each.day), f"{each.subject} ({each.body}){_SAMPLE if each.sample else ''}")
            for each in unit.inspections
        ),
        cooperations=tuple(
            Fact(str(each.year), f"{each.body}: {each.subject}{_SAMPLE if each.sample else ''}")
            for each in _by_year(unit.cooperations)
        ),
        outreach=tuple(
            Fact(str(each.year), f"{outreach_words(each)}{_SAMPLE if each.sample else ''}")
            for each in _by_year(unit.outreach)
        ),
        tables=tuple(
            table for sample in sets if (table := year_table(slug, unit, figures, sample=sample)).rows or not sample
        ),
        work_totals=tuple(_work(registry, own[slug], figures)),
        models=tuple(_model_links(registry, own[slug][0], slug)),
        below=tuple(_below(slug, registry, own)),
        models_below=tuple(_model_links(registry, _models_below(slug, own[slug][0], figures), slug)),
        inherited=tuple(_model_links(registry, _inherited(slug, figures), slug)),
        exemplars=tuple(_exemplar_links(registry, own[slug][1], slug)),
        sources=tuple(unit.data_sources),
        as_of=short_date(figures.as_of),
    )


def _by_year(rows: Iterable[_Dated]) -> list[_Dated]:
    return sorted(rows, key=lambda each: each.year)


def _unit_link(slug: str, registry: Registry) -> Link:
    return Link(f"{FOLDER}{slug}/", registry.unit_name(slug))


def _superiors(unit: Unit, registry: Registry) -> Iterator[Link]:
    """Yield the levels above a unit, each with its time; the time that is the unit's own is left out."""
    for each in unit.superiors:
        since = None if each.since == unit.since else each.since
        body = registry.movement.data.body(each.code)
        last = min((day for day in (each.until, body.until if body else None) if day), default=None)
        time = time_words(since, None if last == unit.until else last)
        days = f" ({time})" if time else ""
        if body:
            yield Link("", body.name + days)
        elif each.code in registry.units:
            name = registry.unit_name(each.code)  # says its own time when another unit has the same name
            yield Link(f"{FOLDER}{each.code}/", name.removesuffix(days) + days)


def _below(office: str, registry: Registry, own: OwnEntries) -> Iterator[UnitLine]:
    """Yield the units directly below an office, also those that were; by kind, then in the registry's order."""
    found = [(slug, record.data, each) for slug, record in registry.units.items()
             for each in record.data.superiors if each.code == office]  # fmt: skip
    for slug, unit, superior in sorted(found, key=lambda each: list(UnitKind).index(each[1].kind)):
        since, until = superior.since or unit.since, superior.until or unit.until
        models = len(own[slug][0])
        words = (
            kind_name(unit.kind),
            time_words(since, until),
            f"{models} mô hình" if models else "chưa có mô hình",
        )
        yield UnitLine(f"{FOLDER}{slug}/", registry.unit_name(slug), ", ".join(filter(None, words)))


def _models_below(slug: str, own: Iterable[str], figures: Figures) -> list[str]:
    """Return the models of units below that count for the unit, each once."""
    rows = [row.tally for sample in (False, True) for row in figures.periods_of(slug, sample=sample)]
    counted = (model for tally in rows for found in (tally.counting, tally.waiting) for model in found.get(slug, ()))
    return [model for model in dict.fromkeys(counted) if model not in own]


def _facts(unit: Unit) -> Iterator[Fact]:
    yield Fact("Loại", unit.kind.label)
    yield Fact("Địa bàn", unit.place)
    if unit.since:
        yield Fact("Có từ ngày", official_date(unit.since))
    if unit.until:
        yield Fact("Đến hết ngày", official_date(unit.until))
    if unit.area_km2 is not None:
        yield Fact("Diện tích", f"{number(unit.area_km2)} km²")
    if unit.gso_code:
        yield Fact("Mã hành chính", unit.gso_code)


def _plan(unit: Unit) -> FactSet:
    plan = unit.plan
    if plan is None:
        return FactSet(False, ())
    pairs = (
        ("Số kế hoạch", plan.number),
        ("Ngày ban hành", short_date(plan.day) if plan.day else None),
        ("Đã báo cáo", ", ".join(plan.reported_to)),
        ("Nguồn lực", plan.resources),
    )
    return FactSet(plan.sample, tuple(Fact(label, value or UNKNOWN) for label, value in pairs))


def _work(registry: Registry, own: tuple[list[str], list[str]], figures: Figures) -> Iterator[FactSet]:
    """Yield the totals of the unit's real entries and of its samples; without entries there are none."""
    models = [registry.models[slug].data for slug in own[0]]
    people = [registry.exemplars[slug].data for slug in own[1]]
    for sample in (False, True):
        own_models = [each for each in models if each.sample is sample]
        own_people = [each for each in people if each.sample is sample]
        if own_models or own_people:
            yield FactSet(sample, tuple(work_facts(work_totals(own_models, own_people, figures.as_of))))


def _inherited(slug: str, figures: Figures) -> list[str]:
    """Return the models of former units that still run in the unit's area, each once."""
    rows = [row for sample in (False, True) for row in figures.periods_of(slug, sample=sample)]
    return list(dict.fromkeys(model for row in rows for model in row.tally.inherited.get(slug, ())))


def _together(entry: Entry, unit: str, registry: Registry) -> str:
    """Return with whom the unit has an entry: ", cùng Đoàn xã Xuân Lai"; "" for an entry of one unit."""
    others = [registry.unit_short_name(each) for each in entry.units if each != unit and each in registry.units]
    return f", cùng {join_words(others)}" if unit in entry.units and others else ""


def _model_links(registry: Registry, slugs: Iterable[str], unit: str) -> Iterator[EntryLine]:
    records = [registry.models[slug] for slug in slugs]
    for record in sorted(records, key=lambda each: each.data.sample):
        model = record.data
        href = f"mo-hinh/{record.slug}/" if record.has_page else None
        detail = model.status.label.lower() if href else "đã đăng ký – chưa có bài"
        yield EntryLine(
            href,
            model.title,
            f"{_years_of(model)}, {detail}{_together(model, unit, registry)}",
            registry.fields[model.field].data.palette.value,
            model.sample,
        )


def _years_of(model: Model) -> str:
    """Return the years a model was registered for: "2023, 2024"."""
    registrations = model.guideline.registrations if model.guideline else []
    years: Mapping[int, None] = dict.fromkeys(sorted(each.year for each in registrations))
    return ", ".join(map(str, years)) or (str(model.started.year) if model.started else "chưa rõ năm")


def _exemplar_links(registry: Registry, slugs: Iterable[str], unit: str) -> Iterator[EntryLine]:
    people = {slug: registry.exemplars[slug].data for slug in slugs}
    for slug in sorted(people, key=lambda each: (people[each].sample, -people[each].year)):
        each = people[slug]
        detail = f"{each.year}, {each.position}" if each.position else str(each.year)
        detail += ", tập thể" if each.collective else ""
        yield EntryLine(
            f"dien-hinh/{slug}/",
            each.title,
            detail + _together(each, unit, registry),
            registry.fields[each.field].data.palette.value,
            each.sample,
        )
