"""No page is ever stale: after a change of any kind of input the site equals one built from nothing, byte for byte.

Changes are made a few at a time, followed by a build that remembers; a page that missed one would differ at the end.
Those that draw every page anew come last, and after a comparison of their own, because they would hide the others' faults.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from danvankheo import theme_frames
from danvankheo.build import build as build_site
from PIL import Image, ImageOps

Change = Callable[[Path], None]
MODEL = "models/duong-tranh-bich-hoa-thon-tien-nong.md"
PHOTOS = "models/anh/duong-tranh-bich-hoa-thon-tien-nong"
LEADS = f"\nXem [ai góp gì]({Path(MODEL).name}#ai-góp-gì), [sổ tay số](so-tay-so-chi-doan-lam-son.md).\n"
KEPT = ("duong-tranh", "ngo-tranh", "vuon-buoi", "tu-sach", "so-tay", "doi-xung-kich", "san-choi", "cong-truong")


def edit(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text, f"{old} is not in {path}"
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


def append(path: str, text: str) -> Change:
    def change(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def mirror(root: Path) -> None:
    """Turn a photo round: another picture of the same name and size."""
    file = sorted((root / PHOTOS).iterdir())[0]
    with Image.open(file) as image:
        ImageOps.mirror(image).save(file, quality=90)


NEW = """---
ten: Tranh tường do các em nhỏ chọn
don_vi: xa-xuan-lai
linh_vuc: van-hoa-xa-hoi
loai: duong-tranh-bich-hoa
dia_chi: Thôn Tiên Nông, xã Xuân Lai
tom_tat: Các em nhỏ trong thôn chọn từng bức tranh, đoàn viên vẽ, người lớn góp sơn và giữ tường sạch.
trang_thai: moi-dang-ky
chu_truong:
  dang_ky:
  - {nam: 2024, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2024-01-10, van_ban: MINH-HOA/9-KH}
chu_the: {loai: tap-the, ten: Chi đoàn thôn Tiên Nông}
nhan_rong_tu: duong-tranh-bich-hoa-thon-tien-nong
duyet: {boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2024-02-01}
ngay_dang: 2024-02-02
minh_hoa: true
---

Kể lại.
"""


def another_model(root: Path) -> None:
    (root / "models" / "tranh-tuong-cac-em-chon.md").write_text(NEW, "utf-8")


def gone(root: Path) -> None:
    (root / "models" / "vuon-buoi-tu-vuon-tap-tho-xuong.md").unlink()
    shutil.rmtree(root / "models" / "anh" / "vuon-buoi-tu-vuon-tap-tho-xuong", ignore_errors=True)


LOCAL: dict[str, Change] = {
    "a story": append(MODEL, "\nThêm một câu kể về buổi sáng hôm ấy.\n"),
    "a title that stands on other pages' cards": edit(MODEL, "ten: Đường tranh", "ten: Con đường tranh"),
    "a number of a model": edit(MODEL, "so: 600", "so: 640"),
    "a photo of the same name": mirror,
    "words on a photo": edit(MODEL, "mo_ta: ", "mo_ta: Nhìn từ đầu ngõ, "),
    "a person's name": edit("exemplars/le-nang-mai.md", "ten: Lê", "ten: Lê Thị"),
    "a person's office": edit("exemplars/le-nang-mai.md", "chuc_vu: ", "chuc_vu: Nguyên "),
    "a unit's name": edit("content/don-vi/xa-xuan-lai.md", "ten: Đoàn xã Xuân Lai", "ten: Đoàn Thanh niên xã Xuân Lai"),
    "the name of the unit after": edit("content/don-vi/xa-xuan-lap-2025.md", "ten: Đoàn xã", "ten: Đoàn Thanh niên xã"),
    "a year's figures": edit("content/don-vi/xa-xuan-lai.md", "hoat_dong_tinh_nguyen: ", "hoat_dong_tinh_nguyen: 1"),
    "a type's name": edit("content/loai-mo-hinh/duong-tranh-bich-hoa.md", "ten: Đường", "ten: Con đường"),
    "a hand-written page": append("content/tieu-chi.md", "\nMột câu nữa.\n"),
    "a new model": another_model,
    "a model that goes": gone,
    "a draft": edit("models/so-tay-so-chi-doan-lam-son.md", "---\n", "---\nnhap: true\n"),
    "a withdrawal": edit("models/ngo-tranh-tay-ho.md", "---\n", "---\nrut_dong_y: 2025-01-10\n"),
}  # fmt: skip
EVERYWHERE: dict[str, Change] = {
    "a topic's and a field's name": edit("content/linh-vuc/van-hoa-xa-hoi.md", "ten: ", "ten: Lĩnh vực "),
    "who runs the site": edit("content/phong-trao.yml", "ten: Ban biên tập trang", "ten: Ban quản lý trang"),
    "a template": edit("theme/pages/parts.html", "Bạn có một câu chuyện?", "Bạn có chuyện muốn kể?"),
    "a style": append("theme/assets/stylesheets/site.css", "\n.x { color: red; }\n"),
    "the configuration": edit("mkdocs.yml", "    name: Dân vận khéo", "    name: Dân vận khéo nhé"),
}


def build(root: Path, site: str) -> None:
    build_site(
        theme_frames.draw(
            root / "mkdocs.yml", site_dir=root / site, site_url="https://vi-du.test/", as_of=date(2025, 11, 22)
        )
    )


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def root(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of a few models, once built."""
    folder = tmp_path_factory.mktemp("kho")
    for name in ("content", "models", "exemplars", "theme"):
        shutil.copytree(repo / name, folder / name)
    settings = (repo / "mkdocs.yml").read_text("utf-8")
    # Share cards take long to draw; their names say what is on them, so that none can be stale.
    (folder / "mkdocs.yml").write_text(settings.replace("samples: true", "samples: true\n      cards: false"), "utf-8")
    for file in (folder / "models").glob("*.md"):
        if not file.stem.startswith(KEPT):
            file.unlink()
            shutil.rmtree(folder / "models" / "anh" / file.stem, ignore_errors=True)
    people = {"le-nang-mai": "duong-tranh"}
    for file in (folder / "exemplars").glob("*.md"):
        if file.stem not in people:
            file.unlink()
            shutil.rmtree(folder / "exemplars" / "anh" / file.stem, ignore_errors=True)
    append("models/tu-sach-duoi-mai-nha-van-hoa-xuan-hoa.md", LEADS)(folder)
    build(folder, "site")
    return folder


