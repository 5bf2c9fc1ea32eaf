"""The rules that look across files: vocabulary, units at a date, links between entries, names that collide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from danvankheo.base.locale import short_date
from danvankheo.base.problems import Severity
from danvankheo.base.text import closest, fold, slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, Remedy, at
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Movement, Unit


@dataclass(frozen=True)
class Book:
    """Everything a rule may look up, records with mistakes included, so that a link to one of them is not broken twice.

    vague: the fields of which it is not known which topics they have.
    """

    movement: Movement
    fields: Mapping[str, FieldOfWork]
    types: Mapping[str, ModelType]
    units: Mapping[str, Unit]
    models: Mapping[str, Model]
    exemplars: Mapping[str, Exemplar]
    vague: Collection[str] = ()
    names: Mapping[str, Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Index the vocabulary by the names people write instead of codes."""
        units: dict[str, str] = {}
        for slug, unit in self.units.items():
            for name in (unit.name, unit.place):
                units.setdefault(slugify(name), slug)
        names = {
            "unit": units,
            "field": {slugify(n): slug for slug, f in self.fields.items() for n in (f.name, f.short_name)},
            "model_type": {slugify(t.name): slug for slug, t in self.types.items()},
            "topics": {slugify(topic.name): topic.slug for f in self.fields.values() for topic in f.topics},
        }
        object.__setattr__(self, "names", names)


# So many codes are listed for who wrote none of them; more are looked up.
_FEW = 6

Rule = Callable[[str, Entry, Book], Iterator[Finding]]


def model_date(model: Model) -> date:
    """Return a model's date: its first registration's, else its start, else 15 January of 2000 (no date known)."""
    registrations = model.guideline.registrations if model.guideline else []
    if registrations:
        return min(registration.day for registration in registrations)
    return model.started or date(2000, 1, 15)


def entry_date(entry: Entry) -> date | None:
    """Return the date at which an entry's unit must have existed; None when the file does not say."""
    if isinstance(entry, Model):
        day = model_date(entry)
        return None if day.year == 2000 else day
    return None


def unit_exists(slug: str, entry: Entry, book: Book) -> Iterator[Finding]:
    """The unit is in the list and existed when the record began."""
    loc = at(Entry, "unit")
    unit = book.units.get(entry.unit)
    if unit is None:
        yield unknown(
            "DVK301", loc, "đơn vị", entry.unit, {s: u.name for s, u in book.units.items()}, book.names["unit"]
        )
        return
    day = entry_date(entry)
    if day and not unit.existed_on(day):
        then = [s for s in _relatives(entry.unit, book) if book.units[s].existed_on(day)]
        span = (
            f"đến hết {short_date(unit.until)}"
            if unit.until and day > unit.until
            else f"từ {short_date(unit.since)}"
            if unit.since
            else ""
        )
        words = "; ".join(f"{s} ({book.units[s].name})" for s in then)
        advice = f"Đơn vị có ở nơi đó vào ngày ấy: {words}." if words else "Kiểm tra lại ngày hoặc đơn vị."
        remedy = Remedy("value", then[0]) if len(then) == 1 else None
        yield Finding(
            "DVK302",
            loc,
            f"{unit.name} ({entry.unit}) chỉ có {span}, không có vào ngày {short_date(day)}.",
            advice,
            remedy,
            needs=(at(Model, "guideline", "registrations"),),
        )
    if isinstance(entry, Exemplar) and not existed_in(unit, entry.year):
        yield Finding(
            "DVK302",
            loc,
            f"{unit.name} ({entry.unit}) không có trong năm {entry.year}.",
            "Kiểm tra lại năm hoặc đơn vị.",
            needs=(at(Exemplar, "year"),),
        )


def existed_in(unit: Unit, year: int) -> bool:
    """Tell whether the unit existed on some day of the year."""
    return (unit.since is None or unit.since.year <= year) and (unit.until is None or unit.until.year >= year)


def _relatives(slug: str, book: Book) -> list[str]:
    """Return the unit's successor, or the units it was made of."""
    unit = book.units[slug]
    before = [s for s, other in book.units.items() if other.successor == slug]
    after = [unit.successor] if unit.successor and unit.successor in book.units else []
    return after + before


def unknown(code: str, loc: Loc, noun: str, word: str, known: Mapping[str, str], names: Mapping[str, str]) -> Finding:
    """Say that a code is not in the list, with the likeliest ones; the author chooses between equals."""
    exact = names.get(slugify(word))
    near = [exact] if exact else closest(word, list(known))
    choices = "; ".join(f"{s} ({known[s]})" for s in near if s in known)
    if choices:
        advice = f"Có phải là: {choices}?"
    elif len(known) <= _FEW:
        advice = f"Ghi một trong: {'; '.join(f'{s} ({name})' for s, name in known.items())}."
    else:
        advice = "Xem danh sách mã trong thư mục content."
    return Finding(code, loc, f"Không có {noun} nào mã “{word}”.", advice, Remedy("value", near[0]) if near else None)


