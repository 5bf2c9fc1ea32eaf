"""``content/cho-phep.yml``: permissions to remove or restore a public page; changes of this file are reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from danvankheo.base.change_messages import PERMISSIONS
from danvankheo.base.front_matter import decode
from danvankheo.base.problems import Problem
from danvankheo.base.public_changes import Permission
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.records.choices import Permitted
from danvankheo.records.diagnostics import Finding, problems_of
from danvankheo.records.files import opened_file
from danvankheo.records.parsing import parse
from danvankheo.records.scalars import Day, Line, Name
from danvankheo.records.section import Section, key
from danvankheo.records.validation import validate


class GivenPermission(Section):
    """One permission."""

    noun: ClassVar[str] = "lời cho phép"
    address: Name = key("dia_chi", "Địa chỉ", example="mo-hinh/ten-bai")
    what: Permitted = key("viec", "Việc được phép", example="mat-trang")
    day: Day = key("ngay", "Ngày cho phép", example="2026-11-27")
    by: Line = key("boi", "Ai cho phép", example="Ban Thường vụ Đoàn xã")
    reason: Line = key("ly_do", "Lý do", example="Bài gửi trùng, đã gộp vào bài khác.")


class Permissions(Section):
    """The whole file."""

    noun: ClassVar[str] = "tệp cho phép"
    given: list[GivenPermission] = key("cho_phep", "Cho phép", default=[])


def read_permissions(repo: Path) -> tuple[list[Permission], list[Problem]]:
    """Return the permissions and the problems of the file; both are empty when there is no file."""
    if not (repo / PERMISSIONS).exists() and not (repo / PERMISSIONS).is_symlink():
        return [], []
    opened = opened_file(repo, PERMISSIONS)
    if isinstance(opened, Problem):
        return [], [opened]
    text, problems = decode(PERMISSIONS, opened)
    if text is None or not any(line.split("#")[0].strip() for line in text.split("\n")):
        return [], problems
    parsed, more = parse(PERMISSIONS, text, 1, Permissions)
    valid: Any = validate(Permissions, parsed.tree, parsed.empty)
    findings = [f for f in valid.findings if f.code != "DVK204" or len(f.loc) > 1]  # the list may be empty
    findings += _unfilled(valid.data)
    problems += [*more, *problems_of(findings, PERMISSIONS, parsed.text, 1)]
    if problems:  # a file with a mistake allows nothing
        return [], problems
    found = [
        Permission(each.address.strip("/"), each.what.value, each.day.isoformat(), each.by, each.reason, line)
        for each, line in zip(valid.data.given, _lines(parsed.text), strict=True)
    ]
    return found, []


def _unfilled(data: Permissions) -> Iterator[Finding]:
    for number, each in enumerate(data.given):
        for name, text in (("boi", each.by), ("ly_do", each.reason)):
            if text.startswith("(") or len(text) < 3:
                message = "Lời cho phép phải nêu ai cho phép và vì sao."
                yield Finding(
                    "DVK748", ("cho_phep", number, name), message, "Ghi tên người hoặc tổ chức cho phép, lý do."
                )


def _lines(text: str) -> list[int]:
    """Return the line on which each permission begins."""
    builder = TreeBuilder(text, places=True)
    builder.build()
    return [place.line + 1 for loc, place in builder.keys.items() if len(loc) == 3 and loc[2] == "dia_chi"]
