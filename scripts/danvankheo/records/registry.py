"""The registry: every record of the repository, checked, with what is wrong said in one run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.text import sort_key
from danvankheo.records import privacy, references, rules
from danvankheo.records.findings import Binder, Finding, fields_of, inner_schema
from danvankheo.records.references import Book, model_date
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.shape import Shaped, example_tree, shape
from danvankheo.records.source import Kind, Source, read, record_files
from danvankheo.records.tree import Flaw, Loc, TooDeep, TreeBuilder, pruned
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Movement, Page, Unit
from danvankheo.records.yaml_advice import LineFlaw, colon_flaws, diagnose

__all__ = ["Kind", "Record", "Registry", "load", "model_date"]

T_co = TypeVar("T_co", bound=BaseModel, covariant=True)
SCHEMAS: dict[Kind, type[BaseModel]] = {
    Kind.MODEL: Model, Kind.EXEMPLAR: Exemplar, Kind.UNIT: Unit, Kind.FIELD: FieldOfWork, Kind.TYPE: ModelType, Kind.PAGE: Page,
}  # fmt: skip
MOVEMENT_PATH = "content/phong-trao.yml"
_HASH = re.compile(r"(?P<head>\s*(?:- +)?\w+: )(?P<value>[^\s\"'\[{|>#&*][^#]*?) #(?P<rest>.*)\Z")


@dataclass(frozen=True, slots=True)
class Record(Generic[T_co]):
    """One record: its kind, slug, path from the repository's root, data, digest of the file, whether it tells a story."""

    kind: Kind
    slug: str
    path: str
    data: T_co
    digest: str
    has_story: bool

    def story(self, repo: Path) -> tuple[str, int]:
        """Return the Markdown text, read again from the file, and the line it begins on."""
        source, _ = read(repo, self.kind, self.path.rpartition("/")[2])
        return (source.body, source.body_line) if source else ("", 1)


@dataclass(frozen=True)
class Registry:
    """What may be shown. ``models`` and ``exemplars`` are the public ones: right, approved, no drafts, not withdrawn."""

    repo: Path
    movement: Record[Movement]
    fields: dict[str, Record[FieldOfWork]]
    types: dict[str, Record[ModelType]]
    units: dict[str, Record[Unit]]
    models: dict[str, Record[Model]]
    exemplars: dict[str, Record[Exemplar]]
    pages: dict[str, Record[Page]]
    redirects: dict[str, str]
    withdrawn: dict[str, Record[Entry]]

    def photo_folder(self, record: Record[Entry]) -> Path:
        """Return the folder of a record's photos."""
        return self.repo / record.kind / "anh" / record.slug

    def newest_date(self) -> date:
        """Return the newest date in the data: the as-of date when nobody gives one."""
        return max(self._dates(), default=self.movement.data.periods[0].start)

    def _dates(self) -> Iterator[date]:
        for group in (self.models, self.exemplars, self.units):
            for record in group.values():
                yield from _dates_in(record.data)


