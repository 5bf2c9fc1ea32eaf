"""Hand-written pages, the page for a wrong address, and the pages that stand where an entry was or will be again."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from posixpath import normpath

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.headers import META_POLICY
from danvankheo.base.locale import short_date
from danvankheo.outputs.context import Context
from danvankheo.outputs.head import full_title
from danvankheo.records.registry import Record, Registry
from danvankheo.records.vocabulary import Page
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup

_DRAWN_ELSEWHERE = {"index", "404", "gui-bai"}


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the hand-written pages, 404.html, redirects of former addresses and notices of withdrawal."""
    for slug, record in context.registry.pages.items():
        if slug not in _DRAWN_ELSEWHERE:
            yield _page(context, slug, record)
    yield _not_found(context)
    for old, new in sorted(context.registry.redirects.items()):
        yield _redirect(context, old, new)
    for key, record_ in sorted(context.registry.withdrawn.items()):
        day = record_.data.withdrawn
        yield context.page(
            f"{key}/", MenuSection.OTHER, "withdrawn.html", title="Bài đã được gỡ",
            description="Bài này đã được gỡ theo yêu cầu.", data={"day": short_date(day) if day else ""},
            inputs=digest(str(day)), sample=True, source=record_.path,
        )  # fmt: skip
    for key, path in sorted(_free(context.registry).items()):
        noun = "Bài" if "/" in key else "Trang"
        yield context.page(
            f"{key}/", MenuSection.OTHER, "mending.html", title=f"{noun} đang được sửa",
            description=f"{noun} này đang được sửa và sẽ hiện lại khi sửa xong.", data={"noun": noun},
            inputs=noun, sample=True, source=path,
        )  # fmt: skip


def _free(registry: Registry) -> dict[str, str]:
    """Return the addresses that are being mended and that nothing else answers: a wrong file may name those of others."""
    told = {f"mo-hinh/{slug}" for slug, model in registry.models.items() if model.has_page}
    taken = {*told, *(f"dien-hinh/{slug}" for slug in registry.exemplars), *registry.redirects, *registry.withdrawn}
    return {key: path for key, path in registry.mending.items() if key not in taken}


def _page(context: Context, slug: str, record: Record[Page]) -> Artifact:
    data = record.data

    def body() -> dict[str, object]:
        text, _ = record.story(context.registry.repo)
        link = link_targets.link_of(context.registry, context.places, record, "../")
        return {"story": Markup(markdown.render(text, image=lambda _: None, prefix="../", link=link))}

    return context.page(
        f"{slug}/", MenuSection.OTHER, "page.html", title=data.title, description=data.summary,
        data={"title": data.title, "lead": data.summary}, late=body, inputs=digest(record.digest, repr(link_targets.resolved(context.registry, context.places, record))),
        source=record.path,
    )  # fmt: skip


def _not_found(context: Context) -> Artifact:
    """Return 404.html: shown at any address, so its links begin at the site's path."""
    frame = context.frames.not_found
    record = context.registry.pages.get("404")
    title = record.data.title if record else "Không tìm thấy trang"
    lead = record.data.summary if record else ""

    def render() -> bytes:
        text = record.story(context.registry.repo)[0] if record else ""
        story = Markup(markdown.render(text, image=lambda _: None))
        values = {
            "title": title,
            "lead": lead,
            "story": story,
            "root": context.settings.base_path,
            "sample_page": False,
        }
        body = context.templates.render("not_found.html", values)
        head = '<meta name="robots" content="noindex">'
        return frame.fill({"title": escape(full_title("404.html", title)), "head": head, "content": body}).encode()

    inputs = digest(frame.digest, context.templates.digest, title, lead, record.digest if record else "")
    return Artifact("404.html", inputs, render, "content/404.md")


def _redirect(context: Context, old: str, new: str) -> Artifact:
    """Return the page at a former address: it leads on without a script, and says where."""
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
