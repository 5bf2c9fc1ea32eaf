"""The audit of a built site before it is shown: it reads the files themselves and trusts nothing of the builder.

``audit`` is everything in one run. A site that has a finding is not published.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from danvankheo.base.headers import EDITOR_FOLDER
from danvankheo.base.problems import Problem, Severity
from danvankheo.publishing import (
    audit_documents,
    audit_files,
    audit_page,
    audit_pictures,
    audit_private,
    audit_records,
    audit_whole,
)
from danvankheo.publishing.audit_page import Page
from danvankheo.publishing.audit_pictures import Picture

ALLOWED = frozenset(
    ".html .css .js .json .xml .txt .ics .csv .xlsx .svg .jpg .png .webp .woff2 .webmanifest .yml".split()  # noqa: SIM905
)
#: Bytes over the wire, gzipped, before a first visitor sees a page; pictures apart (budget of docs/design.md).
FIRST_VISIT = 130 * 1024
#: The part of it that the page asks for beside itself.
FIRST_LOADS = 115 * 1024
STORY = 15 * 1024
#: What marks samples on pages, in lists and above figures.
_SAMPLE_MARKS = frozenset({"sample-note", "ribbon", "figures-ribbon", "chip--sample"})
# The titles of pages that stand where an entry was.
_NOTICES = ("Bài đã được gỡ", "Bài đang được sửa")
_CARD = ("og:image", "og:image:width", "og:image:height", "og:image:alt", "og:title", "og:description", "og:url")


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and what is wrong."""

    pages: int
    files: int
    problems: tuple[Problem, ...]


def audit(
    site: Path, *, repo: Path | None = None, production: bool = False, instead: Mapping[str, Path] | None = None
) -> Report:
    """Audit a built site.

    repo: what may be shown is read there; production: samples must not be on it; instead: the files the site was built
    from instead of those of the repository, by path.
    """
    tree = audit_records.SourceTree(repo, instead or {}) if repo else None
    inspection = _Inspection(site)
    problems = [*inspection.problems]
    for check in (
        _links,
        _loads,
        _cards,
        _weights,
        _machines,
        partial(_private, tree),
        partial(_shown, tree, production),
    ):
        problems += check(inspection)
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.code, problem.message))
    return Report(len(inspection.pages), len(inspection.files), tuple(problems))


class _Inspection:
    """Every file of the site, its pages read once."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.problems: list[Problem] = []
        self.files = dict(self._walk(site))
        self.problems += audit_whole.names(self.files)
        self.pictures: dict[str, Picture] = {}
        #: The words of every file, for what looks into all of them.
        self.texts: dict[str, str] = {}
        self.pages: dict[str, Page] = {}
        for path, file in self.files.items():
            self.problems += self._file(path, file)
        home = self.pages.get("index.html")
        self.address = home.canonical if home else ""

    def _walk(self, site: Path) -> Iterator[tuple[str, Path]]:
        for file in sorted(site.rglob("*")):
            path = file.relative_to(site).as_posix()
            if path.startswith(".dvk-"):
                continue
            if file.is_symlink() or not (file.is_file() or file.is_dir()):
                self._say("DVK712", path, "Đây là liên kết tượng trưng (symlink) hoặc tệp đặc biệt.")
            elif file.is_file():
                if "/." in f"/{path}" or (file.suffix not in ALLOWED and path != "CNAME"):
                    self._say("DVK712", path, f"Loại tệp “{file.suffix or file.name}” không có trên trang này.")
                yield path, file

    def _say(self, code: str, path: str, message: str) -> None:
        self.problems.append(Problem(code, path, 1, 1, message))

    def _file(self, path: str, file: Path) -> Iterator[Problem]:
        suffix = file.suffix
        if suffix == ".html":
            page = audit_page.read(path, file.read_text("utf-8", errors="replace"))
            self.pages[path] = page
            yield from page.problems
            self.texts[path] = "\n".join([page.title, *(text for text, _ in page.text)])
        elif suffix in audit_pictures.SUFFIXES:
            self.pictures[path] = picture = audit_pictures.read(file.read_bytes(), suffix)
            code = "DVK704" if suffix == ".svg" else "DVK707"
            yield from (Problem(code, path, 1, 1, fault) for fault in picture.faults)
        elif suffix == ".css":
            yield from audit_files.style(path, file.read_text("utf-8", errors="replace"))
        elif suffix != ".woff2" and not path.startswith(EDITOR_FOLDER):  # its bundle is pinned by digest
            problems, self.texts[path] = audit_documents.read(path, suffix, file.read_bytes())
            yield from problems

    def place(self, page: Page, address: str) -> tuple[str, str] | None:
        """Return the file an address leads to and the part of it, None when it leads out of the site."""
        parts = urlsplit(address.strip())
        if parts.scheme or parts.netloc:
            if not self.address or not address.startswith(self.address):
                return None
            path = urlsplit(address).path.removeprefix(urlsplit(self.address).path)
        elif parts.path.startswith("/"):
            base = urlsplit(self.address).path or "/"
            path = parts.path.removeprefix(base) if parts.path.startswith(base) else "/"
        elif not parts.path:
            return page.path, unquote(parts.fragment)
        else:
            path = f"{page.path.rpartition('/')[0]}/{parts.path}"
        clean = normpath(unquote(path).lstrip("/") or ".")
        if path.endswith("/") or clean == "." or (clean not in self.files and f"{clean}/index.html" in self.files):
            clean = normpath(f"{clean}/index.html")
        return clean, unquote(parts.fragment)

    def data(self, path: str) -> bytes:
        """Return a file's bytes."""
        return self.files[path].read_bytes()


