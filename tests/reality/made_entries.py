"""Made-up models and exemplars: every stage, every kind of owner, every state of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from random import Random
from typing import Any

from danvankheo.base.text import slugify
from reality import made_words as words
from reality.made_units import BODY_ABOVE, DISTRICT_ENDED, MadeUnit, later_name

Keys = dict[str, Any]
FIRST_DAY = date(2022, 1, 4)
# A topic and a type of each field.
_FIELDS = {
    "phat-trien-kinh-te": ("kinh-te-tap-the", "ho-tro-vay-von"),
    "van-hoa-xa-hoi": ("nong-thon-moi", "duong-tranh-bich-hoa"),
    "quoc-phong-an-ninh": ("trat-tu-te-nan", "doi-xung-kich"),
    "xay-dung-he-thong-chinh-tri": ("ly-luan-tre", "cau-lac-bo-ly-luan-tre"),
}


class Visibility(Enum):
    """How much of an entry visitors see."""

    PAGE = "a page of its own, in lists, search, feeds"
    LISTED = "a registration without story: named in lists, no page in search or feeds"
    NOTICE = "withdrawn: a short notice at its address, nothing else"
    NOTHING = "a draft, or not approved"


@dataclass(frozen=True)
class MadeEntry:
    """One made entry: its front matter's keys, its story, its photos by name.

    folder: where its file and photos lie below the folder of its kind ("", "2026/").
    """

    kind: str
    slug: str
    keys: Keys
    seen: Visibility
    story: str = ""
    photos: tuple[str, ...] = ()
    former: tuple[str, ...] = field(default=())
    folder: str = ""

    @property
    def path(self) -> str:
        """The path of its file in the repository."""
        return f"{self.kind}/{self.folder}{self.slug}.md"

    @property
    def photo_folder(self) -> str:
        """The path of the folder with its photos."""
        return f"{self.kind}/{self.folder}anh/{self.slug}"

    @property
    def title(self) -> str:
        """The title as written."""
        return str(self.keys["ten"])

    @property
    def address(self) -> str:
        """The path of its page below the site's root."""
        return f"{'mo-hinh' if self.kind == 'models' else 'dien-hinh'}/{self.slug}/"


