"""Journeys of a registry: an office publishes, adds, withdraws, renames, goes back, with the real commands."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
from playwright.sync_api import Browser
from publishing.servers import host, same_port
from reality import site_checks
from reality.made_entries import MadeEntry, Maker, Visibility
from reality.made_registry import (
    DAYS,
    FULL,
    SIZES,
    MadeRegistry,
    commit,
    git,
    move_entries,
    write_entry,
    write_registry,
)
from reality.made_units import DISTRICT_ENDED, read
from reality.office import TARGETS, Office, StaticHost, static_host, targets
from shared_store import share_store

SEED = 2026
_SLIP = "Câu này viết nhầm."
# One of these happens between two publications.
EVENTS = ("january", "withdraw", "rename", "new_year", "move")
EVERYTHING = [(day, target, size) for day in DAYS for target in TARGETS for size in (*SIZES, *FULL)]  # make soak
# The sample of the default run: one journey a day, which together meet every target, size and event.
_SAMPLE = ((0, "folder"), (1, "server"), (2, "archive"), (3, "folder"), (4, "pages"))


class Journey:
    """An office, its entries with what visitors should see of each, and the steps."""

    def __init__(self, office: Office, made: MadeRegistry, browser: Browser | None) -> None:
        self.office, self.browser = office, browser
        self.entries = {entry.slug: entry for entry in made.entries}
        self.maker = Maker(SEED, read(made.folder / "content/don-vi"), office.day)
        self.maker.made = list(made.entries)
        self.shown: set[str] = set()

    def story(self) -> MadeEntry | None:
        """Return a model's story that visitors see, if there is one."""
        return next((entry for entry in self.entries.values() if entry.seen is Visibility.PAGE and entry.kind == "models"), None)  # fmt: skip

    def published(self, *, opened: bool = False) -> None:
        """Publish, then check what visitors get; opened: in a browser, too."""
        self.office.publish()
        self.shown |= set(self.entries)
        self.look(opened=opened)

    def look(self, *, opened: bool) -> None:
        """Check that every entry is shown as it should be; opened: and that the browser reports no error."""
        assert site_checks.faults(self.office.web.address, self.entries.values()) == []
        if opened and self.browser:
            assert site_checks.visit(self.browser, self.office.web.address, self.story()) == []

    def add(self, count: int = 1) -> None:
        """Add entries through one pull request."""
        new = [self.maker.make(len(self.maker.made)) for _ in range(count)]

        def write(folder: Path) -> None:
            for entry in new:
                write_entry(folder, entry)

        self.office.pull_request(write, "Bài mới")
        self.entries |= {entry.slug: entry for entry in new}

    def january(self, year: int) -> None:
        """Enter the year's list and figures from the Excel form, approve what came, write the reports."""
        office, form = self.office, self.office.folder.parent / f"danh-sach-{year}.xlsx"
        office.dvk("import", "--template", str(form))
        then = date(year, 1, 12)
        unit, place = ("Đoàn xã Xuân Lai", "xã Xuân Lai") if then <= DISTRICT_ENDED else ("Đoàn xã Thọ Lập", "xã Thọ Lập")  # fmt: skip
        names = [f"Tổ thu gom rác ngõ Ừng Ổm năm {year}", f"Vườn rau sạch xóm Phễn Đễu năm {year}"]
        rows = [{"Tên mô hình": name, "Chủ thể": "Chi đoàn thôn Một", "Địa chỉ": f"Thôn Một, {place}", "Lĩnh vực, nội dung": "Văn hóa – xã hội",
                 "Lực lượng dự kiến": "30 đoàn viên", "Thời gian": "Quý I", "Đăng ký với (số, ngày)": f"Đảng ủy {place}, số 12-KH/ĐTN, ngày 12/01/{year}",
                 "Đăng ký mới/duy trì": "Đăng ký mới"} for name in names]  # fmt: skip
        figures = {"Đơn vị": unit, "Năm": year, "Ngày gửi danh sách đăng ký": f"12/01/{year}", "Số mô hình theo danh sách": 2, "Nguồn số liệu": "Danh sách của đơn vị"}  # fmt: skip
        _fill(form, {"Đăng ký mô hình": rows, "Số liệu năm": [figures]})
        before = set((office.folder / "models").rglob("*.md"))
        office.dvk("import", str(form))
        office.dvk("check")
        approved = f"duyet: {{boi: Ban Chấp hành {unit}, ngay: {office.day}}}\nngay_dang: {office.day}\n---"
        new = sorted(set((office.folder / "models").rglob("*.md")) - before)
        assert len(new) == len(names)
        for path in new:
            begin, _, rest = path.read_text("utf-8").partition("\n---")
            path.write_text(f"{begin}\n{approved}{rest}", "utf-8")
            title = next(name for name in names if name in begin)
            self.entries[path.stem] = MadeEntry("models", path.stem, {"ten": title}, Visibility.LISTED)
        office.save(f"Danh sách năm {year}")
        office.dvk("office")
        office.dvk("report", str(min(year, 2025)))

    def withdraw(self) -> MadeEntry | None:
        """Withdraw a story as its person asks; return its entry, None without a story."""
        chosen = self.story()
        if chosen:
            self.office.dvk("withdraw", chosen.path)
            self.office.save("Gỡ một bài")
            self.entries[chosen.slug] = replace(chosen, seen=Visibility.NOTICE)
        return chosen

    def rename(self) -> None:
        """Rename a story; its old address redirects to the new one."""
        chosen = self.story()
        if not chosen:
            return
        folder, new = self.office.folder, f"{chosen.slug[:60].strip('-')}-ten-moi"
        renamed = replace(chosen, slug=new, former=(*chosen.former, chosen.slug))
        git(folder, "mv", chosen.path, renamed.path)
        path = folder / renamed.path
        text = path.read_text("utf-8").replace(f"anh/{chosen.slug}/", f"anh/{new}/")
        path.write_text(
            text.replace("---\n", f"---\nten_cu: [{', '.join((*chosen.former, chosen.slug))}]\n", 1), "utf-8"
        )
        if chosen.photos:
            git(folder, "mv", chosen.photo_folder, renamed.photo_folder)
        for other in [*(folder / "models").rglob("*.md"), *(folder / "exemplars").rglob("*.md")]:
            text = other.read_text("utf-8")
            if other != path and (meant := re.sub(rf"(?<![\w-]){chosen.slug}(?![\w-])", new, text)) != text:
                other.write_text(meant, "utf-8")
        self.office.save("Đổi tên một bài")
        self.entries.pop(chosen.slug)
        self.entries[new] = renamed

    def move(self) -> None:
        """Put every entry into another folder, as people do in a browser: the photos stay where they are."""
        made = MadeRegistry(self.office.folder, self.office.day, tuple(self.entries.values()))
        moved = move_entries(made, Random(SEED), photos=False)
        self.office.save("Xếp bài vào thư mục")
        self.entries = {entry.slug: entry for entry in moved.entries}

    def new_year(self) -> None:
        """Move to 16 January of the next year, before units send anything: the check still passes."""
        self.office.day = date(self.office.day.year + 1, 1, 16)
        self.maker.day = self.office.day
        self.office.dvk("check")

    def happen(self, event: str) -> None:
        """Run one of the events."""
        {"january": lambda: self.january(self.office.day.year), "withdraw": self.withdraw, "rename": self.rename, "new_year": self.new_year, "move": self.move}[event]()  # fmt: skip

    def slip(self) -> None:
        """Commit a mistake in a page, as the reason for a rollback."""
        page = self.office.folder / "content/tham-gia.md"
        page.write_text(f"{page.read_text('utf-8')}\n{_SLIP}\n", "utf-8")
        self.office.save("Sửa trang tham gia")

    def back(self) -> None:
        """Go back to the release before; a target that keeps no releases reverts the last commit and publishes again.

        The mistake disappears; what was withdrawn stays withdrawn.
        """
        address = self.office.web.address
        assert _SLIP in site_checks.get(f"{address}tham-gia/")[1]
        if self.office.target in ("server", "folder"):
            self.office.dvk("rollback", self.office.name)
        else:
            assert "không giữ các bản trước" in self.office.dvk("rollback", self.office.name, status=1)
            git(self.office.folder, "revert", "--no-edit", "HEAD")
            self.office.publish()
        assert _SLIP not in site_checks.get(f"{address}tham-gia/")[1]
        for gone in self.entries.values():
            if gone.seen is Visibility.NOTICE and gone.slug in self.shown:
                status, notice = site_checks.get(address + gone.address)
                assert (status, gone.title in html.unescape(notice)) == (200, False), gone.slug