def _links(all_: _Inspection) -> Iterator[Problem]:
    """Every link within the site leads to a file, every part of a page it names is there."""
    for page in all_.pages.values():
        for address, line in page.links:
            place = all_.place(page, address)
            if place is None:
                continue
            path, part = place
            told = f"Liên kết “{address[:120]}”"
            if path not in all_.files:
                yield Problem("DVK701", page.path, line, 1, f"{told} dẫn tới trang không có.", words=address)
            elif part and path in all_.pages and part not in all_.pages[path].ids:
                yield Problem("DVK701", page.path, line, 1, f"{told}: trang ấy không có phần “{part}”.", words=address)


def _loads(all_: _Inspection) -> Iterator[Problem]:
    """What a page loads is on this site, and there."""
    for page in all_.pages.values():
        for address, line in page.loads:
            place = all_.place(page, address)
            if place is None or audit_files.is_foreign(address):
                yield Problem("DVK705", page.path, line, 1, f"Trang tải “{address[:120]}” từ nơi khác.", words=address)
            elif place[0] not in all_.files:
                yield Problem(
                    "DVK701", page.path, line, 1, f"Trang tải “{address[:120]}”, tệp này không có.", words=address
                )


def _cards(all_: _Inspection) -> Iterator[Problem]:
    """A page that may be shared says how, and its picture is there, a JPEG of the size it names."""
    if not all_.address:
        return
    for page in all_.pages.values():
        if page.refresh or (page.hidden and "og:title" not in page.meta):
            continue
        for name in _CARD:
            if not page.meta.get(name):
                yield Problem("DVK703", page.path, 1, 1, f"Trang thiếu thẻ “{name}”.")
        expected = all_.address + page.path.removesuffix("index.html")
        for name, value in (("canonical", page.canonical), ("og:url", page.meta.get("og:url", ""))):
            if value and value != expected:
                yield Problem("DVK703", page.path, 1, 1, f"“{name}” ghi {value[:120]}, trang nằm ở {expected}.")
        image = page.meta.get("og:image", "")
        place = all_.place(page, image) if image else None
        if not image:
            continue
        if place is None or place[0] not in all_.files or not place[0].endswith(".jpg"):
            yield Problem(
                "DVK703", page.path, 1, 1, f"Ảnh chia sẻ “{image[:120]}” không có trên trang hoặc không phải JPEG."
            )
            continue
        card = all_.pictures.get(place[0])
        said = (page.meta.get("og:image:width"), page.meta.get("og:image:height"))
        if card is None or card.kind != "JPEG" or said != (str(card.width), str(card.height)):
            shown = f"{card.width}×{card.height}" if card else "không đọc được"
            yield Problem("DVK703", page.path, 1, 1, f"Ảnh chia sẻ ghi {said[0]}×{said[1]}, tệp thật là {shown}.")
    yield from audit_whole.pictures(all_.pages.values(), all_.pictures, all_.place)
    yield from audit_whole.linked_data(all_.pages.values())


def _weights(all_: _Inspection) -> Iterator[Problem]:
    """A first visit is light; so is a story."""
    weights: dict[str, int] = {}

    def weight(path: str) -> int:
        if path not in weights:
            data = all_.data(path)
            packed = PurePosixPath(path).suffix in (".woff2", *audit_pictures.SUFFIXES)
            weights[path] = len(data) if packed else len(gzip.compress(data, 6, mtime=0))
        return weights[path]

    for page in all_.pages.values():
        if page.path.startswith(EDITOR_FOLDER):
            continue
        own = weight(page.path)
        # What a page is made of grows with what people write, which is told and never refused; what it loads is our doing.
        if re.match(r"(?:mo-hinh|dien-hinh)/[^/]+/index\.html\Z", page.path) and own > STORY:
            yield _heavy(
                page.path, f"Bài nặng {own / 1024:.1f} KB khi nén, nên dưới {STORY // 1024} KB", Severity.WARNING
            )
        places = {
            place[0] for address in page.first_loads if (place := all_.place(page, address)) and place[0] in all_.files
        }
        loads = sum(map(weight, places))
        if loads > FIRST_LOADS:
            yield _heavy(
                page.path,
                f"Lần mở đầu tải kèm {loads / 1024:.0f} KB, nhiều nhất {FIRST_LOADS // 1024} KB",
                Severity.ERROR,
            )
        elif own + loads > FIRST_VISIT:
            said = f"Lần mở đầu tải {(own + loads) / 1024:.0f} KB, nên dưới {FIRST_VISIT // 1024} KB"
            yield _heavy(page.path, said, Severity.WARNING)


