"""What commands share: the parser's type, the help option, build options, the repository's root, the day."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from danvankheo.base.errors import DanVanKheoError

if TYPE_CHECKING:
    from datetime import date

    from danvankheo.records.registry import Registry

CONFIG = "mkdocs.yml"
# argparse gives the type no public name.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def command(commands: Commands, name: str, says: str) -> argparse.ArgumentParser:
    """Add a command with its help."""
    parser = commands.add_parser(name, add_help=False, help=says)
    help_option(parser)
    return parser


def help_option(parser: argparse.ArgumentParser) -> None:
    """Add --help in Vietnamese."""
    parser.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")


def build_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of every command that builds."""
    parser.add_argument("--site-dir", type=Path, help="thư mục đặt trang (mặc định: site/)")
    parser.add_argument("--site-url", help="địa chỉ công khai của trang, có thể có thư mục con")
    parser.add_argument("--as-of", metavar="NGÀY", help="ngày chốt số liệu, dạng năm-tháng-ngày")
    parser.add_argument("--no-samples", action="store_true", help="bỏ các bài và số liệu minh họa")
    parser.add_argument("--timings", action="store_true", help="cho biết thời gian từng bước")


def repo_of(options: argparse.Namespace) -> Path:
    """Return the repository's root. Raises DanVanKheoError when there is none here."""
    start: Path = (options.repo or Path.cwd()).resolve()
    for folder in (start, *start.parents) if options.repo is None else (start,):
        if (folder / "content" / "phong-trao.yml").is_file() or (folder / CONFIG).is_file():
            return folder
    raise DanVanKheoError(f"Không thấy kho bài ở “{start}”. Hãy chạy lệnh trong thư mục kho, hoặc thêm --repo THƯ_MỤC.")


def given_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings given on the command line, for the plugin. Raises DanVanKheoError for a malformed day."""
    from danvankheo.base.settings import as_of_day

    try:
        as_of = as_of_day(options.as_of, os.environ)
    except ValueError as error:
        raise DanVanKheoError(str(error)) from None
    samples = False if options.no_samples else None
    return {"site_dir": options.site_dir, "site_url": options.site_url, "as_of": as_of, "samples": samples}


def given_day(options: argparse.Namespace) -> date:
    """Return the day of the option --day, else today. Raises DanVanKheoError for a malformed day."""
    from danvankheo.base.settings import as_of_day, today

    try:
        return as_of_day(options.day, {}) or today(os.environ)
    except ValueError as error:
        raise DanVanKheoError(str(error)) from None


def day_of(options: argparse.Namespace) -> date:
    """Return the day of the option --as-of, else today."""
    from danvankheo.base.settings import today

    day: date | None = given_settings(options)["as_of"]
    return day or today(os.environ)


def checked_registry(repo: Path, day: date, note: str) -> tuple[Registry, int]:
    """Return the registry and the exit status: 0, or 1 after printing the errors with a note."""
    from danvankheo import checking
    from danvankheo.base.problems import Severity, in_order, to_text
    from danvankheo.base.settings import last_day

    checked = checking.check(repo, today=last_day(day, os.environ))
    wrong = [problem for problem in in_order(checked.problems) if problem.severity is Severity.ERROR]
    if wrong:
        print(to_text(wrong) + note, file=sys.stderr)
    return checked.registry, 1 if wrong else 0
