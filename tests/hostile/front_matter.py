"""Front matter in every form of valid and broken YAML: each construct in each place, in several encodings.

``cases`` yields files; ``judge`` has each checked and mended, and returns what went wrong with us, whatever the file holds.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from danvankheo import checking
from danvankheo.base.problems import REPORTERS
from danvankheo.editing import fix
from danvankheo.records.files import Kind

FILE = "models/a.md"
_SECONDS = 10
_KEYS = ("ten", "don_vi", "anh", "dinh_huong", "kinh_phi", "khong_co", "nam")
_NODES = (
    # scalars, quoted and not
    "a", "'a'", "'it''s'", "'unclosed", '"unclosed', '"bad \\q"', '"\\x4"', '"\\ud800"', '"a\\u0000b"', '"a\n\n\n b"', "'a\n b'", "a\n b\n c", "a: b: c",
    "a : b", "a #c", "a#c", "::", "?", "-", "=", "@a", "`a", "%a", "&", "*", "!", "|", ">", ",", "é", "e\u0301", "\U0001d4b3", "\U0001f600",
    # values that other versions of YAML read differently
    "0x1F", "0o17", "017", "1_000", "190:20:30", ".inf", "-.INF", ".nan", "~", "null", "yes", "No", "on", "2001-01-01", "1e3", "+1",
    # anchors, tags, merging, directives, several documents
    "&x a", "*x", "&x [*x]", "<<", "<<: *x", "<<: {a: b}", "!!str 1", "!!binary aGk=", "!!set {a,b}", "!!timestamp 2001-12-14t21:59:43.10-05:00",
    "!!python/none ''", "!<tag:x> a", "! a", "!e!x a", "---", "...", "--- a", "%YAML 1.1", "%YAML 9.9", "%TAG ! x",
    # flow, complex keys, nesting
    "{a: 1", "[a, b", "{a, b: , : c}", "[", "]", "{", "}", "[]", "{}", "[[[[]]]]", "[,]", "{,}", "[a,,b]", "[a: b]", "{a: b, a: c}", '"a": b', "'a': b",
    "? a\n  : b", "? [a]\n: b", "{? a : b}", "? |\n a\n: b", "- - - a", "-\n  -\n    - a",
    # blocks
    "|\n   a\n  b", "|2\n a", "|-9\n x", ">+\n\n a\n\n", "|1-\n a", "|#c\n a", "> # c\n a\n   b\n a",
    # spaces, line ends and invisible characters
    "\ta", "a\tb", "\t- a", "a\rb", "a\r\nb", "\x85a", "a\u2028b", "a\ufeffb", "a\x00b", "a\x07b", "\x1b[31m", "\x7f", "\u202eabc",
)  # fmt: skip
_PLACES = (
    "{k}: {n}", "{k}:\n  {n}", "{k}:\n  - {n}", "{k}: [{n}]", "{k}: {{x: {n}}}", "? {k}\n: {n}", "{n}: {k}", "{n}", "- {n}", "{k}: {n}\n{k}: {n}",
    "  {k}: {n}", " {k}: {n}\n  x: y", "\t{k}: {n}",
)  # fmt: skip
_FENCES = ("", "---", "--- ", "---\n---", "----", "—", "--- # x", "...", "+++")
_ENCODINGS = ("utf-16", "utf-8-sig", "latin-1", "utf-32")


def cases(good: str) -> Iterator[bytes]:
    """Yield files made of constructs alone, and a good file with constructs in it."""
    for number, text in enumerate(_texts(good)):
        yield text.encode("utf-8", "replace")
        if number % 6 == 0:
            yield from (text.encode(encoding, "replace") for encoding in _ENCODINGS)


def _texts(good: str) -> Iterator[str]:
    for number, (place, node) in enumerate(product(_PLACES, _NODES)):
        yield f"---\n{place.format(k=_KEYS[number % len(_KEYS)], n=node)}\n---\nBài.\n"
    lines = good.split("\n")
    for node, at in product(_NODES, (2, 5, 9, 14, 25)):
        yield "\n".join([*lines[:at], node, *lines[at:]])
        key, colon, _ = lines[at].partition(": ")
        if colon:
            yield "\n".join([*lines[:at], f"{key}: {node}", *lines[at + 1 :]])
    yield from (f"{fence}\nten: a\n{fence}\nBài.\n" for fence in _FENCES)


def repository(repo: Path, root: Path) -> Path:
    """Return a repository with the movement and its units and nothing else."""
    shutil.copytree(repo / "content", root / "content")
    for folder in ("models", "exemplars"):
        (root / folder).mkdir()
    return root


def judge(root: Path, data: bytes) -> list[str]:
    """Return our own faults: tracebacks, places outside the file, fixes that never settle, slowness."""
    (root / FILE).write_bytes(data)
    begun, faults = time.monotonic(), []
    last = data.decode("utf-8", "replace").count("\n") + data.count(b"\r") + 2
    try:
        found = checking.check(root).problems
        for report in REPORTERS.values():
            report(found)
        faults += [
            f"{problem.code} at {problem.line}:{problem.column} of {last} lines"
            for problem in found
            if problem.path == FILE and not (1 <= problem.line <= last and problem.column >= 1)
        ]
        once = fix.mend(Kind.MODEL, FILE, data)
        again = fix.mend(Kind.MODEL, FILE, once.after.encode("utf-8", "replace")) if once else None
        if again and again.before != again.after:
            faults.append("mended twice is not mended once")
    except Exception as error:
        faults.append(f"{type(error).__name__}: {error}")
    if time.monotonic() - begun > _SECONDS:
        faults.append(f"took {time.monotonic() - begun:.0f} s")
    return faults
