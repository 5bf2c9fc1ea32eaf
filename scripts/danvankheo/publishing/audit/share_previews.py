"""What other programs read from a page: Open Graph tags, the share image, sizes of pictures, linked data (JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.problems import Problem
from danvankheo.publishing.audit import documents
from danvankheo.publishing.audit.built_site import BuiltSite
from danvankheo.publishing.audit.html_pages import HtmlPage

_TAGS = ("og:image", "og:image:width", "og:image:height", "og:image:alt", "og:title", "og:description", "og:url")
# How much the ratio of a picture's sides may differ from the ratio that the page states.
_TOLERANCE = 0.02


def preview_problems(site: BuiltSite) -> Iterator[Problem]:
    """Yield faults of what is read when a page is shared or indexed; nothing for a site without an address."""
    if not site.address:
        return
    for page in site.pages.values():
        if page.refresh or (page.hidden and "og:title" not in page.meta):
            continue
        yield from _tag_problems(site, page)
        if page.meta.get("og:image"):
            yield from _share_image_problems(site, page)
    for page in site.pages.values():
        yield from _picture_size_problems(site, page)
        yield from _linked_data_problems(page)


def _tag_problems(site: BuiltSite, page: HtmlPage) -> Iterator[Problem]:
    for name in _TAGS:
        if not page.meta.get(name):
            yield Problem("DVK703", page.path, 1, 1, f"Trang thiếu thẻ “{name}”.")
    expected = site.address + page.path.removesuffix("index.html")
    for name, value in (("canonical", page.canonical), ("og:url", page.meta.get("og:url", ""))):
        if value and value != expected:
            yield Problem("DVK703", page.path, 1, 1, f"“{name}” ghi {value[:120]}, trang nằm ở {expected}.")


def _share_image_problems(site: BuiltSite, page: HtmlPage) -> Iterator[Problem]:
    """Yield why a share image is not on the site, not a JPEG, or not of the size that the page states."""
    address = page.meta["og:image"]
    target = site.resolve(page, address)
    if target is None or target[0] not in site.files or not target[0].endswith(".jpg"):
        message = f"Ảnh chia sẻ “{address[:120]}” không có trên trang hoặc không phải JPEG."
        yield Problem("DVK703", page.path, 1, 1, message)
        return
    image = site.pictures.get(target[0])
    stated = (page.meta.get("og:image:width"), page.meta.get("og:image:height"))
    if image is None or image.kind != "JPEG" or stated != (str(image.width), str(image.height)):
        actual = f"{image.width}×{image.height}" if image else "không đọc được"
        yield Problem("DVK703", page.path, 1, 1, f"Ảnh chia sẻ ghi {stated[0]}×{stated[1]}, tệp thật là {actual}.")


def _picture_size_problems(site: BuiltSite, page: HtmlPage) -> Iterator[Problem]:
    """Yield pictures without a stated size or with a wrong one: the page jumps when they have loaded."""
    for source, width, height in page.images:
        target = site.resolve(page, source)
        picture = site.pictures.get(target[0]) if target else None
        if picture is None or not picture.width:
            continue
        stated = (int(width), int(height)) if width.isdigit() and height.isdigit() else (0, 0)
        if not all(stated) or abs(stated[0] * picture.height / stated[1] / picture.width - 1) > _TOLERANCE:
            message = f"Ảnh “{source}” là {picture.width}×{picture.height}, trang ghi {width}×{height}."
            yield Problem("DVK703", page.path, 1, 1, message)


def _linked_data_problems(page: HtmlPage) -> Iterator[Problem]:
    """Yield JSON-LD that cannot be read."""
    for data in page.linked_data:
        fault = documents.json_text(data)[1]
        if fault or "<" in data:
            yield Problem("DVK703", page.path, 1, 1, fault or "Dữ liệu cấu trúc có dấu < chưa thoát.")
