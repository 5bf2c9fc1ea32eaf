"""The share images: which pages have one, what it shows, and the files. Other pages use the image of a page above them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from types import MappingProxyType
from urllib.parse import urlsplit

from danvankheo.base.artifact import Artifact
from danvankheo.base.locale import short_date
from danvankheo.base.settings import Settings
from danvankheo.figures import DataSet, Figures
from danvankheo.media.layout import Cover, FigureTile, ShareImage
from danvankheo.media.photo_rules import Memory, facts_of
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.figure_views import MOST_HEADLINES, UNKNOWN, figure_view
from danvankheo.outputs.views.photos import focus_of, public_photos
from danvankheo.outputs.views.share_image import PageShareImage, ShareImages
from danvankheo.outputs.views.summary_cards import SummaryCard, SummaryCards
from danvankheo.outputs.views.unit_names import validity
from danvankheo.records.numbers import figure_number
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Entry

_NO_VALUE = MappingProxyType({"unknown": UNKNOWN.capitalize(), "not-applicable": "Không áp dụng"})
# The landscape drawn for a model type; other types have one chosen by the field's colours.
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


def share_images(
    registry: Registry, figures: Figures, cards: SummaryCards, settings: Settings, memory: Memory
) -> ShareImages:
    """Return what makes each share image, by the path of its page ("" for the home page)."""
    images = _Images(registry, settings, memory)
    models = {slug: record for slug, record in registry.models.items() if record.has_page}
    makers: ShareImages = {
        "": partial(images.home, figures.as_of),
        "chi-tieu/": partial(images.indicators, figures),
        **{f"mo-hinh/{slug}/": partial(images.entry, cards.models[slug], record) for slug, record in models.items()},
        **{f"dien-hinh/{s}/": partial(images.entry, cards.exemplars[s], r) for s, r in registry.exemplars.items()},
        **{f"linh-vuc/{slug}/": partial(images.field, slug) for slug in registry.fields},
        **{f"don-vi/{slug}/": partial(images.unit, slug) for slug in registry.units},
    }
    return {path: cache(make) for path, make in makers.items()}


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the files of all share images."""
    for image in (make() for make in context.share_images.values()):
        for shape in image.shapes:
            draw = partial(_drawn, image.content, shape)
            yield Artifact(image.path(shape), image.content.inputs(shape), draw, image.source)


def _drawn(content: ShareImage, shape: str) -> bytes:
    from danvankheo.media.share_images import render  # slow to import, and needed only for an image that is new

    return render(content, shape)


class _Images:
    """Makes the share images of one site."""

    def __init__(self, registry: Registry, settings: Settings, memory: Memory) -> None:
        self._registry = registry
        self._url = settings.site_url
        self._memory = memory
        youth = registry.movement.data.youth
        self._owner = youth[:1].upper() + youth[1:]
        parts = urlsplit(settings.site_url)
        self._address = (parts.netloc + parts.path).strip("/")

    def _image(self, path: str, source: str, alt: str, *, title: str, **values: object) -> PageShareImage:
        url = self._url + path if self._url else ""
        name = path.strip("/") or "trang-chu"
        content = ShareImage(seed=name, title=title, address=self._address, owner=self._owner, url=url, **values)  # type: ignore[arg-type]
        return PageShareImage(content, alt, name, source)

    def entry(self, card: SummaryCard, record: Record[Entry]) -> PageShareImage:
        """Return the image of a model or an exemplar."""
        entry = record.data
        number = card.number
        achievement = getattr(entry, "achievement", None)
        if number is None and achievement and achievement.figures:
            number = figure_number(achievement.figures[0])
        cover, alt = self._cover(record)
        return self._image(
            card.href or "",
            record.path,
            alt or f"{card.title}. {card.place}",
            title=card.title,
            chip=card.field,
            kicker=card.exemplar.label if card.exemplar else "",
            line=card.place,
            number=(number.value, number.name) if number else None,
            summary=entry.summary or "",
            palette=card.palette,
            scene=_SCENES.get(getattr(entry, "model_type", None) or "", ""),
            sample=card.sample,
            cover=cover,
        )

    def _cover(self, record: Record[Entry]) -> tuple[Cover | None, str]:
        for photo in public_photos(record):
            file = self._registry.photo_file(record, photo.file)
            facts = facts_of(file, self._memory)
            if facts.is_photo:
                return Cover(file, facts.digest, focus_of(photo)), photo.alt
        return None, ""

    def field(self, slug: str) -> PageShareImage:
        """Return the image of a field of work."""
        field = self._registry.fields[slug].data
        return self._image(
            f"linh-vuc/{slug}/",
            self._registry.fields[slug].path,
            f"Lĩnh vực {field.name}",
            title=field.name,
            chip="Lĩnh vực",
            line=f"Mô hình “Dân vận khéo” của {self._registry.movement.data.youth}",
            palette=field.palette.value,
        )

    def unit(self, slug: str) -> PageShareImage:
        """Return the image of a unit."""
        record = self._registry.units[slug]
        dates = validity(record.data)
        return self._image(
            f"don-vi/{slug}/",
            record.path,
            record.data.name,
            title=record.data.name,
            chip="Đơn vị",
            line="Mô hình, điển hình “Dân vận khéo”" + (f" · {dates}" if dates else ""),
            palette="don-vi",
        )

    def home(self, day: date) -> PageShareImage:
        """Return the image of the home page, which pages without one of their own share."""
        movement = self._registry.movement.data
        period = movement.newest_period(day)
        return self._image(
            "",
            "content/index.md",
            "Hồ Chí Minh: “Dân vận khéo thì việc gì cũng thành công.”",
            title="“Dân vận khéo thì việc gì cũng thành công.”",
            kicker=movement.full_name + (f", giai đoạn {period.label}" if period else ""),
            line="Hồ Chí Minh, bài “Dân vận”, báo Sự thật, ngày 15/10/1949",
        )

    def indicators(self, figures: Figures) -> PageShareImage:
        """Return the image of the indicators: the newest real figures; without any, the samples, marked as such."""
        line = f"Số liệu tính đến {short_date(figures.as_of)}"
        real, samples = self._tiles(figures.real), self._tiles(figures.samples)
        known = any(tile.value not in _NO_VALUE.values() for tile in real)
        data, tiles = (figures.real, real) if known or not samples else (figures.samples, samples)
        row = data.latest
        values = "; ".join(f"{tile.name}: {tile.value}" for tile in tiles) if known or samples else ""
        alt = values or "Kết quả thực hiện chỉ tiêu"
        return self._image(
            "chi-tieu/",
            "content/phong-trao.yml",
            alt,
            title="Kết quả thực hiện chỉ tiêu",
            chip=f"Năm {row.period.label}" if row and (known or samples) else "Kết quả",
            line=line if known or samples else "Bốn chỉ tiêu của phong trào và cách tính từng chỉ tiêu",
            sample=data.sample and row is not None,
            tiles=tiles if known or samples else (),
        )

    def _tiles(self, data: DataSet) -> tuple[FigureTile, ...]:
        """Return the headline figures of the newest reporting period in which something is known."""
        row = data.latest
        if row is None:
            return ()
        views = [
            figure_view(figure, row, self._registry, sample=data.sample)
            for figure in row.indicators.headlines[:MOST_HEADLINES]
        ]
        return tuple(
            FigureTile(f"{view.value}{view.sign}" if view.value else _NO_VALUE[view.state], view.title, view.verdict)
            for view in views
        )
