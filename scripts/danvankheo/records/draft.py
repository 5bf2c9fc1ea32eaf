"""From a file to a draft: its YAML parsed or explained line by line, shaped by the schema, not yet judged."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel

from danvankheo.base.artifact import digest
from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.yaml_tree import Flaw, Loc, TooDeep, TreeBuilder
from danvankheo.records.days import newest_in, settled_on
from danvankheo.records.diagnostics import fields_of, inner_schema
from danvankheo.records.files import Kind
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.source import Source, read
from danvankheo.records.validation import Recalled, Shaped, shape
from danvankheo.records.vocabulary import FieldOfWork, HandWrittenPage, ModelType, Unit
from danvankheo.records.yaml_advice import LineFlaw, diagnose, missing_spaces

SCHEMAS: dict[Kind, type[BaseModel]] = {
    Kind.MODEL: Model, Kind.EXEMPLAR: Exemplar, Kind.UNIT: Unit, Kind.FIELD: FieldOfWork, Kind.TYPE: ModelType, Kind.PAGE: HandWrittenPage,
}  # fmt: skip
_HASH = re.compile(r"(?P<head>\s*(?:- +)?\w+: )(?P<value>[^\s\"'\[{|>#&*][^#]*?) #(?P<rest>.*)\Z")


_TEMPLATE = "So với mẫu bài (docs/mau-bai.md) rồi viết lại cho đúng."


class Held(StrEnum):
    """Why an entry with nothing wrong in it is not shown."""

    DRAFT = "còn là bản nháp (nhap: true)"
    UNAPPROVED = "chưa có mục duyệt (duyet)"


class Standing(NamedTuple):
    """Whether an entry is shown. held: why not yet; public: approved and not withdrawn; withdrawn: it was; sample: illustrative.

    A draft is neither public nor withdrawn. Records that are no entries are public.
    """

    held: Held | None = None
    public: bool = True
    withdrawn: bool = False
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A file on its way into the registry: its text as mended in memory, its tree and what is wrong so far.

    front: digest of the front matter; newest, settled: see ``days``; photos: the files named under ``anh``; face: all that a rule about another file may
    look at; standing: whether it is shown; recalled: known to be right from an earlier run, without text and tree
    (``recall``); leads: the links and headings of its story, as they were remembered then (``rendering.links``).
    """

    source: Source
    schema: type[BaseModel]
    yaml_text: str
    tree: Any
    shaped: Shaped[Any] | Recalled[Any]
    front: str
    has_story: bool
    newest: date | None
    settled: date | None
    photos: tuple[str, ...]
    face: str
    standing: Standing
    recalled: bool = False
    leads: str = ""

    @property
    def former_slugs(self) -> list[str]:
        """The slugs an entry had before."""
        slugs: list[str] = json.loads(self.face)[3]
        return slugs

    @property
    def has_page(self) -> bool:
        """Whether it has a page of its own when it is shown; see ``Record.has_page``."""
        return self.source.kind is not Kind.MODEL or self.has_story or bool(self.shaped.abstract.summary)


def read_draft(repo: Path, kind: Kind, name: str) -> tuple[Draft | None, list[Problem]]:
    """Read one file as far as it can be read; every problem so far comes in the second value."""
    source, problems = read(repo, kind, name)
    if source is None:
        return None, problems
    schema = SCHEMAS[kind]
    parsed, more = parse(source.path, source.front, source.front_line, schema)
    problems += more
    if parsed.tree is None:
        return None, problems
    shaped = shape(schema, parsed.tree, parsed.empty)
    if shaped.findings:  # "ten:abc" below another key is YAML, and means a text nobody intended
        flaws, text = missing_spaces(parsed.text, known_keys(schema))
        respaced = _built(text) if flaws else None
        if respaced and respaced.tree is not None:
            problems += _line_problems(source.path, source.front_line, flaws)
            parsed, shaped = respaced, shape(schema, respaced.tree, respaced.empty)
    has_story, photos = bool(source.body.strip()), _photo_files(parsed.tree)
    face, standing = face_of(shaped.data) or source.digest, _standing(shaped.data)
    return Draft(
        source,
        schema,
        parsed.text,
        parsed.tree,
        shaped,
        digest(source.front),
        has_story,
        newest_in(shaped.data),
        settled_on(shaped.data),
        photos,
        face,
        standing,
    ), problems


def face_of(data: BaseModel) -> str:
    """Return what rules about other files look at in an entry; "" for other records, which they may know by heart."""
    if not isinstance(data, Entry):
        return ""
    led = data.achievement.models if isinstance(data, Exemplar) and data.achievement else []
    origin = data.replicated_from if isinstance(data, Model) else None
    gone = [photo.file for photo in data.photos if data.withdrawn or photo.withdrawn]
    return json.dumps(
        [data.title, data.unit, origin, data.former_slugs, led, bool(data.withdrawn), gone], ensure_ascii=False
    )


def withdrawn_photos(draft: Draft) -> list[str]:
    """Return the photos of an entry that nobody may show any more, known without making its record."""
    gone: list[str] = [] if draft.face.endswith(", []]") or not draft.photos else json.loads(draft.face)[-1]
    return gone


def _standing(data: BaseModel) -> Standing:
    if not isinstance(data, Entry):
        return Standing()
    if data.withdrawn:
        return Standing(None, public=False, withdrawn=not data.draft, sample=data.sample)
    held = Held.DRAFT if data.draft else None if data.approval else Held.UNAPPROVED
    return Standing(held, public=held is None, sample=data.sample)


class PhotoLine(NamedTuple):
    """A photo named in a record: the file as written, where the name stands, and the text of that line."""

    file: str
    line: int
    column: int
    text: str


