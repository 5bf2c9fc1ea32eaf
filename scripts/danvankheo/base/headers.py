"""What browsers are told about every page: declared here once, sent by servers and, as far as it works there, in the head.

Pages carry the policy in a ``<meta>`` too, because hosts such as GitHub Pages let nobody set headers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_DIRECTIVES: tuple[tuple[str, str], ...] = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self'"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("manifest-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'self'"),
)

#: The policy as the head of a page says it. Browsers ignore frame-ancestors there, and complain about it.
META_POLICY = "; ".join(f"{name} {value}" for name, value in _DIRECTIVES)
#: The policy as a server sends it.
HEADER_POLICY = f"{META_POLICY}; frame-ancestors 'none'"

#: The browser editor's folder. It has a policy of its own: photos not saved yet are ``blob:``, icons are ``data:``, and the
#: empty style elements it leaves once ``start.js`` took their text away are told by the digest of nothing.
EDITOR_FOLDER = "gui-bai/bien-tap/"
_NOTHING = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def editor_hosts(oauth: str) -> tuple[str, ...]:
    """Return the hosts the editor may ask besides ours: the repositories', once people can sign in through ``oauth``."""
    return ("https://api.github.com", oauth) if oauth else ()


def editor_policy(oauth: str) -> str:
    """Return the policy of the editor's page; everything not named here is as on every page."""
    changed = {
        "style-src": f"'self' {_NOTHING}",
        "img-src": "'self' blob: data:" + (" https://avatars.githubusercontent.com" if oauth else ""),
        "connect-src": " ".join(("'self' blob:", *editor_hosts(oauth))),
    }
    return "; ".join(f"{name} {changed.get(name, value)}" for name, value in _DIRECTIVES)


def editor_headers(oauth: str) -> Mapping[str, str]:
    """Return the headers of the editor's folder: its policy, and leave for the window in which people sign in to answer."""
    policy = {"Content-Security-Policy": f"{editor_policy(oauth)}; frame-ancestors 'none'"}
    return {**HEADERS, **policy, "Cross-Origin-Opener-Policy": "same-origin-allow-popups"}


#: Response headers of every file of the site. HSTS is only heeded over HTTPS; subdomains are not ours to promise for.
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": HEADER_POLICY,
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000",
    }
)
