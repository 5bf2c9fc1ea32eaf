"""The browser editor on a phone's screen: a story with a photo is written and saved, and the check passes on the file.

The folder a volunteer would pick is one in the browser's own file system; everything else is as in a real visit.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from danvankheo import checking
from danvankheo.base.headers import EDITOR_FOLDER, editor_headers, editor_policy
from danvankheo.forms.editor_config import config
from danvankheo.media.photos import inspect
from danvankheo.records.reading import load
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect
from playwright.sync_api import TimeoutError as NotInTime

PICK = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => violations.push(`${e.effectiveDirective} ${e.blockedURI}`));
window.showDirectoryPicker = async () => {
  const repo = await (await navigator.storage.getDirectory()).getDirectoryHandle("kho", { create: true });
  for (const name of [".git", "models", "exemplars"]) await repo.getDirectoryHandle(name, { create: true });
  return repo;
};
"""
PUT = """async ([path, text]) => {
  const [name, ...folders] = path.split("/").reverse();
  let place = await showDirectoryPicker();
  for (const folder of folders.reverse()) place = await place.getDirectoryHandle(folder, { create: true });
  const file = await place.getFileHandle(name, { create: true });
  const out = await file.createWritable();
  await out.write(text);
  await out.close();
}"""
READ = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
      else found[path + name] = btoa(Array.from(new Uint8Array(await (await handle.getFile()).arrayBuffer()), x => String.fromCharCode(x)).join(""));
    }
  };
  await walk(await showDirectoryPicker(), "");
  return found;
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone's browser that takes down what is asked of other hosts."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN", has_touch=True, is_mobile=True
    )
    context.add_init_script(PICK)
    page = context.new_page()
    page.set_default_timeout(30_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + EDITOR_FOLDER)
    yield page
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []
    assert page.evaluate("window.violations") == []
    context.close()


def field(page: Page, key: str) -> Locator:
    """Return a field by its key, scrolled to: those far below are drawn when they come near."""
    found = page.locator(f'section[data-key-path="{key}"]')
    page.mouse.move(195, 500)
    for _ in range(100):
        if found.count():
            break
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(100)
    found.scroll_into_view_if_needed()
    return found


def choose(page: Page, key: str, name: str) -> None:
    """Choose one of a few; while it takes in a photo the editor may draw a field anew and lose a click."""
    radio = field(page, key).get_by_role("radio", name=name)
    for patience in (2_000, 5_000, 30_000):
        radio.click()
        try:
            expect(radio).to_be_checked(timeout=patience)
            return
        except AssertionError:
            continue
    expect(radio).to_be_checked()


def opened(page: Page, *folders: str) -> None:
    """Open the models, or a folder of them."""
    door = page.get_by_role("button", name="cục bộ")
    door.wait_for()
    assert page.get_by_role("button", name="mã truy cập").count() == 0, "nobody can sign in, so no door for it"
    door.click()
    for depth in range(len(folders)):
        page.locator("[data-action=toggle]").nth(depth).click()
    page.get_by_text(folders[-1] if folders else "Mô hình", exact=True).first.click()


def add_photo(page: Page, number: int, photo: Path) -> None:
    field(page, "anh").get_by_role("button", name="Thêm").last.click()
    field(page, f"anh.{number}.tep").get_by_role("button").nth(1).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Tải lên").click()
    chooser.value.set_files(photo)
    page.get_by_role("button", name="Chèn").click()
    field(page, f"anh.{number}.mo_ta").get_by_role("textbox").fill("Đoàn viên trồng hoa ở ngõ")
    field(page, f"anh.{number}.tac_gia").get_by_role("textbox").fill("Đoàn xã cung cấp")
    choose(page, f"anh.{number}.quyen", "sự kiện")


def saved(page: Page, into: Path) -> list[str]:
    """Save, and bring what lies in the browser's folder onto the disk."""
    for patience in (10_000, 20_000, 30_000):
        # While it still takes in a photo the editor may not hear a click; a person presses once more.
        page.get_by_role("button", name="Lưu").click()
        try:
            page.get_by_text("Đã lưu bài viết").wait_for(timeout=patience)
            break
        except NotInTime:
            continue
    else:
        raise AssertionError(page.locator("body").inner_text())
    files = page.evaluate(READ)
    for path, data in files.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(base64.b64decode(data))
    return sorted(files)


