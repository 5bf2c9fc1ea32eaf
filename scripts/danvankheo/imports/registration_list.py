"""Imports a registration list: a file for each model, at the stage "mới đăng ký"; see decisions/0006.

A row with an unclear cell is refused, with the cell and a remedy; other rows are imported. Files with errors in the
check are restored.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from danvankheo.base.text import SLUG_MAX, closest, fold, slugify
from danvankheo.forms.name_lookup import names_of_unit
from danvankheo.imports.office_lists import ListLayout, ListRow, OfficeList
from danvankheo.imports.receipts import MARK, Check, Outcome, Receipt, RowError, checked, mark
from danvankheo.records.files import Kind, record_files, slug_of
from danvankheo.records.registry import Registry
from danvankheo.records.scalars import iso_date

# The columns of the office's form, as the Plan's annex names them.
HEADINGS = {
    "number": "TT",
    "title": "Tên mô hình",
    "owner": "Chủ thể",
    "address": "Địa chỉ",
    "field": "Lĩnh vực, nội dung",
    "forces": "Lực lượng dự kiến",
    "time": "Thời gian",
    "registered": "Đăng ký với (số, ngày)",
    "renewed": "Đăng ký mới/duy trì",
    "note": "Ghi chú",
}
NEEDED = ("title", "owner", "address", "field", "registered")
LAYOUT = ListLayout(
    "danh sách đăng ký",
    {"title": ("ten-mo-hinh",), "unit": ("don-vi",), "owner": ("chu-the",), "address": ("dia-chi",), "field": ("linh-vuc",),
     "registered": ("dang-ky-voi",), "forces": ("luc-luong",), "time": ("thoi-gian",), "renewed": ("dang-ky-moi",),
     "note": ("ghi-chu",), "number": ("tt", "stt")},
    NEEDED,
)  # fmt: skip
_LEFT = ("time", "renewed", "note")
_DAY = re.compile(
    r"(?:ngày\s*)?\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{4}|\d{4}-\d{1,2}-\d{1,2}", re.I
)
_DOCUMENT = re.compile(r"(?<!\w)số:?\s*(\d[^\s,;()]*)", re.I)
# First words of a collective's name, as slugs. Words that are family names without their diacritics (Tô, Đội) need them.
_COLLECTIVE = ("chi-doan", "doan-xa", "doan-thi-tran", "doan-phuong", "doan-truong", "doan-thanh-nien", "doan-co-so", "doan-cong-an",
               "clb", "cau-lac-bo", "nhom", "hop-tac-xa", "htx", "to-hop-tac", "to-cong-nghe", "lien-doi", "doi-thanh-nien", "doi-xung-kich")  # fmt: skip
_COLLECTIVE_WORD = re.compile(r"(?:tổ|đội|ban|hội|đoàn viên)\b", re.I)
_WORD = re.compile(r"\w+")
# First words of the last part of an address without a commune.
_BELOW_COMMUNE = re.compile(r"(?:thôn|làng|xóm|ấp|bản|khu|tổ|phố|ngõ|đường)\b", re.I)
_REGISTRATION = re.compile(r"^    - nam: (\d{4})\n(?:      .*\n)+", re.M)


def import_list(repo: Path, table: OfficeList, registry: Registry, check: Check) -> list[Receipt]:
    """Write a list's models into files; return a receipt for each row. check: see ``receipts.checked``."""
    lines: list[Receipt] = []
    before: dict[str, bytes | None] = {}
    seen: dict[str, int] = {}
    lie_at = {slug_of(name): f"{Kind.MODEL}/{name}" for name in record_files(repo, Kind.MODEL).names}
    for row in table.rows:
        try:
            slug, year, body, left = _record(row, registry)
            path = lie_at.get(slug, f"{Kind.MODEL}/{slug}.md")
            if path in seen:
                raise RowError(
                    "title", f"trùng với dòng {seen[path]}: cùng tên mô hình, cùng đơn vị. Xóa bớt một dòng."
                )
            seen[path] = row.number
            lines.append(_written(repo, row, path, year, body, left, before))
        except RowError as doubt:
            lines.append(Receipt(row.number, table.letters.get(doubt.column, ""), Outcome.REFUSED, "", str(doubt)))
    return checked(repo, lines, before, check)


def _written(
    repo: Path, row: ListRow, path: str, year: int, body: str, left: str, before: dict[str, bytes | None]
) -> Receipt:
    target = repo / path
    if target.is_symlink():
        raise RowError("title", f"{path} là liên kết, không phải tệp thường.")
    old = target.read_bytes() if target.is_file() else None
    if old is not None and not untouched(old):
        says = "tệp đã được sửa tay nên không ghi đè"
        if f"nam: {year}" not in old.decode("utf-8", "replace"):
            says += f"; trong bài chưa có đăng ký năm {year}: thêm vào mục dang_ky"
        return Receipt(row.number, "", Outcome.KEPT, path, says)
    data = _signed(_with_other_years(body, old.decode("utf-8") if old else "")).encode()
    if old is not None and old.replace(b"\r\n", b"\n") == data:
        return Receipt(row.number, "", Outcome.SAME, path, left)
    before[path] = old
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return Receipt(row.number, "", Outcome.NEW if old is None else Outcome.UPDATED, path, left)


