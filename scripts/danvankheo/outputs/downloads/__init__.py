"""The downloads: /du-lieu/ (CSV, workbook, data package) and /api/v1/ (JSON). No file holds both real data and samples."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.downloads import page
from danvankheo.outputs.downloads.api import entry_maker, schema, table_json
from danvankheo.outputs.downloads.columns import DatasetTable, TableRow, TableSource
from danvankheo.outputs.downloads.csv_file import count_rows, csv_bytes
from danvankheo.outputs.downloads.dataset import DatasetRecords, dataset_name, dataset_records, has_samples
from danvankheo.outputs.downloads.files import DatasetFiles, DownloadFile
from danvankheo.outputs.downloads.licences import licence
from danvankheo.outputs.downloads.openapi import openapi
from danvankheo.outputs.downloads.package import package_json
from danvankheo.outputs.downloads.tables import CSV_TAIL, TABLES
from danvankheo.outputs.downloads.workbook import workbook_bytes
from danvankheo.records.registry import Record, Registry

ADDRESSES = ("du-lieu/", r"(?:du-lieu|api/v1)/(?:[a-z0-9-]+/)?[a-z0-9-]+\.(?:csv|json|xlsx)")

FOLDER, API = "du-lieu/", "api/v1/"


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield every file of the downloads, then the page /du-lieu/, which lists them with their sizes."""
    registry, figures = context.registry, context.figures
    samples = has_samples(registry, figures)
    datasets = [dataset_records(registry, figures, context.settings.site_url, sample=False)]
    datasets += [dataset_records(registry, figures, context.settings.site_url, sample=True)] if samples else []
    digests = {name: _digest(getattr(registry, name)) for name in ("models", "exemplars", "units", "fields", "types")}
    listed: list[DatasetFiles] = []
    for records in datasets:
        files = _files(records, digests)
        for pair in zip(files.csv.values(), files.json.values(), strict=True):
            yield from (file.artifact(context.memory) for file in pair)
        yield files.workbook.artifact(context.memory)
        listed.append(files)
    for records, files in zip(datasets, listed, strict=True):
        yield from _entries(records, digests)
        yield _package(records, files, context)
    yield from _descriptions(context, samples=samples)
    yield page.artifact(context, listed)


def _files(records: DatasetRecords, digests: Mapping[str, str]) -> DatasetFiles:
    """Return the files of one data set; the samples have only the tables marked ``sampled``."""
    subfolder = "minh-hoa/" if records.sample else ""
    tables = tuple(table for table in TABLES if table.sampled or not records.sample)
    inputs = {table.name: _inputs(table, records, digests) for table in tables}

    @lru_cache(maxsize=1)  # a table's CSV and JSON files are made one after the other
    def rows(table: DatasetTable) -> list[TableRow]:
        return list(table.rows(records))

    def csv(table: DatasetTable) -> bytes:
        tail = (records.place, records.as_of.isoformat(), records.site_url + table.page)
        return csv_bytes((*table.columns, *CSV_TAIL), rows(table), tail)

    def as_json(table: DatasetTable) -> bytes:
        return table_json(table, rows(table), records)

    name = f"{dataset_name(records.registry.movement.data, sample=records.sample)}.xlsx"
    terms = licence(sample=records.sample)
    return DatasetFiles(
        records.sample,
        tables,
        {
            t.name: DownloadFile(f"{FOLDER}{subfolder}{t.name}.csv", inputs[t.name], partial(csv, t), count_rows)
            for t in tables
        },
        {t.name: DownloadFile(f"{API}{subfolder}{t.name}.json", inputs[t.name], partial(as_json, t)) for t in tables},
        DownloadFile(
            f"{FOLDER}{subfolder}{name}", digest(*inputs.values()), partial(workbook_bytes, records, tables, terms)
        ),
        f"{FOLDER}{subfolder}datapackage.json",
    )


def _package(records: DatasetRecords, files: DatasetFiles, context: Context) -> Artifact:
    def render() -> bytes:
        return package_json(
            records, files.tables, {name: file.stats(context.memory) for name, file in files.csv.items()}
        )

    inputs = digest("package", *(file.inputs for file in files.csv.values()))
    return Artifact(files.package, inputs, render, "models/")


