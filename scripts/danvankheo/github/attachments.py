"""Fetch photos attached to an issue: only from GitHub's own attachment storage, few, and of bounded size.

Only the identifier is taken from the text; the address is built from it. No token is sent. GitHub answers with a redirect
to its storage, whose host names are known; any other redirect is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, build_opener

from danvankheo.github.api import NoRedirects
from danvankheo.media.photos import MAX_BYTES

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ADDRESS = re.compile(rf"https://github\.com/user-attachments/assets/({_UUID})(?![\w/-])")
_STORES = re.compile(
    r"https://(?:[a-z0-9-]+\.githubusercontent\.com|github-production-user-asset-[0-9a-f]+\.s3\.amazonaws\.com)\Z"
)
_SECONDS, _ALL_SECONDS, _STEPS, _CHUNK = 20, 90, 3, 65_536


def found_in(text: str, most: int) -> list[str]:
    """Return the identifiers of the attachments in a text, each once, in order, at most ``most``."""
    return list(dict.fromkeys(match[1] for match in _ADDRESS.finditer(text)))[:most]


@dataclass(frozen=True, slots=True)
class AttachmentHost:
    """The host of attachments. root: its address; stores: pattern of the origins it may redirect to."""

    root: str = "https://github.com"
    stores: re.Pattern[str] = _STORES

    def fetch(self, identifiers: list[str], folder: Path) -> tuple[list[Path], list[str]]:
        """Fetch attachments into a folder; return the files, and a sentence for each that failed."""
        folder.mkdir(parents=True, exist_ok=True)
        files, notes = [], []
        deadline = monotonic() + _ALL_SECONDS
        for number, identifier in enumerate(identifiers, 1):
            file = folder / f"anh-gui-{number}"
            try:
                with open(file, "wb") as out:
                    for chunk in self._read(f"{self.root}/user-attachments/assets/{identifier}", deadline):
                        out.write(chunk)
                files.append(file)
            except _Refused as refused:
                file.unlink(missing_ok=True)
                notes.append(f"ảnh {number} không lấy về được: {refused}")
        return files, notes

    def _read(self, address: str, deadline: float) -> Iterator[bytes]:
        opener = build_opener(NoRedirects)
        for _ in range(_STEPS):
            try:
                with opener.open(Request(address, headers={"User-Agent": "dvk"}), timeout=_SECONDS) as answer:  # noqa: S310
                    size = 0
                    while chunk := answer.read(_CHUNK):
                        size += len(chunk)
                        if size > MAX_BYTES:
                            raise _Refused("quá nặng.")
                        if monotonic() > deadline:
                            raise _Refused("quá lâu.")
                        yield chunk
                    return
            except HTTPError as error:
                with error:
                    address = self._next(address, error)
            except (URLError, HTTPException, OSError, ValueError):
                raise _Refused("máy chủ không trả lời.") from None
        raise _Refused("bị chuyển đi quá nhiều lần.")

    def _next(self, address: str, answer: HTTPError) -> str:
        if answer.code not in (301, 302, 303, 307, 308):
            raise _Refused(f"máy chủ trả lời {answer.code}.")
        target = urljoin(address, answer.headers.get("Location") or "")
        parts = urlsplit(target)
        if not self.stores.match(f"{parts.scheme}://{parts.netloc}"):
            raise _Refused("bị chuyển đến nơi lạ.")
        return target


class _Refused(Exception):
    """The reason why an attachment could not be fetched."""
