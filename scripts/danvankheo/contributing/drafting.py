"""A draft in the making: what is known by its place, the story, and what a person has to look at."""

from __future__ import annotations

import re

from danvankheo.base.yaml_tree import Loc

REST = "Phần chưa rõ thuộc mục nào"
_MARKUP = re.compile(r"([\\<`\[|])|^(\s*)(#|={2,}|-{2,}|\*{3,}|_{3,}|~{3,}|\+{3,}|>)", re.M)


class Drafting:
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

    def text(self) -> str:
        """Return the story: sections in the order of the questions, then what fits nowhere."""
        sections = [f"## {heading}\n\n{plain(text)}" for heading, text in self.story]
        if self.rest:
            sections.append(f"## {REST}\n\n" + "\n\n".join(plain(text) for text in self.rest))
        return "\n\n".join(sections)


def plain(text: str) -> str:
    """Return the text so that Markdown shows it as it was typed; what people type as a list stays one."""
    return _MARKUP.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)
