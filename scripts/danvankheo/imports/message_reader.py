"""Reads the answers of a message that was copied out of Zalo or an e-mail.

Apps put names and times before a message, quote it, wrap its lines or join them. A label is therefore recognised by the
mark before it, anywhere in a line. A message typed by hand has no marks: there a label begins a line and ends with a
colon. Text under no label is the message's ``rest``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from danvankheo.base import privacy
from danvankheo.base.child_process import Answer, ChildProcess
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import normalize, slugify, visible
from danvankheo.forms import questions
from danvankheo.forms.questions import ALL, END, FILE, FIRST, MAX_PHOTOS, PHOTO, TITLE_LINE, photo_label
from danvankheo.imports.office_lists import decoded

MAX_BYTES = 200_000
_MARKED = re.compile(r"[■◼▪◾⬛]\ufe0f?\s*([^:：.■◼▪◾⬛]{1,60})[:：.]?")
_TYPED = re.compile(r"^(?:[-*•+]|\d{1,2}[.)])?[ *]{0,3}([^:：\n]{2,60}?)[ *]{0,3}[:：]", re.M)
_QUOTED = re.compile(r"^(?: ?>)+ ?", re.M)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TIME = re.compile(r"(?:\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}/\d{1,2}/\d{4}|hôm nay|hôm qua|[\s,–-])+\Z", re.I)
_PRIVATE = {"DVK551": "[đã bỏ số điện thoại]", "DVK552": "[đã bỏ số giấy tờ]"}


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was read.

    answers: by label; rest: texts under no label; hidden: how many private numbers were removed; cut: the last line of the
    form is missing, so the message is not complete.
    """

    answers: Mapping[str, str]
    rest: tuple[str, ...]
    hidden: int
    cut: bool = False

    def of(self, question: questions.Question, photo: int = 0) -> str:
        """Return the answer to a question, "" when there is none. photo: the photo's number from 1, for questions about photos."""
        return self.answers.get(photo_label(photo, question) if photo else question.label, "")


def read_file(path: Path) -> Message:
    """Read a message from a text file. Raises DanVanKheoError when the file is too large or not a text."""
    if path.stat().st_size > MAX_BYTES:
        raise DanVanKheoError(f"Tệp “{path.name}” lớn hơn {MAX_BYTES // 1000} KB; một tin nhắn không dài đến thế.")
    with ChildProcess() as child:
        found, _ = child.read(parsed, path.read_bytes(), path.name)
    return Message(found["answers"], tuple(found["rest"]), found["hidden"], found["cut"])


def parsed(data: bytes, name: str) -> Answer:
    """Return the fields of a ``Message``. For ``ChildProcess.read``."""
    text = decoded(data, name)
    if "\0" in text:
        raise DanVanKheoError(f"Tệp “{name}” không phải là văn bản. Hãy chép tin nhắn vào Notepad rồi lưu lại.")
    return asdict(read(text)), b""


def read(text: str) -> Message:
    """Read a message."""
    text, hidden = cleaned(text)
    marked = list(_labels(text, _MARKED))
    found = marked or list(_labels(text, _TYPED))
    answers: dict[str, str] = {}
    rest = [text[: found[0][1]] if found else text]
    for (label, _, start), (_, stop, _) in zip(found, [*found[1:], ("", len(text), 0)], strict=False):
        piece = _trimmed(text[start:stop])
        if label == END or (label in answers and piece):
            rest.append(f"{label}: {piece}" if label != END else piece)
        elif piece:
            answers[label] = piece
    cut = bool(marked) and all(label != END for label, _, _ in marked)
    return Message(answers, tuple(piece for each in rest if (piece := _without_headers(each))), hidden, cut)


def cleaned(text: str) -> tuple[str, int]:
    """Return a text in clean lines, without private numbers, and how many were removed."""
    text = _CONTROL.sub(" ", normalize(visible(text.replace("\r\n", "\n").replace("\r", "\n"))))
    # Runs of spaces are removed first: the patterns below look at short pieces only.
    return _without_numbers(_trimmed(_QUOTED.sub("", _trimmed(text))))


def _known() -> Mapping[str, str]:
    """Return every label by its slug."""
    labels = [END, *(question.label for question in ALL), *(part.heading for part in FIRST)]
    labels += [photo_label(number + 1, each) for number in range(MAX_PHOTOS) for each in (FILE, *PHOTO)]
    return {slugify(label): label for label in labels}


def _labels(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each label with the offsets at which it and its answer begin."""
    known = _known()
    for match in pattern.finditer(text):
        line = match[1].split("\n")[0]
        if label := known.get(slugify(match[1])):
            yield label, match.start(), match.end()
        elif label := known.get(slugify(line)):  # without a colon, at the end of a line
            yield label, match.start(), match.start(1) + len(line)


def _without_numbers(text: str) -> tuple[str, int]:
    """Replace telephone and identity numbers, which must not enter git's history; return how many there were."""
    found = sorted(
        {(leak.start, len(leak.shown), leak.code) for leak in privacy.leaks(text) if leak.code in _PRIVATE},
        reverse=True,
    )
    before = len(text)
    count = 0
    for start, length, code in found:
        if start + length <= before:
            text = text[:start] + _PRIVATE[code] + text[start + length :]
            before, count = start, count + 1
    return text, count


def _trimmed(text: str) -> str:
    """Return the text with clean lines, no more than one empty line between paragraphs."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_headers(text: str) -> str:
    """Return a text without the form's first line and without lines that are only a time."""
    lines = [line for line in _trimmed(text).split("\n") if slugify(line) != slugify(TITLE_LINE) and not _is_time(line)]
    return _trimmed("\n".join(lines))


def _is_time(line: str) -> bool:
    return len(line) < 40 and _TIME.match(line) is not None
