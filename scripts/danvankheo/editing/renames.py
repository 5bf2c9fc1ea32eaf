"""Renamed files of entries: the former name is kept in ``ten_cu``, so that the old address redirects to the new one.

A file that is only moved into another folder keeps its name and its address; it is not renamed. Git knows most renames; a file that git does not know yet is compared by title, unit and lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from yaml import YAMLError

from danvankheo.base import git
from danvankheo.base.front_matter import MAX_FILE, says_yes, split, textual_keys
from danvankheo.base.source_paths import ENTRY_FOLDERS, EntryPath, address_of, entry_of
from danvankheo.base.text import fold, is_slug
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.editing.file_edit import comments_above, end_of_keys
from danvankheo.records.files import SECTIONS, Kind, record_files
from danvankheo.records.record import SCHEMAS
from danvankheo.records.section import keys_in_file

KEY = "ten_cu"
_MAX_FILES = 200  # are compared line by line; after a commit git knows the renames
_MAX_COMMITS = 500  # are searched for renames
_MIN_LIKENESS = 0.6  # share of equal lines in two files that are taken for one, renamed


def renamed(repo: Path, base: str, head: str = "") -> dict[str, str]:
    """Return the entries' files that git knows as renamed: the new path by the old one. head: "" means the work tree."""
    command = (
        "diff",
        "-M60%",
        "--diff-filter=R",
        "--name-status",
        "--no-ext-diff",
        "-z",
        base,
        *([head] if head else []),
    )
    parts = git.paths(git.ask(repo, *command, "--", *ENTRY_FOLDERS))
    pairs = [(parts[n + 1], parts[n + 2]) for n in range(0, len(parts) - 2, 3)]
    return {old: new for old, new in pairs if _is_renaming(old, new)}


def _is_renaming(old: str, new: str) -> bool:
    """Tell whether an entry has another name at its new path."""
    before, after = _entry(old), _entry(new)
    return bool(before and after and before != after and before.folder == after.folder)


def _entry(path: str) -> EntryPath | None:
    """Return the entry whose file has this path; None for other files."""
    return entry_of(path) if is_slug(Path(path).stem) and address_of(path) else None


def former_names(repo: Path) -> dict[str, list[str]]:
    """Return, by path, the former slugs of files that were renamed, as far as they can be found.

    The work tree is compared with the last commit, and the last commits are searched. Drafts do not count: no visitor has
    a link to one.
    """
    if git.ask(repo, "rev-parse", "--verify", "-q", "HEAD") is None:
        return {}
    base, present_entries = "HEAD", _present_entries(repo)
    pairs = renamed(repo, base)
    deleted = [path for path in git.paths(git.ask(repo, "diff", "--diff-filter=D", "--name-only", "--no-renames", "-z", base, "--", *ENTRY_FOLDERS))
            if _entry(path) not in present_entries and path not in pairs]  # fmt: skip
    added = [
        path
        for path in git.paths(git.ask(repo, "ls-files", "--others", "--exclude-standard", "-z", "--", *ENTRY_FOLDERS))
        if _entry(path)
    ]
    pairs |= _alike(repo, base, deleted[:_MAX_FILES], added[:_MAX_FILES])
    found: dict[str, list[str]] = {}
    present: dict[str, str] = {}
    for commit, old, new in (*((base, *pair) for pair in pairs.items()), *_earlier(repo)):
        present[old] = present.get(new, new)
        is_gone = _entry(old) not in present_entries
        if is_gone and (repo / present[old]).is_file() and _was_shown(_committed(repo, commit, old)):
            found.setdefault(present[old], []).append(Path(old).stem)
    return {path: list(dict.fromkeys(slugs)) for path, slugs in found.items()}


def _present_entries(repo: Path) -> set[EntryPath | None]:
    """Return the entries that have a file, and None for files of no entry."""
    paths = (f"{kind}/{name}" for kind in SECTIONS for name in record_files(repo, kind).names)
    return {None, *map(_entry, paths)}


