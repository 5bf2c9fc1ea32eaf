"""Security headers of every page, declared once for all servers.

Pages carry the content security policy in a ``<meta>`` too, because hosts such as GitHub Pages allow no own headers.
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

#: The policy in the head of a page, without frame-ancestors, which browsers ignore there with a warning.
META_POLICY = "; ".join(f"{name} {value}" for name, value in _DIRECTIVES)
#: The policy in the server's header.
HEADER_POLICY = f"{META_POLICY}; frame-ancestors 'none'"

#: The folder of the browser editor, with a policy of its own: unsaved photos are ``blob:``, icons are ``data:``, and the style
#: elements that ``start.js`` emptied are allowed by the digest of the empty text.
EDITOR_FOLDER = "gui-bai/bien-tap/"
_EMPTY_TEXT = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def editor_hosts(oauth: str) -> tuple[str, ...]:
    """Return the other hosts that the editor may connect to; none without the sign-in service ``oauth``."""
    return ("https://api.github.com", oauth) if oauth else ()


def editor_policy(oauth: str) -> str:
    """Return the policy of the editor's page: that of every page with three directives changed."""
    changed = {
        "style-src": f"'self' {_EMPTY_TEXT}",
        "img-src": "'self' blob: data:" + (" https://avatars.githubusercontent.com" if oauth else ""),
        "connect-src": " ".join(("'self' blob:", *editor_hosts(oauth))),
    }
    return "; ".join(f"{name} {changed.get(name, value)}" for name, value in _DIRECTIVES)


def editor_headers(oauth: str) -> Mapping[str, str]:
    """Return the headers of the editor's folder: its policy, and permission for the sign-in window to answer."""
    policy = {"Content-Security-Policy": f"{editor_policy(oauth)}; frame-ancestors 'none'"}
    return {**HEADERS, **policy, "Cross-Origin-Opener-Policy": "same-origin-allow-popups"}


#: Response headers of every file of the site. HSTS leaves out subdomains, which other people may run.
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
