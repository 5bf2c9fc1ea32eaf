"""Private data in a record's file name, front matter and story; what counts as private: ``base.privacy``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvankheo.base import privacy
from danvankheo.base.problems import Problem
from danvankheo.base.yaml_tree import Place, TreeBuilder
from danvankheo.records.movement import Publisher
from danvankheo.records.record import RecordText

# A match across two keys is a false one.
_NEXT_KEY = re.compile(r"\n\s*(?:- *)?[a-z_]+ *:")


def private_data(slug: str, path: str, file: RecordText, publisher: Publisher) -> Iterator[Problem]:
    """Yield private data with line and column, as written and as YAML reads it; the publisher's own numbers are public."""
    public = {re.sub(r"\D", "", number) for number in (publisher.phone, publisher.zalo) if number}

    def leaks(text: str) -> Iterator[privacy.Leak]:
        return (leak for leak in privacy.leaks(text) if re.sub(r"\D", "", leak.shown) not in public)

    for leak in leaks(slug.replace("-", " ")):
        message = f"Tên tệp có {leak.what}: “{leak.shown}”."
        yield Problem(leak.code, path, 1, 1, message, "Đổi tên tệp, bỏ phần này.")
    reported: set[tuple[str, int]] = set()
    for text, first in ((file.front, file.front_line), (file.story, file.story_line)):
        for leak in leaks(text):
            line_start = text.rfind("\n", 0, leak.start) + 1
            if text is file.front and (privacy.is_number_field(text, leak) or _NEXT_KEY.search(leak.shown)):
                continue
            line = text.count("\n", 0, leak.start) + first
            reported.add((leak.code, line))
            yield _problem(leak, path, line, leak.start - line_start + 1)
    if "\\" in file.front:  # an escape ("\u0030912…") becomes a number only after YAML has read it
        for place, value in _values(file.front):
            for leak in leaks(value):
                line = place.line + file.front_line
                if (leak.code, line) not in reported:
                    yield _problem(leak, path, line, place.column + 1)


def _problem(leak: privacy.Leak, path: str, line: int, column: int) -> Problem:
    shown = " ".join(leak.shown.split())
    message, advice = f"Trong bài có {leak.what}: “{shown}”.", f"Trang không đăng thông tin riêng tư. {leak.instead}"
    return Problem(leak.code, path, line, column, message, advice)


def _values(front: str) -> Iterator[tuple[Place, str]]:
    """Yield every text of the front matter as YAML reads it, with its place."""
    builder = TreeBuilder(front, places=True)
    tree = builder.build()
    for loc, place in builder.values.items():
        value = tree
        for step in loc:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
        if isinstance(value, str):
            yield place, value