def _dates_in(value: object) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in ("since", "until"):
                yield from _dates_in(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _dates_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _dates_in(item)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file on its way into the registry: its text as mended in memory, its tree and what is wrong so far."""

    source: Source
    schema: type[BaseModel]
    yaml_text: str
    tree: Any
    shaped: Shaped[Any]
    problems: tuple[Problem, ...]


def load(repo: Path, *, samples: bool = True) -> tuple[Registry, list[Problem]]:
    """Read and check every record below the repository.

    Records with errors are left out of the registry; their problems come in the second value.
    """
    drafts: dict[Kind, dict[str, Draft]] = {}
    problems: list[Problem] = []
    for kind in Kind:
        names, found = record_files(repo, kind)
        problems += found
        drafts[kind] = {}
        for name in names:
            draft, found = _draft(repo, kind, name)
            problems += found
            if draft:
                drafts[kind][draft.source.slug] = draft
    movement, found = _movement(repo)
    problems += found
    book = Book(movement.data, *({slug: d.shaped.data for slug, d in drafts[kind].items()}  # type: ignore[arg-type]
                                 for kind in (Kind.FIELD, Kind.TYPE, Kind.UNIT, Kind.MODEL, Kind.EXEMPLAR)))  # fmt: skip
    for kind in Kind:
        findings = _titles(drafts[kind]) if kind in (Kind.MODEL, Kind.EXEMPLAR) else {}
        for slug, draft in drafts[kind].items():
            problems += _judge(slug, draft, book, findings.get(slug, []))
    bad = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    return _registry(repo, movement, drafts, bad, samples), problems


def _draft(repo: Path, kind: Kind, name: str) -> tuple[Draft | None, list[Problem]]:
    source, problems = read(repo, kind, name)
    if source is None:
        return None, problems
    schema = SCHEMAS[kind]
    yaml_text, builder, tree, more = _parse(source.path, source.front, source.front_line, schema)
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


def _parse(path: str, front: str, first: int, schema: type[BaseModel]) -> tuple[str, TreeBuilder | None, Any, list[Problem]]:
    """Parse front matter; where it is not YAML, explain every line and go on with the text as mended."""
    builder = TreeBuilder(front)
    problems: list[Problem] = []
    try:
        tree = builder.build()
    except TooDeep as error:
        advice = "Chia bớt thông tin; phần kể chuyện viết xuống dưới dòng “---” thứ hai."
        return front, None, None, [Problem("DVK114", path, error.line + first, 1, "Khai báo lồng nhau quá sâu hoặc quá nhiều mục.", advice)]
    except Exception as error:  # noqa: BLE001 - libyaml raises several kinds; all mean "not YAML"
        flaws, front = diagnose(front, known_keys(schema))
        problems += _line_problems(path, first, flaws)
        if not flaws:
            problems.append(Problem("DVK199", path, first, 1, f"Không đọc được phần khai báo ({type(error).__name__}).", "Chép lại theo mẫu bài."))
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
    return [Problem(flaw.code, path, flaw.line + first, flaw.column + 1, flaw.message, "",
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
        fix = Fix("replace", flaw.line + first, f'{key}: "{value.strip()}"') if colon and '"' not in value and value.strip()[:1] in "&*!" else None
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


def _movement(repo: Path) -> tuple[Record[Movement], list[Problem]]:
    """Read the movement's file; without a usable one a placeholder keeps the other checks going."""
    from danvankheo.records.source import decode, digest

    path = repo / MOVEMENT_PATH
    data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    if not data:
        problem = Problem("DVK016", MOVEMENT_PATH, 1, 1, "Thiếu tệp khai báo phong trào.", "Khôi phục tệp này từ kho gốc.")
        return Record(Kind.PAGE, "phong-trao", MOVEMENT_PATH, Movement.model_validate(example_tree(Movement)), "", False), [problem]
    text, problems = decode(MOVEMENT_PATH, data)
    text, builder, tree, more = _parse(MOVEMENT_PATH, text or "", 1, Movement)
    shaped = shape(Movement, tree, builder.empty if builder else set())
    problems += more
    problems += Binder(MOVEMENT_PATH, Movement, text, 1).problems(list(shaped.findings))
    return Record(Kind.PAGE, "phong-trao", MOVEMENT_PATH, shaped.data, digest(data), False), problems


def _titles(drafts: dict[str, Draft]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for slug, finding in references.same_title({slug: draft.shaped.data for slug, draft in drafts.items()}):
        found.setdefault(slug, []).append(finding)
    return found


def _judge(slug: str, draft: Draft, book: Book, findings: list[Finding]) -> list[Problem]:
    """Run every rule of a record; places whose value was replaced are not judged again."""
    data, shaped = draft.shaped.data, draft.shaped
    findings = [f for f in [*findings, *_rule_findings(slug, data, book)] if shaped.judges(f.loc)]
    findings += references.resolve_names(list(shaped.findings), book)
    problems = list(_private(draft)) if isinstance(data, Entry) else []
    if findings:
        binder = Binder(draft.source.path, draft.schema, draft.yaml_text, draft.source.front_line)
        problems += binder.problems(findings)
    return problems


def _rule_findings(slug: str, data: BaseModel, book: Book) -> Iterator[Finding]:
    period = book.movement.periods[-1]
    if isinstance(data, Entry):
        for rule in rules.MODEL_RULES if isinstance(data, Model) else rules.EXEMPLAR_RULES:
            yield from rule(data, period)
        for check in references.ENTRY_RULES:
            yield from check(slug, data, book)
    elif isinstance(data, Unit):
        for rule in rules.UNIT_RULES:
            yield from rule(data, period)
        yield from references.unit_links(slug, data, book)
    elif isinstance(data, (FieldOfWork, ModelType)):
        yield from references.vocabulary_links(slug, data, book)


def _private(draft: Draft) -> Iterator[Problem]:
    """Yield private data in the front matter's and the story's text, with line and column."""
    source = draft.source
    for text, first in ((draft.yaml_text, source.front_line), (source.body, source.body_line)):
        for leak in privacy.first_of_each(text):
            before = text[: leak.start]
            line_start = before.rfind("\n") + 1
            if _is_plain_number(text, line_start, leak):
                continue
            yield Problem(leak.code, source.path, before.count("\n") + first, leak.start - line_start + 1,
                          f"Trong bài có {leak.what}: “{leak.shown}”.",
                          "Trang không đăng thông tin riêng tư. Xóa phần này khỏi bài.")  # fmt: skip


def _is_plain_number(text: str, line_start: int, leak: privacy.Leak) -> bool:
    """Tell whether the digits are a number field's whole value (``so: 0912…`` is refused elsewhere, money is none)."""
    head = text[line_start : leak.start]
    return bool(re.search(r"(?:^|[\s{,-])(?:so|ma_gso|van_ban): *['\"]?\Z", head))


def _registry(repo: Path, movement: Record[Movement], drafts: dict[Kind, dict[str, Draft]], bad: Collection[str], samples: bool) -> Registry:
    def records(kind: Kind) -> dict[str, Record[Any]]:
        return {slug: Record(kind, slug, draft.source.path, draft.shaped.data, draft.source.digest, bool(draft.source.body.strip()))
                for slug, draft in drafts[kind].items() if draft.source.path not in bad}  # fmt: skip

    models, exemplars = records(Kind.MODEL), records(Kind.EXEMPLAR)
    entries = [(f"mo-hinh/{slug}", r) for slug, r in models.items()] + [(f"dien-hinh/{slug}", r) for slug, r in exemplars.items()]
    shown = {key: r for key, r in entries if not r.data.draft and (samples or not r.data.sample)}
    redirects = {f"{key.split('/')[0]}/{old}": key for key, r in shown.items() if _public(r.data) for old in r.data.former_slugs}
    fields, types, units = records(Kind.FIELD), records(Kind.TYPE), records(Kind.UNIT)
    return Registry(
        repo, movement,
        dict(sorted(fields.items(), key=lambda item: (item[1].data.order, item[0]))),
        dict(sorted(types.items(), key=lambda item: (item[1].data.order, item[0]))),
        dict(sorted(((s, _without_samples(u) if not samples else u) for s, u in units.items()), key=lambda i: sort_key(i[1].data.name))),
        {slug: r for slug, r in models.items() if f"mo-hinh/{slug}" in shown and _public(r.data)},
        {slug: r for slug, r in exemplars.items() if f"dien-hinh/{slug}" in shown and _public(r.data)},
        records(Kind.PAGE), redirects,
        {key: r for key, r in shown.items() if r.data.withdrawn},
    )  # fmt: skip


def _public(entry: Entry) -> bool:
    return entry.approval is not None and entry.withdrawn is None


def _without_samples(record: Record[Unit]) -> Record[Unit]:
    unit = record.data
    kept = {"years": {year: figures for year, figures in unit.years.items() if not figures.sample},
            "plan": None if unit.plan and unit.plan.sample else unit.plan,
            "inspections": [i for i in unit.inspections if not i.sample]}  # fmt: skip
    return replace(record, data=unit.model_copy(update=kept))
