"""The ledger of what is withdrawn: one file in every release, with digests of addresses only.

A row is the SHA-256 of an address: of a page (``mo-hinh/ten-bai``) or of a photo as it is served (``anh/<name>``); for one
photo of a page, the digests of page and photo joined by ``#``. The standard library alone: servers run this file too.
"""

from __future__ import annotations

import hashlib

FILE = "anh/the/da-go.json"


def row_of(address: str, photo: str = "") -> str:
    """Return the row of a page or of a served photo; with ``photo``, of one photo of that page."""
    texts = (address, photo) if photo else (address,)
    return "#".join(hashlib.sha256(text.encode("utf-8")).hexdigest() for text in texts)
