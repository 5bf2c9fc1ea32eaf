"""``dvk fix``: applies the remedies of the codes in ``MENDED``, and sorts keys in the order of the schema.

Only text with one possible meaning is changed. Every other byte stays: comments, spaces, line ends. A second run changes
nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from yaml import YAMLError

from danvankheo.base.catalogue import catalogue
from danvankheo.base.front_matter import MAX_FILE, decode, is_other_text, split
from danvankheo.base.problems import Problem
from danvankheo.base.text import has_invisible, normalize, visible
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.editing.file_edit import FileEdit, split_lines
from danvankheo.editing.key_order import in_order
from danvankheo.editing.older_plan import mend_movement
from danvankheo.editing.renames import former_names, with_former
from danvankheo.records.diagnostics import Finding, problems_of
from danvankheo.records.files import Kind, record_files
from danvankheo.records.judging import on_given_values
from danvankheo.records.movement import Movement
from danvankheo.records.parsing import known_keys, parse
from danvankheo.records.reading import read_movement
from danvankheo.records.record import SCHEMAS
from danvankheo.records.registry import MOVEMENT_PATH
from danvankheo.records.rules import explanations, rules_for
from danvankheo.records.rules.rule import Trigger
from danvankheo.records.validation import Validated, validate
from danvankheo.rendering import link_rules

# The codes whose remedies are carried out, of the YAML reader, the schema, the links and a record's own rules; each one has an
# example in tests/editing/test_fix.py. Values are offered only where one reading is possible (1.250 where a whole number is
# due). Left out are codes that the author has to decide: an open quote (DVK104), a misspelt key (DVK202), a unit in a number
# (DVK208).
MENDED = frozenset(
    {
        "DVK101",
        "DVK102",
        "DVK103",
        "DVK105",
        "DVK107",
        "DVK111",
        "DVK112",
        "DVK205",
        "DVK207",
        "DVK336",
        "DVK337",
        "DVK522",
    }
)
_ROUNDS = 20  # a correction may reveal the next mistake
# A zero-width joiner between two emoji is part of the picture; other invisible characters are removed.
_JOINED = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])")
_JOINER_MARK = "\ue000"
_ODD_INDENT = re.compile("[ \u00a0\u2000-\u200a\u202f\u3000]*[\u00a0\u2000-\u200a\u202f\u3000] *")


def mend_all(repo: Path, wanted: Sequence[str] = ()) -> Iterator[FileEdit]:
    """Yield an edit for each record file that can be mended. wanted: files and folders, from the root; () means all."""
    former = former_names(repo)
    movement = read_movement(repo)[0].data
    if _is_wanted(MOVEMENT_PATH, wanted) and (mended := mend_movement(repo)):
        movement = mended.data  # what the lines say counts for the other files at once
        yield mended.edit
    for kind in Kind:
        found = record_files(repo, kind)
        for name in (*found.names, *found.misnamed):
            path = f"{kind}/{name}"
            if not _is_wanted(path, wanted):
                continue
            data = _bytes(repo / path)
            if data is not None and name in found.misnamed:
                text = data.decode("utf-8-sig", "replace")
                if is_other_text(split(path, text)[1]):
                    continue
            edit = mend(kind, path, data, movement) if data is not None else None
            if edit and path in former:
                edit = _with_former_names(kind, edit, former[path])
            if edit and edit.before != edit.after:
                yield edit


def _is_wanted(path: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(one in (".", path) or path.startswith(f"{one}/") for one in wanted)


def _with_former_names(kind: Kind, edit: FileEdit, slugs: list[str]) -> FileEdit:
    """Return the edit of a renamed file with its former names added to ``ten_cu``."""
    after = with_former(kind, edit.after, slugs)
    reason = f"ten_cu: thêm tên cũ của tệp ({', '.join(slugs)}), để địa chỉ cũ chuyển sang địa chỉ mới"
    return replace(edit, after=after, reasons=(*edit.reasons, reason)) if after != edit.after else edit


def mend(kind: Kind, path: str, data: bytes, movement: Movement | None = None) -> FileEdit | None:
    """Return the edit that mends a file; None when its bytes are not a text.

    movement: the rules need it; without it no rule runs.
    """
    if decode(path, data)[0] is None:
        return None
    before = data.decode("utf-8")
    text = before.removeprefix("\ufeff")
    written, ends = split_lines(text)
    lines, _ = split_lines(_cleaned(text))
    reasons = [f"đầu tệp: {catalogue()['DVK009'].title}"] if text != before else []
    reasons += [f"dòng {number}: {why}" for number, line in enumerate(written, 1) for why in _unclean(line)]
    for _ in range(_ROUNDS):
        changes = list(_changes(kind, path, "\n".join(lines), movement))
        if not changes:
            break
        for number, line, code in changes:
            lines[number] = line
            reasons.append(f"dòng {number + 1}: {_title(code)}")
    whole = [line + end for line, end in zip(lines, ends, strict=True)]
    source = split(path, "\n".join(lines))[0]
    if source:
        first, last = source.front_line - 1, source.front_line + source.front.count("\n")
        if moved := in_order(SCHEMAS[kind], whole[first:last]):
            whole[first:last] = moved
            reasons.append("các mục: xếp lại theo thứ tự của mẫu bài")
    return FileEdit(path, before, "".join(whole), tuple(dict.fromkeys(reasons)))


def _title(code: str) -> str:
    return (catalogue().get(code) or explanations()[code]).title


def _cleaned(text: str) -> str:
    """Return the text in its normal form, without invisible characters."""
    text = _JOINED.sub(_JOINER_MARK, text) if _JOINER_MARK not in text else text
    return normalize(visible(text)).replace(_JOINER_MARK, "\u200d")


def _unclean(line: str) -> Iterator[str]:
    """Yield the reasons why ``_cleaned`` changes a line."""
    if line.isascii() or line == _cleaned(line):
        return
    if has_invisible(_JOINED.sub("", line)):
        yield "Có ký tự không nhìn thấy"
    if not unicodedata.is_normalized("NFC", line):
        yield catalogue()["DVK010"].title
    if "Ð" in line or "ð" in line:
        yield catalogue()["DVK012"].title


def _bytes(file: Path) -> bytes | None:
    """Return a regular file's bytes; None for a link, for a file that is missing or too large."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_FILE:
        return None
    return file.read_bytes()


