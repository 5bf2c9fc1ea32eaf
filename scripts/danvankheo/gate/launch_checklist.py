"""The checklist for opening the site and for regular reviews (``dvk launch``).

Pure: facts and a day in, items out. The catalogue explains under each item's code why it matters and how it is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from danvankheo.base.locale import short_date
from danvankheo.base.problems import Fix
from danvankheo.gate.contact import A_CONTACT, CODE, located
from danvankheo.publishing import targets
from danvankheo.publishing.targets import PublishTarget, TargetKind
from danvankheo.records.choices import HostSetting
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.movement import Movement
from danvankheo.records.registry import MOVEMENT_PATH

CONFIG, IGNORED, OWNERS = "mkdocs.yml", ".gitignore", ".github/CODEOWNERS"
_WORKFLOWS = ("check.yml", "comment.yml", "form.yml")
_PAGES_WORKFLOW = "publish.yml"
# A review holds for half a year; a domain is renewed at least 60 days before it expires.
_REVIEW_HOLDS = timedelta(days=183)
_RENEW_BEFORE = timedelta(days=60)


# Placeholders in the lines to paste; an item is not done while the file contains one.
A_RECEIVER, A_HOLDER, A_KEEPER, A_PERSON = (
    "Tên cơ quan đang nhận", "Tên đơn vị đứng tên", "Tên cơ quan đang giữ", "Tên người xem",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaunchFacts:
    """The facts that the checklist needs.

    site_url: (address, line) in mkdocs.yml; samples: (whether they are shown, line) in mkdocs.yml; places: target → (target,
    line) in publish.toml; unreadable: the error of publish.toml, "" for none; stories: the number of public entries without
    samples; ended: the number of units that ended before the day; hindrances: target → what prevents publishing to it.
    """

    movement: Movement
    movement_text: str
    site_url: tuple[str, int]
    samples: tuple[bool, int]
    places: Mapping[str, tuple[PublishTarget, int]]
    unreadable: str
    stories: int
    ended: int
    workflows: frozenset[str]
    owners: bool
    on_github: bool
    hooks: bool
    inbox_ignored: bool
    inbox_tracked: int
    hindrances: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item. must: required before the site opens; found: the facts; fix: lines to write; paste: another thing to do."""

    code: str
    title: str
    done: bool
    must: bool
    path: str
    line: int
    found: str
    paste: str = ""
    fix: Fix | None = None

    @property
    def remedy(self) -> str:
        """What to write or do, "" when nothing is to be done."""
        return self.fix.instruction() if self.fix else self.paste


def checklist(facts: LaunchFacts, today: date) -> list[ChecklistItem]:
    """Return all items in the recommended order."""
    return [
        _contact(facts), _receiver(facts, today), *_address(facts), _domain(facts, today), *_consents(facts, today),
        *_place(facts), *_repository(facts, today), _inbox(facts), _hooks(facts), _channels(facts), *_content(facts),
    ]  # fmt: skip


def lapsing(movement: Movement, today: date) -> list[str]:
    """Return the notes on the domain for a publication; none while the file does not name a domain."""
    return domain_notes(movement, today) if movement.operations and movement.operations.domain else []


def domain_notes(movement: Movement, today: date) -> list[str]:
    """Return the notes on the domain on a day: missing, expired, expiring soon, not reviewed for long."""
    domain = movement.operations.domain if movement.operations else None
    if domain is None:
        return ["chưa ghi tên miền do đơn vị nào đứng tên và đến ngày nào"]
    notes, left = [], (domain.expires - today).days
    if left < 0:
        notes.append(f"tên miền {domain.name} đã hết hạn ngày {short_date(domain.expires)}; xem ngay hiện do ai giữ")
    elif domain.expires - today < _RENEW_BEFORE:
        notes.append(f"tên miền {domain.name} hết hạn ngày {short_date(domain.expires)}, còn {left} ngày; cần gia hạn")
    if domain.seen.day > today:
        notes.append(f"ngày xem tên miền ({short_date(domain.seen.day)}) sau ngày hôm nay")
    elif today - domain.seen.day > _REVIEW_HOLDS:
        notes.append(f"lần xem tên miền gần nhất là ngày {short_date(domain.seen.day)}, đã quá sáu tháng; cần xem lại")
    return notes


def _written(facts: LaunchFacts, code: str, title: str, *place: str, found: str, done: bool, must: bool = True,
             remedy: Remedy | None = None) -> ChecklistItem:  # fmt: skip
    """Return an item about the movement's file with its line and, unless it is done, the lines to write."""
    finding = Finding(code, key_path(Movement, *place), found, "", None if done else remedy)
    (problem,) = located(facts.movement_text, [finding])
    return ChecklistItem(code, title, done, must, MOVEMENT_PATH, problem.line, found, fix=problem.fix)


