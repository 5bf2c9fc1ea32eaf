"""``dvk build`` writes the site, ``dvk serve`` shows it during editing, ``dvk keep-cards`` keeps published share images."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from danvankheo.commands.options import CONFIG, Commands, build_options, command, given_settings, repo_of

# Width of the progress bar, in characters.
_BAR = 24


def add(commands: Commands) -> None:
    """Add the commands to the parser."""
    build = command(commands, "build", "dựng toàn bộ trang")
    build_options(build)
    build.set_defaults(run=_build)

    serve = command(commands, "serve", "xem trang trên máy này, tự cập nhật khi lưu tệp")
    build_options(serve)
    serve.add_argument("--port", type=int, default=8000, help="cổng (mặc định: %(default)s)")
    serve.set_defaults(run=_serve)

    keep_cards = command(commands, "keep-cards", "giữ thẻ chia sẻ của bản đã đăng trong bản vừa dựng")
    keep_cards.add_argument("--site-dir", type=Path, help="thư mục của bản vừa dựng (mặc định: site/)")
    before = keep_cards.add_mutually_exclusive_group(required=True)
    before.add_argument("--from", dest="source", metavar="NƠI", help="thư mục hoặc địa chỉ của bản đã đăng")
    before.add_argument("--first", action="store_true", help="đây là lần đăng đầu tiên")
    keep_cards.set_defaults(run=_keep_cards)


def _build(options: argparse.Namespace) -> int:
    from danvankheo import theme_frames
    from danvankheo.base.problems import to_text
    from danvankheo.build import BuildRefused, build

    repo = repo_of(options)
    progress = _Progress(options.timings)
    try:
        report = build(theme_frames.draw(repo / CONFIG, **given_settings(options)), progress=progress)
    except BuildRefused as refused:
        print(to_text(refused.problems), file=sys.stderr)
        print(f"Chưa dựng được trang: {refused}", file=sys.stderr)
        return 1
    if report.checked.wrong:
        print(report.faults(), file=sys.stderr)
    print(report.summary())
    print(f"Mở xem: {report.site_dir / 'index.html'}, hoặc chạy “make serve” rồi mở http://localhost:8000/")
    return 1 if report.checked.wrong else 0


def _serve(options: argparse.Namespace) -> int:
    from danvankheo import server

    return server.serve(repo_of(options) / CONFIG, given_settings(options), options.port, print)


def _keep_cards(options: argparse.Namespace) -> int:
    from danvankheo.publishing import kept_share_images

    done = kept_share_images.keep(options.site_dir or repo_of(options) / "site", options.source)
    print(f"Thẻ chia sẻ: {done.built} của bản này, giữ {done.kept} của bản trước, thay {done.replaced} của bài đã gỡ.")
    return 0


class _Progress:
    """Prints the steps of a build, with ``timings`` their seconds; on a terminal a bar while pictures are made."""

    def __init__(self, timings: bool) -> None:
        self._timings = timings

    def step(self, name: str, seconds: float) -> None:
        """Print a finished step."""
        print(f"  {name:<34} {seconds:6.2f} s" if self._timings else f"  {name}", file=sys.stderr)

    def pictures(self, done: int, total: int) -> None:
        """Draw the bar; the last call erases it."""
        if sys.stderr.isatty():
            filled = done * _BAR // total
            bar = f"\r  Làm ảnh và thẻ {'█' * filled}{'░' * (_BAR - filled)} {done}/{total}"
            print("\r\033[K" if done == total else bar, end="", file=sys.stderr, flush=True)
