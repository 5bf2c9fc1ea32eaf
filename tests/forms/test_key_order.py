"""The order of keys is the order of declaration, in every document made from the schema."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from danvankheo.editing.key_order import in_order
from danvankheo.forms.editor_config import config
from danvankheo.forms.entry_template import blank
from danvankheo.forms.field_guide import field_guide
from danvankheo.forms.name_lookup import field_names
from danvankheo.records.files import Kind
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from danvankheo.records.scalars import Line
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.section import Section, in_file, key, keys_in_file

ENTRIES = {Kind.MODEL: Model, Kind.EXEMPLAR: Exemplar}


@pytest.fixture(scope="module")
def registry(repo: Path) -> Registry:
    return load(repo)[0]


class Base(Section):
    first: Line = key("mot", "Một")
    last: Line = key("chin", "Chín")


class Extended(Base):
    fourth: Line = key("bon", "Bốn")
    second: Line = key("hai", "Hai", after="first")
    third: Line = key("ba", "Ba")


def test_an_own_field_follows_the_one_it_names_or_the_one_declared_before_it() -> None:
    assert keys_in_file(Base) == ("mot", "chin")
    assert keys_in_file(Extended) == ("mot", "hai", "ba", "chin", "bon")


@pytest.mark.parametrize("schema", ENTRIES.values())
def test_every_key_has_one_place_in_the_file(schema: type[Entry]) -> None:
    assert sorted(in_file(schema)) == sorted(schema.model_fields)
    assert len(set(keys_in_file(schema))) == len(in_file(schema))


@pytest.mark.parametrize(("schema", "heading"), [(Model, "## Bài về mô hình"), (Exemplar, "## Bài về cá nhân")])
def test_the_guide_tells_every_key_in_order(schema: type[Entry], heading: str) -> None:
    table = field_guide().partition(heading)[2].partition("\n##")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == keys_in_file(schema)


@pytest.mark.parametrize("kind", ENTRIES)
def test_the_editor_asks_for_every_key_in_order(registry: Registry, kind: Kind) -> None:
    (collection,) = (each for each in config(registry)["collections"] if each["name"] == kind.value)
    assert tuple(field["name"] for field in collection["fields"]) == (*keys_in_file(ENTRIES[kind]), "body")


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_new_file_has_its_keys_in_order(registry: Registry, kind: Kind) -> None:
    keys = re.findall(r"^#?(\w+):", blank(kind, field_names(registry)), re.MULTILINE)
    assert keys == [key for key in keys_in_file(ENTRIES[kind]) if key in keys]
    assert in_order(ENTRIES[kind], [f"{key}: x" for key in keys]) is None


@pytest.mark.parametrize("schema", ENTRIES.values())
def test_dvk_fix_brings_keys_into_order(schema: type[Entry]) -> None:
    lines = [f"{key}: x" for key in keys_in_file(schema)]
    assert in_order(schema, lines[::-1]) == lines
