"""Line breaks, characters nobody sees, long texts, stacked marks: in every field of every kind of file.

What the check lets through, every page, picture and document can hold; what it refuses, it says in Vietnamese.
"""

from __future__ import annotations

import pytest
from danvankheo.base.text import unusable
from danvankheo.base.yaml_tree import Loc
from danvankheo.forms.entry_template import choices
from danvankheo.records.movement import Movement
from danvankheo.records.record import SCHEMAS
from danvankheo.records.scalars import limit_of
from danvankheo.records.validation import validate
from laws import Cases
from pydantic import BaseModel
from schema_trees import example, full, places, replaced

STACK = "e" + "\u0301" * 12
PAYLOADS = {
    "folded": "Đường hoa\nthôn Bàn", "paragraphs": "Đường hoa\n\n\nthôn Bàn\n", "carriage": "Đường\r\nhoa", "tab": "Đường\thoa",
    **{f"U+{code:04X}": f"Đường{chr(code)}hoa" for code in (
        0, 7, 8, 0xB, 0xC, 0x1B, 0x1F, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0x200B, 0x200E, 0xFEFF,
        0xD800, 0xDFFF, 0xFFFD, 0xFFFE, 0xFDD0, 0xFFF9, 0xE0041, 0x1FFFF)},
    "stacked marks": f"Đường {STACK} hoa", "long word": "đ" * 4_000, "long": "đường hoa " * 400, "longer": "a" * 40_000, "break alone": "\n",
}  # fmt: skip
REFUSED = {name for name, text in PAYLOADS.items() if unusable(text)}


def test_what_no_page_may_hold_is_refused() -> None:
    assert {"U+0008", "U+202E", "U+FFFD", "U+D800", "U+2028", "stacked marks", "U+E0041"} <= REFUSED
    assert {"folded", "tab", "long", "U+200B", "U+FEFF"}.isdisjoint(REFUSED)
    assert unusable("Nguyễn Thị Mộng Tuyền – “Đường hoa” ✓ 🌼") is None


@pytest.mark.law(2)
@pytest.mark.parametrize("schema", [*SCHEMAS.values(), Movement])
def test_every_field_takes_a_text_that_can_be_shown_or_says_what_is_wrong(
    schema: type[BaseModel], cases: Cases
) -> None:
    good = full(schema, lambda _, info: example(info))
    for loc, info in places(schema):
        limit = limit_of(info)
        for name, text in PAYLOADS.items():
            cases.count(1, "fields with a hostile text")
            shaped = validate(schema, replaced(good, loc, info, text))
            here = [finding for finding in shaped.findings if finding.loc[: len(loc)] == loc]
            assert all(f.message and f.code.startswith("DVK2") for f in here), (loc, name, here)
            assert here or (limit and name not in REFUSED), (loc, name)
            if limit and not here:
                shown = value_at(shaped.data, loc)
                assert unusable(shown) is None, (loc, name)
                assert len(shown) <= limit.most
                assert limit.lines or not set("\n\t\r") & set(shown), (loc, name)
            if limit and name in ("long word", "longer"):
                assert [f.code for f in here] == ["DVK216" if len(text) > limit.most else ""][: len(here)], (loc, name)
                assert all(str(limit.most) in f.message for f in here)


def value_at(data: object, loc: Loc) -> str:
    """Return the text at a place of a record, of a list the first."""
    for step in loc:
        if isinstance(data, BaseModel):
            data = getattr(data, next(n for n, info in type(data).model_fields.items() if info.alias == step))
        else:
            data = data[int(step)]  # type: ignore[index]
    return str(data[0] if isinstance(data, list) else data)


def test_every_text_of_the_schema_has_a_length() -> None:
    for schema in [*SCHEMAS.values(), Movement]:
        for loc, info in places(schema):
            has_reader = "BeforeValidator" in repr((info.annotation, info.metadata))
            assert limit_of(info) or has_reader or choices(info), loc
