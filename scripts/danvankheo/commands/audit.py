"""``dvk audit`` checks a built site before it is published."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from danvankheo.commands.options import Commands, command, repo_of


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    audit = command(commands, "audit", "soát trang vừa dựng trước khi đăng")
    audit.add_argument("site", nargs="?", type=Path, metavar="THƯ_MỤC", help="trang đã dựng (mặc định: site/)")
    audit.add_argument("--production", action="store_true", help="trang thật: không được có nội dung minh họa")
    audit.add_argument(
        "--format", choices=("text", "github", "markdown", "json"), default="text", help="dạng báo cáo: %(choices)s"
    )
    audit.set_defaults(run=_audit)


def _audit(options: argparse.Namespace) -> int:
    from danvankheo.base.problems import REPORTERS, Severity
    from danvankheo.publishing.audit import audit

    repo = repo_of(options)
    site: Path = options.site or repo / "site"
    if not (site / "index.html").is_file():
        print(f"dvk: “{site}” chưa có trang nào; hãy dựng trang trước (dvk build).", file=sys.stderr)
        return 2
    report = audit(site, repo=repo, production=options.production)
    errors = [problem for problem in report.problems if problem.severity is Severity.ERROR]
    sys.stdout.write(REPORTERS[options.format](list(report.problems)))
    if options.format == "text":
        end = f"{len(errors)} chỗ cần sửa, chưa đăng được." if errors else "không thấy gì sai, đăng được."
        print(("\n" if report.problems else "") + f"Đã soát {report.pages} trang, {report.files} tệp: {end}")
        if errors:
            print("Tệp nguồn nào, dòng nào làm ra chỗ sai: dvk check --publish")
    return 1 if errors else 0
