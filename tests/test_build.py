"""The whole build, on the repository's own files: one site whatever the tool, the folder or the hour."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from shared_store import link_pictures

STORY = "models/duong-tranh-bich-hoa-thon-tien-nong.md"


def tree(site: Path) -> dict[str, str]:
    """Return the digest of every file of a site by its path."""
    return {
        p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(site.rglob("*"))
        if p.is_file()
    }


def copy(root: Path, to: Path, *, cache: bool = False) -> Path:
    """Copy what a site is made from, with what an earlier build kept of it or without."""
    for name in ("content", "models", "exemplars", "theme"):
        shutil.copytree(root / name, to / name)
    shutil.copy(root / "mkdocs.yml", to / "mkdocs.yml")
    if cache:
        shutil.copytree(root / ".cache" / "store", to / ".cache" / "store")
    return to


def run(where: Path, *command: str, umask: int = 0o022, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module's command in a folder."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=where, capture_output=True, text=True, env=env, check=False, umask=umask
    )


@pytest.fixture(scope="module")
def work(repo: Path, built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository that is built once, with the pictures that were made for ``built_site``."""
    root = copy(repo, tmp_path_factory.mktemp("kho"))
    link_pictures(root)
    done = run(root, "danvankheo.cli", "build")
    assert done.returncode == 0, done.stderr
    return root


def test_two_builds_in_two_folders_at_another_hour_and_place_are_equal_byte_for_byte(
    work: Path, repo: Path, tmp_path: Path
) -> None:
    other = copy(repo, tmp_path / "một thư mục khác")
    done = run(other, "danvankheo.cli", "build", TZ="Asia/Ho_Chi_Minh", LC_ALL="C", PYTHONHASHSEED="7", umask=0o077)
    assert done.returncode == 0, done.stderr
    assert tree(other / "site") == tree(work / "site")


