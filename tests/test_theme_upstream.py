"""Material's templates that ours replace or build on: an update that changes one must be looked at, then noted here."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

THEME = Path(__file__).parents[1] / "theme"
# main.html builds on the blocks of base.html; the others stand in the place of Material's file of the same name.
LOOKED_AT = {
    "base.html": "a919e32d2225e09e",
    "main.html": "9948b55a7bc979c3",
    "partials/header.html": "8cf3fb15bcf969ff",
    "partials/footer.html": "50c2a75f013b7b03",
    "partials/javascripts/base.html": "d6113712bc4deb30",
    "partials/javascripts/content.html": "3722e156f0f6339d",
}


@pytest.mark.parametrize(("name", "known"), LOOKED_AT.items())
def test_the_upstream_template_is_the_one_we_looked_at(name: str, known: str) -> None:
    upstream = files("material.templates").joinpath(name).read_text("utf-8")
    assert sha256(upstream.encode()).hexdigest()[:16] == known, (
        f"{name} changed upstream: compare, then update the hash"
    )


def test_every_overridden_template_is_looked_at() -> None:
    ours = {file.relative_to(THEME).as_posix() for file in THEME.rglob("*.html") if THEME / "pages" not in file.parents}
    upstream = files("material.templates")
    assert {name for name in ours if upstream.joinpath(name).is_file()} <= set(LOOKED_AT)
