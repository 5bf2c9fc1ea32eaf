"""The page at the address of an entry or page whose file has mistakes, until they are mended."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact
from danvankheo.outputs.context import Context
from danvankheo.records.registry import Registry
from danvankheo.rendering.frame import MenuSection


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield a page for every address that is being mended."""
    for key, path in sorted(_free(context.registry).items()):
        noun = "Bài" if "/" in key else "Trang"
        yield context.page(
            f"{key}/", MenuSection.OTHER, "mending.html", title=f"{noun} đang được sửa",
            description=f"{noun} này đang được sửa và sẽ hiện lại khi sửa xong.", data={"noun": noun},
            inputs=noun, sample=True, source=path,
        )  # fmt: skip


def _free(registry: Registry) -> dict[str, str]:
    """Return the addresses being mended at which no other page stands: a file with mistakes may name another's address."""
    models = {f"mo-hinh/{slug}" for slug, model in registry.models.items() if model.has_page}
    taken = {*models, *(f"dien-hinh/{slug}" for slug in registry.exemplars), *registry.redirects, *registry.withdrawn}
    return {key: path for key, path in registry.mending.items() if key not in taken}