def _heavy(path: str, said: str, severity: Severity) -> Problem:
    advice = "Nếu là bài: chia thành hai bài, hoặc bớt bảng và đoạn kể dài." if severity is Severity.WARNING else ""
    return Problem("DVK706", path, 1, 1, f"{said}; điện thoại mạng chậm phải đợi lâu.", advice, severity=severity)


def _machines(all_: _Inspection) -> Iterator[Problem]:
    """Sitemap and feeds are well formed, name pages that are there, and the sitemap every page that may be found."""
    if "robots.txt" not in all_.files:
        yield Problem("DVK711", "robots.txt", 1, 1, "Thiếu tệp robots.txt.")
    named: set[str] = set()
    told: dict[str, set[str]] = {}
    for path in all_.files:
        if not path.endswith(".xml") and path != "feed.json":
            continue
        if path == "feed.json":
            found = audit_whole.feed_urls(all_.data(path).decode("utf-8", "replace"))
        else:
            found, problems = audit_files.addresses(path, all_.data(path))
            yield from problems
            if not problems:
                yield from (Problem("DVK711", path, 1, 1, fault) for fault in audit_files.feed(all_.data(path)))
        for address in found:
            place = all_.place(all_.pages["index.html"], address) if "index.html" in all_.pages else None
            if address and (place is None or place[0] not in all_.files):
                yield Problem("DVK711", path, 1, 1, f"Địa chỉ “{address[:120]}” không có trên trang.")
            elif place and path.startswith("feed."):
                told.setdefault(path, set()).add(place[0])
            elif place and path.startswith("sitemap"):
                named.add(place[0])
                if place[0] in all_.pages and all_.pages[place[0]].hidden:
                    yield Problem(
                        "DVK711",
                        path,
                        1,
                        1,
                        f"Sơ đồ trang có “{address[:120]}”, trang này không dành cho máy tìm kiếm.",
                    )
    if not all_.address:
        return
    yield from audit_whole.newest(all_.pages.values(), all_.texts, told)
    for page in all_.pages.values():
        if not (page.hidden or page.refresh or page.path in named):
            yield Problem("DVK711", page.path, 1, 1, "Trang không có trong sơ đồ trang (sitemap.xml).")


def _private(tree: audit_records.SourceTree | None, all_: _Inspection) -> Iterator[Problem]:
    """No private data but the office's own numbers."""
    yield from audit_private.private(all_.pages, all_.texts, tree.own_numbers if tree else ())


def _shown(tree: audit_records.SourceTree | None, production: bool, all_: _Inspection) -> Iterator[Problem]:
    """Nothing is shown that its file says is not to be; samples are marked, kept from search engines, and off the real site."""
    for page in all_.pages.values():
        if page.classes & _SAMPLE_MARKS and production:
            yield Problem("DVK709", page.path, 1, 1, "Trang thật có nội dung minh họa.")
    if tree:
        yield from audit_whole.mentions(tree, all_.texts, production)
        yield from audit_whole.strangers(all_.pages.values(), tree)
    for entry in tree.entries if tree else ():
        shown = all_.pages.get(f"{entry.page}index.html")
        if shown is None:
            continue
        notice = shown.title.startswith(_NOTICES)
        mended = shown.title.startswith(_NOTICES[1])
        if (entry.draft and not mended) or not (entry.approved or notice):
            why = "còn là bản nháp" if entry.draft else "chưa được duyệt"
            yield Problem("DVK710", shown.path, 1, 1, f"Bài {why} ({entry.path}).")
        if entry.withdrawn and not notice:
            yield Problem("DVK710", shown.path, 1, 1, f"Bài đã rút đồng ý ({entry.path}).")
        unmarked = not (shown.hidden and "sample-note" in shown.classes)
        if entry.sample and not notice and (production or unmarked):
            yield Problem(
                "DVK709",
                shown.path,
                1,
                1,
                f"Bài minh họa ({entry.path}) phải ghi rõ là minh họa, ẩn với máy tìm kiếm, và không có trên trang thật.",
            )
