"""Reduces an Excel file to what a list needs, before openpyxl reads it.

A workbook of 5 KB can make a reader take 10 GB: a link over a million rows, merged cells, a million styles, a number
format a thousand times too long. So the parts are found as Excel finds them (by their relationships, not by name), read
as a stream with limits, and a small workbook is written with the sheets, the cells that have a value, texts, number
formats and merged areas within the table. No other part is unpacked.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from danvankheo.base.archives import BROKEN
from danvankheo.base.errors import DanVanKheoError
from danvankheo.imports.xlsx_sheet_filter import SheetFilter

MAX_PARTS = 5_000
MAX_UNPACKED = 40_000_000
MAX_SHEETS = 60
MAX_CELLS = 200_000
_MAX_DEPTH = 60
_MAX_ELEMENTS = 1_000_000
_LONGEST_TOKEN = 1_000_000  # the parser scans an unfinished token again with each chunk
_MAX_TEXTS, _MAX_LETTERS = 200_000, 8_000_000
_MAX_STYLES = 65_490  # the limit of Excel
_LONGEST_FORMAT = 255
_CHUNK = 65_536
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class BrokenWorkbook(Exception):
    """Raised when the file is not a workbook."""


class RefusedWorkbook(DanVanKheoError):
    """Raised for a workbook with parts that no list has; the message says which."""


def screened(data: bytes, name: str) -> bytes:
    """Return a small workbook with the same cells. Raises DanVanKheoError with a message that names the file."""
    try:
        return _Package(data, name).small()
    except (*BROKEN, BrokenWorkbook, expat.ExpatError) as error:
        raise DanVanKheoError(f"Không mở được “{name}” như một tệp Excel. Hãy mở bằng Excel rồi lưu lại.") from error


class _Package:
    """The zip archive of a workbook, read with limits on size, number and depth of its parts."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left, self._elements = MAX_UNPACKED, 0
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        infos = self._archive.infolist()
        if len(infos) > MAX_PARTS:
            raise self._too_big()
        # Names of parts are compared without case; of two parts with one name the last counts, as for other readers.
        self._parts = {info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in infos}

    def small(self) -> bytes:
        """Return the reduced workbook."""
        book = self._target("", "/officeDocument")
        sheets = list(self._sheets(book))
        if not sheets:
            raise BrokenWorkbook
        found = self._targets(book)
        new = {
            "xl/styles.xml": self._styles(
                next((place for kind, place in found.values() if kind.endswith("/styles")), "")
            )
        }
        texts = next((place for kind, place in found.values() if kind.endswith("/sharedStrings")), "")
        new["xl/sharedStrings.xml"] = self._texts(texts)
        cells = 0
        for number, (_, _, place) in enumerate(sheets, 1):
            rows = SheetFilter(self._name)
            self._parse(place, rows)
            cells += rows.kept
            if cells > MAX_CELLS:
                raise self._too_big()
            new[f"xl/worksheets/sheet{number}.xml"] = rows.document()
        return _packed(new, [(title, state) for title, state, _ in sheets], self._dates_of_1904)

    def _too_big(self) -> RefusedWorkbook:
        return RefusedWorkbook(f"“{self._name}” mở ra quá lớn so với một danh sách. Hãy chép bảng sang một tệp mới.")

    def _parse(self, place: str, handler: object) -> None:
        """Parse a part as a stream, with the handler's ``start``, ``end`` and ``data``; names come without namespaces."""
        info = self._parts.get(place.casefold())
        if info is None or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BrokenWorkbook
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self._elements += 1
            if depth > _MAX_DEPTH:
                raise self._not_a_table()
            if self._elements > _MAX_ELEMENTS:
                raise self._too_big()
            handler.start(tag.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})  # type: ignore[attr-defined]

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            handler.end(tag.rpartition(" ")[2])  # type: ignore[attr-defined]

        def declared(*_: object) -> None:
            raise self._not_a_table()

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = handler.data  # type: ignore[attr-defined]
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared  # entities could multiply the text
        fed = 0
        with self._archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                fed += len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise self._too_big()
                parser.Parse(chunk, False)
                if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                    raise self._not_a_table()
        parser.Parse(b"", True)

    def _not_a_table(self) -> RefusedWorkbook:
        return RefusedWorkbook(
            f"“{self._name}” có phần không phải của một bảng tính thường. Hãy chép bảng sang một tệp mới."
        )

    def _targets(self, place: str) -> dict[str, tuple[str, str]]:
        """Return the parts a part relates to: kind and path, by the relationship's identifier."""
        folder, _, name = place.rpartition("/")
        related = _Collected("Relationship")
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where.casefold() in self._parts:
            self._parse(where, related)
        found = {}
        for row in related.rows:
            if row.get("TargetMode", "").casefold() != "external":
                target = row.get("Target", "").replace("\\", "/")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[row.get("Id", "")] = (row.get("Type", ""), posixpath.normpath(path))
        return found

    def _target(self, place: str, kind: str) -> str:
        for relation, target in self._targets(place).values():
            if relation.endswith(kind):
                return target
        raise BrokenWorkbook

    def _sheets(self, book: str) -> Iterator[tuple[str, str, str]]:
        """Yield title, state and path of each sheet that is a table."""
        listed = _Collected("sheet", "workbookPr")
        self._parse(book, listed)
        self._dates_of_1904 = any(row.get("date1904", "0") in ("1", "true") for row in listed.rows)
        found = self._targets(book)
        sheets = [row for row in listed.rows if "sheetId" in row]
        if len(sheets) > MAX_SHEETS:
            raise RefusedWorkbook(f"“{self._name}” có quá nhiều trang tính. Hãy chép bảng sang một tệp mới.")
        for row in sheets:
            kind, place = found.get(row.get("id", ""), ("", ""))
            if kind.endswith("/worksheet"):
                yield row.get("name", "")[:100], row.get("state", "visible"), place

    def _styles(self, place: str) -> str:
        """Return the styles part, reduced to number formats and struck-out fonts."""
        styles = _Styles(self._name)
        if place:
            self._parse(place, styles)
        return styles.document()

    def _texts(self, place: str) -> str:
        texts = _Texts(self._name)
        if place:
            self._parse(place, texts)
        return texts.document()


