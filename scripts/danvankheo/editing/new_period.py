"""Writes the block of a new period into ``content/phong-trao.yml``; every other byte stays.

Targets, deadlines and recipients are left empty: nothing is taken over from a plan that ended.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.locale import short_date
from danvankheo.base.problems import Severity, to_text
from danvankheo.editing.file_edit import FileEdit, join_lines, split_lines
from danvankheo.records.diagnostics import key_path
from danvankheo.records.files import opened_file
from danvankheo.records.movement import Movement
from danvankheo.records.plan import Period
from danvankheo.records.reading import judged_movement
from danvankheo.records.registry import MOVEMENT_PATH

_PERIODS = key_path(Movement, "periods")[0]
_YEARS = re.compile(r"(20\d\d)-(20\d\d)")
_EXAMPLE = "2026-2030"
_BLOCK = """\
- ma: {code}
  tu: {start}
  den: {end}
  # Điền các mục dưới đây theo văn bản của kế hoạch {label}. Điều gì văn bản chưa nói, hoặc chưa nhận được văn bản, thì để trống:
  # trang sẽ ghi “chưa nhận được”. Không chép chỉ tiêu, hạn gửi, nơi nhận của kế hoạch đã kết thúc.
  #
  # Những đơn vị kế hoạch gọi là cơ sở Đoàn. Bỏ dấu # ở đầu dòng rồi sửa:
  # co_so_doan:
  #   loai: [xa, truong-hoc, co-quan]
  #
  # Chỉ tiêu: mỗi chỉ tiêu một mục, ten ghi đúng chữ của văn bản, do là cách đo (các cách đo: docs/truong-du-lieu.md).
  # Ví dụ, bỏ dấu # ở đầu dòng, sửa cho đúng văn bản và xóa dòng chi_tieu: [] bên dưới:
  # chi_tieu:
  #   - ma: "1"
  #     ten: Cơ sở Đoàn có ít nhất một mô hình trong năm
  #     dat: 100
  #     dvt: "%"
  #     cach_tinh: Số cơ sở Đoàn có mô hình chia cho số cơ sở Đoàn.
  #     do: ty-le-don-vi-co-mo-hinh
  #     tham_so: {{it_nhat: 1}}
  chi_tieu: []
  #
  # Hạn gửi danh sách và báo cáo hằng năm, dạng tháng-ngày:
  # han:
  #   dang_ky: 01-15
  #   bao_cao: 11-15
  #   tinh_ca_ngay_han: true
  #
  # Danh sách, báo cáo gửi về đâu; báo cáo gửi cho ai. Nơi nhận thay đổi giữa chừng thì thêm tu, den:
  # gui_ve:
  #   - {{ten: Tên cơ quan nhận, tu: {start}}}
  gui_ve: []
  noi_nhan: []
  #
  # Văn bản của kế hoạch, ví dụ:
  # can_cu:
  #   - {{so: Số và ký hiệu, ngay: {start}, ten: Trích yếu, co_quan: Cơ quan ban hành}}
  can_cu: []