def _fill(form: Path, sheets: dict[str, list[dict[str, object]]]) -> None:
    """Write rows into the Excel form below its headings. Raises KeyError for a heading that the form lacks."""
    book = openpyxl.load_workbook(form)
    for name, rows in sheets.items():
        sheet = book[name]
        head = next(row for row in sheet.iter_rows() if row[0].value == "TT")
        columns = {cell.value: cell.column for cell in head}
        for number, row in enumerate(rows, 1):
            for heading, value in {"TT": number, **row}.items():
                sheet.cell(head[0].row + number, columns[heading], value)
    book.save(form)
    book.close()


def sample(*targets_: str) -> list[tuple[date, str, int, str]]:
    """Return the day, target, size and event of every journey to the targets that the default run makes."""
    turns = [(DAYS[day], target, (day + TARGETS.index(target)) % len(SIZES)) for day, target in _SAMPLE]
    return [(day, target, SIZES[turn], EVENTS[turn]) for day, target, turn in turns if target in targets_]


def run(work: Path, browser: Browser, day: date, target: str, size: int, event: str) -> None:
    """Publish a registry of the day, add a story, run the event, publish again, go back."""
    with journey(work, day, target, size, browser) as way:
        way.published()
        way.add()
        way.happen(event)
        way.slip()
        way.published(opened=True)
        way.back()


@contextmanager
def journey(
    work: Path, day: date, target: str, size: int, browser: Browser | None = None, folders: Sequence[str] = ("",)
) -> Iterator[Journey]:
    """Make a registry with ``size`` entries, of which nothing is published yet, and a place to publish to.

    folders: where entries lie, see ``write_registry``.
    """
    work.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        made = write_registry(work / "kho", SEED, size, day=day, folders=folders)
        if target == "server":
            (work / "may-chu").mkdir()
            server = running.enter_context(host(work / "may-chu", port=same_port()))
            served = StaticHost(work, server.target.address)
            text = targets("http://127.0.0.1:1/", server.target)
        else:
            served = running.enter_context(
                static_host(work / ("da-dang/current" if target == "folder" else "trang-chu"))
            )
            text = targets(served.address, None)
        (made.folder / "publish.toml").write_text(text, "utf-8")
        commit(made.folder, "Nơi đăng")
        share_store(made.folder)
        yield Journey(Office(made.folder, day, target, served), made, browser)
        shutil.rmtree(work)
