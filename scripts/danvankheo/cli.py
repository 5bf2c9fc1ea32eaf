"""The command ``dvk``: the door for people. The only module that prints, and where errors end up.

Exit status: 0 done and clean · 1 problems in the files (or a build that failed) · 2 wrong use.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from danvankheo import __version__
from danvankheo.base.errors import DanVanKheoError

CONFIG = "mkdocs.yml"
FORMATS = ("text", "github", "markdown", "json")


class _Parser(argparse.ArgumentParser):
    """argparse with Vietnamese headings and words."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is used; exit status 2."""
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
        "choose from": "chọn một trong",
        "expected one argument": "cần một giá trị",
        "not allowed with argument": "không dùng cùng",
        "one of the arguments": "cần một trong các tham số",
        "is required": "",
        "argument": "tham số",
    }.items():
        message = message.replace(english, vietnamese)
    return message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    gc.set_threshold(100_000, 20)  # records are many and hold no cycles: looking for some costs a sixth of the time
    try:
        return int(options.run(options))
    except DanVanKheoError as error:
        print(f"dvk: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("\nĐã dừng.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="dvk", description="Kiểm tra và dựng trang Dân vận khéo Thọ Xuân.", add_help=False)
    _help(parser)
    parser.add_argument("--version", action="version", version=f"dvk {__version__}", help="hiện phiên bản")
    parser.add_argument(
        "--repo", type=Path, help="thư mục kho (mặc định: thư mục đang đứng hoặc thư mục cha có mkdocs.yml)"
    )
    commands = parser.add_subparsers(title="Lệnh", dest="command", required=True, metavar="LỆNH", parser_class=_Parser)

    check = commands.add_parser("check", add_help=False, help="kiểm tra các tệp, nói chỗ sai và cách sửa")
    check.add_argument(
        "paths", nargs="*", metavar="TỆP", help="chỉ báo lỗi của các tệp, thư mục này (mặc định: tất cả)"
    )
    check.add_argument("--format", choices=FORMATS, default="text", help="dạng báo cáo: %(choices)s (mặc định: text)")
    check.set_defaults(run=_check)

    explain = commands.add_parser("explain", add_help=False, help="giải thích một mã lỗi, ví dụ: dvk explain DVK205")
    explain.add_argument("code", nargs="?", metavar="MÃ", help="mã lỗi; bỏ trống để xem danh sách")
    explain.set_defaults(run=_explain)

    build = commands.add_parser("build", add_help=False, help="dựng toàn bộ trang")
    _build_options(build)
    build.set_defaults(run=_build)

    serve = commands.add_parser("serve", add_help=False, help="xem trang trên máy này, tự cập nhật khi lưu tệp")
    _build_options(serve)
    serve.add_argument("--port", type=int, default=8000, help="cổng (mặc định: %(default)s)")
    serve.set_defaults(run=_serve)

    kept = commands.add_parser("keep-cards", add_help=False, help="giữ thẻ chia sẻ của bản đã đăng trong bản vừa dựng")
    kept.add_argument("--site-dir", type=Path, help="thư mục của bản vừa dựng (mặc định: site/)")
    before = kept.add_mutually_exclusive_group(required=True)
    before.add_argument("--from", dest="source", metavar="NƠI", help="thư mục hoặc địa chỉ của bản đã đăng")
    before.add_argument("--first", action="store_true", help="đây là lần đăng đầu tiên")
    kept.set_defaults(run=_keep_cards)
    for command in (check, explain, build, serve, kept):
        _help(command)
    return parser


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site-dir", type=Path, help="thư mục đặt trang (mặc định: site/)")
    parser.add_argument("--site-url", help="địa chỉ công khai của trang, có thể có thư mục con")
    parser.add_argument("--as-of", metavar="NGÀY", help="ngày chốt số liệu, dạng năm-tháng-ngày")
    parser.add_argument("--no-samples", action="store_true", help="bỏ các bài và số liệu minh họa")
    parser.add_argument("--timings", action="store_true", help="cho biết thời gian từng bước")


