"""The downloads: /du-lieu/ (CSV, workbook, data package) and /api/v1/ (JSON). Real data and samples never share a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.downloads import page
from danvankheo.outputs.downloads.api import entry_maker, schema, table_json
from danvankheo.outputs.downloads.columns import Group, Row, Table
from danvankheo.outputs.downloads.csv_file import count_rows, csv_bytes
from danvankheo.outputs.downloads.facts import File, licence
from danvankheo.outputs.downloads.openapi import openapi
from danvankheo.outputs.downloads.package import package_json
from danvankheo.outputs.downloads.scope import Scope, has_samples, scope
from danvankheo.outputs.downloads.tables import CSV_TAIL, TABLES
from danvankheo.outputs.downloads.workbook import workbook_bytes
from danvankheo.records.registry import Record, Registry

FOLDER, API = "du-lieu/", "api/v1/"
WORKBOOK = "dan-van-kheo-tho-xuan.xlsx"


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield every file of the downloads, then the page that tells how large they are."""
    registry, figures = context.registry, context.figures
    samples = has_samples(registry, figures)
    sets = [scope(registry, figures, context.settings.site_url, sample=False)]
    sets += [scope(registry, figures, context.settings.site_url, sample=True)] if samples else []
    digests = {name: _digest(getattr(registry, name)) for name in ("models", "exemplars", "units", "fields", "types")}
    shown: list[page.Files] = []
    for each in sets:
        files = _files(each, digests)
        for pair in zip(files.csv.values(), files.json.values(), strict=True):
            yield from (file.artifact(context.memory) for file in pair)
        yield files.workbook.artifact(context.memory)
        shown.append(files)
    for each, files in zip(sets, shown, strict=True):
        yield from _entries(each, digests)
        yield _package(each, files, context)
    yield from _descriptions(context, samples=samples)
    yield page.artifact(context, shown)


def _files(each: Scope, digests: Mapping[str, str]) -> page.Files:
    """Return the files of one data set: the samples have those tables alone that hold samples."""
    below = "minh-hoa/" if each.sample else ""
    tables = tuple(table for table in TABLES if table.sampled or not each.sample)
    inputs = {table.name: _inputs(table, each, digests) for table in tables}

    @lru_cache(maxsize=1)  # the two files of a table are made one after the other
    def rows(table: Table) -> list[Row]:
        return list(table.rows(each))

    def csv(table: Table) -> bytes:
        tail = (each.as_of.isoformat(), each.site_url + table.page)
        return csv_bytes((*table.columns, *CSV_TAIL), rows(table), tail)

    def as_json(table: Table) -> bytes:
        return table_json(table, rows(table), each)

    name = f"{WORKBOOK.removesuffix('.xlsx')}-minh-hoa.xlsx" if each.sample else WORKBOOK
    terms = licence(sample=each.sample)
    return page.Files(
        each.sample,
        tables,
        {t.name: File(f"{FOLDER}{below}{t.name}.csv", inputs[t.name], partial(csv, t), count_rows) for t in tables},
        {t.name: File(f"{API}{below}{t.name}.json", inputs[t.name], partial(as_json, t)) for t in tables},
        File(f"{FOLDER}{below}{name}", digest(*inputs.values()), partial(workbook_bytes, each, tables, terms)),
        f"{FOLDER}{below}datapackage.json",
    )


def _package(each: Scope, files: page.Files, context: Context) -> Artifact:
    def render() -> bytes:
        return package_json(each, files.tables, {name: file.made(context.memory) for name, file in files.csv.items()})

    inputs = digest("package", *(file.inputs for file in files.csv.values()))
    return Artifact(files.package, inputs, render, "models/")


