"""Which pages have a share image, what it shows, and that the files are there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from danvankheo.base.settings import Settings
from danvankheo.base.withdrawal_ledger import row_of
from danvankheo.cache import Cache
from danvankheo.figures import compute
from danvankheo.outputs.sharing.images import share_images
from danvankheo.outputs.views.share_image import ShareImages, image_of
from danvankheo.outputs.views.summary_cards import summary_cards
from danvankheo.outputs.withdrawal_ledger import ledger_bytes
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from PIL import Image

SIZES = {"": (1200, 630), "-vuong": (1080, 1080), "-dung": (1080, 1920)}


@pytest.fixture(scope="module")
def registry(repo: Path) -> Registry:
    return load(repo)[0]


@pytest.fixture(scope="module")
def found(repo: Path, registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> ShareImages:
    memory = Cache(tmp_path_factory.mktemp("nho"), salt="x")
    settings = Settings(repo, repo / "site", "https://vi-du.test/dvk/")
    figures = compute(registry, date(2024, 11, 20))
    return share_images(registry, figures, summary_cards(registry, memory), settings, memory)


def test_every_entry_with_a_page_has_images_in_three_shapes(built_site: Path) -> None:
    pages = [path.parent for kind in ("mo-hinh", "dien-hinh") for path in (built_site / kind).glob("*/index.html")]
    pages = [
        page
        for page in pages
        if page.name != "trang" and 'http-equiv="refresh"' not in (page / "index.html").read_text("utf-8")
    ]
    assert len(pages) > 30
    withdrawn = 0
    for page in pages:
        kind, slug = page.parent.name, page.name
        files = {file.name for file in (built_site / "anh/the" / kind).glob(f"{slug}-*.jpg")}
        shapes = {
            suffix for suffix in SIZES for name in files if re.fullmatch(rf"{slug}{suffix}-[0-9a-f]{{8}}\.jpg", name)
        }
        if not shapes:
            withdrawn += 1
            assert "đã được gỡ" in (page / "index.html").read_text("utf-8")
            continue
        assert shapes == set(SIZES), slug
    assert withdrawn <= 1


def test_the_files_are_what_their_names_say(built_site: Path) -> None:
    for file in sorted((built_site / "anh/the").rglob("*.jpg")):
        suffix = next(
            (each for each in ("-vuong", "-dung") if re.search(rf"{each}-[0-9a-f]{{8}}\.jpg$", file.name)), ""
        )
        with Image.open(file) as image:
            assert (image.format, image.size) == ("JPEG", SIZES[suffix]), file
            assert not image.getexif()
        assert file.stat().st_size < (140_000 if not suffix else 240_000), file


def test_fields_units_home_and_indicators_have_images(found: ShareImages, registry: Registry) -> None:
    assert {"", "chi-tieu/", *(f"linh-vuc/{slug}/" for slug in registry.fields)} <= set(found)
    assert {f"don-vi/{slug}/" for slug in registry.units} <= set(found)
    assert found["don-vi/xa-xuan-lai/"]().shapes == ("link",)
    assert found[""]().shapes == ("link", "square", "story")


def test_an_image_names_unit_and_year_and_a_person_is_called_an_exemplar(found: ShareImages) -> None:
    model = found["mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/"]().content
    assert model.line == "Đoàn xã Xuân Lai · 2023"
    assert model.chip == "Văn hóa – xã hội"
    assert model.number == ("600 m", "chiều dài tường tranh")
    assert model.sample
    assert model.scene == "mural"
    person = found["dien-hinh/le-nang-mai/"]().content
    assert person.kicker == "Điển hình cá nhân"


def test_the_indicators_image_tells_figures_with_their_sign_or_that_none_are_known(
    found: ShareImages,
) -> None:
    image = found["chi-tieu/"]().content
    assert len(image.tiles) == 4
    for tile in image.tiles:
        assert tile.value.endswith("%") or tile.value in ("Chưa có số liệu", "Không áp dụng")
        assert tile.name
    assert image.sample


def test_other_pages_show_the_sites_image_and_further_pages_their_gallerys(found: ShareImages) -> None:
    assert image_of(found, "tham-gia/") is found[""]()
    assert image_of(found, "linh-vuc/van-hoa-xa-hoi/trang/2/") is found["linh-vuc/van-hoa-xa-hoi/"]()
    assert image_of(found, "linh-vuc/van-hoa-xa-hoi/nong-thon-moi/") is found["linh-vuc/van-hoa-xa-hoi/"]()
    assert image_of({}, "tham-gia/") is None


def test_the_address_on_an_image_is_the_sites(found: ShareImages) -> None:
    image = found["mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/"]().content
    assert image.address == "vi-du.test/dvk"
    assert image.url == "https://vi-du.test/dvk/mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/"


def test_old_images_of_what_was_withdrawn_are_kept_away_under_every_name(registry: Registry, tmp_path: Path) -> None:
    memory = Cache(tmp_path, salt="x")
    slug = "duong-tranh-bich-hoa-thon-tien-nong"
    record = registry.models[slug]
    cover = record.data.photos[0].model_copy(update={"withdrawn": date(2024, 1, 1)})
    data = record.data.model_copy(update={"photos": [cover], "former_slugs": ["duong-tranh"]})
    changed = replace(registry, models=registry.models | {slug: record.with_data(data)})
    gone = set(json.loads(ledger_bytes(changed, memory)))
    names = (f"mo-hinh/{slug}", "mo-hinh/duong-tranh")
    photo = next(path for path in gone if "#" not in path and path not in map(row_of, registry.withdrawn))
    assert gone == {*map(row_of, registry.withdrawn), *(row_of(name, f"{slug}/{cover.file}") for name in names), photo}
    assert all(re.fullmatch(r"[0-9a-f]{64}(#[0-9a-f]{64})?", row) for row in gone), "nothing in the clear"