def _contact(facts: LaunchFacts) -> ChecklistItem:
    publisher = facts.movement.publisher
    contact = "; ".join(filter(None, (publisher.email, publisher.phone, publisher.zalo, publisher.address)))
    return _written(
        facts, CODE, "Tên và liên hệ của đơn vị quản lý", "publisher", done=publisher.reachable,
        found=f"{publisher.name}: {contact or 'chưa có liên hệ'}",
        remedy=A_CONTACT,
    )  # fmt: skip


def _operations(facts: LaunchFacts, block: str) -> tuple[tuple[str, ...], Remedy]:
    """Return the place for a block of ``van_hanh``: below it, or together with it when it is missing."""
    if facts.movement.operations is not None:
        return ("operations",), Remedy("add", block, example=True)
    indented = "\n".join(f"  {line}" for line in block.split("\n"))
    return (), Remedy("add", f"van_hanh:\n{indented}", example=True)


def _receiver(facts: LaunchFacts, today: date) -> ChecklistItem:
    now = facts.movement.receiver_on(today)
    row = f"{{ten: {A_RECEIVER}, tu: 2025-07-01}}"
    place, remedy = _operations(facts, f"noi_nhan:\n  - {row}")
    listed = facts.movement.operations.receivers if facts.movement.operations else []
    if listed:
        place, remedy = ("operations", "receivers"), Remedy("add", f"- {row}", example=True)  # fmt: skip
    return _written(facts, "DVK761", "Nơi nhận danh sách, báo cáo hiện nay", *place, done=now not in ("", A_RECEIVER),
                    found=now or f"chưa ghi nơi nhận vào ngày {short_date(today)}", remedy=remedy)  # fmt: skip


def _address(facts: LaunchFacts) -> Iterator[ChecklistItem]:
    url, line = facts.site_url
    real = {target.host for target, _ in facts.places.values() if target.production and target.address}
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if facts.unreadable:
        found, done = facts.unreadable, False
    elif not real:
        found, done = f"{targets.FILE} chưa có nơi đăng chính thức nào có địa chỉ", False
    else:
        found, done = f"mkdocs.yml: {host or 'chưa ghi'}; {targets.FILE}: {', '.join(sorted(real))}", real == {host}
    paste = "" if done else f"Ghi cùng một địa chỉ ở site_url ({CONFIG}) và dia_chi ({targets.FILE})."
    yield ChecklistItem("DVK762", "Địa chỉ của trang", done, True, CONFIG, line, found, paste)


def _domain(facts: LaunchFacts, today: date) -> ChecklistItem:
    domain = facts.movement.operations.domain if facts.movement.operations else None
    notes = domain_notes(facts.movement, today)
    hosts = {target.host for target, _ in facts.places.values() if target.production and target.address}
    if domain and not all(_below(host, domain.name) for host in hosts):
        notes.append(f"đã ghi về {domain.name}, nhưng trang đăng ở {', '.join(sorted(hosts))}")
    title = "Tên miền: ai đứng tên, đến bao giờ"
    if domain:
        state = f"{domain.name}, {domain.holder}, đến {short_date(domain.expires)}"
        return _written(
            facts, "DVK763", title, "operations", "domain", done=not notes, found="; ".join([state, *notes])
        )
    place, remedy = _operations(
        facts,
        f"ten_mien:\n  ten: tên-miền-của-trang\n  ai_giu: {A_HOLDER}\n"
        f"  het_han: {today.year + 1}-01-01\n  da_xem: {{ngay: {today}, cach: Đăng nhập trang quản lý tên miền}}",
    )
    return _written(facts, "DVK763", title, *place, done=False, found="; ".join(notes), remedy=remedy)


def _below(host: str, domain: str) -> bool:
    domain = domain.lower().removeprefix("www.")
    return host == domain or host.endswith(f".{domain}")


def _consents(facts: LaunchFacts, today: date) -> Iterator[ChecklistItem]:
    if not facts.ended:
        return
    archive = facts.movement.operations.archive if facts.movement.operations else None
    title = f"Giấy đồng ý của {facts.ended} đơn vị đã kết thúc: nay ai giữ"
    if archive is None:
        place, remedy = _operations(
            facts,
            f"giay_dong_y:\n  noi_luu: {A_KEEPER}\n  da_xem: {{ngay: {today}, cach: Gọi điện hỏi người đang giữ}}",
        )
        yield _written(facts, "DVK764", title, *place, done=False, found="chưa ghi nơi lưu", remedy=remedy)
        return
    fresh = archive.kept_at != A_KEEPER and _fresh(archive.seen.day, today)
    found = f"{archive.kept_at}, xem ngày {short_date(archive.seen.day)}" + ("" if fresh else "; cần xem lại")
    yield _written(facts, "DVK764", title, "operations", "archive", done=fresh, found=found)


def _fresh(seen: date, today: date) -> bool:
    return timedelta() <= today - seen <= 2 * _REVIEW_HOLDS


