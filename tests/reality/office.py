"""The office that keeps a registry in a clone and publishes it; the checks of pull requests; a static web host."""

from __future__ import annotations

import io
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from unittest import mock

from danvankheo import cli
from danvankheo.publishing.targets import PublishTarget
from github.conftest import PULL
from memory import collect_garbage
from publishing.servers import same_port
from reality.made_registry import at_day, commit, git
from shared_store import share_store
from web_server import FolderHandler, serving

TARGETS = ("folder", "server", "pages", "archive")
NAMES = {"folder": "thu-muc", "server": "may-chu", "pages": "trang-github", "archive": "goi"}
Change = Callable[[Path], object]


@dataclass
class StaticHost:
    """A folder served over HTTP like a plain host: the answer to a missing page is the site's 404.html."""

    root: Path
    address: str = ""

    def show(self, root: Path) -> None:
        """Serve another folder from now on."""
        self.root = root


class _Answers(FolderHandler):
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        body = page.read_bytes() if code == 404 and page.is_file() else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def static_host(root: Path) -> Iterator[StaticHost]:
    """Serve a folder until the block ends."""
    served = StaticHost(root)
    with serving(lambda *words: _Answers(*words, directory=str(served.root)), same_port()) as served.address:
        yield served


def dvk(folder: Path, *words: str, day: date, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a command in this process as if today were the day; return its exit status and output. An exception fails the test."""
    said = io.StringIO()
    with mock.patch.dict(os.environ, {**at_day(day), "NO_MKDOCS_2_WARNING": "1", **(env or {})}), redirect_stdout(said), redirect_stderr(said):  # fmt: skip
        try:
            status = cli.main(["--repo", str(folder), *words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        finally:
            collect_garbage()
    return status, said.getvalue()


def targets(address: str, server: PublishTarget | None) -> str:
    """Return a ``publish.toml`` with a target of every kind for one address."""
    text = (
        f'[thu-muc]\nloai = "thu-muc"\ndia_chi = "{address}"\nnoi = "../da-dang"\n\n'
        f'[trang-github]\nloai = "github-pages"\ndia_chi = "{address}"\nnoi = ".cache/github-pages"\n\n'
        f'[goi]\nloai = "goi-tep"\ndia_chi = "{address}"\nnoi = "../goi"\n'
    )
    if server:
        text += f'\n[may-chu]\nloai = "may-chu"\ndia_chi = "{server.address}"\nnoi = "{server.place}"\ncong = {server.port}\nkhoa = "{server.key}"\nmay_chu_da_biet = "{server.known_hosts}"\n'  # fmt: skip
    return text


@dataclass
class Office:
    """The office's clone, its day, and the target and host of its site."""

    folder: Path
    day: date
    target: str
    web: StaticHost
    done: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The target's name in ``publish.toml``."""
        return NAMES[self.target]

    def dvk(self, *words: str, status: int = 0) -> str:
        """Run a command and check its exit status; return its output."""
        got, said = dvk(self.folder, *words, day=self.day)
        assert got == status, f"dvk {' '.join(words)} on {self.day}: {got}\n{said}"
        return said

    def save(self, words: str) -> None:
        """Check and commit what was changed."""
        self.dvk("check")
        commit(self.folder, words)

    def publish(self, *more: str) -> str:
        """Publish, and deploy the result to the host where the command does not."""
        first = ["--first"] if self.target in ("pages", "archive") and "published" not in self.done else []
        if not self.done:
            self.dvk("check", "--publish", self.name)
        said = self.dvk("publish", self.name, *first, *more)
        self.done.append("published")
        if self.target == "pages":
            deployed = self.folder.parent / f"deployed-{len(self.done)}"
            shutil.copytree(self.folder / ".cache/github-pages", deployed)
            self.web.show(deployed)
        if self.target == "archive":
            upload(self.folder.parent / "goi", self.web.root)
        return said

    def pull_request(self, change: Change, words: str) -> str:
        """Propose a change, run the checks of the pull request, merge it; return the check's output."""
        work = self.folder.parent / f"de-nghi-{len(self.done)}-{time.monotonic_ns()}"
        base, merge = work / "may", work / "bai"
        for place in (base, merge):
            git(self.folder, "clone", "-q", "--no-hardlinks", str(self.folder), str(place))
        change(merge)
        commit(merge, words)
        event = {"pull_request": PULL | {"head": PULL["head"] | {"sha": git(merge, "rev-parse", "HEAD")}}}  # type: ignore[operator]
        (work / "event.json").write_text(json.dumps(event), "utf-8")
        env = host_environment(work)
        share_store(base)
        status, said = dvk(base, "github", "check", "--from", str(merge), "--out", str(work / "ket-qua"), day=self.day, env=env)  # fmt: skip
        assert status == 0, said
        if self.target == "pages":  # the repository's host publishes, so it makes a preview, too
            status, previewed = dvk(base, "github", "preview", "--from", str(merge), "--out", str(work / "xem-thu"), day=self.day, env=env)  # fmt: skip
            assert status == 0, previewed
            assert (work / "xem-thu/site/index.html").is_file()
        git(self.folder, "pull", "-q", "--no-rebase", "--no-edit", str(merge), "main")
        shutil.rmtree(work)
        return said


def host_environment(work: Path) -> dict[str, str]:
    """Return the environment variables of a workflow step."""
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        (work / name).write_text("")
    return {
        "GITHUB_EVENT_PATH": str(work / "event.json"), "GITHUB_API_URL": "http://127.0.0.1:1", "GITHUB_REPOSITORY": "doan-vi-du/dan-van-kheo",
        "GITHUB_SERVER_URL": "https://github.com", "GITHUB_TOKEN": "khong-co",
        **{name: str(work / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")},
    }  # fmt: skip


def upload(archives: Path, root: Path) -> None:
    """Follow the guide beside the archives: unpack the three in order, then delete the listed files."""
    for archive in sorted(archives.glob("*.zip")):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(root)
    listed = archives / "can-xoa.txt"
    for path in listed.read_text("utf-8").splitlines() if listed.is_file() else ():
        (root / path).unlink(missing_ok=True)