def _entries(records: DatasetRecords, digests: Mapping[str, str]) -> Iterator[Artifact]:
    """Yield the JSON file of every entry. Files of models and exemplars do not state the day of the build, so most do not change."""
    by_name = {table.name: table for table in TABLES}
    names = _names(records.registry)
    for name in ("mo-hinh", "dien-hinh", "don-vi", "ky"):
        table = by_name[name]
        parts = tuple(by_name[part] for part in table.parts)
        folder = f"{API}{'minh-hoa/' if records.sample else ''}{name}/"
        make = entry_maker(table, parts, records)
        for code, inputs, day, address in _entries_of(table, records, digests):
            all_inputs = digest(name, names, str(records.place), records.site_url, inputs, str(day), address)
            yield Artifact(f"{folder}{code}.json", all_inputs, partial(make, code, day, address), "models/")


def _entries_of(
    table: DatasetTable, records: DatasetRecords, digests: Mapping[str, str]
) -> Iterator[tuple[str, str, Any, str]]:
    """Yield the entries of a table: code, digest of its inputs, day of its data, path of its page."""
    models, relations = records.registry.models, records.figures.relations
    if table.source is TableSource.MODELS:
        for slug, model in records.models.items():
            origin = relations.origin.get(slug, "")
            inputs = digest(model.front, origin, str(bool(origin) and models[origin].data.sample))
            yield slug, inputs, model.newest or records.as_of, f"mo-hinh/{slug}/" if model.has_page else table.page
    elif table.source is TableSource.EXEMPLARS:
        for slug, person in records.exemplars.items():
            led = person.data.achievement.models if person.data.achievement else ()
            inputs = digest(person.front, *(str(m in models and models[m].data.sample) + str(m in models) for m in led))
            yield slug, inputs, person.newest or records.as_of, f"dien-hinh/{slug}/"
    else:
        codes, page_of = (
            (records.units, "don-vi/{}/") if table.source is TableSource.UNITS else (records.rows, "chi-tieu/")
        )
        inputs = digest(_inputs(table, records, digests), digests["models"])
        yield from ((code, inputs, records.as_of, page_of.format(code)) for code in codes)


def _descriptions(context: Context, *, samples: bool) -> Iterator[Artifact]:
    """Yield the JSON Schema and the OpenAPI description."""
    site_url, movement = context.settings.site_url, context.registry.movement.data
    documents: dict[str, Callable[[], object]] = {
        "schema.json": partial(schema, TABLES, movement),
        "openapi.json": partial(openapi, TABLES, site_url, movement, samples=samples),
    }
    for name, document in documents.items():
        inputs = digest(name, site_url, repr((movement.name, movement.locality, movement.publisher)), str(samples))
        yield Artifact(f"{API}{name}", inputs, partial(_document, document), "scripts/danvankheo/outputs/downloads/")


def _document(make: Callable[[], object]) -> bytes:
    return (json.dumps(make(), ensure_ascii=False, indent=1) + "\n").encode()


def _inputs(table: DatasetTable, records: DatasetRecords, digests: Mapping[str, str]) -> str:
    """Return the digest of the data a table's files depend on."""
    names = {
        TableSource.MODELS: ("models",),
        TableSource.EXEMPLARS: ("exemplars", "models"),
        TableSource.ENTRIES: ("models", "exemplars"),
        TableSource.FIGURES: ("models",),
        TableSource.UNITS: (),
        TableSource.VOCABULARY: (),
    }[table.source]
    parts = (digests[name] for name in ("units", "fields", "types", *names))
    return digest(
        table.name, records.registry.movement.digest, *parts, str(records.as_of), records.site_url, str(records.sample)
    )


def _digest(group: Mapping[str, Record[Any]]) -> str:
    """Return one digest of a group of records; of a story only whether there is one, because that decides on the page."""
    return digest(*(part for slug, record in group.items() for part in (slug, record.front, str(record.has_story))))


def _names(registry: Registry) -> str:
    """Return a digest of the names that entries repeat; a unit's new report does not change it."""
    units = {slug: record.data.name for slug, record in registry.units.items()}
    fields = {slug: record.data.name for slug, record in registry.fields.items()}
    types = {slug: record.data.name for slug, record in registry.types.items()}
    return digest(repr((units, fields, types)))
