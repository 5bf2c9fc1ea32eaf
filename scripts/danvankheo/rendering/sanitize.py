"""The second gate of a story's HTML: an allow-list of tags, attributes and their values, whatever the first gate let pass.

Everything allowed is what ``markdown`` writes; a tag or a value it does not write has no business in a story.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from danvankheo.rendering.markdown_dialect import safe_href

REL = "nofollow ugc noopener"
_ALERTS = ("note", "tip", "important", "warning", "caution")


def sanitize(html: str) -> str:
    """Return the HTML with everything outside the allow-list gone."""
    return _CLEANER.clean(html)


# How wide a photo of a story stands.
SIZES = "(min-width: 64rem) 46rem, 94vw"
_IDS = re.compile(r"(?:muc|ghi-chu)-[a-z0-9-]{1,96}\Z")
_DERIVED = re.compile(r"(?:\.\./)*anh/[0-9a-f]{32}\.(?:webp|jpg)\Z")
_SOURCES = re.compile(r"(?:(?:\.\./)*anh/[0-9a-f]{32}(?:-\d+)?\.webp(?: \d+w)?(?:, |\Z))+\Z")
_RULES: dict[str, Callable[[str], object]] = {
    "id": _IDS.match,
    "src": _DERIVED.match,
    "srcset": _SOURCES.match,
    "href": safe_href,
}


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """Pass an attribute of the allow-list when its value is one of ours; never raises."""
    rule = _RULES.get(name)
    return value if rule is None or rule(value) else None


_TAGS = (
    "a p h2 h3 h4 h5 h6 em strong del code pre blockquote ul ol li br hr div section span sup "
    "table thead tbody tr th td figure figcaption picture source img"
)
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"id"},
        "a": {"href", "title", "aria-label"},
        "section": {"aria-label"},
        "span": {"aria-label"},
        "ol": {"start"},
        "source": {"srcset"},
        "img": {"src", "alt", "width", "height"},
    },
    tag_attribute_values={
        "a": {"rel": {REL}},
        "div": {"role": {"note"}},
        "section": {"tabindex": {"0"}},
        "span": {"role": {"img"}},
        "pre": {"tabindex": {"0"}},
        "th": {"scope": {"col"}},
        "source": {"type": {"image/webp"}, "sizes": {SIZES}},
        "img": {"loading": {"lazy"}, "decoding": {"async"}},
    },
    allowed_classes={
        "a": {"footnote-back"},
        "div": {"alert", *(f"alert--{name}" for name in _ALERTS)},
        "p": {"alert__title", "footnotes__title"},
        "section": {"footnotes", "table-scroll"},
        "span": {"task"},
        "sup": {"footnote-ref"},
        "figure": {"story-photo"},
        "th": {"align-center", "align-right"},
        "td": {"align-center", "align-right"},
    },
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)
