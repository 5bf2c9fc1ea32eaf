"""Whatever a publisher's key sends, lists, plants or asks: nothing outside the folder is touched, and every line is answered."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import publication
from danvankheo.publishing.receiver import contained_files
from danvankheo.publishing.receiver.command import answer, serve
from danvankheo.publishing.receiver.manifest import is_path, manifest_text, read_manifest
from danvankheo.publishing.receiver.release_store import ReleaseStore
from publishing import servers
from publishing.servers import folder_target, site

# What some reader of lines takes for the end of one, or a terminal for a command.
BREAKS = [
    "\u2028",
    "\u2029",
    "\x85",
    "\v",
    "\f",
    "\x1c",
    "\x1d",
    "\x1e",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\u202e",
    "\ufeff",
    "\ud800",
]


def anything(version: object) -> None:
    """Every site may take another's place."""


def outside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def treasure(tmp_path: Path) -> Path:
    """What lies beside the folder and must stay."""
    folder = tmp_path / "ngoai"
    folder.mkdir()
    for name in ("mot", "index.html", "app.css"):
        (folder / name).write_text(f"của người khác: {name}", "utf-8")
    return folder


@pytest.mark.parametrize("mark", BREAKS, ids=ascii)
def test_a_path_with_any_kind_of_line_break_is_in_no_manifest(mark: str, treasure: Path, tmp_path: Path) -> None:
    victim = treasure / "mot"
    path = f"a{mark}{'0' * 64}  {victim}"
    assert not is_path(path)
    releases = ReleaseStore(tmp_path / "web")
    with releases.locked(), pytest.raises(DanVanKheoError, match="không đúng dạng"):
        releases.begin({"index.html": "0" * 64, path: "0" * 64})


@pytest.mark.parametrize("mark", BREAKS[:-1], ids=ascii)
def test_manifests_written_before_that_rule_remove_nothing_outside(mark: str, treasure: Path, tmp_path: Path) -> None:
    """They lie in the folder already; pruning reads them."""
    target, web = folder_target(tmp_path / "web", keep=1), tmp_path / "web"
    publication.publish(site(tmp_path / "1", 1), target, anything)
    rows = manifest_text(
        {"index.html": "1" * 64, f"x{mark}{'0' * 64}  {treasure}/mot": "2" * 64, f"../../ngoai/mot{mark}": "3" * 64}
    )
    old = hashlib.sha256(rows.encode()).hexdigest()
    (web / f"releases/{old}.sha256").write_text(rows, "utf-8", newline="")
    (web / "releases" / old).mkdir()
    before = outside(treasure)
    publication.publish(site(tmp_path / "2", 2), target, anything)
    assert outside(treasure) == before
    assert not (web / f"releases/{old}.sha256").exists()


def plant(place: Path, treasure: Path, how: str) -> None:
    """Put something where a file or folder of ours is to be."""
    if place.is_dir() and not place.is_symlink():
        place.rename(place.with_name(f"{place.name}-cu"))
    else:
        place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    if how == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to({"folder": treasure, "file": treasure / "mot", "nowhere": treasure / "khong-co"}[how])


def test_links_planted_anywhere_lead_nothing_outside(treasure: Path, tmp_path: Path) -> None:
    """Into parts, releases, shared files, then publishing, withdrawing and going back over them; 60 random trees."""
    draw, before, refused = random.Random(20260), outside(treasure), 0
    sites = [site(tmp_path / str(number), number, pages=2) for number in range(3)]
    for case in range(60):
        web = tmp_path / f"web-{case}"
        target = folder_target(web, keep=draw.randint(1, 2))
        publication.publish(sites[0], target, anything)
        shown = (web / "current").resolve().name
        coming = publication.release_id(publication.manifest_of(sites[1]))
        below = ["mo-hinh", "mo-hinh/m0", "mo-hinh/m0/index.html", "index.html", "anh", "assets/stylesheets", "assets"]
        roots = [f"releases/.part-{coming}", f"releases/{shown}", "shared", "releases"]
        for _ in range(draw.randint(1, 3)):
            place = web / draw.choice(roots) / draw.choice(below)
            if all(parent.is_dir() and not parent.is_symlink() for parent in place.parents if parent.exists()):
                plant(place, treasure, draw.choice(["folder", "file", "nowhere", "pipe"]))
        if case % 5 == 0:
            plant(web / "releases" / f".part-{coming}", treasure, "folder")
        for number in (1, 2):
            try:
                publication.publish(sites[number], target, anything)
                publication.rollback(target, None)
            except DanVanKheoError:
                refused += 1
        assert outside(treasure) == before, case
        if (web / "current").resolve().name != shown:
            assert not set(servers.shown(web).values()) & set(before.values()), case
    assert refused < 110, "what strangers leave behind does not stop publishing for ever"


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/passwd", "a//b", "", ".", "a/."])
def test_no_step_leads_up_or_elsewhere(tmp_path: Path, treasure: Path, path: str) -> None:
    (tmp_path / "goc/a").mkdir(parents=True)
    (tmp_path / "x").write_text("ngoài", "utf-8")
    root = tmp_path / "goc"
    contained_files.remove(root, path)
    assert (
        contained_files.digest(root, path),
        contained_files.read(root, path),
        contained_files.is_folder(root, path),
    ) == ("", None, False)
    for write in (lambda: contained_files.write(root, path, b"x"), lambda: contained_files.make_folder(root, path)):
        with pytest.raises(OSError, match="không phải đường dẫn"):
            write()
    assert (tmp_path / "x").read_text("utf-8") == "ngoài"


