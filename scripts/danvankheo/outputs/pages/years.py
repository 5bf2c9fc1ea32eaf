"""The pages of years: /nam/ and /nam/<year>/ (with more pages where a year holds many models)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.figures import DataSet, Figures, YearIndex
from danvankheo.outputs.context import Context
from danvankheo.outputs.pages.figure_views import short_name
from danvankheo.outputs.pages.galleries import Pager, pager
from danvankheo.records.registry import Registry
from danvankheo.rendering.frame import MenuSection

FOLDER = "nam/"
PAGE_SIZE = 60


@dataclass(frozen=True, slots=True)
class FieldCount:
    """The number of models in a field; ``bar``: its share of the largest field, percent, for the drawing."""

    slug: str
    name: str
    palette: str
    count: int
    bar: str


@dataclass(frozen=True, slots=True)
class YearCounts:
    """The numbers of one year in one data set; ``known`` False: nothing is known of it."""

    sample: bool
    known: bool
    registered: int
    running: int
    waiting: int
    exemplars: int
    fields: tuple[FieldCount, ...]
    results: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year on the index."""

    year: int
    sets: tuple[YearCounts, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A model or person in the year's list; href None when there is no story yet."""

    href: str | None
    title: str
    unit: str
    detail: str
    palette: str
    sample: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """One page of a year: all its numbers stand on the first."""

    year: int
    pager: Pager
    sets: tuple[YearCounts, ...]
    items: tuple[Item, ...]
    total: int
    earlier: int | None
    later: int | None


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the index of years and the pages of each."""
    registry, figures = context.registry, context.figures
    found = lines(registry, figures)
    yield context.page(
        FOLDER,
        MenuSection.RESULTS,
        "years.html",
        title="Theo năm",
        description="Mô hình, điển hình “Dân vận khéo” của tuổi trẻ Thọ Xuân theo từng năm.",
        data={"years": found},
        inputs=digest(repr(found)),
    )
    for year in figures.real.years:
        for page in pages(registry, figures, year):
            yield context.page(
                f"{FOLDER}{year}/" + (f"trang/{page.pager.number}/" if page.pager.number > 1 else ""),
                MenuSection.RESULTS,
                "year.html",
                title=f"Năm {year}" + (f" – trang {page.pager.number}" if page.pager.number > 1 else ""),
                description=f"Mô hình đăng ký và còn hoạt động, điển hình “Dân vận khéo” năm {year} ở Thọ Xuân.",
                data={"page": page},
                inputs=digest(repr(page)),
                sample=bool(page.items) and all(item.sample for item in page.items),
            )


def lines(registry: Registry, figures: Figures) -> tuple[YearLine, ...]:
    """Return the years of the index, the newest first."""
    return tuple(
        YearLine(year, tuple(_counts(registry, figures, year))) for year in sorted(figures.real.years, reverse=True)
    )


def _sets(figures: Figures) -> list[DataSet]:
    return [figures.real] + ([figures.samples] if figures.samples.known else [])


def _counts(registry: Registry, figures: Figures, year: int) -> Iterator[YearCounts]:
    for data in _sets(figures):
        found = data.years[year]
        prefix = "minh-hoa" if data.sample else "nam"
        results = tuple(
            (f"{prefix}-{each.row.code}", each.row.label)
            for each in data.rows.values()
            if each.row.year == year and data.known
        )
        fields = tuple(_fields(registry, found))
        yield YearCounts(data.sample, not found.empty, len(found.registered), len(found.running), len(found.waiting),
                         len(found.exemplars), fields, results)  # fmt: skip


def _fields(registry: Registry, year: YearIndex) -> Iterator[FieldCount]:
    largest = max(year.by_field.values(), default=0) or 1
    for slug, record in registry.fields.items():
        count = year.by_field.get(slug, 0)
        yield FieldCount(slug, record.data.short_name, str(record.data.palette), count, f"{count * 100 / largest:.1f}")


def pages(registry: Registry, figures: Figures, year: int) -> Iterator[YearPage]:
    """Yield the pages of a year, at least one."""
    numbers = sorted(figures.real.years)
    items = [item for data in _sets(figures) for item in _items(registry, data.years[year], sample=data.sample)]
    chunks = [items[start : start + PAGE_SIZE] for start in range(0, len(items), PAGE_SIZE)] or [[]]
    counts = tuple(_counts(registry, figures, year))
    place = numbers.index(year)
    earlier = numbers[place - 1] if place else None
    later = numbers[place + 1] if place + 1 < len(numbers) else None
    for number, chunk in enumerate(chunks, 1):
        place_of = pager(f"{FOLDER}{year}/", number, len(chunks))
        yield YearPage(year, place_of, counts if number == 1 else (), tuple(chunk), len(items), earlier, later)


def _items(registry: Registry, year: YearIndex, *, sample: bool) -> Iterator[Item]:
    groups = ((year.registered, "đăng ký trong năm"), (year.running, "đăng ký từ trước, còn hoạt động"),
              (year.waiting, "mới đăng ký"))  # fmt: skip
    for slugs, detail in groups:
        for slug in slugs:
            record = registry.models[slug]
            model, href = record.data, f"mo-hinh/{slug}/" if record.has_page else None
            words = detail if href else "đã đăng ký – chưa có bài"
            yield Item(href, model.title, _unit(registry, model.unit), words, _palette(registry, model.field), sample)
    for slug in year.exemplars:
        person = registry.exemplars[slug].data
        unit, palette = _unit(registry, person.unit), _palette(registry, person.field)
        yield Item(f"dien-hinh/{slug}/", person.title, unit, "điển hình cá nhân", palette, sample)


def _unit(registry: Registry, slug: str) -> str:
    return short_name(registry.units[slug].data) if slug in registry.units else ""


def _palette(registry: Registry, field: str) -> str:
    return str(registry.fields[field].data.palette) if field in registry.fields else ""