class Maker:
    """Makes entries with unique slugs and dates between the first day and ``day``.

    Entry N looks much the same on every day and beside however many others: pictures made once serve many registries.
    """

    def __init__(self, seed: int, units: list[MadeUnit], day: date) -> None:
        self.seed, self.units, self.day = seed, units, day
        self.draw = Random(seed)
        self.made: list[MadeEntry] = []

    def make(self, number: int) -> MadeEntry:
        """Make the next entry: first the five of a new site, then every recipe in turn."""
        self.draw = Random(f"{self.seed} {number}")
        entry = RECIPES[number % len(RECIPES)](self)
        self.made.append(entry)
        return entry

    def days(self, count: int) -> list[date]:
        """Return days in order, all within ten months; two may be the same."""
        first = FIRST_DAY + timedelta(int((self.day - FIRST_DAY).days * self.draw.random()))
        room = min((self.day - first).days, 300)
        return sorted(first + timedelta(int(room * self.draw.random())) for _ in range(count))

    def unit(self, day: date) -> MadeUnit:
        """Return a unit that existed on the day; for one entry the same unit on as many days as possible."""
        standing = [unit for unit in self.units if unit.existed_on(day)]
        chosen = self.draw.random()
        return min(standing, key=lambda unit: Random(f"{chosen} {unit.slug}").random())

    def free(self, title: str) -> str:
        """Return a slug for a title that no entry has."""
        taken = {slug for entry in self.made for slug in (entry.slug, *entry.former)}
        wanted = slug = slugify(title)
        number = 1
        while slug in taken:
            number += 1
            slug = f"{wanted[:70].strip('-')}-{number}"
        return slug

    def photo(self, name: str, **keys: Any) -> Keys:
        """Return the keys of a photo."""
        made = {
            "tep": name,
            "mo_ta": f"{words.sentence(self.draw)[:-1]}, phía sau là nhà văn hóa",
            "chu_thich": words.sentence(self.draw) if self.draw.random() < 0.5 else None,
            "tac_gia": self.draw.choice(("Đoàn xã cung cấp", words.person(self.draw))),
            "quyen": self.draw.choice(("su-kien-cong-cong", "da-dong-y", "khong-co-nguoi")),
            "tam_diem": [0.5, 0.3] if self.draw.random() < 0.2 else None,
        }
        return made | keys

    def model(self, status: str, *, seen: Visibility = Visibility.PAGE, photos: int = 0, **keys: Any) -> MadeEntry:
        """Make a model of a status with everything its stage requires."""
        draw, title = self.draw, words.title(self.draw)
        slug = self.free(title)
        dates = self.days(6)
        registered, started, ended, _, approved, published = dates
        unit = self.unit(registered)
        field_, other = draw.sample(sorted(_FIELDS), 2)
        names = tuple(f"anh-{number + 1}.{draw.choice(('jpg', 'png', 'jpg'))}" for number in range(photos))
        made: Keys = {
            "ten": title,
            "don_vi": unit.slug,
            "linh_vuc": field_,
            "linh_vuc_khac": [other] if draw.random() < 0.2 else None,
            "noi_dung": [_FIELDS[field_][0]] if draw.random() < 0.6 else None,
            "loai": draw.choice((_FIELDS[field_][1], "khac", None)),
            "dia_chi": f"{words.hamlet(draw)}, {unit.place}" if draw.random() < 0.7 else f"Trung tâm {unit.place}",
            "trang_thai": status,
            "chu_truong": self._guideline(unit, registered),
            "chu_the": {"loai": "tap-the", "ten": f"Chi đoàn {words.place(draw)}", "phu_trach": f"Bí thư Chi đoàn {words.person(draw)}" if draw.random() < 0.5 else None},
            "anh": [self.photo(name) for name in names] or None,
        }  # fmt: skip
        if status != "moi-dang-ky":
            made |= self._work(started)
        if status == "hoan-thanh":
            made |= self._effect() | {"ket_thuc": ended}
        if status == "da-dung":
            made |= {"ket_thuc": ended}
        if seen is not Visibility.NOTHING or draw.random() < 0.5:
            made |= self._closing(unit, approved, published)
        picture = f"![{made['anh'][-1]['mo_ta']}](anh/{slug}/{names[-1]})" if len(names) > 1 else ""
        story = "" if status == "moi-dang-ky" else words.story(draw, started, picture)
        given = {key: value(unit, dates) if callable(value) else value for key, value in keys.items()}
        return MadeEntry("models", slug, made | given, seen, story, names, tuple(given.get("ten_cu", ())))

    def person(self, *, seen: Visibility = Visibility.PAGE, photos: int = 0, **keys: Any) -> MadeEntry:
        """Make an exemplar with the three criteria, attested by others, and the person's consent."""
        draw, name = self.draw, words.person(self.draw)
        slug = self.free(name)
        dates = self.days(5)
        attested, recognised, agreed, approved, published = dates
        unit = self.unit(attested)
        led = [entry.slug for entry in self.made if entry.kind == "models" and entry.seen is Visibility.PAGE][-2:]
        names = tuple(f"chan-dung-{number + 1}.jpg" for number in range(photos))
        body = f"Đảng ủy {unit.place}"
        made: Keys = {
            "ten": name,
            "don_vi": unit.slug,
            "chuc_vu": f"Bí thư Chi đoàn {words.place(draw)}" if draw.random() < 0.8 else None,
            "linh_vuc": draw.choice(sorted(_FIELDS)),
            "nam": attested.year,
            "tom_tat": words.summary(draw),
            "anh": [self.photo(name, quyen="da-dong-y") for name in names] or None,
            "pham_chat": {"mo_ta": words.paragraph(draw, 2), "nhan_xet_boi": body, "ngay": attested, "van_ban": self.paper("NX/ĐU")},
            "thanh_tich": {"mo_ta": words.paragraph(draw, 2), "y_tuong": words.sentence(draw), "van_dong": words.sentence(draw), "mo_hinh": led or None},
            "uy_tin": {"mo_ta": words.paragraph(draw, 1), "cong_nhan_boi": body, "ngay": recognised},
            "dong_y_dang": {"ngay": agreed, "hinh_thuc": draw.choice(("văn bản", "tin nhắn Zalo", "nói trực tiếp, có người làm chứng"))},
        }  # fmt: skip
        made |= self._closing(unit, approved, published)
        given = {key: value(unit, dates) if callable(value) else value for key, value in keys.items()}
        return MadeEntry("exemplars", slug, made | given, seen, words.story(draw, attested), names)

    def paper(self, kind: str) -> str:
        """Return the number of a document, as the Union writes them; made up."""
        return f"{self.draw.randint(1, 99):02}-{kind}"

    def award(self, day: date) -> Keys:
        """Return a recognition that could be given on the day."""
        level, body = ("cap-huyen", BODY_ABOVE) if day <= DISTRICT_ENDED else ("cap-tinh", "Ban Thường vụ Tỉnh Đoàn Thanh Hóa")  # fmt: skip
        form = self.draw.choice(("cong-nhan", "bieu-duong", "giay-khen", "bang-khen"))
        if day > DISTRICT_ENDED and form == "giay-khen":
            level, body = "cap-xa", f"Chủ tịch Ủy ban nhân dân {self.unit(day).place}"
        return {"cap": level, "hinh_thuc": form, "ngay": day, "co_quan": body, "van_ban": self.paper("QĐ/ĐTN")}

    def confirmation(self, unit: MadeUnit, day: date) -> Keys:
        """Return a confirmation of both matters."""
        by = self.draw.choice(("co-quan", "don-vi", "doan-cap-tren"))
        return {"boi": by, "co_quan": f"Ủy ban nhân dân {later_name(unit, day)}", "ngay": day, "van_ban": self.paper("XN/UBND"), "noi_dung": ["viec-xay-dung", "hieu-qua"]}  # fmt: skip

    def _guideline(self, unit: MadeUnit, registered: date) -> Keys:
        with_whom = self.draw.choice(
            (("cap-uy", "Đảng ủy"), ("chinh-quyen", "Ủy ban nhân dân"), ("doan-cap-tren", "Ban Chấp hành Đoàn"))
        )
        row = {"nam": registered.year, "noi": with_whom[0], "co_quan": f"{with_whom[1]} {unit.place}", "ngay": registered, "van_ban": self.paper("KH/ĐTN") if self.draw.random() < 0.7 else None}  # fmt: skip
        return {"chi_dao": f"Ban Chấp hành {unit.name}", "dang_ky": [row]}

    def _work(self, started: date) -> Keys:
        draw = self.draw
        people = [{"nhom": group, "so": draw.randint(3, 400), "dvt": draw.choice(("người", "lượt")), "uoc_luong": draw.choice((None, "hon", "gan", "khoang"))}
                  for group in draw.sample(("can-bo-doan", "doan-vien", "hoi-vien", "thanh-nien", "thieu-nhi", "nguoi-dan", "phoi-hop"), draw.randint(0, 3))]  # fmt: skip
        return {
            "bat_dau": started,
            "tom_tat": words.summary(draw),
            "luc_luong": {"mo_ta": words.paragraph(draw, 1), "tham_gia": people or None},
            "phuong_phap": {"mo_ta": words.paragraph(draw, 2), "van_dong": words.sentence(draw), "sang_tao": words.sentence(draw) if draw.random() < 0.5 else None},
        }  # fmt: skip

    def _effect(self) -> Keys:
        draw = self.draw
        money = {"nguon": "Nhân dân, nhà hảo tâm đóng góp", "so": draw.randint(1, 900) * 50_000, "dvt": "đồng", "gom_ngay_cong": draw.random() < 0.3}  # fmt: skip
        figures = [{"chi_so": name, "so": number, "dvt": unit} for name, number, unit in draw.sample(
            (("Chiều dài đường đã làm", draw.randint(50, 4000), "m"), ("Hộ được giúp", draw.randint(1, 90), "hộ"),
             ("Diện tích chuyển đổi", draw.randint(1, 400) / 4, "ha"), ("Rác thu gom", draw.randint(1, 900), "kg")), draw.randint(0, 3))]  # fmt: skip
        return {
            "hieu_qua": {"mo_ta": words.paragraph(draw, 2), "so_lieu": figures or None, "ben_vung": words.sentence(draw), "lan_toa": words.sentence(draw),
                         "nhan_rong": {"kha_nang": words.sentence(draw), "can_chuan_bi": ["Danh sách hộ đồng ý", "Dụng cụ: cuốc, xẻng"], "cac_buoc": [words.sentence(draw) for _ in range(3)]}},
            "kinh_phi": [money] if draw.random() < 0.7 else None,
        }  # fmt: skip

    def _closing(self, unit: MadeUnit, approved: date, published: date) -> Keys:
        draw = self.draw
        return {
            "tac_gia": {"ten": words.person(draw), "vai_tro": "cộng tác viên"} if draw.random() < 0.6 else None,
            "nguon": [{"ten": "Báo cáo năm của đơn vị", "lien_ket": "https://vi-du.test/bao-cao" if draw.random() < 0.5 else None}] if draw.random() < 0.4 else None,
            "duyet": {"boi": f"Ban Chấp hành Đoàn {later_name(unit, approved)}", "ngay": approved},
            "ngay_dang": published,
        }  # fmt: skip


