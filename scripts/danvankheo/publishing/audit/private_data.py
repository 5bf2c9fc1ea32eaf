"""No private data in any file of the site, except the office's own numbers; ``base.privacy`` defines what is private."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from danvankheo.base import privacy
from danvankheo.base.privacy import Leak
from danvankheo.base.problems import Problem
from danvankheo.publishing.audit.built_site import BuiltSite
from danvankheo.publishing.audit.html_pages import HtmlPage

# Files whose digits are code or the numbers of the search index.
_NOT_TEXT = ("assets/javascripts/", "assets/tim-kiem/p")
# Digests, alone or in names of pictures, can contain the digits of a telephone number by chance.
_DIGEST = re.compile(r"(?=[0-9a-f]*[a-f])[0-9a-f]{16,}|-[0-9a-f]{8}\.(?:jpg|png|webp)")
# Joins the texts of a page: a label and the cell after it belong together, the digits of two cells do not.
_SEPARATOR = "\n|"


def private_data_problems(site: BuiltSite, own_numbers: Collection[str]) -> Iterator[Problem]:
    """Yield private data in pages and in the words of other files. own_numbers: of the office, digits only."""
    for path, page in site.pages.items():
        for leak in _leaks(_SEPARATOR.join(words for words, _ in page.text), own_numbers):
            yield _problem(path, _line(page, leak.start), leak)
    leaks_of: dict[str, list[Leak]] = {}
    for path, text in site.texts.items():
        if path not in site.pages and not path.startswith(_NOT_TEXT):
            for line in text.split("\n"):
                if line not in leaks_of:
                    leaks_of[line] = _leaks(line, own_numbers)
                yield from (_problem(path, 1, leak) for leak in leaks_of[line])


def _leaks(text: str, own_numbers: Collection[str]) -> list[Leak]:
    found = privacy.leaks(_DIGEST.sub(lambda digest: "#" * len(digest[0]), text))
    return [leak for leak in found if re.sub(r"\D", "", leak.shown) not in own_numbers]


def _problem(path: str, line: int, leak: Leak) -> Problem:
    shown = " ".join(leak.shown.replace(_SEPARATOR, " ").split())
    return Problem("DVK708", path, line, 1, f"Có {leak.what}: “{shown}”.", words=shown)


def _line(page: HtmlPage, index: int) -> int:
    """Return the line of a page for an index into its joined texts."""
    for words, line in page.text:
        if index <= len(words):
            return line
        index -= len(words) + len(_SEPARATOR)
    return 1
