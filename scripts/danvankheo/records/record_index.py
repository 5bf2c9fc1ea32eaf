"""What rules look up in other files: every record by its slug, codes by the names people write instead of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from danvankheo.base.text import closest, fold, slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, Remedy
from danvankheo.records.movement import Movement
from danvankheo.records.summary import EntrySummary
from danvankheo.records.unit_names import days_beside
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Unit

#: A title and a unit in normal form.
TitleKey = tuple[str, str]
# A list of codes up to this length is printed in full.
_FEW = 6
_NAMES_OF_KEY = {
    "don_vi": "unit", "don_vi_phoi_hop": "unit", "linh_vuc": "field", "loai": "model_type", "noi_dung": "topics", "linh_vuc_khac": "field",
}  # fmt: skip


@lru_cache(maxsize=10_000)
def title_key(title: str, unit: str) -> TitleKey:
    """Return the key that is equal for two entries that are most likely the same one."""
    return fold(title), unit


@dataclass(frozen=True, slots=True)
class TitleIndex:
    """The entries of one kind by title and unit.

    first: the first slug of each; withdrawn: the slug of a withdrawn entry; permitted: slugs that may restore what
    was withdrawn (``content/cho-phep.yml``).
    """

    first: Mapping[TitleKey, str] = field(default_factory=dict)
    withdrawn: Mapping[TitleKey, str] = field(default_factory=dict)
    permitted: Collection[str] = ()


def title_index(titles: Iterable[tuple[str, str, str, bool]], permitted: Collection[str]) -> TitleIndex:
    """Return the index of entries given as slug, title, unit, and whether the entry is withdrawn."""
    first: dict[TitleKey, str] = {}
    withdrawn: dict[TitleKey, str] = {}
    for slug, title, unit, is_withdrawn in sorted(titles):
        first.setdefault(title_key(title, unit), slug)
        if is_withdrawn:
            withdrawn[title_key(title, unit)] = slug
    return TitleIndex(first, withdrawn, permitted)


@dataclass(frozen=True)
class RecordIndex:
    """The records a rule may look up, also those with mistakes, because a link to one of them is not broken.

    incomplete_fields: the fields whose topics are not all known; titles: of the kind of entry that is checked.
    """

    movement: Movement
    fields: Mapping[str, FieldOfWork]
    types: Mapping[str, ModelType]
    units: Mapping[str, Unit]
    models: Mapping[str, EntrySummary]
    exemplars: Mapping[str, EntrySummary]
    incomplete_fields: Collection[str] = ()
    titles: TitleIndex = TitleIndex()
    news: Mapping[str, EntrySummary] = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """The codes of the vocabulary by the names people write instead."""
        units: dict[str, str] = {}
        for slug, unit in self.units.items():
            for name in (unit.name, unit.place):
                units.setdefault(slugify(name), slug)
        return {
            "unit": units,
            "field": {slugify(n): slug for slug, f in self.fields.items() for n in (f.name, f.short_name)},
            "model_type": {slugify(t.name): slug for slug, t in self.types.items()},
            "topics": {slugify(topic.name): topic.slug for f in self.fields.values() for topic in f.topics},
        }

    def no_unit(self, loc: Loc, code: str) -> Finding:
        """Return the finding that there is no such unit."""
        days = days_beside(self.units)
        known = {slug: unit.name + days.get(slug, "") for slug, unit in self.units.items()}
        return not_listed("DVK301", loc, "đơn vị", code, known, self.names["unit"])

    def no_field(self, loc: Loc, code: str) -> Finding:
        """Return the finding that there is no such field."""
        known = {slug: each.name for slug, each in self.fields.items()}
        return not_listed("DVK303", loc, "lĩnh vực", code, known, self.names["field"])

    def is_superior(self, code: str) -> bool:
        """Tell whether a code is that of a unit or of a body of the movement. A unit whose file is lost is found, too."""
        return self.movement.body(code) is not None or code in self.units

    def no_superior(self, problem_code: str, loc: Loc, code: str) -> Finding:
        """Return the finding that a code is neither a unit nor a body."""
        bodies = self.movement.bodies
        known = {body.code: body.name for body in bodies} | {slug: unit.name for slug, unit in self.units.items()}
        names = {**self.names["unit"], **{slugify(body.name): body.code for body in bodies}}
        return not_listed(problem_code, loc, "cấp trên", code, known, names)

    def no_model(self, problem_code: str, loc: Loc, slug: str) -> Finding:
        """Return the finding that there is no such model; former slugs and titles give its present slug."""
        titles = {each: model.title for each, model in self.models.items()}
        names = {slugify(title): each for each, title in titles.items()}
        names |= {former: each for each, model in self.models.items() for former in model.former_slugs}
        return not_listed(problem_code, loc, "mô hình", slug, titles, names)


def not_listed(
    code: str, loc: Loc, noun: str, word: str, known: Mapping[str, str], names: Mapping[str, str]
) -> Finding:
    """Return the finding that a word is no code of a list, with the likeliest codes. With several, the author chooses."""
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


def with_codes(finding: Finding, index: RecordIndex) -> Finding:
    """Return the finding "write the code, not the name" (DVK215), with the code if the vocabulary has the name."""
    if finding.code != "DVK215" or finding.remedy is None or finding.loc[0] not in _NAMES_OF_KEY:
        return finding
    names, word = index.names[_NAMES_OF_KEY[str(finding.loc[0])]], finding.remedy.text
    if word in names.values():
        near = [word]
    elif word in names:
        near = [names[word]]
    else:
        near = [names[name] for name in closest(word, list(names))]
    if not near:
        return Finding(finding.code, finding.loc, finding.message, "Xem danh sách mã trong thư mục content.")
    advice = f"Có phải là: {'; '.join(dict.fromkeys(near))}?" if len(near) > 1 else ""
    return Finding(finding.code, finding.loc, finding.message, advice, Remedy("value", near[0]))
