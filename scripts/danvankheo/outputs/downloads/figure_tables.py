"""Tables of the figures: periods, indicators, the units counted in each indicator, coverage, deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from danvankheo.figures import Figure, PeriodFigures
from danvankheo.figures.deadlines import SubmissionState
from danvankheo.outputs.downloads.columns import Column, ColumnType, DatasetTable, TableRow, TableSource
from danvankheo.outputs.downloads.dataset import DatasetRecords
from danvankheo.outputs.downloads.record_tables import FIELD, SAMPLE, UNIT
from danvankheo.records.choices import UnitKind
from danvankheo.records.movement import STATE_UNITS

_PAGE = "chi-tieu/"
_ROW = Column(
    "ky",
    "Kỳ",
    ColumnType.CODE,
    "Theo bảng Kỳ số liệu: một năm, hoặc một phần của năm mà đơn vị thay đổi.",
    needed=True,
    refers="ky",
)
_INDICATOR = Column("chi_tieu", "Chỉ tiêu", ColumnType.CODE, "Theo cột Mã của bảng Chỉ tiêu.", needed=True)
_UNIT_STATES = {
    "counted": ("tinh", "Tính vào tử số"),
    "missing": ("chua", "Có số liệu, chưa tính vào tử số"),
    "unknown": ("chua-co-so-lieu", "Chưa có số liệu"),
}
_SUBMISSION_STATES = {
    SubmissionState.ON_TIME: ("trong-han", "Đã nhận, trong hạn"),
    SubmissionState.LATE: ("sau-han", "Đã nhận, sau hạn"),
    SubmissionState.MISSING: ("chua-nhan", "Chưa nhận được"),
    SubmissionState.NOT_DUE: ("chua-den-han", "Chưa đến hạn"),
    SubmissionState.NOT_APPLICABLE: ("khong-ap-dung", "Không áp dụng"),
    SubmissionState.SENT: ("da-nhan", "Đã nhận, dù không phải nộp"),
}
_SUBMISSIONS = (("danh-sach", "Danh sách đăng ký mô hình"), ("bao-cao", "Báo cáo kết quả"))


def _periods(records: DatasetRecords) -> Iterator[TableRow]:
    units = records.registry.units
    for each in records.rows.values():
        row = each.period
        places = sum(units[slug].data.kind in STATE_UNITS for slug in row.units)
        yield (row.code, row.label, row.year, row.start, row.end, row.plan_period.code or None, places, row.list_due,
               row.list_note or None, row.report_due, row.report_note or None)  # fmt: skip


def _indicators(records: DatasetRecords) -> Iterator[TableRow]:
    for each in records.rows.values():
        for figure in each.indicators:
            yield _indicator(figure, each, records)


def _indicator(figure: Figure, row: PeriodFigures, records: DatasetRecords) -> TableRow:
    known = figure.value is not None
    with_data = len(figure.counted) + len(figure.missing)
    counted = known or not figure.complete
    whole, rate = (figure.denominator, figure.value) if known and figure.is_share else (None, None)
    return (row.period.code, figure.code, figure.name, figure.numerator if counted else None, whole, figure.counts,
            _rounded(rate), figure.target, figure.meets if known else None, figure.units, with_data,
            figure.applicable, figure.method, records.sample)  # fmt: skip


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _unit_names(records: DatasetRecords) -> dict[str, str]:
    return {slug: records.registry.unit_name(slug) for slug in records.units}


def _indicator_units(records: DatasetRecords) -> Iterator[TableRow]:
    names = _unit_names(records)
    for each in records.rows.values():
        for figure in each.indicators:
            counts = [each.count for each in figure.by_kind] or [figure]
            states = {
                slug: code
                for name, (code, _) in _UNIT_STATES.items()
                for each in counts
                for slug in getattr(each, name)
            }
            beside = frozenset(figure.beside)
            for slug in (slug for slug in each.period.units if slug in states):
                yield each.period.code, figure.code, slug, names[slug], states[slug], slug in beside, records.sample


def _indicator_kinds(records: DatasetRecords) -> Iterator[TableRow]:
    for each in records.rows.values():
        for figure in each.indicators:
            for kind, complete, count in ((k.kind, k.complete, k.count) for k in figure.by_kind):
                share = figure.is_share and count.value is not None
                yield (each.period.code, figure.code, kind.value, complete, count.numerator, count.denominator if share else None,
                       _rounded(count.value) if share else None, count.units, records.sample)  # fmt: skip


def _coverage(records: DatasetRecords) -> Iterator[TableRow]:
    units, fields = _unit_names(records), {slug: record.data.name for slug, record in records.registry.fields.items()}
    for each in records.rows.values():
        matrix = each.coverage
        for slug in each.period.units:
            for field in matrix.fields:
                also = field in matrix.also[slug]
                count = matrix.count(slug, field)
                yield each.period.code, slug, units[slug], field, fields[field], count, also, records.sample


def _deadlines(records: DatasetRecords) -> Iterator[TableRow]:
    names = _unit_names(records)
    for each in records.rows.values():
        for slug, submissions in each.submissions.items():
            if slug not in names:  # in the file of one unit
                continue
            for (code, _), submission in zip(_SUBMISSIONS, (submissions.models, submissions.report), strict=True):
                days_late = submission.days_late if submission.state is SubmissionState.LATE else None
                yield (each.period.code, slug, names[slug], code, _SUBMISSION_STATES[submission.state][0], submission.due, submission.sent, days_late, submission.note or None,
                       records.sample)  # fmt: skip


FIGURE_TABLES = (
    DatasetTable("ky", "Kỳ số liệu", "Các kỳ của mọi con số: mỗi năm một kỳ; năm mà đơn vị thay đổi là hai kỳ, không cộng với nhau.", _PAGE,
          TableSource.FIGURES, (
        Column("ma", "Mã", ColumnType.CODE, "Của kỳ: một năm, hoặc một phần của năm mà đơn vị thay đổi.", needed=True),
        Column("nhan", "Tên kỳ", needed=True),
        Column("nam", "Năm", ColumnType.YEAR, needed=True),
        Column("tu", "Từ ngày", ColumnType.DATE, needed=True),
        Column("den", "Đến hết ngày", ColumnType.DATE, needed=True),
        Column("giai_doan", "Giai đoạn", ColumnType.CODE, "Trống khi trang chưa nhận được kế hoạch của kỳ ấy."),
        Column("so_don_vi", "Số xã, thị trấn", ColumnType.WHOLE, "Số xã, phường, thị trấn có trong kỳ và được Kế hoạch tính.", needed=True),
        Column("han_danh_sach", "Hạn gửi danh sách", ColumnType.DATE, "Ngày cuối còn đúng hạn; trống khi không phải nộp."),
        Column("ghi_chu_danh_sach", "Ghi chú về danh sách"),
        Column("han_bao_cao", "Hạn gửi báo cáo", ColumnType.DATE, "Ngày cuối còn đúng hạn; trống khi không phải nộp."),
        Column("ghi_chu_bao_cao", "Ghi chú về báo cáo"),
    ), _periods, ("ma",), ("chi-tieu", "chi-tieu-don-vi", "chi-tieu-loai", "do-phu", "han-nop"), sampled=False),
    DatasetTable("chi-tieu", "Chỉ tiêu", "Kết quả từng chỉ tiêu theo kỳ: tử số, mẫu số, tỷ lệ, cách tính.", _PAGE, TableSource.FIGURES, (
        _ROW,
        Column("ma", "Mã", ColumnType.CODE, "Của cách đọc chỉ tiêu, như trong kế hoạch; theo từng lĩnh vực thì có thêm mã lĩnh vực.", needed=True),
        Column("ten", "Tên chỉ tiêu", needed=True),
        Column("tu_so", "Tử số", ColumnType.WHOLE, "Trống khi chưa có số liệu, không phải 0."),
        Column("mau_so", "Mẫu số", ColumnType.WHOLE, "Trống khi chưa có số liệu (không phải 0), hoặc chỉ tiêu đếm số lượng."),
        Column("dem_gi", "Đếm gì", ColumnType.TEXT, "Tử số, mẫu số đếm gì: đơn vị, thanh niên, mô hình …", needed=True),
        Column("ty_le", "Tỷ lệ (%)", ColumnType.NUMBER, "Tử số chia mẫu số, nhân 100, bốn chữ số thập phân."),
        Column("muc_can_dat", "Mức cần đạt", ColumnType.NUMBER, "Tính bằng phần trăm; chỉ tiêu đếm số lượng thì tính bằng cột Đếm gì. Trống khi Kế hoạch không đặt mức cho cách tính này."),
        Column("dat", "Đạt", ColumnType.FLAG, "Trống khi chưa đủ số liệu để kết luận hoặc không có mức cần đạt."),
        Column("so_don_vi", "Số đơn vị", ColumnType.WHOLE, "Số đơn vị của các loại mà chỉ tiêu tính, có trong kỳ.", needed=True),
        Column("so_don_vi_co_so_lieu", "Số đơn vị có số liệu", ColumnType.WHOLE, needed=True),
        Column("ap_dung", "Có áp dụng", ColumnType.FLAG, "không (false): các đơn vị của kỳ này không phải báo cáo con số này.", needed=True),
        Column("cach_tinh", "Cách tính", needed=True),
        SAMPLE,
    ), _indicators, ("ky", "ma")),
    DatasetTable("chi-tieu-don-vi", "Chỉ tiêu – đơn vị", "Đơn vị đứng sau mỗi con số của bảng Chỉ tiêu.", _PAGE, TableSource.FIGURES, (
        _ROW, _INDICATOR, *UNIT,
        Column("tinh_trang", "Tình trạng", ColumnType.CODE, values=tuple(_UNIT_STATES.values()), needed=True),
        Column("neu_kem", "Nêu kèm", ColumnType.FLAG, "có (true): trang có nêu tên đơn vị bên cạnh con số mà không tính vào.", needed=True),
        SAMPLE,
    ), _indicator_units, ("ky", "chi_tieu", "don_vi")),
    DatasetTable("chi-tieu-loai", "Chỉ tiêu – loại đơn vị", "Kết quả từng chỉ tiêu theo loại đơn vị, khi có loại khác xã, thị trấn, phường, đặc khu.",
          _PAGE, TableSource.FIGURES, (
        _ROW, _INDICATOR,
        Column("loai", "Loại đơn vị", ColumnType.CODE, values=tuple((kind.value, kind.label) for kind in UnitKind), needed=True),
        Column("danh_sach_day_du", "Danh sách đầy đủ", ColumnType.FLAG, "không (false): chưa có danh sách đầy đủ của loại này nên chưa nêu tỷ lệ.", needed=True),
        Column("tu_so", "Tử số", ColumnType.WHOLE, needed=True),
        Column("mau_so", "Mẫu số", ColumnType.WHOLE, "Trống khi chưa có số liệu, chưa có danh sách đầy đủ, hoặc chỉ tiêu đếm số lượng."),
        Column("ty_le", "Tỷ lệ (%)", ColumnType.NUMBER, "Tử số chia mẫu số, nhân 100, bốn chữ số thập phân."),
        Column("so_don_vi", "Số đơn vị", ColumnType.WHOLE, "Số đơn vị của loại này mà trang có.", needed=True),
        SAMPLE,
    ), _indicator_kinds, ("ky", "chi_tieu", "loai")),
    DatasetTable("do-phu", "Đơn vị – lĩnh vực", "Số mô hình được tính của từng đơn vị theo lĩnh vực chính.", _PAGE, TableSource.FIGURES, (
        _ROW, *UNIT, *FIELD,
        Column("so_mo_hinh", "Số mô hình", ColumnType.WHOLE, "Trống khi chưa biết gì về đơn vị; 0 khi biết là không có."),
        Column("phuc_vu_them", "Phục vụ thêm", ColumnType.FLAG, "có (true): có mô hình của lĩnh vực khác phục vụ thêm lĩnh vực này.",
               needed=True),
        SAMPLE,
    ), _coverage, ("ky", "don_vi", "linh_vuc")),
    DatasetTable("han-nop", "Hạn nộp", "Danh sách và báo cáo của từng đơn vị so với hạn.", _PAGE, TableSource.FIGURES, (
        _ROW, *UNIT,
        Column("van_ban", "Văn bản", ColumnType.CODE, values=_SUBMISSIONS, needed=True),
        Column("tinh_trang", "Tình trạng", ColumnType.CODE, values=tuple(_SUBMISSION_STATES.values()), needed=True),
        Column("han", "Hạn", ColumnType.DATE, "Ngày cuối còn đúng hạn; trống khi không phải nộp."),
        Column("ngay_gui", "Ngày gửi", ColumnType.DATE),
        Column("so_ngay_sau_han", "Số ngày sau hạn", ColumnType.WHOLE, "Trống khi không gửi sau hạn."),
        Column("ghi_chu", "Ghi chú"),
        SAMPLE,
    ), _deadlines, ("ky", "don_vi", "van_ban")),
)  # fmt: skip