def test_a_story_with_a_photo_is_written_saved_and_passes_the_check(page: Page, repo: Path, tmp_path: Path) -> None:
    photo = tmp_path / "Ảnh đường hoa 1.jpg"
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 55.0, 0.0)})
    Image.new("RGB", (1600, 1200), "green").save(photo, exif=exif)
    opened(page)
    page.get_by_role("button", name="Tạo").click()
    field(page, "ten").get_by_role("textbox").fill("Đường hoa: thôn Bàn #1")
    field(page, "don_vi").get_by_role("combobox").click()
    page.get_by_role("option", name="Đoàn xã Xuân Lai").click()
    choose(page, "linh_vuc", "Văn hóa – xã hội")
    field(page, "dia_chi").get_by_role("textbox").fill("Thôn Bàn, xã Xuân Lai")
    field(page, "bat_dau").locator("input").first.fill("2023-02-15")
    add_photo(page, 0, photo)
    choose(page, "chu_the.loai", "Tập thể")
    field(page, "chu_the.ten").get_by_role("textbox").fill("Chi đoàn thôn Bàn")
    field(page, "nhap").get_by_role("switch").click()
    field(page, "body").locator("[contenteditable=true]").click()
    page.keyboard.type("Ngõ nhiều rác. Bà con cùng trồng hoa.")

    shutil.copytree(repo / "content", tmp_path / "kho/content")
    slug = "duong-hoa-thon-ban-1"
    assert saved(page, tmp_path / "kho") == [f"models/anh/{slug}/anh-duong-hoa-1.webp", f"models/{slug}.md"]
    facts = inspect((tmp_path / f"kho/models/anh/{slug}/anh-duong-hoa-1.webp").read_bytes())
    assert (facts.kind, facts.has_location) == ("webp", False)
    text = (tmp_path / f"kho/models/{slug}.md").read_text("utf-8")
    for line in (
        "ten: 'Đường hoa: thôn Bàn #1'",
        "don_vi: xa-xuan-lai",
        "bat_dau: 2023-02-15",
        "- tep: anh-duong-hoa-1.webp",
        "nhap: true",
    ):
        assert line in text
    errors = [
        p for p in checking.check(tmp_path / "kho").problems if p.path.startswith("models") and p.severity == "error"
    ]
    assert errors == []


def lost(was: Any, now: Any, where: str = "") -> list[str]:
    """Return the places whose value is not there any more; an unticked box may have been written down."""
    if isinstance(was, dict) and isinstance(now, dict):
        new = [f"{where}/{key} is new" for key in now if key not in was and now[key] != "false"]
        return new + [place for key in was for place in lost(was[key], now.get(key), f"{where}/{key}")]
    if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        return [
            place
            for number, (a, b) in enumerate(zip(was, now, strict=True))
            for place in lost(a, b, f"{where}/{number}")
        ]
    return [] if was == now else [where]


@pytest.mark.parametrize("path", ["models/bai-cu.md", "models/2025/xa-xuan-lai/bai-cu.md"])
def test_a_story_that_was_there_keeps_every_key_it_had_and_its_folder(
    page: Page, repo: Path, tmp_path: Path, path: str
) -> None:
    before = (repo / "models/duong-tranh-bich-hoa-thon-tien-nong.md").read_text("utf-8")
    page.evaluate(PUT, [path, before])
    opened(page, *path.split("/")[1:-1])
    page.get_by_text("Đường tranh bích họa").first.click()
    field(page, "dia_chi").get_by_role("textbox").fill("Thôn Tiên Nông (xóm Bắc), xã Xuân Lai")
    photo = tmp_path / "anh-moi.jpg"
    Image.new("RGB", (1600, 1200), "green").save(photo)
    add_photo(page, len(yaml.safe_load(before.split("---\n")[1])["anh"]), photo)
    assert saved(page, tmp_path) == sorted([path, "models/anh/bai-cu/anh-moi.webp"])
    after = (tmp_path / path).read_text("utf-8")
    was, now = (yaml.load(text.split("---\n")[1], yaml.BaseLoader) for text in (before, after))
    assert now.pop("dia_chi") == "Thôn Tiên Nông (xóm Bắc), xã Xuân Lai"
    del was["dia_chi"]
    assert now["anh"].pop()["tep"] == "anh-moi.webp"
    assert lost(was, now) == []
    assert after.split("---\n", 2)[2].split() == before.split("---\n", 2)[2].split()


