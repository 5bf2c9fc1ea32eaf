"""The colours and icons of fields: enough for eight, readable in both schemes, each drawn, the same on share images."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from danvankheo.media import panels, scenes
from danvankheo.records.choices import Palette

LEAST_CONTRAST = 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def rules(repo: Path) -> dict[tuple[str, bool], tuple[str, str]]:
    """Ink and paper by palette and whether the scheme is dark."""
    text = (repo / "theme/assets/stylesheets/site.css").read_text("utf-8")
    found = re.findall(
        r"(?m)^(\[[^\]]*\] )?\.field--([a-z-]+) \{ --field-ink: (#\w{6}); --field-paper: (#\w{6}); \}", text
    )
    return {(name, bool(dark)): (ink, paper) for dark, name, ink, paper in found}


def test_there_are_enough_for_a_plan_of_eight_fields() -> None:
    assert len(Palette) >= 8


@pytest.mark.parametrize("palette", [each.value for each in Palette])
def test_a_palette_is_readable_in_both_schemes_and_on_share_images(
    rules: dict[tuple[str, bool], tuple[str, str]], palette: str
) -> None:
    for dark, page in ((False, "#ffffff"), (True, "#121f3a")):
        ink, paper = rules[palette, dark]
        assert contrast(ink, paper) >= LEAST_CONTRAST
        assert contrast(ink, page) >= LEAST_CONTRAST
    assert panels.FIELDS[palette] == tuple(colour.upper() for colour in rules[palette, False])
    assert scenes._BY_FIELD[palette], "share images of the field have a scene"


def test_every_palette_has_its_own_colours_icon_and_landscape(
    repo: Path, rules: dict[tuple[str, bool], tuple[str, str]]
) -> None:
    for dark in (False, True):
        assert len({rules[each.value, dark] for each in Palette}) == len(Palette)
    art = (repo / "theme/pages/art_parts.html").read_text("utf-8")
    for each in Palette:
        assert art.count(f'palette == "{each.value}"') == (1 if each is Palette.POLITICS else 2), each