def test_a_manifest_is_read_as_it_was_written() -> None:
    """Every printable character may be in a name; 300 random manifests come back as they are."""
    draw = random.Random(7)
    letters = [chr(code) for code in range(32, 0x2FFF) if chr(code).isprintable() and chr(code) not in "/\\"] + BREAKS[
        :-1
    ]
    for _ in range(300):
        rows = {
            "/".join(
                "".join(draw.choices(letters, k=draw.randint(1, 9))) for _ in range(draw.randint(1, 3))
            ): f"{n:064x}"
            for n in range(5)
        }
        good = {path: digest for path, digest in rows.items() if is_path(path)}
        assert read_manifest(manifest_text(good).encode("utf-8")) == good


def junk(draw: random.Random) -> bytes:
    """One line that is no question."""
    makers: list[Callable[[], Any]] = [
        lambda: json.dumps(draw.choice([None, 1, "x", [], [{}], True, 1e308])).encode(),
        lambda: b"[" * draw.randint(1_000, 100_000),
        lambda: b'{"do": ' * 50_000,
        lambda: json.dumps({"do": "begin", "manifest": draw.choice([1, [], "x", {"index.html": 1}, {"index.html": None}])}).encode(),
        lambda: json.dumps({"do": draw.choice(["verify", "switch", "rollback"]), "id": draw.choice([1, [], {}, None, "x", "0" * 64])}).encode(),
        lambda: json.dumps({"do": draw.choice([1, [], {}, None, "", "Verify"])}).encode(),
        lambda: json.dumps({"do": "list", "keep": draw.choice(["5", 0, -1, 51, 1.5, True, [], None, 10**400])}).encode(),
        lambda: b'{"do": "list", "keep": ' + draw.choice([b"NaN", b"Infinity", b"-Infinity", b"1" * 9_000]) + b"}",
        lambda: b'{"do": "begin", "manifest": {"index.html": "\\ud800", "\\udfff": "' + b"0" * 64 + b'"}}',
        lambda: draw.randbytes(draw.randint(1, 60)).replace(b"\n", b""),
        lambda: '{"do": "list"}'.encode(draw.choice(["utf-16", "utf-32"])).replace(b"\n", b""),
        lambda: json.dumps({"do": "verify", "id": "0" * 64, "restored": draw.choice([1, "x", {}, None])}).encode(),
    ]  # fmt: skip
    return bytes(draw.choice(makers)())


def test_the_receiver_answers_every_line_with_one_line_and_goes_on(tmp_path: Path) -> None:
    draw = random.Random(11)
    lines = [junk(draw) for _ in range(400)]
    asks, answers = io.BytesIO(b"".join(line + b'\n{"do": "list"}\n' for line in lines)), io.BytesIO()
    serve(ReleaseStore(tmp_path / "web"), asks, answers)
    said = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert said[0] == {"ready": True}
    assert len(said) == 1 + 2 * len(lines)
    for line, first, second in zip(lines, said[1::2], said[2::2], strict=True):
        assert set(first) == {"error"} or line == b'{"do": "list"}', line[:80]
        assert "Traceback" not in str(first)
        assert second["current"] == ""


def test_a_line_without_end_is_one_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danvankheo.publishing.receiver.command._MOST_LINE", 1_000)
    asks, answers = io.BytesIO(b'{"do": "' + b"x" * 5_500 + b'"}\n{"do": "list"}\n'), io.BytesIO()
    serve(ReleaseStore(tmp_path / "web"), asks, answers)
    said = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert [set(row) for row in said[:2]] == [{"ready"}, {"error"}]
    assert len(said) == 3


def test_what_is_asked_for_is_told_apart_by_type(tmp_path: Path) -> None:
    for asked in ({"do": "list", "keep": True}, {"do": "switch", "id": ["0" * 64]}, {"do": ["list"]}):
        with pytest.raises(DanVanKheoError):
            answer(ReleaseStore(tmp_path), asked)
