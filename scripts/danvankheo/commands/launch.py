"""``dvk launch`` lists what must be done before the site opens: in which file, why, and whether it is done."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from danvankheo.base.settings import today
from danvankheo.commands.options import Commands, command, repo_of

if TYPE_CHECKING:
    from danvankheo.gate.launch_checklist import ChecklistItem, LaunchFacts


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    launch = command(
        commands, "launch", "danh sách việc phải làm để mở trang: việc gì, ở tệp nào, vì sao, đã xong chưa"
    )
    launch.set_defaults(run=_launch)


def _launch(options: argparse.Namespace) -> int:
    from danvankheo import checking
    from danvankheo.base.locale import short_date
    from danvankheo.base.problems import Severity, to_text
    from danvankheo.gate.launch_checklist import checklist
    from danvankheo.gate.launch_facts import facts
    from danvankheo.records.registry import MOVEMENT_PATH

    repo, day = repo_of(options), today(os.environ)
    checked = checking.check(repo, today=day)
    wrong = [p for p in checked.problems if p.path == MOVEMENT_PATH and p.severity is Severity.ERROR]
    if wrong:
        print(to_text(wrong), file=sys.stderr)
        print(
            f"Sửa các lỗi trên ở {MOVEMENT_PATH} trước: máy chưa đọc đúng được tệp này. Xong chạy lại: dvk launch",
            file=sys.stderr,
        )
        return 1
    found = facts(repo, checked.registry, day)
    items = checklist(found, day)
    print(f"Việc cần làm để mở trang, xem ngày {short_date(day)}\n")
    for before, item in zip([None, *items], items, strict=False):
        print(_item_text(item, why=before is None or before.done or before.code != item.code))
    left = sum(item.must and not item.done for item in items)
    advised = sum(not item.must and not item.done for item in items)
    print(
        f"Xong {sum(item.done for item in items)}/{len(items)} việc; còn {left} việc phải làm, {advised} việc nên làm."
    )
    print(_next(found, items))
    return 1 if left else 0


def _item_text(item: ChecklistItem, *, why: bool) -> str:
    from danvankheo.base.catalogue import catalogue
    from danvankheo.base.problems import remedy_text

    if item.done:
        return f"[x] {item.title}: {item.found}"
    kind = "phải làm" if item.must else "nên làm"
    lines = [f"[ ] {item.title} ({kind})", f"    {item.path}:{item.line}: {item.found}"]
    lines += [f"    Vì sao: {catalogue()[item.code].why}"] if why else []
    if item.remedy:
        lines.append(remedy_text(item.remedy, item.fix))
    return "\n".join([*lines, ""])


def _next(facts: LaunchFacts, items: list[ChecklistItem]) -> str:
    """Return the next thing to do."""
    for item in items:
        if item.must and not item.done:
            return f"Việc tiếp theo: {item.title} ({item.path}, dòng {item.line}). Làm xong chạy lại: dvk launch"
    real = next((name for name, (target, _) in facts.places.items() if target.production), "NƠI")
    return f"Lệnh tiếp theo: dvk check --publish, rồi dvk publish {real} --dry-run. Từng bước: docs/ra-mat.md"
