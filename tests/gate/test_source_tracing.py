"""A finding of the audit is never lost: it names a source file, or is reported as a fault of the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from danvankheo.base.problems import Problem, Severity
from danvankheo.gate import source_tracing


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "a.md").write_text(
        "---\ntom_tat: Gọi\nten: Vườn rau\n---\n\nMột **hai** ba.\n\nBốn: năm (sáu).\n", "utf-8"
    )
    (tmp_path / "trang").mkdir()
    (tmp_path / "trang/mo-hinh").mkdir()
    (tmp_path / "trang/mo-hinh/a.html").write_text("<p>\n\n<b>Bốn: năm (sáu).</b>\n<i>x</i></p>\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "line", "words", "expected"),
    [
        ("mo-hinh/a.html", 4, "một hai ba", ("DVK702", "models/a.md", 8)),
        ("mo-hinh/a.html", 4, "Một hai ba", ("DVK702", "models/a.md", 6)),
        ("mo-hinh/a.html", 4, "", ("DVK702", "models/a.md", 8)),
        ("mo-hinh/a.html", 1, "", ("DVK702", "models/a.md", 3)),
        ("mo-hinh/a.html", 99, "không có ở đâu", ("DVK702", "models/a.md", 3)),
        ("du-lieu/x.csv", 1, "Bốn năm sáu", ("DVK702", "models/a.md", 8)),
        ("du-lieu/x.csv", 1, "không có ở đâu", ("DVK720", "du-lieu/x.csv", 1)),
        ("robots.txt", 1, "", ("DVK720", "robots.txt", 1)),
    ],
)  # fmt: skip
def test_a_finding_names_its_source(
    kho: Path, path: str, line: int, words: str, expected: tuple[str, str, int]
) -> None:
    made_of = {"mo-hinh/a.html": "models/a.md", "du-lieu/x.csv": "models/"}
    found = Problem("DVK702", path, line, 1, "Sai.", words=words)
    (traced,) = source_tracing.at_sources([found], kho, kho / "trang", made_of)
    assert (traced.code, traced.path, traced.line) == expected
    assert traced.hint


def test_a_line_that_causes_findings_in_many_files_is_reported_once(kho: Path) -> None:
    many = [
        Problem("DVK708", path, 1, 1, "Sai.", words="Gọi") for path in ("mo-hinh/a.html", "du-lieu/x.csv", "feed.xml")
    ]
    assert [(p.path, p.line) for p in source_tracing.at_sources(many, kho, kho / "trang", {})] == [("models/a.md", 2)]


def test_a_notice_without_a_remedy_is_not_reported(kho: Path) -> None:
    heavy = Problem("DVK706", "chi-tieu/index.html", 1, 1, "Nặng.", severity=Severity.WARNING)
    assert source_tracing.at_sources([heavy], kho, kho / "trang", {}) == []


def test_the_hidden_entrys_own_title_is_not_reported_as_a_mention(kho: Path) -> None:
    found = Problem("DVK710", "du-lieu/x.csv", 1, 1, "Có nhắc.", words="Vườn rau")
    assert [p.code for p in source_tracing.at_sources([found], kho, kho / "trang", {})] == ["DVK720"]
    (kho / "models" / "b.md").write_text("---\nten: Ngõ\ntom_tat: Nhắc vườn, nhắc Vườn  rau\n---\n", "utf-8")
    assert [(p.code, p.path, p.line) for p in source_tracing.at_sources([found], kho, kho / "trang", {})] == [
        ("DVK710", "models/b.md", 3)
    ]