def address_agrees(slug: str, entry: Entry, book: Book) -> Iterator[Finding]:
    """Like names (Xuân Trường / Trường Xuân): the address must not name another unit's place."""
    unit = book.units.get(entry.unit)
    if not isinstance(entry, Model) or unit is None:
        return
    address = _spaced(entry.address)
    if _spaced(unit.place) in address:
        return
    for other_slug, other in book.units.items():
        related = other.successor == entry.unit or unit.successor == other_slug or other.place == unit.place
        if not related and _spaced(other.place) in address:
            yield Finding("DVK321", at(Model, "address"), f"Địa chỉ ghi “{other.place}” nhưng đơn vị là {unit.name} ({entry.unit}).",
                          f"Sửa địa chỉ, hoặc nếu đúng là {other.name} thì ghi don_vi: {other_slug}.",
                          needs=(at(Entry, "unit"),))  # fmt: skip
            return


def _spaced(text: str) -> str:
    return " " + slugify(text).replace("-", " ") + " "


def field_and_topics(slug: str, entry: Entry, book: Book) -> Iterator[Finding]:
    """The field is one of the four; topics belong to it or to another field the model serves; the type exists."""
    names = {s: f.name for s, f in book.fields.items()}
    if entry.field not in book.fields:
        yield unknown("DVK303", at(Entry, "field"), "lĩnh vực", entry.field, names, book.names["field"])
    if not isinstance(entry, Model):
        return
    for index, other in enumerate(entry.other_fields):
        if other not in book.fields:
            yield unknown("DVK303", at(Model, "other_fields", index), "lĩnh vực", other, names, book.names["field"])
        elif other == entry.field:
            yield Finding(
                "DVK328",
                at(Model, "other_fields", index),
                "Lĩnh vực khác trùng với lĩnh vực chính.",
                "Xóa lĩnh vực này khỏi linh_vuc_khac.",
                needs=(at(Entry, "field"),),
            )
    if entry.model_type and entry.model_type not in book.types:
        types = {s: t.name for s, t in book.types.items()}
        yield unknown(
            "DVK305", at(Model, "model_type"), "loại mô hình", entry.model_type, types, book.names["model_type"]
        )
    yield from _topics(entry, book)


def _topics(model: Model, book: Book) -> Iterator[Finding]:
    serving = (model.field, *model.other_fields)
    served = [book.fields[s] for s in serving if s in book.fields]
    if not served or any(slug in book.vague for slug in serving):
        return
    known = {topic.slug: topic.name for f in served for topic in f.topics}
    owner = {topic.slug: f for f in book.fields.values() for topic in f.topics}
    for index, topic in enumerate(model.topics):
        if topic in known:
            continue
        loc = at(Model, "topics", index)
        if topic in owner:
            yield Finding("DVK304", loc, f"Nội dung “{topic}” thuộc lĩnh vực {owner[topic].name}, không thuộc lĩnh vực đã ghi.",
                          f"Các nội dung dùng được: {', '.join(known)}. Hoặc thêm lĩnh vực đó vào linh_vuc_khac.",
                          needs=(at(Entry, "field"), at(Model, "other_fields")))  # fmt: skip
        else:
            yield unknown("DVK304", loc, "nội dung", topic, known, book.names["topics"])


def links_between_entries(slug: str, entry: Entry, book: Book) -> Iterator[Finding]:
    """A model is replicated from another one that exists, without going round; an exemplar's models exist."""
    if isinstance(entry, Model) and entry.replicated_from:
        origin, loc = entry.replicated_from, at(Model, "replicated_from")
        if origin == slug:
            yield Finding(
                "DVK312",
                loc,
                "Mô hình không thể nhân rộng từ chính nó.",
                "Ghi mã mô hình gốc, hoặc bỏ mục này.",
                Remedy("delete"),
            )
        elif origin not in book.models:
            yield _unknown_model("DVK311", loc, origin, book)
        elif cycle := _cycle(slug, book):
            yield Finding("DVK312", loc, f"Các mô hình nhân rộng lẫn nhau thành vòng: {' → '.join(cycle)}.",
                          "Bỏ mục nhan_rong_tu ở mô hình gốc, là mô hình có trước.", Remedy("delete"))  # fmt: skip
    if isinstance(entry, Exemplar) and entry.achievement:
        for index, model in enumerate(entry.achievement.models):
            if model not in book.models:
                loc = at(Exemplar, "achievement", "models", index)
                yield _unknown_model("DVK313", loc, model, book)


