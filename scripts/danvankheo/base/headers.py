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
