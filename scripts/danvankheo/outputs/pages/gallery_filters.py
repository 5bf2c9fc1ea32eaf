"""The gallery's filters: what each model is, as small numbers, and its card, in shards that are fetched when shown.

``mo-hinh/loc/chon.json``: the facets with their values and, for every model in the gallery's order, the numbers of its
values; ``mo-hinh/loc/the-<n>.json``: the cards of models n × SHARD and on. The page works without them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.text import sort_key
from danvankheo.outputs.pages.entry_cards import Card, Cards, newest_first
from danvankheo.outputs.pages.figure_views import short_name
from danvankheo.outputs.pages.unit_index import era_words
from danvankheo.records.choices import Level, OwnerKind, Status
from danvankheo.records.registry import Record, Registry, model_date
from danvankheo.records.schema import Model
from danvankheo.records.vocabulary import Unit

FOLDER = "mo-hinh/loc/"
SHARD = 48


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the gallery.

    key: in the URL; label: above the list; values: (code, name) in the order shown; of: the codes of a model.
    """

    key: str
    label: str
    values: tuple[tuple[str, str], ...]
    of: Callable[[Model], Sequence[str]]


def facets(registry: Registry) -> tuple[Facet, ...]:
    """Return the facets, the most used first."""
    fields = tuple((slug, record.data.short_name) for slug, record in registry.fields.items())
    topics = tuple((topic.slug, topic.name) for record in registry.fields.values() for topic in record.data.topics)
    units = tuple((slug, _unit_name(record.data)) for slug, record in registry.units.items())
    types = tuple((slug, record.data.name) for slug, record in registry.types.items())
    years = sorted({year for record in registry.models.values() for year in _years(record.data)}, reverse=True)
    return (
        Facet("linh-vuc", "Lĩnh vực", fields, lambda model: (model.field, *model.other_fields)),
        Facet("noi-dung", "Nội dung", topics, lambda model: model.topics),
        Facet("don-vi", "Đơn vị", units, lambda model: (model.unit,)),
        Facet("nam", "Năm", tuple((year, year) for year in years), _years),
        Facet("loai", "Loại mô hình", types, lambda model: (model.model_type,) if model.model_type else ()),
        Facet("trang-thai", "Trạng thái", _choices(Status), lambda model: (model.status.value,)),
        Facet("chu-the", "Chủ thể", _choices(OwnerKind), lambda model: (model.owner.kind.value,)),
        Facet("cap", "Cấp ghi nhận", _choices(Level), lambda model: tuple(award.level.value for award in model.awards)),
    )  # fmt: skip


def _unit_name(unit: Unit) -> str:
    """Return a unit's name; names of before July 2025 live on in other places, so the new ones carry their beginning."""
    return short_name(unit) + (f" ({era_words(unit)})" if unit.since and not unit.until else "")


def _choices(kind: type[Status] | type[OwnerKind] | type[Level]) -> tuple[tuple[str, str], ...]:
    return tuple((member.value, member.label) for member in kind)


def _years(model: Model) -> list[str]:
    registered = model.guideline.registrations if model.guideline else []
    return sorted({str(each.year) for each in registered}) or [str(model_date(model).year)]


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters' data: ``version`` changes with anything in it and is part of every address asked for."""

    choice: Callable[[], Mapping[str, object]]
    cards: tuple[Card, ...]
    version: str


def filters(registry: Registry, cards: Cards) -> Filters | None:
    """Return the data of the models that have a page; None when there is none."""
    records = [record for record in newest_first(registry.models.values()) if record.has_page]
    shown = tuple(cards.models[record.slug] for record in records)
    rows = codes(registry, records)
    version = digest(repr(rows), repr([_row(card) for card in shown]))[:8]
    return Filters(partial(choice, rows, shown), shown, version) if records else None


def artifacts(found: Filters) -> Iterator[Artifact]:
    """Yield the filters' data."""
    shown = found.cards
    yield Artifact(f"{FOLDER}chon.json", found.version, lambda: _json(found.choice()), "models/")
    for number in range(0, len(shown), SHARD):
        part = shown[number : number + SHARD]
        yield Artifact(f"{FOLDER}the-{number // SHARD}.json", digest(repr(part)), partial(_shard, part), "models/")


def codes(registry: Registry, records: Sequence[Record[Model]]) -> list[dict[str, object]]:
    """Return facets and codes: ``of[i]`` is a number, or a list of them, for the i-th model; null where it has none."""
    rows: list[dict[str, object]] = []
    for facet in facets(registry):
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


def choice(rows: Sequence[Mapping[str, object]], cards: Sequence[Card]) -> Mapping[str, object]:
    """Return facets and codes, and the models' places in the order of their titles, which takes a while to find."""
    by_title = sorted(range(len(cards)), key=lambda place: sort_key(cards[place].title))
    return {"count": len(cards), "shard": SHARD, "facets": rows, "byTitle": by_title}


def _shard(cards: Sequence[Card]) -> bytes:
    return _json([_row(card) for card in cards])


def _row(card: Card) -> dict[str, object]:
    """Return what a card prints, without what is empty."""
    row: dict[str, object] = {
        "href": card.href, "title": card.title, "palette": card.palette, "field": card.field, "place": card.place,
        "evidence": "".join("1" if done else "0" for done in card.evidence), "words": card.evidence_words, "sample": card.sample,
    }  # fmt: skip
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
