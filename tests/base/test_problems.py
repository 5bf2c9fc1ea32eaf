"""Reports say everything, harm nobody and keep their shape."""

from __future__ import annotations

import json

import pytest
from danvankheo.base.problems import (
    Fix,
    Problem,
    Severity,
    count_words,
    in_order,
    to_github,
    to_json,
    to_markdown,
    to_text,
)

PROBLEM = Problem("DVK205", "models/a.md", 10, 3, "Ngày sai.", "Xem lại.", Fix("replace", 10, "ngay: 2023-01-02"))
HOSTILE = Problem(
    "DVK201", "models/a%0A::error::x.md", 1, 1, "a | b\n::error::<script>@x `c` [d](e)", severity=Severity.WARNING
)


def test_the_json_report_is_a_list_of_objects_with_seven_keys() -> None:
    (row,) = json.loads(to_json([PROBLEM]))
    assert row == {
        "code": "DVK205", "severity": "error", "path": "models/a.md", "line": 10, "column": 3, "message": "Ngày sai.",
        "hint": "Xem lại. Sửa dòng 10 thành:\nngay: 2023-01-02",
    }  # fmt: skip
    assert json.loads(to_json([])) == []


def test_the_terminal_report_names_place_message_and_remedy() -> None:
    text = to_text([PROBLEM])
    assert text.startswith("models/a.md:10:3: LỖI DVK205\n    Ngày sai.\n    → Xem lại.")
    assert "ngay: 2023-01-02" in text


def test_a_github_annotation_is_one_line_whatever_the_text() -> None:
    lines = to_github([PROBLEM, HOSTILE]).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::error file=models/a.md,line=10,col=3,title=DVK205::Ngày sai.%0A")
    assert lines[1].startswith("::warning file=models/a%250A%3A%3Aerror%3A%3Ax.md,")


def test_the_markdown_report_lets_no_markup_of_a_contributor_through() -> None:
    row = to_markdown([HOSTILE]).splitlines()[-1]
    assert row.count("|") == 6
    assert "<script>" not in row
    assert "@x" not in row
    assert "[d]" not in row.replace("\\[d\\]", "")


def test_a_line_to_paste_keeps_its_indentation_in_a_table() -> None:
    nested = Problem("DVK204", "models/a.md", 66, 12, "Còn để trống.", "", Fix("replace", 66, "    ngay: 2023-01-10"))
    assert "Sửa dòng 66 thành:<br><code>    ngay: 2023-01-10</code> |" in to_markdown([nested])


def test_a_line_that_only_shows_how_it_is_written_is_called_an_example() -> None:
    assert Fix("replace", 4, "nam: 2023", example=True).instruction() == "Điền dòng 4, ví dụ:\nnam: 2023"
    assert Fix("insert", 4, "nam: 2023", example=True).instruction() == "Thêm vào sau dòng 4, ví dụ:\nnam: 2023"


def test_problems_come_by_place_and_each_once() -> None:
    later = Problem("DVK101", "models/b.md", 1, 1, "x")
    assert in_order([later, PROBLEM, later]) == [PROBLEM, later]


@pytest.mark.parametrize(
    ("problems", "words"), [([], "không có lỗi"), ([PROBLEM], "1 lỗi"), ([PROBLEM, HOSTILE], "1 lỗi, 1 lưu ý")]
)
def test_problems_are_counted_in_words(problems: list[Problem], words: str) -> None:
    assert count_words(problems) == words


@pytest.mark.parametrize(
    ("fix", "after"),
    [
        (Fix("replace", 2, "B"), "a\nB\nc"),
        (Fix("replace", 1, "A\nB", 2), "A\nB\nc"),
        (Fix("insert", 1, "x"), "a\nx\nb\nc"),
        (Fix("insert", 0, "x"), "x\na\nb\nc"),
        (Fix("delete", 2), "a\nc"),
        (Fix("delete", 1, "", 2), "c"),
    ],
)
def test_a_fix_is_what_its_instruction_says(fix: Fix, after: str) -> None:
    assert fix.apply("a\nb\nc") == after
    assert str(fix.line or "đầu tệp") in fix.instruction()
