"""``dvk fix``: what a machine may mend in a file, and nothing whose meaning it would have to guess.

The check's own remedies are carried out, those of ``MENDED`` alone, and keys are put in the schema's order; around them
every byte stays: comments, spaces, line ends. Mending what was mended changes nothing.
"""

from __future__ import annotations

import difflib
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from yaml import YAMLError

from danvankheo.base.catalogue import catalogue
from danvankheo.base.front_matter import MAX_FILE, decode, is_other_text, split
from danvankheo.base.problems import Problem
from danvankheo.base.text import has_invisible, normalize, visible
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.editing.key_order import in_order
from danvankheo.editing.renames import former_names, with_former
from danvankheo.records.diagnostics import problems_of
from danvankheo.records.draft import SCHEMAS, known_keys, parse
from danvankheo.records.files import Kind, record_files
from danvankheo.records.validation import shape
from danvankheo.rendering import link_rules

# Syntax: tabs, spaces and colons of keys, quotes around a value. Values: dates and numbers written for people, offered by the
# schema only where one reading is possible (1.250 where a whole number is due). What is wrong with quotes that do not
# close (DVK104), with a misspelt key (DVK202) or a unit in a number (DVK208) is the author's to say.
MENDED = frozenset({"DVK101", "DVK102", "DVK103", "DVK105", "DVK107", "DVK111", "DVK112", "DVK205", "DVK207", "DVK522"})
_ROUNDS = 20
_END = re.compile(r"\r\n|\r|\n")
# A joiner between two emoji is part of the picture; everything else nobody sees goes.
_JOINED = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])")
_KEPT = "\ue000"
_ODD_INDENT = re.compile("[ \u00a0\u2000-\u200a\u202f\u3000]*[\u00a0\u2000-\u200a\u202f\u3000] *")


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file before and after; equal when there was nothing to mend."""

    path: str
    before: str
    after: str
    mends: tuple[str, ...] = ()

    def difference(self) -> str:
        """Return the change as a unified diff, as git shows it."""
        old, new = (re.sub(r"\r\n?", "\n", text).splitlines(keepends=True) for text in (self.before, self.after))
        lines = difflib.unified_diff(old, new, f"{self.path} (trước)", f"{self.path} (sau)", n=1)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def mend_all(repo: Path, wanted: Sequence[str] = ()) -> Iterator[FileEdit]:
    """Yield the files of the repository that can be mended; wanted: files and folders below it, all when empty."""
    former = former_names(repo)
    for kind in Kind:
        found = record_files(repo, kind)
        for name in (*found.names, *found.misnamed):
            path = f"{kind}/{name}"
            if wanted and not any(one in (".", path) or path.startswith(f"{one}/") for one in wanted):
                continue
            data = _bytes(repo / path)
            if data is not None and name in found.misnamed:
                text = data.decode("utf-8-sig", "replace")
                if is_other_text(split(path, text)[1]):
                    continue
            mended = mend(kind, path, data) if data is not None else None
            if mended and path in former:
                mended = _renamed(kind, mended, former[path])
            if mended and mended.before != mended.after:
                yield mended


def _renamed(kind: Kind, mended: FileEdit, slugs: list[str]) -> FileEdit:
    """Return a file that was renamed, with the names people may still follow."""
    after = with_former(kind, mended.after, slugs)
    why = (f"ten_cu: thêm tên cũ của tệp ({', '.join(slugs)}), để địa chỉ cũ chuyển sang địa chỉ mới",)
    return replace(mended, after=after, mends=(*mended.mends, *why)) if after != mended.after else mended


def mend(kind: Kind, path: str, data: bytes) -> FileEdit | None:
    """Return a file as it should be; None when its bytes are no text a person meant."""
    if decode(path, data)[0] is None:
        return None
    before = data.decode("utf-8")
    bare = before.removeprefix("\ufeff")
    ends, written = [*_END.findall(bare), ""], _END.split(bare)
    lines = _END.split(_cleaned(bare))
    mends = [f"đầu tệp: {catalogue()['DVK009'].title}"] if bare != before else []
    mends += [f"dòng {number}: {why}" for number, line in enumerate(written, 1) for why in _unclean(line)]
    for _ in range(_ROUNDS):
        changes = list(_changes(kind, path, "\n".join(lines)))
        if not changes:
            break
        for number, line, code in changes:
            lines[number] = line
            mends.append(f"dòng {number + 1}: {catalogue()[code].title}")
    whole = [line + end for line, end in zip(lines, ends, strict=True)]
    source = split(path, "\n".join(lines))[0]
    if source:
        first, last = source.front_line - 1, source.front_line + source.front.count("\n")
        if moved := in_order(SCHEMAS[kind], whole[first:last]):
            whole[first:last] = moved
            mends.append("các mục: xếp lại theo thứ tự của mẫu bài")
    return FileEdit(path, before, "".join(whole), tuple(dict.fromkeys(mends)))


def _cleaned(text: str) -> str:
    """Return the text in its normal form, without what nobody sees."""
    text = _JOINED.sub(_KEPT, text) if _KEPT not in text else text
    return normalize(visible(text)).replace(_KEPT, "\u200d")


def _unclean(line: str) -> Iterator[str]:
    """Yield why the cleaning changes a line."""
    if line.isascii() or line == _cleaned(line):
        return
    if has_invisible(_JOINED.sub("", line)):
        yield "Có ký tự không nhìn thấy"
    if not unicodedata.is_normalized("NFC", line):
        yield catalogue()["DVK010"].title
    if "Ð" in line or "ð" in line:
        yield catalogue()["DVK012"].title


def write(repo: Path, mended: FileEdit) -> bool:
    """Replace the file by the mended one; False when it is no longer the file that was mended."""
    file = repo / mended.path
    if _bytes(file) != mended.before.encode():
        return False
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".tmp", delete=False) as new:
        new.write(mended.after.encode())
    Path(new.name).chmod(file.stat().st_mode & 0o777)
    Path(new.name).replace(file)
    return True


def _bytes(file: Path) -> bytes | None:
    """Return a regular file's bytes; links are never followed."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_FILE:
        return None
    return file.read_bytes()


