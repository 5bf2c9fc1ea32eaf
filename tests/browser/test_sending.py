"""A volunteer with a phone and no account: from the form at /gui-bai/ to a draft that the check has nothing against."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from shared_store import share_store
from web_server import serving_folder

PHONE = {"width": 390, "height": 844}
# What the phone's share sheet would be given, kept for the test to look at.
_SHEET = """
navigator.canShare = data => data.files.every(file => file.type === "image/jpeg");
navigator.share = async data => {
  window.shared = { text: data.text, files: await Promise.all((data.files ?? []).map(async file => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return [file.name, btoa(Array.from(bytes, each => String.fromCharCode(each)).join(""))];
  })) };
};
window.violations = [];
document.addEventListener("securitypolicyviolation", e => violations.push(`${e.effectiveDirective} ${e.blockedURI}`));
"""


def dvk(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    command = [sys.executable, "-m", "danvankheo.cli", *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        command, cwd=where, capture_output=True, text=True, encoding="utf-8", check=False, env=environment
    )


@pytest.fixture(scope="module")
def office(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository without entries whose office has an e-mail address and a Zalo name."""
    root = tmp_path_factory.mktemp("office")
    for name in ("content", "theme"):
        shutil.copytree(repo / name, root / name)
    settings = (repo / "mkdocs.yml").read_text("utf-8")
    opened = "      editor_repository: vi-du/kho-bai\n      editor_oauth: https://dang-nhap.vi-du.test\n"
    (root / "mkdocs.yml").write_text(settings.replace("  - danvankheo:\n", f"  - danvankheo:\n{opened}"), "utf-8")
    movement = root / "content/phong-trao.yml"
    text = movement.read_text("utf-8")
    contact = "  thu_dien_tu: toa-soan@vi-du.test\n  zalo: Tòa soạn vi-du.test\n"
    movement.write_text(re.sub(r"(don_vi_quan_ly:\n  ten: .*\n)", rf"\1{contact}", text), "utf-8")
    share_store(root)
    done = dvk(root, "build", "--site-dir", str(root / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="module")
def form(office: Path) -> Iterator[str]:
    """The form's address."""
    with serving_folder(office / "site") as address:
        yield f"{address}gui-bai/"


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three photos as phones take them: lying on their side, large, with place and camera in them; and no photo at all."""
    folder = tmp_path_factory.mktemp("camera")
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "Máy mẫu"
    exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 55.0, 0.0), 3: "E", 4: (105.0, 30.0, 0.0)})
    files = []
    for number in range(3):
        files.append(folder / f"IMG_{number}.jpg")
        Image.linear_gradient("L").resize((2000, 1200)).convert("RGB").save(files[-1], exif=exif)
    (folder / "khong-phai-anh.jpg").write_text("chữ")
    return [*files, folder / "khong-phai-anh.jpg"]


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with a share sheet."""
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    context.add_init_script(_SHEET)
    yield context
    context.close()


def answered(page: Page, photos: list[Path]) -> None:
    """Answer the five questions and choose photos, as a volunteer would."""
    page.get_by_label("1. Tên mô hình").fill("Đường hoa: thôn “Bàn” #1")
    page.get_by_label("Của ai", exact=True).fill("Chi đoàn thôn Bàn")
    page.get_by_label("Ở đâu").fill("Thôn Bàn")
    page.get_by_label("Xã, thị trấn").select_option("Đoàn xã Xuân Lai, đến hết 30/06/2025")
    page.get_by_label("3. Vì sao làm").fill("Ven đường nhiều rác.\n\n\n■ Ai đi qua cũng ngại.")
    page.get_by_label("4. Vận động thế nào").fill("Ngồi uống nước với các bác.")
    page.get_by_label("5. Được gì").fill("300 m đường hoa.")
    if photos:
        page.locator("[data-pick]").set_input_files(photos)
        page.locator(f"[data-slot='{min(3, len(photos))}']").wait_for()
        expect(page.locator("[data-photo-told]")).not_to_contain_text("Đang thu nhỏ")


def described(page: Page, number: int) -> None:
    """Say what a photo shows."""
    slot = page.locator(f"[data-slot='{number}']")
    slot.get_by_label("Mô tả ảnh").fill("Đoàn viên trồng hoa ven đường thôn")
    slot.get_by_label("Người chụp ảnh").fill("Chi đoàn thôn Bàn")
    slot.get_by_label("Quyền dùng ảnh").select_option("Ảnh chụp sự kiện công cộng")


def test_from_the_form_on_a_phone_to_a_draft_without_an_error(
    phone: BrowserContext, form: str, camera: list[Path], office: Path, tmp_path: Path
) -> None:
    page = phone.new_page()
    page.goto(form)
    answered(page, camera[:2])
    described(page, 1)
    page.get_by_text("Bổ sung sau").click()
    page.get_by_label("Lĩnh vực").select_option("Văn hóa – xã hội")
    page.get_by_label("Ngày bắt đầu").fill("2024-02-20")
    page.get_by_label("Mô hình đang ở bước nào").select_option("Đang thực hiện")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Gửi qua Zalo").click()
    expect(page.locator("[data-told]")).to_contain_text("đánh dấu vào ô đồng ý")
    page.get_by_label("đã đồng ý").check()
    page.get_by_role("button", name="Gửi qua Zalo").click()
    page.wait_for_function("() => window.shared")
    shared = page.evaluate("window.shared")
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == shared["text"]
    assert page.evaluate("window.violations") == []

    folder = tmp_path / "zalo"
    folder.mkdir()
    for name, data in shared["files"]:
        (folder / name).write_bytes(base64.b64decode(data))
        with Image.open(folder / name) as photo:
            assert photo.size == (960, 1600), "upright and small"
            assert not photo.getexif()
            assert b"GPS" not in base64.b64decode(data)
    (folder / "tin.txt").write_text(f"Tôi\n10:32\n{shared['text']}".replace("\n\n", "\r\n"), "utf-8")
    root = tmp_path / "repo"
    shutil.copytree(office / "content", root / "content")
    done = dvk(root, "import", str(folder / "tin.txt"), "--photos", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Đã tạo models/duong-hoa-thon-ban-1.md, 2 ảnh." in done.stdout
    checked = dvk(root, "check")
    assert checked.returncode == 0, checked.stdout
    assert "không có lỗi" in checked.stdout or re.search(r"\d+ lưu ý", checked.stdout)
    draft = (root / "models/duong-hoa-thon-ban-1.md").read_text("utf-8")
    for line in (
        "ten: Đường hoa: thôn “Bàn” #1",
        "don_vi: xa-xuan-lai",
        "bat_dau: 2024-02-20",
        "trang_thai: dang-thuc-hien",
        "nhap: true",
    ):
        assert line in draft.replace("'", "").replace('"', "")
    assert "▪ Ai đi qua cũng ngại." in draft


def test_the_draft_and_its_photos_are_still_there_after_the_page_was_closed(
    phone: BrowserContext, form: str, camera: list[Path]
) -> None:
    page = phone.new_page()
    page.goto(form)
    answered(page, camera[:3])
    slot = page.locator("[data-slot='3']")
    slot.get_by_label("Có trẻ em").check()
    expect(slot.get_by_label("Mã giấy đồng ý")).to_be_visible()
    for purpose in ("Đăng trên trang “Dân vận khéo”", "In trong báo cáo"):
        slot.get_by_label(purpose).check()
    page.locator("[data-slot='2'] [data-drop]").click()
    ticked = re.findall(r"Ảnh 3 – Giấy cho dùng ảnh vào việc gì: (.+)", page.locator("[data-text]").input_value())
    assert [len(each.split("; ")) for each in ticked] == [2], "the ticks of one question are one line"
    before = page.locator("[data-text]").input_value()
    page.close()
    page = phone.new_page()
    page.goto(form)
    expect(page.locator("[data-slot='3']")).to_be_visible()
    expect(page.locator("[data-slot='2']")).to_be_hidden()
    expect(page.locator("[data-text]")).to_have_value(before)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Xóa bản nháp").click()
    expect(page.locator("[data-told]")).to_contain_text("Đã xóa")
    page.reload()
    expect(page.get_by_label("1. Tên mô hình")).to_have_value("")
    expect(page.locator("[data-slot='1']")).to_be_hidden()


def test_a_photo_that_was_taken_out_stays_out_although_the_page_was_closed_before_the_device_let_go_of_it(
    phone: BrowserContext, form: str, camera: list[Path]
) -> None:
    phone.add_init_script("IDBObjectStore.prototype.delete = function (key) { return this.get(key); };")
    page = phone.new_page()
    page.goto(form)
    answered(page, camera[:2])
    page.locator("[data-slot='1'] [data-drop]").click()
    page.close()
    page = phone.new_page()
    page.goto(form)
    expect(page.locator("[data-slot='2']")).to_be_visible()
    expect(page.locator("[data-slot='1']")).to_be_hidden()
    assert "anh-1.jpg" not in page.locator("[data-text]").input_value()


def test_what_cannot_be_taken_is_said(phone: BrowserContext, form: str, camera: list[Path]) -> None:
    page = phone.new_page()
    page.goto(form)
    page.locator("[data-pick]").set_input_files([camera[3]])
    expect(page.locator("[data-photo-told]")).to_contain_text("không mở được khong-phai-anh.jpg")
    page.locator("[data-pick]").set_input_files([*camera[:3], camera[0]])
    expect(page.locator("[data-photo-told]")).to_contain_text("còn 1 ảnh chưa lấy")
    page.get_by_role("button", name="Sao chép").click()
    expect(page.locator("[data-told]")).to_contain_text("chưa ghi tên mô hình")
    expect(page.get_by_label("1. Tên mô hình")).to_be_focused()


def test_without_a_share_sheet_there_are_mail_the_clipboard_and_files(
    browser: Browser, form: str, camera: list[Path], tmp_path: Path
) -> None:
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    context.add_init_script("delete Navigator.prototype.share;")
    page = context.new_page()
    page.goto(form)
    answered(page, camera[:1])
    page.get_by_label("đã đồng ý").check()
    expect(page.get_by_role("button", name="Gửi qua Zalo")).to_be_hidden()
    page.get_by_role("button", name="Sao chép").click()
    expect(page.locator("[data-told]")).to_contain_text("Đã chép")
    text = page.locator("[data-text]").input_value()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text
    page.evaluate("document.addEventListener('click', event => event.preventDefault())")
    page.get_by_text("Gửi bằng thư điện tử").click()
    link = urlsplit(page.locator("[data-do=mail]").get_attribute("href") or "")
    assert (link.scheme, link.path) == ("mailto", "toa-soan@vi-du.test")
    assert parse_qs(link.query) == {"subject": ["Gửi bài: Đường hoa: thôn “Bàn” #1"], "body": [text]}
    page.get_by_label("3. Vì sao làm").fill("dài " * 1400)
    page.get_by_text("Gửi bằng thư điện tử").click()
    assert (
        "Dán nội dung"
        in parse_qs(urlsplit(page.locator("[data-do=mail]").get_attribute("href") or "").query)["body"][0]
    )
    page.reload()
    page.get_by_label("đã đồng ý").check()
    saved: list[str] = []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    with page.expect_download(predicate=lambda download: download.suggested_filename == "anh-1.jpg"):
        page.get_by_role("button", name="Tải nội dung").click()
    assert "bai-gui.txt" in saved
    context.close()


def test_without_scripts_the_questions_are_there_to_be_answered_in_a_message(browser: Browser, form: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(form)
    expect(page.locator(".sending")).to_be_hidden()
    for words in ("Tên mô hình:", "Vì sao làm:", "Vận động thế nào:", "Được gì:", "toa-soan@vi-du.test"):
        expect(page.locator(".needs-scripts").get_by_text(words)).to_be_visible()
    context.close()


def test_no_telephone_number_of_anybody_is_asked(built_site: Path) -> None:
    page = (built_site / "gui-bai/index.html").read_text("utf-8")
    asked = re.findall(r'data-said="([^"]*)"', page)
    assert len(asked) > 20
    assert not [label for label in asked if "điện thoại" in label.lower()]


def test_the_editor_is_offered_only_where_it_is_open(built_site: Path, office: Path) -> None:
    link = 'href="bien-tap/"'
    assert link not in (built_site / "gui-bai/index.html").read_text("utf-8")
    assert link in (office / "site/gui-bai/index.html").read_text("utf-8")
