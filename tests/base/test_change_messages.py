"""Every kind of change in words: its code, whether it is refused, where to look, what to paste."""

from __future__ import annotations

import pytest
from danvankheo.base.change_messages import allowed, problem
from danvankheo.base.problems import Severity
from danvankheo.base.public_changes import ChangeKind, Permission, PublicChange

KINDS = {
    ChangeKind.GONE: ("DVK740", True, "models/a.md", "  - dia_chi: mo-hinh/a\n    viec: mat-trang"),
    ChangeKind.UNAPPROVED: ("DVK740", True, "models/a.md", "mục duyet"),
    ChangeKind.DRAFTED: ("DVK740", True, "models/a.md", "nhap: true"),
    ChangeKind.UNTOLD: ("DVK740", True, "models/a.md", "phần kể chuyện"),
    ChangeKind.MADE_SAMPLE: ("DVK740", True, "models/a.md", "minh_hoa: true"),
    ChangeKind.DEAD: ("DVK741", True, "models/b.md", "\nten_cu: [a]"),
    ChangeKind.UNWITHDRAWN: ("DVK742", True, "models/a.md", "\nrut_dong_y: 2024-05-02"),
    ChangeKind.APPROVAL: ("DVK743", False, "models/a.md", "Người duyệt"),
    ChangeKind.MADE_REAL: ("DVK744", False, "models/a.md", "phải là thật"),
    ChangeKind.ADDED: ("DVK745", False, "models/a.md", ""),
    ChangeKind.TOLD: ("DVK745", False, "models/a.md", ""),
    ChangeKind.PUBLISHED: ("DVK745", False, "models/a.md", ""),
    ChangeKind.FIGURES: ("DVK746", False, "models/a.md", "báo cáo"),
    ChangeKind.WITHDRAWN: ("DVK747", False, "models/a.md", ""),
    ChangeKind.MOVED: ("DVK747", False, "models/b.md", ""),
    ChangeKind.HELD: ("DVK747", False, "models/a.md", ""),
    ChangeKind.SAMPLE_GONE: ("DVK747", False, "models/a.md", ""),
}


@pytest.mark.parametrize("kind", ChangeKind, ids=lambda kind: kind.name)
def test_a_change_is_told_with_its_place_and_its_remedy(kind: ChangeKind) -> None:
    code, refused, path, remedy = KINDS[kind]
    asked: list[tuple[str, str]] = []

    def place_of(path: str, key: str) -> tuple[str, int]:
        asked.append((path, key))
        return path, 7

    row, cells = ("2023", (("Tổng số thanh niên", "350", "357"),)) if kind is ChangeKind.FIGURES else ("", ())
    old = "2024-05-02" if kind is ChangeKind.UNWITHDRAWN else "Tên bài"
    found = problem(PublicChange(kind, "mo-hinh/a", old, "mo-hinh/b", "", "", row, cells), place_of, "2026-11-27")
    assert (found.code, found.severity is Severity.ERROR, found.path, found.line) == (code, refused, path, 7)
    assert asked == [(path, f"{kind.key}.2023" if row else kind.key)]
    assert remedy in found.hint
    assert "mo-hinh/" in found.message or row in found.message
    assert not set("{}") & set(found.message + found.hint)


def test_nobody_withdraws_a_unit() -> None:
    gone = [
        problem(PublicChange(ChangeKind.GONE, address), lambda path, _: (path, 1), "2026-11-27")
        for address in ("don-vi/xa-a", "mo-hinh/a")
    ]
    assert ["rut_dong_y" in each.hint for each in gone] == [False, True]
    assert gone[0].path == "content/don-vi/xa-a.md"


def test_a_photo_and_a_withdrawal_without_a_name_are_told_too() -> None:
    photo = problem(
        PublicChange(ChangeKind.UNWITHDRAWN, "mo-hinh/a#anh-1.jpg", "2024-05-02"),
        lambda path, _: (path, 1),
        "2026-11-27",
    )
    assert "ở mục của ảnh anh-1.jpg, dòng dưới đây" in photo.hint
    assert "đã gỡ ngày 02/05/2024" in photo.message
    assert (photo.path, "Ảnh anh-1.jpg của mo-hinh/a" in photo.message) == ("models/a.md", True)
    nameless = problem(
        PublicChange(ChangeKind.UNWITHDRAWN, "", "2024-05-02", mark="ab" * 32), lambda path, _: (path, 1), "2026-11-27"
    )
    assert "abababababababab" in nameless.message
    assert "dia_chi: abababababababab, viec: hien-lai" in nameless.hint


def test_a_permission_is_shown_with_who_gave_it_and_whether_it_came_along() -> None:
    change, word = (
        PublicChange(ChangeKind.GONE, "mo-hinh/a", "Tên bài"),
        Permission("mo-hinh/a", "mat-trang", "2026-11-26", "Đoàn xã", "Trùng.", 9),
    )
    old, new = allowed(change, word, fresh=False), allowed(change, word, fresh=True)
    assert (old.code, old.path, old.line, old.severity) == ("DVK749", "content/cho-phep.yml", 9, Severity.WARNING)
    assert "Đoàn xã, 26/11/2026: Trùng." in old.message
    assert (old.hint, "đề nghị này" in new.hint) == ("", True)
