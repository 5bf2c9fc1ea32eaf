"""Every mistake volunteers make has its code, its line and a remedy that works. One file per mistake."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from danvankheo.base.problems import Problem, Severity, in_order
from danvankheo.records.reading import load

MISTAKES = Path(__file__).parents[1] / "fixtures" / "mistakes"
EXPECTED = tomllib.loads((MISTAKES / "expected.toml").read_text("utf-8"))
SLUG = "duong-tranh-bich-hoa"


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    """A repository with the real vocabulary and no records."""
    root = tmp_path_factory.mktemp("kho")
    shutil.copytree(repo / "content", root / "content")
    (root / "models").mkdir()
    return root


def check(root: Path, data: bytes) -> list[Problem]:
    """Put one file into the repository and return its problems."""
    path = root / "models" / f"{SLUG}.md"
    path.write_bytes(data)
    return [problem for problem in in_order(load(root)[1]) if problem.path == f"models/{SLUG}.md"]


def test_a_good_file_has_no_problem(vocabulary: Path) -> None:
    assert check(vocabulary, (MISTAKES / "good.md").read_bytes()) == []


def test_every_file_of_a_mistake_is_expected_and_every_expectation_has_its_file() -> None:
    assert sorted(path.stem for path in MISTAKES.glob("*.md")) == sorted([*EXPECTED, "good"])


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mistake_is_reported_where_it_is(vocabulary: Path, name: str) -> None:
    expected = EXPECTED[name]
    problems = check(vocabulary, (MISTAKES / f"{name}.md").read_bytes())
    assert (expected["code"], expected["line"], expected["severity"]) in {
        (p.code, p.line, p.severity.value) for p in problems
    }
    assert {p.code for p in problems} <= {expected["code"], *expected.get("also", ())}, (
        "no mistake hides behind or causes another"
    )
    assert all(p.column >= 1 and p.message and p.hint for p in problems)


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if expected["paste"]])
def test_pasting_the_remedy_mends_the_mistake(vocabulary: Path, name: str) -> None:
    expected = EXPECTED[name]
    data = (MISTAKES / f"{name}.md").read_bytes()
    problem = next(p for p in check(vocabulary, data) if p.code == expected["code"])
    assert problem.fix is not None, problem
    assert problem.fix.text in problem.hint
    mended = check(vocabulary, problem.fix.apply(data.decode("utf-8")).encode())
    assert expected["code"] not in {p.code for p in mended}, [p.as_dict() for p in mended]


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if not expected["paste"]])
def test_where_only_the_author_knows_the_message_says_what_to_do(vocabulary: Path, name: str) -> None:
    problem = next(
        p for p in check(vocabulary, (MISTAKES / f"{name}.md").read_bytes()) if p.code == EXPECTED[name]["code"]
    )
    assert problem.fix is None
    assert len(problem.hint) > 10


def test_all_mistakes_of_a_file_are_said_in_one_run(vocabulary: Path) -> None:
    text = (MISTAKES / "good.md").read_text("utf-8")
    for good, bad in [("bat_dau: 2023-02-15", "bat_dau: 15/2/2023"), ("dia_chi: Thôn", "dia_chi:Thôn"), ("so: 120", "so: 1.250"),
                      ("don_vi: xa-xuan-lai", "don_vi: xa-xuan-lay"), ("minh_hoa: true", "minh_hoa: có"), ("thôn Tiên Nông", "thôn: Tiên")]:  # fmt: skip
        assert good in text
        text = text.replace(good, bad, 1)
    codes = {problem.code for problem in check(vocabulary, text.encode())}
    assert {"DVK205", "DVK102", "DVK207", "DVK301", "DVK210", "DVK103"} <= codes


def test_crlf_line_ends_are_no_mistake(vocabulary: Path) -> None:
    data = (MISTAKES / "good.md").read_bytes().replace(b"\n", b"\r\n")
    assert check(vocabulary, data) == []


def test_a_record_with_an_error_is_not_published_and_one_with_a_warning_is(vocabulary: Path) -> None:
    problems = check(vocabulary, (MISTAKES / "tab.md").read_bytes())
    assert {p.severity for p in problems} == {Severity.ERROR}
    assert SLUG not in load(vocabulary)[0].models
    check(vocabulary, (MISTAKES / "bom.md").read_bytes())
    assert SLUG in load(vocabulary)[0].models


POINTS = [
    ("[0.5, 0.3]", ()),
    ("[0, 1]", ()),
    ("[0.5]", ("DVK207",)),
    ("[0.5, 1.3]", ("DVK207",)),
    ("0.5; 0.3", ()),
    ("giữa ảnh", ("DVK207",)),
]


@pytest.mark.parametrize(("written", "codes"), POINTS)
def test_the_point_a_crop_keeps_is_two_shares(vocabulary: Path, written: str, codes: tuple[str, ...]) -> None:
    photo = f"anh:\n  - tep: a.jpg\n    mo_ta: Đoàn viên vẽ tường nhà văn hóa\n    tac_gia: Đoàn xã\n    quyen: su-kien-cong-cong\n    tam_diem: {written}\n"
    text = (MISTAKES / "good.md").read_text("utf-8").replace("minh_hoa: true\n", photo + "minh_hoa: true\n")
    assert tuple(problem.code for problem in check(vocabulary, text.encode())) == codes
