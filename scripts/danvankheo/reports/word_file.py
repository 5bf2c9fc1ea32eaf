"""A draft report as a Word file in the layout of administrative documents: A4, Times New Roman, number and signature blank."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from danvankheo.base.archives import constant
from danvankheo.reports.draft_report import Block, DraftReport, Gap, ReportSection, ReportTable

CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
FONT = "Times New Roman"
# The signature shares its page with this many paragraphs.
KEPT_WITH_SIGNATURE = 4
SAMPLE = "MINH HỌA – KHÔNG PHẢI SỐ LIỆU THẬT"


def to_docx(report: DraftReport, day: date) -> bytes:
    """Return the .docx file. The same report and day give the same bytes: ``day`` is the only date in it."""
    document = Document()
    _set_up(document, report, day)
    _head(document, report)
    for section in report.sections:
        _section(document, section)
    _foot(document, report)
    _section(document, report.annex, new_page=True)
    stream = io.BytesIO()
    document.save(stream)
    return constant(stream.getvalue())


def _set_up(document: Any, report: DraftReport, day: date) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin = page.bottom_margin = Cm(2)
    page.left_margin, page.right_margin = Cm(3), Cm(1.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    page.different_first_page_header_footer = True
    _header(page.first_page_header, report, numbered=False)
    _header(page.header, report, numbered=True)
    core = document.core_properties
    core.title, core.language, core.author, core.comments = report.subject, "vi-VN", "", ""
    core.created = core.modified = datetime(day.year, day.month, day.day)
    core.revision = 1


def _header(header: Any, report: DraftReport, *, numbered: bool) -> None:
    """Fill the page header: the page number from the second page on; for samples a notice on every page."""
    paragraph = header.paragraphs[0]
    paragraph.alignment = CENTRE
    if numbered:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
    if report.sample:
        paragraph = header.add_paragraph() if numbered else paragraph
        paragraph.alignment = CENTRE
        _run(paragraph, SAMPLE, bold=True).font.size = Pt(12)


def _head(document: Any, report: DraftReport) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    left, right = table.rows[0].cells
    _cell(left, (*(line.upper() for line in report.issuer), "–––––"), size=12)
    _cell(right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", "–––––––––––––––"), size=12)
    left, right = table.rows[1].cells
    _cell(left, ("Số:        /BC-……",), size=13, bold=False)
    _cell(right, (f"{report.place}, ngày … tháng … năm ……",), size=13, bold=False, italic=True)
    _widths(table, (6.3, 10.2))
    _paragraph(document, "BÁO CÁO", bold=True, align=CENTRE, before=14)
    _paragraph(document, report.subject, bold=True, align=CENTRE)
    _paragraph(document, "–––––––", align=CENTRE, after=6)
    if report.sample:
        words = f"{SAMPLE}. Mọi tên, con số dưới đây chỉ cho thấy báo cáo trông như thế nào; không dùng để báo cáo."
        _paragraph(document, words, bold=True, align=CENTRE, after=6)
    _paragraph(document, report.opening, align=BOTH, indent=1.0, after=4)
    _paragraph(document, f"(Dự thảo; số liệu tính đến ngày {report.as_of}.)", italic=True, indent=1.0, after=4)


def _section(document: Any, section: ReportSection, *, new_page: bool = False) -> None:
    title = _paragraph(document, section.title, bold=True, before=10, keep=True)
    title.paragraph_format.page_break_before = new_page
    for block in section.blocks:
        _block(document, block)


def _block(document: Any, block: Block) -> None:
    if isinstance(block, ReportTable):
        _table(document, block)
    elif isinstance(block, Gap):
        _paragraph(document, block.words, italic=True, align=BOTH, indent=1.0, after=4)
    else:
        _paragraph(document, block.words, bold=block.head, align=LEFT if block.head else BOTH, indent=1.0, after=4,
                   keep=block.head)  # fmt: skip


def _table(document: Any, block: ReportTable) -> None:
    if block.caption:
        _paragraph(document, block.caption, bold=True, before=6, after=4, keep=True)
    table = document.add_table(rows=1, cols=len(block.heads))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        _cell(cell, (head,), size=11)
    for line in block.lines:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, words in zip(row.cells, line, strict=True):
            _cell(cell, (words,), size=11, bold=False, align=LEFT)
    _widths(table, block.widths)
    _paragraph(document, "", after=2)


def _widths(table: Any, widths: tuple[float, ...]) -> None:
    """Set the columns' widths in the grid (read by LibreOffice) and in each cell (read by Word)."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _foot(document: Any, report: DraftReport) -> None:
    _paragraph(document, "")
    for paragraph in document.paragraphs[-KEPT_WITH_SIGNATURE:]:
        paragraph.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _cell(
        left, ("Nơi nhận:", *(f"- {name};" for name in report.recipients), "- Lưu: ……"), size=11, bold=False, align=LEFT
    )
    left.paragraphs[0].runs[0].bold = left.paragraphs[0].runs[0].italic = True
    _cell(right, ("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "", "", "", "(Họ và tên)"), size=13)


def _cell(cell: Any, lines: tuple[str, ...], *, size: int, bold: bool = True, italic: bool = False,
          align: WD_ALIGN_PARAGRAPH = CENTRE) -> None:  # fmt: skip
    for place, words in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = align
        run = _run(paragraph, words, bold=bold, italic=italic)
        run.font.size = Pt(size)


def _paragraph(document: Any, words: str, *, bold: bool = False, italic: bool = False, align: WD_ALIGN_PARAGRAPH = LEFT,
               indent: float = 0, before: float = 0, after: float = 0, keep: bool = False) -> Any:  # fmt: skip
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after = Cm(indent), Pt(before), Pt(after)
    form.keep_with_next = keep
    _run(paragraph, words, bold=bold, italic=italic)
    return paragraph


def _run(paragraph: Any, words: str, *, bold: bool = False, italic: bool = False) -> Any:
    run = paragraph.add_run(words)
    run.bold, run.italic = bold, italic
    return run
