"""A seeded fuzzer: good files cut, spliced and stuffed, given to every reader of files that people send.

One case is one text and one reader. A case fails when it raises anything but our own error, takes too long, or leaves a file
where none belongs.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import FrameType

from danvankheo import checking
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import REPORTERS
from danvankheo.editing import fix
from danvankheo.imports import issue_form_import, message_import, message_reader, office_lists, xlsx_reader
from danvankheo.imports.registration_list import LAYOUT
from danvankheo.media import photos
from danvankheo.records.files import Kind
from danvankheo.records.reading import read_all
from danvankheo.records.registry import Registry
from danvankheo.rendering import markdown, markdown_rules
from hostile.payloads import payloads
from PIL import Image

SECONDS = 20
_CAME_THROUGH = re.compile(
    r"""<(?:script|style|iframe|svg|math|form|input)|(?:href|src)="(?!https?:|mailto:)[^"/?#]*:"""
)
_PIECES = [
    '"', "'", ": ", "- ", "[" * 60, "{" * 60, "}", "]", "\t", " #", "&a ", "*a", "!!python/object:os.system ", "|", ">", "\n---\n", "\x00", "\x85", "\u2028",
    "\ud7ff", "\ufeff", "\u202e", "o\u0302\u0323", "9" * 400, "-1e999", "2023-02-30", "0x1F", "../../../../etc/passwd", "/etc/passwd", "con", "..", "~", "<<: *a",
    "[a](" * 200, "*" * 900, "`" * 900, ">" * 300, "\n" + "  " * 80 + "- a", "| a " * 300 + "\n" + "|-" * 300, "![" * 300, "[^a]" * 200, "<" * 500, "&#" * 300, "__" * 500,
]  # fmt: skip


@dataclass
class Outcome:
    """The result of a run: the number of cases, and a line for each failure with which it can be repeated."""

    cases: int = 0
    failed: list[str] = field(default_factory=list)


class TooSlow(BaseException):
    """A case that took too long; a BaseException, so that no handler of the package catches it."""


def _alarm(_: int, __: FrameType | None) -> None:
    raise TooSlow


def mutated(dice: random.Random, good: list[str], evil: list[str]) -> str:
    """Return one of the good texts after a few random damages."""
    text = dice.choice(good)
    for _ in range(dice.randint(1, 6)):
        place, length = dice.randint(0, len(text)), dice.randint(0, 30)
        match dice.randrange(6):
            case 0:
                text = text[:place] + text[place + length :]
            case 1:
                text = text[:place] + dice.choice(_PIECES) + text[place:]
            case 2:
                text = text[:place] + dice.choice(evil) + text[place + length :]
            case 3:
                other = dice.choice(good)
                text = text[:place] + other[dice.randint(0, len(other)) :]
            case 4:
                text = text[:place] + text[place : place + length] * dice.randint(2, 50) + text[place:]
            case _:
                text = (
                    text[:place]
                    + chr(dice.choice([dice.randrange(1, 0xD800), dice.randrange(0xE000, 0x11000)]))
                    + text[place:]
                )
    return text


