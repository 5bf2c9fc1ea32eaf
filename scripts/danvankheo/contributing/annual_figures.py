"""A unit's figures of one year, put into the unit's file; every line that is not of that year stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.contributing import new
from danvankheo.contributing.issue_forms import REPORT, YEAR
from danvankheo.contributing.message_import import Imported
from danvankheo.contributing.questions import Question
from danvankheo.records.disk import Kind
from danvankheo.records.findings import at
from danvankheo.records.registry import Registry
from danvankheo.records.scalars import iso_date
from danvankheo.records.vocabulary import YearFigures

_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,9}")
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))? ?%?")
_LONGEST = 200


def put_year(repo: Path, registry: Registry, unit: str, said: Mapping[str, str]) -> Imported:
    """Write a year's figures; raises when the year has real figures already, or when nothing was said."""
    year = new.line(said.get(YEAR.label, ""))
    if not re.fullmatch(r"20\d\d", year):
        raise DanVanKheoError(f"“{year[:20]}” không phải năm bốn chữ số.")
    before = registry.units[unit].data.years.get(int(year))
    if before and not before.sample:
        raise DanVanKheoError(f"Đã có số liệu năm {year} của {new.unit_name(registry, unit)}; hãy sửa thẳng trong tệp.")
    notes: list[str] = []
    lines = list(_lines(said, notes))
    if not lines:
        raise DanVanKheoError("Mẫu chưa có số liệu nào.")
    if before:
        notes.append(f"số liệu minh họa năm {year} được thay bằng số liệu thật.")
    path = f"{Kind.UNIT}/{unit}.md"
    text = (repo / path).read_text("utf-8")
    (repo / path).write_text(_with_year(text, int(year), lines), "utf-8", newline="\n")
    return Imported(path, (), tuple(notes))


def _lines(said: Mapping[str, str], notes: list[str]) -> Iterator[str]:
    for question in REPORT:
        text = new.line(said.get(question.label, ""))
        if not text:
            continue
        value = _value(question, text)
        if value is None:
            notes.append(f"{question.label}: “{text[:60]}” chưa dùng được.")
        else:
            yield f"    {at(YearFigures, *question.place)[0]}: {value}"


def _value(question: Question, said: str) -> str | None:
    """Return an answer as the file says it: a day, a whole number, a rate, or quoted text; None when it is none of them."""
    name = question.place[0]
    if name.endswith("_sent"):
        return iso_date(said)
    if name == "source":
        return json.dumps(said[:_LONGEST], ensure_ascii=False)
    if name == "gathering_rate":
        found = _SHARE.fullmatch(said)
        rate = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(101)
        return f"{rate.normalize():f}" if rate <= 100 else None
    return said.replace(".", "") if _WHOLE.fullmatch(said) else None


def _with_year(text: str, year: int, figures: list[str]) -> str:
    """Return a unit's file with a year's block replaced, or put in its place among the years."""
    lines = text.split("\n")
    end = lines.index("---", 1)
    start = next((number for number in range(1, end) if re.match(r"theo_nam:\s*\Z", lines[number])), None)
    block = [f"  {year}:", *figures]
    if start is None:
        lines[end:end] = ["theo_nam:", *block]
        return "\n".join(lines)
    stop = next((n for n in range(start + 1, end) if lines[n] and not lines[n].startswith(" ")), end)
    years = [(int(found[1]), n) for n in range(start + 1, stop) if (found := re.match(r"  (\d{4}):\s*\Z", lines[n]))]
    for (each, first), (_, last) in zip(years, [*years[1:], (0, stop)], strict=True):
        if each == year:
            lines[first:last] = block
            return "\n".join(lines)
        if each > year:
            lines[first:first] = block
            return "\n".join(lines)
    lines[stop:stop] = block
    return "\n".join(lines)
