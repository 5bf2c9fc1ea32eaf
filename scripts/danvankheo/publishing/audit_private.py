"""No private data in any file of the site but the office's own numbers; what is private, ``base.privacy`` says to the check too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from danvankheo.base import privacy
from danvankheo.base.privacy import Leak
from danvankheo.base.problems import Problem
from danvankheo.publishing.audit_page import Page

# Where digits are no words: scripts, and the lists of numbers the search index is made of.
_NO_WORDS = ("assets/javascripts/", "assets/tim-kiem/p")
# Digests of content, whole or in the names of pictures, hold digits by chance.
_DIGEST = re.compile(r"(?=[0-9a-f]*[a-f])[0-9a-f]{16,}|-[0-9a-f]{8}\.(?:jpg|png|webp)")


def private(pages: Mapping[str, Page], texts: Mapping[str, str], own: Collection[str]) -> Iterator[Problem]:
    """Yield private data in pages and in the words of other files. own: the office's numbers, digits only."""
    known: dict[str, list[Leak]] = {}
    for path, words, line in _pieces(pages, texts):
        if words not in known:
            found = privacy.first_of_each(_DIGEST.sub("#", words))
            known[words] = [leak for leak in found if re.sub(r"\D", "", leak.shown) not in own]
        for leak in known[words]:
            yield Problem("DVK708", path, line, 1, f"Có {leak.what}: “{leak.shown}”.", words=leak.shown)


def _pieces(pages: Mapping[str, Page], texts: Mapping[str, str]) -> Iterable[tuple[str, str, int]]:
    for page in pages.values():
        yield from ((page.path, words, line) for words, line in page.text)
    for path, words in texts.items():
        if path not in pages and not path.startswith(_NO_WORDS):
            yield from ((path, piece, 1) for piece in words.split("\n"))
