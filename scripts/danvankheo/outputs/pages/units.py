"""The pages of units: /don-vi/, grouped by the communes of today, and /don-vi/<slug>/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import number, short_date
from danvankheo.figures import DataSet, Figures
from danvankheo.figures.reporting_periods import official_date
from danvankheo.figures.totals import work
from danvankheo.outputs.context import Context
from danvankheo.outputs.pages.figure_views import UNKNOWN
from danvankheo.outputs.pages.totals import Line, work_lines
from danvankheo.outputs.pages.unit_index import era_words, index
from danvankheo.outputs.pages.unit_years import COLUMNS, YearTable, year_table
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Model
from danvankheo.records.vocabulary import Unit
from danvankheo.rendering.frame import MenuSection

FOLDER = "don-vi/"


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A link to another unit."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The unit's plan, or that none is known (``lines`` empty)."""

    sample: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WorkTable:
    """What the unit's entries of one data set tell of the work."""

    sample: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class EntryLink:
    """A model or person of the unit; href None when there is no story yet."""

    href: str | None
    title: str
    detail: str
    palette: str
    sample: bool


@dataclass(frozen=True, slots=True)
class UnitView:
    """Everything a unit's page prints."""

    name: str
    era: str
    facts: tuple[Line, ...]
    successor: UnitLink | None
    predecessors: tuple[UnitLink, ...]
    plan: PlanView
    inspections: tuple[Line, ...]
    tables: tuple[YearTable, ...]
    work: tuple[WorkTable, ...]
    models: tuple[EntryLink, ...]
    inherited: tuple[EntryLink, ...]
    exemplars: tuple[EntryLink, ...]
    sources: tuple[str, ...]
    columns: tuple[str, ...]
    as_of: str


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the index of units and a page for each."""
    blocks, movement = index(context.registry, context.figures), context.registry.movement
    yield context.page(
        FOLDER,
        MenuSection.UNITS,
        "units.html",
        title="Đơn vị",
        description="Đoàn các xã, thị trấn của Thọ Xuân, xếp theo các xã sau sắp xếp: số mô hình “Dân vận khéo” và số "
        "lĩnh vực có mô hình.",
        data={
            "blocks": blocks,
            "fields": len(context.registry.fields),
            "note": context.registry.movement.data.reorganisation_note,
        },
        inputs=digest(repr(blocks), movement.digest),
    )
    own = _own_entries(context.registry)
    for slug, record in context.registry.units.items():
        view = unit_view(slug, context.registry, context.figures, own.get(slug, ([], [])))
        yield context.page(
            f"{FOLDER}{slug}/",
            MenuSection.UNITS,
            "unit.html",
            title=f"{view.name}{f' ({view.era})' if view.era else ''}",
            description=f"{view.name}: mô hình, điển hình “Dân vận khéo”, danh sách đăng ký và báo cáo hằng năm.",
            data={"view": view},
            inputs=digest(repr(view)),
            source=record.path,
        )


def _own_entries(registry: Registry) -> dict[str, tuple[list[str], list[str]]]:
    """Return for each unit its models and its people, in one pass."""
    own: dict[str, tuple[list[str], list[str]]] = {slug: ([], []) for slug in registry.units}
    for slug, model in registry.models.items():
        if model.abstract.unit in own:
            own[model.abstract.unit][0].append(slug)
    for slug, person in registry.exemplars.items():
        if person.abstract.unit in own:
            own[person.abstract.unit][1].append(slug)
    return own


def unit_view(slug: str, registry: Registry, figures: Figures, own: tuple[list[str], list[str]]) -> UnitView:
    """Return what a unit's page prints; ``own``: slugs of its models and of its people."""
    unit = registry.units[slug].data
    successor = unit.successor if unit.successor in registry.units else None
    former = figures.predecessors.get(slug, ())
    sets = (figures.real, figures.samples)
    return UnitView(
        name=unit.name,
        era=era_words(unit),
        facts=tuple(_facts(unit)),
        successor=UnitLink(successor, registry.units[successor].data.name) if successor else None,
        predecessors=tuple(UnitLink(each, registry.units[each].data.name) for each in former),
        plan=_plan(unit),
        inspections=tuple(
            Line(short_date(each.day), f"{each.subject} ({each.body}){' – minh họa' if each.sample else ''}")
            for each in unit.inspections
        ),
        tables=tuple(table for data in sets if (table := year_table(slug, unit, data)).rows or not data.sample),
        work=tuple(_work(registry, own, figures)),
        models=tuple(_model_links(registry, own[0])),
        inherited=tuple(_model_links(registry, _inherited(slug, sets))),
        exemplars=tuple(_exemplar_links(registry, own[1])),
        sources=tuple(unit.data_sources),
        columns=COLUMNS,
        as_of=short_date(figures.as_of),
    )


