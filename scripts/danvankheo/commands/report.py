"""``dvk report`` writes a draft report to the higher level as a Word file."""

from __future__ import annotations

import argparse
from pathlib import Path

from danvankheo.commands.options import CONFIG, Commands, checked_registry, command, day_of, repo_of

_NOTE = "Dự thảo chưa tính những gì sai ở các tệp trên. Sửa xong hãy soạn lại rồi mới gửi."


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    report = command(commands, "report", "soạn dự thảo báo cáo (Word) từ số liệu đã có")
    what = report.add_mutually_exclusive_group(required=True)
    what.add_argument("year", nargs="?", type=int, metavar="NĂM", help="năm báo cáo, ví dụ 2023")
    what.add_argument("--period", metavar="GIAI_ĐOẠN", help="tổng kết cả giai đoạn, ví dụ 2022-2025")
    what.add_argument(
        "--mid-term", "--so-ket", metavar="GIAI_ĐOẠN",
        help="sơ kết giai đoạn chưa kết thúc, tính đến hôm nay hoặc ngày ghi ở --as-of",
    )  # fmt: skip
    who = report.add_mutually_exclusive_group()
    who.add_argument(
        "--of", metavar="CẤP_TRÊN", dest="office", help="báo cáo về các đơn vị trực thuộc một đơn vị hoặc cơ quan (mã)"
    )
    who.add_argument(
        "--unit", metavar="ĐƠN_VỊ", help="báo cáo của một đơn vị (tên tệp trong content/don-vi, không có .md)"
    )
    report.add_argument("--samples", action="store_true", help="soạn bản minh họa từ số liệu minh họa")
    report.add_argument("--as-of", metavar="NGÀY", help="ngày chốt số liệu, dạng năm-tháng-ngày (mặc định: hôm nay)")
    report.add_argument(
        "--output", type=Path, metavar="TỆP", help="tệp .docx cần ghi (mặc định: trong thư mục bao-cao/)"
    )
    report.set_defaults(run=_report, site_dir=None, site_url=None, no_samples=False)


def _report(options: argparse.Namespace) -> int:
    from danvankheo import figures, reports
    from danvankheo.plugin import shows_samples

    repo = repo_of(options)
    day = day_of(options)
    registry, status = checked_registry(repo, day, _NOTE)
    sample = True if options.samples else None if shows_samples(repo / CONFIG) else False
    found = reports.draft(
        registry, figures.compute(registry, day), year=options.year, period=options.period or options.mid_term,
        mid_term=bool(options.mid_term), unit=options.unit, office=options.office, sample=sample,
    )  # fmt: skip
    path: Path = options.output or repo / "bao-cao" / f"{found.name}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(reports.to_docx(found, day))
    print(f"Đã soạn dự thảo: {path}")
    if found.sample:
        print("Bản MINH HỌA: không có số liệu thật, không dùng để báo cáo.")
    return status
