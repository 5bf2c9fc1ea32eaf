"""Cards of the release before are kept, from a folder or over HTTP; nothing is kept that should be gone, or is forged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.withdrawal_ledger import FILE as LEDGER
from danvankheo.base.withdrawal_ledger import row_of
from danvankheo.publishing.kept_share_images import LIST, ShareImageCounts, keep
from danvankheo.publishing.receiver.withdrawals import CARDS as FOLDER
from web_server import serving_folder

HOME = {f"{FOLDER}/trang-chu-00000000.jpg": b"nha", f"{FOLDER}/trang-chu-vuong-00000000.jpg": b"nha vuong", f"{FOLDER}/trang-chu-dung-00000000.jpg": b"nha dung"}  # fmt: skip
OLD = {f"{FOLDER}/mo-hinh/a-11111111.jpg": b"the cu", f"{FOLDER}/mo-hinh/a-vuong-11111111.jpg": b"the cu vuong", f"{FOLDER}/dien-hinh/b-22222222.jpg": b"nguoi"}  # fmt: skip


def build(folder: Path, cards: dict[str, bytes], withdrawn: tuple[str, ...] = ()) -> Path:
    """Write what a build leaves: its cards and the pages that were withdrawn."""
    for path, data in (HOME | cards).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    for page in ("mo-hinh/a", "dien-hinh/b"):
        (folder / page).mkdir(parents=True)
        (folder / page / "index.html").write_text(page, "utf-8")
    (folder / LEDGER).write_text(json.dumps([row_of(page) for page in withdrawn]), "utf-8")
    return folder


def cards(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted((site / FOLDER).rglob("*.jpg"))}


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The first release."""
    site = build(tmp_path / "truoc", OLD)
    assert keep(site, None) == ShareImageCounts(6, 0, 0)
    return site


@pytest.fixture
def address(before: Path) -> Iterator[str]:
    """The first release, served."""
    with serving_folder(before) as address:
        yield address


def test_a_card_that_changed_keeps_its_old_file_beside_the_new(before: Path, tmp_path: Path) -> None:
    new = f"{FOLDER}/mo-hinh/a-99999999.jpg"
    site = build(tmp_path / "sau", {new: b"the moi"})
    assert keep(site, str(before)) == ShareImageCounts(4, 3, 0)
    assert cards(site) == HOME | OLD | {new: b"the moi"}


def test_cards_are_kept_over_the_web_and_through_many_releases(address: str, before: Path, tmp_path: Path) -> None:
    second = build(tmp_path / "hai", {})
    assert keep(second, address) == ShareImageCounts(3, 3, 0)
    third = build(tmp_path / "ba", {})
    keep(third, str(second))
    assert cards(third) == HOME | OLD
    assert (third / LIST).read_bytes() == (before / LIST).read_bytes()


def test_cards_of_a_withdrawn_entry_become_the_sites_own_and_then_go(before: Path, tmp_path: Path) -> None:
    site = build(tmp_path / "sau", {}, ("mo-hinh/a",))
    assert keep(site, str(before)) == ShareImageCounts(3, 1, 2)
    after = cards(site)
    assert after[f"{FOLDER}/mo-hinh/a-11111111.jpg"] == b"nha"
    assert after[f"{FOLDER}/mo-hinh/a-vuong-11111111.jpg"] == b"nha vuong"
    assert after[f"{FOLDER}/dien-hinh/b-22222222.jpg"] == b"nguoi"
    assert set(json.loads((site / LIST).read_bytes())) == set(after) - set(OLD) | {f"{FOLDER}/dien-hinh/b-22222222.jpg"}
    again = build(tmp_path / "nua", {}, ("mo-hinh/a",))
    keep(again, str(site))
    assert cards(again) == HOME | {f"{FOLDER}/dien-hinh/b-22222222.jpg": b"nguoi"}, "no list names it, so they are gone"


@pytest.mark.parametrize("how", ["missing", "forged", "cut"])
def test_a_card_that_is_not_there_or_not_the_same_stops_everything(before: Path, tmp_path: Path, how: str) -> None:
    card = before / FOLDER / "dien-hinh" / "b-22222222.jpg"
    if how == "missing":
        card.unlink()
    else:
        card.write_bytes(b"khac" if how == "forged" else b"")
    site = build(tmp_path / "sau", {})
    with pytest.raises(DanVanKheoError, match=r"dien-hinh/b-22222222\.jpg.*chưa đăng bản mới"):
        keep(site, str(before))
    assert not (site / LIST).exists()


@pytest.mark.parametrize(
    "path", ["../ngoai.jpg", "anh/the/../../x-11111111.jpg", "/etc/passwd", "anh/the/mo-hinh/a.jpg", "index.html"]
)
def test_a_list_cannot_lead_out_of_the_folder_of_cards(before: Path, tmp_path: Path, path: str) -> None:
    (before / LIST).write_text(json.dumps({path: "0" * 64}), "utf-8")
    with pytest.raises(DanVanKheoError, match="tên lạ"):
        keep(build(tmp_path / "sau", {}), str(before))


@pytest.mark.parametrize("text", ["", "[1]", '{"a": 1}', "null"])
def test_a_list_that_is_none_stops_everything(before: Path, tmp_path: Path, text: str) -> None:
    (before / LIST).write_text(text, "utf-8")
    with pytest.raises(DanVanKheoError, match=r"danh-sach\.json"):
        keep(build(tmp_path / "sau", {}), str(before))


def test_a_release_that_is_not_there_is_said(tmp_path: Path) -> None:
    site = build(tmp_path / "sau", {})
    for source in (str(tmp_path / "khong-co"), "ftp://x/", "http://127.0.0.1:9/"):
        with pytest.raises(DanVanKheoError):
            keep(site, source)
