"""The field guide tells every key of every kind of file people write."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from danvankheo.forms.field_guide import field_guide, kind_of_value
from danvankheo.records.movement import Movement
from danvankheo.records.scalars import Limit
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.section import Section, key
from danvankheo.records.validation import validate
from danvankheo.records.vocabulary import FieldOfWork, HandWrittenPage, ModelType, Unit
from pydantic import BaseModel


class Slogan(Section):
    text: Annotated[str, Limit(80)] | None = key("khau_hieu", "Khẩu hiệu", default=None)


WRITTEN = (Model, Exemplar, Unit, FieldOfWork, ModelType, Movement, HandWrittenPage)


def sections(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield every mapping below a type, by the types alone."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for info in annotation.model_fields.values():
            yield from sections(info.annotation)
    for argument in typing.get_args(annotation):
        yield from sections(argument)


@pytest.mark.parametrize("schema", WRITTEN)
def test_every_key_stands_in_the_guide_with_its_label(schema: type[BaseModel]) -> None:
    guide = field_guide()
    for section in sections(schema):
        for info in section.model_fields.values():
            assert f"| `{info.alias}` | {info.title}" in guide, (section.__name__, info.alias)


def test_every_kind_of_file_in_content_has_its_part(repo: Path) -> None:
    guide = field_guide()
    folders = {f"content/{file.parent.name}/" for file in (repo / "content").glob("*/*.md")}
    assert folders == {"content/don-vi/", "content/linh-vuc/", "content/loai-mo-hinh/"}
    for path in (*folders, "content/phong-trao.yml", "models/", "exemplars/"):
        assert f"(`{path}" in guide


def test_a_text_may_be_given_any_length_in_the_schema_alone() -> None:
    info = Slogan.model_fields["text"]
    assert kind_of_value(info) == "chữ, nhiều nhất 80 ký tự, trên một dòng"
    assert [finding.code for finding in validate(Slogan, {"khau_hieu": "x" * 81}).findings] == ["DVK216"]
