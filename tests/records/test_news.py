"""News lie in the repository like entries: read, judged, held back and withdrawn, though the site has no page of them yet."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.problems import Severity
from danvankheo.base.withdrawal_ledger import row_of
from danvankheo.cache import Cache
from danvankheo.checking import CheckResult
from danvankheo.editing import withdrawal
from danvankheo.held_back import Fallback, PublishedState
from danvankheo.outputs.public import public_of
from danvankheo.outputs.withdrawal_ledger import ledger_bytes
from danvankheo.records.files import Kind
from dvk_in_process import dvk
from reality import made_photos
from reality.made_entries import MadeEntry, Visibility
from reality.made_registry import MadeRegistry, commit, write_registry

DAY = date(2025, 6, 30)


@pytest.fixture
def made(tmp_path: Path) -> MadeRegistry:
    return write_registry(tmp_path / "kho", 5, 12, day=DAY)


def first(made: MadeRegistry, kind: str = "models", seen: Visibility = Visibility.PAGE) -> MadeEntry:
    return next(iter(made.seen(seen, kind)))


def news(made: MadeRegistry, name: str = "ra-quan", *lines: str, related: tuple[str, ...] = ()) -> Path:
    """Write a news item with a photo; it is right and approved unless a line says otherwise."""
    file = made.folder / "content" / "tin" / f"{name}.md"
    photo = file.parent / "anh" / file.stem / "a.jpg"
    photo.parent.mkdir(parents=True, exist_ok=True)
    made_photos.write(photo, name)
    file.write_text(
        "\n".join([
            "---", "ten: Ra quân Chủ nhật xanh", "ngay: 2024-03-24",
            "tom_tat: Sáng chủ nhật, sáu mươi đoàn viên cùng bà con dọn bờ mương và trồng lại hàng hoa đầu thôn.",
            "anh:", "  - {tep: a.jpg, mo_ta: Đoàn viên quét đường làng, tac_gia: Đoàn xã, quyen: su-kien-cong-cong}",
            f"lien_quan: [{', '.join(related)}]",
            *([] if any("duyet" in line for line in lines) else ["duyet: {boi: Ban Chấp hành Đoàn xã, ngay: 2024-03-25}"]),
            *filter(None, (line for line in lines if line != "# không có duyet")), "---", "", "Bản tin ở đây.", "",
        ]),
        "utf-8",
    )  # fmt: skip
    return file


def checked(made: MadeRegistry, shown: str = "") -> CheckResult:
    return checking.check(made.folder, samples=False, today=DAY, published=PublishedState(shown))


def test_a_right_item_is_in_the_registry_with_the_entries_it_is_about(made: MadeRegistry) -> None:
    before = checked(made).files
    model, person, gone = first(made), first(made, "exemplars"), first(made, "models", Visibility.NOTICE)
    news(made, "2024/thang-ba/ra-quan", related=(model.slug, person.slug, gone.slug))
    found = checked(made)
    assert [p for p in found.problems if p.path.startswith("content/tin")] == []
    assert found.files == before + 1
    item = found.registry.news["ra-quan"]
    assert (item.path, item.summary.title) == ("content/tin/2024/thang-ba/ra-quan.md", "Ra quân Chủ nhật xanh")
    assert found.registry.photo_file(item, "a.jpg").is_file()
    assert [each.slug for each in found.registry.related_to(item.data)] == [model.slug, person.slug]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("lien_quan: [khong-co-bai-nay]", "DVK309"), ("don_vi: xa-khong-co", "DVK301"), ("ngay_dang: 2024-03-01", "DVK325"),
        ("cap_nhat: 2031-01-01", "DVK230"), ("nguon: [{ten: Gọi 0912 345 678}]", "DVK551"), ("linh_vuc: van-hoa-xa-hoi", "DVK201"),
        ("rut_dong_y: hôm qua", "DVK205"),
    ],
)  # fmt: skip
def test_the_rules_of_entries_hold_for_news(made: MadeRegistry, line: str, code: str) -> None:
    file = news(made, "ra-quan", line)
    if line.startswith("lien_quan"):
        file.write_text(file.read_text("utf-8").replace("lien_quan: []\n", ""), "utf-8")
    found = checked(made)
    assert code in {p.code for p in found.problems if p.path == "content/tin/ra-quan.md"}
    assert "ra-quan" not in found.registry.news


def test_photos_of_news_are_checked_like_those_of_entries(made: MadeRegistry) -> None:
    news(made)
    photo = made.folder / "content" / "tin" / "anh" / "ra-quan" / "a.jpg"
    photo.rename(photo.with_name("b.jpg"))
    codes = {p.code for p in checked(made).problems if "tin" in p.path}
    assert {"DVK401", "DVK407"} & codes


@pytest.mark.parametrize("line", ["nhap: true", "# không có duyet"])
def test_what_is_not_approved_waits(made: MadeRegistry, line: str) -> None:
    news(made, "ra-quan", line)
    found = checked(made)
    assert found.registry.news == {}
    assert "content/tin/ra-quan.md" in found.waiting_for


def test_an_item_with_a_mistake_is_held_back_and_shown_as_it_was(made: MadeRegistry) -> None:
    file = news(made)
    shown = commit(made.folder, "đang hiện")
    file.write_text(file.read_text("utf-8").replace("ngay: 2024-03-24", "ngay: [", 1), "utf-8")
    found = checked(made, shown)
    assert [(each.path, each.fallback) for each in found.held_back] == [("content/tin/ra-quan.md", Fallback.EARLIER)]
    assert found.registry.news["ra-quan"].data.day == date(2024, 3, 24)
    (nothing,) = checked(made).held_back
    assert nothing.fallback is Fallback.NOTHING
    assert checked(made).registry.mending == {}


@pytest.mark.law(5)
def test_a_withdrawn_item_is_remembered_and_has_no_page(made: MadeRegistry, capsys: pytest.CaptureFixture[str]) -> None:
    file = news(made)
    entry = withdrawal.find(made.folder, "tin/ra-quan")
    assert (entry.kind, entry.path) == (Kind.NEWS, "content/tin/ra-quan.md")
    assert withdrawal.marked(entry, DAY).write(made.folder)
    assert "rut_dong_y: 2025-06-30" in file.read_text("utf-8")
    registry = checked(made).registry
    assert registry.news == {}
    assert "tin/ra-quan" in registry.withdrawn
    assert row_of("tin/ra-quan") in json.loads(ledger_bytes(registry, Cache(made.folder / ".cache/store")))
    names = {name for each in public_of(registry, DAY).withdrawn.values() for name in each.names}
    assert row_of("tin/ra-quan") in names | {row_of(name) for name in names}
    done = dvk(made.folder, "build", "--site-dir", "../ra", "--as-of", DAY.isoformat())
    assert done.returncode == 0, done.stderr
    assert not (made.folder.parent / "ra" / "tin").exists()


def test_a_site_with_news_is_the_same_as_without_and_may_be_published(made: MadeRegistry) -> None:
    def built(folder: str) -> dict[str, bytes]:
        done = dvk(made.folder, "build", "--site-dir", f"../{folder}", "--as-of", DAY.isoformat())
        assert done.returncode == 0, done.stderr
        root = made.folder.parent / folder
        return {
            str(f.relative_to(root)): f.read_bytes() for f in root.rglob("*") if f.is_file() and ".dvk" not in f.name
        }

    without = built("ra-1")
    news(made, "2024/ra-quan", related=(first(made).slug,))
    news(made, "hien-mau", "nhap: true")
    assert built("ra-2") == without
    errors = [p for p in checked(made).problems if p.severity is Severity.ERROR]
    assert errors == []


def test_a_new_item_is_a_draft_that_is_only_unfinished(made: MadeRegistry) -> None:
    done = dvk(made.folder, "new", "tin", "--title", "Thanh niên hiến máu", "--unit", "xa-xuan-lai")
    assert done.returncode == 0, done.stderr
    assert "content/tin/thanh-nien-hien-mau.md" in done.stdout
    assert "Trang chưa có mục tin" in done.stdout
    found = [p for p in checked(made).problems if p.path == "content/tin/thanh-nien-hien-mau.md"]
    assert {(p.code, p.severity) for p in found} == {("DVK204", Severity.WARNING)}


def test_a_link_to_news_is_told_to_have_no_page_yet(made: MadeRegistry) -> None:
    news(made)
    file = made.path(first(made))
    file.write_text(
        file.read_text("utf-8").rstrip() + "\n\nXem [tin](../content/tin/ra-quan.md), [tin](/tin/ra-quan/).\n", "utf-8"
    )
    found = [p for p in checked(made).problems if p.path == f"models/{file.name}" and p.code.startswith("DVK34")]
    assert [(p.code, p.severity) for p in found] == [("DVK342", Severity.WARNING)] * 2
    assert all("tin ấy chưa có trang" in p.message for p in found)
