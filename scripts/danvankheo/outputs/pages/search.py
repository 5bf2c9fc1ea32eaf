"""/tim-kiem/: the search page. The browser searches the files of ``search/index_files.py``."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact
from danvankheo.outputs.context import Context
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("tim-kiem/",)


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page."""
    yield context.page(
        "tim-kiem/", MenuSection.OTHER, "search.html", title="Tìm kiếm",
        description="Tìm mô hình, điển hình, đơn vị: gõ có dấu hay không dấu đều được.", data={}, inputs="",
    )  # fmt: skip
