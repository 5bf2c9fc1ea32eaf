"""Share cards: which pages have one, what it says, and the files. Pages without a card of their own show the site's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from urllib.parse import urlsplit

from danvankheo.base import ledger
from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.lazily import Lazily
from danvankheo.base.ledger import row_of
from danvankheo.base.locale import short_date
from danvankheo.base.settings import Settings
from danvankheo.figures import DataSet, Figures
from danvankheo.media.layout import IMAGE_FORMATS, Cover, FigureTile, ShareImage
from danvankheo.media.photo_rules import Memory, facts_of
from danvankheo.media.responsive_images import path_stem
from danvankheo.outputs.pages.entry_cards import Card, Cards
from danvankheo.outputs.pages.figure_views import TILES, UNKNOWN, figure_view
from danvankheo.outputs.pages.unit_index import era_words
from danvankheo.outputs.photos import focus_of, shown
from danvankheo.records.numbers import figure_number
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Entry

FOLDER = "anh/the"
# The line under a title names no unit on these; a post or a story is made of entries and of the two pages of the whole.
_LINK_ONLY = ("linh-vuc/", "don-vi/")
_NOTHING = MappingProxyType({"unknown": UNKNOWN.capitalize(), "not-applicable": "Không áp dụng"})
_SUFFIXES = MappingProxyType({"link": "", "square": "-vuong", "story": "-dung"})
# Model types that are a sight; the scene of others is any of their field's.
_SCENES = MappingProxyType(
    {
        "cai-tao-vuon-tap": "orchard",
        "duong-tranh-bich-hoa": "mural",
        "khu-vui-choi-thieu-nhi": "playground",
        "tuyen-duong-tu-quan": "dyke",
        "doi-xung-kich": "dyke",
        "phong-chong-thien-tai-cuu-ho": "boats",
        "hop-tac-xa-to-hop-tac-thanh-nien": "harvest",
        "cau-lac-bo-ly-luan-tre": "banyan",
    }
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A page's card and what stands for it where pictures are not seen."""

    card: ShareImage
    alt: str
    name: str
    source: str

    def path(self, shape: str = "link") -> str:
        """Return the file's path: what it shows is in its name, so a card once published is never another."""
        return f"{FOLDER}/{self.name}{_SUFFIXES[shape]}-{self.card.digest(shape)[:8]}.jpg"

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes this card comes in."""
        return ("link",) if f"{self.name}/".startswith(_LINK_ONLY) else tuple(IMAGE_FORMATS)


def cards(
    registry: Registry, figures: Figures, deck: Cards, settings: Settings, memory: Memory
) -> Mapping[str, Shared]:
    """Return every card by the page it belongs to (its path below the root, "" for the home page), made when looked at."""
    made = _Maker(registry, settings, memory)
    models = {f"mo-hinh/{slug}/": (deck.models, r) for slug, r in registry.models.items() if r.has_page}
    people = {f"dien-hinh/{slug}/": (deck.exemplars, record) for slug, record in registry.exemplars.items()}
    makers: dict[str, Callable[[], Shared]] = {"": made.home, "chi-tieu/": partial(made.indicators, figures)}
    makers |= {path: partial(made.entry, *found) for path, found in (models | people).items()}
    makers |= {f"linh-vuc/{slug}/": partial(made.field, slug) for slug in registry.fields}
    makers |= {f"don-vi/{slug}/": partial(made.unit, slug) for slug in registry.units}
    return Lazily(makers, lambda path: makers[path]())


def ledger_of(registry: Registry, memory: Memory) -> Artifact:
    """Return the ledger of what is withdrawn."""
    gone = json.dumps(sorted(set(_gone(registry, memory))), indent=0).encode("utf-8")
    return Artifact(ledger.FILE, digest(gone), lambda: gone, "models/, exemplars/")


def artifacts(found: Mapping[str, Shared]) -> Iterator[Artifact]:
    """Yield the files of all cards."""
    for shared in found.values():
        for shape in shared.shapes:
            draw = partial(_drawn, shared.card, shape)
            yield Artifact(shared.path(shape), shared.card.inputs(shape), draw, shared.source)


def _drawn(card: ShareImage, shape: str) -> bytes:
    from danvankheo.media.share_images import render  # most cards are kept: who draws none needs no painter

    return render(card, shape)


def _gone(registry: Registry, memory: Memory) -> Iterator[str]:
    """Yield the ledger's rows: of pages that are withdrawn, of photos that are, with the pages that showed them.

    Former names of a page count too. A photo's own row needs its file; the row of page and photo does not.
    """
    for page, record in registry.withdrawn.items():
        yield from (row_of(name) for name in _names(page, record))
        yield from _pictures(registry, record, [photo.file for photo in record.data.photos], memory)
    groups = [("mo-hinh", registry.models.values()), ("dien-hinh", registry.exemplars.values())]
    there: list[tuple[str, Record[Entry]]] = [(f"{folder}/{r.slug}", r) for folder, group in groups for r in group]
    for page, record in (*there, *registry.hidden.items()):
        gone = [photo.file for photo in record.data.photos if photo.withdrawn]
        yield from (row_of(name, f"{record.slug}/{file}") for file in gone for name in _names(page, record))
        yield from _pictures(registry, record, gone, memory)


def _pictures(registry: Registry, record: Record[Entry], files: list[str], memory: Memory) -> Iterator[str]:
    """Yield the rows of photos by the name they are served under, as far as their files are there."""
    for name in files:
        facts = facts_of(registry.photo_folder(record) / name, memory)
        if facts.is_photo:
            yield row_of(path_stem(facts))


def _names(page: str, record: Record[Entry]) -> Iterator[str]:
    yield page
    yield from (f"{page.partition('/')[0]}/{former}" for former in record.data.former_slugs)


def shared_by(found: Mapping[str, Shared], path: str) -> Shared | None:
    """Return the card of a page: its own, else that of the page it lies below, the site's at last."""
    while path and path not in found:
        path = "/".join([*path.split("/")[:-2], ""])
    return found.get(path)


