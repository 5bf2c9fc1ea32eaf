"""Registries of made-up records in the shape of real ones, without samples.

``write_registry`` is what tests call. The same seed, size and day give the same bytes and the same commits. Nothing
here is a sample (``minh_hoa``), nothing is real: names and numbers are made up, and they live in tests alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from reality import made_photos, made_units
from reality.made_entries import RECIPES, MadeEntry, Maker, Visibility
from reality.made_yaml import front_matter

REPO = Path(__file__).parents[2]
DAYS = (date(2022, 3, 24), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 27), date(2027, 1, 16))
SIZES = (0, 1, 5, 24)  # numbers of entries; 24 hold every kind of entry
FULL = (100, 300)
CONTACT = {
    "dia_chi": "Số 1, đường Khuyểng Đượp, xã Thọ Xuân, tỉnh Thanh Hóa",
    "thu_dien_tu": "bientap@vi-du.test",
    "dien_thoai": "0237 000 0000",
}
FOLDER_TARGET = '[thu-muc]\nloai = "thu-muc"\nnoi = "../{name}-da-dang"\n'


#: Folders in which entries may lie, below the folder of their kind.
FOLDERS = ("", "2026/", "xa-xuan-lap/", "2025/xa-xuan-lap/", "2025/quy-1/dot-2/xa-xuan-lap/")


@dataclass(frozen=True)
class MadeRegistry:
    """A registry on the disk, its day and its entries."""

    folder: Path
    day: date
    entries: tuple[MadeEntry, ...]

    def seen(self, state: Visibility, kind: str = "") -> list[MadeEntry]:
        """Return the entries of one visibility, of one kind or of both."""
        return [entry for entry in self.entries if entry.seen is state and kind in ("", entry.kind)]

    def path(self, entry: MadeEntry) -> Path:
        """Return the file of an entry."""
        return self.folder / entry.path


def write_registry(
    folder: Path, seed: int, size: int, *, day: date, targets: str = FOLDER_TARGET,
    keep: Callable[[MadeEntry], bool] = lambda entry: True, folders: Sequence[str] = ("",),
) -> MadeRegistry:  # fmt: skip
    """Write and commit a repository with ``size`` entries as of a day.

    The project's own content, theme and configuration come along without samples; the publisher has a contact.
    targets: what ``publish.toml`` says ("{name}" stands for the folder's name); keep: which of the entries are written;
    folders: where entries lie in turn, see ``FOLDERS``.
    """
    draw = Random(f"{seed} {size} {day}")
    copy_project(folder, targets=targets.replace("{name}", folder.name), last_year=day.year)
    commit(folder, "Trang bắt đầu", FIRST_COMMIT)
    units = folder / "content" / "don-vi"
    if size >= 5:
        made_units.write_others(units, draw)
        made_units.write_levels(units)
        made_units.write_years(units, made_units.read(units), draw, day, share=min(0.9, size / 60))
    maker = Maker(seed, made_units.read(units), day)
    whole = [replace(maker.make(number), folder=folders[number % len(folders)]) for number in range(size)]
    entries = tuple(entry for entry in whole if keep(entry))
    half = len(entries) // 2
    for part, (number, words) in zip(
        (entries[:half], entries[half:]), ((1, "Bài gửi đợt một"), (2, "Bài gửi đợt hai")), strict=True
    ):
        for entry in part:
            write_entry(folder, entry, draw)
        if part or number == 1:
            commit(folder, words, FIRST_COMMIT + timedelta(days=number))
    return MadeRegistry(folder, day, entries)


def move_entries(made: MadeRegistry, draw: Random, *, photos: bool = True) -> MadeRegistry:
    """Move every entry into a folder. photos: some folders of photos go along, some stay, some go elsewhere."""
    moved = []
    for entry in made.entries:
        folder, left = draw.choice(FOLDERS), made.folder / entry.photo_folder
        now = replace(entry, folder=folder)
        made.path(now).parent.mkdir(parents=True, exist_ok=True)
        made.path(entry).rename(made.path(now))
        to = made.folder / draw.choice((entry, now, replace(entry, folder=draw.choice(FOLDERS)))).photo_folder
        if photos and left.is_dir() and to != left:
            to.parent.mkdir(parents=True, exist_ok=True)
            left.rename(to)
        moved.append(now)
    return replace(made, entries=tuple(moved))


FIRST_COMMIT = datetime(2022, 1, 3, 1, tzinfo=UTC)


def copy_project(folder: Path, *, targets: str = "", last_year: int = 9999) -> None:
    """Copy the files a site is built from, without samples, with a publisher's contact; no git yet."""
    shutil.copytree(REPO / "theme", folder / "theme")
    shutil.copytree(REPO / "content", folder / "content")
    shutil.copy(REPO / ".gitignore", folder)
    settings = (REPO / "mkdocs.yml").read_text("utf-8").replace("samples: true", "samples: false")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    for path in sorted((folder / "content" / "don-vi").glob("*.md")):
        path.write_text(made_units.without_samples(path.read_text("utf-8"), last_year), "utf-8")
    movement = folder / "content" / "phong-trao.yml"
    movement.write_text(_with_contact(movement.read_text("utf-8")), "utf-8")
    (folder / "publish.toml").write_text(targets, "utf-8")


def _with_contact(text: str) -> str:
    begin, mark, rest = text.partition("\ndon_vi_quan_ly:\n")
    lines = rest.split("\n")
    end = next(number for number, line in enumerate([*lines, "end"]) if line and not line.startswith(" "))
    missing = [f"  {key}: {value}" for key, value in CONTACT.items() if not any(line.startswith(f"  {key}:") for line in lines[:end])]  # fmt: skip
    return begin + mark + "\n".join([*lines[:end], *missing, *lines[end:]])


def write_entry(folder: Path, entry: MadeEntry, draw: Random | None = None) -> Path:
    """Write an entry's file and photos."""
    place = folder / entry.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"---\n{front_matter(entry.keys, draw or Random(entry.slug))}---\n{entry.story}", "utf-8")
    for name in entry.photos:
        made_photos.write(folder / entry.photo_folder / name, f"{entry.slug} {name}")
    return place