def _earlier(repo: Path) -> Iterator[tuple[str, str, str]]:
    """Yield renames in the last commits, the newest first: the commit before the rename, the old path, the new path."""
    log_text = git.text(git.ask(repo, "log", "-M60%", "--diff-filter=R", "--name-status", "--no-ext-diff", "--format=@%H",
                        f"--max-count={_MAX_COMMITS}", "--", *ENTRY_FOLDERS))  # fmt: skip
    commit = ""
    for line in log_text.split("\n"):
        if line.startswith("@"):
            commit = line[1:]
        elif (row := line.split("\t")) and len(row) == 3 and _entry(row[1]) and _entry(row[2]):
            yield f"{commit}^", row[1], row[2]


def _alike(repo: Path, base: str, deleted: list[str], added: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the old and the new path of files that are much alike."""
    texts = {path: (repo / path).read_bytes().decode("utf-8", "replace") for path in added
             if not (repo / path).is_symlink() and (repo / path).stat().st_size <= MAX_FILE}  # fmt: skip
    for old in deleted:
        before = _committed(repo, base, old)
        scores = {new: _likeness(before, text) for new, text in texts.items() if _is_renaming(old, new)}
        best = max(scores, key=lambda new: scores[new], default="")
        if best and scores[best] >= _MIN_LIKENESS:
            texts.pop(best)
            yield old, best


def _likeness(one: str, other: str) -> float:
    keys, others = textual_keys(one), textual_keys(other)
    if all(fold(keys.get(key, "")) == fold(others.get(key, "")) != "" for key in ("ten", "don_vi")):
        return 1.0
    return SequenceMatcher(None, one.split("\n"), other.split("\n"), autojunk=False).ratio()


def _was_shown(text: str) -> bool:
    keys = textual_keys(text)
    return "rut_dong_y" in keys or ("duyet" in keys and not says_yes(keys, "nhap"))


def _committed(repo: Path, commit: str, path: str) -> str:
    return git.text(git.ask(repo, "show", f"{commit}:{path}"))


def with_former(kind: Kind, text: str, slugs: list[str]) -> str:
    """Return a file's text with slugs added to ``ten_cu``; the same text where nothing can be added safely."""
    source = split("", text.replace("\r\n", "\n"))[0]
    tree = _tree(source.front) if source else None
    if source is None or tree is None:
        return text
    known = tree.get(KEY, [])
    missing = [slug for slug in slugs if not isinstance(known, list) or slug not in known]
    if not isinstance(known, list) or not missing:
        return text
    lines = text.split("\n")
    first, last = source.front_line - 1, source.front_line + source.front.count("\n")
    changed = [*lines[:first], *_added(kind, lines[first:last], known, missing), *lines[last:]]
    after = split("", "\n".join(changed).replace("\r\n", "\n"))[0]
    right = after is not None and _tree(after.front) == {**tree, KEY: [*known, *missing]} and after.body == source.body
    return "\n".join(changed) if right else text


def _added(kind: Kind, lines: list[str], known: list[str], missing: list[str]) -> list[str]:
    """Return the lines of front matter with slugs added: to the list under ``ten_cu``, or in a new line."""
    end = "\r" if lines and lines[-1].endswith("\r") else ""
    builder = TreeBuilder("\n".join(line.rstrip("\r") for line in lines), places=True)
    builder.build()
    key = builder.keys.get((KEY,))
    new = f"{KEY}: [{', '.join([*known, *missing])}]{end}"
    if key is None:
        rank = {each: number for number, each in enumerate(keys_in_file(SCHEMAS[kind]))}
        later = (p.line for loc, p in builder.keys.items() if len(loc) == 1 and rank.get(str(loc[0]), -1) > rank[KEY])
        place = min(later, default=end_of_keys(lines))
        place = comments_above(lines, place)
        return [*lines[:place], new, *lines[place:]]
    if not known:
        return [*lines[: key.line], new, *lines[key.line + 1 :]]
    item = builder.values[(KEY, len(known) - 1)]
    line = lines[item.line]
    if re.match(r"\s*-\s", line):
        head = line[: len(line) - len(line.lstrip())]
        return [*lines[: item.line + 1], *(f"{head}- {slug}{end}" for slug in missing), *lines[item.line + 1 :]]
    added = f"{line[: item.end_column]}, {', '.join(missing)}{line[item.end_column :]}"
    return [*lines[: item.line], added, *lines[item.line + 1 :]]


def _tree(front: str) -> Mapping[str, object] | None:
    builder = TreeBuilder(front)
    try:
        tree = builder.build()
    except (YAMLError, ValueError):
        return None
    return tree if isinstance(tree, dict) and not builder.flaws else None
