"""The data of the filters of /mo-hinh/ and /dien-hinh/, which the browser fetches; the pages work without them.

``mo-hinh/loc/chon.json``: the facets with their values and, for every model in the gallery's order, the numbers of its
values; ``mo-hinh/loc/the-<n>.json``: the cards of models n × SHARD and on. ``dien-hinh/loc/``: the same of exemplars.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.text import sort_key
from danvankheo.outputs.views.summary_cards import SummaryCard, SummaryCards, newest_first, newest_people
from danvankheo.records.choices import Choice, ExemplarKind, Level, OwnerKind, Status
from danvankheo.records.registry import Record, Registry, model_date
from danvankheo.records.schema import Model

SHARD = 48


@dataclass(frozen=True, slots=True)
class Facet:
    """A property to filter by.

    key: in the URL; label: above the list; values: (code, name) in the order shown; of: returns the codes of an entry.
    """

    key: str
    label: str
    values: tuple[tuple[str, str], ...]
    of: Callable[[Any], Sequence[str]]


def model_facets(registry: Registry) -> tuple[Facet, ...]:
    """Return the facets of models, the most used first."""
    topics = tuple((topic.slug, topic.name) for record in registry.fields.values() for topic in record.data.topics)
    types = tuple((slug, record.data.name) for slug, record in registry.types.items())
    years = sorted({year for record in registry.models.values() for year in _years(record.data)}, reverse=True)
    return (
        Facet("linh-vuc", "Lĩnh vực", _fields(registry), lambda model: (model.field, *model.other_fields)),
        Facet("noi-dung", "Nội dung", topics, lambda model: model.topics),
        Facet("don-vi", "Đơn vị", _units(registry), lambda model: model.units),
        Facet("nam", "Năm", tuple((year, year) for year in years), _years),
        Facet("loai", "Loại mô hình", types, lambda model: (model.model_type,) if model.model_type else ()),
        Facet("trang-thai", "Trạng thái", _choices(Status), lambda model: (model.status.value,)),
        Facet("chu-the", "Chủ thể", _choices(OwnerKind), lambda model: (model.owner.kind.value,)),
        _level(),
    )  # fmt: skip


def exemplar_facets(registry: Registry) -> tuple[Facet, ...]:
    """Return the facets of exemplars, the most used first."""
    years = sorted({str(record.summary.year) for record in registry.exemplars.values()}, reverse=True)
    return (
        Facet("loai", "Tập thể, cá nhân", _choices(ExemplarKind), lambda exemplar: (exemplar.kind.value,)),
        Facet("linh-vuc", "Lĩnh vực", _fields(registry), lambda exemplar: (exemplar.field,)),
        Facet("don-vi", "Đơn vị", _units(registry), lambda exemplar: exemplar.units),
        Facet("nam", "Năm", tuple((year, year) for year in years), lambda exemplar: (str(exemplar.year),)),
        _level(),
    )


def _fields(registry: Registry) -> tuple[tuple[str, str], ...]:
    return tuple((slug, record.data.short_name) for slug, record in registry.fields.items())


def _units(registry: Registry) -> tuple[tuple[str, str], ...]:
    return tuple((slug, registry.unit_short_name(slug)) for slug in registry.units)


def _level() -> Facet:
    return Facet(
        "cap", "Cấp khen thưởng", _choices(Level), lambda entry: tuple(award.level.value for award in entry.awards)
    )


def _choices(kind: type[Choice]) -> tuple[tuple[str, str], ...]:
    return tuple((member.value, member.label) for member in kind)


def _years(model: Model) -> list[str]:
    registered = model.guideline.registrations if model.guideline else []
    return sorted({str(each.year) for each in registered}) or [str(model_date(model).year)]


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters' data.

    folder: of its files, below the site's root; noun: what is filtered; choice: returns the content of chon.json; cards: as
    JSON; version: a digest of all, part of every address.
    """

    folder: str
    noun: str
    choice: Callable[[], Mapping[str, object]]
    cards: tuple[dict[str, object], ...]
    version: str


def model_filters(registry: Registry, cards: SummaryCards) -> Filters | None:
    """Return the data of the models that have a page; None when there is none."""
    records = [record for record in newest_first(registry.models.values()) if record.has_page]
    shown = tuple(cards.models[record.slug] for record in records)
    return _filters("mo-hinh/loc/", "mô hình", codes(model_facets(registry), records), shown)


def exemplar_filters(registry: Registry, cards: SummaryCards) -> Filters | None:
    """Return the data of the exemplars; None when there is none."""
    records = newest_people(registry.exemplars.values())
    shown = tuple(cards.exemplars[record.slug] for record in records)
    return _filters("dien-hinh/loc/", "điển hình", codes(exemplar_facets(registry), records), shown)


def _filters(folder: str, noun: str, rows: list[dict[str, object]], shown: tuple[SummaryCard, ...]) -> Filters | None:
    found = tuple(map(_row, shown))
    version = digest(repr(rows), repr([*found]))[:8]
    return Filters(folder, noun, partial(choice, rows, shown), found, version) if shown else None


def artifacts(filters: Filters) -> Iterator[Artifact]:
    """Yield the files."""
    folder = filters.folder
    yield Artifact(f"{folder}chon.json", filters.version, lambda: _json(filters.choice()), folder)
    for first in range(0, len(filters.cards), SHARD):
        part = filters.cards[first : first + SHARD]
        yield Artifact(f"{folder}the-{first // SHARD}.json", digest(repr(part)), partial(_json, part), folder)


def codes(facets: Sequence[Facet], records: Sequence[Record[Any]]) -> list[dict[str, object]]:
    """Return the facets; ``of[i]``: the number of the i-th entry's value, a list of several, None without any."""
    rows: list[dict[str, object]] = []
    for facet in facets:
        places = {code: place for place, (code, _) in enumerate(facet.values)}
        found = [[places[code] for code in facet.of(record.data) if code in places] for record in records]
        rows.append(
            {
                "key": facet.key,
                "label": facet.label,
                "values": facet.values,
                "of": [each[0] if len(each) == 1 else (each or None) for each in found],
            }
        )
    return rows


def choice(rows: Sequence[Mapping[str, object]], cards: Sequence[SummaryCard]) -> Mapping[str, object]:
    """Return the content of chon.json; byTitle: the entries' places in the order of their titles (slow to sort)."""
    by_title = sorted(range(len(cards)), key=lambda place: sort_key(cards[place].title))
    return {"count": len(cards), "shard": SHARD, "facets": rows, "byTitle": by_title}


def _row(card: SummaryCard) -> dict[str, object]:
    """Return a card as JSON, without its empty fields."""
    row: dict[str, object] = {
        "href": card.href, "title": card.title, "palette": card.palette, "field": card.field, "place": card.place,
        "evidence": "".join("1" if done else "0" for done in card.evidence), "words": card.evidence_words, "sample": card.sample,
    }  # fmt: skip
    if card.person and card.status:
        row["role"] = card.status
    if card.number:
        row["number"] = asdict(card.number)
    if card.picture:
        picture = card.picture
        row["picture"] = {
            "src": picture.webp, "width": picture.width, "height": picture.height, "sources": picture.sources, "position": picture.position,
        }  # fmt: skip
    return row


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
