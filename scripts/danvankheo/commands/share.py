"""``dvk share`` prints what is needed to post an entry, lists what waits, and notes down what was posted where.

Only real entries that visitors can open are offered: the live address is asked. A link posted before its page is there
shows nothing, and Facebook remembers that.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import CONFIG, Commands, asked, command, repo_of

if TYPE_CHECKING:
    from danvankheo.checking import CheckResult
    from danvankheo.outputs import Site
    from danvankheo.outputs.context import EntryPage
    from danvankheo.outputs.sharing.kit import ShareKit


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    share = command(commands, "share", "lời, liên kết, ảnh để đăng một bài lên Facebook, Zalo; ghi lại lần đã đăng")
    share.add_argument(
        "slug", nargs="?", metavar="BÀI", help="tên tệp bài, không có .md; bỏ trống để xem bài nào chưa đăng"
    )
    share.add_argument(
        "--done", nargs=2, metavar=("KÊNH", "LIÊN_KẾT"),
        help="ghi vào tệp bài là đã đăng: kênh (facebook, fanpage, zalo, website) và địa chỉ bài đăng",
    )  # fmt: skip
    share.add_argument("--day", metavar="NGÀY", help="ngày đăng, dạng năm-tháng-ngày (mặc định: hôm nay)")
    share.add_argument("--site-url", help="địa chỉ công khai của trang, có thể có thư mục con")
    share.set_defaults(run=_share, site_dir=None, as_of=None, no_samples=False)


def _share(options: argparse.Namespace) -> int:
    repo = repo_of(options)
    site, checked = _site(options, repo)
    found = site.shareable()
    if options.slug is None:
        if options.done:
            raise DanVanKheoError("Hãy ghi tên bài trước --done, ví dụ: dvk share ten-bai --done zalo https://…")
        print(_waiting(found, site.context.settings.site_url))
        return 0
    entry = _named(options.slug, found, checked)
    if entry.record.data.sample:
        raise DanVanKheoError(f"{entry.record.path} là bài minh họa, không đăng lên kênh nào.")
    if options.done:
        print(_recorded(options, repo, entry))
        return 0
    kit = site.kit(entry)
    print(_printed(entry, kit, _doubt(entry, site.context.settings.site_url)))
    return 0


def _site(options: argparse.Namespace, repo: Path) -> tuple[Site, CheckResult]:
    from danvankheo import checking, outputs, theme_frames
    from danvankheo.base.settings import today
    from danvankheo.cache import Cache

    drawn = theme_frames.dated(theme_frames.draw(repo / CONFIG, **asked(options)))
    settings = drawn.settings
    checked = checking.check(repo, samples=settings.samples)
    memory = Cache(settings.cache_dir / "store")
    site = outputs.Site.of(checked.registry, drawn.frames, settings, settings.as_of or today(os.environ), memory)
    return site, checked


def _named(said: str, found: list[EntryPage], checked: CheckResult) -> EntryPage:
    """Return the entry a person named: by its slug, or by its path when a model and a person share one."""
    from danvankheo.base.text import closest

    said = said.strip("/").removesuffix(".md")
    fits = [entry for entry in found if said in (entry.record.slug, entry.path.strip("/"))]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise DanVanKheoError(f"Có hai bài tên “{said}”; hãy ghi mo-hinh/{said} hoặc dien-hinh/{said}.")
    if waits := [why for path, why in checked.waiting_for.items() if path.endswith(f"/{said}.md")]:
        raise DanVanKheoError(f"Bài “{said}” chưa lên trang: {waits[0]}.")
    near = closest(said, [entry.record.slug for entry in found])
    hint = f" Có phải: {', '.join(near)}?" if near else ""
    raise DanVanKheoError(f"Không có bài “{said}” đang được đăng trên trang.{hint}")


def _recorded(options: argparse.Namespace, repo: Path, entry: EntryPage) -> str:
    from danvankheo.base.settings import as_of_day, today
    from danvankheo.editing import shares
    from danvankheo.records.files import Kind

    record = entry.record
    try:
        day = as_of_day(options.day, {}) or today(os.environ)
    except ValueError as error:
        raise DanVanKheoError(str(error)) from None
    channel, link = options.done
    share = shares.share_of(channel, link, day)
    done = shares.recorded(Kind(record.kind), record.path, (repo / record.path).read_bytes(), share)
    if not done.write(repo):
        raise DanVanKheoError(f"“{record.path}” vừa được sửa ở nơi khác; để nguyên.")
    return f"{done.difference()}Đã ghi vào {record.path}."


def _waiting(found: list[EntryPage], address: str) -> str:
    """Return the real entries that wait, the newest first; those visitors cannot open yet stand apart."""
    from danvankheo.outputs.pages.sharing import groups
    from danvankheo.publishing.live_site import pages_at

    real = [entry for entry in found if not entry.record.data.sample]
    if not real:
        return "Chưa có bài thật nào để chia sẻ."
    there = pages_at(address)
    lines = [] if there else [f"{_unasked(address)} Danh sách dưới đây theo kho bài, có thể có bài chưa lên trang."]
    shown = [entry for entry in real if there is None or entry.path in there]
    for title, rows in groups(shown):
        lines.append(f"{title} ({len(rows)})")
        for row in rows:
            lines.append(f"  {row.slug}  {row.title}")
            lines += [f"    {row.history}"] if row.history else []
    if missing := [entry for entry in real if entry not in shown]:
        lines.append(f"Chưa lên trang, đăng trang xong mới chia sẻ ({len(missing)})")
        lines += [f"  {entry.record.slug}  {entry.card.title}" for entry in missing]
    return "\n".join([*lines, "Xem lời và liên kết của một bài: dvk share TÊN_BÀI"])


def _doubt(entry: EntryPage, address: str) -> str:
    """Return why a link to the entry should not be posted yet, "" when visitors can open its page."""
    from danvankheo.publishing.live_site import is_online

    shown = is_online(f"{address}{entry.path}") if address else None
    if shown is None:
        return f"{_unasked(address)} Mở thử liên kết trước khi chia sẻ."
    return "" if shown else "BÀI CHƯA LÊN TRANG: hãy đăng trang (dvk publish) rồi mới chia sẻ."


def _unasked(address: str) -> str:
    return f"Không hỏi được {address}." if address else "Chưa có địa chỉ trang (site_url trong mkdocs.yml)."


def _printed(entry: EntryPage, kit: ShareKit, doubt: str) -> str:
    """Return the kit as text. doubt: why it should not be posted yet."""
    seen = kit.preview
    lines = [doubt] if doubt else []
    lines += [kit.title, kit.place, f"Trang: {kit.url or '(chưa có địa chỉ trang)'}"]
    if kit.changed:
        lines.append(f"Bài sửa ngày {kit.changed}, sau lần chia sẻ gần nhất: lấy lại thẻ ở {kit.debugger}")
    for post in kit.posts:
        state = f"đã đăng ngày {post.done} {post.done_link}".rstrip() if post.done else "chưa đăng"
        lines += ["", f"── {post.name} ({state})", post.words]
    lines += ["", "── Liên kết hiện ra như sau", seen.domain, seen.title, seen.text]
    rests = [("Tên bài", seen.title_rest), ("Tóm tắt", seen.text_rest)]
    lines += [f"{name} bị cắt mất: “{rest}”" for name, rest in rests if rest]
    base = kit.url.removesuffix(kit.href)
    lines += [
        "",
        "── Ảnh",
        *(f"{picture.name} {picture.width}×{picture.height}: {base}{picture.path}" for picture in kit.pictures),
    ]
    if kit.url:
        lines.append(f"Mã QR: {base}{kit.qr}")
    lines.append(f"Mô tả ảnh: {kit.alt}")
    if kit.debugger:
        lines.append(f"Công cụ gỡ lỗi của Facebook: {kit.debugger}")
    return "\n".join([*lines, "", f"Đăng xong: dvk share {entry.record.slug} --done facebook LIÊN_KẾT_BÀI_ĐĂNG"])
