"""``dvk import`` turns an office's registration list into record files."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import Commands, command, repo_of


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    imports = command(commands, "import", "nhập danh sách đăng ký mô hình (tệp Excel hoặc CSV)")
    imports.add_argument("file", type=Path, metavar="TỆP", help="danh sách .xlsx hoặc .csv")
    imports.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    from danvankheo import checking
    from danvankheo.contributing import registrations, tables

    repo = repo_of(options)
    path: Path = options.file
    if not path.is_file():
        print(f"dvk: Không có tệp “{path}”.", file=sys.stderr)
        return 2
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise DanVanKheoError(
            f"Chưa nhập được tệp “{path.name}”. Trong Excel chọn Lưu thành → Excel Workbook (.xlsx) rồi thử lại."
        )
    table = tables.read(path, registrations.COLUMNS, registrations.NEEDED)
    registry = checking.check(repo).registry
    lines = registrations.import_list(repo, table, registry, lambda: checking.check(repo).problems)
    for line in lines:
        where = f"Dòng {line.row}" + (f", cột {line.column}" if line.column else "")
        print(": ".join(part for part in (where, line.outcome, line.path, line.says) if part))
    if table.unknown:
        print(f"Cột chưa biết, không đọc: {', '.join(table.unknown)}.")
    counted = Counter(line.outcome for line in lines)
    print(f"{len(lines)} dòng: " + ", ".join(f"{counted[o]} {o}" for o in registrations.Outcome if counted[o]) + ".")
    if counted[registrations.Outcome.NEW]:
        print("Bài mới nhập chưa lên trang: đơn vị duyệt ghi thêm mục duyet vào từng tệp.")
    return 1 if counted[registrations.Outcome.REFUSED] else 0
