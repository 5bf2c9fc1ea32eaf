"""/chia-se/: for whoever posts entries on channels; pictures, words and link of each. Not indexed, linked from nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.media.panels import SHAPES
from danvankheo.outputs.cards import Card, Cards, newest_first, newest_people
from danvankheo.outputs.context import Context
from danvankheo.outputs.head import About
from danvankheo.outputs.share import Shared
from danvankheo.pages.frame import PageKind

FOLDER = "chia-se/"
_NAMES = {"link": "Thẻ ngang", "square": "Thẻ vuông", "story": "Thẻ đứng"}
_HIDDEN = About(hidden=True)


@dataclass(frozen=True, slots=True)
class Picture:
    """One card's file."""

    name: str
    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class KitView:
    """Everything the page of one entry prints; ``href``: the entry's own page."""

    title: str
    place: str
    palette: str
    sample: bool
    href: str
    url: str
    words: str
    rows: int
    alt: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class KitLink:
    """An entry on the index."""

    href: str
    title: str
    place: str
    sample: bool


def artifacts(context: Context, cards: Cards) -> Iterator[Artifact]:
    """Yield the index and a page for every entry that has cards."""
    registry = context.registry
    models = [cards.models[record.slug] for record in newest_first(registry.models.values())]
    people = [cards.exemplars[record.slug] for record in newest_people(registry.exemplars.values())]
    groups = (("Mô hình", _links(models, context.shares)), ("Điển hình cá nhân", _links(people, context.shares)))
    if not any(links for _, links in groups):
        return
    yield context.page(
        FOLDER, PageKind.OTHER, "sharing_index.html", title="Chia sẻ bài",
        description="Thẻ chia sẻ, lời kèm theo và liên kết của từng bài, cho người đăng bài lên các kênh.",
        data={"groups": groups}, inputs=digest(repr(groups)), about=_HIDDEN,
    )  # fmt: skip
    for card in (*models, *people):
        if shared := context.shares.get(card.href or "-"):
            yield _kit(context, card, shared)


def _links(cards: list[Card], shares: Mapping[str, Shared]) -> tuple[KitLink, ...]:
    return tuple(KitLink(_path(card), card.title, card.place, card.sample) for card in cards if card.href in shares)


def _path(card: Card) -> str:
    """Return where the page lies: below the entry's own path, because a model and a person may share a slug."""
    return f"{FOLDER}{card.href}"


def _kit(context: Context, card: Card, shared: Shared) -> Artifact:
    url = f"{context.settings.site_url}{card.href}" if context.settings.site_url else ""
    words = caption(card, shared.card.summary, url)
    view = KitView(
        title=card.title,
        place=card.place,
        palette=card.palette,
        sample=card.sample,
        href=card.href or "",
        url=url,
        words=words,
        rows=min(12, words.count("\n") + 2 + len(words) // 70),
        alt=shared.alt,
        pictures=tuple(Picture(_NAMES[shape], shared.path(shape), *SHAPES[shape].size) for shape in shared.shapes),
    )
    return context.page(
        _path(card), PageKind.OTHER, "sharing.html", title=f"Chia sẻ: {card.title}",
        description=f"Ba tấm thẻ, lời kèm theo và liên kết của bài “{card.title}”.",
        data={"view": view}, inputs=digest(repr(view)), source=shared.source, about=_HIDDEN,
    )  # fmt: skip


def caption(card: Card, summary: str, url: str) -> str:
    """Return the words to post with a picture: who and where, what happened, the number that matters, the link."""
    kind = "Điển hình cá nhân" if card.person else "Mô hình “Dân vận khéo”"
    lines = [card.title, f"{kind} · {card.place}"]
    if summary:
        lines += ["", summary]
    if card.number:
        lines += ["", f"{card.number.name[:1].upper()}{card.number.name[1:]}: {card.number.value}"]
    return "\n".join([*lines, "", f"Đọc cả bài: {url}"] if url else lines)
