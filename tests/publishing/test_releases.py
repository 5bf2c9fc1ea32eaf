"""A folder shows wholly the old site or wholly the new one, whatever happens to whoever publishes."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import releases

ONE = {"index.html": "một", "a/index.html": "a", "assets/x.css": "như cũ"}
TWO = {"index.html": "hai", "b/index.html": "b", "assets/x.css": "như cũ"}


def made(site: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    return site


def shown(target: Path) -> dict[str, str]:
    current = (target / "current").resolve()
    return {p.relative_to(current).as_posix(): p.read_text("utf-8") for p in current.rglob("*") if p.is_file()}


def test_a_release_replaces_another_and_shares_what_is_the_same(tmp_path: Path) -> None:
    target = tmp_path / "web"
    first = releases.publish(made(tmp_path / "1", ONE), target)
    (target / "portal.php").write_text("không phải của mình", "utf-8")
    before = releases.plan(made(tmp_path / "2", TWO), target)
    assert shown(target) == ONE
    second = releases.publish(tmp_path / "2", target)
    assert before == second
    assert (second.added, second.changed, second.removed) == (("b/index.html",), ("index.html",), ("a/index.html",))
    assert shown(target) == TWO
    old = target / "releases" / first.id / "assets" / "x.css"
    assert old.stat().st_ino == (target / "current" / "assets" / "x.css").stat().st_ino
    assert (target / "portal.php").is_file()


def test_a_page_of_equal_size_is_not_kept_by_mistake(tmp_path: Path) -> None:
    releases.publish(made(tmp_path / "1", {"index.html": "aaa"}), tmp_path / "web")
    site = made(tmp_path / "2", {"index.html": "bbb"})
    os.utime(site / "index.html", (0, 0))
    releases.publish(site, tmp_path / "web")
    assert shown(tmp_path / "web") == {"index.html": "bbb"}


def test_the_builders_notes_stay_at_home(tmp_path: Path) -> None:
    releases.publish(made(tmp_path / "1", ONE | {".dvk-manifest.json": "[]"}), tmp_path / "web")
    assert shown(tmp_path / "web") == ONE


def test_a_link_in_the_site_is_refused(tmp_path: Path) -> None:
    site = made(tmp_path / "1", ONE)
    (site / "x").symlink_to("/etc")
    with pytest.raises(DanVanKheoError, match="không phải tệp thường"):
        releases.publish(site, tmp_path / "web")


def test_a_folder_named_current_is_not_ours_to_replace(tmp_path: Path) -> None:
    made(tmp_path / "web" / "current", {"index.html": "của người khác"})
    with pytest.raises(DanVanKheoError, match="không phải liên kết"):
        releases.publish(made(tmp_path / "1", ONE), tmp_path / "web")
    assert (tmp_path / "web" / "current" / "index.html").read_text("utf-8") == "của người khác"


def test_two_do_not_publish_at_once(tmp_path: Path) -> None:
    releases.publish(made(tmp_path / "1", ONE), tmp_path / "web")
    with (tmp_path / "web" / releases.LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(DanVanKheoError, match="người khác đang đăng"):
            releases.publish(made(tmp_path / "2", TWO), tmp_path / "web")
    assert shown(tmp_path / "web") == ONE


def test_a_publisher_killed_at_random_leaves_a_whole_site(tmp_path: Path) -> None:
    """The file-system call at which it dies is drawn, not the moment, so every draw meets the publication itself."""
    many = TWO | {f"p/{n}/index.html": str(n) for n in range(20)}
    first, second, draw = made(tmp_path / "1", ONE), made(tmp_path / "2", many), random.Random(7)
    program = """
import os, signal, sys
from pathlib import Path
from danvankheo.publishing import releases
left = int(sys.argv[3])
def watch(event, arguments):
    global left
    if event in ("open", "os.link", "os.rename", "os.mkdir", "os.symlink", "os.remove"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
allowed = left
releases.publish(Path(sys.argv[1]), Path(sys.argv[2]))
print(allowed - left)
"""
    releases.publish(first, tmp_path / "web")
    run = [sys.executable, "-c", program, str(second)]
    calls = int(subprocess.run([*run, str(tmp_path / "web"), "100000"], capture_output=True, check=True).stdout)
    switching = range(calls - 9, calls)  # the new release takes its name, then the link turns
    for turn in sorted({*draw.sample(range(calls), 5), *switching}):
        target = tmp_path / f"web-{turn}"
        releases.publish(first, target)
        assert subprocess.run([*run, str(target), str(turn)]).returncode == -signal.SIGKILL
        assert shown(target) in (ONE, many)
        releases.publish(second, target)
        assert shown(target) == many


def test_a_file_too_large_to_write_leaves_the_old_site(tmp_path: Path) -> None:
    releases.publish(made(tmp_path / "1", ONE), tmp_path / "web")
    made(tmp_path / "2", TWO | {"big.bin": "x" * 200_000})
    program = (
        "import resource, signal, sys; from pathlib import Path; from danvankheo.publishing import releases;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "releases.publish(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    call = [sys.executable, "-c", program, str(tmp_path / "2"), str(tmp_path / "web")]
    assert subprocess.run(call, capture_output=True).returncode == 1
    assert shown(tmp_path / "web") == ONE
