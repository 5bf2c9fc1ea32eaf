"""Small workbooks that need much time or memory (zip bombs and their like), with their parts named in different ways.

``cases`` yields (what, bytes). A case is refused with one sentence, or read as if the bomb were not there.
"""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator

SHEET, STYLES, TEXTS, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
ALL = "A1:XFD1048576"
ROWS = [["Tên mô hình", "Chủ thể"], ["Góc đọc sách", "Chi đoàn thôn Một"], ["Đường hoa", "Tổ tự quản"]]

Parts = dict[str, bytes]


def plain() -> Parts:
    """Return the parts of a harmless workbook as Excel writes them."""
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    texts = "".join(f"<si><t>{text}</t></si>" for row in ROWS for text in row)
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{2 * n - 2}</v></c><c r="B{n}" t="s"><v>{2 * n - 1}</v></c></row>'
        for n in range(1, len(ROWS) + 1)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = {BOOK: "sheet.main", SHEET: "worksheet", STYLES: "styles", TEXTS: "sharedStrings"}
    return {
        "[Content_Types].xml": ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + "".join(f'<Override PartName="/{name}" ContentType="{kind}.{said}+xml"/>' for name, said in types.items()) + "</Types>").encode(),
        "_rels/.rels": _related([(f"{related}/officeDocument", BOOK)]),
        BOOK: _main("workbook") + f'<sheets><sheet name="Danh sách" sheetId="1" r:id="rId1" xmlns:r="{related}"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": _related([(f"{related}/{said}", name.removeprefix("xl/"))
            for said, name in (("worksheet", SHEET), ("styles", STYLES), ("sharedStrings", TEXTS))]),
        SHEET: _main("worksheet") + f'<dimension ref="A1:B3"/><sheetData>{rows}</sheetData></worksheet>'.encode(),
        STYLES: _main("styleSheet") + b"<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
            b"<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs></styleSheet>",
        TEXTS: _main("sst") + texts.encode() + b"</sst>",
    }  # fmt: skip


def _related(rows: list[tuple[str, str]]) -> bytes:
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{place}"/>' for n, (kind, place) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'.encode()


def _main(tag: str) -> bytes:
    return f'<{tag} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'.encode()


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the parts as a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def after_cells(xml: str) -> Callable[[Parts], None]:
    """Put something behind the sheet's cells."""
    return _put(SHEET, b"</sheetData>", xml)


def _put(part: str, mark: bytes, xml: str | bytes, *, before: bool = False) -> Callable[[Parts], None]:
    new = xml.encode() if isinstance(xml, str) else xml

    def change(parts: Parts) -> None:
        assert mark in parts[part], (part, mark)
        parts[part] = parts[part].replace(mark, new + mark if before else mark + new, 1)

    return change


