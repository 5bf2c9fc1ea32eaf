"""A check that remembers right files says what a check that remembers nothing says."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from danvankheo import checking
from danvankheo.base.problems import Problem, in_order
from danvankheo.records import reading
from danvankheo.records.registry import Kind, Record, Registry
from laws import Cases

STORY = "models/duong-tranh-bich-hoa-thon-tien-nong.md"


@pytest.fixture
def site(repo: Path, tmp_path: Path) -> Path:
    for folder in ("content", "models", "exemplars"):
        shutil.copytree(repo / folder, tmp_path / folder)
    return tmp_path


def anew(site: Path) -> checking.CheckResult:
    """Check without remembering."""
    shutil.rmtree(site / ".cache", ignore_errors=True)
    return checking.check(site)


def age(site: Path) -> None:
    """Let the files be older than what a file system's clock may blur, and remembered as such."""
    for file in site.rglob("*.md"):
        os.utime(file, (1_700_000_000, 1_700_000_000))


def shown(problems: list[Problem]) -> list[tuple[str, str, int, str]]:
    return sorted((p.code, p.path, p.line, p.message) for p in problems)


def records(registry: Registry) -> list[Record[Any]]:
    names = ("models", "exemplars", "units", "fields", "types", "pages", "withdrawn")
    return [record for name in names for record in getattr(registry, name).values()]


def test_what_is_remembered_is_what_was_read(site: Path) -> None:
    first, second = anew(site), checking.check(site)
    assert first.registry == second.registry
    # Types too: a word of a closed list is no mere text.
    assert [repr(record.data) for record in records(first.registry)] == [repr(r.data) for r in records(second.registry)]
    entries = [r for r in records(first.registry) if r.kind in (Kind.MODEL, Kind.EXEMPLAR)]
    again = [r for r in records(second.registry) if r.kind in (Kind.MODEL, Kind.EXEMPLAR)]
    assert [repr(record.summary) for record in entries] == [repr(record.summary) for record in again]
    assert entries
    assert first.registry.newest_date() == second.registry.newest_date()
    assert first.problems == second.problems
    assert first.files == second.files


def test_right_files_are_not_parsed_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anew(site)
    parsed: list[str] = []
    read_record = reading.read_record
    monkeypatch.setattr(
        reading, "read_record", lambda repo, kind, name: (parsed.append(name), read_record(repo, kind, name))[1]
    )
    checking.check(site)
    assert parsed == []
    (site / STORY).write_text((site / STORY).read_text("utf-8") + "\nMột câu nữa.\n", "utf-8")
    checking.check(site)
    assert parsed == [Path(STORY).name]
    checking.check(site)
    assert parsed == [Path(STORY).name]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(STORY, "linh_vuc: van-hoa-xa-hoi", "linh_vuc: van-hoa", id="a value becomes wrong"),
        pytest.param(STORY, "minh_hoa: true", "minh_hoa: maybe", id="a flag becomes wrong"),
        pytest.param("content/don-vi/xa-xuan-lai.md", "den: 2025-06-30", "den: 2022-06-30", id="a unit ended sooner"),
        pytest.param("content/linh-vuc/van-hoa-xa-hoi.md", "nong-thon-moi", "nong-thon-cu", id="a topic goes"),
        pytest.param("content/phong-trao.yml", "2025-12-31", "2022-12-31", id="the period ends sooner"),
    ],
)  # fmt: skip
def test_after_any_change_a_remembered_check_finds_what_a_new_one_finds(
    site: Path, path: str, old: str, new: str
) -> None:
    anew(site)
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new), "utf-8")
    changed = checking.check(site)
    assert shown(changed.problems) == shown(anew(site).problems)
    assert changed.problems
    (site / path).write_text(text, "utf-8")
    assert checking.check(site).registry == anew(site).registry


def test_a_file_that_goes_is_missed_by_those_that_name_it(site: Path) -> None:
    anew(site)
    (site / "content/don-vi/xa-xuan-lai.md").unlink()
    assert shown(checking.check(site).problems) == shown(anew(site).problems)


