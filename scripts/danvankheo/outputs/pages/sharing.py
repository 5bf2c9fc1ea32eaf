"""/chia-se/ for people who post entries: what is still to be posted, and a page with the sharing kit of each entry.

The pages are not in search engines, and no other page links to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context, EntryPage, PageContent
from danvankheo.outputs.head import PageMetadata
from danvankheo.outputs.pages.story import entries_with_page, entry_pages
from danvankheo.outputs.sharing.kit import FOLDER, ShareKit, SharingState, history_of, kit, qr_path, qr_png
from danvankheo.outputs.views.share_image import PageShareImage
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("chia-se/",)

_HIDDEN = PageMetadata(hidden=True)


@dataclass(frozen=True, slots=True)
class SharingLine:
    """An entry on the index; history: its posts in words."""

    slug: str
    href: str
    title: str
    place: str
    history: str
    sample: bool


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the index, and the page and QR code of every entry that has a share image."""
    entries = list(shareable(context))
    if not entries:
        return
    found = groups(entries)
    yield context.page(
        FOLDER, MenuSection.OTHER, "sharing_index.html", title="Chia sẻ bài",
        description="Thẻ chia sẻ, lời kèm theo và liên kết của từng bài, cho người đăng bài lên các kênh.",
        data={"groups": found}, inputs=digest(repr(found)), metadata=_HIDDEN,
    )  # fmt: skip
    for entry in entries:
        image = context.share_images[entry.path]()
        page = EntryPage(
            path=f"{FOLDER}{entry.path}",
            record=entry.record,
            card=entry.card,
            content=partial(_content, context, entry, image),
            inputs=partial(_inputs, entry, image),
            metadata=_HIDDEN,
        )
        yield context.entry_page(page, MenuSection.OTHER, "sharing.html")
        if url := image.content.url:
            yield Artifact(qr_path(entry.path), digest(url), partial(qr_png, url), entry.record.path)


def shareable(context: Context) -> Iterator[EntryPage]:
    """Yield the pages of entries that have a share image."""
    pages = entry_pages(context, entries_with_page(context.registry)) if context.share_images else ()
    return (page for page in pages if page.path in context.share_images)


def kit_of(context: Context, entry: EntryPage, image: PageShareImage) -> ShareKit:
    """Return the kit of an entry, its preview made from the head of the entry's page."""
    head = context.head(entry.path, entry.content(), entry.record.data.sample)
    return kit(
        entry.card, entry.record.data, image, head, context.settings.site_url, context.registry.movement.data.youth
    )


def _content(context: Context, entry: EntryPage, image: PageShareImage) -> PageContent:
    title = entry.card.title
    description = f"Ba tấm thẻ, lời kèm theo và liên kết của bài “{title}”."
    return PageContent(f"Chia sẻ: {title}", description, {"view": kit_of(context, entry, image)}, _HIDDEN)


def _inputs(entry: EntryPage, image: PageShareImage) -> str:
    return digest(entry.inputs(), repr(entry.card), repr(image), *map(image.path, image.shapes))


def groups(entries: Iterable[EntryPage]) -> tuple[tuple[str, tuple[SharingLine, ...]], ...]:
    """Return headings with the entries below them, by what is to be done with an entry; the newest first."""
    found: dict[SharingState, list[SharingLine]] = {state: [] for state in SharingState}
    for entry in sorted(entries, key=_newest, reverse=True):
        history, card = history_of(entry.record.data), entry.card
        line = SharingLine(card.slug, f"{FOLDER}{entry.path}", card.title, card.place, history.words, card.sample)
        found[history.state].append(line)
    return tuple((state.value, tuple(lines)) for state, lines in found.items() if lines)


def _newest(entry: EntryPage) -> tuple[str, str]:
    published = entry.record.data.published
    return (published.isoformat() if published else "", entry.path)
