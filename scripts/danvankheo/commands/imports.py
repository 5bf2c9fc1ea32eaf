"""``dvk import`` writes record files from an office's list, or from one story sent as a message with photos."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError, why
from danvankheo.commands.options import Commands, command, repo_of

# An example of an approval in a file.
_APPROVAL = "duyet:\n  boi: Ban Chấp hành Đoàn xã Xuân Lai\n  ngay: 2023-11-20"


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    imports = command(
        commands,
        "import",
        "nhập danh sách đăng ký, số liệu năm, đơn vị (Excel, CSV) hoặc một bài gửi qua Zalo, thư điện tử (.txt)",
    )
    imports.add_argument("file", type=Path, nargs="?", metavar="TỆP", help="danh sách .xlsx, .csv; hoặc tin nhắn .txt")
    imports.add_argument("--photos", type=Path, metavar="THƯ_MỤC", help="thư mục ảnh đi kèm tin nhắn")
    imports.add_argument(
        "--template", type=Path, metavar="TỆP.xlsx", help="viết mẫu Excel để điền: đăng ký mô hình, số liệu năm, đơn vị"
    )
    imports.add_argument(
        "--move", action="store_true", help="tệp nằm trong kho bài thì chuyển vào hop-thu/ (ở lại máy này) rồi nhập"
    )
    imports.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    repo = repo_of(options)
    path: Path | None = options.file
    if options.template:
        return _template(repo, options.template)
    if path is None:
        print("dvk: thiếu TỆP cần nhập. Lấy mẫu Excel: dvk import --template mau.xlsx", file=sys.stderr)
        return 2
    if not path.is_file():
        print(f"dvk: Không có tệp “{path}”.", file=sys.stderr)
        return 2
    path, photos = _outside_git(repo, path, options)
    if path.suffix.lower() == ".txt":
        return _import_message(repo, path, photos)
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise DanVanKheoError(
            f"Chưa nhập được tệp “{path.name}”. Trong Excel chọn Lưu thành → Excel Workbook (.xlsx) rồi thử lại. "
            "Tin nhắn thì chép vào một tệp .txt."
        )
    return _import_list(repo, path)


def _outside_git(repo: Path, path: Path, options: argparse.Namespace) -> tuple[Path, Path | None]:
    """Return the paths of the list or message and its photos, outside git; with --move they are moved there first.

    Originals must not become public. Raises DanVanKheoError when git would include them and --move is not given.
    """
    from danvankheo.base import submitted_files

    photos: Path | None = options.photos
    exposed = [each for each in (photos, path) if each and each.exists() and submitted_files.is_exposed(repo, each)]
    if not exposed:
        return path, photos
    if not options.move:
        names = " và ".join(f"“{each}”" for each in reversed(exposed))
        raise DanVanKheoError(
            f"{names} nằm trong kho bài, nơi ai cũng xem được sau khi commit. Chuyển vào thư mục {submitted_files.INBOX}/ rồi nhập lại, "
            "hoặc thêm --move để máy chuyển giúp. Chưa nhập gì."
        )
    if photos in exposed and photos:
        inside = path.resolve().is_relative_to(photos.resolve())
        there = submitted_files.moved(repo, photos)
        print(f"Đã chuyển {photos} vào {there.relative_to(repo)}.")
        path = there / path.resolve().relative_to(photos.resolve()) if inside else path
        photos = there
        exposed = [] if inside else exposed
    if path in exposed:
        there = submitted_files.moved(repo, path)
        print(f"Đã chuyển {path} vào {there.relative_to(repo)}.")
        path = there
    return path, photos


def _import_message(repo: Path, path: Path, photos: Path | None) -> int:
    from danvankheo import checking
    from danvankheo.base.problems import Severity, count_words
    from danvankheo.imports import message_reader
    from danvankheo.imports.message_import import import_message
    from danvankheo.records.reading import load

    registry, _ = load(repo)
    done = import_message(repo, registry, message_reader.read_file(path), photos)
    print(f"Đã tạo {done.path}, {len(done.photos)} ảnh.")
    for note in done.notes:
        print(f"- {note[:1].upper()}{note[1:]}")
    found = [problem for problem in checking.check(repo).problems if problem.path == done.path]
    print(f"Kiểm tra: {count_words(found)}. Xem từng chỗ: dvk check {done.path}")
    print(
        "Bài là bản nháp, chưa lên trang. Hỏi lại người gửi, điền nốt, xóa dòng “nhap: true”; đơn vị duyệt ghi, ví dụ:"
    )
    print(_APPROVAL)
    return 1 if any(problem.severity is Severity.ERROR for problem in found) else 0


def _template(repo: Path, path: Path) -> int:
    from danvankheo.base import submitted_files
    from danvankheo.base.settings import today
    from danvankheo.imports.list_template import workbook
    from danvankheo.records.reading import load

    if path.suffix.lower() != ".xlsx":
        raise DanVanKheoError(f"Mẫu là tệp Excel; đặt tên có đuôi .xlsx, ví dụ {path.stem or 'mau'}.xlsx.")
    # The filled-in form is imported later and must not be committed.
    if path.resolve().parent == repo / submitted_files.INBOX or submitted_files.is_exposed(repo, path):
        path = submitted_files.inbox(repo) / path.name
    if path.exists() or path.is_symlink():
        raise DanVanKheoError(f"Đã có tệp “{path}”; không ghi đè. Hãy chọn tên khác.")
    try:
        path.write_bytes(workbook(load(repo)[0], today(os.environ)))
    except OSError as error:
        raise DanVanKheoError(f"Không ghi được tệp “{path}”: {why(error)}.") from error
    shown = path.relative_to(repo) if path.is_relative_to(repo) else path
    print(f"Đã viết {shown}. Điền xong thì chạy: dvk import {shown}")
    return 0


def _import_list(repo: Path, path: Path) -> int:
    from danvankheo import checking
    from danvankheo.imports import office_lists, registration_list, unit_list, year_figures_list
    from danvankheo.imports.receipts import Outcome

    kinds = (registration_list, year_figures_list, unit_list)
    found = office_lists.read(path, [each.LAYOUT for each in kinds])
    counted: Counter[Outcome] = Counter()
    for table in found:
        entering = next(each.import_list for each in kinds if each.LAYOUT is table.layout)
        registry = checking.check(repo).registry
        lines = entering(repo, table, registry, lambda: checking.check(repo).problems)
        if len(found) > 1:
            print(f"Trang “{table.sheet}” ({table.layout.name}):")
        for line in lines:
            where = f"Dòng {line.row}" + (f", cột {line.column}" if line.column else "")
            print(": ".join(part for part in (where, line.outcome, line.path, line.report) if part))
        if table.unknown:
            print(f"Cột chưa biết, không đọc: {', '.join(table.unknown)}.")
        here = Counter(line.outcome for line in lines)
        counts = ", ".join(f"{here[outcome]} {outcome}" for outcome in Outcome if here[outcome])
        print(f"{len(lines)} dòng: {counts}." if lines else "Chưa có dòng nào được điền.")
        counted += here
        if here[Outcome.NEW] and table.layout is registration_list.LAYOUT:
            print("Bài mới nhập chưa lên trang: đơn vị duyệt ghi thêm mục duyet vào từng tệp, ví dụ:\n" + _APPROVAL)
    if counted[Outcome.REFUSED]:
        print(
            "Sửa các dòng “chưa nhập” trong danh sách, lưu lại rồi chạy lại lệnh này; dòng đã nhập không bị nhập thêm lần nữa."
        )
    return 1 if counted[Outcome.REFUSED] else 0
