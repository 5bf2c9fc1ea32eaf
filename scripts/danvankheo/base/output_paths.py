"""Paths of the site: which are allowed, and which source already uses a path."""

from __future__ import annotations

import re
import unicodedata

from danvankheo.base.problems import Problem

# A fast test that nearly all paths pass.
_SIMPLE = re.compile(r"[a-z0-9_-][a-z0-9._-]*(?:/[a-z0-9_-][a-z0-9._-]*)*")


class ClaimedPaths:
    """The claimed paths; names that a file system may not distinguish (case, Unicode form) are one path."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._sources: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, path: str, source: str) -> bool:
        """Claim a path for a source; False, with a problem, when the path is not allowed or already claimed."""
        if reason := refusal(path):
            message = f"Không ghi được vào địa chỉ “{path}”: {reason}."
            self.problems.append(Problem("DVK602", source, 1, 1, message, "Sửa tên tệp đã tạo ra địa chỉ này."))
            return False
        key = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        # The parents of a known folder are known too, and no file has their paths.
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
    if _SIMPLE.fullmatch(path):
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
    """Return the path's parent folders."""
    return {path[:end] for end, char in enumerate(path) if char == "/"}