def _repo(options: argparse.Namespace) -> Path:
    """Return the repository's root; raises when there is none here."""
    start: Path = (options.repo or Path.cwd()).resolve()
    for folder in (start, *start.parents) if options.repo is None else (start,):
        if (folder / "content" / "phong-trao.yml").is_file() or (folder / CONFIG).is_file():
            return folder
    raise DanVanKheoError(f"Không thấy kho bài ở “{start}”. Hãy chạy lệnh trong thư mục kho, hoặc thêm --repo THƯ_MỤC.")


def _check(options: argparse.Namespace) -> int:
    from danvankheo import checking
    from danvankheo.base.problems import REPORTERS, Severity, count_words, in_order

    repo = _repo(options)
    wanted = [_inside(repo, path) for path in options.paths]
    if None in wanted:
        path = options.paths[wanted.index(None)]
        print(f"dvk: Không có tệp hay thư mục “{path}” trong kho.", file=sys.stderr)
        return 2
    checked = checking.check(repo)
    found = [p for p in in_order(checked.problems) if not wanted or any(_below(p.path, str(path)) for path in wanted)]
    sys.stdout.write(REPORTERS[options.format](found))
    if options.format == "text":
        print(("\n" if found else "") + f"Đã kiểm tra {checked.files} tệp: {count_words(found)}.")
        if found:
            print(f"Xem thêm về một lỗi: dvk explain {found[0].code}")
    return 1 if any(p.severity is Severity.ERROR for p in found) else 0


def _inside(repo: Path, path: str) -> str | None:
    """Return a path as the problems name it, None when it is not in the repository."""
    full = Path(os.path.abspath(path))
    if not os.path.lexists(full):
        full = repo / path
    if not os.path.lexists(full) or not full.is_relative_to(repo):
        return None
    return full.relative_to(repo).as_posix()


def _below(path: str, wanted: str) -> bool:
    return wanted == "." or path == wanted or path.startswith(wanted + "/")


def _explain(options: argparse.Namespace) -> int:
    from danvankheo.base.catalogue import catalogue

    entries = catalogue()
    if options.code is None:
        print("\n".join(f"{code}  {entry.title}" for code, entry in entries.items()))
        return 0
    code = options.code.upper()
    if code not in entries:
        print(f"dvk: Không có mã “{options.code}”. Danh sách mã: dvk explain", file=sys.stderr)
        return 2
    entry = entries[code]
    print(f"{code} – {entry.title}\n\nVì sao: {entry.why}\n\nCách sửa: {entry.how}")
    return 0


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    """Return what the command line says about a build, for the plugin."""
    from danvankheo.base.settings import as_of_day

    try:
        as_of = as_of_day(options.as_of, os.environ)
    except ValueError as error:
        raise DanVanKheoError(str(error)) from None
    samples = False if options.no_samples else None
    return {"site_dir": options.site_dir, "site_url": options.site_url, "as_of": as_of, "samples": samples}


def _build(options: argparse.Namespace) -> int:
    from danvankheo import pipeline, plugin
    from danvankheo.base.problems import to_text

    repo = _repo(options)
    progress = _Progress(options.timings)
    try:
        report = plugin.build(repo / CONFIG, progress=progress, **_asked(options))
    except pipeline.Refused as refused:
        print(to_text(refused.problems), file=sys.stderr)
        print(f"Chưa dựng được trang: {refused}", file=sys.stderr)
        return 1
    print(report.summary())
    print(f"Mở xem: {report.site_dir / 'index.html'}, hoặc chạy “make serve” rồi mở http://localhost:8000/")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from danvankheo import server

    return server.serve(_repo(options) / CONFIG, _asked(options), options.port, print)


def _keep_cards(options: argparse.Namespace) -> int:
    from danvankheo.publishing import kept_cards

    done = kept_cards.keep(options.site_dir or _repo(options) / "site", options.source)
    print(f"Thẻ chia sẻ: {done.built} của bản này, giữ {done.kept} của bản trước, thay {done.neutral} của bài đã gỡ.")
    return 0


class _Progress:
    """Tells which step a build is at; with timings, how long each took."""

    def __init__(self, timings: bool) -> None:
        self._timings = timings

    def __call__(self, step: str, seconds: float) -> None:
        """Report a finished step."""
        print(f"  {step:<34} {seconds:6.2f} s" if self._timings else f"  {step}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