@contextmanager
def elsewhere(browser: Browser, site: Path, instead: dict[str, str]) -> Iterator[tuple[Page, list[str]]]:
    """Visit the editor on a public host; yield the page and what it asked for. ``instead``: other texts for some files."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    context.add_init_script(PICK)
    asked: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.partition("?")[0].removeprefix("https://vi-du.test/")
        asked.append(path)
        file = site / (path + "index.html" if path.endswith("/") else path)
        if file.name in instead:
            route.fulfill(body=instead[file.name], content_type=f"text/{file.suffix[1:]}; charset=utf-8")
        else:
            route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(f"https://vi-du.test/{EDITOR_FOLDER}")
    yield page, asked
    context.close()


def test_elsewhere_it_stays_shut_and_says_where_to_write(browser: Browser, built_site: Path) -> None:
    with elsewhere(browser, built_site, {}) as (page, asked):
        assert page.get_by_role("heading").inner_text() == "Trình soạn bài"
        assert page.get_by_role("link", name="mẫu ở trang Gửi bài").get_attribute("href") == "../"
        assert not any("sveltia" in path or "config" in path for path in asked)


def test_once_people_can_sign_in_it_opens_and_still_asks_no_stranger(
    browser: Browser, built_site: Path, repo: Path
) -> None:
    oauth = "https://dang-nhap.vi-du.test"
    html = (built_site / EDITOR_FOLDER / "index.html").read_text("utf-8")
    html = html.replace(editor_policy(""), editor_policy(oauth)).replace('data-open="no" data-hosts=""', f'data-open="yes" data-hosts="https://api.github.com {oauth}"')  # fmt: skip
    told = json.dumps(config(load(repo)[0], "to-chuc/kho", oauth))
    with elsewhere(browser, built_site, {"index.html": html, "config.json": told}) as (page, asked):
        page.get_by_role("button", name="GitHub").wait_for(timeout=30_000)
        assert page.get_by_role("button", name="mã truy cập").count() == 0
        assert [path for path in asked if "://" in path] == []
        assert page.evaluate("window.violations") == []


@pytest.mark.parametrize("oauth", ["", "https://dang-nhap.vi-du.test"])
def test_what_it_is_told_is_right_by_its_own_schema(repo: Path, tmp_path: Path, oauth: str) -> None:
    told = config(load(repo)[0], "to-chuc/kho" if oauth else "", oauth)
    (tmp_path / "config.json").write_text(json.dumps(told), "utf-8")
    schema = repo / "node_modules/@sveltia/cms/schema/sveltia-cms.json"
    command = [Path(sys.executable).parent / "check-jsonschema", "--schemafile", schema, tmp_path / "config.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert (told["publish_mode"], told["backend"].get("open_authoring")) == (
        ("editorial_workflow", True) if oauth else ("simple", None)
    )


def test_its_files_are_those_its_maker_published(repo: Path) -> None:
    folder, package = repo / "theme/editor", repo / "node_modules/@sveltia/cms"
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS.txt").read_text().splitlines())
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums} == sums
    for name, theirs in {
        "sveltia-cms.js": "dist/sveltia-cms.js",
        "vi.json": "locales/vi.json",
        "sveltia-cms.LICENSE.txt": "LICENSE.txt",
    }.items():
        assert (folder / name).read_bytes() == (package / theirs).read_bytes()
    assert sum(file.stat().st_size for file in folder.iterdir()) < 3_000_000


def test_its_policy_differs_from_every_pages_only_where_it_must() -> None:
    shut, open_ = editor_policy(""), editor_policy("https://dang-nhap.vi-du.test")
    assert "unsafe" not in shut + open_
    assert "http" not in shut
    assert "connect-src 'self' blob: https://api.github.com https://dang-nhap.vi-du.test" in open_
    assert editor_headers("")["Cross-Origin-Opener-Policy"] == "same-origin-allow-popups"