class _Maker:
    """Turns records into cards of one site."""

    def __init__(self, registry: Registry, settings: Settings, memory: Memory) -> None:
        self._registry = registry
        self._url = settings.site_url
        self._memory = memory
        parts = urlsplit(settings.site_url)
        self._address = (parts.netloc + parts.path).strip("/")

    def _made(self, path: str, source: str, alt: str, *, title: str, **words: object) -> Shared:
        url = self._url + path if self._url else ""
        name = path.strip("/") or "trang-chu"
        card = ShareImage(seed=name, title=title, address=self._address, url=url, **words)  # type: ignore[arg-type]
        return Shared(card, alt, name, source)

    def entry(self, cards: Mapping[str, Card], record: Record[Entry]) -> Shared:
        """Return the card of a model or a person."""
        card, entry = cards[record.slug], record.data
        number = card.number
        achievement = getattr(entry, "achievement", None)
        if number is None and achievement and achievement.figures:
            number = figure_number(achievement.figures[0])
        cover, alt = self._cover(record)
        return self._made(
            card.href or "",
            record.path,
            alt or f"{card.title}. {card.place}",
            title=card.title,
            chip=card.field,
            kicker="Điển hình cá nhân" if card.person else "",
            line=card.place,
            number=(number.value, number.name) if number else None,
            summary=entry.summary or "",
            palette=card.palette,
            scene=_SCENES.get(getattr(entry, "model_type", None) or "", ""),
            sample=card.sample,
            cover=cover,
        )

    def _cover(self, record: Record[Entry]) -> tuple[Cover | None, str]:
        for photo in shown(record):
            file = self._registry.photo_folder(record) / photo.file
            facts = facts_of(file, self._memory)
            if facts.is_photo:
                return Cover(file, facts.digest, focus_of(photo)), photo.alt
        return None, ""

    def field(self, slug: str) -> Shared:
        """Return the card of a field of work."""
        field = self._registry.fields[slug].data
        return self._made(
            f"linh-vuc/{slug}/",
            self._registry.fields[slug].path,
            f"Lĩnh vực {field.name}",
            title=field.name,
            chip="Lĩnh vực",
            line="Mô hình “Dân vận khéo” của tuổi trẻ Thọ Xuân",
            palette=field.palette.value,
        )

    def unit(self, slug: str) -> Shared:
        """Return the card of a unit."""
        record = self._registry.units[slug]
        era = era_words(record.data)
        return self._made(
            f"don-vi/{slug}/",
            record.path,
            record.data.name,
            title=record.data.name,
            chip="Đơn vị",
            line="Mô hình, điển hình “Dân vận khéo”" + (f" · {era}" if era else ""),
            palette="don-vi",
        )

    def home(self) -> Shared:
        """Return the card of the home page, which other pages show too."""
        movement = self._registry.movement.data
        period = movement.periods[-1].code.replace("-", "–")
        return self._made(
            "",
            "content/index.md",
            "Hồ Chí Minh: “Dân vận khéo thì việc gì cũng thành công.”",
            title="“Dân vận khéo thì việc gì cũng thành công.”",
            kicker=f"{movement.full_name}, giai đoạn {period}",
            line="Hồ Chí Minh, bài “Dân vận”, báo Sự thật, ngày 15/10/1949",
        )

    def indicators(self, figures: Figures) -> Shared:
        """Return the card of the indicators: the newest real figures, samples under their ribbon while there are none."""
        line = f"Số liệu tính đến {short_date(figures.as_of)}"
        real, samples = self._tiles(figures.real), self._tiles(figures.samples)
        known = any(tile.value not in _NOTHING.values() for tile in real)
        data, tiles = (figures.real, real) if known or not samples else (figures.samples, samples)
        row = data.latest
        told = "; ".join(f"{tile.name}: {tile.value}" for tile in tiles) if known or samples else ""
        alt = told or "Kết quả thực hiện chỉ tiêu"
        return self._made(
            "chi-tieu/",
            "content/phong-trao.yml",
            alt,
            title="Kết quả thực hiện chỉ tiêu",
            chip=f"Năm {row.row.label}" if row and (known or samples) else "Kết quả",
            line=line if known or samples else "Bốn chỉ tiêu của phong trào và cách tính từng chỉ tiêu",
            sample=data.sample and row is not None,
            tiles=tiles if known or samples else (),
        )

    def _tiles(self, data: DataSet) -> tuple[FigureTile, ...]:
        """Return the four figures that stand for all, of the newest row in which something is known."""
        row = data.latest
        if row is None:
            return ()
        by_code = {figure.code: figure for figure in row.indicators.all()}
        views = [
            figure_view(by_code[code], row, self._registry, sample=data.sample) for code in TILES if code in by_code
        ]
        return tuple(
            FigureTile(f"{view.value}%" if view.value else _NOTHING[view.state], view.title, view.verdict)
            for view in views
        )
