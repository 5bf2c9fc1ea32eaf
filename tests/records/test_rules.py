"""Every rule's examples: each bad one has the rule's problem on its line and no other, each good one has none.

The examples stand with the rules (``records.rules``); their lines are put into a file without mistakes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from danvankheo.base.problems import Problem, Severity
from danvankheo.records.diagnostics import Finding
from danvankheo.records.files import Kind
from danvankheo.records.movement import Movement
from danvankheo.records.reading import load, read_all
from danvankheo.records.record import SCHEMAS
from danvankheo.records.registry import MOVEMENT_PATH
from danvankheo.records.rules import RULES, SUBJECTS
from danvankheo.records.rules.rule import Lines, Rule, Trigger
from danvankheo.records.rules.rule import rule as declared_as_rule
from danvankheo.records.schema import Article, Entry

TODAY = date(2026, 11, 27)
EXAMPLES = Path(__file__).parent / "examples"
# The file whose keys an example replaces, by the kind of record a rule looks at.
OWN_FILES = {
    Kind.MODEL: "models/duong-tranh-bich-hoa.md", Kind.EXEMPLAR: "exemplars/nguoi-mau-thu.md", Kind.UNIT: "content/don-vi/xa-xuan-lai.md",
    Kind.NEWS: "content/tin/ra-quan-chu-nhat-xanh.md",
    Kind.FIELD: "content/linh-vuc/van-hoa-xa-hoi.md", Kind.TYPE: "content/loai-mo-hinh/duong-tranh-bich-hoa.md",
}  # fmt: skip
BAD = [pytest.param(rule, lines, id=f"{rule.code} {rule.function.__name__} {number}")
       for rule in RULES for number, lines in enumerate(rule.bad)]  # fmt: skip
GOOD = [pytest.param(rule, lines, id=f"{rule.code} {rule.function.__name__} {number}")
        for rule in RULES for number, lines in enumerate(rule.good)]  # fmt: skip
# Codes that keep an entry from being published, and codes that do not.
ERRORS = {"DVK216", "DVK219", "DVK301", "DVK302", "DVK304", "DVK306", "DVK307", "DVK320", "DVK321"}
WARNINGS = {"DVK218", "DVK220", "DVK222", "DVK316", "DVK317"}
# Codes whose first example has a remedy to paste, and codes without one because only the author knows.
WITH_A_LINE = {"DVK203", "DVK301", "DVK306", "DVK310", "DVK319", "DVK320", "DVK323", "DVK331", "DVK410", "DVK412"}
WITHOUT_A_LINE = {"DVK216", "DVK218", "DVK219", "DVK230", "DVK307", "DVK321"}
_KEY = re.compile(r"(?:# không có )?([a-z_0-9]+)\b")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    """A repository with the movement, the fields, and those units and types that examples name."""
    root = tmp_path_factory.mktemp("kho")
    shutil.copytree(repo / "content/linh-vuc", root / "content/linh-vuc")
    shutil.copy(repo / "content/phong-trao.yml", root / "content")
    texts = [path.read_text("utf-8") for path in EXAMPLES.glob("*.md")]
    texts += [repr(lines) for rule in RULES for lines in (*rule.bad, *rule.good)]
    for folder in ("content/don-vi", "content/loai-mo-hinh"):
        (root / folder).mkdir()
        named = {file.stem for file in (repo / folder).glob("*.md") if any(re.search(rf"\b{file.stem}\b(?!-)", text) for text in texts)}  # fmt: skip
        for slug in named | {successor for slug in named if (successor := successor_of(repo / folder / f"{slug}.md"))}:
            shutil.copy(repo / folder / f"{slug}.md", root / folder)
    return root


def successor_of(unit: Path) -> str:
    found = re.search(r"^nay_thuoc: (\S+)", unit.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


@pytest.fixture
def root(repository: Path) -> Iterator[Path]:
    """The same, as it was before when a test is done."""
    before = {path: path.read_bytes() for path in repository.rglob("*.*") if path.suffix in (".md", ".yml")}
    for folder in ("models", "exemplars", "content/tin"):
        (repository / folder).mkdir()
    yield repository
    for folder in ("models", "exemplars", "content/tin"):
        shutil.rmtree(repository / folder)
    for path, data in before.items():
        if path.read_bytes() != data:
            path.write_bytes(data)


def own_file(rule: Rule) -> str:
    """Return the path of the record an example of a rule is about, unless the example names it."""
    schema = rule.records[0]
    if schema is Movement:
        return MOVEMENT_PATH
    kind = next((kind for kind, each in SCHEMAS.items() if each is schema), Kind.MODEL)
    return OWN_FILES[kind]


def blocks(text: str) -> dict[str, str]:
    """Return the lines of front matter by the key they begin with."""
    found: dict[str, str] = {}
    for block in re.split(r"\n(?=[a-z#])", text):
        match = _KEY.match(block)
        assert match, block
        found[match[1]] = "" if block.startswith("#") else block
    return found


def written(root: Path, rule: Rule, lines: Lines) -> str:
    """Write the files of an example; return the path of the record it is about."""
    files = (
        {own_file(rule): lines}
        if isinstance(lines, str)
        else {path or own_file(rule): text for path, text in lines.items()}
    )
    for path, text in files.items():
        name = {"models": "model.md", "exemplars": "exemplar.md", "content/tin": "news.md"}.get(path.rpartition("/")[0])
        base = EXAMPLES / name if name else root / path
        if path == MOVEMENT_PATH:
            keys = blocks((EXAMPLES / "movement.yml").read_text("utf-8").rstrip("\n")) | blocks(text)
            base.write_text("\n".join(keys.values()) + "\n", "utf-8")
            continue
        front, mark, story = base.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
        changed = blocks(front) | (blocks(text) if text else {})
        (root / path).write_text("---\n" + "\n".join(filter(None, changed.values())) + mark + story, "utf-8")
    return next(iter(files))


def lines_of(root: Path, path: str, rule: Rule, lines: Lines) -> set[int]:
    """Return the numbers of the lines an example has its mistake on."""
    if rule.line == 0:
        return {2}
    text = lines if isinstance(lines, str) else next(iter(lines.values()))
    places = rule.line if isinstance(rule.line, tuple) else (rule.line,)
    wanted = [text.split("\n")[place if place < 0 else place - 1] for place in places]
    written_lines = (root / path).read_text("utf-8").split("\n")
    return {len(written_lines) - written_lines[::-1].index(line) for line in wanted}


def problems(root: Path, path: str) -> list[Problem]:
    return [problem for problem in read_all(root, today=TODAY).problems if problem.path == path]


@pytest.mark.parametrize(("rule", "lines"), BAD)
def test_a_bad_example_is_reported_where_it_is_and_mended_by_its_remedy(root: Path, rule: Rule, lines: Lines) -> None:
    path = written(root, rule, lines)
    found = problems(root, path)
    assert {(p.code, p.line) for p in found} == {(rule.code, line) for line in lines_of(root, path, rule, lines)}
    if rule.code in ERRORS | WARNINGS:
        assert {problem.severity is Severity.WARNING for problem in found} == {rule.code in WARNINGS}
    if (
        rule.code in WITH_A_LINE | WITHOUT_A_LINE
        and lines == rule.bad[0]
        and (rule.explanation or rule.code == "DVK203")
    ):
        assert any(problem.fix for problem in found) == (rule.code in WITH_A_LINE)
    for problem in found:
        assert problem.column >= 1
        assert problem.message
        assert len(problem.hint) > 10
        if problem.fix:
            assert problem.fix.text in problem.hint
            text = (root / path).read_text("utf-8")
            (root / path).write_text(problem.fix.apply(text), "utf-8")
            assert rule.code not in {p.code for p in problems(root, path)}
            (root / path).write_text(text, "utf-8")


@pytest.mark.parametrize(("rule", "lines"), GOOD)
def test_a_good_example_has_no_problem(root: Path, rule: Rule, lines: Lines) -> None:
    written(root, rule, lines)
    assert [p.as_dict() for p in load(root, today=TODAY)[1]] == []


@pytest.mark.parametrize(
    "lines", ["models/duong-tranh-bich-hoa.md", "exemplars/nguoi-mau-thu.md", "content/tin/ra-quan.md"]
)
def test_the_files_without_mistakes_have_none(root: Path, lines: str) -> None:
    written(root, RULES[0], {lines: ""})
    assert load(root, today=TODAY)[1] == []


def test_a_parameter_no_rule_can_have_is_refused() -> None:
    def asks_too_much(entry: Entry, others: object, today: date) -> Iterator[Finding]:
        yield from ()

    with pytest.raises(TypeError, match="after the record"):
        declared_as_rule("DVK322", bad="ten: a", good="ten: b")(asks_too_much)


def test_every_module_of_rules_is_named_and_every_rule_runs(repo: Path) -> None:
    folder = repo / "scripts" / "danvankheo" / "records" / "rules"
    declared = {
        path.stem: len(re.findall(r"^@rule\(", path.read_text("utf-8"), re.MULTILINE)) for path in folder.glob("*.py")
    }
    named = {module.__name__.rpartition(".")[2]: sum(rule.function.__module__ == module.__name__ for rule in RULES)
             for module in SUBJECTS}  # fmt: skip
    assert named == {name: count for name, count in declared.items() if count}
    assert all(issubclass(record, (Article, Movement, *SCHEMAS.values())) for rule in RULES for record in rule.records if rule.trigger is not Trigger.DAY_CHANGED)  # fmt: skip
