"""``dvk import`` turns what people send into record files: an office's list, or one story as a message with photos."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import Commands, command, repo_of


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    imports = command(
        commands, "import", "nhập danh sách đăng ký (Excel, CSV) hoặc một bài gửi qua Zalo, thư điện tử (.txt)"
    )
    imports.add_argument("file", type=Path, metavar="TỆP", help="danh sách .xlsx, .csv; hoặc tin nhắn .txt")
    imports.add_argument("--photos", type=Path, metavar="THƯ_MỤC", help="thư mục ảnh đi kèm tin nhắn")
    imports.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    repo = repo_of(options)
    path: Path = options.file
    if not path.is_file():
        print(f"dvk: Không có tệp “{path}”.", file=sys.stderr)
        return 2
    if path.suffix.lower() == ".txt":
        return _import_message(repo, path, options.photos)
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise DanVanKheoError(
            f"Chưa nhập được tệp “{path.name}”. Trong Excel chọn Lưu thành → Excel Workbook (.xlsx) rồi thử lại. "
            "Tin nhắn thì chép vào một tệp .txt."
        )
    return _import_list(repo, path)


def _import_message(repo: Path, path: Path, photos: Path | None) -> int:
    from danvankheo import checking
    from danvankheo.base.problems import Severity, count_words
    from danvankheo.contributing import messages
    from danvankheo.contributing.message_import import import_message
    from danvankheo.records.registry import load

    registry, _ = load(repo)
    done = import_message(repo, registry, messages.read_file(path), photos)
    print(f"Đã tạo {done.path}, {len(done.photos)} ảnh.")
    for note in done.notes:
        print(f"- {note[:1].upper()}{note[1:]}")
    found = [problem for problem in checking.check(repo).problems if problem.path == done.path]
    print(f"Kiểm tra: {count_words(found)}. Xem từng chỗ: dvk check {done.path}")
    print(
        "Bài là bản nháp, chưa lên trang. Hỏi lại người gửi, điền nốt, xóa dòng “nhap: true”; đơn vị duyệt ghi mục duyet."
    )
    return 1 if any(problem.severity is Severity.ERROR for problem in found) else 0


def _import_list(repo: Path, path: Path) -> int:
    from danvankheo import checking
    from danvankheo.contributing import registrations, tables

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
