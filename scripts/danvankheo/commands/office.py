"""``dvk office`` writes the office page: lists and reports not yet received. It is never part of the site."""

from __future__ import annotations

import argparse

from danvankheo.commands.options import Commands, checked_registry, command, day_of, repo_of

_NOTE = "Trang văn phòng chưa tính những gì sai ở các tệp trên; đừng nhắc ai trước khi sửa xong và viết lại trang này."


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    office = command(commands, "office", "viết trang riêng của văn phòng: đơn vị nào còn thiếu, lời nhắc để gửi")
    office.add_argument(
        "--of", metavar="CẤP_TRÊN", dest="office", help="trang của một đơn vị hoặc cơ quan có đơn vị trực thuộc (mã)"
    )
    office.add_argument("--samples", action="store_true", help="xem thử bằng số liệu minh họa")
    office.add_argument("--as-of", metavar="NGÀY", help="tính đến ngày nào, dạng năm-tháng-ngày (mặc định: hôm nay)")
    office.set_defaults(run=_office, site_dir=None, site_url=None, no_samples=False)


def _office(options: argparse.Namespace) -> int:
    from danvankheo import figures, reports
    from danvankheo.base.locale import short_date
    from danvankheo.reports import office

    repo = repo_of(options)
    day = day_of(options)
    registry, status = checked_registry(repo, day, _NOTE)
    found = figures.compute(registry, day)
    if options.office:
        found = reports.figures_of_office(registry, found, options.office)
    folder = repo / office.FOLDER
    page = office.render(registry, found, office.contacts(folder), office=options.office, sample=options.samples)
    folder.mkdir(exist_ok=True)
    path = folder / (f"{options.office}.html" if options.office else "index.html")
    path.write_text(page, "utf-8")
    overdue, blank = office.missing(registry, found, sample=options.samples)
    print(f"Tính đến {short_date(found.as_of)}: còn {overdue} văn bản quá hạn chưa nhận được.")
    if blank:
        print(
            f"Có {blank} hạn chưa ghi nhận văn bản nào: ghi những gì đã nhận vào tệp đơn vị trước, rồi mới biết ai còn thiếu."
        )
    print(f"Mở xem: {path} (không đăng lên mạng)")
    return status
