"""``dvk check`` prints the problems in the files, ``dvk explain`` explains a problem code."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from danvankheo.commands.options import Commands, command, day_of, repo_of

if TYPE_CHECKING:
    from datetime import date

    from danvankheo.base.catalogue import Explanation
    from danvankheo.checking import CheckResult

FORMATS = ("text", "github", "markdown", "json")


def add(commands: Commands) -> None:
    """Add the commands to the parser."""
    check = command(commands, "check", "kiểm tra các tệp, nói chỗ sai và cách sửa")
    check.add_argument(
        "paths", nargs="*", metavar="TỆP", help="chỉ báo lỗi của các tệp, thư mục này (mặc định: tất cả)"
    )
    check.add_argument(
        "--changed", nargs="?", const="", metavar="NHÁNH",
        help="chỉ báo lỗi của những bài bạn đã đổi so với nhánh này (mặc định: origin/main, hoặc main)",
    )  # fmt: skip
    check.add_argument(
        "--publish", nargs="?", const="", metavar="NƠI",
        help="dựng thử đúng như khi đăng lên nơi này (mặc định: trang chính thức) và soát, không đăng gì",
    )  # fmt: skip
    check.add_argument(
        "--staged", action="store_true", help="chỉ xét những gì sắp commit: bản gốc, ảnh có nơi chụp, số riêng tư"
    )
    check.add_argument("--format", choices=FORMATS, default="text", help="dạng báo cáo: %(choices)s (mặc định: text)")
    check.add_argument("--as-of", metavar="NGÀY", help="xét như hôm nay là ngày này, dạng năm-tháng-ngày")
    check.set_defaults(run=_check, site_dir=None, site_url=None, no_samples=False)

    explain = command(commands, "explain", "giải thích một mã lỗi, ví dụ: dvk explain DVK205")
    explain.add_argument("code", nargs="?", metavar="MÃ", help="mã lỗi; bỏ trống để xem danh sách")
    explain.set_defaults(run=_explain)


def _check(options: argparse.Namespace) -> int:
    from danvankheo import checking
    from danvankheo.base.problems import REPORTERS, Severity, count_words, in_order

    repo = repo_of(options)
    if options.staged:
        return _staged(repo, options.format)
    wanted = [inside(repo, path) for path in options.paths]
    if None in wanted:
        path = options.paths[wanted.index(None)]
        print(f"dvk: Không có tệp hay thư mục “{path}” trong kho.", file=sys.stderr)
        return 2
    if options.changed is not None:
        from danvankheo.github import content

        wanted += content.changed_since_branch(repo, options.changed)
    everything = not options.paths and options.changed is None

    def asked_for(path: str) -> bool:
        return everything or any(_below(path, str(one)) for one in wanted)

    day = day_of(options)
    if options.publish is not None:
        checked = _check_publication(repo, options.publish or None, day)
    else:
        checked = checking.check(repo, today=day)
    found = [problem for problem in in_order(checked.problems) if asked_for(problem.path)]
    sys.stdout.write(REPORTERS[options.format](found))
    if options.format == "text":
        print(("\n" if found else "") + f"Đã kiểm tra {checked.files} tệp: {count_words(found)}.")
        if waiting := checked.waiting(asked_for):
            print(waiting)
        if elsewhere := len(checked.wrong - {problem.path for problem in found}):
            print(f"Còn {elsewhere} tệp khác có lỗi. Xem tất cả: dvk check")
        if found:
            print(f"Xem thêm về một lỗi: dvk explain {found[0].code}")
    return 1 if any(p.severity is Severity.ERROR for p in found) else 0


def _staged(repo: Path, format_: str) -> int:
    """Check the staged files; print nothing when there is no problem."""
    from danvankheo.base.problems import REPORTERS
    from danvankheo.editing import staged_files

    if not (found := staged_files.problems(repo)):
        return 0
    sys.stdout.write(REPORTERS[format_](found))
    if format_ == "text":
        print(
            "\nChưa commit. Bỏ tệp khỏi lần commit này: git restore --staged TỆP. Sửa xong thì git add rồi commit lại."
        )
    return 1


def _check_publication(repo: Path, name: str | None, day: date) -> CheckResult:
    """Check the sources and the site that would be published from them."""
    from danvankheo import gate

    target = gate.target(repo, name)
    with gate.locked_target(repo, target):
        return gate.evaluate(repo, target, as_of=day).checked


def inside(repo: Path, path: str) -> str | None:
    """Return a path relative to the repository, as problems state it; None when it is not in the repository."""
    full = Path(os.path.abspath(path))
    if not os.path.lexists(full):
        full = repo / path
    if not os.path.lexists(full) or not full.is_relative_to(repo):
        return None
    return full.relative_to(repo).as_posix()


def _below(path: str, wanted: str) -> bool:
    return wanted == "." or path == wanted or path.startswith(wanted + "/")


def _explain(options: argparse.Namespace) -> int:
    entries = explanations()
    if options.code is None:
        print("\n".join(f"{code}  {entry.title}" for code, entry in entries.items()))
        return 0
    code = options.code.upper()
    if code not in entries:
        print(f"dvk: Không có mã “{options.code}”. Danh sách mã: dvk explain", file=sys.stderr)
        return 2
    entry = entries[code]
    print(f"{code} – {entry.title}\n\nVì sao: {entry.why}\n\nCách sửa: {entry.how}")
    for heading, lines in (("Chưa đúng", entry.bad), ("Đúng", entry.good)):
        if lines:
            print(f"\n{heading}:\n\n{indent(lines, '    ')}")
    return 0


def explanations() -> dict[str, Explanation]:
    """Return what every problem code means, by code, in order."""
    from danvankheo.base.catalogue import catalogue
    from danvankheo.records import rules

    return dict(sorted({**catalogue(), **rules.explanations()}.items()))
