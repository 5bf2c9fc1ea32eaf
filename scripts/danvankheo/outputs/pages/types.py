"""The model types: /loai-mo-hinh/ and a gallery for each type."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.pages.gallery import Gallery, cards_of, gallery_pages, introduction_of
from danvankheo.outputs.views.field_links import with_days
from danvankheo.outputs.views.parts import GalleryLink, Link
from danvankheo.outputs.views.summary_cards import count_words, newest_first
from danvankheo.records.registry import Record
from danvankheo.records.schema import Model
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("loai-mo-hinh/",)

FOLDER = "loai-mo-hinh/"


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the index and the galleries."""
    registry, cards = context.registry, context.cards
    by_type: dict[str, list[Record[Model]]] = {slug: [] for slug in registry.types}
    for record in newest_first(registry.models.values()):
        if record.summary.model_type:
            by_type[record.summary.model_type].append(record)
    groups: dict[str, list[GalleryLink]] = {}
    for slug, models in by_type.items():
        kind = registry.types[slug].data
        words = count_words([cards.models[each.slug] for each in models])
        groups.setdefault(kind.plan_section.label, []).append(GalleryLink(f"{FOLDER}{slug}/", kind.name, words))
    yield context.page(
        FOLDER, MenuSection.MODELS, "types.html", title="Loại mô hình",
        description="Các loại mô hình Kế hoạch nêu làm ví dụ, mỗi loại một trang với những mô hình đã có.",
        data={"groups": list(groups.items())}, inputs=digest(repr(groups)),
    )  # fmt: skip
    crumbs = (Link("mo-hinh/", "Mô hình"), Link(FOLDER, "Loại mô hình"))
    for slug, models in by_type.items():
        record_ = registry.types[slug]
        gallery = Gallery(
            record_.data.name,
            with_days(record_.data.summary, record_.data, context.as_of),
            crumbs,
            **cards_of(cards, models),
        )
        yield from gallery_pages(
            context, f"{FOLDER}{slug}/", MenuSection.MODELS, gallery, introduction=introduction_of(context, record_),
            source=record_.path,
        )  # fmt: skip
