"""Imports the form with a unit's figures of one year into the unit's file; all other lines stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.forms import name_lookup
from danvankheo.forms.issue_forms import REPORT, YEAR
from danvankheo.forms.questions import Question
from danvankheo.imports.message_import import ImportResult
from danvankheo.imports.year_block import YearBlock
from danvankheo.records.diagnostics import key_path
from danvankheo.records.files import Kind
from danvankheo.records.registry import Registry
from danvankheo.records.scalars import iso_date
from danvankheo.records.vocabulary import YearFigures

_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,9}")
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))? ?%?")


def put_year(repo: Path, registry: Registry, unit: str, given: Mapping[str, str]) -> ImportResult:
    """Write a year's figures. Raises DanVanKheoError when the year has real figures already, or the form has none."""
    year = name_lookup.one_line(given.get(YEAR.label, ""))
    if not re.fullmatch(r"20\d\d", year):
        raise DanVanKheoError(f"“{year[:20]}” không phải năm bốn chữ số.")
    before = registry.units[unit].data.years.get(int(year))
    if before and not before.sample:
        raise DanVanKheoError(
            f"Đã có số liệu năm {year} của {name_lookup.unit_name(registry, unit)}; hãy sửa thẳng trong tệp."
        )
    notes: list[str] = []
    figures = dict(_figures(given, notes))
    if not figures:
        raise DanVanKheoError("Mẫu chưa có số liệu nào.")
    if before:
        notes.append(f"số liệu minh họa năm {year} được thay bằng số liệu thật.")
    path = f"{Kind.UNIT}/{unit}.md"
    (repo / path).write_bytes(YearBlock((repo / path).read_bytes(), path, year).rewritten(figures))
    return ImportResult(path, (), tuple(notes))


def _figures(given: Mapping[str, str], notes: list[str]) -> Iterator[tuple[str, str]]:
    for question in REPORT:
        text = name_lookup.one_line(given.get(question.label, ""))
        if not text:
            continue
        value = _value(question, text)
        if value is None:
            notes.append(f"{question.label}: “{text[:60]}” chưa dùng được.")
        else:
            yield str(key_path(YearFigures, *question.place)[0]), value


def _value(question: Question, given: str) -> str | None:
    """Return the value for the file: a day, a whole number, a rate in percent, or text; None when the answer is not one."""
    name = question.place[0]
    if name.endswith("_sent"):
        return iso_date(given)
    if name == "source":
        return given if len(given) <= question.max_length else None
    if name == "gathering_rate":
        found = _SHARE.fullmatch(given)
        rate = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(101)
        return f"{rate.normalize():f}" if rate <= 100 else None
    return given.replace(".", "") if _WHOLE.fullmatch(given) else None
