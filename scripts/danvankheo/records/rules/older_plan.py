"""The rule on a movement's file that was written before targets had measures."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.problems import Severity
from danvankheo.records.diagnostics import Finding, key_path
from danvankheo.records.movement import Movement
from danvankheo.records.older_plan import additions, measures_lacking
from danvankheo.records.rules.rule import rule

OLDER_PLAN = "DVK371"


@rule(
    OLDER_PLAN,
    title="Tệp phong trào viết theo mẫu cũ",
    why="Trước đây cách đo bốn chỉ tiêu của kế hoạch 2022–2025 nằm trong chương trình; nay mỗi kế hoạch tự ghi cách đo của mình, ghi đơn vị nào là cơ sở Đoàn và cơ quan nào có đến ngày nào. Chưa ghi thì các chỉ tiêu ấy chưa được tính.",
    how="Chạy dvk fix: máy ghi thêm các dòng còn thiếu vào content/phong-trao.yml, mọi dòng khác để nguyên. Xem lại rồi lưu.",
    bad="giai_doan:\n  - ma: 2022-2025\n    tu: 2022-01-01\n    den: 2025-12-31\n    chi_tieu:\n"
    '      - {ma: "1", ten: Cơ sở Đoàn có mô hình, dat: 100, dvt: "%", cach_tinh: Số đơn vị có mô hình chia cho số đơn vị.}',
    good="giai_doan:\n  - ma: 2022-2025\n    tu: 2022-01-01\n    den: 2025-12-31\n    chi_tieu:\n"
    '      - {ma: "1", ten: Cơ sở Đoàn có mô hình, dat: 100, dvt: "%", cach_tinh: Số đơn vị có mô hình chia cho số đơn vị., do: ty-le-don-vi-co-mo-hinh}',
    line=5,
)
def written_before_targets_had_measures(movement: Movement) -> Iterator[Finding]:
    """A movement's file that needs lines of today is told once, with these lines."""
    missing = additions(movement)
    if missing:
        index, codes = next(
            (index, [target.code for target in lacking])
            for index, period in enumerate(movement.periods)
            if (lacking := measures_lacking(period))
        )
        message = (
            f"Tệp viết theo mẫu cũ: giai đoạn “{movement.periods[index].code}” chưa ghi cách đo của chỉ tiêu "
            f"{', '.join(codes)}, nên các chỉ tiêu ấy chưa được tính."
        )
        lines = "\n".join(f"# sau mục {_place(each.after)}\n{each.text}" for each in missing)
        advice = f"Chạy dvk fix; máy ghi thêm những dòng sau, mọi dòng khác để nguyên.\n{lines}"
        yield Finding(
            OLDER_PLAN, key_path(Movement, "periods", index, "targets"), message, advice, severity=Severity.WARNING
        )


def _place(loc: tuple[str | int, ...]) -> str:
    return " › ".join(str(step + 1) if isinstance(step, int) else step for step in loc)
