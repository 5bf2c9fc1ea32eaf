"""A draft in the making: what is known by its place, the story, and what a person has to look at."""

from __future__ import annotations

import re

from pydantic import BaseModel

from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import field_at
from danvankheo.records.scalars import limit_of

REST = "Phần chưa rõ thuộc mục nào"
_MARKUP = re.compile(r"([\\<`\[|])|^(\s*)(#|={2,}|-{2,}|\*{3,}|_{3,}|~{3,}|\+{3,}|>)", re.M)


class DraftBuilder:
    """A draft in the making: values by their place, the story's sections, notes for whoever goes on with it."""

    def __init__(self) -> None:
        self.filled: dict[Loc, str] = {}
        self.story: list[tuple[str, str]] = []
        self.rest: list[str] = []
        self.notes: list[str] = []

    def leave(self, label: str, said: str, why: str) -> None:
        """Keep an answer that fits no key at the end of the story, and say why."""
        self.rest.append(f"{label}: {said}")
        self.notes.append(f"{label}: {why}")

    def leave_what_is_too_long(self, schema: type[BaseModel]) -> None:
        """Keep answers longer than their key may be at the end of the story."""
        for loc, said in list(self.filled.items()):
            info = field_at(schema, loc)
            limit = limit_of(info) if info else None
            if info and limit and len(said) > limit.most:
                del self.filled[loc]
                why = f"dài {len(said)} ký tự, mục này nhiều nhất {limit.most}: để ở cuối bài, hãy tóm lại."
                self.leave(str(info.title), said, why)

    def text(self) -> str:
        """Return the story: sections in the order of the questions, then what fits nowhere."""
        sections = [f"## {heading}\n\n{plain(text)}" for heading, text in self.story]
        if self.rest:
            sections.append(f"## {REST}\n\n" + "\n\n".join(plain(text) for text in self.rest))
        return "\n\n".join(sections)


def plain(text: str) -> str:
    """Return the text so that Markdown shows it as it was typed; what people type as a list stays one."""
    return _MARKUP.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)