def equals_a_clean_build(root: Path) -> None:
    shutil.rmtree(root / "sach", ignore_errors=True)
    store = root / ".cache"
    store.rename(root / "cat-di")
    build(root, "sach")
    shutil.rmtree(store)
    (root / "cat-di").rename(store)
    found, wanted = files(root / "site"), files(root / "sach")
    assert sorted(found) == sorted(wanted)
    assert [path for path in wanted if found[path] != wanted[path]] == []


def test_after_changes_of_records_the_site_equals_a_clean_build(root: Path) -> None:
    changes = list(LOCAL.values())
    for start in range(0, len(changes), 4):
        for change in changes[start : start + 4]:
            change(root)
        build(root, "site")
    equals_a_clean_build(root)


PERSON = "exemplars/le-nang-mai.md"


def cut_short(root: Path) -> None:
    """Take the last paragraph out of a story."""
    text = (root / PERSON).read_text("utf-8").rstrip()
    (root / PERSON).write_text(text.rpartition("\n\n")[0] + "\n", "utf-8")


TOLD_OTHERWISE = {
    "a story": append(MODEL, "\nCâu thứ hai kể về buổi chiều.\n"),
    "another's story": append(PERSON, "\nChị kể thêm một câu.\n"),
    "a story cut short": cut_short,
    "a photo": mirror,
    "a heading another story leads to": edit(MODEL, "## Ai góp gì", "## Ai góp"),
    "a remark in the front matter": edit(MODEL, "---\n", "---\n# ghi chú cho người sửa sau\n"),
    "the editor": append("theme/editor/start.js", "\n// một dòng\n"),
    "a page's text": append("content/gui-bai.md", "\nThêm một câu.\n"),
    "a field's introduction": append("content/linh-vuc/van-hoa-xa-hoi.md", "\nThêm một câu.\n"),
}  # fmt: skip


@pytest.mark.parametrize("what", TOLD_OTHERWISE)
def test_after_one_change_that_leaves_most_pages_alone_the_site_equals_a_clean_build(root: Path, what: str) -> None:
    before = files(root / "site")
    TOLD_OTHERWISE[what](root)
    build(root, "site")
    assert files(root / "site") != before or what == "a remark in the front matter"
    equals_a_clean_build(root)


def test_a_file_of_the_site_that_somebody_spoilt_is_made_again(root: Path) -> None:
    wanted = files(root / "site")
    for path in ("mo-hinh/index.html", "sitemap.xml", "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/index.html"):
        (root / "site" / path).write_text("hỏng", "utf-8")
        build(root, "site")
        assert files(root / "site") == wanted


@pytest.mark.parametrize("what", EVERYWHERE)
def test_after_a_change_of_what_every_page_shows_each_page_shows_it(root: Path, what: str) -> None:
    before = files(root / "site")
    EVERYWHERE[what](root)
    build(root, "site")
    assert files(root / "site") != before
    if what == "the configuration":
        equals_a_clean_build(root)
