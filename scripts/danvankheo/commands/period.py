"""``dvk period`` writes the block of a new plan into ``content/phong-trao.yml``, for people to fill in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import Commands, command, repo_of

if TYPE_CHECKING:
    from datetime import date


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    period = command(commands, "period", "thêm một giai đoạn mới vào content/phong-trao.yml khi có kế hoạch mới")
    period.add_argument("code", metavar="GIAI_ĐOẠN", help="năm đầu và năm cuối, ví dụ 2026-2030")
    period.add_argument(
        "--from", dest="first", metavar="NGÀY", help="ngày đầu, dạng năm-tháng-ngày (mặc định: 1 tháng 1 của năm đầu)"
    )
    period.add_argument(
        "--to", dest="last", metavar="NGÀY", help="ngày cuối, dạng năm-tháng-ngày (mặc định: 31 tháng 12 của năm cuối)"
    )
    period.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ thêm gì, không ghi vào tệp")
    period.set_defaults(run=_period)


def _period(options: argparse.Namespace) -> int:
    import os

    from danvankheo.base.settings import today
    from danvankheo.editing import new_period

    repo = repo_of(options)
    period = new_period.days_of(options.code, _day(options.first), _day(options.last))
    edit = new_period.with_period(repo, period, today(os.environ))
    if options.dry_run:
        print(f"{edit.difference()}\nChưa ghi gì. Để ghi thật, chạy lại và bỏ --dry-run.")
        return 0
    if not edit.write(repo):
        raise DanVanKheoError(f"“{edit.path}” vừa được sửa ở nơi khác; để nguyên. Chạy lại.")
    print(
        f"Đã thêm giai đoạn {period.code} vào {edit.path}, các mục chỉ tiêu, hạn gửi, nơi nhận còn trống.\n"
        "Mở tệp ấy, điền theo văn bản của kế hoạch; văn bản chưa nói thì để trống. Cách điền: docs/ke-hoach-moi.md\n"
        "Xong thì chạy: dvk check"
    )
    return 0


def _day(said: str | None) -> date | None:
    """Return the day of an option. Raises DanVanKheoError for a malformed one."""
    from datetime import date

    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise DanVanKheoError(
            f"“{said}” không phải một ngày; viết theo thứ tự năm-tháng-ngày, ví dụ 2026-07-01."
        ) from None
