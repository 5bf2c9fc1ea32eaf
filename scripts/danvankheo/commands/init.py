"""``dvk init`` makes the registry of another place; on a terminal it asks for what the options do not give."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import Commands, command, repo_of

if TYPE_CHECKING:
    from danvankheo.imports.named_units import NewUnit
    from danvankheo.new_place.answers import PlaceAnswers, PlaceLevel
    from danvankheo.new_place.unit_list import UnitListResult

T = TypeVar("T")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    init = command(commands, "init", "tạo kho bài trống cho một nơi khác, dùng cùng phần mềm này")
    init.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục mới, ở ngoài kho bài này")
    init.add_argument(
        "--place", metavar="TÊN", help="tên nơi, như người ta gọi: “xã Sông Mới”, “Hòa Biên”, “Trường THPT Sông Mới”"
    )
    init.add_argument("--code", metavar="MÃ", help="mã nơi, đứng trong tên tệp tải về (mặc định: tên viết không dấu)")
    init.add_argument("--within", metavar="TÊN", help="nơi ấy thuộc tỉnh, thành phố nào")
    init.add_argument("--level", metavar="CẤP", help="cấp của đơn vị quản lý: tinh, xa, truong, khac")
    init.add_argument("--union", metavar="TÊN", help="tổ chức Đoàn mà các đơn vị trực thuộc, ví dụ “Đoàn xã Sông Mới”")
    init.add_argument("--publisher", metavar="TÊN", help="đơn vị quản lý trang")
    init.add_argument("--email", metavar="THƯ", help="thư điện tử của đơn vị quản lý trang")
    init.add_argument("--phone", metavar="SỐ", help="điện thoại cơ quan")
    init.add_argument("--zalo", metavar="TÊN", help="Zalo của đơn vị quản lý trang")
    init.add_argument("--address", metavar="ĐỊA_CHỈ", help="địa chỉ cơ quan")
    init.add_argument("--site-url", metavar="ĐỊA_CHỈ", help="địa chỉ công khai của trang")
    init.add_argument("--units", metavar="TỆP", help="danh sách đơn vị: tệp .xlsx, .csv, .txt; dấu - là đọc từ đầu vào")
    init.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    from danvankheo import checking, new_place
    from danvankheo.base.problems import in_order, to_text

    repo, folder = repo_of(options), options.folder
    new_place.refuse(repo, folder)
    asks = sys.stdin.isatty()
    if not asks and (
        missing := [f"--{name}" for name in ("place", "level", "publisher") if not getattr(options, name)]
    ):
        print(f"dvk: thiếu {', '.join(missing)}", file=sys.stderr)
        return 2
    answers = _answers(options, asks=asks)
    commit = new_place.make(repo, folder, answers)
    problems = in_order(checking.check(folder).problems)
    print(to_text(problems), end="")
    print(f"Đã tạo kho bài của {answers.name} ở {folder}: {len(answers.units)} đơn vị, chưa có bài, chưa có kế hoạch.")
    if not commit:
        print("Chưa tạo được commit đầu tiên: trong thư mục ấy chạy git init, git add -A, git commit.")
    if not answers.reachable:
        print("Chưa có liên hệ của đơn vị quản lý; ghi vào content/phong-trao.yml trước khi đăng trang chính thức.")
    print(f"Bước tiếp theo: cd {folder}, make site, rồi .venv/bin/dvk launch. Hướng dẫn: docs/dia-phuong-moi.md")
    return 1 if problems else 0


def _answers(options: argparse.Namespace, *, asks: bool) -> PlaceAnswers:
    from danvankheo.new_place import answers as read

    def given(name: str, question: str, how: Callable[[str], T], default: str = "", *, needed: bool = False) -> T:
        return _given(getattr(options, name), question, how, default, asks=asks, needed=needed)

    if asks and options.level is None:
        print("Đơn vị quản lý trang thuộc cấp nào?")
        print("\n".join(f"  {each.value}: {each.label}" for each in read.PlaceLevel))
    level = given("level", "Cấp", read.place_level, needed=True)
    name = given("place", "Tên nơi, như người ta gọi (ví dụ: xã Sông Mới)", read.place_name, needed=True)
    code = given("code", "Mã nơi", read.place_code, read.default_code(name))
    within = given("within", "Thuộc tỉnh, thành phố", read.line)
    union = given("union", "Tổ chức Đoàn mà các đơn vị trực thuộc", read.line, read.default_union(name, level))
    publisher = given("publisher", "Đơn vị quản lý trang", read.line, needed=True)
    email = given("email", "Thư điện tử của đơn vị ấy", read.email_address)
    phone = given("phone", "Điện thoại cơ quan", read.phone_number)
    zalo = given("zalo", "Zalo của đơn vị ấy", read.line)
    address = given("address", "Địa chỉ cơ quan", read.line)
    site_url = given("site_url", "Địa chỉ của trang", read.site_address)
    return read.PlaceAnswers(
        name,
        code,
        within,
        level,
        union,
        publisher,
        address,
        email,
        phone,
        zalo,
        site_url,
        _units(options.units, level, asks=asks),
    )


def _given(value: str | None, question: str, how: Callable[[str], T], default: str, *, asks: bool, needed: bool) -> T:
    """Return the value of an option, else the answer to a question, read by ``how``. default: the answer of Enter."""
    if value is not None or not asks:
        if needed and not (value or "").strip():
            raise DanVanKheoError(f"Chưa có câu trả lời: {question}.")
        try:
            return how((value or "").strip() or default)
        except DanVanKheoError as error:
            raise DanVanKheoError(f"“{value}”: {error}") from None
    hint = "" if needed else f" (Enter: {default})" if default else " (chưa biết thì bấm Enter)"
    while True:
        answer = input(f"{question}{hint}: ").strip() or default
        if needed and not answer:
            continue
        try:
            return how(answer)
        except DanVanKheoError as error:
            print(f"  {error}")


def _units(source: str | None, level: PlaceLevel, *, asks: bool) -> tuple[NewUnit, ...]:
    """Return the units of a file, of the input, or of pasted lines; () when none are given yet."""
    from danvankheo.new_place import unit_list

    def read(text: str) -> UnitListResult:
        if text == "-":
            return unit_list.from_lines(sys.stdin.read(), level.usual_kind)
        return unit_list.from_file(Path(text).expanduser(), level.usual_kind)

    if source:
        return _told(read(source))
    while asks:
        print(
            "Đơn vị: gõ tên tệp (.xlsx, .csv), hoặc dán danh sách, mỗi dòng một đơn vị, có thể kèm mã số hành chính; dòng trống là hết."
        )
        lines: list[str] = []
        while text := input("> ").strip():
            lines.append(text)
        if not lines:
            return ()
        try:
            is_file = len(lines) == 1 and Path(lines[0]).suffix.lower() in (".xlsx", ".csv", ".txt", ".tsv")
            return _told(read(lines[0]) if is_file else unit_list.from_lines("\n".join(lines), level.usual_kind))
        except DanVanKheoError as error:
            print(f"  {error}")
    return ()


def _told(found: UnitListResult) -> tuple[NewUnit, ...]:
    for note in found.notes:
        print(f"Danh sách đơn vị, {note}.", file=sys.stderr)
    return found.units
