"""``dvk check --staged``: checks the files in git's index for original photos, GPS positions in photos and private numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from danvankheo.base import git, privacy, submitted_files
from danvankheo.base.child_process import Answer, ChildProcess
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Problem, in_order, seen
from danvankheo.media.received_photos import LIMITS

_MOST_TEXT = 2_000_000
_TEXTS = frozenset(".md .markdown .txt .csv .tsv .yml .yaml .json .html .htm .xml".split())  # noqa: SIM905
# Not searched for numbers: the office's own, and files of the program, which hold digests and made-up numbers.
_FREE = ("content/phong-trao.yml", "tests/", "scripts/", "theme/", "docs/", "deploy/", ".github/", ".ci/", "node_modules/",
         "package.json", "package-lock.json", "CHANGELOG.md", "mkdocs.yml")  # fmt: skip
_RECORDS = ("models/", "exemplars/", "content/tin/")


class StagedFile(NamedTuple):
    """A file in git's index. data: its bytes there, not those on the disk."""

    path: str
    data: bytes


def problems(repo: Path) -> list[Problem]:
    """Return the problems of files that must not be committed; photos that cannot be read are left to ``dvk check``."""
    found: list[Problem] = []
    with ChildProcess(LIMITS) as child:
        for file in _staged(repo):
            if original := submitted_files.problem(file.path):
                found.append(original)
            elif PurePosixPath(file.path).suffix.lower() in submitted_files.PHOTOS:
                found += _place(file, child)
            elif PurePosixPath(file.path).suffix.lower() in _TEXTS and not file.path.startswith(_FREE):
                found += _numbers(file)
    return in_order(found)


def has_place(data: bytes, name: str) -> Answer:
    """Tell whether a photo has its place (GPS) in it. For ``ChildProcess.read``."""
    from danvankheo.media.photos import has_location

    return has_location(data), b""


def _place(file: StagedFile, child: ChildProcess) -> Iterator[Problem]:
    try:
        is_there, _ = child.read(has_place, file.data, PurePosixPath(file.path).name)
    except DanVanKheoError:
        is_there = b"GPSLatitude" in file.data
    if is_there:
        yield Problem("DVK415", seen(file.path), 1, 1, "Ảnh này ghi cả nơi chụp (GPS); đã vào kho thì còn mãi trong lịch sử.",
                      "Lưu lại ảnh không kèm vị trí (chụp màn hình, hoặc gửi lại với “Vị trí” tắt), chép đè rồi git add lại.")  # fmt: skip


def _numbers(file: StagedFile) -> Iterator[Problem]:
    text = file.data[:_MOST_TEXT].decode("utf-8", "replace")
    for leak in privacy.leaks(text):
        line_start = text.rfind("\n", 0, leak.start) + 1
        number = leak.code in ("DVK551", "DVK552")
        if (number or file.path.startswith(_RECORDS)) and not privacy.is_number_field(text, leak):
            line = text.count("\n", 0, leak.start) + 1
            yield Problem(leak.code, seen(file.path), line, leak.start - line_start + 1,
                          f"Có {leak.what}: “{' '.join(leak.shown.split())}”.", leak.instead)  # fmt: skip


def _staged(repo: Path) -> Iterator[StagedFile]:
    """Yield each file that is added or changed, with its bytes in the index."""
    rows = _git(
        repo, "diff", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--diff-filter=ACMT"
    ).split(b"\0")
    wanted = [(head.split(), path) for head, path in zip(rows[::2], rows[1::2], strict=False) if head]
    files = [
        (row[3].decode(), path.decode("utf-8", "surrogateescape")) for row, path in wanted if row[1].startswith(b"100")
    ]
    if not files:
        return
    asked = "".join(f"{blob}\n" for blob, _ in files).encode()
    blobs = _git(repo, "cat-file", "--batch", stdin=asked)
    place = 0
    for _, path in files:
        end = blobs.index(b"\n", place)
        size = int(blobs[place:end].split()[-1])
        yield StagedFile(path, blobs[end + 1 : end + 1 + size])
        place = end + 2 + size


def _git(repo: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    answer = git.ask(repo, *arguments, stdin=stdin)
    if answer is None:
        raise DanVanKheoError(
            "Thư mục này không phải kho git, hoặc máy này chưa có git; không biết tệp nào sắp commit."
        )
    return answer
