"""No private data in any file of the site but the office's own numbers; what is private, ``base.privacy`` says to the check too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from danvankheo.base import privacy
from danvankheo.base.privacy import Leak
from danvankheo.base.problems import Problem
from danvankheo.publishing.audit_page import Page

# Where digits are no words: scripts, and the lists of numbers the search index is made of.
_NO_WORDS = ("assets/javascripts/", "assets/tim-kiem/p")
# Digests of content, whole or in the names of pictures, hold digits by chance.
_DIGEST = re.compile(r"(?=[0-9a-f]*[a-f])[0-9a-f]{16,}|-[0-9a-f]{8}\.(?:jpg|png|webp)")


# Between pieces that stand apart: a label goes with the cell behind it, digits of two cells do not go together.
_APART = "\n|"


def private(pages: Mapping[str, Page], texts: Mapping[str, str], own: Collection[str]) -> Iterator[Problem]:
    """Yield private data in pages and in the words of other files. own: the office's numbers, digits only."""
    for path, page in pages.items():
        for leak in _leaks(_APART.join(words for words, _ in page.text), own):
            yield _told(path, _line(page, leak.start), leak)
    known: dict[str, list[Leak]] = {}
    for path, words in texts.items():
        if path not in pages and not path.startswith(_NO_WORDS):
            for piece in words.split("\n"):
                if piece not in known:
                    known[piece] = _leaks(piece, own)
                yield from (_told(path, 1, leak) for leak in known[piece])


def _leaks(words: str, own: Collection[str]) -> list[Leak]:
    found = privacy.leaks(_DIGEST.sub(lambda digest: "#" * len(digest[0]), words))
    return [leak for leak in found if re.sub(r"\D", "", leak.shown) not in own]


def _told(path: str, line: int, leak: Leak) -> Problem:
    shown = " ".join(leak.shown.replace(_APART, " ").split())
    return Problem("DVK708", path, line, 1, f"Có {leak.what}: “{shown}”.", words=shown)


def _line(page: Page, place: int) -> int:
    """Return the line of a page on which the piece stands that holds a place of all its text."""
    for words, line in page.text:
        if place <= len(words):
            return line
        place -= len(words) + len(_APART)
    return 1
