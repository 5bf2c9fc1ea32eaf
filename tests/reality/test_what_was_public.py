"""``dvk publish`` by staff: what was public does not disappear without a permission, and what was withdrawn does not come back."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from danvankheo.base.public_content import FILE
from laws import Cases
from reality.made_entries import MadeEntry, Visibility
from reality.made_registry import at_day, commit, git, write_registry
from shared_store import share_store

DAY = date(2025, 6, 30)
NEXT = date(2025, 7, 1)


def dvk(folder: Path, *words: str, day: date = DAY) -> tuple[int, str]:
    command = [sys.executable, "-m", "danvankheo.cli", *words]
    environment = os.environ | at_day(day) | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def allow(folder: Path, address: str, what: str, day: date) -> None:
    file = folder / "content/cho-phep.yml"
    word = f"  - dia_chi: {address}\n    viec: {what}\n    ngay: {day}\n    boi: Đoàn xã\n    ly_do: Đã hỏi người phụ trách.\n"
    file.write_text(file.read_text("utf-8") + word, "utf-8")


def keep_few_units(folder: Path) -> None:
    """Delete the units without entries: fewer pages and pictures are made."""
    units = {path.stem: path.read_text("utf-8") for path in (folder / "content/don-vi").glob("*.md")}
    texts = "".join(
        path.read_text("utf-8") for kind in ("models", "exemplars") for path in (folder / kind).glob("*.md")
    )
    wanted = {slug for slug in units if f"don_vi: {slug}\n" in texts}
    while more := {slug for slug in units if any(f"nay_thuoc: {slug}\n" in units[unit] for unit in wanted)} - wanted:
        wanted |= more
    for slug in units.keys() - wanted:
        (folder / f"content/don-vi/{slug}.md").unlink()


@pytest.mark.law(8)
def test_a_year_of_publications_loses_no_page_and_brings_nobody_back(tmp_path: Path, cases: Cases) -> None:
    made = write_registry(tmp_path / "kho", 5, 13, day=DAY)
    folder, web = share_store(made.folder), tmp_path / "kho-da-dang"
    people = made.seen(Visibility.PAGE, "exemplars")
    models = [
        entry for entry in made.seen(Visibility.PAGE, "models") if not entry.keys.get("ten_cu") and not entry.photos
    ]
    former = next(entry for entry in made.entries if entry.keys.get("ten_cu"))
    gone = made.seen(Visibility.NOTICE)[0]
    person, model = people[0], models[-1]

    def publish(*words: str, day: date = DAY) -> tuple[int, str]:
        commit(folder, "Thay đổi")
        cases.count(1, "publications")
        return dvk(folder, "publish", "thu-muc", *words, day=day)

    keep_few_units(folder)
    status, said = publish()
    assert status == 0, said
    shown = os.readlink(web / "current")
    before = json.loads((web / "current" / FILE).read_text("utf-8"))
    assert person.address.strip("/") in before["trang"]
    assert gone.slug not in json.dumps(before)
    stale = git(folder, "rev-parse", "HEAD")

    # Several losses at once: each is named, and nothing is published.
    made.path(person).unlink()
    for photo in (folder / "exemplars/anh" / person.slug).iterdir():
        photo.unlink()
    made.path(model).rename(made.path(model).with_name("ten-moi.md"))
    made.path(former).write_text(
        made.path(former)
        .read_text("utf-8")
        .replace("\nten_cu", "\n# ten_cu", 1)
        .replace("ten_cu:\n", "ten_cu:\n# ", 1),
        "utf-8",
    )
    text = made.path(gone).read_text("utf-8")
    made.path(gone).write_text(
        "".join(line for line in text.splitlines(True) if not line.startswith("rut_dong_y")), "utf-8"
    )
    status, said = publish(day=NEXT)
    assert status == 1
    for told in (f"DVK740\n    Trang {person.address.strip('/')} ", f"DVK741\n    Địa chỉ {model.address.strip('/')} ",
                 f"DVK741\n    Địa chỉ mo-hinh/{former.keys['ten_cu'][0]} ", f"DVK742\n    Bài {gone.address.strip('/')} "):  # fmt: skip
        assert told in said, said
        cases.count(1, "losses refused")
    assert "ten_cu: [" in said
    assert os.readlink(web / "current") == shown

    # dvk fix adds the redirect; a named person permits the other losses; then it is published, with the permissions in the output.
    status, fixed = dvk(folder, "fix", "models/ten-moi.md")
    assert (status, f"ten_cu: [{model.slug}]" in (folder / "models/ten-moi.md").read_text("utf-8")) == (0, True), fixed
    git(folder, "checkout", "-q", stale, "--", f"models/{former.slug}.md")
    allow(folder, person.address.strip("/"), "mat-trang", NEXT)
    allow(folder, gone.address.strip("/"), "hien-lai", NEXT)
    status, said = publish(day=NEXT)
    assert status == 0, said
    assert said.count("Được phép: Đoàn xã, 01/07/2025") == 2
    assert (web / "current" / gone.address / "index.html").is_file()
    assert "ten-moi" in (web / "current" / model.address / "index.html").read_text("utf-8")

    # The person withdraws again; an old branch, merged later, brings the old file back and is refused.
    with_photo = made.path(gone).read_text("utf-8").replace("---\n", "---\nrut_dong_y: 2025-07-02\n", 1)
    made.path(gone).write_text(with_photo, "utf-8")
    status, said = publish(day=date(2025, 7, 2))
    assert status == 0, said
    assert "được gỡ theo lời rút đồng ý" in said
    shown = os.readlink(web / "current")
    made.path(gone).write_text(with_photo.replace("rut_dong_y: 2025-07-02\n", "", 1), "utf-8")
    status, said = publish("--dry-run", day=date(2025, 7, 3))
    assert (status, "DVK742" in said) == (1, True), said
    cases.count(1, "losses refused")
    assert os.readlink(web / "current") == shown


@pytest.mark.law(1)
@pytest.mark.law(8)
def test_an_entry_that_is_taken_back_stops_no_publication_and_its_address_shows_a_notice(
    tmp_path: Path, cases: Cases
) -> None:
    made = write_registry(tmp_path / "kho", 5, 13, day=DAY)
    folder, web = share_store(made.folder), tmp_path / "kho-da-dang"
    former = next(entry for entry in made.seen(Visibility.PAGE, "models") if entry.former)
    models = [entry for entry in made.seen(Visibility.PAGE, "models") if entry != former]
    draft, unapproved, torn = former, models[0], models[1]
    told = [draft.address, f"mo-hinh/{former.former[0]}/", unapproved.address, torn.address]

    def publish(day: date, *words: str) -> tuple[int, str]:
        commit(folder, "Thay đổi")
        cases.count(1, "publications")
        return dvk(folder, "publish", "thu-muc", *words, day=day)

    def write(entry: MadeEntry, change: Callable[[str], str]) -> None:
        made.path(entry).write_text(change(texts[entry.slug]), "utf-8")

    def is_mended(address: str) -> bool:
        page = (web / "current" / address / "index.html").read_text("utf-8")
        listed = [
            (web / "current" / each).read_text("utf-8") for each in ("mo-hinh/index.html", "sitemap.xml", "feed.xml")
        ]
        return "Bài đang được sửa" in page and not any(f"/{address}" in each for each in listed)

    keep_few_units(folder)
    texts = {entry.slug: made.path(entry).read_text("utf-8") for entry in (draft, unapproved, torn)}
    status, said = publish(DAY)
    assert status == 0, said

    # Three entries are taken back in three ways, one of them in a file that cannot be read: everything else is published.
    write(draft, lambda text: text.replace("---\n", "---\nnhap: true\n", 1))
    write(unapproved, lambda text: re.sub(r"(?m)^duyet:.*\n(?:[ ].*\n)*", "", text))
    write(
        torn,
        lambda text: text.replace("---\n", f"---\nnhap: true\nten_cu: [{models[2].slug}]\n", 1).replace(
            "ten: ", "ten: [", 1
        ),
    )
    status, said = publish(NEXT)
    assert status == 0, said
    for entry in (draft, unapproved, torn):
        assert f"{entry.kind}/{entry.slug}.md: địa chỉ của bài hiện “Bài đang được sửa”" in said, said
    assert all(map(is_mended, told))
    assert models[2].title in html.unescape((web / "current" / models[2].address / "index.html").read_text("utf-8"))

    # Then one of them is deleted, which is refused, and one comes back, which is not.
    made.path(unapproved).unlink()
    for photo in (folder / "models/anh" / unapproved.slug).glob("*"):
        photo.unlink()
    write(torn, str)
    status, said = publish(date(2025, 7, 3), "--dry-run")
    refused = said.partition("\nChưa đăng:")[0]
    assert (status, f"DVK740\n    Trang {unapproved.address.strip('/')} " in refused, refused.count("DVK740")) == (
        1,
        True,
        1,
    ), said
    assert f"sẽ công khai: {torn.address.strip('/')}" in said