def _unknown_model(code: str, loc: Loc, word: str, book: Book) -> Finding:
    """Say that there is no such model; one that was renamed since, or is called by its title, is the one that is meant."""
    titles = {slug: model.title for slug, model in book.models.items()}
    names = {slugify(title): slug for slug, title in titles.items()}
    names |= {former: slug for slug, model in book.models.items() for former in model.former_slugs}
    return unknown(code, loc, "mô hình", word, titles, names)


def _cycle(slug: str, book: Book) -> list[str]:
    path, current = [slug], book.models[slug].replicated_from if slug in book.models else None
    while current and current in book.models and current not in path:
        path.append(current)
        current = book.models[current].replicated_from
    return [*path, slug] if current == slug else []


def former_slugs(slug: str, entry: Entry, book: Book) -> Iterator[Finding]:
    """A former slug is nobody's present one and claimed once; it is redirected for ever."""
    same_kind: Mapping[str, Entry] = book.models if isinstance(entry, Model) else book.exemplars
    for index, old in enumerate(entry.former_slugs):
        loc = at(Entry, "former_slugs", index)
        if old in same_kind:
            yield Finding(
                "DVK314",
                loc,
                f"Địa chỉ cũ “{old}” đang là địa chỉ của bài “{same_kind[old].title}”.",
                "Xóa địa chỉ này khỏi ten_cu.",
            )
        for other_slug, other in same_kind.items():
            if other_slug < slug and old in other.former_slugs:
                yield Finding("DVK315", loc, f"Địa chỉ cũ “{old}” đã được bài “{other_slug}” ghi là địa chỉ cũ của mình.",
                              "Mỗi địa chỉ cũ chỉ thuộc một bài.")  # fmt: skip


ENTRY_RULES: tuple[Rule, ...] = (unit_exists, address_agrees, field_and_topics, links_between_entries, former_slugs)


def same_title(entries: Mapping[str, tuple[str, str]], wanted: Collection[str]) -> Iterator[tuple[str, Finding]]:
    """Two entries of one unit with one title are most likely one entry sent twice.

    entries: title and unit by slug; wanted: the entries it is to be said of.
    """
    units = {entries[slug][1] for slug in wanted}
    seen: dict[tuple[str, str], str] = {}
    for slug, (title, unit) in sorted(item for item in entries.items() if item[1][1] in units):
        first = seen.setdefault((fold(title), unit), slug)
        if first != slug and slug in wanted:
            yield slug, Finding("DVK317", at(Entry, "title"), f"Bài “{first}” của cùng đơn vị đã có tên này.",
                                "Nếu là một việc thì gộp vào một bài; nếu khác thì đặt tên cho rõ.", severity=Severity.WARNING)  # fmt: skip


def withdrawn_before(
    shown: Mapping[str, tuple[str, str]], gone: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Finding]]:
    """An entry that was withdrawn does not come back in another file, with the title and unit it had.

    shown, gone: title and unit by slug, of what is public and of what was withdrawn.
    """
    names = {(fold(title), unit): slug for slug, (title, unit) in sorted(gone.items())}
    for slug, (title, unit) in shown.items():
        if first := names.get((fold(title), unit)):
            yield slug, Finding("DVK742", at(Entry, "title"), f"Bài này trùng tên, cùng đơn vị với bài “{first}” đã gỡ theo lời rút đồng ý.",
                                "Vẫn là bài ấy thì xóa tệp này, giữ tệp cũ. Người khác, việc khác mà trùng tên: ghi lời cho phép (viec: hien-lai) cho địa chỉ của bài này vào content/cho-phep.yml.")  # fmt: skip


def resolve_names(findings: list[Finding], book: Book) -> list[Finding]:
    """Turn "a name where a code is due" into the code, where the vocabulary knows the name."""
    return [_resolved(finding, book) for finding in findings]


_BY_KEY = {"don_vi": "unit", "linh_vuc": "field", "loai": "model_type", "noi_dung": "topics", "linh_vuc_khac": "field"}


def _resolved(finding: Finding, book: Book) -> Finding:
    if finding.code != "DVK215" or finding.remedy is None or finding.loc[0] not in _BY_KEY:
        return finding
    names = book.names[_BY_KEY[str(finding.loc[0])]]
    word = finding.remedy.text
    near = (
        [word]
        if word in names.values()
        else [names[word]]
        if word in names
        else [names[n] for n in closest(word, list(names))]
    )
    if not near:
        return Finding(finding.code, finding.loc, finding.message, "Xem danh sách mã trong thư mục content.")
    advice = f"Có phải là: {'; '.join(dict.fromkeys(near))}?" if len(near) > 1 else ""
    return Finding(finding.code, finding.loc, finding.message, advice, Remedy("value", near[0]))
