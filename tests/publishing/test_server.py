"""Publishing to a server: a real sshd with a key that can do one thing, a real nginx and Caddy with the configuration we ship."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.headers import HEADERS, editor_headers
from danvankheo.publishing import prepare, publication, server_files
from danvankheo.publishing.sessions import connect
from danvankheo.publishing.targets import PublishTarget, TargetKind
from publishing.servers import WEB_SERVERS, Host, host, program, shown, site


def anything(version: object) -> None:
    """Every site may take another's place."""


@pytest.fixture(scope="module", params=WEB_SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder = tmp_path_factory.mktemp("host")
    with host(folder, base="/dan-van-kheo/", former={"12": "mo-hinh/m1/"}, web=request.param) as running:
        first = site(folder / "1", 1, extra={"gui-bai/bien-tap/index.html": "bien tap", "assets/x.svg": "<svg/>" * 100})
        prepare.compress(first, folder / "packed")
        publication.publish(first, running.target, anything)
        yield running


def ssh(server: Host, *words: str) -> subprocess.CompletedProcess[bytes]:
    target = server.target
    call = [program("ssh"), "-T", "-p", str(target.port), "-i", str(target.key), "-o", f"UserKnownHostsFile={target.known_hosts}",
            "-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR", target.place, *words]  # fmt: skip
    return subprocess.run(call, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)


def test_visitors_get_pages_with_every_header_and_short_or_endless_caching(server: Host) -> None:
    status, headers, body = server.get("/dan-van-kheo/")
    assert (status, b"so 1" in body) == (200, True)
    assert {name: headers.get(name.lower()) for name in HEADERS} == dict(HEADERS)
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "public, max-age=300"
    assert "last-modified" not in headers
    style = next((server.root / "current/assets/stylesheets").glob("*.css")).name
    _, headers, _ = server.get(f"/dan-van-kheo/assets/stylesheets/{style}")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"] == "text/css; charset=utf-8"
    assert server.get("/dan-van-kheo/assets/x.svg")[1]["cache-control"] == "public, max-age=300"


def test_the_editor_has_its_own_policy_and_nothing_else_gets_it(server: Host) -> None:
    _, headers, _ = server.get("/dan-van-kheo/gui-bai/bien-tap/")
    assert {name: headers.get(name.lower()) for name in HEADERS} == dict(editor_headers(""))
    for path in ("/dan-van-kheo/gui-bai/bien-tap/../../", "/dan-van-kheo/gui-bai/bien-tap/%2e%2e/../mo-hinh/m1/"):
        assert server.get(path)[1]["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_what_was_compressed_beforehand_is_what_is_sent(server: Host) -> None:
    plain = server.get("/dan-van-kheo/")[2]
    status, headers, body = server.get("/dan-van-kheo/", {"Accept-Encoding": "gzip, deflate, br"})
    assert (status, headers["content-encoding"], brotli.decompress(body)) == (200, "br", plain)
    _, headers, body = server.get("/dan-van-kheo/", {"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert body == (server.root / "current/index.html.gz").read_bytes()
    assert "accept-encoding" in headers["vary"].lower()


def test_a_page_that_is_not_there_is_our_404_with_every_header(server: Host) -> None:
    for path in ("/dan-van-kheo/khong-co/", "/dan-van-kheo/assets/khong-co.css", "/dan-van-kheo/anh/khong-co.webp"):
        status, headers, body = server.get(path)
        assert (status, body) == (404, b"khong co 1"), path
        assert {name: headers.get(name.lower()) for name in HEADERS} == dict(HEADERS)
        assert "immutable" not in headers.get("cache-control", "")


def test_addresses_of_the_old_portal_lead_on_and_folders_get_their_slash(server: Host) -> None:
    for path in ("/?dnt=/view/post/&post=12", "/?dnt=%2Fview%2Fpost%2F&post=12", "/index.php?post=12&dnt=/view/post/"):
        status, headers, _ = server.get(path)
        assert (status, headers["location"]) == (301, "/dan-van-kheo/mo-hinh/m1/")
    assert server.get("/?dnt=/view/post/&post=13")[0] == 404
    status, headers, _ = server.get("/dan-van-kheo/mo-hinh/m1")
    assert status in (301, 308), "for good; Caddy says it with 308"
    assert headers["location"] == "/dan-van-kheo/mo-hinh/m1/"
    assert server.get("/dan-van-kheo")[1]["location"] == "/dan-van-kheo/"


@pytest.mark.parametrize(
    "words",
    [
        ("id",),
        (),
        ("dvk-publish; id",),
        ("rsync --server -rcze.iLsfxCIvu . /etc",),
        ("rsync --server -rce.iLsfxCIvu . ../../x",),
        ("rsync --server --sender -rce.iLsfxCIvu . " + "0" * 64,),
        ("rsync --server -rce.iLsfxCIvu --log-file=/tmp/x . " + "0" * 64,),
        ("rsync --server -rlce.iLsfxCIvu . " + "0" * 64,),
        ("rsync --server -rce.iLsfxCIvu . " + "0" * 64,),
    ],
)
def test_a_publishers_key_can_do_nothing_else(server: Host, words: tuple[str, ...]) -> None:
    done = ssh(server, *words)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "uid=" not in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/x", "a/../../x", ".ssh/authorized_keys", "a//b", "a\\b", "a\nb", "a/.b", "", "a\u2028b", "a\x85b"],
)
def test_a_manifest_cannot_name_a_file_outside(server: Host, path: str) -> None:
    with connect(server.target) as session, pytest.raises(DanVanKheoError, match="không đúng dạng"):
        session.ask("begin", manifest={"index.html": "0" * 64, path: "0" * 64})


def test_nobody_else_publishes_meanwhile(server: Host, tmp_path: Path) -> None:
    before = shown(server.root)
    with connect(server.target), pytest.raises(DanVanKheoError, match="người khác đang đăng"):
        publication.publish(site(tmp_path / "2", 2), server.target, anything)
    assert shown(server.root) == before


def test_what_came_over_wrong_is_not_shown(server: Host, tmp_path: Path) -> None:
    before, other = shown(server.root), site(tmp_path / "2", 2)
    manifest = publication.manifest_of(other)
    with connect(server.target) as session:
        name = session.ask("begin", manifest=manifest)["id"]
        (other / "mo-hinh/m3/index.html").write_text("khác", "utf-8")
        session.send(other, name, manifest)
        with pytest.raises(DanVanKheoError, match=r"không đúng như bản đã dựng, ví dụ mo-hinh/m3/index\.html"):
            session.ask("verify", id=name)
        with pytest.raises(DanVanKheoError, match="không còn nguyên vẹn"):
            session.ask("switch", id=name, keep=3)
    assert shown(server.root) == before


def test_a_release_is_checked_by_the_servers_own_tools(server: Host) -> None:
    name = (server.root / "current").resolve().name
    listing = server.root / "releases" / f"{name}.sha256"
    done = subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", listing], cwd=server.root / "releases" / name, check=False
    )
    assert done.returncode == 0
    assert subprocess.run(["sha256sum", listing], capture_output=True, text=True, check=True).stdout[:64] == name


def test_publishing_rolling_back_and_what_earlier_pages_ask_for(server: Host, tmp_path: Path) -> None:
    one = next((server.root / "current/assets/stylesheets").glob("*.css")).name
    done = publication.publish(site(tmp_path / "2", 2), server.target, anything)
    assert "index.html" in done.changed
    assert b"so 2" in server.get("/dan-van-kheo/")[2]
    status, headers, body = server.get(f"/dan-van-kheo/assets/stylesheets/{one}")
    assert (status, b"order: 1" in body) == (200, True)
    assert headers["cache-control"].endswith("immutable")
    assert {name: headers.get(name.lower()) for name in HEADERS} == dict(HEADERS)
    publication.rollback(server.target, None)
    assert b"so 1" in server.get("/dan-van-kheo/")[2]
    publication.rollback(server.target, done.id[:12])
    assert b"so 2" in server.get("/dan-van-kheo/")[2]
    publication.rollback(server.target, None)


def test_a_site_that_visitors_do_not_get_is_taken_back(server: Host, tmp_path: Path) -> None:
    before = shown(server.root)
    broken = site(tmp_path / "5", 5, extra={"khong-co-trang-nay/index.html": "lạ"})
    with pytest.raises(DanVanKheoError, match=r"phải là 404.*Đã trở lại bản trước"):
        publication.publish(broken, server.target, anything)
    assert shown(server.root) == before


def test_no_request_fails_while_releases_take_turns(server: Host, tmp_path: Path) -> None:
    """Readers fetch a page, then the style it names: one of the two releases answers, and answers wholly."""
    other = publication.publish(site(tmp_path / "2", 2), server.target, anything).id
    names = [name for name in publication.listing(server.target)["releases"] if name != other][-1:] + [other]
    over, wrong, asked = threading.Event(), [], [0]

    def read() -> None:
        while not over.is_set():
            status, _, body = server.get("/dan-van-kheo/mo-hinh/m1/")
            style = body.partition(b'href="/')[2].partition(b'"')[0].decode()
            then, _, sheet = server.get(f"/dan-van-kheo/{style}")
            asked[0] += 2
            number = body.partition(b"so ")[2][:1]
            if status != 200 or then != 200 or b"order: " + number not in sheet:
                wrong.append((status, then, style))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    with connect(server.target) as session:
        for turn in range(20):  # hundreds in make soak ONLY=publish
            session.ask("rollback", id=names[turn % 2])
    over.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert asked[0] > 20


def test_the_examples_in_deploy_are_what_the_command_writes(repo: Path) -> None:
    target = PublishTarget(
        "may-chu", TargetKind.SERVER, "https://huyendoanthoxuan.vn/", True, False, "dvk@vi-du.test", 22, None, None, 5,
        {"123": "mo-hinh/ten-bai/"},
    )  # fmt: skip
    editor = editor_headers("")
    made = {
        "nginx/dvk.conf": server_files.nginx(target, "/srv/dvk", editor),
        "caddy/Caddyfile": server_files.caddy(target, "/srv/dvk", editor),
    }
    for path, text in made.items():
        file = repo / "deploy" / path
        assert file.read_text("utf-8") == text, f"write {path} anew"