def _place(facts: LaunchFacts) -> Iterator[ChecklistItem]:
    for name, (target, line) in facts.places.items():
        if target.production:
            hindrance = facts.hindrances.get(name, "")
            found = hindrance or f"{target.kind.value}, {target.place}"
            paste = "" if hindrance else f"dvk publish {name} --dry-run"
            yield ChecklistItem("DVK768", f"Nơi đăng “{name}”", not hindrance, True, targets.FILE, line, found, paste)


def _repository(facts: LaunchFacts, today: date) -> Iterator[ChecklistItem]:
    pages = any(target.kind is TargetKind.PAGES for target, _ in facts.places.values())
    wanted = (*_WORKFLOWS, *((_PAGES_WORKFLOW,) if pages else ()))
    lacking = [name for name in wanted if name not in facts.workflows]
    yield ChecklistItem("DVK765", "Các quy trình tự động của kho bài", not lacking, facts.on_github, ".github/workflows", 1,
               f"thiếu {', '.join(lacking)}" if lacking else "đủ", "Khôi phục các tệp ấy từ kho gốc." if lacking else "")  # fmt: skip
    ticks = {tick.chore: tick for tick in (facts.movement.operations.ticks if facts.movement.operations else [])}
    chores = [chore for chore in HostSetting if pages or chore is not HostSetting.PAGES]
    rows = [f"- {{viec: {chore.value}, ngay: {today}, ai: {A_PERSON}}}" for chore in chores if chore not in ticks]
    for chore in chores:
        tick = ticks.get(chore)
        fresh = tick is not None and tick.by != A_PERSON and _fresh(tick.day, today)
        found = (
            f"{tick.by} xem ngày {short_date(tick.day)}"
            if tick
            else "máy không thấy được, tự xem trên GitHub rồi ghi lại"
        )
        place: tuple[str, ...] = ("operations", "ticks")
        remedy = Remedy("add", "\n".join(rows), example=True) if rows else None
        if not ticks:
            place, remedy = _operations(facts, "\n  ".join(["da_xem:", *rows]))
        if rows and tick is None:
            rows = []  # the first item carries the lines of all
        else:
            remedy = None
        yield _written(
            facts, "DVK765", chore.label, *place, done=fresh, must=facts.on_github, found=found, remedy=remedy
        )
    yield ChecklistItem("DVK765", "Ai duyệt thay đổi nào", facts.owners, False, OWNERS, 1,
               "đã ghi" if facts.owners else "các dòng còn để dấu #", "" if facts.owners else "Thay bằng nhóm thật, bỏ dấu # đầu dòng.")  # fmt: skip


def _inbox(facts: LaunchFacts) -> ChecklistItem:
    done = facts.inbox_ignored and not facts.inbox_tracked
    found = f"{facts.inbox_tracked} tệp trong hop-thu/ đã nằm trong kho" if facts.inbox_tracked else "không vào kho" if done else "chưa được bỏ qua"  # fmt: skip
    paste = "" if done else "git rm -r --cached hop-thu" if facts.inbox_tracked else "Thêm dòng: /hop-thu/"
    return ChecklistItem("DVK767", "Ảnh gốc, tin nhắn người khác gửi (hop-thu/) không vào kho", done, True, IGNORED, 1, found, paste)  # fmt: skip


def _hooks(facts: LaunchFacts) -> ChecklistItem:
    found = "đã bật trên máy này" if facts.hooks else "chưa bật trên máy này"
    return ChecklistItem(
        "DVK767", "Kiểm tra trước mỗi lần commit", facts.hooks, False, "Makefile", 1, found, "" if facts.hooks else "make hooks"
    )  # fmt: skip


def _channels(facts: LaunchFacts) -> ChecklistItem:
    lacking = [f"{channel.name} ({channel.code})" for channel in facts.movement.channels if not channel.link]
    found = f"chưa có liên kết: {', '.join(lacking)}" if lacking else "đủ liên kết"
    item = _written(facts, "DVK766", "Các kênh của đơn vị", "channels", done=not lacking, must=False, found=found)
    return replace(item, paste="Thêm lien_ket: https://… cho từng kênh, sau khi hỏi người giữ kênh." if lacking else "")


def _content(facts: LaunchFacts) -> Iterator[ChecklistItem]:
    shown, line = facts.samples
    yield ChecklistItem("DVK769", "Bài minh họa đã tắt", not shown, False, CONFIG, line,
               "bản dựng thử còn bài minh họa; trang chính thức không bao giờ có" if shown else "đã tắt",
               "samples: false" if shown else "")  # fmt: skip
    found = f"{facts.stories} bài" if facts.stories else "chưa có bài nào; trang chủ sẽ mời người kể đầu tiên"
    paste = "" if facts.stories else "dvk new"
    yield ChecklistItem("DVK769", "Bài đầu tiên", facts.stories > 0, False, "models", 1, found, paste)
