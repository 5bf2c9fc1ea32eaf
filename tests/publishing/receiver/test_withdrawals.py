"""Law 5: after any row of publications, withdrawals, renames, stale merges, rollbacks, no withdrawn name or face is anywhere."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from random import Random

import brotli
import pytest
from danvankheo import build, theme_frames
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.withdrawal_ledger import FILE as LEDGER
from danvankheo.editing.withdrawal import find, marked
from danvankheo.publishing import prepare, publication
from danvankheo.publishing.receiver.withdrawals import CARD
from laws import Cases
from PIL import Image
from publishing.servers import folder_target
from reality.made_entries import Visibility
from reality.made_registry import MadeRegistry, write_registry
from shared_store import share_store

TODAY = date(2026, 11, 27)


def likeness(data: bytes | Path) -> int:
    """64 bits, one for each step to the right in a 9 × 8 picture: alike for every size and format of a photo."""
    with Image.open(io.BytesIO(data) if isinstance(data, bytes) else data) as image:
        pixels = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    steps = (pixels[row * 9 + column] < pixels[row * 9 + column + 1] for row in range(8) for column in range(8))
    return sum(step << place for place, step in enumerate(steps))


def forms(words: str) -> set[bytes]:
    """Every way in which a name may be written down."""
    ways = {
        words,
        escape(words),
        json.dumps(words)[1:-1],
        unicodedata.normalize("NFD", words),
        words.replace('"', '""'),
    }
    return {way.casefold().encode() for way in ways}


def opened(path: Path) -> Iterator[bytes]:
    """The bytes of a file as they are, unpacked, and as text without case."""
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else brotli.decompress(data) if path.suffix == ".br" else data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (
                archive.read(name).decode("utf-8", "replace").casefold().encode() for name in archive.namelist()
            )
    else:
        yield data.decode("utf-8", "replace").casefold().encode()


@dataclass
class Office:
    """A repository, the folder it is published into, and what people have withdrawn."""

    root: Path
    web: Path
    made: MadeRegistry
    names: dict[str, set[bytes]] = field(default_factory=dict)
    faces: dict[str, int] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    snapshots: list[dict[str, bytes]] = field(default_factory=list)
    pending: list[tuple[str, str]] = field(default_factory=list)
    number: int = 0
    texts: dict[bytes, list[bytes]] = field(default_factory=dict)
    pictures: dict[bytes, int] = field(default_factory=dict)

    def sources(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for folder in ("models", "exemplars")
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
        }

    def put(self, files: dict[str, bytes]) -> None:
        for folder in ("models", "exemplars"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        for name, data in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_bytes(data)

    def publish(self) -> bool:
        """Publish what the files say; False when it is refused because something withdrawn would come back."""
        self.number += 1
        work = self.root.parent / f"{self.root.name}-{self.number}"
        drawn = theme_frames.draw(
            self.root / "mkdocs.yml", site_dir=work / "built", site_url="https://vi-du.test/", as_of=TODAY
        )
        build.build(drawn)
        prepare.make_release(work / "built", work / "site", commit="", as_of=TODAY.isoformat())
        prepare.compress(work / "site", self.root.parent / "packed")
        try:
            publication.publish(work / "site", folder_target(self.web, keep=4), lambda version: None)
        except DanVanKheoError as error:
            if "đã được gỡ theo yêu cầu" not in str(error):
                raise
            return False
        finally:
            shutil.rmtree(work)
        for slug, photo in self.pending:
            self._gone(slug, photo)
        self.pending.clear()
        self.snapshots.append(self.sources())
        return True

    def withdraw(self, draw: Random, photo: bool) -> None:
        """Withdraw a public entry, or one of its photos, as people do."""
        entries = [
            entry
            for entry in self.made.entries
            if entry.seen in (Visibility.PAGE, Visibility.LISTED) and self._file(entry.slug)
        ]
        open_ = [entry for entry in entries if b"\nrut_dong_y:" not in self._file(entry.slug).read_bytes()]
        with_photos = [entry for entry in open_ if entry.photos]
        if not (chosen := with_photos if photo else open_):
            return
        slug = draw.choice(chosen).slug
        found = find(self.root, self._file(slug).relative_to(self.root).as_posix())
        if photo:
            found = find(self.root, f"{found.path}/{draw.choice(found.photos)}")
        if (slug, found.photo) in self.pending or f"{slug}/{found.photo}" in self.faces:
            return
        assert marked(found, TODAY).write(self.root)
        self.pending.append((slug, found.photo))

    def _file(self, slug: str) -> Path:
        """The file of an entry, under whatever name it has now."""
        places = [path for folder in ("models", "exemplars") for path in (self.root / folder).glob(f"{slug}*.md")]
        return places[0] if places else Path()

    def _gone(self, slug: str, photo: str) -> None:
        found = find(self.root, self._file(slug).relative_to(self.root).as_posix())
        folder = self.root / found.kind / "anh" / found.slug
        for name in [photo] if photo else found.photos:
            if (folder / name).is_file():
                self.faces[f"{slug}/{name}"] = likeness(folder / name)
        if not photo:
            self.names[slug] = forms(slug) | forms(found.title)
            self.addresses |= {f"{found.page.partition('/')[0]}/{name}" for name in (slug, found.slug)}

    def rename(self, draw: Random) -> None:
        """Give a model another address; the one before is noted, and who names it names the new one."""
        files = [path for path in sorted(self.root.glob("models/*.md")) if "ten_cu:" not in path.read_text("utf-8")]
        if not files:
            return
        old = draw.choice(files)
        new = old.with_stem(f"{old.stem}-moi")
        text = old.read_text("utf-8")
        old.unlink()
        for other in [*self.root.glob("models/*.md"), *self.root.glob("exemplars/*.md")]:
            said = other.read_text("utf-8")
            other.write_text(re.sub(rf"(?<=[ \[]){old.stem}(?=[],\n])", new.stem, said), "utf-8")
        new.write_text(text.replace("---\n", f"---\nten_cu: [{old.stem}]\n", 1), "utf-8")
        photos = self.root / "models/anh" / old.stem
        if photos.is_dir():
            photos.rename(photos.with_name(new.stem))

    def stale(self, draw: Random) -> None:
        """Bring the files of an earlier publication back; refused when that brings back what was withdrawn."""
        if not self.snapshots:
            return
        now, pending = self.sources(), list(self.pending)
        self.put(draw.choice(self.snapshots))
        self.pending.clear()
        if not self.publish():
            self.put(now)
            self.pending = pending

    def rollback(self, draw: Random) -> None:
        kept = list(publication.listing(folder_target(self.web))["releases"])
        if kept:
            publication.rollback(folder_target(self.web), draw.choice(kept))

    def traces(self) -> Iterator[str]:
        """Yield where a withdrawn name or face still is."""
        needles = set().union(*self.names.values()) if self.names else set()
        texts, pictures = self.texts, self.pictures
        for path in sorted(self.web.rglob("*")):
            place = path.relative_to(self.web).as_posix()
            if path.is_symlink() or not path.is_file() or place.startswith("."):
                continue
            inside = (
                place.split("/", 2)[2]
                if place.startswith("releases/") and "/" in place[9:]
                else place.removeprefix("shared/")
            )
            plain, card = inside.removesuffix(".gz").removesuffix(".br"), CARD.fullmatch(inside)
            own = plain.removesuffix("/index.html") in self.addresses or (card and card["page"] in self.addresses)
            data = path.read_bytes()
            if data not in texts:
                texts[data] = list(opened(path)) if path.suffix not in (".jpg", ".webp", ".png", ".woff2") else []
            if not own and any(needle in place.casefold().encode() for needle in needles):
                yield f"{place} is named so"
            # A release's list of files has to name the notices; a notice names its own address.
            addresses = (
                self.addresses if path.suffix == ".sha256" else {plain.removesuffix("/index.html")} & self.addresses
            )
            for text in texts[data]:
                for address in addresses:
                    text = text.replace(f"{address}/".encode(), b"")
                yield from (f"{place} holds {needle.decode()}" for needle in needles if needle in text)
            if path.suffix in (".jpg", ".webp", ".png"):
                if data not in pictures:
                    pictures[data] = likeness(data)
                yield from (
                    f"{place} shows {name}"
                    for name, face in self.faces.items()
                    if (pictures[data] ^ face).bit_count() <= 6
                )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> MadeRegistry:
    made = write_registry(tmp_path_factory.mktemp("kho") / "goc", 11, 9, day=TODAY)
    theme_frames.draw(made.folder / "mkdocs.yml", as_of=TODAY)
    return made


@pytest.mark.law(5)
def test_nothing_withdrawn_is_anywhere_after_any_row_of_steps(
    small: MadeRegistry, tmp_path: Path, cases: Cases
) -> None:
    refused = withdrawn = 0
    for number, draw in enumerate(cases.draws(1, "rows of steps")):
        root = tmp_path / f"kho-{number}"
        shutil.copytree(small.folder, root, ignore=shutil.ignore_patterns(".git"))
        share_store(root)
        office = Office(root, tmp_path / f"web-{number}", small)
        assert office.publish()
        steps = ["photo", "rename", "publish", "entry", "rollback"]
        draw.shuffle(steps)
        for step in ["entry", "publish", *steps, "publish", "stale", "rollback"]:
            cases.count(1, "steps")
            before = office.number
            if step in ("entry", "photo"):
                office.withdraw(draw, step == "photo")
            elif step == "publish":
                assert office.publish(), "only stale files are refused"
            else:
                getattr(office, step)(draw)
            refused += step == "stale" and office.number > before and bool(office.names)
            assert list(office.traces()) == [], (number, step)
        withdrawn += len(office.names) + len(office.faces)
        rows = json.loads((office.web / "current" / LEDGER).read_bytes())
        assert all(len(part) == 64 for row in rows for part in row.split("#")), "digests and nothing else"
        shutil.rmtree(root)
        shutil.rmtree(office.web)
    assert withdrawn > 1
    assert refused
