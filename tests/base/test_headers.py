"""The policy browsers are told: nothing inline, nothing evaluated, nothing from elsewhere; one declaration for all doors."""

from __future__ import annotations

from danvankheo.base.headers import HEADER_POLICY, HEADERS, META_POLICY


def test_nothing_unsafe_and_nobody_else_is_allowed() -> None:
    for directive in HEADER_POLICY.split("; "):
        assert directive.split()[1:] in (["'none'"], ["'self'"]), directive


def test_what_is_not_named_is_forbidden() -> None:
    assert META_POLICY.startswith("default-src 'none';")


def test_the_head_leaves_out_what_browsers_ignore_there() -> None:
    assert "frame-ancestors" not in META_POLICY
    assert HEADERS["Content-Security-Policy"] == f"{META_POLICY}; frame-ancestors 'none'"


def test_the_policy_fits_into_an_attribute_as_it_is() -> None:
    assert not set('"<>&\n') & set(META_POLICY)
