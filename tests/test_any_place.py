"""The program names no place: whose site it is, is data."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from danvankheo.base.text import fold

READ = {".py", ".toml", ".html", ".js", ".css", ".svg", ".json", ".md"}


@pytest.mark.parametrize("folder", ["scripts/danvankheo", "theme"])
def test_neither_the_package_nor_the_theme_names_the_place(repo: Path, folder: str) -> None:
    place = yaml.safe_load((repo / "content/phong-trao.yml").read_text("utf-8"))["dia_phuong"]
    host = urlsplit(yaml.load((repo / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)["site_url"]).hostname
    names = {fold(place["ten"]), place["ma"], place["ma"].replace("-", ""), host}
    found = [
        f"{path.relative_to(repo)}: {name}"
        for path in sorted((repo / folder).rglob("*"))
        if path.suffix in READ and path.name != "sveltia-cms.js"
        for name in names
        if name in fold(path.read_text("utf-8")) or place["thuoc"] in path.read_text("utf-8")
    ]
    assert found == []
