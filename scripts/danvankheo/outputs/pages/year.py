"""/nam/<year>/: the numbers and entries of a year, on several pages when it has many entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.figures import Figures, YearIndex
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.parts import EntryLine, Pager, page_href, pager
from danvankheo.outputs.views.year_counts import YearCounts, without_plan, year_counts
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Entry
from danvankheo.rendering.frame import MenuSection

ADDRESSES = (r"nam/\d{4}/",)

FOLDER = "nam/"
PAGE_SIZE = 60


@dataclass(frozen=True, slots=True)
class YearPage:
    """One page of a year. sets: its numbers, only on the first page; note: that the site has no plan for it."""

    year: int
    pager: Pager
    note: str
    sets: tuple[YearCounts, ...]
    items: tuple[EntryLine, ...]
    earlier: int | None
    later: int | None


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the pages of every year."""
    place = context.registry.movement.data.locality
    where = f" ở {place.name}" if place else ""
    for year in context.figures.real.years:
        for page in pages(context.registry, context.figures, year):
            number = page.pager.number
            yield context.page(
                page_href(f"{FOLDER}{year}/", number),
                MenuSection.RESULTS,
                "year.html",
                title=f"Năm {year}" + (f" – trang {number}" if number > 1 else ""),
                description=f"Mô hình đăng ký và còn hoạt động, điển hình “Dân vận khéo” năm {year}{where}.",
                data={"page": page},
                inputs=digest(repr(page)),
                sample=bool(page.items) and all(item.sample for item in page.items),
            )


def pages(registry: Registry, figures: Figures, year: int) -> Iterator[YearPage]:
    """Yield the pages of a year, at least one."""
    numbers = sorted(figures.real.years)
    items = [item for data in figures.sets for item in _items(registry, data.years[year], sample=data.sample)]
    chunks = [items[start : start + PAGE_SIZE] for start in range(0, len(items), PAGE_SIZE)] or [[]]
    counts = tuple(year_counts(registry, figures, year))
    place = numbers.index(year)
    earlier = numbers[place - 1] if place else None
    later = numbers[place + 1] if place + 1 < len(numbers) else None
    for number, chunk in enumerate(chunks, 1):
        yield YearPage(
            year,
            pager(f"{FOLDER}{year}/", number, len(chunks)),
            without_plan(figures, year),
            counts if number == 1 else (),
            tuple(chunk),
            earlier,
            later,
        )


def _items(registry: Registry, year: YearIndex, *, sample: bool) -> Iterator[EntryLine]:
    groups = ((year.registered, "đăng ký trong năm"), (year.running, "đăng ký từ trước, còn hoạt động"),
              (year.waiting, "mới đăng ký"))  # fmt: skip
    for slugs, detail in groups:
        for slug in slugs:
            record = registry.models[slug]
            model, href = record.data, f"mo-hinh/{slug}/" if record.has_page else None
            words = detail if href else "đã đăng ký – chưa có bài"
            yield _line(registry, href, model, words, sample=sample)
    for slug in year.exemplars:
        data = registry.exemplars[slug].data
        yield _line(registry, f"dien-hinh/{slug}/", data, data.kind.label.lower(), sample=sample)


def _line(registry: Registry, href: str | None, entry: Entry, detail: str, *, sample: bool) -> EntryLine:
    field = registry.fields[entry.field].data
    return EntryLine(href, entry.title, detail, field.palette.value, sample, registry.unit_short_name(entry.unit))