def _with_other_years(body: str, old: str) -> str:
    """Return the new file with the old file's registrations of other years: a model is registered again each year."""
    found = {match[1]: match[0] for text in (old.replace("\r\n", "\n"), body) for match in _REGISTRATION.finditer(text)}
    whole = "".join(found[year] for year in sorted(found))
    return _REGISTRATION.sub(lambda _: whole, body, count=1)


def _signed(body: str) -> str:
    """Return the file with the digest of its content, so that a later import sees whether it was edited."""
    return f"---\n{mark(body)}\n{body}"


def untouched(data: bytes) -> bool:
    """Tell whether a file is unchanged since an import wrote it; line ends are ignored."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    parts = text.split("\n", 2)
    return len(parts) == 3 and parts[1].startswith(MARK) and _signed(parts[2]) == text


def _record(row: ListRow, registry: Registry) -> tuple[str, int, str, str]:
    """Return a row's slug, year, file text, and the parts of the row that the file lacks (for the receipt). Raises RowError."""
    cells = row.cells
    for name in (*NEEDED, "forces"):
        if name in NEEDED and not cells[name]:
            raise RowError(name, f"thiếu {HEADINGS[name]}.")
        if cells.get(name, "").startswith("="):
            raise RowError(name, f"{HEADINGS[name]} là công thức; hãy gõ chữ.")
    body, body_kind, day, document = registration(cells["registered"])
    unit = _unit(cells, registry, day)
    field, topics, more = _field(cells["field"], registry)
    facts = [
        f"ten: {_quoted(cells['title'])}",
        f"don_vi: {unit}",
        f"linh_vuc: {field}",
        *([f"noi_dung: [{', '.join(topics)}]"] if topics else []),
        f"dia_chi: {_quoted(cells['address'])}",
        "trang_thai: moi-dang-ky",
        "chu_truong:",
        "  dang_ky:",
        f"    - nam: {day.year}",
        f"      noi: {body_kind}",
        f"      co_quan: {_quoted(body)}",
        f"      ngay: {day.isoformat()}",
        *([f"      van_ban: {_quoted(document)}"] if document else []),
        "chu_the:",
        "  loai: tap-the",
        f"  ten: {_quoted(_owner(cells['owner']))}",
        *(["luc_luong:", f"  mo_ta: {_quoted(cells['forces'])}"] if cells.get("forces") else []),
        "---",
    ]
    title = slugify(cells["title"])
    if not title:
        raise RowError("title", "Tên mô hình không có chữ nào.")
    end = "" if title.endswith(unit) else f"-{unit}"
    slug = title[: SLUG_MAX - len(end)].rstrip("-") + end
    left = [
        f"{HEADINGS[name]}: {cells[name]}" for name in _LEFT if cells.get(name) and not _says_new(name, cells[name])
    ]
    left = [f"Nội dung: {more}", *left] if more else left
    said = f"chưa đưa vào bài – {'; '.join(left)}" if left else ""
    return slug, day.year, "\n".join(facts) + "\n", said


def _says_new(name: str, text: str) -> bool:
    """Tell whether a cell only says "new", as ``trang_thai: moi-dang-ky`` does."""
    return name == "renewed" and slugify(text) in ("moi", "dang-ky-moi")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def registration(text: str) -> tuple[str, str, date, str]:
    """Return body, its kind, day and document number of "Đảng ủy xã Xuân Lai, số 12-KH/ĐTN, ngày 10/01/2023". Raises RowError."""
    found = _DAY.search(text)
    written = iso_date(found[0]) if found else None
    if not found:
        raise RowError(
            "registered", "thiếu ngày đăng ký. Viết như: Đảng ủy xã Xuân Lai, số 12-KH/ĐTN, ngày 10/01/2023."
        )
    if not written:
        raise RowError("registered", f"“{found[0]}” không có trong lịch.")
    rest = text.replace(found[0], "")
    number = _DOCUMENT.search(rest)
    body = re.split(r"[,;(]", rest.replace(number[0], "") if number else rest)[0].strip(" .–-")
    folded = slugify(body)
    for kind, beginnings in {"cap-uy": ("dang-uy", "chi-bo", "huyen-uy", "dang-bo"), "chinh-quyen": ("ubnd", "uy-ban-nhan-dan"),
                             "doan-cap-tren": ("huyen-doan", "ban-thuong-vu-huyen-doan", "tinh-doan", "doan")}.items():  # fmt: skip
        if any(folded == b or folded.startswith(b + "-") for b in beginnings):
            return body, kind, date.fromisoformat(written), number[1].rstrip(".") if number else ""
    raise RowError(
        "registered", f"không rõ “{body}” là cấp ủy, chính quyền hay Đoàn cấp trên. Viết tên cơ quan ở đầu ô."
    )