def _recognised(maker: Maker) -> MadeEntry:
    """A finished model: registered, confirmed in both matters, put forward, recognised, with photos."""
    made = maker.model("hoan-thanh", photos=2)
    return _honoured(maker, made, award=True)


def _put_forward(maker: Maker) -> MadeEntry:
    """A model put forward and not yet recognised."""
    return _honoured(maker, maker.model("hoan-thanh"), award=False)


def _honoured(maker: Maker, made: MadeEntry, *, award: bool) -> MadeEntry:
    keys = made.keys
    registration = keys["chu_truong"]["dang_ky"][0]
    room = (keys["duyet"]["ngay"] - registration["ngay"]).days
    confirmed, asked, given = sorted(registration["ngay"] + timedelta(maker.draw.randint(0, room)) for _ in range(3))
    unit = next(unit for unit in maker.units if unit.slug == keys["don_vi"])
    added: Keys = {
        "chu_truong": keys["chu_truong"] | {"xac_nhan": maker.confirmation(unit, confirmed)},
        "de_nghi": {"ngay": asked, "gui": BODY_ABOVE if asked <= DISTRICT_ENDED else "Ban Thường vụ Tỉnh Đoàn Thanh Hóa", "hinh_thuc": "bieu-duong", "van_ban": maker.paper("TTr/ĐTN")},
    }  # fmt: skip
    if award:
        added["ghi_nhan"] = [maker.award(given)]
    return MadeEntry(made.kind, made.slug, keys | added, made.seen, made.story, made.photos)


