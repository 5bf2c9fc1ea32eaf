"""A record: the data of one file, with the mistakes that this file alone shows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from danvankheo.base.front_matter import split, unix_lines
from danvankheo.base.problems import Problem
from danvankheo.base.text import normalize
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding
from danvankheo.records.files import Kind, opened_file
from danvankheo.records.schema import Exemplar, Model, NewsItem
from danvankheo.records.summary import NO_ENTRY, EntrySummary, summary_of
from danvankheo.records.vocabulary import FieldOfWork, HandWrittenPage, ModelType, Unit

T_co = TypeVar("T_co", bound=BaseModel, covariant=True)
#: The schema of each kind of record.
SCHEMAS: dict[Kind, type[BaseModel]] = {
    Kind.MODEL: Model, Kind.EXEMPLAR: Exemplar, Kind.UNIT: Unit, Kind.FIELD: FieldOfWork, Kind.TYPE: ModelType, Kind.PAGE: HandWrittenPage,
    Kind.NEWS: NewsItem,
}  # fmt: skip


class WaitingFor(StrEnum):
    """What an entry without mistakes still needs before it is published."""

    AUTHOR = "còn là bản nháp (nhap: true)"
    APPROVAL = "chưa có mục duyệt (duyet)"


class RecordText(NamedTuple):
    """The text of a file. front: its YAML, corrected if necessary; front_line, story_line: first line of a part (from 1).

    tree: the front matter as nested mappings and lists of texts.
    """

    front: str
    front_line: int
    story: str
    story_line: int
    tree: Any


@dataclass(frozen=True)
class Record(Generic[T_co]):
    """One record.

    path: of the file, from the repository's root; root: the folder that holds an earlier version of the file, "" for the
    repository; digest: of the file's bytes; front: of the front matter alone, by which records are compared; values: the
    data, or their tree as JSON; newest: the latest past day in the data; settled: the first day on which
    no day in the data is in the future (see ``days``); photos: file names; links, headings: of its story (see
    ``rendering.links``); findings: mistakes in the front matter; replaced: the places whose value does not fit the
    schema, where ``data`` holds an example; text: None when it has to be read again.
    """

    kind: Kind
    slug: str
    path: str
    values: T_co | str = field(compare=False, repr=False)
    digest: str
    front: str
    has_story: bool
    summary: EntrySummary = NO_ENTRY
    newest: date | None = None
    settled: date | None = None
    photos: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    root: str = ""
    findings: tuple[Finding, ...] = ()
    replaced: tuple[Loc, ...] = ()
    text: RecordText | None = field(default=None, compare=False, repr=False)

    @cached_property
    def data(self) -> T_co:
        """The front matter as an object of the schema."""
        if isinstance(self.values, str):
            data: Any = SCHEMAS[self.kind].model_validate(json.loads(self.values))
            return data  # type: ignore[no-any-return]
        return self.values

    def with_data(self, data: BaseModel, **changes: Any) -> Record[Any]:
        """Return the record with other data and the summary of these."""
        changed: Record[Any] = self
        return replace(changed, values=data, summary=summary_of(data), **changes)

    @property
    def name(self) -> str:
        """The name of the file, with the folders below its kind's folder ("2026/x.md")."""
        return self.path.removeprefix(f"{self.kind}/")

    @property
    def schema(self) -> type[BaseModel]:
        """The schema of its data."""
        return SCHEMAS[self.kind]

    @property
    def waiting_for(self) -> WaitingFor | None:
        """What an entry still needs before it is published."""
        if self.summary.withdrawn:
            return None
        return WaitingFor.AUTHOR if self.summary.draft else None if self.summary.approved else WaitingFor.APPROVAL

    @property
    def is_public(self) -> bool:
        """Whether it is approved, no draft and not withdrawn; records that are no entries are public."""
        return self.waiting_for is None and not self.summary.withdrawn

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is withdrawn after it was public; False for drafts."""
        return self.summary.withdrawn and not self.summary.draft

    @property
    def has_page(self) -> bool:
        """Whether it has its own page; a model with neither story nor summary appears only in lists, a news item nowhere yet."""
        if self.kind is Kind.NEWS:
            return False
        return self.kind is not Kind.MODEL or self.has_story or bool(self.summary.summary)

    def is_settled(self, today: date) -> bool:
        """Whether no day in the data is in the future."""
        return self.settled is None or self.settled <= today

    def story(self, repo: Path) -> tuple[str, int]:
        """Return the Markdown text, read again from the file, and the line it begins on."""
        data = opened_file(Path(self.root) if self.root else repo, self.path)
        if isinstance(data, Problem):
            return "", 1
        parts, _ = split(self.path, normalize(unix_lines(data.decode("utf-8-sig", "replace"))))
        return (parts.body, parts.body_line) if parts else ("", 1)
