"""Whatever happens to whoever publishes, visitors see wholly the old site or wholly the new one; the next run takes up the work."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import publication
from publishing import failures
from publishing.servers import Host, folder_target, host, shown, site


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with host(tmp_path_factory.mktemp("host")) as running:
        yield running


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sites")
    return site(folder / "cu", 1), site(folder / "moi", 2)


@pytest.mark.parametrize("far", [False, True], ids=["the publisher is killed", "the connection is cut"])
def test_an_accident_at_any_moment_leaves_a_whole_site(server: Host, sites: tuple[Path, Path], far: bool) -> None:
    old, new = sites
    seconds, draw = failures.measured(server, old, new), random.Random(20 + far)
    for _ in range(3):
        _, seen = failures.kill_one(server, old, new, draw, seconds, far=far)
        assert seen in ("cu", "moi")
        failures.settle(server, new)
        assert failures.states(server, [new]) == "moi"
        failures.settle(server, old)


def test_of_two_publishers_at_once_one_is_told_to_wait_and_the_site_is_whole(
    server: Host, sites: tuple[Path, Path]
) -> None:
    old, new = sites
    failures.settle(server, old)
    both = [failures.publisher(folder, server) for folder in (new, old)]
    said = [process.communicate(timeout=120)[1].decode() for process in both]
    assert failures.states(server, [old, new])
    assert 0 in [process.returncode for process in both]
    assert all("người khác đang đăng" in text for process, text in zip(both, said, strict=True) if process.returncode)


def test_a_full_disk_is_said_and_the_old_site_stays(tmp_path: Path) -> None:
    large = site(tmp_path / "moi", 2, extra={f"anh/anh-{n}.bin": str(n) * 90_000 for n in range(9)})
    with failures.little_room(tmp_path / "dia", 800_000):
        with host(tmp_path, root=tmp_path / "dia") as server:
            old = site(tmp_path / "cu", 1)
            failures.settle(server, old)
            process = failures.publisher(large, server)
            said = process.communicate(timeout=120)[1].decode()
            assert process.returncode == 1
            assert "trang đang đăng không đổi" in said
            assert failures.states(server, [old]) == "cu"
        target = folder_target(tmp_path / "dia")
        with pytest.raises(DanVanKheoError, match="Không ghi được"):
            publication.publish(large, target, lambda version: None)
        assert shown(tmp_path / "dia") == failures.files(old)


def test_a_wrong_clock_changes_nothing(server: Host, sites: tuple[Path, Path], tmp_path: Path) -> None:
    """Files of the year 2038 and of 1970, of equal size: contents alone decide what is sent and what visitors' caches keep."""
    old, new = sites
    failures.settle(server, old)
    tag = server.get("/")[1]["etag"]
    subprocess.run(["find", new, "-exec", "touch", "-d", "1970-01-02", "{}", "+"], check=True)
    subprocess.run(
        ["find", server.root / "releases", "-type", "d", "-exec", "touch", "-d", "2038-01-01", "{}", "+"], check=True
    )
    failures.settle(server, new)
    assert failures.states(server, [new]) == "moi"
    assert server.get("/", {"If-None-Match": tag})[0] == 200
    assert server.get("/", {"If-None-Match": server.get("/")[1]["etag"]})[0] == 304
    failures.settle(server, old)
    assert server.get("/")[1]["etag"] == tag
