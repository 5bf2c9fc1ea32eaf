"""Former addresses (``ten_cu``): a page at each that leads to the new address."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from posixpath import normpath

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.headers import META_POLICY
from danvankheo.outputs.context import Context


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the pages of all former addresses."""
    for old, new in sorted(context.registry.redirects.items()):
        yield _redirect(context, old, new)


def _redirect(context: Context, old: str, new: str) -> Artifact:
    """Return the page at a former address. It needs no script and has a link for browsers that do not follow it."""
    depth = old.count("/") + 1
    target = "../" * depth + new + "/"
    canonical = (
        f'<link rel="canonical" href="{escape(context.settings.site_url + new)}/">' if context.settings.site_url else ""
    )
    html = (
        f'<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">\n<title>Bài đã chuyển địa chỉ</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n{canonical}\n</head>\n<body>\n'
        f'<h1>Bài đã chuyển địa chỉ</h1>\n<p><a href="{target}">Mở bài ở địa chỉ mới</a></p>\n</body>\n</html>\n'
    )
    return Artifact(f"{normpath(old)}/index.html", digest(html), html.encode, f"ten_cu: {new}")
