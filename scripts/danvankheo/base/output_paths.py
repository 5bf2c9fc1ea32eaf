"""Paths of the site: which may be written, and who has claimed them."""

from __future__ import annotations

import re
import unicodedata

from danvankheo.base.problems import Problem

# Paths of which nothing is to be said, as nearly all are.
_PLAIN = re.compile(r"[a-z0-9_-][a-z0-9._-]*(?:/[a-z0-9_-][a-z0-9._-]*)*")


class ClaimedPaths:
    """The table of claimed paths: names that a file system might take for one another are one claim."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._sources: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, path: str, source: str) -> bool:
        """Take a path for a source; False, and a problem, when it is no path of the site or somebody has it."""
        if reason := refusal(path):
            message = f"Không ghi được vào địa chỉ “{path}”: {reason}."
            self.problems.append(Problem("DVK602", source, 1, 1, message, "Sửa tên tệp đã tạo ra địa chỉ này."))
            return False
        key = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        # Where a folder is known, so are those it lies in, and no file stands at their paths.
        parents = () if key.rpartition("/")[0] in self._folders else parents_of(key)
        holder = self._sources.get(key) or self._folders.get(key)
        holder = holder or next((self._sources[parent] for parent in parents if parent in self._sources), None)
        if holder is not None:
            message = f"Địa chỉ “{path}” được tạo từ hai nơi: {holder} và {source}."
            self.problems.append(Problem("DVK601", source, 1, 1, message, "Đổi tên một trong hai tệp."))
            return False
        self._sources[key] = source
        for parent in parents:
            self._folders.setdefault(parent, source)
        return True


def refusal(path: str) -> str:
    """Return why a path may not be written, "" when it may."""
    if _PLAIN.fullmatch(path):
        return ""
    segments = path.split("/")
    if path.startswith("/") or "\\" in path or ":" in segments[0]:
        return "địa chỉ phải nằm trong trang"
    if any(segment in ("", ".", "..") for segment in segments):
        return "có đoạn trống hoặc dấu hai chấm liền nhau"
    if any(segment.startswith(".") for segment in segments):
        return "tên bắt đầu bằng dấu chấm"
    if not path.isprintable() or any(segment != segment.strip() for segment in segments):
        return "có ký tự không nhìn thấy được hoặc khoảng trắng ở đầu, cuối tên"
    return ""


def parents_of(path: str) -> set[str]:
    """Return every folder a path lies in."""
    return {path[:end] for end, char in enumerate(path) if char == "/"}
