"""Which texts name a body, and what is told of one that is named after its end."""

from __future__ import annotations

import shutil
import typing
from datetime import date
from pathlib import Path

import pytest
from danvankheo.base.problems import Severity
from danvankheo.records.body_names import names_one_of
from danvankheo.records.files import Kind
from danvankheo.records.movement import Movement
from danvankheo.records.reading import load, read_movement
from danvankheo.records.record import SCHEMAS
from danvankheo.records.section import declared
from pydantic import BaseModel

ENDED = date(2025, 6, 30)
NAMES = ("Huyện Đoàn Thọ Xuân", "Đoàn huyện Thọ Xuân")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Huyện Đoàn Thọ Xuân", True),
        ("Ban Thường vụ Huyện Đoàn Thọ Xuân", True),
        ("HUYỆN ĐOÀN THỌ XUÂN", True),
        ("Ban Thường vụ huyện đoàn Thọ Xuân", True),
        ("Huyện Đoàn", True),
        ("VP Huyện Đoàn (b/c)", True),
        ("Huyện Ðoàn, qua Văn phòng", True),
        ("Huyện Đoàn trao tại lễ tổng kết", True),
        ("BTV Đoàn huyện Thọ Xuân", True),
        ("Thọ Xuân", False),
        ("Đoàn xã Thọ Xuân", False),
        ("Huyện Đoàn Yên Định", False),
        ("HUYỆN ĐOÀN YÊN ĐỊNH", False),
        ("huyện đoàn yên định", False),
        ("Ban Thường vụ Tỉnh Đoàn", False),
        ("Toàn huyện đoàn kết", False),
        ("Huyện ủy Thọ Xuân", False),
        ("", False),
    ],
)
def test_a_body_is_known_by_its_names_in_whole_words_with_or_without_its_own_place(text: str, *, named: bool) -> None:
    assert names_one_of(text, NAMES, "Thọ Xuân") is named


@pytest.fixture(scope="module")
def movement(repo: Path) -> Movement:
    return read_movement(repo)[0].data


def test_every_body_of_the_district_ended_with_it_and_is_there_until_its_last_day(movement: Movement) -> None:
    for text in ("Ban Thường vụ Huyện Đoàn Thọ Xuân", "VP, Ban DV Huyện ủy (b/c)", "Chủ tịch UBND huyện Thọ Xuân"):
        assert movement.ended_body(text, ENDED) is None
        assert movement.ended_body(text, date(2025, 7, 1)), text
    assert movement.ended_body("Ban Thường vụ Tỉnh Đoàn Thanh Hóa", date(2030, 1, 1)) is None


def test_no_receiver_is_a_body_that_ended_even_if_the_plan_gives_it_no_last_day(movement: Movement) -> None:
    plan = movement.periods[0].model_copy(
        update={"report_to": [movement.periods[0].report_to[0].model_copy(update={"until": None})]}
    )
    endless = movement.model_copy(update={"periods": [plan]})
    assert "Huyện Đoàn" in endless.receiver_on(ENDED)
    assert endless.receiver_on(date(2025, 7, 1)) == ""
    assert not [name for name in endless.recipients_on(plan, date(2025, 11, 10)) if "Huyện" in name]
    assert [name for name in endless.recipients_on(plan, ENDED) if "Huyện" in name]


def test_the_warning_names_the_day_the_end_and_who_was_there(tmp_path: Path, repo: Path) -> None:
    shutil.copytree(repo / "content", tmp_path / "content")
    unit = tmp_path / "content/don-vi/xa-xuan-lap-2025.md"
    text = unit.read_text("utf-8").replace("    - Ủy ban nhân dân xã Xuân Lập\n", "    - Ban Dân vận Huyện ủy\n")
    text = text.replace(
        "\n---\n", "\nkiem_tra:\n  - {ngay: 2025-09-03, noi_dung: Việc thực hiện, co_quan: Huyện Đoàn}\n---\n", 1
    )
    unit.write_text(text, "utf-8")
    found = [p for p in load(tmp_path, today=date(2026, 11, 28))[1] if p.code == "DVK370"]
    assert [p.line for p in found] == [n for n, line in enumerate(text.split("\n"), 1) if "Huyện" in line]
    assert {p.severity for p in found} == {Severity.WARNING}
    assert "15/08/2025" in found[0].message
    assert "Huyện ủy Thọ Xuân đã kết thúc ngày 30/06/2025" in found[0].message
    assert "Tỉnh Đoàn Thanh Hóa" in found[1].hint
    assert "xa-xuan-lap-2025" in load(tmp_path, today=date(2026, 11, 28))[0].units


def sections(schema: type[BaseModel]) -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = {schema}
    for info in schema.model_fields.values():
        parts, seen = [info.annotation], []
        while parts:
            part = parts.pop()
            seen.append(part)
            parts += typing.get_args(part)
        found |= {s for p in seen if isinstance(p, type) and issubclass(p, BaseModel) for s in sections(p)}
    return found


def test_every_key_for_a_body_is_declared_as_one() -> None:
    every = {s for schema in (*(SCHEMAS[kind] for kind in Kind), Movement) for s in sections(schema)}
    keys = {"co_quan", "gui", "boi", "nhan_xet_boi", "cong_nhan_boi", "chi_dao", "bao_cao", "noi_luu", "ai_giu"}
    not_declared = {
        f"{s.__name__}.{info.alias}"
        for s in every
        for info in s.model_fields.values()
        if info.alias in keys and not declared(info, "body")
    }
    # Sections and choices, not names: the kind of who confirms, the list of bodies itself, where one paper is kept, a day.
    assert not_declared == {"Confirmation.boi", "Movement.co_quan", "Consent.noi_luu", "Deadlines.bao_cao"}