def _changes(kind: Kind, path: str, text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line from 0, new line, code) of what can be mended in the text as it is now."""
    source, schema = split(path, text)[0], SCHEMAS[kind]
    if source is None:
        return
    parsed, problems = parse(path, source.front, source.front_line, schema)
    lines = text.split("\n")
    if parsed.text == source.front and (indents := _indents(schema, source.front)):
        yield from ((source.front_line - 1 + number, line, "DVK111") for number, line in indents.items())
        return
    barred = {problem.line for problem in problems if not _is_syntax(problem, lines)}
    found = [problem for problem in problems if problem.line not in barred]
    if not found and parsed.tree is not None and parsed.text == source.front:
        shaped: Any = shape(schema, parsed.tree, parsed.empty)
        findings = [finding for finding in shaped.findings if finding.code in MENDED]
        found = list(problems_of(findings, path, parsed.text, source.front_line))
    bare = (p for p in link_rules.in_themselves(source.body, path, source.body_line) if p.code in MENDED)
    for problem in (*found, *bare):
        fix = problem.fix
        if fix and fix.action == "replace" and fix.last <= fix.line and "\n" not in fix.text:
            yield fix.line - 1, fix.text, problem.code


def _indents(schema: type[BaseModel], front: str) -> dict[int, str]:
    """Return the lines (from 0) whose key is set in by spaces that YAML takes for letters, as they should be."""
    if not _ODD_INDENT.search(front):
        return {}
    builder, lines = TreeBuilder(front, places=True), front.split("\n")
    try:
        builder.build()
        places = {place.line for loc, place in builder.keys.items() if str(loc[-1]).strip() in known_keys(schema)}
        found = {n: " " * len(m[0]) + lines[n][m.end() :] for n in sorted(places) if (m := _ODD_INDENT.match(lines[n]))}
        TreeBuilder("\n".join(found.get(number, line) for number, line in enumerate(lines))).build()
    except (YAMLError, ValueError):
        return {}
    return found


def _is_syntax(problem: Problem, lines: Sequence[str]) -> bool:
    if problem.code not in MENDED or problem.fix is None:
        return False
    if problem.code == "DVK112":  # "anh em" begins with a key and is text; "dia_chi" can only be one
        return "_" in lines[problem.line - 1].split()[0]
    # Curly quotes are syntax only where they stand around the whole value: “Xanh” và “sạch” is text.
    return problem.code != "DVK105" or sum(lines[problem.line - 1].count(mark) for mark in "“”„‘’") == 2