def _agreed(unit: MadeUnit, dates: list[date]) -> Keys:
    return {"ngay": dates[-2], "hinh_thuc": "văn bản"}


def _of_a_person(maker: Maker) -> MadeEntry:
    """A model that one person owns, with the person's consent."""
    owner = {"loai": "ca-nhan", "ten": words.person(maker.draw)}
    return maker.model("dang-thuc-hien", photos=1, chu_the=owner, dong_y_dang=_agreed)


def _withdrawn(maker: Maker) -> MadeEntry:
    return maker.model("hoan-thanh", seen=Visibility.NOTICE, photos=1, rut_dong_y=maker.day)


def _person_withdrawn(maker: Maker) -> MadeEntry:
    return maker.person(seen=Visibility.NOTICE, photos=1, rut_dong_y=maker.day)


def _children(maker: Maker) -> MadeEntry:
    """A story with children's photos: one with the papers, one withdrawn."""
    made = maker.model("dang-thuc-hien", photos=2)
    paper = {"ma": f"GDY-{maker.draw.randint(1, 99):02}/2023", "ngay": made.keys["duyet"]["ngay"], "noi_luu": "Văn phòng Đoàn xã"}  # fmt: skip
    first, second = (photo | {"tre_em": True, "quyen": "da-dong-y", "giay_dong_y": paper} for photo in made.keys["anh"])
    story = "\n".join(line for line in made.story.split("\n") if not line.startswith("!["))
    keys = made.keys | {"anh": [first, second | {"rut_dong_y": maker.day}]}
    return MadeEntry(made.kind, made.slug, keys, made.seen, story, made.photos)