def _photo_files(tree: Any) -> tuple[str, ...]:
    """Return the files named under ``anh``, also those of a record with other mistakes."""
    photos = tree.get("anh") if isinstance(tree, dict) else None
    items = photos if isinstance(photos, list) else []
    return tuple(str(photo["tep"]) for photo in items if isinstance(photo, dict) and isinstance(photo.get("tep"), str))


def photo_lines(draft: Draft) -> list[PhotoLine]:
    """Return the same files with the lines they stand on; reads the text once more, for reports only."""
    builder = TreeBuilder(draft.yaml_text, places=True)
    builder.build()
    lines, first = draft.yaml_text.split("\n"), draft.source.front_line
    found = []
    for loc, place in builder.values.items():
        if len(loc) == 3 and loc[0] == "anh" and loc[2] == "tep":
            line = lines[place.line]
            name = str(draft.tree["anh"][loc[1]]["tep"]) if isinstance(loc[1], int) else ""
            found.append(PhotoLine(name, place.line + first, place.column + 1, line))
    return found


@cache
def known_keys(schema: type[BaseModel]) -> frozenset[str]:
    """Return every key the schema knows, nested ones included."""
    keys: set[str] = set()
    for key, info in fields_of(schema).items():
        keys.add(key)
        if inner := inner_schema(info.annotation):
            keys |= known_keys(inner)
    return frozenset(keys)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text and its tree (None when it holds no mapping), with the places of empty keys and unwanted constructs."""

    text: str
    tree: dict[str, Any] | None
    empty: set[Loc]
    flaws: list[Flaw]


def _built(text: str) -> Parsed | None:
    """Parse a text; None when it is not YAML. Raises TooDeep."""
    builder = TreeBuilder(text)
    try:
        tree = builder.build()
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, TooDeep):
            raise
        return None
    return Parsed(text, tree if isinstance(tree, dict) else None, builder.empty, builder.flaws)


def parse(path: str, front: str, first: int, schema: type[BaseModel]) -> tuple[Parsed, list[Problem]]:
    """Parse front matter; where it is not YAML, explain every line and go on with the text as mended."""
    nothing = Parsed(front, None, set(), [])
    try:
        parsed, problems = _parsed(path, front, first, known_keys(schema))
    except TooDeep as error:
        advice = "Chia bớt thông tin; phần kể chuyện viết xuống dưới dòng “---” thứ hai."
        message = "Khai báo lồng nhau quá sâu hoặc quá nhiều mục."
        return nothing, [Problem("DVK114", path, error.line + first, 1, message, advice)]
    if parsed is None:
        return nothing, problems or [Problem("DVK199", path, first, 1, "Không đọc được phần khai báo.", _TEMPLATE)]
    problems += _flaw_problems(path, first, parsed.text, parsed.flaws)
    problems += _cut_values(path, first, parsed.text)
    if parsed.tree is None and not problems:
        message = "Phần khai báo giữa hai dòng “---” không có mục nào đọc được; mỗi dòng cần dạng “khóa: giá trị”."
        problems.append(Problem("DVK115", path, first, 1, message, _TEMPLATE))
    return parsed, problems


def _parsed(path: str, front: str, first: int, keys: Collection[str]) -> tuple[Parsed | None, list[Problem]]:
    parsed = _built(front)
    flaws: list[LineFlaw] = []
    if parsed is None:
        flaws, text = diagnose(front, keys)
        parsed = _built(text)
    elif parsed.tree is None:
        flaws, text = missing_spaces(front, keys)
        parsed = (_built(text) if flaws else None) or parsed
    return parsed, _line_problems(path, first, flaws)


def _line_problems(path: str, first: int, flaws: Iterable[LineFlaw]) -> list[Problem]:
    """Return the flaws as problems; where several stand on one line, each offers the line with all of them mended."""
    flaws = list(flaws)
    final = {flaw.line: flaw.mended for flaw in flaws}
    return [Problem(flaw.code, path, flaw.line + first, flaw.column + 1, flaw.message,
                    "" if final[flaw.line] is not None else _TEMPLATE,
                    Fix("replace", flaw.line + first, final[flaw.line] or "") if final[flaw.line] is not None else None)
            for flaw in flaws]  # fmt: skip


def _flaw_problems(path: str, first: int, text: str, flaws: list[Flaw]) -> Iterator[Problem]:
    lines = text.split("\n")
    for flaw in flaws:
        line = lines[flaw.line]
        if flaw.code == "DVK108":
            yield Problem("DVK108", path, flaw.line + first, flaw.column + 1, f"Mục “{flaw.word}” đã có ở trên; mỗi mục chỉ ghi một lần.",
                          "Giữ dòng đúng, xóa dòng kia.", Fix("delete", flaw.line + first))  # fmt: skip
            continue
        fix = _without_sign(line, flaw.line + first, "\n".join(lines[flaw.line + 1 : flaw.line + 2]))
        code = "DVK107" if fix else "DVK109"
        yield Problem(code, path, flaw.line + first, flaw.column + 1,
                      f"“{flaw.word}” là ký hiệu riêng của YAML, không dùng ở đây.", "Đặt cả giá trị trong dấu nháy thẳng." if fix else "Xóa ký hiệu này.", fix)  # fmt: skip


def _without_sign(line: str, number: int, below: str) -> Fix | None:
    """Return the line mended when a sign of YAML's (&name, *name, !name) is the beginning of what a person typed.

    Above indented lines the sign is no text of anybody's: quotes would turn the lines below into nonsense.
    """
    key, colon, value = line.partition(": ")
    if not colon or '"' in value or value.strip()[:1] not in ("&", "*", "!"):
        return None
    if len(below) - len(below.lstrip()) > len(line) - len(line.lstrip()):
        return None
    return Fix("replace", number, f'{key}: "{value.strip()}"')


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
