"""The frames of a build: as MkDocs drew them before, while nothing they are drawn from changed; else drawn anew.

MkDocs with its plugins takes longer to be loaded than a small site takes to be built.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.locks import held
from danvankheo.base.settings import Settings, as_of_day, today
from danvankheo.base.versions import version
from danvankheo.build import Drawing, Static
from danvankheo.cache import Cache
from danvankheo.rendering.frame import Frames

# What pages are filled with and the browser editor stand in no frame.
_NOT_DRAWN = ("pages", "editor")
_PATIENCE = 120  # seconds


def draw(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    site_url: str | None = None,
    as_of: date | None = None,
    samples: bool | None = None,
) -> Drawing:
    """Return the frames, the files beside the pages, and the settings; what is not given comes from mkdocs.yml.

    Raises DanVanKheoError when the configuration or the theme is broken.
    """
    repo = config_file.resolve().parent
    memory = Cache(repo / ".cache" / "store")
    theme = _files(repo / "theme")
    key = _key(config_file, theme, site_url or "")
    kept = memory.get(key) if key else None
    drawing = _from_json(repo, kept.decode(), theme) if kept else _anew(config_file, site_url, memory, key)
    said = drawing.settings
    settings = replace(
        said,
        site_dir=site_dir.resolve() if site_dir else said.site_dir,
        as_of=as_of or said.as_of or _environment_day(),
        samples=said.samples if samples is None else samples,
    )
    return replace(drawing, settings=settings)


def _anew(config_file: Path, site_url: str | None, memory: Cache, key: str) -> Drawing:
    """Have MkDocs draw the frames, and keep them. It has one folder to do that in: two at a time would empty it under each other."""
    from danvankheo import plugin

    cache = config_file.resolve().parent / ".cache"
    cache.mkdir(exist_ok=True)
    busy = DanVanKheoError("Một lượt khác đang vẽ khung trang. Chờ lượt ấy xong rồi chạy lại.")
    with held(cache / "mkdocs.lock", _PATIENCE, busy):
        drawing = plugin.draw(config_file, site_url)
    if key and drawing.lasting:
        memory.put(key, _to_json(drawing).encode())
    return drawing


def dated(drawing: Drawing) -> Drawing:
    """Return the drawing with today as its day where nobody said another, for what a person publishes or sends today."""
    settings = drawing.settings
    return replace(drawing, settings=replace(settings, as_of=settings.as_of or today(os.environ)))


def _files(theme: Path) -> dict[str, bytes]:
    """Return every file frames are drawn from or that is published beside the pages, by its path below the theme."""
    return {path.relative_to(theme).as_posix(): path.read_bytes() for path in _drawn(theme) if path.is_file()}


def _drawn(theme: Path) -> Iterator[Path]:
    for entry in sorted(theme.iterdir()) if theme.is_dir() else ():
        if entry.name not in _NOT_DRAWN:
            yield from (sorted(entry.rglob("*")) if entry.is_dir() else (entry,))


def _key(config_file: Path, theme: dict[str, bytes], site_url: str) -> str:
    """Return a digest of all that a drawing is made from, "" when the configuration says it needs more than itself."""
    try:
        config = config_file.read_bytes()
    except OSError:
        return ""
    if b"!ENV" in config or b"INHERIT" in config:
        return ""
    parts = (part for name, data in theme.items() for part in (name, data))
    versions = version("mkdocs"), version("mkdocs-material")
    return "drawing " + digest(str(config_file.resolve()), config, site_url, *versions, *parts)


def _to_json(drawing: Drawing) -> str:
    settings = drawing.settings
    said = [str(settings.site_dir), settings.site_url, settings.samples, settings.cards,
            settings.editor_repository, settings.editor_oauth]  # fmt: skip
    static = [(each.path, each.parts, each.source) for each in drawing.static]
    return json.dumps([said, static, drawing.frames.to_json()], ensure_ascii=False)


def _from_json(repo: Path, text: str, theme: dict[str, bytes]) -> Drawing:
    (site_dir, site_url, samples, cards, *editor), static, frames = json.loads(text)
    settings = Settings(repo, Path(site_dir), site_url, None, samples, cards, *editor)
    files = (
        Static(path, tuple(parts), source, b"\n".join(theme[part] for part in parts)) for path, parts, source in static
    )
    return Drawing(Frames.from_json(frames), tuple(files), settings)


def _environment_day() -> date | None:
    try:
        return as_of_day(None, os.environ)
    except ValueError as error:
        raise DanVanKheoError(str(error)) from error
