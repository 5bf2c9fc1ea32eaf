"""/chi-tieu/do-phu/: which unit has models in which field, by year; models by topic, their evidence, copies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import number, short_date
from danvankheo.figures import DataSet, Figures, PeriodFigures
from danvankheo.figures.evidence import CriterionEvidence, evidence_counts
from danvankheo.figures.lifetimes import lifetime
from danvankheo.figures.relations import ReplicationTree
from danvankheo.figures.reporting_periods import units_of_target
from danvankheo.figures.totals import work_totals
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.field_links import fields_in_words
from danvankheo.outputs.views.figure_views import UNKNOWN, cell
from danvankheo.outputs.views.parts import Cell, Fact
from danvankheo.outputs.views.plan_state import PlanState, plan_state
from danvankheo.outputs.views.unit_names import places_word
from danvankheo.outputs.views.work_totals import work_facts
from danvankheo.records.choices import Measure, Status, UnitKind
from danvankheo.records.movement import STATE_UNITS
from danvankheo.records.registry import Registry
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("chi-tieu/do-phu/",)

PATH = "chi-tieu/do-phu/"
# The most trees of copies on the page; further trees are only counted.
MOST_TREES = 40


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit's row: numbers of models by field, None where nothing is known of the unit.

    kind: code of its kind; lacking: slugs of the fields without a model, "?" where nothing is known; the page's script filters by both.
    """

    slug: str
    name: str
    kind: str
    counts: tuple[Cell, ...] | None
    covered: str
    lacking: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of which the plan asks no model in every field. kind: code and name; models: their number; known: anything is known."""

    slug: str
    name: str
    kind: tuple[str, str]
    models: str
    known: bool


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix of a reporting period; latest: the newest of which anything is known, shown open.

    plan: the years of its plan, where another plan begins in the list, else ""; fields: the short names of the plan's fields;
    lines: the units that the plan asks for models in the fields; others: the rest;
    totals: models by field, each once; shared: some model counts for several units; summary: how many units have all fields.
    """

    code: str
    label: str
    latest: bool
    plan: str
    fields: tuple[str, ...]
    lines: tuple[MatrixRow, ...]
    others: tuple[UnitRow, ...]
    totals: tuple[Cell, ...]
    shared: bool
    summary: str


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic of a field with its number of models by year."""

    address: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A field with its topics."""

    name: str
    lines: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The evidence of all models but the registered ones; waiting: the number of these."""

    models: int
    complete: int
    waiting: int
    criteria: tuple[CriterionEvidence, ...]


@dataclass(frozen=True, slots=True)
class ReplicationView:
    """A model with the models made after it; href: None without a page."""

    href: str | None
    title: str
    unit: str
    copies: tuple[ReplicationView, ...]

    @property
    def size(self) -> int:
        """The number of models made after it, directly or after one of its copies."""
        return len(self.copies) + sum(each.size for each in self.copies)


@dataclass(frozen=True, slots=True)
class CoverageBlock:
    """One data set, the newest period first. known: whether anything is known in it; more: the number of trees not shown."""

    sample: bool
    known: bool
    anchor: str
    years: tuple[MatrixView, ...]
    topic_years: tuple[int, ...]
    topics: tuple[TopicGroup, ...]
    evidence: EvidenceView
    work_totals: tuple[Fact, ...]
    trees: tuple[ReplicationView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Everything the page prints.

    known: anything is known in any block; fields: slug, name; rows: code, label of the periods, newest first; places: the noun for
    the units; kinds: code, name of the kinds of unit to filter by, () when all are of the state's own.
    """

    as_of: str
    plan: PlanState | None
    known: bool
    fields: tuple[tuple[str, str], ...]
    fields_words: str
    rows: tuple[tuple[str, str], ...]
    places: str
    kinds: tuple[tuple[str, str], ...]
    blocks: tuple[CoverageBlock, ...]


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page of coverage."""
    places = places_word(record.data for record in context.registry.units.values())
    words = fields_in_words(context.registry, context.as_of)
    yield context.page(
        PATH,
        MenuSection.RESULTS,
        "coverage.html",
        title="Nơi nào có mô hình, ở lĩnh vực nào",
        description=f"Số mô hình “Dân vận khéo” của từng {places} theo {words} và từng năm; theo nội dung; minh chứng; mô hình "
        "được nhân rộng.",
        data={},
        inputs=digest(context.registry.facts, str(context.as_of)),
        more_data=lambda: {"view": coverage_view(context.registry, context.figures)},
    )


def coverage_view(registry: Registry, figures: Figures) -> CoverageView:
    """Return what the page prints."""
    blocks = tuple(_block(each, registry, figures) for each in figures.sets)
    return CoverageView(
        as_of=short_date(figures.as_of),
        plan=plan_state(registry.movement.data, figures.as_of),
        known=any(block.known for block in blocks),
        fields=tuple((slug, record.data.short_name) for slug, record in registry.fields.items()),
        fields_words=fields_in_words(registry, figures.as_of),
        rows=tuple((row.code, row.label) for row in reversed(figures.periods)),
        places=places_word(record.data for record in registry.units.values()),
        kinds=_kinds(registry, figures),
        blocks=blocks,
    )


def _kinds(registry: Registry, figures: Figures) -> tuple[tuple[str, str], ...]:
    there = {registry.units[slug].data.kind for row in figures.periods for slug in row.units}
    return tuple((kind.value, kind.label) for kind in UnitKind if kind in there) if there - STATE_UNITS else ()


def _asked_for_fields(row: PeriodFigures, registry: Registry) -> tuple[str, ...]:
    """Return the units that a target asks for models in the fields; all units when no target of the plan does."""
    units = {slug: registry.units[slug].data for slug in row.period.units}
    targets = [
        target
        for target in row.period.plan_period.targets
        if any(
            reading.measure in (Measure.UNITS_IN_EACH_FIELD, Measure.UNITS_IN_ALL_FIELDS) for reading in target.readings
        )
    ]
    asked = {slug for target in targets for slug in units_of_target(row.period, target, units)}
    return tuple(slug for slug in row.period.units if slug in asked or not targets)


def _block(data: DataSet, registry: Registry, figures: Figures) -> CoverageBlock:
    known = {slug: record.data for slug, record in registry.models.items()
             if record.data.sample is data.sample and lifetime(record.data, figures.as_of)}  # fmt: skip
    counted = [model for model in known.values() if model.status is not Status.REGISTERED]
    people = [each.data for each in registry.exemplars.values() if each.data.sample is data.sample]
    complete, criteria = evidence_counts(counted)
    roots = [slug for slug in figures.relations.copies if slug in known and slug not in figures.relations.origin]
    trees = sorted((_tree(figures.relations.tree(slug), registry) for slug in roots), key=lambda tree: -tree.size)
    newest_first = tuple(reversed(list(data.periods.values())))
    latest = next((row for row in newest_first if row.tally.known), None)
    return CoverageBlock(
        sample=data.sample,
        known=latest is not None or bool(known),
        anchor="minh-hoa" if data.sample else "so-lieu-that",
        years=tuple(
            _matrix(each, registry, latest=each is latest, plan=plan)
            for each, plan in zip(newest_first, _plans(newest_first), strict=True)
        ),
        topic_years=tuple(data.years),
        topics=tuple(_topics(data, registry)),
        evidence=EvidenceView(len(counted), complete, len(known) - len(counted), criteria),
        work_totals=tuple(work_facts(work_totals(counted, people, figures.as_of))),
        trees=tuple(trees[:MOST_TREES]),
        more=len(trees[MOST_TREES:]),
    )


def _plans(newest_first: tuple[PeriodFigures, ...]) -> Iterator[str]:
    """Yield for each row the heading of its plan where another plan begins, else ""; nothing but "" for one plan alone."""
    codes = [row.period.plan_period.code for row in newest_first]
    for place, row in enumerate(newest_first):
        plan = row.period.plan_period
        begins = len(set(codes)) > 1 and (place == 0 or codes[place - 1] != plan.code)
        yield (f"Giai đoạn {plan.label}" if plan.has_plan else "Chưa có kế hoạch trên trang này") if begins else ""


def _matrix(row: PeriodFigures, registry: Registry, *, latest: bool, plan: str) -> MatrixView:
    matrix, lines, asked = row.coverage, [], _asked_for_fields(row, registry)
    for slug in asked:
        counts, covered = matrix.counts[slug], matrix.covered(slug)
        empty = [field for field, count in zip(matrix.fields, counts or (), strict=False) if not count]
        lines.append(
            MatrixRow(
                slug=slug,
                name=registry.unit_short_name(slug),
                kind=registry.units[slug].data.kind.value,
                counts=tuple(Cell(number(count), "some" if count else "none") for count in counts)
                if counts is not None
                else None,
                covered=UNKNOWN if covered is None else f"{covered}/{len(matrix.fields)}",
                lacking="?" if counts is None else " ".join(empty),
            )
        )
    units_known = sum(line.counts is not None for line in lines)
    complete = sum(line.counts is not None and not line.lacking for line in lines)
    own = [matrix.counts[slug] for slug in asked]
    totals = _totals(row, asked, registry) if len(asked) < len(row.period.units) else matrix.totals
    return MatrixView(
        code=row.period.code,
        label=row.period.label,
        latest=latest,
        plan=plan,
        fields=tuple(registry.fields[slug].data.short_name for slug in matrix.fields),
        lines=tuple(lines),
        others=tuple(_other(slug, row, registry) for slug in row.period.units if slug not in asked),
        totals=tuple(cell(number(total) if units_known else None) for total in totals),
        shared=sum(totals) < sum(sum(counts) for counts in own if counts is not None),
        summary=f"{complete}/{len(lines)} đơn vị có mô hình ở đủ các lĩnh vực; có số liệu của {units_known}/{len(lines)} đơn vị"
        if units_known else f"{UNKNOWN} của đơn vị nào",
    )  # fmt: skip


def _totals(row: PeriodFigures, units: tuple[str, ...], registry: Registry) -> tuple[int, ...]:
    """Return the number of models of some units by field, each once."""
    models = {slug for unit in units for slug in row.tally.counting.get(unit, ())}
    main = [registry.models[slug].data.field for slug in models]
    return tuple(main.count(field) for field in row.coverage.fields)


def _other(slug: str, row: PeriodFigures, registry: Registry) -> UnitRow:
    kind, known = registry.units[slug].data.kind, slug in row.tally.known
    models = number(len(row.tally.counting.get(slug, ()))) if known else UNKNOWN
    return UnitRow(slug, registry.unit_short_name(slug), (kind.value, kind.label), models, known)


def _topics(data: DataSet, registry: Registry) -> Iterator[TopicGroup]:
    for slug, record in registry.fields.items():
        lines = tuple(
            TopicLine(
                address=f"linh-vuc/{slug}/{topic.slug}/",
                name=topic.name,
                counts=tuple(year.by_topic.get((slug, topic.slug), 0) for year in data.years.values()),
            )
            for topic in record.data.topics
        )
        yield TopicGroup(record.data.short_name, lines)


def _tree(copy: ReplicationTree, registry: Registry) -> ReplicationView:
    record = registry.models[copy.slug]
    return ReplicationView(
        href=f"mo-hinh/{copy.slug}/" if record.has_page else None,
        title=record.data.title,
        unit=registry.unit_short_name(record.data.unit) if record.data.unit in registry.units else "",
        copies=tuple(_tree(each, registry) for each in copy.copies),
    )