class Target:
    """Every reader of files that people send, in one small repository."""

    def __init__(self, root: Path, repo: Path) -> None:
        self.root = root / "kho"
        shutil.copytree(repo / "content", self.root / "content")
        (self.root / "models" / "anh" / "a").mkdir(parents=True)
        (self.root / "exemplars").mkdir()
        self.good = [
            file.read_text("utf-8")
            for file in (*sorted((repo / "models").glob("*.md"))[:8], *sorted((repo / "exemplars").glob("*.md"))[:3])
        ]
        self.good += [(repo / "content" / path).read_text("utf-8") for path in ("don-vi/xa-xuan-lai.md", "tham-gia.md")]
        self.kept = {
            f"content/don-vi/{file.name}": file.read_bytes() for file in (repo / "content" / "don-vi").glob("*.md")
        }
        self.evil = list(payloads(37))
        self.registry: Registry = read_all(self.root).registry
        data = BytesIO()
        Image.new("RGB", (64, 48), "green").save(data, "JPEG")
        self.photo = data.getvalue()
        self.readers: dict[str, Callable[[random.Random, str], None]] = {
            "check": self._check, "mend": self._mend, "markup": self._markup, "message": self._message, "table": self._table, "form": self._form,
            "photo": self._photo, "workbook": self._workbook,
        }  # fmt: skip

    def files(self) -> set[str]:
        """Return every file around the repository, and those in it but the cache."""
        return {str(path) for path in self.root.parent.rglob("*") if ".cache" not in path.parts}

    def _check(self, dice: random.Random, text: str) -> None:
        place = dice.choice(
            [
                "models/a.md",
                "exemplars/a.md",
                "content/don-vi/xa-xuan-lai.md",
                "content/tham-gia.md",
                "content/phong-trao.yml",
            ]
        )
        file = self.root / place
        kept = file.read_bytes() if file.exists() else None
        try:
            file.write_text(text, "utf-8", errors="replace")
            found = checking.check(self.root)
            for report in REPORTERS.values():
                report(found.problems)
            for problem in found.problems:
                if problem.fix and problem.path == place:
                    problem.fix.apply(text)
        finally:
            file.unlink()
            if kept is not None:
                file.write_bytes(kept)

    def _mend(self, dice: random.Random, text: str) -> None:
        data = text.encode("utf-8", "replace")
        once = fix.mend(Kind.MODEL, "models/a.md", data)
        again = fix.mend(Kind.MODEL, "models/a.md", once.after.encode("utf-8", "replace")) if once else None
        if again and again.before != again.after:
            raise AssertionError("mended twice is not mended once")

    def _markup(self, dice: random.Random, text: str) -> None:
        list(markdown_rules.check(text, path="models/a.md"))
        html = markdown.render(text, image=lambda _: None)
        if _CAME_THROUGH.search(html):
            raise AssertionError("a script came through")

    def _message(self, dice: random.Random, text: str) -> None:
        message = message_reader.read(text)
        done = message_import.import_message(self.root, self.registry, message, None)
        self._inside(done.path)

    def _form(self, dice: random.Random, text: str) -> None:
        done = issue_form_import.write(self.root, self.registry, text.replace("\n## ", "\n### "), ())
        self._inside(done.path)

    def _inside(self, path: str) -> None:
        if path:
            file = (self.root / path).resolve()
            if not file.is_relative_to(self.root.resolve()):
                raise AssertionError(f"wrote outside: {file}")
            file.unlink(missing_ok=True)
            if path in self.kept:
                file.write_bytes(self.kept[path])

    def _table(self, dice: random.Random, text: str) -> None:
        file = self.root.parent / "bang.csv"
        file.write_text(text, "utf-8", errors="replace")
        try:
            office_lists.read(file, [LAYOUT])
        finally:
            file.unlink()

    def _workbook(self, dice: random.Random, text: str) -> None:
        file = self.root.parent / "bang.xlsx"
        file.write_bytes(b"PK\x03\x04" + text.encode("utf-8", "replace")[:500])
        try:
            xlsx_reader.sheets(file.read_bytes(), file.name)
        finally:
            file.unlink()

    def _photo(self, dice: random.Random, text: str) -> None:
        data = bytearray(self.photo)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        if dice.random() < 0.3:
            del data[dice.randrange(len(data)) :]
        photos.inspect(bytes(data) + text[: dice.randrange(60)].encode("utf-8", "replace"))


def run(target: Target, seed: int, cases: int) -> Outcome:
    """Run so many cases; the same seed gives the same ones."""
    outcome = Outcome()
    before = target.files()
    kept = signal.signal(signal.SIGALRM, _alarm)
    try:
        for number in range(cases):
            dice = random.Random(f"{seed} {number}")
            name = dice.choice(list(target.readers))
            text = mutated(dice, target.good, target.evil)
            outcome.cases += 1
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
            try:
                target.readers[name](dice, text)
            except DanVanKheoError:
                pass
            except TooSlow:
                outcome.failed.append(f"seed {seed} case {number} {name}: took more than {SECONDS} s")
            except Exception as error:
                outcome.failed.append(f"seed {seed} case {number} {name}: {type(error).__name__}: {error!s:.200}")
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        outcome.failed += [f"seed {seed}: a file stayed: {path}" for path in sorted(target.files() - before)]
    finally:
        signal.signal(signal.SIGALRM, kept)
    return outcome