def _changes(kind: Kind, path: str, text: str, movement: Movement | None) -> Iterator[tuple[int, str, str]]:
    """Yield (line from 0, new line, code) for each remedy that can be carried out in the text as it is now."""
    source, schema = split(path, text)[0], SCHEMAS[kind]
    if source is None:
        return
    parsed, problems = parse(path, source.front, source.front_line, schema)
    lines = text.split("\n")
    if parsed.text == source.front and (indents := _indents(schema, source.front)):
        yield from ((source.front_line - 1 + number, line, "DVK111") for number, line in indents.items())
        return
    undecided = {problem.line for problem in problems if not _is_syntax(problem, lines)}
    found = [problem for problem in problems if problem.line not in undecided]
    if not found and parsed.tree is not None and parsed.text == source.front:
        valid: Validated[Any] = validate(schema, parsed.tree, parsed.empty)
        findings = [*valid.findings, *_rule_findings(schema, valid, movement)]
        listed = [finding for finding in findings if finding.code in MENDED]
        found = list(problems_of(listed, path, parsed.text, source.front_line))
    in_story = (p for p in link_rules.in_themselves(source.body, path, source.body_line) if p.code in MENDED)
    for problem in (*found, *in_story):
        fix = problem.fix
        if fix and fix.action == "replace" and not fix.example and fix.last <= fix.line and "\n" not in fix.text:
            yield fix.line - 1, fix.text, problem.code


def _rule_findings(schema: type[BaseModel], valid: Validated[Any], movement: Movement | None) -> Iterator[Finding]:
    """Yield the findings of a record's own rules that ``MENDED`` lists; values that the schema refuses are not judged."""
    for rule in rules_for(schema, Trigger.RECORD_CHANGED) if movement else ():
        if rule.code in MENDED:
            found = rule(valid.data, movement=movement)
            yield from on_given_values(found, valid.replaced)


def _indents(schema: type[BaseModel], front: str) -> dict[int, str]:
    """Return, by line from 0, the lines that non-breaking or wide spaces indent, which YAML takes for letters, with plain ones."""
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
    """Tell whether a problem of the YAML reader can be mended and is not a text that only looks like a mistake."""
    if problem.code not in MENDED or problem.fix is None:
        return False
    if problem.code == "DVK112":  # "anh em" begins with a key and is text; "dia_chi" can only be one
        return "_" in lines[problem.line - 1].split()[0]
    # Curly quotes are syntax only where they stand around the whole value: “Xanh” và “sạch” is text.
    return problem.code != "DVK105" or sum(lines[problem.line - 1].count(mark) for mark in "“”„‘’") == 2
