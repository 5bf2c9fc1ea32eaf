"""The Excel template of the office's lists: three sheets that ``dvk import`` reads, with choices from the registry.

No row holds an example: an example that is forgotten would be imported as if it were true. Each cell shows what it takes
when it is selected.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic.fields import FieldInfo

from danvankheo.base.archives import constant
from danvankheo.forms.name_lookup import unit_name
from danvankheo.imports import registration_list, unit_list, year_figures_list
from danvankheo.records.choices import UnitKind
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Superior, YearFigures

ROWS = 300
_DATED = {name: Superior.model_fields[name] for name in ("since", "until")}
_LISTS = "Danh mục"
_HEADER = 4
_WIDTHS = {"number": 6, "title": 36, "owner": 28, "address": 32, "field": 34, "forces": 24, "time": 18, "registered": 38, "renewed": 16,
           "note": 24, "unit": 38, "year": 8, "source": 30, "name": 36, "kind": 22, "place": 32, "superior": 32, "code": 22}  # fmt: skip
_PROMPTS = {
    "title": "Tên riêng của mô hình, không viết hoa cả câu. Mỗi mô hình một dòng.",
    "owner": "Chi đoàn, tổ, đội, câu lạc bộ… Mô hình của cá nhân thì gửi riêng, vì cần người đó đồng ý.",
    "address": "Kết thúc bằng tên xã, thị trấn lúc đăng ký, đủ dấu. Ví dụ: Thôn Tiên Nông, xã Xuân Lai",
    "field": "Chọn trong danh sách. Nhiều nội dung thì nối bằng dấu chấm phẩy.",
    "registered": "Nơi nhận, số, ngày. Ví dụ: Đảng ủy xã Xuân Lai, số 12-KH/ĐTN, ngày 10/01/2023",
    "renewed": "Chọn trong danh sách.",
    "unit": "Chọn trong danh sách: tên đơn vị trong năm ấy.",
    "year": "Bốn chữ số.",
    "name": "Tên đầy đủ, mỗi đơn vị một dòng. Ví dụ: Chi đoàn thôn Tiên Nông",
    "kind": "Chọn trong danh sách.",
    "place": "Trường, cơ quan, thôn của đơn vị. Để trống thì lấy theo tên đơn vị.",
    "superior": "Cấp trên trực tiếp: chọn trong danh sách, hoặc ghi tên một đơn vị ở dòng khác.",
    "since": "Có từ ngày nào; chưa biết thì để trống.",
    "until": "Chỉ ghi cho đơn vị đã kết thúc.",
    "code": "Để trống cũng được. Mã riêng (chữ thường không dấu) khi hai đơn vị cùng tên, hoặc mã số hành chính.",
    "gathering_rate": "Số phần trăm, ví dụ 68,5. Đã ghi số thanh niên được tập hợp thì không cần.",
}
_SHEETS = (
    ("Đăng ký mô hình", "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”", registration_list.HEADINGS),
    ("Số liệu năm", "SỐ LIỆU NĂM CỦA CƠ SỞ ĐOÀN", year_figures_list.HEADINGS),
    ("Đơn vị", "DANH SÁCH ĐƠN VỊ: TRƯỜNG HỌC, CƠ QUAN, CHI ĐOÀN …", unit_list.HEADINGS),
)


def workbook(registry: Registry, day: date) -> bytes:
    """Return the form as an Excel file, with the years up to ``day``; the same registry and day give the same bytes."""
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.Workbook()
    book.remove(book.active)
    choices = _choices(registry.offered_on(day), day)
    for name, title, headings in _SHEETS:
        _sheet(book.create_sheet(name), title, headings, choices)
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for column, (name, values) in enumerate(choices.items(), 1):
        for row, value in enumerate((name, *values), 1):
            lists.cell(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return constant(stream.getvalue(), "2022-01-01T00:00:00Z")


def _choices(registry: Registry, day: date) -> Mapping[str, Sequence[str | int]]:
    """Return the choices of the columns that have some."""
    fields: list[str | int] = []
    for record in registry.fields.values():
        fields += [record.data.name, *(f"{record.data.name}: {topic.name}" for topic in record.data.topics)]
    periods = registry.movement.data.periods
    first = min((each.start.year for each in periods), default=day.year)
    last = max((each.end.year for each in periods), default=day.year)
    return {
        "field": fields,
        "renewed": ["Đăng ký mới", "Duy trì"],
        "kind": [kind.label for kind in UnitKind],
        "superior": [body.name for body in registry.movement.data.bodies if body.valid_on(day)]
        + [unit_name(registry, code) for code, record in registry.units.items() if record.data.until is None],
        "unit": [unit_name(registry, code) for code in registry.units],
        "year": list(range(first, max(last, day.year) + 1)),  # as numbers, as a typed year is one
    }


def _sheet(sheet: Any, title: str, headings: Mapping[str, str], choices: Mapping[str, Sequence[str | int]]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    sheet["A1"], sheet["A1"].font = title, Font(bold=True, size=14)
    sheet["A2"] = "Bấm vào một ô để xem cách ghi. Ô nào chưa biết thì để trống, không ghi 0."
    edge = Side(style="thin", color="FF9AA5B8")
    for column, (name, heading) in enumerate(headings.items(), 1):
        letter = get_column_letter(column)
        head = sheet.cell(_HEADER, column, heading)
        head.font, head.fill = Font(bold=True), PatternFill("solid", start_color="FFDBEAFE")
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 14)
        for row in range(_HEADER, _HEADER + ROWS + 1):
            cell = sheet.cell(row, column)
            cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
            if row > _HEADER:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.number_format = _format(name)
        _validate(sheet, f"{letter}{_HEADER + 1}:{letter}{_HEADER + ROWS}", name, heading, choices)
    sheet.row_dimensions[_HEADER].height = 48
    sheet.freeze_panes = f"C{_HEADER + 1}"
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _format(name: str) -> str:
    """Return a column's number format: dates as day/month/year; text as text, so that Excel leaves 12-KH alone."""
    info = _DATED.get(name) or YearFigures.model_fields.get(name)
    if _holds(info, date):
        return "dd/mm/yyyy"
    return "General" if name in ("number", "year") or _holds(info, int, Decimal) else "@"


