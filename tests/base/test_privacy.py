"""Private data in the forms people write them in, and honest sentences that look alike: none missed, none refused by mistake."""

from __future__ import annotations

import random
import time
import unicodedata
from collections.abc import Callable

import pytest
from base.privacy_examples import HONEST, PRIVATE
from danvankheo.base import privacy


def codes(text: str) -> set[str]:
    return {leak.code for leak in privacy.leaks(text)}


@pytest.mark.parametrize("code", sorted(PRIVATE))
def test_private_data_is_found_in_every_form_people_write_it_in(code: str) -> None:
    assert [text for text in PRIVATE[code] if code not in codes(text)] == []


def test_honest_sentences_are_left_alone() -> None:
    assert [(text, codes(text)) for text in HONEST if codes(text)] == []


#: Ways in which the same words come: nothing of it makes private data public, or an honest sentence private.
DRESSES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "in NFD": lambda text: unicodedata.normalize("NFD", text),
    "with no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "with hidden characters": lambda text: text if set("&<\\") & set(text) else "\u200b".join(text),
    "in bold": lambda text: f"**{text}**",
    "in a sentence": lambda text: f"Từ trước đến nay: {text}. Mọi người cùng làm",
    "in a list": lambda text: f"- một\n- {text}\n- hai",
    "in a quote": lambda text: "> " + text.replace("\n", "\n> "),
    "in a table": lambda text: f"| Mục | Nội dung |\n|---|---|\n| {text.strip('| ')} | có |",
    "between tags": lambda text: f"<b>{text}</b>",
    "wide": lambda text: (
        "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
        if "&" not in text and "<" not in text
        else text
    ),
}
LOUDER: dict[str, Callable[[str], str]] = DRESSES | {
    "in capitals": lambda text: text if "&" in text else text.upper(),
    "without marks": lambda text: "".join(
        c
        for c in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        if not unicodedata.combining(c)
    ),
}


def test_no_dress_hides_private_data() -> None:
    cases = [(code, dress, text) for code, texts in PRIVATE.items() for text in texts for dress in LOUDER]
    missed = [(dress, text) for code, dress, text in cases if code not in codes(LOUDER[dress](text))]
    assert len(cases) > 1_500
    assert missed == []


def test_no_dress_makes_an_honest_sentence_private() -> None:
    cases = [(dress, text) for text in HONEST for dress in DRESSES]
    assert [(dress, text, codes(DRESSES[dress](text))) for dress, text in cases if codes(DRESSES[dress](text))] == []


def made_up(seed: int, count: int) -> list[str]:
    """Return texts put together from private, honest and plain pieces, so that rules meet each other's words."""
    dice = random.Random(seed)
    pieces = [*HONEST, *(text for texts in PRIVATE.values() for text in texts)]
    words = [
        "sinh",
        "ngày",
        "năm",
        "dân",
        "tộc",
        "tôn",
        "giáo",
        "là",
        "người",
        "theo",
        "đạo",
        "Mường",
        "Kinh",
        "anh",
        "chị",
        "em",
        "Lan",
        "0912",
        "345",
        "678",
        "5/3/2014",
        "2014",
        ":",
        ",",
        ".",
        "|",
        "\n",
        "-",
        "(",
        ")",
        "và",
        "các",
        "có",
    ]
    made = []
    for _ in range(count):
        parts = [dice.choice(pieces) if dice.random() < 0.4 else " ".join(dice.choices(words, k=dice.randint(1, 9)))
                 for _ in range(dice.randint(1, 7))]  # fmt: skip
        made.append(dice.choice((" ", ". ", "\n", " " * 150)).join(parts))
    return made


def test_looking_only_around_the_words_a_rule_needs_changes_no_verdict() -> None:
    for text in made_up(seed=9, count=500):
        quick, whole = ([leak[:3] for leak in privacy.leaks(text, whole=whole)] for whole in (False, True))
        assert quick == whole, text


@pytest.mark.parametrize(
    "piece",
    [
        "0912 345 ",
        "sinh năm ",
        "dân tộc ",
        "anh là người ",
        "(((",
        "Ngày sinh: ",
        "1 ",
        "A ",
        "<b",
        "&a",
        "ngày tháng năm ",
    ],
)
def test_long_texts_are_read_in_linear_time(piece: str) -> None:
    before = time.process_time()
    list(privacy.leaks(piece * (60_000 // len(piece))))
    assert time.process_time() - before < 3


def test_what_is_found_is_told_as_it_is_written() -> None:
    text = "Em **Lan**, sinh\u00a0ngày 05/3/2014. Gọi 0912 345 678 nhé, chị Lan, dân tộc Mường."
    decomposed = unicodedata.normalize("NFD", text)
    for each in (text, decomposed):
        found = {leak.code: leak for leak in privacy.leaks(each)}
        assert all(each[leak.start :].startswith(leak.shown) for leak in found.values())
        assert found["DVK551"].shown == "0912 345 678"
        assert unicodedata.normalize("NFC", found["DVK553"].shown) == "sinh\u00a0ngày 05/3/2014"
