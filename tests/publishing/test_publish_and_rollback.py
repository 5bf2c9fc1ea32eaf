"""From a repository to visitors and back: ``dvk publish`` and ``dvk rollback`` as staff run them, over a real sshd and nginx."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from danvankheo.base.headers import HEADERS, editor_headers
from danvankheo.publishing import server_files
from danvankheo.publishing.targets import PublishTarget, TargetKind
from publishing.servers import Host, free_port, host, nginx, program, site
from shared_store import share_store

STORY = "duong-tranh-bich-hoa-thon-tien-nong"
PARTS = ("content", "models", "exemplars", "theme", "mkdocs.yml", ".gitignore")


def run(command: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip


def git(folder: Path, *words: str) -> str:
    done = run(["git", "-c", "user.name=a", "-c", "user.email=a@vi-du.test", *words], folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def dvk(folder: Path, *words: str) -> tuple[int, str]:
    done = run([sys.executable, "-m", "danvankheo.cli", *words], folder)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Host]:
    (tmp_path / "may-chu").mkdir()
    with host(tmp_path / "may-chu") as running:
        yield running


@pytest.fixture
def office(repo: Path, tmp_path: Path, server: Host) -> Path:
    """The office's clone, with a trial site among its targets; pictures drawn before are not drawn again."""
    folder, target = tmp_path / "kho", server.target
    folder.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (repo / part).is_dir() else shutil.copy2
        copy(repo / part, folder / part)
    share_store(folder)
    (folder / "publish.toml").write_text(
        f'[thu]\nloai = "may-chu"\nchinh_thuc = false\nminh_hoa = true\ndia_chi = "{target.address}"\nnoi = "{target.place}"\ncong = {target.port}\n'
        f'khoa = "{target.key}"\nmay_chu_da_biet = "{target.known_hosts}"\n',
        "utf-8",
    )
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "mot")
    return folder


def test_staff_publish_a_change_and_go_back(office: Path, server: Host) -> None:
    page, file = f"/mo-hinh/{STORY}/", office / "models" / f"{STORY}.md"
    status, said = dvk(office, "publish", "thu")
    assert (status, "Lưu ý" in said) == (0, False), said
    first = re.findall(r"Đã đăng bản ([0-9a-f]{12})", said)[0]
    status, headers, before = server.get(page)
    assert (status, {name: headers.get(name.lower()) for name in HEADERS}) == (200, dict(HEADERS))

    file.write_text(file.read_text("utf-8") + "\nThêm một câu mới đăng.\n", "utf-8")
    status, said = dvk(office, "publish", "thu")
    assert (status, "chưa commit" in said) == (1, True), said
    git(office, "commit", "-q", "-am", "hai")
    status, said = dvk(office, "publish", "thu")
    assert (status, f"mo-hinh/{STORY}/index.html" in said) == (0, True), said
    assert "Thêm một câu mới đăng." in server.get(page)[2].decode()

    git(office, "checkout", "-q", "HEAD~1")
    status, said = dvk(office, "publish", "thu")
    assert (status, "mới hơn" in said) == (1, True), said
    assert "Thêm một câu mới đăng." in server.get(page)[2].decode()

    # Elsewhere the version is asked of the address itself.
    elsewhere = f'\n[noi-khac]\nloai = "goi-tep"\nchinh_thuc = false\nminh_hoa = true\ndia_chi = "{server.target.address}"\nnoi = "goi"\n'
    (office / ".gitignore").write_text("/publish.toml\n/.cache\n", "utf-8")
    git(office, "rm", "-q", "--cached", "publish.toml")
    git(office, "add", ".gitignore")
    git(office, "commit", "-q", "-m", "ba")
    with (office / "publish.toml").open("a", encoding="utf-8") as file_:
        file_.write(elsewhere)
    status, said = dvk(office, "publish", "noi-khac")
    assert (status, "thuộc nhánh khác" in said) == (1, True), said
    assert not (office / "goi").exists()

    assert dvk(office, "rollback", "thu")[0] == 0
    assert server.get(page)[2] == before
    status, said = dvk(office, "rollback", "thu", "--list")
    assert (status, re.findall(r"→ ([0-9a-f]{12})", said)) == (0, [first])


def test_over_https_every_header_comes_and_plain_http_leads_there(tmp_path: Path) -> None:
    """The configuration as written for the real address, but for its ports and its certificate."""
    secure, plain = free_port(), free_port()
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    target = PublishTarget(
        "thu", TargetKind.SERVER, "https://localhost/", True, False, "dvk@localhost", 22, None, None, 3, {}
    )
    text = server_files.nginx(target, str(tmp_path / "srv"), editor_headers(""))
    assert "listen [::]:443" in text
    text = re.sub(r"\n    listen \[::\][^\n]*", "", text).replace("/etc/letsencrypt/live/localhost", str(tmp_path))
    text = text.replace("listen 443", f"listen 127.0.0.1:{secure}").replace("listen 80", f"listen 127.0.0.1:{plain}")
    site(tmp_path / "srv/releases/1", 1)
    (tmp_path / "srv/current").symlink_to("releases/1")
    trusted = ssl.create_default_context(cafile=tmp_path / "fullchain.pem")
    with nginx(text, tmp_path / "nginx", secure):
        with urllib.request.urlopen(f"https://localhost:{secure}/", timeout=30, context=trusted) as answer:
            assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
            assert b"so 1" in answer.read()

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *arguments: object) -> None:
                return None

        with pytest.raises(urllib.error.HTTPError) as moved:
            urllib.request.build_opener(Stay).open(f"http://127.0.0.1:{plain}/mo-hinh/?xep=ten", timeout=30)
        with moved.value as answer:
            assert (answer.code, answer.headers["location"]) == (301, "https://127.0.0.1/mo-hinh/?xep=ten")
