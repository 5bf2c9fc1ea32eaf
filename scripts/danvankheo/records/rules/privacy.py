"""Private data in a record's file name, front matter and story; what counts as private: ``base.privacy``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvankheo.base import privacy
from danvankheo.base.problems import Problem
from danvankheo.base.yaml_tree import Place, TreeBuilder
from danvankheo.records.draft import Draft
from danvankheo.records.vocabulary import Publisher

# A match that runs from one key into the next is no sentence.
_NEXT_KEY = re.compile(r"\n\s*(?:- *)?[a-z_]+ *:")


def private_data(draft: Draft, publisher: Publisher) -> Iterator[Problem]:
    """Yield private data with line and column, as written and as YAML reads it; the publisher's own numbers are public."""
    source = draft.source
    public = {re.sub(r"\D", "", number) for number in (publisher.phone, publisher.zalo) if number}

    def leaks(text: str) -> Iterator[privacy.Leak]:
        return (leak for leak in privacy.leaks(text) if re.sub(r"\D", "", leak.shown) not in public)

    for leak in leaks(source.slug.replace("-", " ")):
        message = f"Tên tệp có {leak.what}: “{leak.shown}”."
        yield Problem(leak.code, source.path, 1, 1, message, "Đổi tên tệp, bỏ phần này.")
    reported: set[tuple[str, int]] = set()
    for text, first in ((draft.yaml_text, source.front_line), (source.body, source.body_line)):
        for leak in leaks(text):
            line_start = text.rfind("\n", 0, leak.start) + 1
            if text is draft.yaml_text and (privacy.is_number_field(text, leak) or _NEXT_KEY.search(leak.shown)):
                continue
            line = text.count("\n", 0, leak.start) + first
            reported.add((leak.code, line))
            yield _problem(leak, source.path, line, leak.start - line_start + 1)
    if "\\" in draft.yaml_text:  # an escape ("\u0030912…") holds a number only once YAML has read it
        for place, value in _values(draft):
            for leak in leaks(value):
                line = place.line + source.front_line
                if (leak.code, line) not in reported:
                    yield _problem(leak, source.path, line, place.column + 1)


def _problem(leak: privacy.Leak, path: str, line: int, column: int) -> Problem:
    shown = " ".join(leak.shown.split())
    message, advice = f"Trong bài có {leak.what}: “{shown}”.", f"Trang không đăng thông tin riêng tư. {leak.instead}"
    return Problem(leak.code, path, line, column, message, advice)


def _values(draft: Draft) -> Iterator[tuple[Place, str]]:
    """Yield every text of the front matter as YAML reads it, with its place."""
    builder = TreeBuilder(draft.yaml_text, places=True)
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