def _whole(part: str, xml: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[part] = xml

    return change


def _cells(xml: str) -> Callable[[Parts], None]:
    return _put(SHEET, b"</sheetData>", xml, before=True)


def _styles(xml: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[STYLES] = re.sub(rb"<cellXfs.*?</cellXfs>", lambda _: xml, parts[STYLES], flags=re.DOTALL)

    return change


def _format(code: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[STYLES] = parts[STYLES].replace(
            b"<fonts", f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts'.encode(), 1
        )
        parts[STYLES] = re.sub(
            rb"<cellXfs[^>]*>", b'<cellXfs><xf numFmtId="164" fontId="0" fillId="0" borderId="0"/>', parts[STYLES]
        )
        parts[SHEET] = parts[SHEET].replace(
            b"</sheetData>", b'<row r="9"><c r="A9" s="0"><v>5</v></c></row></sheetData>'
        )

    return change  # fmt: skip


def _lie(parts: Parts) -> None:
    parts[SHEET] = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{ALL}"'.encode(), parts[SHEET])


_LAUGHS = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]>"  # fmt: skip

#: What is changed in a plain workbook, by what it is.
KINDS: dict[str, Callable[[Parts], None]] = {
    "nothing": lambda _: None,
    "link over the sheet": after_cells(f'<hyperlinks><hyperlink ref="{ALL}" location="x"/></hyperlinks>'),
    "merged over the sheet": after_cells(f'<mergeCells><mergeCell ref="{ALL}"/></mergeCells>'),
    "merged a thousand times": after_cells("<mergeCells>" + '<mergeCell ref="A1:B1048576"/>' * 100_000 + "</mergeCells>"),
    "merged down the sheet": after_cells('<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'),
    "validation over the sheet": after_cells(f'<dataValidations><dataValidation type="list" sqref="{ALL}"/></dataValidations>'),
    "validation of many ranges": after_cells('<dataValidations><dataValidation type="list" sqref="' + "A1:XFD9 " * 200_000 + '"/></dataValidations>'),
    "conditional format over the sheet": after_cells(f'<conditionalFormatting sqref="{ALL}"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>' * 20_000),
    "a lying dimension": _lie,
    "format of brackets": _format("[" * 200_000),
    "format of closed brackets": _format("[h]" * 70_000),
    "format of quotes": _format("&quot;" * 99_999),
    "styles by the million": _styles(b"<cellXfs>" + b"<xf/>" * 3_500_000 + b"</cellXfs>"),
    "fonts by the million": _put(STYLES, b"</fonts>", b"<font/>" * 1_000_000, before=True),
    "fills by the hundred thousand": _put(STYLES, b"</fills>", b"<fill/>" * 300_000, before=True),
    "names by the hundred thousand": _put(BOOK, b"</sheets>", "<definedNames>" + '<definedName name="a">Sheet!$A$1</definedName>' * 200_000 + "</definedNames>"),
    "sheets by the thousand": _put(BOOK, b"</sheets>", '<sheet name="b" sheetId="9" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>' * 20_000, before=True),
    "a sheet of spaces": after_cells(" " * 120_000_000),
    "cells at one place": _cells('<row r="9">' + '<c r="A9"><v>1</v></c>' * 900_000 + "</row>"),
    "empty cells by the million": _cells("<row>" + "<c/>" * 2_000_000 + "</row>"),
    "a cell at the end": _cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "rows without numbers": _cells("<row><c><v>1</v></c></row>" * 500_000),
    "a long text in many cells": lambda parts: (_put(TEXTS, b"</sst>", b"<si><t>" + b"x" * 32_000 + b"</t></si>", before=True)(parts),
                                                _cells("".join(f'<row r="{n}">' + f'<c t="s"><v>{2 * len(ROWS)}</v></c>' * 50 + "</row>" for n in range(9, 1_900)))(parts))[0],
    "texts by the million": _put(TEXTS, b"</sst>", b"<si/>" * 3_000_000, before=True),
    "one text of many letters": _put(TEXTS, b"</sst>", b"<si><t>" + b"x" * 30_000_000 + b"</t></si>", before=True),
    "a text of many runs": _put(TEXTS, b"</sst>", b"<si>" + b"<r><t/></r>" * 1_500_000 + b"</si>", before=True),
    "a shared formula": _cells(f'<row r="9"><c r="A9"><f t="shared" ref="{ALL}" si="0">1</f></c></row>'),
    "an array formula": _cells(f'<row r="9"><c r="A9"><f t="array" ref="{ALL}">1</f></c></row>'),
    "a formula of brackets": _cells('<row r="9"><c r="A9"><f>' + "(" * 3_000_000 + "</f></c></row>"),
    "columns by the hundred thousand": _put(SHEET, b"<sheetData>", "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 300_000 + "</cols>", before=True),
    "a long attribute": after_cells('<x y="' + "a" * 30_000_000 + '"/>'),
    "attributes by the hundred thousand": after_cells("<x " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>"),
    "nested a million deep": after_cells("<x>" * 1_000_000),
    "entities in the sheet": _whole(SHEET, _LAUGHS + _main("worksheet") + b"<sheetData><row><c t='inlineStr'><is><t>&m;</t></is></c></row></sheetData></worksheet>"),
    "entities in the texts": _whole(TEXTS, _LAUGHS + _main("sst") + b"<si><t>&m;</t></si></sst>"),
    "an entity from a file": _whole(TEXTS, b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + _main("sst") + b"<si><t>&a;</t></si></sst>"),
    "entities in UTF-16": lambda parts: _whole(TEXTS, (_LAUGHS.replace(b" version='1.0'", b" version='1.0' encoding='utf-16'")
        + _main("sst") + b"<si><t>&m;</t></si></sst>").decode().encode("utf-16"))(parts),
    "parts by the ten thousand": lambda parts: parts.update({f"x/{n}": b"" for n in range(20_000)}),
    "relationships by the hundred thousand": _put("xl/_rels/workbook.xml.rels", b"</Relationships>", '<Relationship Id="a" Type="b" Target="c"/>' * 200_000, before=True),
    "no texts at all": lambda parts: parts.pop(TEXTS) and None,
    "a cell of a text there is none of": _cells('<row r="9"><c r="A9" t="s"><v>99999999999</v></c></row>'),
    "a date out of time": _cells('<row r="9"><c r="A9" t="d"><v>99999-99-99</v></c><c r="B9"><v>1e999</v></c></row>'),
}  # fmt: skip


def _renamed(parts: Parts, names: dict[str, str], prefix: str = "") -> Parts:
    """Return the parts under other names, with everything that points at them changed."""
    new: Parts = {}
    for name, data in parts.items():
        if len(data) < 100_000 and (name.endswith(".rels") or name == "[Content_Types].xml"):
            for old, other in names.items():
                for said, now in ((old, other), (old.removeprefix("xl/"), other.removeprefix("xl/"))):
                    data = data.replace(f'"{said}"'.encode(), f'"{now}"'.encode()).replace(
                        f'"/{said}"'.encode(), f'"/{now}"'.encode()
                    )
        new[names.get(name, name)] = data
    return new


NAMINGS: dict[str, Callable[[Parts], Parts]] = {
    "as Excel names them": lambda parts: parts,
    "not named .xml": lambda parts: _renamed(parts, {SHEET: "xl/worksheets/sheet1.dat", STYLES: "xl/styles.bin", TEXTS: "xl/texts"}),
    "by whole paths": lambda parts: _renamed(parts, {name: name for name in parts}) | {"xl/_rels/workbook.xml.rels": re.sub(rb'Target="(?=[^"/]*[/.])', b'Target="/xl/', parts["xl/_rels/workbook.xml.rels"])},
    "in capitals": lambda parts: {name.upper() if name.startswith("xl/w") else name: data for name, data in parts.items()},
}  # fmt: skip


def cases(seed: int, each: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield every kind; ``each``: so many namings of each, chosen by the seed (all when None)."""
    dice = random.Random(seed)
    for kind, change in KINDS.items():
        parts = plain()
        change(parts)
        for naming in dice.sample(list(NAMINGS), each or len(NAMINGS)):
            yield f"{kind}, {naming}", packed(NAMINGS[naming](dict(parts)))
    yield "lzma", packed(plain(), zipfile.ZIP_LZMA)
    yield "a size that lies", _lying(packed(plain() | {"xl/pad": b"x" * 9}))
    yield "no archive", b"PK\x03\x04" + bytes(dice.randrange(256) for _ in range(2_000))
    yield "cut off", packed(plain())[:-30]


def _lying(data: bytes) -> bytes:
    """Return the archive with sizes in its directory that are not true."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 7) + data[at + 28 :]
