"""The structure of a draft report: sections of paragraphs, gaps and tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. head: it is a second-level heading, in bold."""

    words: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence that names missing data, printed in italics so that the author of the final report sees it."""

    words: str


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table. heads: column headings; lines: cells row by row; widths: of the columns, in centimetres."""

    caption: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Paragraph | Gap | ReportTable


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A numbered part of the report."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft report.

    name: of its file, without extension; issuer: lines at the top left; subject: below the title BÁO CÁO; recipients:
    the list "Nơi nhận"; annex: follows the signature on a new page; as_of: day of the figures in words.
    """

    name: str
    issuer: tuple[str, ...]
    place: str
    subject: str
    opening: str
    sections: tuple[ReportSection, ...]
    annex: ReportSection
    recipients: tuple[str, ...]
    sample: bool
    as_of: str