def directive(text: str) -> tuple[str, str, date, str]:
    """Return name, number, day and body of "Nghị quyết về …, số 05-NQ/ĐU, ngày 12/01/2023, Đảng ủy xã Xuân Lai". Raises RowError."""
    found = _DAY.search(text)
    written = iso_date(found[0]) if found else None
    number = _DOCUMENT.search(text.replace(found[0], "") if found else text)
    if not (found and written and number):
        raise RowError(
            "registered",
            "viết đủ tên, số, ngày, nơi ban hành: Nghị quyết về …, số 05-NQ/ĐU, ngày 12/01/2023, Đảng ủy xã ….",
        )
    rest = text.replace(found[0], "").replace(number[0], "")
    parts = [
        part
        for each in re.split(r"[,;]", rest)
        if slugify(part := re.sub(r"\bngày\s*$", "", each.strip()).strip(" .–-"))
    ]
    if len(parts) < 2:
        raise RowError("registered", "thiếu tên văn bản hoặc nơi ban hành.")
    return ", ".join(parts[:-1]), number[1].rstrip("."), date.fromisoformat(written), parts[-1]


def _unit(cells: dict[str, str], registry: Registry, day: date) -> str:
    """Return the code of the unit a row names; diacritics count: Xuân Trường is not Trường Xuân. Raises RowError."""
    column = "unit" if cells.get("unit") else "address"
    said = cells[column] if column == "unit" else re.split(r"[,–-]", cells[column])[-1].strip(" .")
    units = {slug: record.data for slug, record in registry.units.items()}
    named = [slug for slug, unit in units.items() if said.casefold() in map(str.casefold, names_of_unit(unit))]
    there = [slug for slug in named if units[slug].existed_on(day)]
    if len(there) == 1:
        return there[0]
    on = f"{day.day:02d}/{day.month:02d}/{day.year}"
    if named and not there:
        raise RowError(column, f"“{said}” không còn hoặc chưa có vào ngày đăng ký {on}.")
    if column == "address" and _BELOW_COMMUNE.match(said):
        raise RowError(column, f"“{cells[column]}” chưa có tên xã, thị trấn. Viết như: Thôn Tiên Nông, xã Xuân Lai.")
    near = closest(said, [unit.place for unit in units.values() if unit.existed_on(day)])
    hint = f" Có phải: {', '.join(dict.fromkeys(near))}?" if near else ""
    raise RowError(column, f"không có đơn vị nào tên “{said}” vào ngày {on}.{hint}")


def _field(text: str, registry: Registry) -> tuple[str, list[str], str]:
    """Return the field a cell begins with, the topics that follow, and the remaining words. Raises RowError."""
    for slug, record in registry.fields.items():
        rest = next(
            (r for name in (record.data.name, record.data.short_name, slug) if (r := _after(text, name)) is not None),
            None,
        )
        if rest is None:
            continue
        known: list[str] = []
        left: list[str] = []
        while rest:
            # A topic's name may contain a semicolon, so whole names are tried before the text is cut at one.
            found = [(topic.slug, r) for topic in record.data.topics if (r := _after(rest, topic.name)) is not None]
            if found:
                topic, rest = found[0]
                known.append(topic)
            else:
                piece, _, rest = rest.partition(";")
                left.append(piece.strip(" ."))
                rest = rest.strip()
        return slug, known, "; ".join(left)
    listed = "; ".join(f.data.name for f in registry.fields.values())
    raise RowError("field", f"chưa rõ “{text}” thuộc lĩnh vực nào. Viết tên lĩnh vực ở đầu ô: {listed}.")


def _after(text: str, name: str) -> str | None:
    """Return the text after a name at its beginning, compared without diacritics; None when it does not begin with it."""
    words = _WORD.findall(fold(name))
    if _WORD.findall(fold(text))[: len(words)] != words:
        return None
    return re.sub(rf"^(?:\W*\w+){{{len(words)}}}[\s:;,.–-]*", "", text)


def is_collective(text: str) -> bool:
    """Tell whether a name is clearly that of a collective: it begins with "chi đoàn" or another such word."""
    folded = slugify(text)
    named = any(folded == b or folded.startswith(b + "-") for b in _COLLECTIVE)
    return named or _COLLECTIVE_WORD.match(text) is not None


def _owner(text: str) -> str:
    if is_collective(text):
        return text
    raise RowError(
        "owner",
        f"chưa rõ “{text}” là tập thể. Mô hình của cá nhân cần sự đồng ý của người đó: nhập riêng thành một bài.",
    )
