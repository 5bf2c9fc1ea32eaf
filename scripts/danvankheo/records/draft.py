"""From a file to a draft: its YAML parsed or explained line by line, shaped by the schema, not yet judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.records.findings import fields_of, inner_schema
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.shape import Shaped, shape
from danvankheo.records.source import Kind, Source, read
from danvankheo.records.tree import Flaw, TooDeep, TreeBuilder, pruned
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Page, Unit
from danvankheo.records.yaml_advice import LineFlaw, colon_flaws, diagnose

SCHEMAS: dict[Kind, type[BaseModel]] = {
    Kind.MODEL: Model, Kind.EXEMPLAR: Exemplar, Kind.UNIT: Unit, Kind.FIELD: FieldOfWork, Kind.TYPE: ModelType, Kind.PAGE: Page,
}  # fmt: skip
_HASH = re.compile(r"(?P<head>\s*(?:- +)?\w+: )(?P<value>[^\s\"'\[{|>#&*][^#]*?) #(?P<rest>.*)\Z")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file on its way into the registry: its text as mended in memory, its tree and what is wrong so far."""

    source: Source
    schema: type[BaseModel]
    yaml_text: str
    tree: Any
    shaped: Shaped[Any]
    problems: tuple[Problem, ...]


def read_draft(repo: Path, kind: Kind, name: str) -> tuple[Draft | None, list[Problem]]:
    source, problems = read(repo, kind, name)
    if source is None:
        return None, problems
    schema = SCHEMAS[kind]
    yaml_text, builder, tree, more = parse(source.path, source.front, source.front_line, schema)
    problems += more
    if builder is None:
        return None, problems
    shaped = shape(schema, tree, builder.empty)
    if shaped.findings and (flaws := colon_flaws(yaml_text, known_keys(schema))):
        more, yaml_text = _line_problems(source.path, source.front_line, flaws), _mended(yaml_text, flaws)
        problems += more
        builder = TreeBuilder(yaml_text)
        tree = pruned(builder.build())
        shaped = shape(schema, tree, builder.empty)
    return Draft(source, schema, yaml_text, tree, shaped, tuple(problems)), problems


@cache
def known_keys(schema: type[BaseModel]) -> frozenset[str]:
    """Return every key the schema knows, nested ones included."""
    keys: set[str] = set()
    for key, info in fields_of(schema).items():
        keys.add(key)
        if inner := inner_schema(info.annotation):
            keys |= known_keys(inner)
    return frozenset(keys)


def parse(
    path: str, front: str, first: int, schema: type[BaseModel]
) -> tuple[str, TreeBuilder | None, Any, list[Problem]]:
    """Parse front matter; where it is not YAML, explain every line and go on with the text as mended."""
    builder = TreeBuilder(front)
    problems: list[Problem] = []
    try:
        tree = builder.build()
    except TooDeep as error:
        advice = "Chia bớt thông tin; phần kể chuyện viết xuống dưới dòng “---” thứ hai."
        return (
            front,
            None,
            None,
            [Problem("DVK114", path, error.line + first, 1, "Khai báo lồng nhau quá sâu hoặc quá nhiều mục.", advice)],
        )
    except Exception as error:  # noqa: BLE001 - libyaml raises several kinds; all mean "not YAML"
        flaws, front = diagnose(front, known_keys(schema))
        problems += _line_problems(path, first, flaws)
        if not flaws:
            problems.append(
                Problem(
                    "DVK199",
                    path,
                    first,
                    1,
                    f"Không đọc được phần khai báo ({type(error).__name__}).",
                    "Chép lại theo mẫu bài.",
                )
            )
        builder = TreeBuilder(front)
        try:
            tree = builder.build()
        except Exception:  # noqa: BLE001
            return front, None, None, problems
    problems += _flaw_problems(path, first, front, builder.flaws)
    problems += _cut_values(path, first, front)
    if not isinstance(tree, dict):
        if not problems:
            missing = "Phần khai báo giữa hai dòng “---” không có mục nào đọc được; mỗi dòng cần dạng “khóa: giá trị”."
            problems.append(Problem("DVK115", path, first, 1, missing, "Chép lại theo mẫu bài."))
        colons = colon_flaws(front, known_keys(schema))
        if not colons:
            return front, None, None, problems
        problems = [p for p in problems if p.code != "DVK115"] + _line_problems(path, first, colons)
        front = _mended(front, colons)
        builder = TreeBuilder(front)
        tree = builder.build()
    return front, builder if isinstance(tree, dict) else None, pruned(tree), problems


def _line_problems(path: str, first: int, flaws: Iterable[LineFlaw]) -> list[Problem]:
    """Return the flaws as problems; where several stand on one line, each offers the line with all of them mended."""
    flaws = list(flaws)
    final = {flaw.line: flaw.mended for flaw in flaws}
    return [Problem(flaw.code, path, flaw.line + first, flaw.column + 1, flaw.message,
                    "" if final[flaw.line] is not None else "So với mẫu bài ở CONTRIBUTING.md rồi viết lại dòng này.",
                    Fix("replace", flaw.line + first, final[flaw.line] or "") if final[flaw.line] is not None else None)
            for flaw in flaws]  # fmt: skip


def _mended(text: str, flaws: Iterable[LineFlaw]) -> str:
    lines = text.split("\n")
    for flaw in flaws:
        if flaw.mended is not None:
            lines[flaw.line] = flaw.mended
    return "\n".join(lines)


def _flaw_problems(path: str, first: int, text: str, flaws: list[Flaw]) -> Iterator[Problem]:
    lines = text.split("\n")
    for flaw in flaws:
        line = lines[flaw.line]
        if flaw.code == "DVK108":
            yield Problem("DVK108", path, flaw.line + first, flaw.column + 1, f"Mục “{flaw.word}” đã có ở trên; mỗi mục chỉ ghi một lần.",
                          "Giữ dòng đúng, xóa dòng kia.", Fix("delete", flaw.line + first))  # fmt: skip
            continue
        key, colon, value = line.partition(": ")
        fix = (
            Fix("replace", flaw.line + first, f'{key}: "{value.strip()}"')
            if colon and '"' not in value and value.strip()[:1] in "&*!"
            else None
        )
        code = "DVK107" if fix else "DVK109"
        yield Problem(code, path, flaw.line + first, flaw.column + 1,
                      f"“{flaw.word}” là ký hiệu riêng của YAML, không dùng ở đây.", "Đặt cả giá trị trong dấu nháy thẳng." if fix else "Xóa ký hiệu này.", fix)  # fmt: skip


def _cut_values(path: str, first: int, text: str) -> Iterator[Problem]:
    """Yield values cut short by " #", which YAML takes for the beginning of a comment."""
    if " #" not in text:
        return
    for number, line in enumerate(text.split("\n")):
        match = _HASH.match(line)
        if match and not match["value"].endswith(" ") and " " in match["value"] + match["rest"]:
            whole = f"{match['value']} #{match['rest']}".replace('"', "”")
            yield Problem("DVK110", path, number + first, match.end("value") + 2, f"Từ dấu # trở đi bị bỏ qua: “#{match['rest']}”.",
                          "Nếu là ghi chú thì chuyển lên một dòng riêng bắt đầu bằng #.",
                          Fix("replace", number + first, f'{match["head"]}"{whole}"'), Severity.WARNING)  # fmt: skip