def git(folder: Path, *words: str, at: datetime | None = None) -> str:
    """Run git without the user's configuration, at a fixed time; return its output."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Người thử"), ("EMAIL", "thu@vi-du.test"))}  # fmt: skip
    when = {f"GIT_{role}_DATE": at.isoformat() for role in ("AUTHOR", "COMMITTER")} if at else {}
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}  # fmt: skip
    done = subprocess.run(["git", *words], cwd=folder, env=environment | who | when, capture_output=True, text=True, check=True)  # fmt: skip
    return done.stdout.strip()


def commit(folder: Path, words: str, at: datetime | None = None) -> str:
    """Commit every file and return the commit's hash; the first call makes the repository."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", words, at=at)
    return git(folder, "rev-parse", "HEAD")


def at_day(day: date) -> dict[str, str]:
    """Return the environment in which commands take the day as today: noon in Vietnam."""
    return {"SOURCE_DATE_EPOCH": str(int(datetime(day.year, day.month, day.day, 5, tzinfo=UTC).timestamp()))}


def make_samples_real(folder: Path) -> list[Path]:
    """Copy the project and turn its samples into real records; return the entries' files.

    What says "sample" goes, documents lose their mark, and what a real record needs and a sample does not is added:
    the consent of the person, the paper for a photo of children.
    """
    copy_project(folder, targets=FOLDER_TARGET.replace("{name}", folder.name))
    made = []
    for kind in ("models", "exemplars"):
        shutil.copytree(REPO / kind, folder / kind)
        for path in sorted((folder / kind).glob("*.md")):
            text = made_real(path.read_text("utf-8"), person=kind == "exemplars")
            path.unlink()
            path.write_text(text, "utf-8")
            made.append(path)
    for path in sorted((folder / "content" / "don-vi").glob("*.md")):
        path.write_text(made_real((REPO / "content" / "don-vi" / path.name).read_text("utf-8")), "utf-8")
    commit(folder, "Bài minh họa thành bài thật", FIRST_COMMIT)
    return made


def made_real(text: str, *, person: bool = False) -> str:
    """Return a sample's text as that of a real record."""
    head, rule, story = text[4:].partition("\n---\n")
    lines = [line.replace("MINH-HOA/", "") for line in head.split("\n") if line.strip() != "minh_hoa: true"]
    approved = next((line for line in lines if line.startswith("duyet:")), "")
    day = approved[-11:-1] if approved else "2024-01-10"
    if (person or any("loai: ca-nhan" in line for line in lines)) and not any(
        line.startswith("dong_y_dang:") for line in lines
    ):
        lines.append(f"dong_y_dang: {{ngay: {day}, hinh_thuc: văn bản}}")
    return "---\n" + "\n".join(_with_papers(lines, day)) + rule + story


def _with_papers(lines: list[str], day: str) -> Iterable[str]:
    for line in lines:
        yield line
        if line.strip() == "tre_em: true":
            indent = line[: len(line) - len(line.lstrip())]
            yield f"{indent}giay_dong_y: {{ma: GDY-01/2024, ngay: {day}, noi_luu: Văn phòng Đoàn xã}}"


def recipes() -> int:
    """Return the number of kinds of entries; a registry of that size has each once."""
    return len(RECIPES)