def _entries(each: Scope, digests: Mapping[str, str]) -> Iterator[Artifact]:
    """Yield the file of every entry. Those of models and people do not name the day of the build, so most stay as they are."""
    by_name = {table.name: table for table in TABLES}
    names = _names(each.registry)
    for name in ("mo-hinh", "dien-hinh", "don-vi", "ky"):
        table = by_name[name]
        parts = tuple(by_name[part] for part in table.parts)
        folder = f"{API}{'minh-hoa/' if each.sample else ''}{name}/"
        make = entry_maker(table, parts, each)
        for code, inputs, day, address in _of(table, each, digests):
            whole = digest(name, names, each.site_url, inputs, str(day), address)
            yield Artifact(f"{folder}{code}.json", whole, partial(make, code, day, address), "models/")


def _of(table: Table, each: Scope, digests: Mapping[str, str]) -> Iterator[tuple[str, str, Any, str]]:
    """Yield the entries of a table: code, digest of what is known of it, day, address of its page."""
    models, relations = each.registry.models, each.figures.relations
    if table.group is Group.MODELS:
        for slug, model in each.models.items():
            origin = relations.origin.get(slug, "")
            inputs = digest(model.front, origin, str(bool(origin) and models[origin].data.sample))
            yield slug, inputs, model.newest or each.as_of, f"mo-hinh/{slug}/" if model.has_page else table.page
    elif table.group is Group.EXEMPLARS:
        for slug, person in each.exemplars.items():
            led = person.data.achievement.models if person.data.achievement else ()
            inputs = digest(person.front, *(str(m in models and models[m].data.sample) + str(m in models) for m in led))
            yield slug, inputs, person.newest or each.as_of, f"dien-hinh/{slug}/"
    else:
        codes, page_of = (each.units, "don-vi/{}/") if table.group is Group.UNITS else (each.rows, "chi-tieu/")
        inputs = digest(_inputs(table, each, digests), digests["models"])
        yield from ((code, inputs, each.as_of, page_of.format(code)) for code in codes)


def _descriptions(context: Context, *, samples: bool) -> Iterator[Artifact]:
    """Yield the schema, the description of the API, and its list of files."""
    site_url, publisher = context.settings.site_url, context.registry.movement.data.publisher
    documents: dict[str, Callable[[], object]] = {
        "schema.json": partial(schema, TABLES),
        "openapi.json": partial(openapi, TABLES, site_url, publisher, samples=samples),
    }
    for name, document in documents.items():
        inputs = digest(name, site_url, repr(publisher), str(samples))
        yield Artifact(f"{API}{name}", inputs, partial(_document, document), "scripts/danvankheo/outputs/downloads/")


def _document(make: Callable[[], object]) -> bytes:
    return (json.dumps(make(), ensure_ascii=False, indent=1) + "\n").encode()


def _inputs(table: Table, each: Scope, digests: Mapping[str, str]) -> str:
    """Return the digest of what a table's files depend on, beside the code."""
    groups = {
        Group.MODELS: ("models",),
        Group.EXEMPLARS: ("exemplars", "models"),
        Group.ENTRIES: ("models", "exemplars"),
        Group.FIGURES: ("models",),
        Group.UNITS: (),
        Group.VOCABULARY: (),
    }[table.group]
    parts = (digests[name] for name in ("units", "fields", "types", *groups))
    return digest(table.name, each.registry.movement.digest, *parts, str(each.as_of), each.site_url, str(each.sample))


def _digest(group: Mapping[str, Record[Any]]) -> str:
    """Return one digest of what a group of records holds; of stories only that there is one, which makes a page."""
    parts = ((slug, record.front, str(record.has_story)) for slug, record in group.items())
    return digest(*(part for each in parts for part in each))


def _names(registry: Registry) -> str:
    """Return a digest of the names an entry repeats, so that a unit's new report leaves its models' files alone."""
    units = {slug: record.data.name for slug, record in registry.units.items()}
    fields = {slug: record.data.name for slug, record in registry.fields.items()}
    types = {slug: record.data.name for slug, record in registry.types.items()}
    return digest(repr((units, fields, types)))
