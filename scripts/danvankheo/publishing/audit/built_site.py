"""A built site as the audit reads it: each file is read once, with the problems of that file alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from danvankheo.base.headers import EDITOR_FOLDER
from danvankheo.base.problems import Problem
from danvankheo.publishing.audit import documents, html_pages, picture_files
from danvankheo.publishing.audit.html_pages import HtmlPage
from danvankheo.publishing.audit.picture_files import PictureFile

_SUFFIXES = frozenset(
    ".html .css .js .json .xml .txt .ics .csv .xlsx .svg .jpg .png .webp .woff2 .webmanifest .yml".split()  # noqa: SIM905
)


class BuiltSite:
    """The files of a site by their paths.

    pages: the HTML pages; pictures: the picture files; texts: the words of every file that holds words, for checks that
    search all of them; address: the canonical address of the home page, "" when it has none; problems: of single files.
    """

    def __init__(self, root: Path) -> None:
        self.problems: list[Problem] = []
        self.files = dict(self._walk(root))
        self.problems += _name_problems(self.files)
        self.pictures: dict[str, PictureFile] = {}
        self.texts: dict[str, str] = {}
        self.pages: dict[str, HtmlPage] = {}
        for path, file in self.files.items():
            self.problems += self._read(path, file)
        home = self.pages.get("index.html")
        self.address = home.canonical if home else ""

    def _walk(self, root: Path) -> Iterator[tuple[str, Path]]:
        for file in sorted(root.rglob("*")):
            path = file.relative_to(root).as_posix()
            if path.startswith(".dvk-"):
                continue
            if file.is_symlink() or not (file.is_file() or file.is_dir()):
                message = "Đây là liên kết tượng trưng (symlink) hoặc tệp đặc biệt."
                self.problems.append(Problem("DVK712", path, 1, 1, message))
            elif file.is_file():
                if "/." in f"/{path}" or (file.suffix not in _SUFFIXES and path != "CNAME"):
                    message = f"Loại tệp “{file.suffix or file.name}” không có trên trang này."
                    self.problems.append(Problem("DVK712", path, 1, 1, message))
                yield path, file

    def _read(self, path: str, file: Path) -> Iterator[Problem]:
        suffix = file.suffix
        if suffix == ".html":
            page = html_pages.read(path, file.read_text("utf-8", errors="replace"))
            self.pages[path] = page
            yield from page.problems
            self.texts[path] = "\n".join([page.title, *(text for text, _ in page.text)])
        elif suffix in picture_files.SUFFIXES:
            self.pictures[path] = picture = picture_files.read(file.read_bytes(), suffix)
            code = "DVK704" if suffix == ".svg" else "DVK707"
            yield from (Problem(code, path, 1, 1, fault) for fault in picture.faults)
        elif suffix == ".css":
            yield from documents.style_sheet(path, file.read_text("utf-8", errors="replace"))
        elif suffix != ".woff2" and not path.startswith(EDITOR_FOLDER):  # the editor's bundle is pinned by its digest
            problems, self.texts[path] = documents.read(path, suffix, file.read_bytes())
            yield from problems

    def resolve(self, page: HtmlPage, address: str) -> tuple[str, str] | None:
        """Return the path of the file and the fragment that a link leads to; None when it leaves the site."""
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


def _name_problems(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield names that differ from another name only in case or in how marks are encoded, and names outside ASCII."""
    first_of: dict[str, str] = {}
    for path in paths:
        first = first_of.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if first != path or not path.isascii():
            yield Problem("DVK712", path, 1, 1, f"Tên tệp lạ, hoặc trùng với “{first}” ở máy không phân biệt chữ hoa.")