@pytest.mark.parametrize("tool", ["mkdocs", "properdocs"])
def test_mkdocs_and_properdocs_build_the_same_site_as_dvk(work: Path, tmp_path: Path, tool: str) -> None:
    other = copy(work, tmp_path / "kho", cache=True)
    done = run(other, tool, "build", "-f", "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    assert tree(other / "site") == tree(work / "site")


def test_a_build_says_what_it_built_and_the_next_step(work: Path) -> None:
    done = run(work, "danvankheo.cli", "build")
    assert "32 mô hình, 9 điển hình" in done.stdout
    assert "make serve" in done.stdout
    assert "ghi mới 0" in done.stdout, "nothing changed, nothing is written"


def test_a_changed_story_rewrites_its_page_and_its_words_only_and_equals_a_clean_build(
    work: Path, tmp_path: Path
) -> None:
    root = copy(work, tmp_path / "kho", cache=True)
    run(root, "danvankheo.cli", "build")
    before = tree(root / "site")
    file = root / STORY
    file.write_text(file.read_text("utf-8") + "\nThêm một câu kể về buổi sáng hôm ấy.\n", "utf-8")
    run(root, "danvankheo.cli", "build")
    after = tree(root / "site")
    changed = {path for path in after if after[path] != before.get(path)}
    search = {path for path in changed if path.startswith(("tim-kiem/", "assets/tim-kiem/"))}
    assert changed - search == {".dvk-manifest.json", "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/index.html"}
    assert not any(path.startswith("assets/tim-kiem/d") for path in search), "its title and summary are the old ones"
    shutil.rmtree(root / ".cache")
    shutil.rmtree(root / "site")
    link_pictures(root)
    run(root, "danvankheo.cli", "build")
    assert tree(root / "site") == after


def test_after_a_changed_story_nothing_is_loaded_that_draws_lists_or_makes_downloads(
    work: Path, tmp_path: Path
) -> None:
    root = copy(work, tmp_path / "kho", cache=True)
    run(root, "danvankheo.cli", "build")
    with (root / STORY).open("a", encoding="utf-8") as file:
        file.write("\nThêm một câu kể về buổi trưa hôm ấy.\n")
    names = ("mkdocs", "PIL", "pillow_heif", "segno", "openpyxl", "danvankheo.outputs.site_pages")
    code = (
        f"import sys; from danvankheo import cli; cli.main(['build']); print([n for n in {names} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert "(ghi mới" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_file_with_an_error_is_told_and_the_rest_is_built(work: Path, tmp_path: Path) -> None:
    root = copy(work, tmp_path / "kho", cache=True)
    run(root, "danvankheo.cli", "build")
    before = tree(root / "site")
    (root / STORY).write_text((root / STORY).read_text("utf-8").replace("linh_vuc: ", "linh_vuc: x-", 1), "utf-8")
    done = run(root, "danvankheo.cli", "build")
    assert done.returncode == 1
    assert f"{STORY}:4:" in done.stderr
    assert "DVK303" in done.stderr
    assert "Bài đang được sửa" in done.stderr
    assert "Traceback" not in done.stderr
    page = STORY.replace("models/", "mo-hinh/").replace(".md", "/index.html")
    assert "Bài đang được sửa" in (root / "site" / page).read_text("utf-8")
    assert page in before


@pytest.mark.parametrize("share", [0.35, 0.7, 0.95])
def test_a_build_killed_anywhere_leaves_whole_files_and_the_next_one_mends_the_rest(
    work: Path, tmp_path: Path, share: float
) -> None:
    root = copy(work, tmp_path / "kho", cache=True)
    run(root, "danvankheo.cli", "build")
    old = tree(root / "site")
    page = root / "theme" / "pages" / "parts.html"
    page.write_text(page.read_text("utf-8").replace("Bạn có một câu chuyện?", "Bạn có chuyện muốn kể?"), "utf-8")
    other = copy(root, tmp_path / "moi", cache=True)
    began = time.monotonic()
    run(other, "danvankheo.cli", "build")
    whole = time.monotonic() - began
    new = tree(other / "site")
    command = [sys.executable, "-m", "danvankheo.cli", "build"]
    building = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        building.wait(whole * share)
    except subprocess.TimeoutExpired:
        building.kill()
        building.wait()
    for path, found in tree(root / "site").items():
        if not path.startswith(".dvk-"):
            assert found in (old.get(path), new.get(path)), path
    done = run(root, "danvankheo.cli", "build")
    assert done.returncode == 0, done.stderr
    assert tree(root / "site") == new


def test_a_removed_entry_takes_its_page_with_it_and_files_of_others_stay(work: Path, tmp_path: Path) -> None:
    root = copy(work, tmp_path / "kho", cache=True)
    run(root, "danvankheo.cli", "build")
    (root / "site" / "google123.html").write_text("x", "utf-8")
    slug = "vuon-rau-thuan-minh"
    assert (root / "site" / "mo-hinh" / slug / "index.html").is_file()
    (root / "models" / f"{slug}.md").unlink()
    shutil.rmtree(root / "models" / "anh" / slug, ignore_errors=True)
    done = run(root, "danvankheo.cli", "build")
    assert done.returncode == 0, done.stderr
    assert not (root / "site" / "mo-hinh" / slug / "index.html").exists()
    assert (root / "site" / "google123.html").is_file()


def test_without_samples_nothing_illustrative_is_built(repo: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    done = run(repo, "danvankheo.cli", "build", "--no-samples", "--site-dir", str(site))
    assert done.returncode == 0, done.stderr
    assert not list(site.glob("mo-hinh/*/index.html"))
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert pages
    assert not any(
        "MINH-HOA" in page or "minh họa" in page.replace("tranh minh họa", "")
        for page in pages
        if "<h1>Chính" not in page
    )


def test_a_former_address_leads_on(work: Path) -> None:
    page = (work / "site" / "dien-hinh").glob("*/index.html")
    redirects = [path for path in page if 'http-equiv="refresh"' in path.read_text("utf-8")]
    assert len(redirects) == 1
    assert "url=../../dien-hinh/tran-ha-biec/" in redirects[0].read_text("utf-8")


def test_serve_shows_a_saved_story_and_leaves_no_trace_in_files(work: Path, tmp_path: Path) -> None:
    import threading
    import urllib.request

    from danvankheo import server

    root = copy(work, tmp_path / "kho", cache=True)
    said: list[str] = []
    stop = threading.Event()
    thread = threading.Thread(
        target=server.serve, args=(root / "mkdocs.yml", {"site_url": "http://localhost/x/"}, 0, said.append, stop)
    )
    thread.start()
    try:
        address = wait_for(lambda: next((line.split()[2] for line in said if line.startswith("Mở xem")), None))
        root_url = address.replace("localhost", "127.0.0.1")

        def page(path: str = "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/") -> str:
            with urllib.request.urlopen(root_url + path, timeout=5) as answer:
                return str(answer.read().decode("utf-8"))

        assert "/-/thay-doi.js" in page()
        assert "/-/thay-doi.js" not in page("gui-bai/bien-tap/"), "saving in the editor must not close it"
        time.sleep(0.5)  # the watcher starts after the server
        text = (root / STORY).read_text("utf-8")
        (root / STORY).write_text(text + "\nCâu vừa thêm để thử.\n", "utf-8")
        assert wait_for(lambda: "Câu vừa thêm để thử." in page())
        broken = text.replace("don_vi: ", "don_vi: khong-co-", 1)
        (root / STORY).write_text(broken, "utf-8")
        assert wait_for(lambda: any("DVK301" in line for line in said)), "an error is said, the server goes on"
    finally:
        stop.set()
        thread.join(timeout=20)
    assert not thread.is_alive()
    site = root / ".cache" / "serve"
    assert not any("thay-doi.js" in path.read_text("utf-8") for path in site.rglob("*.html"))


def wait_for(ask, seconds: float = 120):  # type: ignore[no-untyped-def]
    """Ask until there is an answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(0.05)
    raise AssertionError("no answer in time")
