"""Links and loaded files: each leads to a file of the site, and a page loads nothing from another host."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.problems import Problem
from danvankheo.publishing.audit.built_site import BuiltSite
from danvankheo.publishing.audit.documents import names_host


def link_problems(site: BuiltSite) -> Iterator[Problem]:
    """Yield links within the site to a missing file, or to an id that the page does not have."""
    for page in site.pages.values():
        for address, line in page.links:
            target = site.resolve(page, address)
            if target is None:
                continue
            path, fragment = target
            link = f"Liên kết “{address[:120]}”"
            if path not in site.files:
                yield Problem("DVK701", page.path, line, 1, f"{link} dẫn tới trang không có.", words=address)
            elif fragment and path in site.pages and fragment not in site.pages[path].ids:
                message = f"{link}: trang ấy không có phần “{fragment}”."
                yield Problem("DVK701", page.path, line, 1, message, words=address)


def load_problems(site: BuiltSite) -> Iterator[Problem]:
    """Yield files that a page loads from another host, or that are missing."""
    for page in site.pages.values():
        for address, line in page.loads:
            target = site.resolve(page, address)
            if target is None or names_host(address):
                yield Problem("DVK705", page.path, line, 1, f"Trang tải “{address[:120]}” từ nơi khác.", words=address)
            elif target[0] not in site.files:
                message = f"Trang tải “{address[:120]}”, tệp này không có."
                yield Problem("DVK701", page.path, line, 1, message, words=address)
