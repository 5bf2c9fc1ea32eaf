"""A template rendered the way the site does: markup escaped, an undefined name an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

PAGES = Path(__file__).parents[2] / "theme" / "pages"


def render(template: str, **names: object) -> str:
    """Return the HTML that goes into a page's frame."""
    environment = Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(template).render(names)