class _Collected:
    """A handler that collects the attributes of elements with certain names."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self.rows: list[dict[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self._names:
            self.rows.append(attributes)
            if len(self.rows) > MAX_PARTS:
                raise BrokenWorkbook

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Texts(_Collected):
    """A handler for the texts that cells share, without formats and phonetic readings."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._done: list[str] = []
        self._letters = 0
        self._open: list[str] = []
        self._here: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open.append(tag)
        if tag == "si":
            self._here = []

    def data(self, text: str) -> None:
        if self._open and self._open[-1] == "t" and "rPh" not in self._open:
            self._letters += len(text)
            self._here.append(text)
            if self._letters > _MAX_LETTERS:
                raise RefusedWorkbook(
                    f"“{self._name}” có quá nhiều chữ so với một danh sách. Hãy chép bảng sang một tệp mới."
                )

    def end(self, tag: str) -> None:
        self._open.pop()
        if tag == "si":
            self._done.append("".join(self._here))
            if len(self._done) > _MAX_TEXTS:
                raise RefusedWorkbook(
                    f"“{self._name}” có quá nhiều chữ so với một danh sách. Hãy chép bảng sang một tệp mới."
                )

    def document(self) -> str:
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._done)
        return f'<sst xmlns="{_MAIN}">{items}</sst>'


class _Styles(_Collected):
    """A handler for number formats, fonts (struck out or not) and the cell styles that use them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._open: list[str] = []
        self._formats: list[tuple[str, str]] = []
        self._struck: list[bool] = []
        self._cells: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        inside = self._open[-1] if self._open else ""
        if tag == "numFmt" and inside == "numFmts":
            # A format longer than Excel allows is dropped; the cell then shows its plain number.
            code = attributes.get("formatCode", "")
            self._formats.append((attributes.get("numFmtId", ""), code if len(code) <= _LONGEST_FORMAT else "General"))
        elif tag == "font" and inside == "fonts":
            self._struck.append(False)
        elif tag == "strike" and inside == "font" and self._struck:
            self._struck[-1] = attributes.get("val", "1") in ("1", "true")
        elif tag == "xf" and inside == "cellXfs":
            self._cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))
        if max(len(self._formats), len(self._struck), len(self._cells)) > _MAX_STYLES:
            raise RefusedWorkbook(
                f"“{self._name}” có quá nhiều kiểu định dạng. Hãy chép bảng sang một tệp mới, chỉ dán giá trị."
            )
        self._open.append(tag)

    def end(self, tag: str) -> None:
        self._open.pop()

    def document(self) -> str:
        formats = "".join(
            f'<numFmt numFmtId="{int(number)}" formatCode={quoteattr(code)}/>' for number, code in self._formats
        )
        # Two fonts are left, plain and struck out; nothing else of a font is read.
        cells = "".join(f'<xf numFmtId="{int(number)}" fontId="{int(self._is_struck(font))}" fillId="0" borderId="0"/>'
                        for number, font in self._cells or [("0", "0")])  # fmt: skip
        return (
            f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><fonts><font/><font><strike/></font></fonts>'
            f"<fills><fill><patternFill/></fill></fills><borders><border/></borders>"
            f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>"
        )

    def _is_struck(self, font: str) -> bool:
        return font.isdecimal() and int(font) < len(self._struck) and self._struck[int(font)]


def _packed(parts: dict[str, str], sheets: list[tuple[str, str]], dates_of_1904: bool) -> bytes:
    """Return a workbook made of parts under the names every reader knows."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name={quoteattr(title or f"Sheet{n}")} sheetId="{n}" state={quoteattr(state)} r:id="rId{n}"/>'
                     for n, (title, state) in zip(numbers, sheets, strict=True))  # fmt: skip
    related = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    related += [("rIdStyles", "styles", "styles.xml"), ("rIdTexts", "sharedStrings", "sharedStrings.xml")]
    types = [
        ("/xl/workbook.xml", "sheet.main"),
        ("/xl/styles.xml", "styles"),
        ("/xl/sharedStrings.xml", "sharedStrings"),
    ]
    types += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    parts = parts | {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="{place}" ContentType="{_TYPE}.{kind}+xml"/>' for place, kind in types) + "</Types>",
        "_rels/.rels": _related([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _related(related),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><workbookPr date1904="{int(dates_of_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
    }  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for place, text in parts.items():
            archive.writestr(place, text.encode("utf-8", "surrogatepass"))
    return stream.getvalue()


def _related(rows: list[tuple[str, str, str]]) -> str:
    items = "".join(f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{place}"/>' for key, kind, place in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'
