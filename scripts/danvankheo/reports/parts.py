"""What a report is made of, before it is a file: sections of paragraphs, gaps and tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``head``: a heading of the second order, bold."""

    words: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known, said in words; printed in italics so that whoever finishes the draft finds it."""

    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the heads of its columns, its lines, the columns' widths in centimetres."""

    caption: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Text | Gap | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    issuer: lines at the top left, "" where people fill in; subject: below the word BÁO CÁO; recipients: "Nơi nhận"; annex: what comes
    after the signature, on pages of its own.
    """

    name: str
    issuer: tuple[str, ...]
    place: str
    subject: str
    opening: str
    sections: tuple[Section, ...]
    annex: Section
    recipients: tuple[str, ...]
    sample: bool
    as_of: str
