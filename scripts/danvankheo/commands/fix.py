"""``dvk fix`` applies the fixes that need no decision, and shows the changed lines."""

from __future__ import annotations

import argparse
import sys

from danvankheo.commands.check import inside
from danvankheo.commands.options import Commands, command, repo_of


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    fix = command(commands, "fix", "sửa những chỗ máy sửa được mà không phải đoán ý (ngày, dấu, dấu nháy, thụt dòng …)")
    fix.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ sửa các tệp, thư mục này (mặc định: tất cả)")
    fix.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ sửa gì, không ghi vào tệp")
    fix.set_defaults(run=_fix)


def _fix(options: argparse.Namespace) -> int:
    from danvankheo.editing import fix

    repo = repo_of(options)
    wanted = [inside(repo, path) for path in options.paths]
    if None in wanted:
        path = options.paths[wanted.index(None)]
        print(f"dvk: Không có tệp hay thư mục “{path}” trong kho.", file=sys.stderr)
        return 2
    count = 0
    for edit in fix.mend_all(repo, [path for path in wanted if path]):
        if not options.dry_run and not edit.write(repo):
            print(f"dvk: “{edit.path}” vừa được sửa ở nơi khác; để nguyên.", file=sys.stderr)
            continue
        count += 1
        print("\n".join([f"{edit.path}:", *(f"- {reason}" for reason in edit.reasons), "", edit.difference()]))
    if options.dry_run:
        print(
            f"Có thể sửa {count} tệp. Để sửa thật, chạy lại lệnh và bỏ --dry-run." if count else "Không có gì để sửa."
        )
    else:
        print(f"Đã sửa {count} tệp." if count else "Không có gì để sửa.")
    print("Những chỗ cần người viết quyết định: dvk check")
    return 0
