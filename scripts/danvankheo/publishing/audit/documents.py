"""Reads the built files that are neither pages nor pictures: tables, calendars, Office files, JSON, scripts, style sheets."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from danvankheo.base.archives import BROKEN
from danvankheo.base.problems import Problem

_MOST_UNPACKED = 64 * 1024 * 1024  # bytes
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.,]+%?$)")
_QUOTED_HOST = re.compile(r"""["'`]((?:https?:|wss?:)?//[A-Za-z0-9][^\s"'`)\\]*)""")
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']+)""", re.IGNORECASE)
_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_RUNS_TEXT = re.compile(
    r"\beval\s*\(|\bnew Function\b|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write\b"
)
# Identifiers of vocabularies; browsers do not fetch them.
_NAMES = ("http://www.w3.org/", "https://www.w3.org/", "https://schema.org")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")

Faults = Iterator[str]


def read(path: str, suffix: str, data: bytes) -> tuple[list[Problem], str]:
    """Return the problems of a file, and the words in it."""
    if suffix == ".xlsx":
        faults, texts = package(data)
        return [Problem("DVK713", path, 1, 1, fault) for fault in faults], "\n|".join(texts)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return [Problem("DVK713", path, 1, 1, "Tệp không phải UTF-8.")], ""
    if suffix == ".js":
        return list(script(path, text)), ""
    found: list[str] = []
    content = text
    if suffix == ".csv":
        found, content = list(table(text)), _cells(text)
    elif suffix == ".ics":
        found = list(calendar(data))
    elif suffix == ".json":
        tree, fault = json_text(text)
        found, content = ([fault] if fault else []), "\n".join(_strings(tree))
    return [Problem("DVK713", path, 1, 1, fault) for fault in found], content


def _cells(text: str) -> str:
    """Return the cells of a table that are no plain numbers: an amount is no telephone number."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return "\n".join(cell for row in rows for cell in row if not _PLAIN_NUMBER.fullmatch(cell))


def _strings(tree: Any) -> Iterator[str]:
    """Yield the keys and texts of a JSON document, without its numbers."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from _strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value)


def _excerpt(text: str, most: int) -> str:
    """Return a piece of a file for a message: one line of at most ``most`` characters, without control characters."""
    flat = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _xml(data: bytes) -> ElementTree.Element | str:
    """Return the root of a document, or its fault; declarations are refused, because entities come from them."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return "XML có khai báo lạ"
    try:
        return ElementTree.fromstring(data)  # noqa: S314 (no declarations, so no entities)
    except ElementTree.ParseError as error:
        return f"XML không đúng dạng: {error}"


def table(text: str) -> Faults:
    """Yield the faults of a CSV file: its rows, and cells that a spreadsheet would read as formulas."""
    text = text.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or not all(rows[0]) or len(set(rows[0])) != len(rows[0]):
        yield "CSV thiếu hàng tên cột, hoặc tên cột trống, trùng"
        return
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            yield f"CSV hàng {number} có {len(row)} cột, cần {len(rows[0])}"
        for cell in row:
            if _FORMULA.match(cell):
                yield f"CSV hàng {number} có ô bắt đầu như công thức: {_excerpt(cell, 40)}"


def calendar(data: bytes) -> Faults:
    """Yield the faults of a calendar (RFC 5545)."""
    if data.count(b"\n") != data.count(b"\r\n") or b"\r" in data.replace(b"\r\n", b""):
        yield "lịch phải xuống dòng bằng CRLF"
    if any(len(line) > 75 for line in data.split(b"\r\n")):
        yield "lịch có dòng dài quá 75 byte"
    lines = data.decode("utf-8", "replace").replace("\r\n ", "").split("\r\n")
    if lines[0] != "BEGIN:VCALENDAR" or "END:VCALENDAR" not in lines:
        yield "lịch thiếu VCALENDAR"
    opened: list[str] = []
    uids: list[str] = []
    event: set[str] = set()
    for line in filter(None, lines):
        name = re.split(r"[;:]", line, maxsplit=1)[0]
        value = line.partition(":")[2]
        if ":" not in line or not re.fullmatch(r"[A-Z0-9-]+", name):
            yield f"lịch có dòng lạ: {_excerpt(line, 40)}"
        elif name == "BEGIN":
            opened.append(value)
            event = set() if value == "VEVENT" else event
        elif name == "END":
            if not opened or opened.pop() != value:
                yield f"lịch đóng sai {_excerpt(value, 20)}"
            if value == "VEVENT" and (missing := {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} - event):
                yield f"sự kiện thiếu {', '.join(sorted(missing))}"
        else:
            event.add(name)
            if name == "UID":
                uids.append(value)
    if len(set(uids)) != len(uids):
        yield "lịch có hai sự kiện cùng UID"


def package(data: bytes) -> tuple[list[str], list[str]]:
    """Return the faults of a workbook or an Office document (macros, external links, formulas), and its texts."""
    faults: list[str] = []
    texts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                return ["tệp Office giải nén ra quá lớn"], []
            for name in archive.namelist():
                if re.search(r"(?i)vba|activex|embeddings|externallinks|oleobject|customxml|\.bin$|\.\.|^/", name):
                    faults.append(f"tệp Office có phần lạ: {_excerpt(name, 60)}")
                if not name.endswith((".xml", ".rels")):
                    continue
                root = _xml(archive.read(name))
                if isinstance(root, str):
                    faults.append(f"{name}: {root}")
                    continue
                numbers = _numbers(root)
                for element in root.iter():
                    tag = str(element.tag).rpartition("}")[2]
                    if name.startswith("xl/worksheets/") and tag == "f":
                        faults.append(f"bảng tính có công thức ở {name}")
                    if tag == "Relationship" and element.get("TargetMode") == "External":
                        target = element.get("Target", "")
                        if not target.startswith(("http://", "https://", "mailto:")) or "hyperlink" not in element.get(
                            "Type", ""
                        ):
                            faults.append(f"tệp Office lấy từ bên ngoài: {_excerpt(target, 60)}")
                    if element.text and element.text.strip() and element not in numbers:
                        texts.append(element.text)
    except BROKEN:
        return ["tệp Office hỏng"], []
    return faults, texts


def _numbers(root: ElementTree.Element) -> set[ElementTree.Element]:
    """Return the value elements of a sheet's numeric cells."""
    cells = (cell for cell in root.iter() if str(cell.tag).endswith("}c") and cell.get("t", "n") == "n")
    return {value for cell in cells for value in cell}


def script(path: str, text: str) -> Iterator[Problem]:
    """Yield other hosts in a script's strings, and functions that turn text into markup or code."""
    for found in _QUOTED_HOST.finditer(text):
        if not found[1].startswith(_NAMES):
            line = text.count("\n", 0, found.start()) + 1
            yield Problem("DVK705", path, line, 1, f"Mã nguồn nhắc máy chủ khác: “{_excerpt(found[1], 60)}”.")
    for found in _RUNS_TEXT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Problem("DVK704", path, line, 1, f"Mã nguồn biến chữ thành mã: “{_excerpt(found[0], 40)}”.")


def style_sheet(path: str, text: str) -> Iterator[Problem]:
    """Yield files that a style sheet loads from another host."""
    for found in _CSS_ADDRESS.finditer(text):
        address = found[1] or found[2] or ""
        if names_host(address):
            line = text.count("\n", 0, found.start()) + 1
            yield Problem("DVK705", path, line, 1, f"Kiểu dáng tải “{address[:80]}” từ nơi khác.")


def names_host(address: str) -> bool:
    """Tell whether an address names a host (``https://…``, ``//…``); addresses within the site name none."""
    return _HOST.match(address) is not None


def json_text(text: str) -> tuple[Any, str]:
    """Return a JSON document and "", or None and its fault; a duplicate key and NaN are faults."""
    try:
        return json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant), ""
    except (ValueError, RecursionError) as error:
        return None, f"JSON không đọc được: {_excerpt(str(error), 80)}"


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("khóa ghi hai lần")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} không phải JSON")
