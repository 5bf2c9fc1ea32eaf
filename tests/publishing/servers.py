"""A real sshd, a real nginx and a real Caddy of the tests' own: own configuration, own keys, free ports of this machine, stopped by pid."""

from __future__ import annotations

import getpass
import hashlib
import http.client
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from danvankheo.base.headers import editor_headers
from danvankheo.publishing import server_files
from danvankheo.publishing.targets import PublishTarget, TargetKind

MODULES = Path("/usr/lib/nginx/modules")


def program(name: str) -> str:
    """Where Debian puts servers is not on everybody's path."""
    found = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")
    assert found, f"{name} is missing: run scripts/setup/system.sh"
    return found


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def same_port() -> int:
    """Return the port that this worker's tests use one after the other, so that pages made for an address serve again."""
    for port in range(18_700 + 20 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")), 65_000, 7):
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                door.bind(("127.0.0.1", port))
                return port
    raise AssertionError("no port is free")


def answers(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens."""
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nobody listens")


def site(folder: Path, number: int, pages: int = 12, extra: dict[str, str] | None = None) -> Path:
    """A site whose every page says its number, with assets that are named by their content, as ours are."""
    style = f"body {{ order: {number}; }}\n" + "/* filling */\n" * 40
    name = f"assets/stylesheets/all.{hashlib.sha256(style.encode()).hexdigest()[:8]}.css"
    files = {
        name: style,
        "phien-ban.json": f'{{"ban_ma": "", "chot_den": "{number}"}}\n',
        "404.html": f"khong co {number}",
    }
    for path in ["index.html", *(f"mo-hinh/m{n}/index.html" for n in range(pages))]:
        files[path] = f'<!doctype html><head>\n<link href="/{name}"></head><p>{path} so {number}</p>' + "chu " * 500
    draw = random.Random(number)
    files["anh/lon.bin"] = "".join(draw.choices("abcdefgh", k=200_000))
    for path, text in (files | (extra or {})).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@contextmanager
def running(
    command: list[str], port: int, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        answers(port, process)
        yield process
    finally:
        process.terminate()
        process.wait(30)


@dataclass(frozen=True)
class Host:
    """A server to publish to."""

    target: PublishTarget
    sshd: subprocess.Popen[bytes]
    root: Path

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """What the web server answers; the path as given."""
        door = http.client.HTTPConnection(self.target.address.split("/")[2], timeout=30)
        door.request("GET", path, headers=headers or {})
        answer = door.getresponse()
        got = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        door.close()
        return got

    def connections(self) -> list[int]:
        """The processes that serve connections of our sshd."""
        parents = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
        found = {self.sshd.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return sorted(found - {self.sshd.pid})


@contextmanager
def nginx(text: str, folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Nginx with one configuration of ours inside the least that it needs."""
    folder.mkdir()
    temporary = "".join(
        f"{name}_temp_path {folder};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.getuid() == 0 else ""
    main = f"""{user}daemon off;
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log;
load_module {MODULES}/ngx_http_brotli_static_module.so;
events {{}}
http {{
{temporary}access_log off;
{text}}}
"""
    (folder / "nginx.conf").write_text(main, "utf-8")
    with running([program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")], port) as process:
        yield process


@contextmanager
def caddy(text: str, folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Caddy with one site of ours; it asks nobody for a certificate and listens to no administrator."""
    folder.mkdir()
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
    kept = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [program("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with running(command, port, kept) as process:
        yield process


# What serves a site: how its configuration is made, how it is run.
WEB_SERVERS = {"nginx": (server_files.nginx, nginx), "caddy": (server_files.caddy, caddy)}


@contextmanager
def host(
    folder: Path,
    *,
    base: str = "/",
    root: Path | None = None,
    former: dict[str, str] | None = None,
    before: tuple[str, ...] = (),
    web: str = "nginx",
    signed: bool = False,
    port: int | None = None,
) -> Iterator[Host]:
    """An sshd whose one key can only publish, and a web server that serves what is published, on the port or a free one."""
    root = root or folder / "srv"
    root.mkdir(exist_ok=True)
    for name in ("host", "key", "sign"):
        subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / server_files.RECEIVER).write_bytes(server_files.receiver())
    line = server_files.key_line(str(root), signed=signed).replace("/usr/bin/python3", sys.executable)
    line = line.replace("/usr/local/lib/dvk", str(folder))
    (folder / server_files.SIGNERS).write_bytes(server_files.signers(folder / "sign"))
    (folder / "authorized").write_text(f"{line} {(folder / 'key.pub').read_text()}", "utf-8")
    ssh_port, web_port = free_port(), port or free_port()
    (folder / "known").write_text(f"[127.0.0.1]:{ssh_port} {(folder / 'host.pub').read_text()}", "utf-8")
    (folder / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{ssh_port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\nPidFile none\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        "PermitRootLogin prohibit-password\nMaxStartups 100\n"
        "SetEnv SHLVL=2\n",  # bash then reads no start-up file of whoever runs the tests
        "utf-8",
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    target = PublishTarget(
        "thu", TargetKind.SERVER, f"http://127.0.0.1:{web_port}{base}", True, False, f"{getpass.getuser()}@127.0.0.1", ssh_port,
        folder / "key", folder / "known", 3, former or {}, _on_port(before, web_port),
        folder / "sign" if signed else None,
    )  # fmt: skip
    configure, serve = WEB_SERVERS[web]
    conf = configure(target, str(root), editor_headers(""))
    with (
        running([program("sshd"), "-D", "-e", "-f", str(folder / "sshd_config")], ssh_port) as sshd,
        serve(conf, folder / web, web_port),
    ):
        yield Host(target, sshd, root)


def _on_port(addresses: tuple[str, ...], port: int) -> tuple[str, ...]:
    """Return the addresses a site had before as if all were on our port; "{here}" stands for the site's own host."""
    named = (address.replace("{here}", "http://127.0.0.1") for address in addresses)
    return tuple(re.sub(r"(?<=[a-z0-9])/", f":{port}/", address, count=1) for address in named)


def folder_target(place: Path, keep: int = 3) -> PublishTarget:
    return PublishTarget("thu", TargetKind.FOLDER, "", True, False, str(place), 22, None, None, keep, {})


def without_address(target: PublishTarget) -> PublishTarget:
    """The same target, looked at by nobody after a publication."""
    return replace(target, address="")


def shown(root: Path) -> dict[str, bytes]:
    current = (root / "current").resolve()
    return {path.relative_to(current).as_posix(): path.read_bytes() for path in current.rglob("*") if path.is_file()}