def _validate(sheet: Any, cells: str, name: str, heading: str, choices: Mapping[str, Sequence[str | int]]) -> None:
    """Add choices and a prompt to the cells of a column; the import reports wrong values."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

    info = _DATED.get(name) or YearFigures.model_fields.get(name)
    if name in choices:
        letter = get_column_letter(list(choices).index(name) + 1)
        rule = DataValidation(
            "list", formula1=f"'{_LISTS}'!${letter}$2:${letter}${len(choices[name]) + 1}", allow_blank=True
        )
        # One cell may hold several topics, and the year may be a later one; other columns take their choices only.
        rule.showErrorMessage = name not in ("field", "year")
    elif _holds(info, date):
        rule = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True)
    elif _holds(info, int, Decimal):
        rule = DataValidation(
            "decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True
        )
    elif name in _PROMPTS:
        rule = DataValidation(None, allow_blank=True)
    else:
        return
    rule.errorTitle, rule.error = heading[:32], "Ô này nhận giá trị khác; bấm vào ô để xem cách ghi."
    if name in _PROMPTS:
        rule.promptTitle, rule.prompt, rule.showInputMessage = heading[:32], _PROMPTS[name], True
    sheet.add_data_validation(rule)
    rule.add(cells)


def _holds(info: FieldInfo | None, *kinds: type) -> bool:
    """Tell whether a field of the schema holds values of one of the types; False for None."""
    return info is not None and _within(info.annotation, kinds)


def _within(annotation: object, kinds: tuple[type, ...]) -> bool:
    return annotation in kinds or any(_within(part, kinds) for part in getattr(annotation, "__args__", ()))
