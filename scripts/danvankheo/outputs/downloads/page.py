"""The page /du-lieu/: the files with their sizes, how to open them, how figures are computed, the licence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import join_words, number, short_date
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.context import Context
from danvankheo.outputs.downloads.columns import Column, DatasetTable
from danvankheo.outputs.downloads.files import DatasetFiles, DownloadFile
from danvankheo.outputs.downloads.licences import licence
from danvankheo.outputs.downloads.record_tables import SAMPLE
from danvankheo.outputs.downloads.tables import TABLES
from danvankheo.outputs.head import PageMetadata
from danvankheo.outputs.views.figure_views import deadline_note, target_words
from danvankheo.records.plan import Period
from danvankheo.rendering.frame import MenuSection

PATH = "du-lieu/"
TITLE = "Tải số liệu"
_DESCRIPTION = (
    "Số liệu phong trào “Dân vận khéo” của {}: mô hình, điển hình, đơn vị, kết quả chỉ tiêu, hạn nộp; tải về "
    "dạng Excel, CSV, JSON, kèm cách tính và nguồn."
)
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class DownloadLink:
    """A file to download. size: in words, such as "12,4 KB"."""

    href: str
    size: str


@dataclass(frozen=True, slots=True)
class TableView:
    """One table with its two files. rows: the number of rows in words."""

    title: str
    about: str
    rows: str
    csv: DownloadLink
    json: DownloadLink


@dataclass(frozen=True, slots=True)
class DatasetView:
    """One data set: the real data or the samples."""

    sample: bool
    anchor: str
    workbook: DownloadLink
    package: str
    tables: tuple[TableView, ...]


@dataclass(frozen=True, slots=True)
class TableDictionary:
    """The columns of one table, for the dictionary on the page."""

    name: str
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class PlanMethods:
    """The targets of a plan with their methods; title: "" when the site has one plan alone."""

    title: str
    targets: tuple[tuple[str, str], ...]
    deadline_note: str


def artifact(context: Context, files: Sequence[DatasetFiles]) -> Artifact:
    """Return the page; the files' sizes are read only when it is rendered."""
    movement = context.registry.movement
    plans = movement.data.newest_first(context.as_of)
    terms = licence(sample=False)
    # Without samples the column that marks them is not explained.
    hidden = () if len(files) > 1 else (SAMPLE,)
    dictionary = tuple(
        TableDictionary(table.name, table.title, tuple(column for column in table.columns if column not in hidden))
        for table in TABLES
    )
    data = {
        "as_of": short_date(context.as_of),
        "licence": terms,
        "dictionary": dictionary,
        "plans": [_plan(each, alone=len(plans) == 1) for each in plans],
        "cut_years": join_words(
            [str(year) for year in dict.fromkeys(row.year for row in context.figures.periods if not row.whole_year)]
        ),
        "publisher": movement.data.publisher.name,
    }

    def file_sizes() -> dict[str, object]:
        return {"sets": tuple(_set(each, context.memory) for each in files)}

    inputs = (file.inputs for each in files for file in (*each.csv.values(), *each.json.values(), each.workbook))
    items = tuple(_distributions(files[0]))
    metadata = PageMetadata(kind="dataset", updated=context.as_of, items=items, license=terms.url)
    return context.page(
        PATH,
        MenuSection.OTHER,
        "downloads.html",
        title=TITLE,
        description=_DESCRIPTION.format(movement.data.youth),
        data=data,
        inputs=digest(repr(data), *inputs),
        more_data=file_sizes,
        metadata=metadata,
    )


def _plan(plan: Period, *, alone: bool) -> PlanMethods:
    targets = tuple((f"{each.name}: {target_words(each.value, each.unit)}", each.method) for each in plan.targets)
    return PlanMethods("" if alone else f"Kế hoạch giai đoạn {plan.label}", targets, deadline_note(plan))


def _distributions(files: DatasetFiles) -> Iterator[tuple[str, str]]:
    yield files.workbook.path, _EXCEL
    yield from ((file.path, "text/csv") for file in files.csv.values())
    yield from ((file.path, "application/json") for file in files.json.values())


def _set(files: DatasetFiles, memory: Memory) -> DatasetView:
    def link(file: DownloadFile) -> DownloadLink:
        return DownloadLink(file.path, size_in_words(file.stats(memory).size))

    tables = tuple(_table(table, files, link, memory) for table in files.tables)
    anchor = "minh-hoa" if files.sample else "so-lieu-that"
    return DatasetView(files.sample, anchor, link(files.workbook), files.package, tables)


def _table(
    table: DatasetTable, files: DatasetFiles, link: Callable[[DownloadFile], DownloadLink], memory: Memory
) -> TableView:
    csv = files.csv[table.name]
    rows = csv.stats(memory).rows
    words = number(rows) if rows else "chưa có"
    return TableView(table.title, table.about, words, link(csv), link(files.json[table.name]))


def size_in_words(count: int) -> str:
    """Return a number of bytes in words: "812 byte", "12,4 KB", "3,1 MB"."""
    for unit, worth in (("MB", 1_000_000), ("KB", 1_000)):
        if count >= worth:
            return f"{number((Decimal(count) / worth).quantize(Decimal('0.1'), ROUND_HALF_UP))} {unit}"
    return f"{count} byte"
