"""Photos attached to an issue, fetched: only from where the host itself keeps attachments, few, and of bounded size.

The address is made anew from the identifier found in the text; nothing else of what somebody wrote is ever asked for. No
token is sent. The host answers with a redirect to its storage, whose names are known; any other redirect ends it.
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
    """Return the identifiers of the attachments a text names, each once, in order, no more than ``most``."""
    return list(dict.fromkeys(match[1] for match in _ADDRESS.finditer(text)))[:most]


@dataclass(frozen=True, slots=True)
class AttachmentHost:
    """Where attachments are asked for, and the origins the answer may send us on to."""

    root: str = "https://github.com"
    stores: re.Pattern[str] = _STORES

    def fetch(self, identifiers: list[str], folder: Path) -> tuple[list[Path], list[str]]:
        """Fetch attachments into a folder; return the files and a sentence for each that could not be had."""
        folder.mkdir(parents=True, exist_ok=True)
        files, notes = [], []
        until = monotonic() + _ALL_SECONDS
        for number, identifier in enumerate(identifiers, 1):
            file = folder / f"anh-gui-{number}"
            try:
                with open(file, "wb") as out:
                    for chunk in self._read(f"{self.root}/user-attachments/assets/{identifier}", until):
                        out.write(chunk)
                files.append(file)
            except _Refused as refused:
                file.unlink(missing_ok=True)
                notes.append(f"ảnh {number} không lấy về được: {refused}")
        return files, notes

    def _read(self, address: str, until: float) -> Iterator[bytes]:
        opener = build_opener(NoRedirects)
        for _ in range(_STEPS):
            try:
                with opener.open(Request(address, headers={"User-Agent": "dvk"}), timeout=_SECONDS) as answer:  # noqa: S310
                    size = 0
                    while chunk := answer.read(_CHUNK):
                        size += len(chunk)
                        if size > MAX_BYTES:
                            raise _Refused("quá nặng.")
                        if monotonic() > until:
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
    """Why an attachment could not be had."""
