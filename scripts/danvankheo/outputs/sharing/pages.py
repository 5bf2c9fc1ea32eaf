"""/chia-se/: for whoever posts entries on channels; what waits, and the kit of each. Not indexed, linked from nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import join_words, short_date
from danvankheo.outputs.context import Context, Words
from danvankheo.outputs.head import About
from danvankheo.outputs.pages.story import Told
from danvankheo.outputs.sharing.images import Shared
from danvankheo.outputs.sharing.kit import FOLDER, Kit, kit, qr_path, qr_png, state_of
from danvankheo.rendering.frame import MenuSection

_HIDDEN = About(hidden=True)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry on the index; state: in words what was shared and what waits."""

    slug: str
    href: str
    title: str
    place: str
    state: str
    sample: bool


def artifacts(context: Context, entries: Iterable[Told]) -> Iterator[Artifact]:
    """Yield the index, a page for every entry that has cards, and its QR code."""
    entries = [entry for entry in entries if entry.path in context.shares]
    if not entries:
        return
    found = groups(entries)
    yield context.page(
        FOLDER, MenuSection.OTHER, "sharing_index.html", title="Chia sẻ bài",
        description="Thẻ chia sẻ, lời kèm theo và liên kết của từng bài, cho người đăng bài lên các kênh.",
        data={"groups": found}, inputs=digest(repr(found)), about=_HIDDEN,
    )  # fmt: skip
    for entry in entries:
        shared = context.shares[entry.path]
        path = f"{FOLDER}{entry.path}"
        inputs = digest(entry.inputs(), repr(entry.card), repr(shared), *map(shared.path, shared.shapes))
        yield context.entry_page(
            path, MenuSection.OTHER, "sharing.html", words=partial(_words, context, entry, shared),
            inputs=inputs, record=entry.record, about=_HIDDEN,
        )  # fmt: skip
        if url := shared.card.url:
            yield Artifact(qr_path(entry.path), digest(url), partial(qr_png, url), entry.record.path)


def kit_of(context: Context, entry: Told, shared: Shared) -> Kit:
    """Return the kit of an entry, made of the head its page has."""
    head = context.head(entry.path, entry.words(), entry.record.data.sample)
    return kit(entry.card, entry.record.data, shared, head, context.settings.site_url)


def _words(context: Context, entry: Told, shared: Shared) -> Words:
    title = entry.card.title
    description = f"Ba tấm thẻ, lời kèm theo và liên kết của bài “{title}”."
    return Words(f"Chia sẻ: {title}", description, {"view": kit_of(context, entry, shared)}, _HIDDEN)


def groups(entries: Iterable[Told]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return the entries by what is to be done with them, the newest first."""
    found: dict[str, list[Row]] = {"Chưa chia sẻ": [], "Đã sửa sau lần chia sẻ gần nhất": [], "Đã chia sẻ": []}
    for entry in sorted(entries, key=_newest, reverse=True):
        state = state_of(entry.record.data)
        name = "Đã sửa sau lần chia sẻ gần nhất" if state.changed else "Đã chia sẻ" if state.done else "Chưa chia sẻ"
        words = [f"Đã đăng: {', '.join(state.done)}"] if state.done else []
        words += [f"sửa ngày {short_date(state.changed)}"] if state.changed else []
        words += [f"chưa đăng {join_words(list(state.waiting))}"] if state.done and state.waiting else []
        card = entry.card
        found[name].append(
            Row(card.slug, f"{FOLDER}{entry.path}", card.title, card.place, "; ".join(words), card.sample)
        )
    return tuple((name, tuple(rows)) for name, rows in found.items() if rows)


def _newest(entry: Told) -> tuple[str, str]:
    published = entry.record.data.published
    return (published.isoformat() if published else "", entry.path)