def _facts(unit: Unit) -> Iterator[Line]:
    yield Line("Loại", unit.kind.label)
    yield Line("Địa bàn", unit.place)
    if unit.since:
        yield Line("Có từ ngày", official_date(unit.since))
    if unit.until:
        yield Line("Đến hết ngày", official_date(unit.until))
    if unit.area_km2 is not None:
        yield Line("Diện tích", f"{number(unit.area_km2)} km²")
    if unit.gso_code:
        yield Line("Mã hành chính", unit.gso_code)


def _plan(unit: Unit) -> PlanView:
    plan = unit.plan
    if plan is None:
        return PlanView(False, ())
    pairs = (
        ("Số kế hoạch", plan.number),
        ("Ngày ban hành", short_date(plan.day) if plan.day else None),
        ("Đã báo cáo", ", ".join(plan.reported_to)),
        ("Nguồn lực", plan.resources),
    )
    return PlanView(plan.sample, tuple(Line(label, value or UNKNOWN) for label, value in pairs))


def _work(registry: Registry, own: tuple[list[str], list[str]], figures: Figures) -> Iterator[WorkTable]:
    """Yield what the unit's entries tell, real before samples; a data set without entries is left out."""
    models = [registry.models[slug].data for slug in own[0]]
    people = [registry.exemplars[slug].data for slug in own[1]]
    for sample in (False, True):
        mine = [each for each in models if each.sample is sample]
        theirs = [each for each in people if each.sample is sample]
        if mine or theirs:
            yield WorkTable(sample, tuple(work_lines(work(mine, theirs, figures.as_of))))


def _inherited(slug: str, sets: Iterable[DataSet]) -> list[str]:
    """Return the predecessors' models that run on in the unit's area, each once."""
    return list(
        dict.fromkeys(
            model for data in sets for row in data.rows_of(slug) for model in row.tally.inherited.get(slug, ())
        )
    )


def _model_links(registry: Registry, slugs: Iterable[str]) -> Iterator[EntryLink]:
    records = [registry.models[slug] for slug in slugs]
    for record in sorted(records, key=lambda each: each.data.sample):
        model = record.data
        href = f"mo-hinh/{record.slug}/" if record.has_page else None
        detail = model.status.label.lower() if href else "đã đăng ký – chưa có bài"
        yield EntryLink(
            href, model.title, f"{years_of(model)}, {detail}", _palette(registry, model.field), model.sample
        )


def years_of(model: Model) -> str:
    """Return the years a model was registered for: "2023, 2024"."""
    registrations = model.guideline.registrations if model.guideline else []
    years: Mapping[int, None] = dict.fromkeys(sorted(each.year for each in registrations))
    return ", ".join(map(str, years)) or (str(model.started.year) if model.started else "chưa rõ năm")


def _exemplar_links(registry: Registry, slugs: Iterable[str]) -> Iterator[EntryLink]:
    people = {slug: registry.exemplars[slug].data for slug in slugs}
    for slug in sorted(people, key=lambda each: (people[each].sample, -people[each].year)):
        each = people[slug]
        detail = f"{each.year}, {each.position}" if each.position else str(each.year)
        yield EntryLink(f"dien-hinh/{slug}/", each.title, detail, _palette(registry, each.field), each.sample)


def _palette(registry: Registry, field: str) -> str:
    return str(registry.fields[field].data.palette) if field in registry.fields else ""
