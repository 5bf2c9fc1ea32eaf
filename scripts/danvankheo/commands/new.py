"""``dvk new`` writes the file of a new entry; on a terminal it asks for what the options do not give."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import Commands, command, repo_of

if TYPE_CHECKING:
    from danvankheo.base.yaml_tree import Loc
    from danvankheo.records.registry import Registry

# What an entry can be about, with the words people choose by.
_KINDS = {"mo-hinh": "một mô hình", "dien-hinh": "một người", "tap-the": "một tập thể", "tin": "một tin"}
_TITLES = {"mo-hinh": "Tên mô hình", "dien-hinh": "Họ và tên", "tap-the": "Tên tập thể", "tin": "Tên tin"}
_STATUSES = ("moi-dang-ky", "dang-thuc-hien", "hoan-thanh")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    new = command(commands, "new", "viết một bài mới: tạo tệp mẫu và thư mục ảnh")
    new.add_argument(
        "kind", nargs="?", choices=tuple(_KINDS), metavar="LOẠI",
        help="mo-hinh, dien-hinh (một người), tap-the (tập thể điển hình) hoặc tin",
    )  # fmt: skip
    new.add_argument("--title", metavar="TÊN", help="tên mô hình, tên tập thể, tên tin, hoặc họ và tên của cá nhân")
    new.add_argument("--unit", metavar="ĐƠN_VỊ", help="tên hoặc mã đơn vị, ví dụ xa-xuan-lai")
    new.add_argument("--field", metavar="LĨNH_VỰC", help="tên hoặc mã lĩnh vực")
    new.add_argument("--status", choices=_STATUSES, metavar="TRẠNG_THÁI", help="%(choices)s")
    new.add_argument("--address", metavar="ĐỊA_CHỈ", help="thôn, xã nơi có mô hình")
    new.add_argument("--owner", metavar="CHỦ_THỂ", help="mô hình của ai: chi đoàn, tổ, đội…")
    new.add_argument("--year", metavar="NĂM", help="năm nêu gương (chỉ với dien-hinh, tap-the)")
    new.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    from danvankheo.base.settings import today
    from danvankheo.editing import new_entry
    from danvankheo.records.reading import load

    repo: Path = repo_of(options)
    registry = load(repo)[0].offered_on(today(os.environ))
    asks = sys.stdin.isatty()
    if options.kind is None and not asks:
        print("dvk: thiếu LOẠI: mo-hinh, dien-hinh, tap-the hoặc tin", file=sys.stderr)
        return 2
    name = str(options.kind or _chosen("Bài về gì?", list(_KINDS.items())))
    kind = new_entry.KINDS["dien-hinh" if name == "tap-the" else name]
    if options.title is None and not asks:
        print("dvk: thiếu --title TÊN", file=sys.stderr)
        return 2
    title, filled = _answers(registry, options, name, asks=asks)
    made = new_entry.make(repo, registry, kind, title, filled)
    print(f"Đã tạo {made.path} và thư mục ảnh {made.photos}/.")
    print(f"Bước tiếp theo: mở {made.path}, điền vào sau dấu hai chấm, viết câu chuyện ở cuối tệp.")
    print(f"Kiểm tra: dvk check {made.path}. Viết xong thì xóa dòng “nhap: true”.")
    if name == "tin":
        print("Trang chưa có mục tin: tin được kiểm tra và giữ lại, chưa hiện ở đâu.")
    return 0


def _answers(registry: Registry, options: argparse.Namespace, kind: str, *, asks: bool) -> tuple[str, dict[Loc, str]]:
    """Return the title and the other answers by their place in the file. asks: ask for what the options do not give."""
    from danvankheo.forms import name_lookup
    from danvankheo.records.choices import ExemplarKind
    from danvankheo.records.diagnostics import key_path
    from danvankheo.records.schema import Exemplar, Model, NewsItem

    model = kind == "mo-hinh"
    schema = Model if model else NewsItem if kind == "tin" else Exemplar
    filled: dict[Loc, str] = {}

    def put(text: str | None, *place: str) -> None:
        if text:
            filled[key_path(schema, *place)] = text

    title = _given(options.title, _TITLES[kind], asks, _title)
    put(ExemplarKind.COLLECTIVE.value if kind == "tap-the" else None, "kind")
    put(
        _given(options.unit, "Đơn vị", asks, lambda answer: name_lookup.unit_code(registry, answer)),
        "unit",
    )
    if kind == "tin":
        return title or "", filled
    field = options.field
    if field is None and asks:
        field = _chosen("Lĩnh vực", [(slug, record.data.name) for slug, record in registry.fields.items()], skip=True)
    put(name_lookup.field_code(registry, field) if field else None, "field")
    if not model:
        put(_given(options.year, "Năm nêu gương", asks, _year), "year")
        return title or "", filled
    labels = {"moi-dang-ky": "mới đăng ký", "dang-thuc-hien": "đang thực hiện", "hoan-thanh": "đã hoàn thành"}
    status = options.status or (_chosen("Mô hình đang ở bước nào?", list(labels.items())) if asks else _STATUSES[0])
    put(status, "status")
    put(_given(options.address, "Địa chỉ (thôn, xã)", asks, name_lookup.one_line), "address")
    owner = _given(options.owner, "Mô hình của ai (chi đoàn, tổ, đội…)", asks, name_lookup.one_line)
    put(owner, "owner", "name")
    return title or "", filled


def _title(answer: str) -> str:
    from danvankheo.base.text import slugify
    from danvankheo.forms import name_lookup

    if not slugify(answer):
        raise DanVanKheoError("Tên chưa có chữ nào.")
    if len(name_lookup.one_line(answer)) > 120:
        raise DanVanKheoError("Tên dài quá 120 ký tự; hãy rút ngắn.")
    return name_lookup.one_line(answer)


def _year(answer: str) -> str:
    if re.fullmatch(r"[0-9]{4}", answer.strip()):
        return answer.strip()
    raise DanVanKheoError("Năm ghi bốn chữ số, ví dụ 2024.")


def _given(value: str | None, question: str, asks: bool, read: Callable[[str], str]) -> str | None:
    """Return the value of an option, else the answer to a question; only the title cannot be skipped."""
    if value is not None or not asks:
        return read(value) if value else None
    required = read is _title
    while True:
        answer = input(f"{question}{'' if required else ' (chưa biết thì bấm Enter)'}: ").strip()
        if not answer and not required:
            return None
        try:
            return read(answer)
        except DanVanKheoError as error:
            print(f"  {error}")


def _chosen(question: str, choices: list[tuple[str, str]], *, skip: bool = False) -> str | None:
    """Ask for one of the choices by its number; return its code, None when skipped."""
    print(question)
    for number, (_, label) in enumerate(choices, 1):
        print(f"  {number}. {label}")
    while True:
        answer = input(f"Chọn số{' (chưa biết thì bấm Enter)' if skip else ''}: ").strip()
        if not answer and skip:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1][0]
        print(f"  Gõ một số từ 1 đến {len(choices)}.")