"""


def days_of(code: str, first: date | None, last: date | None) -> Period:
    """Return an empty period for a code like "2026-2030". first, last: its days when it does not take whole years.

    Raises DanVanKheoError for another form of code, or days outside its years.
    """
    match = _YEARS.fullmatch(code)
    if not match:
        raise DanVanKheoError(
            f"“{code}” không phải mã giai đoạn. Ghi năm đầu và năm cuối, nối bằng dấu gạch ngang, không có dấu cách: {_EXAMPLE}."
        )
    years = int(match[1]), int(match[2])
    if years[1] < years[0]:
        raise DanVanKheoError(f"“{code}”: năm cuối trước năm đầu. Có phải là {years[1]}-{years[0]} không?")
    start, end = first or date(years[0], 1, 1), last or date(years[1], 12, 31)
    if (start.year, end.year) != years or end < start:
        raise DanVanKheoError(
            f"Giai đoạn {code} phải bắt đầu trong năm {years[0]} và kết thúc trong năm {years[1]}; "
            f"ở đây là từ {short_date(start)} đến {short_date(end)}. Sửa mã, hoặc sửa --from, --to."
        )
    return Period.model_construct(code=code, start=start, end=end)


def with_period(repo: Path, period: Period, today: date) -> FileEdit:
    """Return the movement's file with the block of a new period at the end of its periods.

    Raises DanVanKheoError when the file has mistakes or the period shares a day or its code with another one.
    """
    data = opened_file(repo, MOVEMENT_PATH)
    before = _movement(data, today) if isinstance(data, bytes) else None
    if before is None or not isinstance(data, bytes):
        raise DanVanKheoError(f"Không đọc được {MOVEMENT_PATH}. Xem chỗ sai: dvk check")
    for other in before.periods:
        _refuse_shared(period, other)
    text = data.decode("utf-8")
    edit = FileEdit(MOVEMENT_PATH, text, _inserted(text, period))
    after, _ = judged_movement(edit.after.encode("utf-8"), today)
    if after is None or after.data != before.model_copy(
        update={"periods": [*before.periods, *after.data.periods[-1:]]}
    ):
        raise DanVanKheoError(
            f"{MOVEMENT_PATH} viết theo cách máy không sửa từng dòng được; hãy thêm giai đoạn bằng tay."
        )
    return edit


def _movement(data: bytes, today: date) -> Movement:
    record, problems = judged_movement(data, today)
    if record is None:
        wrong = [each for each in problems if each.severity is Severity.ERROR]
        raise DanVanKheoError(f"{MOVEMENT_PATH} còn chỗ sai, sửa xong hãy thêm giai đoạn:\n{to_text(wrong)}")
    return record.data


def _refuse_shared(period: Period, other: Period) -> None:
    if period.code == other.code:
        raise DanVanKheoError(f"{MOVEMENT_PATH} đã có giai đoạn {other.code}.")
    if period.start <= other.end and other.start <= period.end:
        days = f"{short_date(other.start)} – {short_date(other.end)}"
        advice = "Mỗi ngày chỉ thuộc một kế hoạch."
        after = other.end + timedelta(days=1)
        if other.start < period.start and after.year == period.start.year and after <= period.end:
            advice += f" Kế hoạch mới bắt đầu sau giai đoạn ấy thì thêm: --from {after}"
        raise DanVanKheoError(f"Giai đoạn {period.code} trùng ngày với giai đoạn {other.code} ({days}). {advice}")


def _inserted(text: str, period: Period) -> str:
    """Return the text with the period's block after the last line of the periods."""
    lines, ends = split_lines(text)
    head = next(number for number, line in enumerate(lines) if re.match(rf"{_PERIODS}\s*:", line))
    value = lines[head].partition(":")[2].partition("#")[0].strip()
    if value == "[]":
        lines[head] = lines[head].replace(" []", "", 1).replace("[]", "", 1)
    last, indent = head, "  "
    for number in range(head + 1, len(lines)):
        line = lines[number]
        if line.strip() and not line.lstrip().startswith("#"):
            if line[0] not in " -":
                break
            last = number
        if last == head + 1 and number == head + 1:
            indent = line[: len(line) - len(line.lstrip())]
    block = _BLOCK.format(code=period.code, start=period.start, end=period.end, label=period.label)
    new = [indent + line if line else line for line in block.splitlines()]
    end = ends[head] or "\n"
    if not ends[last]:
        ends[last] = end
        tail = ["" for _ in new]
        tail[:-1] = [end] * (len(new) - 1)
    else:
        tail = [end] * len(new)
    return join_lines([*lines[: last + 1], *new, *lines[last + 1 :]], [*ends[: last + 1], *tail, *ends[last + 1 :]])
