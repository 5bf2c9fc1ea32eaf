"""Each change for visitors is reported once, at its file and line; other changes are not reported."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from danvankheo import checking
from danvankheo.base.problems import Problem, Severity, counted, words_of
from danvankheo.base.public_changes import ChangeKind, Permission, compare
from danvankheo.base.public_content import PublicContent, PublicPage, from_tree, to_json, withdrawal
from danvankheo.github import public_changes, pull_request_check
from danvankheo.github.event import pull_request
from danvankheo.github.pull_request_check import PullRequestCheck, comment_text, summary
from github.changes import DAY, EDITS, ExpectedChange, referred
from github.conftest import PULL, Dvk
from laws import Cases
from reality.made_entries import Visibility
from reality.made_registry import MadeRegistry, made_real, write_registry

Pull = Callable[[Callable[[Path], None]], Path]


def state(folder: Path) -> public_changes.PublicState:
    return public_changes.public_state(checking.check(folder), folder, DAY)


def done(made: MadeRegistry, draw: Random) -> tuple[list[ExpectedChange], list[str]]:
    """Change many entries in different ways; return the expected messages and the changes."""
    named, expected, names = referred(made), list[ExpectedChange](), list[str]()
    for entry in made.entries:
        fitting = [doing for doing in EDITS if entry.seen in doing.on and entry.slug not in named and doing.fits(entry)]
        if fitting and draw.random() < 0.7:
            doing = draw.choice(fitting)
            expected += doing.do(made.folder, entry, draw)
            names.append(f"{doing.name}: {entry.kind}/{entry.slug}")
    return expected, names


@pytest.mark.law(8)
def test_every_change_of_what_is_public_is_named_once_and_nothing_else(tmp_path: Path, cases: Cases) -> None:
    for number, draw in enumerate(cases.draws(2, "registries changed")):
        made = write_registry(tmp_path / str(number), draw.randint(0, 10**6), 60, day=DAY)
        before = state(made.folder)
        expected, names = done(made, draw)
        cases.count(len(names), "things done to entries")
        wrong = [
            f"{p.path}:{p.line} {p.code} {p.message}"
            for p in checking.check(made.folder).problems
            if p.severity is Severity.ERROR
        ]
        assert not wrong, (wrong, names)
        after = state(made.folder)
        found = [(c.kind, c.address) for c in compare(before.public, after.public) if c.kind is not ChangeKind.FIGURES]
        assert Counter(found) == Counter(expected), names
        told = public_changes.problems(before, after, made.folder, {}, DAY)
        assert len({(p.code, p.path, p.message) for p in told}) == len(told)
        # Going back undoes each: what was named is named again the other way, and equal states differ in nothing.
        assert compare(after.public, after.public) == []


@pytest.mark.law(8)
def test_what_a_release_carries_says_the_same_as_the_repository(tmp_path: Path, cases: Cases) -> None:
    draw = next(cases.draws(1, "registries carried"))
    made = write_registry(tmp_path / "kho", draw.randint(0, 10**6), 40, day=DAY)
    before = state(made.folder)
    carried = from_tree(json.loads(to_json(before.public)))
    assert to_json(carried) == to_json(before.public)
    text = to_json(before.public)
    titles = {entry.title for entry in made.seen(Visibility.PAGE) + made.seen(Visibility.LISTED)}
    for entry in made.seen(Visibility.NOTICE) + made.seen(Visibility.NOTHING):
        assert f'/{entry.slug}"' not in text
        assert entry.title in titles or entry.title not in text
    done(made, draw)
    after = state(made.folder)
    refused = [c for c in compare(before.public, after.public) if c.kind.refused]
    again = [c for c in compare(carried, after.public) if c.kind.refused]
    assert Counter((c.kind.permission, c.mark or c.address) for c in again) == Counter(
        (c.kind.permission, c.mark or c.address) for c in refused
    )


def test_a_permission_is_for_one_change_and_for_no_later_one() -> None:
    page = PublicPage("Tên", "xa-a", approved_by="Đoàn xã", approved_on="2024-05-02")
    lost = compare(PublicContent({"mo-hinh/a": page}), PublicContent({}))[0]
    given = Permission("mo-hinh/a", "mat-trang", "2024-06-01", "Đoàn xã", "Trùng bài.")
    assert given.covers(lost, "2024-06-01")
    for other in (replace(given, address="mo-hinh/b"), replace(given, what="hien-lai"), replace(given, day="2024-05-01"),
                  replace(given, day="2024-06-02"), replace(given, address="")):  # fmt: skip
        assert not other.covers(lost, "2024-06-01"), other
    key, gone = withdrawal(["mo-hinh/a", "mo-hinh/cu"], "2024-05-02")
    back = compare(PublicContent({}, withdrawn={key: replace(gone, address="")}), PublicContent({"mo-hinh/cu": page}))
    assert [(c.kind, c.address, c.new) for c in back] == [(ChangeKind.UNWITHDRAWN, "mo-hinh/cu", "mo-hinh/cu")]
    allowed = replace(given, what="hien-lai")
    assert [allowed.covers(c, "2024-06-01") for c in back] == [True]
    assert not replace(allowed, address="mo-hinh/b").covers(back[0], "2024-06-01")


_YOUTH = re.compile(
    r"(?m)^ +2023:(?:\n +[^\n]*?| \{.*?)\bthanh_nien: (\d+)|^ +2023:\n(?: {4,}.*\n)*? +thanh_nien: (\d+)"
)


@pytest.mark.law(8)
def test_figures_of_an_ended_year_are_compared_cell_by_cell(tmp_path: Path, cases: Cases) -> None:
    """Every kind of unit: communes, which are counted, and schools, offices, companies, which are not."""
    made = write_registry(tmp_path / "kho", 11, 60, day=DAY)
    before = state(made.folder)
    changed: dict[str, tuple[str, str]] = {}
    kinds: set[str] = set()
    for path in sorted((made.folder / "content/don-vi").glob("*.md")):
        text = path.read_text("utf-8")
        kind, found = re.findall(r"(?m)^loai: (.*)$", text)[0], _YOUTH.search(text)
        if found and (kind not in kinds or len(changed) < 12):
            group = 1 if found[1] else 2
            now = str(int(found[group]) + 7)
            path.write_text(text[: found.start(group)] + now + text[found.end(group) :], "utf-8")
            changed[f"don-vi/{path.stem}"] = found[group], now
            kinds.add(kind)
    cases.count(len(changed), "figures of an ended year changed")
    assert len(kinds) > 2
    after = state(made.folder)
    found_ = {c.address: c for c in compare(before.public, after.public)}
    assert {(c.kind, c.row) for c in found_.values()} == {(ChangeKind.FIGURES, "2023")}
    assert {
        address: next(cell[1:] for cell in c.cells if cell[0] == "Tổng số thanh niên") for address, c in found_.items()
    } == changed
    told = public_changes.problems(before, after, made.folder, {}, DAY)
    assert [p.path for p in told] == [f"content/{address}.md" for address in sorted(changed)]
    for problem in told:
        line = (made.folder / problem.path).read_text("utf-8").split("\n")[problem.line - 1]
        assert (problem.code, "2023" in line) == ("DVK746", True)
        old, now = changed[problem.path.removeprefix("content/").removesuffix(".md")]
        assert f"{old} → {now}" in problem.message


def check(dvk: Dvk, base: Path, merge: Path) -> tuple[int, str, str]:
    out = base.parent / "ket-qua"
    done_ = dvk(
        "--repo", str(base), "github", "check", "--from", str(merge), "--out", str(out), event={"pull_request": PULL}
    )
    assert "Traceback" not in done_.stderr, done_.stderr
    summary = (base.parent / "GITHUB_STEP_SUMMARY").read_text("utf-8")
    found = pull_request_check.read(out)
    assert found
    assert comment_text(found, pull_request(PULL), "https://github.com").split("\n")[0] == summary.split("\n")[0]
    return done_.returncode, done_.stdout + done_.stderr, summary


GIVEN = "  - dia_chi: mo-hinh/mo-hinh-a\n    viec: mat-trang\n    ngay: 2026-11-26\n    boi: Đoàn xã\n    ly_do: Gửi trùng.\n"


def test_a_pull_request_that_loses_a_page_is_refused_unless_somebody_allowed_it_by_name(
    base: Path, pull: Pull, dvk: Dvk, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_795_752_000))  # 2026-11-27
    good = made_real((base / "models/mo-hinh-a.md").read_text("utf-8"))
    (base / "models/mo-hinh-a.md").write_text(good, "utf-8")
    (base / "models/hong.md").write_text(good.replace("\n", "\n\tx: y\n", 2), "utf-8")
    kept = {path.relative_to(base): path.read_bytes() for path in base.rglob("*") if path.is_file()}

    def restore(merge: Path) -> None:
        for folder in (base, merge):
            for name in ("content", "models"):
                shutil.rmtree(folder / name, ignore_errors=True)
            for path, data in kept.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)

    merge = pull(lambda at: (at / "models/mo-hinh-a.md").unlink())
    status, said, summary = check(dvk, base, merge)
    assert status == 1
    assert "::error file=models/mo-hinh-a.md,line=1,col=1,title=DVK740::" in said
    assert "Những gì đang công khai sẽ thay đổi" in summary
    assert "Đã có sẵn trên nhánh chính, không phải do bài này" in summary

    restore(merge)
    (merge / "models/mo-hinh-a.md").unlink()
    (merge / "content/cho-phep.yml").write_text((repo / "content/cho-phep.yml").read_text("utf-8") + GIVEN, "utf-8")
    status, said, summary = check(dvk, base, merge)
    assert status == 0, said
    assert "::error" not in said
    assert "Được phép: Đoàn xã, 26/11/2026: Gửi trùng." in summary
    assert "nằm ngay trong đề nghị này" in summary

    # A branch made before a withdrawal, merged after it, brings the old file back.
    restore(merge)
    (base / "models/mo-hinh-a.md").write_text(good.replace("---\n", "---\nrut_dong_y: 2026-11-20\n", 1), "utf-8")
    status, said, summary = check(dvk, base, merge)
    assert status == 1
    assert "title=DVK742" in said
    assert "%0Arut_dong_y: 2026-11-20" in said

    # A rename asks for the line to paste; the same file under its own name again, with a word more, is nobody's business.
    restore(merge)
    (merge / "models/mo-hinh-a.md").rename(merge / "models/ten-moi.md")
    status, said, summary = check(dvk, base, merge)
    assert status == 1
    assert "file=models/ten-moi.md" in said
    assert "ten_cu: [mo-hinh-a]" in said
    restore(merge)
    (merge / "models/mo-hinh-a.md").write_text(good + "\nThêm một câu.\n", "utf-8")
    status, said, summary = check(dvk, base, merge)
    assert status == 0, said
    assert "Những gì đang công khai" not in summary


HOSTILE = ("<img src=x onerror=alert(1)>", "@ban", "](https://vi-du.test)", "|", "\n", "`", "\u202e", "\ud800", "𝕏" * 50, "ặ" * 200,
           "&", "#12", "<!--", "\x00", "www.vi-du.test", "x" * 4000, "::error::")  # fmt: skip


def hostile(draw: Random) -> Problem:
    path, said, hint = ("".join(draw.choices(HOSTILE, k=draw.randint(1, 6))) for _ in range(3))
    severity, line = draw.choice(list(Severity)), draw.randint(1, 10**6)
    return Problem(f"DVK{draw.randint(100, 999)}", f"models/{path}", line, 1, said, hint, severity=severity)


@pytest.mark.law(8)
def test_summary_comment_and_result_stay_within_what_the_host_takes(tmp_path: Path, cases: Cases) -> None:
    for draw in cases.draws(2, "results of 10,000 problems"):
        some = [hostile(draw) for _ in range(400)]
        parts = [draw.choices(some, k=size) for size in draw.sample((10_000, 300, 9_999), 3)]
        found = PullRequestCheck(12, 3, *parts)
        pull_ = pull_request(PULL | {"head": PULL["head"] | {"ref": "ặ" * 240}})  # type: ignore[operator]
        for text, most in (
            (summary(found, pull_, "https://github.com"), 2**20),
            (comment_text(found, pull_, "https://github.com"), 65_536),
        ):
            assert len(text.encode("utf-8", "replace")) < most
            assert all(line.count("|") == 6 for line in text.splitlines() if line.startswith("| "))
            for part in parts:
                assert words_of(*counted(part)).split(",")[0].split(" ")[0] in text
            left = [int(n) for n in re.findall(r"… và (\d+) dòng nữa", text)]
            rows = sum(line.startswith("| ") and not line.startswith("| Tệp") for line in text.splitlines())
            assert sum(left) + rows == sum(map(len, parts))
        found.write(tmp_path)
        assert (tmp_path / "ket-qua.json").stat().st_size < 2_000_000
        again = pull_request_check.read(tmp_path)
        assert again
        assert [again.total(part) for part in ("problems", "changes", "standing")] == [counted(part) for part in parts]
        assert len(comment_text(again, pull_, "https://github.com").encode("utf-8", "replace")) < 65_536
