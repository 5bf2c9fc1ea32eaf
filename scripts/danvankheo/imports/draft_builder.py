"""Collects the parts of a draft during an import: values of keys, the story, notes for the editor."""

from __future__ import annotations

import re

from pydantic import BaseModel

from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import field_at
from danvankheo.records.scalars import limit_of

REST = "Phần chưa rõ thuộc mục nào"
_MARKUP = re.compile(r"([\\<`\[|])|^(\s*)(#|={2,}|-{2,}|\*{3,}|_{3,}|~{3,}|\+{3,}|>)", re.M)


class DraftBuilder:
    """The parts of a draft. filled: values by key; story: heading and text; rest: answers for no key; notes: for the editor."""

    def __init__(self) -> None:
        self.filled: dict[Loc, str] = {}
        self.story: list[tuple[str, str]] = []
        self.rest: list[str] = []
        self.notes: list[str] = []

    def keep_apart(self, label: str, answer: str, why: str) -> None:
        """Put an answer that fits no key at the end of the story, and add a note with the reason."""
        self.rest.append(f"{label}: {answer}")
        self.notes.append(f"{label}: {why}")

    def keep_long_values_apart(self, schema: type[BaseModel]) -> None:
        """Move values that are too long for their key to the end of the story."""
        for loc, answer in list(self.filled.items()):
            info = field_at(schema, loc)
            limit = limit_of(info) if info else None
            if info and limit and len(answer) > limit.most:
                del self.filled[loc]
                why = f"dài {len(answer)} ký tự, mục này nhiều nhất {limit.most}: để ở cuối bài, hãy tóm lại."
                self.keep_apart(str(info.title), answer, why)

    def text(self) -> str:
        """Return the story in Markdown: its sections, then the answers that fit no key."""
        sections = [f"## {heading}\n\n{plain(text)}" for heading, text in self.story]
        if self.rest:
            sections.append(f"## {REST}\n\n" + "\n\n".join(plain(text) for text in self.rest))
        return "\n\n".join(sections)


def plain(text: str) -> str:
    """Return the text escaped, so that Markdown shows it as it was typed; a list stays a list."""
    return _MARKUP.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)
