"""The numbers of an entry as text: the figures of its effect, how many took part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from danvankheo.base.locale import number
from danvankheo.base.text import normalize
from danvankheo.records.model_sections import Force, StoryFigure
from danvankheo.records.scalars import plain_number
from danvankheo.records.schema import Model

_PHRASE = re.compile(
    r"(?P<estimate>(?:hơn|gần|khoảng)\s+)?(?P<digits>\d(?:[\d.,]*\d)?)(?P<scale>\s+(?:nghìn|triệu|tỷ)(?!\w))?",
    re.IGNORECASE,
)
_SCALES = {"": 1, "nghìn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an entry. value: with its unit of measure ("600 m"); name: what it counts."""

    value: str
    name: str


def key_numbers(model: Model) -> list[Number]:
    """Return the numbers of a model: those of its effect, then how many took part."""
    figures = model.effect.figures if model.effect else []
    groups = model.forces.groups if model.forces else []
    return [figure_number(figure) for figure in figures] + [force_number(force) for force in groups]


def figure_number(figure: StoryFigure) -> Number:
    """Return a figure with its unit and estimate, "hơn 600 m", and its name, or the two parts of its own phrase."""
    if phrase := phrase_of(figure):
        return phrase
    qualifier = f"{figure.estimate.label} " if figure.estimate else ""
    name = lower_first(figure.name)
    rest = name.removeprefix(f"{figure.unit} ")  # "63 hộ" + "hộ được giúp" is written "63 hộ được giúp"
    return Number(f"{qualifier}{amount(figure.value, figure.unit)}", rest)


def figure_line(figure: StoryFigure) -> str:
    """Return a figure in a list of figures: "Chiều dài tường tranh: hơn 600 m", or its own phrase."""
    qualifier = f"{figure.estimate.label} " if figure.estimate else ""
    return figure.phrase or f"{figure.name}: {qualifier}{amount(figure.value, figure.unit)}"


def phrase_of(figure: StoryFigure) -> Number | None:
    """Return the phrase of a figure as its number, with the unit when that follows, and the words after it.

    None without a phrase, and for one that does not begin with the figure's number and estimate, or has no words after it.
    """
    found = _PHRASE.match(figure.phrase or "")
    if found is None:
        return None
    estimate, digits, word = (found[name] or "" for name in ("estimate", "digits", "scale"))
    written = plain_number(digits)
    is_vietnamese = written is not None and ("." not in written or "," in digits)  # "1,5", never "1.5"
    is_same = is_vietnamese and Decimal(written or 0) * _SCALES[word.strip().lower()] == figure.value
    if not is_same or estimate.strip().lower() != (figure.estimate.label if figure.estimate else ""):
        return None
    value, rest = found[0], found.string[found.end() :]
    unit = re.match(rf"\s*{re.escape(figure.unit)}(?!\w)", rest, re.IGNORECASE)
    value, rest = (value + unit[0], rest[unit.end() :]) if unit else (value, rest)
    return Number(value, rest.strip(" ,;:–-.")) if rest.strip(" ,;:–-.") else None


def force_number(force: Force) -> Number:
    """Return a number of people or participations; these numbers are never added up."""
    qualifier = f"{force.estimate.label} " if force.estimate else ""
    return Number(f"{qualifier}{number(force.count)} {force.unit.label}", f"{force.group.label.lower()} tham gia")


def amount(value: Decimal | int, unit: str) -> str:
    """Return a number with its unit; millions and billions of đồng are written short: "12 triệu đồng"."""
    if unit == "đồng" and value >= 1_000_000:
        millions = Decimal(value) / 1_000_000
        scaled, word = (millions / 1000, "tỷ") if millions >= 1000 else (millions, "triệu")
        if scaled == round(scaled, 2):
            return f"{number(scaled.normalize() if scaled % 1 else int(scaled))} {word} đồng"
    return f"{number(value)}{'' if unit == '%' else ' '}{unit}"


def lower_first(text: str) -> str:
    """Return the text with a lower-case first letter, unless it begins with an abbreviation or with a name of several words."""
    words = normalize(text).split(" ", 1)
    if not words[0] or words[0].isupper() or (len(words) > 1 and words[1][:1].isupper()):
        return text
    return text[0].lower() + text[1:]
