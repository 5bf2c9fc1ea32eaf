"""The command ``dvk``: parses arguments, runs one of ``commands/``, turns errors into messages.

Exit status: 0 success · 1 problems in the files, or a failed build · 2 wrong usage.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from danvankheo import __version__
from danvankheo.base.errors import DanVanKheoError, why
from danvankheo.commands import (
    audit,
    build,
    check,
    derive,
    fix,
    github,
    imports,
    init,
    launch,
    new,
    office,
    period,
    publish,
    report,
    share,
    withdraw,
)
from danvankheo.commands.options import help_option


class _Parser(argparse.ArgumentParser):
    """argparse with Vietnamese headings and messages."""

    def error(self, message: str) -> NoReturn:
        """Print the mistake and the usage; exit status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"dvk: {_in_vietnamese(message)}\nXem hướng dẫn: {self.prog} --help\n")

    def format_usage(self) -> str:
        """Return the usage with its Vietnamese heading."""
        return super().format_usage().replace("usage:", "Cách dùng:")

    def format_help(self) -> str:
        """Return the help with Vietnamese headings."""
        words = {"usage:": "Cách dùng:", "positional arguments:": "Tham số:", "options:": "Tùy chọn:"}
        text = super().format_help()
        for english, vietnamese in words.items():
            text = text.replace(english, vietnamese)
        return text


def _in_vietnamese(message: str) -> str:
    for english, vietnamese in {
        "the following arguments are required": "thiếu tham số",
        "unrecognized arguments": "không hiểu tham số",
        "invalid choice": "giá trị không dùng được",
        "invalid int value": "cần một số, không phải",
        "choose from": "chọn một trong",
        "expected one argument": "cần một giá trị",
        "not allowed with argument": "không dùng cùng",
        "one of the arguments": "cần một trong các tham số",
        "is required": "",
        "argument": "tham số",
    }.items():
        message = message.replace(english, vietnamese)
    return message


def entry_point() -> int:
    """Run the command as a process of its own, without the garbage collector.

    Records are many and hold no reference cycles: collecting takes a sixth of the time, a last collection at exit a tenth.
    """
    gc.disable()
    atexit.register(gc.freeze)
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except DanVanKheoError as error:
        print(f"dvk: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"dvk: Không đọc hoặc ghi được “{error.filename}”: {why(error)}.", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nĐã dừng.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="dvk", description="Kiểm tra và dựng trang Dân vận khéo.", add_help=False)
    help_option(parser)
    parser.add_argument("--version", action="version", version=f"dvk {__version__}", help="hiện phiên bản")
    parser.add_argument(
        "--repo", type=Path, help="thư mục kho (mặc định: thư mục đang đứng hoặc thư mục cha có mkdocs.yml)"
    )
    commands = parser.add_subparsers(title="Lệnh", dest="command", required=True, metavar="LỆNH", parser_class=_Parser)

    for module in (
        check,
        new,
        init,
        derive,
        fix,
        period,
        build,
        audit,
        imports,
        report,
        office,
        github,
        share,
        launch,
        publish,
        withdraw,
    ):
        module.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(entry_point())
