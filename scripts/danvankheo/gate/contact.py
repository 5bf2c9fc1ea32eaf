"""A real site must state a contact, so that people can ask for the removal of a picture."""

from __future__ import annotations

from pathlib import Path

from danvankheo.base.problems import Problem
from danvankheo.records.diagnostics import Finding, Remedy, key_path, problems_of
from danvankheo.records.movement import Movement
from danvankheo.records.registry import MOVEMENT_PATH

CODE = "DVK760"
# A placeholder: pasted unchanged it is no valid address.
A_CONTACT = Remedy("add", "thu_dien_tu: tên-hộp-thư@tên-miền", example=True)


def unreachable(repo: Path, movement: Movement) -> list[Problem]:
    """Return the problem of a publisher without any contact, at its line in the movement's file; none with a contact."""
    if movement.publisher.reachable:
        return []
    finding = Finding(
        CODE,
        key_path(Movement, "publisher"),
        f"Trang chính thức chưa có liên hệ của đơn vị quản lý ({movement.publisher.name}).",
        "Ghi ít nhất một trong bốn mục có thật: thu_dien_tu, dien_thoai, zalo, dia_chi.",
        A_CONTACT,
    )
    return located(movement_text(repo), [finding])


def located(text: str, findings: list[Finding]) -> list[Problem]:
    """Return findings about the movement's file as problems with lines and fixes."""
    return list(problems_of(findings, MOVEMENT_PATH, text, 1))


def movement_text(repo: Path) -> str:
    """Return the text of the movement's file, "" when it cannot be read."""
    try:
        return (repo / MOVEMENT_PATH).read_text("utf-8-sig", errors="replace").replace("\r\n", "\n")
    except OSError:
        return ""
