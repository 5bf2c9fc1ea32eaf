"""Draw the pictures of the sample records: ``python scripts/draw_samples.py``.

Every picture is seeded by its own name, so the same Pillow writes the same bytes. The table names, for each record,
its pictures with the scene, the hour, the season and the variant of the scene.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sample_art import gardens, indoors, land, medallions, murals, streets, village
from sample_art.canvas import Canvas

ROOT = Path(__file__).resolve().parent.parent
Scene = Callable[[Canvas, str, str, int], None]
Picture = tuple[str, Scene, str, str, int]

MODELS: dict[str, list[Picture]] = {
    "duong-tranh-bich-hoa-thon-tien-nong": [
        ("tuong-tranh", murals.mural_wall, "morning", "spring", 0),
        ("ngo-truoc-khi-ve", village.cleanup, "dawn", "spring", 1),
        ("ve-tranh-buoi-sang", murals.mural_wall, "dawn", "summer", 2),
        ("tranh-dieu", murals.mural_wall, "dusk", "harvest", 1),
        ("toan-canh", land.rice_hall, "dawn", "spring", 0),
    ],
    "buc-tuong-ke-chuyen-le-hoan": [("tranh-tuong", murals.mural_wall, "noon", "harvest", 2)],
    "ngo-tranh-tay-ho": [("ngo-tranh", murals.mural_wall, "dusk", "summer", 1)],
    "tranh-tuong-canh-bao-lua-dao-xuan-lap": [
        ("buc-tuong", murals.mural_wall, "overcast", "winter", 3),
        ("canh-bao", indoors.phone_alert, "dusk", "harvest", 0),
    ],
    "cong-truong-gio-tan-hoc": [
        ("gio-tan-truong", streets.school_gate, "noon", "summer", 0),
        ("buoi-sang", streets.school_gate, "dawn", "spring", 1),
        ("hop-doi", indoors.circle_talk, "morning", "spring", 2),
    ],
    "tuyen-duong-tu-quan-ven-de-song-chu": [
        ("tuan-tra", streets.lamp_road, "dusk", "harvest", 1),
        ("song-chu", land.rice_river, "dusk", "summer", 1),
    ],
    "thap-sang-duong-thon-tho-lap": [
        ("den-dem", streets.lamp_road, "night", "spring", 0),
        ("duong-chieu", streets.lamp_road, "dusk", "spring", 2),
    ],
    "khu-pho-sang-xanh-sach-dep-thi-tran-tho-xuan": [
        ("pho-co", streets.flag_street, "morning", "spring", 0),
        ("quet-pho", streets.flag_street, "dawn", "harvest", 1),
    ],
    "vuon-buoi-tu-vuon-tap-tho-xuong": [
        ("vuon-buoi", gardens.pomelo_garden, "morning", "harvest", 0),
        ("cat-tia", gardens.pomelo_garden, "dawn", "spring", 1),
        ("cuoi-vu", gardens.pomelo_garden, "dusk", "winter", 2),
    ],
    "banh-gai-tu-tru-len-san": [
        ("gian-hang", indoors.cake_stall, "morning", "spring", 0),
        ("buoi-chieu", indoors.cake_stall, "dusk", "harvest", 2),
    ],
    "to-hop-tac-may-gat-phu-xuan": [("may-gat", land.harvest, "dusk", "harvest", 0)],
    "von-vay-co-nguoi-di-cung-xuan-phu": [("doi-ga", gardens.chicken_hill, "morning", "spring", 0)],
    "lop-hoc-ruong-mia-tho-lam": [("ruong-mia", gardens.sugarcane, "noon", "summer", 0)],
    "san-choi-lop-xe-nam-giang": [
        ("san-choi", village.playground, "morning", "spring", 0),
        ("lam-do-choi", village.playground, "dawn", "summer", 2),
    ],
    "san-choi-ben-nha-van-hoa-xuan-phong": [("san-choi", village.playground, "noon", "harvest", 1)],
    "hien-dat-mo-duong-quang-phu": [
        ("do-be-tong", streets.road_making, "morning", "winter", 0),
        ("duong-moi", streets.lamp_road, "morning", "spring", 0),
    ],
    "tu-sach-duoi-mai-nha-van-hoa-xuan-hoa": [
        ("tu-sach", indoors.library, "morning", "spring", 0),
        ("doc-sach", indoors.library, "dusk", "harvest", 1),
    ],
    "doi-ung-pho-thien-tai-tho-hai": [
        ("ke-de", land.dyke_storm, "storm", "spring", 0),
        ("tap-thuyen", land.boat_practice, "noon", "summer", 0),
    ],
    "cau-lac-bo-ly-luan-tre-xuan-giang": [("toa-dam", indoors.circle_talk, "night", "spring", 0)],
    "loa-nho-noi-chuyen-luat-xuan-tin": [("loa-sang", village.loudspeaker, "dawn", "spring", 0)],
    "hom-thu-gop-y-tuoi-tre-truong-xuan": [("hom-thu", indoors.mailbox, "morning", "spring", 0)],
    "nhat-ky-lam-theo-bac-lam-son": [("nhat-ky", indoors.notebook, "night", "spring", 0)],
    "so-tay-so-chi-doan-lam-son": [("sinh-hoat", indoors.circle_talk, "morning", "harvest", 1)],
    "to-cong-nghe-so-mot-cua-sao-vang": [("quay-ho-tro", indoors.help_desk, "morning", "spring", 0)],
    "tieng-keng-chong-lua-dao-xuan-minh": [("dien-thoai", indoors.phone_alert, "night", "spring", 0)],
    "sang-thu-bay-khong-rac-xuan-hung": [("quet-ngo", village.cleanup, "morning", "harvest", 0)],
    "san-bong-chuyen-dau-lang-tho-loc": [("san-bong", village.volleyball, "dusk", "summer", 0)],
    "mai-am-truoc-mua-bao-xuan-truong": [("lop-mai", village.roof_repair, "overcast", "summer", 0)],
}

EXEMPLARS: dict[str, list[Picture]] = {
    "le-nang-mai": [("chan-dung", medallions.medallion, "dusk", "spring", 9)],
    "trinh-song-xanh": [("chan-dung", medallions.medallion, "overcast", "summer", 6)],
    "nguyen-dong-xuan": [
        ("chan-dung", medallions.medallion, "morning", "harvest", 0),
        ("canh-dong", land.rice_river, "dusk", "harvest", 2),
    ],
    "hoang-lua-moi": [("chan-dung", medallions.medallion, "dawn", "spring", 4)],
    "pham-ben-nuoc": [("chan-dung", medallions.medallion, "night", "spring", 10)],
    "do-may-trang": [("chan-dung", medallions.medallion, "dawn", "summer", 11)],
    "tran-ha-biec": [("chan-dung", medallions.medallion, "noon", "winter", 9)],
    "vu-nang-thu": [("chan-dung", medallions.medallion, "noon", "summer", 15)],
}


def draw(folder: str, table: dict[str, list[Picture]]) -> None:
    """Draw the pictures of one kind of record into ``<folder>/anh/<slug>/``."""
    for slug, pictures in table.items():
        for name, scene, hour, season, variant in pictures:
            sheet = Canvas(f"{folder}/{slug}/{name}")
            scene(sheet, hour, season, variant)
            sheet.save(ROOT / folder / "anh" / slug / f"{name}.jpg")


if __name__ == "__main__":
    draw("models", MODELS)
    draw("exemplars", EXEMPLARS)
