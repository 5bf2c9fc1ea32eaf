"""``dvk share`` prints caption, link and pictures to post an entry, lists entries not posted yet, and records posts.

Only real entries that visitors can open are offered, which is checked at the live address: Facebook caches the empty
preview of a link posted before its page exists.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import CONFIG, Commands, command, given_day, given_settings, repo_of

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
    entry = _find(options.slug, found, checked)
    if entry.record.data.sample:
        raise DanVanKheoError(f"{entry.record.path} là bài minh họa, không đăng lên kênh nào.")
    if options.done:
        print(_recorded(options, repo, entry))
        return 0
    kit = site.kit(entry)
    print(_kit_text(entry, kit, _warning(entry, site.context.settings.site_url)))
    return 0


def _site(options: argparse.Namespace, repo: Path) -> tuple[Site, CheckResult]:
    from danvankheo import checking, outputs, theme_frames
    from danvankheo.base.settings import today
    from danvankheo.cache import Cache

    drawn = theme_frames.dated(theme_frames.draw(repo / CONFIG, **given_settings(options)))
    settings = drawn.settings
    checked = checking.check(repo, samples=settings.samples)
    memory = Cache(settings.cache_dir / "store")
    site = outputs.Site.of(checked.registry, drawn.frames, settings, settings.as_of or today(os.environ), memory)
    return site, checked


def _find(name: str, found: list[EntryPage], checked: CheckResult) -> EntryPage:
    """Return an entry by its slug, or by its path when a model and an exemplar have the same slug."""
    from danvankheo.base.text import closest

    name = name.strip("/").removesuffix(".md")
    fits = [
        entry
        for entry in found
        if name in (entry.record.slug, entry.path.strip("/"), entry.record.path.removesuffix(".md"))
    ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise DanVanKheoError(f"Có hai bài tên “{name}”; hãy ghi mo-hinh/{name} hoặc dien-hinh/{name}.")
    if waits := [why for path, why in checked.waiting_for.items() if path.endswith(f"/{name}.md")]:
        raise DanVanKheoError(f"Bài “{name}” chưa lên trang: {waits[0]}.")
    near = closest(name, [entry.record.slug for entry in found])
    hint = f" Có phải: {', '.join(near)}?" if near else ""
    raise DanVanKheoError(f"Không có bài “{name}” đang được đăng trên trang.{hint}")


def _recorded(options: argparse.Namespace, repo: Path, entry: EntryPage) -> str:
    from danvankheo.editing import shares
    from danvankheo.outputs.sharing.kit import NOT_PERMITTED
    from danvankheo.records.choices import Purpose
    from danvankheo.records.consents import permits
    from danvankheo.records.files import Kind

    record = entry.record
    day = given_day(options)
    channel, link = options.done
    share = shares.share_of(channel, link, day)
    done = shares.recorded(Kind(record.kind), record.path, (repo / record.path).read_bytes(), share)
    if not done.write(repo):
        raise DanVanKheoError(f"“{record.path}” vừa được sửa ở nơi khác; để nguyên.")
    warning = "" if permits(record.data, Purpose.SOCIAL) else f"\n{NOT_PERMITTED}"
    return f"{done.difference()}Đã ghi vào {record.path}.{warning}"


def _waiting(found: list[EntryPage], address: str) -> str:
    """Return a list of the real entries not posted yet, newest first; those visitors cannot open yet come last."""
    from danvankheo.outputs.pages.sharing import groups
    from danvankheo.publishing.live_site import pages_at

    real = [entry for entry in found if not entry.record.data.sample]
    if not real:
        return "Chưa có bài thật nào để chia sẻ."
    there = pages_at(address)
    lines = [] if there else [f"{_unreachable(address)} Danh sách dưới đây theo kho bài, có thể có bài chưa lên trang."]
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


def _warning(entry: EntryPage, address: str) -> str:
    """Return why the entry should not be posted yet; "" when visitors can open its page."""
    from danvankheo.publishing.live_site import is_online

    shown = is_online(f"{address}{entry.path}") if address else None
    if shown is None:
        return f"{_unreachable(address)} Mở thử liên kết trước khi chia sẻ."
    return "" if shown else "BÀI CHƯA LÊN TRANG: hãy đăng trang (dvk publish) rồi mới chia sẻ."


def _unreachable(address: str) -> str:
    return f"Không hỏi được {address}." if address else "Chưa có địa chỉ trang (site_url trong mkdocs.yml)."


def _kit_text(entry: EntryPage, kit: ShareKit, warning: str) -> str:
    """Return the share kit as text. warning: why the entry should not be posted yet."""
    seen = kit.preview
    lines = [warning] if warning else []
    lines += [kit.title, kit.place, f"Trang: {kit.url or '(chưa có địa chỉ trang)'}"]
    if kit.refused:
        return "\n".join([*lines, "", f"KHÔNG ĐĂNG LÊN KÊNH NÀO: {kit.refused}"])
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
        *([kit.pictures_refused] if kit.pictures_refused else []),
        *(f"{picture.name} {picture.width}×{picture.height}: {base}{picture.path}" for picture in kit.pictures),
    ]
    if kit.url:
        lines.append(f"Mã QR: {base}{kit.qr}")
    lines.append(f"Mô tả ảnh: {kit.alt}")
    if kit.debugger:
        lines.append(f"Công cụ gỡ lỗi của Facebook: {kit.debugger}")
    return "\n".join([*lines, "", f"Đăng xong: dvk share {entry.record.slug} --done facebook LIÊN_KẾT_BÀI_ĐĂNG"])
