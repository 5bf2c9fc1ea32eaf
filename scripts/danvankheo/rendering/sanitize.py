"""An allow-list for the HTML of a story: the tags, attributes and values that ``markdown`` writes, and no others.

It is a second defence, in case ``markdown`` has a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from danvankheo.rendering.markdown_dialect import safe_href

REL = "nofollow ugc noopener"
_ALERTS = ("note", "tip", "important", "warning", "caution")


def sanitize(html: str) -> str:
    """Return the HTML without the parts that are not on the allow-list."""
    return _CLEANER.clean(html)


# The width of a photo in a story, for the ``sizes`` attribute.
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
    """Return the value of an attribute when it has the form that ``markdown`` writes, else None. Never raises."""
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