def test_a_change_that_keeps_size_and_time_is_seen(site: Path) -> None:
    age(site)
    anew(site)
    file = site / STORY
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("minh_hoa: true", "minh_hoa: tru3"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert {p.path for p in checking.check(site).problems} == {STORY}


def test_a_file_with_another_time_and_the_same_bytes_is_not_parsed_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = anew(site)
    age(site)
    monkeypatch.setattr(reading, "read_record", None)
    assert checking.check(site).registry == first.registry


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_a_broken_memory_is_made_anew(site: Path, content: bytes) -> None:
    first = anew(site)
    file = site / ".cache" / "store" / "records.sqlite3"
    file.write_bytes(content)
    assert checking.check(site).registry == first.registry
    with sqlite3.connect(file) as rows:
        assert rows.execute("SELECT count(*) FROM records").fetchone()[0] > 100


def test_a_changed_file_makes_those_that_name_it_be_judged_again(site: Path) -> None:
    origin, copy = site / "models" / "mau-goc.md", site / "models" / "mau-theo.md"
    text = (site / STORY).read_text("utf-8").partition("\nanh:")[0]
    rest = "\nchu_truong:" + (site / STORY).read_text("utf-8").partition("\nchu_truong:")[2]
    plain = "\n".join(line for line in (text + rest).split("\n") if not line.startswith(("ten_cu:", "nhan_rong_tu:")))
    plain = plain.partition("\n---\n")[0].replace("ten: ", "ten: Bản sao, ", 1)
    origin.write_text(f"{plain}\n---\n\nKể.\n", "utf-8")
    copy.write_text(f"{plain.replace('Bản sao', 'Bản sao hai')}\nnhan_rong_tu: mau-goc\n---\n\nKể.\n", "utf-8")
    assert [p.code for p in anew(site).problems if p.path == "models/mau-theo.md"] == []
    origin.unlink()
    assert "DVK311" in {p.code for p in checking.check(site).problems if p.path == "models/mau-theo.md"}
    origin.write_text(f"{plain}\nnhan_rong_tu: mau-theo\n---\n\nKể.\n", "utf-8")
    assert {p.path for p in checking.check(site).problems if p.code == "DVK312"} == {
        "models/mau-goc.md",
        "models/mau-theo.md",
    }
    origin.write_text(f"{plain.replace('Bản sao', 'Bản sao hai')}\n---\n\nKể.\n", "utf-8")
    assert "DVK317" in {p.code for p in checking.check(site).problems}


def test_photos_beside_a_record_of_the_wrong_name_are_looked_for_where_they_will_belong(site: Path) -> None:
    old = site / STORY
    old.rename(old.with_name("Đường tranh bích họa thôn Tiên Nông.md"))
    first = {(p.code, p.path) for p in checking.check(site).problems}
    assert first == {("DVK003", "models/Đường tranh bích họa thôn Tiên Nông.md")}
    assert {(p.code, p.path) for p in checking.check(site).problems} == first, "the next run says the same"


def test_a_withdrawn_photo_in_another_entry_is_told_at_its_line_remembered_or_not(site: Path) -> None:
    """A photo is known by its bytes, whatever its name and folder."""
    text = (site / STORY).read_text("utf-8")
    photo = re.findall(r"tep: (\S+)", text)[0]
    other = next(
        path
        for path in sorted((site / "models").glob("*.md"))
        if path.name != Path(STORY).name and "\nanh:\n" in path.read_text("utf-8")
    )
    folder = site / "models" / "anh" / other.stem
    shutil.copy(site / "models" / "anh" / Path(STORY).stem / photo, folder / "lai.jpg")
    first, _, rest = other.read_text("utf-8").partition("\nanh:\n")
    row = (
        "  - {tep: lai.jpg, mo_ta: Một ảnh gửi lại cho bài khác, tac_gia: Đoàn xã cung cấp, quyen: su-kien-cong-cong}\n"
    )
    other.write_text(f"{first}\nanh:\n{row}{rest}", "utf-8")
    assert "DVK750" not in {p.code for p in checking.check(site).problems}
    (site / STORY).write_text(
        text.replace(f"tep: {photo}\n", f"tep: {photo}\n    rut_dong_y: 2024-01-09\n", 1), "utf-8"
    )
    told = [p for p in checking.check(site).problems if p.code == "DVK750"]
    assert [(p.path, p.line) for p in told] == [(f"models/{other.name}", first.count("\n") + 3)]
    assert STORY in told[0].message
    assert shown(told) == shown([p for p in anew(site).problems if p.code == "DVK750"])
    other.write_text(other.read_text("utf-8").replace("lai.jpg,", "lai.jpg, rut_dong_y: 2024-01-09,"), "utf-8")
    assert "DVK750" not in {p.code for p in checking.check(site).problems}


DAY = date(2026, 11, 27)


def edit(site: Path, draw: Random) -> None:
    """Change one file as people, editors and git change files."""
    file = draw.choice(
        sorted((site / draw.choice(["models", "exemplars", "content/don-vi", "content/linh-vuc"])).glob("*.md"))
    )
    text, status = file.read_text("utf-8"), file.stat()
    match draw.randrange(8):
        case 0:
            file.write_text(text + "\nMột câu nữa. [Xem](khong-co.md)\n", "utf-8")
        case 1:
            os.utime(file, (1_700_000_000, 1_700_000_000 + draw.randrange(1000)))
        case 2:  # another text of the same size and time
            file.write_text(text.replace("don_vi: xa-", "don_vi: xb-").replace("ten: ", "tem: ", 1), "utf-8")
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        case 3:
            file.rename(file.with_name(f"{file.stem}-hai.md"))
        case 4:
            file.unlink()
        case 5:
            copy = text.replace("ten: ", "ten_cu: [ten-truoc]\nten: ", 1)
            file.with_name(f"{file.stem}-lai.md").write_text(copy, "utf-8")
        case 6:
            movement = site / "content/phong-trao.yml"
            end = draw.choice(["2024-12-31", "2025-12-31", "sai"])
            movement.write_text(
                re.sub(r"den: 202\d-12-31", f"den: {end}", movement.read_text("utf-8"), count=1), "utf-8"
            )
        case 7:
            file.write_text(
                text.replace("---\n", f"---\nrut_dong_y: {draw.choice(['2025-01-02', '2027-02-03'])}\n", 1), "utf-8"
            )


def test_after_any_edits_a_remembered_check_says_what_a_new_one_says(site: Path, cases: Cases) -> None:
    age(site)
    checking.check(site, today=DAY)
    for draw in cases.draws(8, "groups of edits"):
        for _ in range(draw.randrange(1, 4)):
            edit(site, draw)
        day = DAY + timedelta(days=draw.choice([0, 0, 100, 400]))
        for samples in (True, False):
            remembered = checking.check(site, samples=samples, today=day)
            if samples:
                (site / ".cache" / "store" / "records.sqlite3").unlink()
            new = checking.check(site, samples=samples, today=day)
            assert in_order(remembered.problems) == in_order(new.problems)
            assert remembered.waiting() == new.waiting()
            assert remembered.held_back == new.held_back
            if remembered.repository.movement.digest:
                assert remembered.registry == new.registry
