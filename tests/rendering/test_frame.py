"""Frames: cut at slots, filled as strings, bound once for all pages."""

from __future__ import annotations

import pytest
from danvankheo.rendering.frame import DEPTHS, Frame, Frames, MenuSection

DRAWN = """<html>
   <head>
     <title><!--slot:title--></title>

     <!--slot:head-->
   </head><main><!--slot:content--></main><footer><!--slot:publisher--></footer></html>"""
VALUES = {"title": "Tên &amp; bài", "head": "<meta>", "content": "<p>Chữ</p>"}


def frame(mark: str = "") -> Frame:
    return Frame.cut(DRAWN + mark)


def test_a_filled_frame_has_every_value_in_its_place_and_no_slot_left() -> None:
    page = frame().fill(VALUES)
    assert "<title>Tên &amp; bài</title>" in page
    assert "<main><p>Chữ</p></main>" in page
    assert "slot:" not in page


def test_values_are_never_searched_for_slots() -> None:
    page = frame().fill(VALUES | {"content": "<!--slot:title-->"})
    assert "<main><!--slot:title--></main>" in page


def test_margins_between_lines_of_a_frame_are_dropped() -> None:
    assert "\n " not in frame().fill(VALUES)
    assert "\n\n" not in frame().fill(VALUES)


def test_line_breaks_inside_values_stay() -> None:
    assert "a\n\n   b" in frame().fill(VALUES | {"content": "<pre>a\n\n   b</pre>"})


@pytest.mark.parametrize("slot", ["title", "head", "content"])
def test_a_required_slot_without_a_value_is_an_error(slot: str) -> None:
    with pytest.raises(KeyError):
        frame().fill({key: value for key, value in VALUES.items() if key != slot})


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<title><!--slot:title--></title>", "without slot: content, head"),
        (DRAWN + "<!--slot:menu-->", "unknown slot: menu"),
    ],
)
def test_a_drawn_page_with_wrong_slots_is_refused(html: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Frame.cut(html)


def test_a_bound_slot_is_filled_on_every_page_and_changes_the_digest() -> None:
    bound = frame().bind({"publisher": "Ban biên tập"})
    assert "<footer>Ban biên tập</footer>" in bound.fill(VALUES)
    assert bound.digest != frame().digest


def test_frames_keep_kind_and_depth_apart_and_survive_storage() -> None:
    frames = Frames.of({(MenuSection.MODELS, 1): frame("1"), (MenuSection.MODELS, 2): frame("2")}, frame("404"))
    again = Frames.from_json(frames.to_json())
    assert again == frames
    assert again.get("mo-hinh", 2).fill(VALUES).endswith("2")
    assert again.not_found.fill(VALUES).endswith("404")


def test_a_page_deeper_than_its_kind_goes_has_no_frame() -> None:
    with pytest.raises(KeyError):
        Frames.of({(MenuSection.HOME, 0): frame()}, frame()).get(MenuSection.HOME, 1)


def test_fewer_than_thirty_pages_are_drawn() -> None:
    assert sum(map(len, DEPTHS.values())) + 1 < 30