def _renamed(maker: Maker) -> MadeEntry:
    return maker.model("dang-thuc-hien", ten_cu=[maker.free(f"ten cu {words.title(maker.draw)}")])


def _replicated(maker: Maker) -> MadeEntry:
    origins = [entry.slug for entry in maker.made if entry.kind == "models" and entry.seen is Visibility.PAGE]
    return maker.model("dang-thuc-hien", nhan_rong_tu=maker.draw.choice(origins))


def _for_years(maker: Maker) -> MadeEntry:
    """A model registered anew each January, as long as it runs; its end is planned."""
    made = maker.model("dang-thuc-hien")
    guideline = made.keys["chu_truong"]
    first = guideline["dang_ky"][0]
    later = [first | {"nam": year, "ngay": date(year, 1, maker.draw.randint(4, 15))} for year in range(first["nam"] + 1, maker.day.year + 1)
             if date(year, 1, 15) <= maker.day]  # fmt: skip
    keys = made.keys | {"chu_truong": guideline | {"dang_ky": [first, *later]}, "ket_thuc": date(maker.day.year + 2, 12, 31)}  # fmt: skip
    return MadeEntry(made.kind, made.slug, keys, made.seen, made.story, made.photos)


def _shared(maker: Maker) -> MadeEntry:
    def posts(unit: MadeUnit, dates: list[date]) -> list[Keys]:
        return [{"kenh": "facebook", "ngay": dates[-1], "lien_ket": "https://www.facebook.com/vi-du/posts/1"}, {"kenh": "zalo", "ngay": dates[-1]}]  # fmt: skip

    return maker.model("hoan-thanh", da_chia_se=posts, cap_nhat=lambda unit, dates: dates[-1])


def _honoured_person(maker: Maker) -> MadeEntry:
    return maker.person(ghi_nhan=lambda unit, dates: [maker.award(dates[-2])])


def _of_several_units(maker: Maker) -> MadeEntry:
    """A model that a unit runs with one or two others of its time."""

    def partners(unit: MadeUnit, dates: list[date]) -> list[str]:
        others = [each.slug for each in maker.units if each.existed_on(dates[0]) and each is not unit]
        return maker.draw.sample(others, maker.draw.randint(1, 2))

    return maker.model("hoan-thanh", don_vi_phoi_hop=partners)


def _collective(maker: Maker) -> MadeEntry:
    """A collective, honoured for a public model made before."""
    model = next(entry for entry in maker.made if entry.kind == "models" and entry.seen is Visibility.PAGE)
    name = f"Chi đoàn {words.place(maker.draw)}"
    made = maker.person(
        ten=name, loai="tap-the", don_vi=model.keys["don_vi"], nam=model.keys["chu_truong"]["dang_ky"][0]["nam"],
        chuc_vu=None, pham_chat=None, uy_tin=None, dong_y_dang=None,
        thanh_tich={"mo_ta": words.paragraph(maker.draw, 2), "mo_hinh": [model.slug]},
    )  # fmt: skip
    return replace(made, slug=maker.free(name))


# Each makes one entry; a new site begins with the first five.
RECIPES: tuple[Callable[[Maker], MadeEntry], ...] = (
    lambda maker: maker.model("dang-thuc-hien", photos=2),
    lambda maker: maker.model("moi-dang-ky", seen=Visibility.LISTED),
    lambda maker: maker.person(photos=1),
    _recognised,
    _of_a_person,
    lambda maker: maker.model("dang-thuc-hien", seen=Visibility.NOTHING, nhap=True),
    _withdrawn,
    _replicated,
    lambda maker: maker.model("dang-thuc-hien", seen=Visibility.NOTHING, duyet=None, ngay_dang=None),
    _renamed,
    lambda maker: maker.model("moi-dang-ky", seen=Visibility.NOTHING, duyet=None, ngay_dang=None),
    _children,
    _person_withdrawn,
    _for_years,
    lambda maker: maker.model("hoan-thanh"),
    _put_forward,
    _honoured_person,
    lambda maker: maker.model("da-dung"),
    _shared,
    lambda maker: maker.person(seen=Visibility.NOTHING, nhap=True),
    _of_several_units,
    _collective,
)
