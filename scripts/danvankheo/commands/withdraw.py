"""``dvk withdraw`` takes an entry or a photo off the site, and lists what has to be taken down by hand elsewhere."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import Commands, command, given_day, repo_of

if TYPE_CHECKING:
    from danvankheo.editing.withdrawal import EntryFile

# Without the hook: a problem in another file must not delay a withdrawal.
_COMMIT = ("commit", "--no-verify")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    withdraw = command(
        commands, "withdraw", "gỡ một bài hoặc một ảnh khi có người rút đồng ý; liệt kê những chỗ còn phải gỡ tay"
    )
    withdraw.add_argument(
        "entry",
        metavar="BÀI",
        help="tên tệp, địa chỉ trang hoặc tên bài; một ảnh: BÀI/tên-tệp-ảnh, ví dụ vuon-rau/anh-1.jpg",
    )
    withdraw.add_argument("--day", metavar="NGÀY", help="ngày rút đồng ý, dạng năm-tháng-ngày (mặc định: hôm nay)")
    withdraw.add_argument("--publish", metavar="NƠI", help="commit tệp ấy rồi đăng ngay lên nơi này")
    withdraw.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ gỡ gì, không ghi vào tệp")
    withdraw.set_defaults(run=_withdraw)


def _withdraw(options: argparse.Namespace) -> int:
    from danvankheo.editing import withdrawal, withdrawal_traces

    repo = repo_of(options)
    day = given_day(options)
    entry = withdrawal.find(repo, options.entry)
    done = withdrawal.marked(entry, day)
    print(
        f"{_what(entry)}\n\n{_list('Sẽ rời trang ở lần đăng tới:', withdrawal_traces.public(entry))}\n{done.difference()}"
    )
    if options.dry_run:
        print(_elsewhere(repo, entry, day))
        print("Chưa ghi gì. Để gỡ thật, chạy lại và bỏ --dry-run.")
        return 0
    if not done.write(repo):
        raise DanVanKheoError(f"“{entry.path}” vừa được sửa ở nơi khác; để nguyên. Chạy lại.")
    print(f"Đã ghi vào {entry.path}.")
    _print_errors(repo, entry)
    published = _published(options, repo, entry)
    _clear_cache(repo)
    print(_elsewhere(repo, entry, day))
    return published


def _what(entry: EntryFile) -> str:
    photo = f", ảnh “{entry.photo}”" if entry.photo else ""
    return f"Gỡ: {entry.title or entry.slug}{photo} ({entry.path})"


def _print_errors(repo: Path, entry: EntryFile) -> None:
    """Print the other errors of the file; they do not stop the withdrawal."""
    from danvankheo import checking
    from danvankheo.base.problems import Severity, to_text

    problems = [p for p in checking.check(repo).problems if p.path == entry.path and p.severity is Severity.ERROR]
    if problems:
        print(to_text(problems), file=sys.stderr)
        print("Tệp còn những lỗi trên; việc gỡ không phải chờ sửa xong.", file=sys.stderr)


def _clear_cache(repo: Path) -> None:
    """Remove the build cache on this machine: it holds earlier pages, share images and photos."""
    for folder in (repo / ".cache" / "store", repo / ".cache" / "publish"):
        shutil.rmtree(folder, ignore_errors=True)
    print("Đã xóa bộ nhớ tạm của máy này (.cache); lần dựng tới lâu hơn một chút.\n")


def _published(options: argparse.Namespace, repo: Path, entry: EntryFile) -> int:
    """Commit the file and publish it with --publish, else print how. Return the exit status."""
    if not options.publish:
        print(
            f"CHƯA ĐĂNG: trang còn hiện cho đến lần đăng tới. Đăng ngay:\n  git {' '.join(_COMMIT)} -m \"Gỡ theo yêu cầu\" -- {entry.path}\n"
            "  dvk publish NƠI        (GitHub Pages: git push, trang đăng trong vài phút)"
        )  # fmt: skip
        return 0
    commit = ["git", "-C", str(repo), *_COMMIT, "--quiet", "-m", "Gỡ theo yêu cầu rút đồng ý", "--", entry.path]
    try:
        done = subprocess.run(commit, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise DanVanKheoError("Máy này chưa có git; tệp đã ghi nhưng chưa commit, chưa đăng.") from None
    if done.returncode:
        answer = " ".join((done.stderr or done.stdout).split())
        print(
            f"CHƯA ĐĂNG ĐƯỢC: tệp đã ghi nhưng git không commit được ({answer}). Commit rồi: dvk publish {options.publish}",
            file=sys.stderr,
        )
        return 1
    # In a process of its own: an error there does not stop the lists below.
    publish = [sys.executable, "-m", "danvankheo.cli", "--repo", str(repo), "publish", options.publish]
    status = subprocess.run(publish, check=False).returncode
    if status:
        print("CHƯA ĐĂNG ĐƯỢC: tệp đã ghi và đã commit; sửa điều vừa báo rồi đăng lại.", file=sys.stderr)
    else:
        print("Đã đăng. Nhớ đẩy lên kho chung: git push")
    return status


def _elsewhere(repo: Path, entry: EntryFile, day: date) -> str:
    """Return the list of what has to be taken down by hand, and a reply to the person who asked."""
    from danvankheo.editing import withdrawal_traces

    posts = [" ".join(filter(None, (post.channel, post.day, post.link))) for post in withdrawal_traces.posts(entry)]
    drafts, others = withdrawal_traces.drafts(repo, entry), withdrawal_traces.others(repo, entry)
    received = [f"{folder}: {count} ảnh" for folder, count in withdrawal_traces.received_photos(repo)]
    printed = [
        "Máy khác từng dựng trang, và thư mục site/ ở đây: xóa .cache và site",
        "Tờ in, bảng tin, mã QR đã in, bài đã gửi báo, đài, nhóm Zalo: thu về hoặc gỡ xuống",
    ]
    parts = [
        _list(
            "Bài đã đăng trên các kênh, gỡ từng bài:"
            if posts
            else "Các kênh: tệp bài không ghi lần đăng nào; hỏi lại người đăng.",
            posts,
        ),
        _list("Tệp trên máy này có nhắc đến, xóa hoặc soạn lại:", drafts) if drafts else "",
        _list("Cần xem lại bằng mắt (bài khác, trang khác có nhắc đến):", others) if others else "",
        _list("Ảnh gốc người khác gửi, xem có ảnh của bài này thì xóa:", received) if received else "",
        _list("Những nơi máy không thấy:", printed),
        "Lịch sử git vẫn giữ bài và ảnh cũ. Khi người ta yêu cầu xóa hẳn, làm theo docs/go-khoi-lich-su.md.\n",
        f"── Lời trả lời, gửi cho người đã yêu cầu sau khi đăng lại trang\n{_reply(entry, day, posted=bool(posts))}",
    ]
    return "\n".join(part for part in parts if part)


def _list(title: str, rows: list[str]) -> str:
    return "\n".join([title, *(f"  [ ] {row}" for row in rows), ""])


def _reply(entry: EntryFile, day: date, *, posted: bool) -> str:
    from danvankheo.base.locale import short_date

    what = f"ảnh trong bài “{entry.title}”" if entry.photo else f"bài “{entry.title}”"
    stays = "Bài vẫn còn, không có ảnh ấy." if entry.photo else "Địa chỉ cũ chỉ còn một dòng báo bài đã được gỡ."
    channels = " Các bài chúng tôi đã đăng trên Facebook, Zalo đang được gỡ nốt." if posted else ""
    return (
        f"Kính gửi anh, chị. Chúng tôi đã nhận được yêu cầu và gỡ {what} ngày {short_date(day)}. {stays} Thẻ chia sẻ, bảng số liệu và "
        f"những gì có liên quan cũng được gỡ, kể cả trong các bản trang cũ chúng tôi còn giữ.{channels} Công cụ tìm kiếm và người đã "
        "tải về có thể còn giữ bản cũ một thời gian; thấy ở đâu, xin anh, chị báo để chúng tôi gỡ tiếp. Chúng tôi xin lỗi và "
        "cảm ơn anh, chị đã cho biết."
    )
