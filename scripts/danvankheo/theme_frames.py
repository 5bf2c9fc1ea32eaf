"""The frames of a build, from a cache while ``mkdocs.yml`` and ``theme/`` are unchanged; else MkDocs draws them again.

Loading MkDocs with its plugins takes longer than building a small site.
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
from danvankheo.base.file_lock import locked
from danvankheo.base.settings import Settings, as_of_day, today
from danvankheo.base.versions import version
from danvankheo.build import BuildInput, ThemeFile
from danvankheo.cache import Cache
from danvankheo.rendering.frame import Frames

# Templates of page bodies and the browser editor are no part of a frame.
_NOT_DRAWN = ("pages", "editor")
_PATIENCE = 120  # seconds


def draw(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    site_url: str | None = None,
    as_of: date | None = None,
    samples: bool | None = None,
) -> BuildInput:
    """Return the frames, the theme's files and the settings; defaults come from mkdocs.yml.

    Raises DanVanKheoError when the configuration or the theme is broken.
    """
    repo = config_file.resolve().parent
    memory = Cache(repo / ".cache" / "store")
    theme = _files(repo / "theme")
    key = _key(config_file, theme, site_url or "")
    stored = memory.get(key) if key else None
    given = _from_json(repo, stored.decode(), theme) if stored else _drawn(config_file, site_url, memory, key)
    configured = given.settings
    settings = replace(
        configured,
        site_dir=site_dir.resolve() if site_dir else configured.site_dir,
        as_of=as_of or configured.as_of or _environment_day(),
        samples=configured.samples if samples is None else samples,
    )
    return replace(given, settings=settings)


def _drawn(config_file: Path, site_url: str | None, memory: Cache, key: str) -> BuildInput:
    """Let MkDocs draw the frames, and store them. MkDocs works in one folder, so one process at a time draws."""
    from danvankheo import plugin

    cache = config_file.resolve().parent / ".cache"
    cache.mkdir(exist_ok=True)
    busy = DanVanKheoError("Một lượt khác đang vẽ khung trang. Chờ lượt ấy xong rồi chạy lại.")
    with locked(cache / "mkdocs.lock", _PATIENCE, busy):
        given = plugin.draw(config_file, site_url)
    if key and given.reusable:
        memory.put(key, _to_json(given).encode())
    return given


def dated(given: BuildInput) -> BuildInput:
    """Return the input with today as its day unless it has one: publishing and reports use today."""
    settings = given.settings
    return replace(given, settings=replace(settings, as_of=settings.as_of or today(os.environ)))


def _files(theme: Path) -> dict[str, bytes]:
    """Return the files that frames are drawn from or that are published beside the pages: bytes by path below the theme."""
    return {path.relative_to(theme).as_posix(): path.read_bytes() for path in _theme_paths(theme) if path.is_file()}


def _theme_paths(theme: Path) -> Iterator[Path]:
    for entry in sorted(theme.iterdir()) if theme.is_dir() else ():
        if entry.name not in _NOT_DRAWN:
            yield from (sorted(entry.rglob("*")) if entry.is_dir() else (entry,))


def _key(config_file: Path, theme: dict[str, bytes], site_url: str) -> str:
    """Return a digest of everything the frames are drawn from; "" when mkdocs.yml reads other files or the environment."""
    try:
        config = config_file.read_bytes()
    except OSError:
        return ""
    if b"!ENV" in config or b"INHERIT" in config:
        return ""
    parts = (part for name, data in theme.items() for part in (name, data))
    versions = version("mkdocs"), version("mkdocs-material")
    return "drawing " + digest(str(config_file.resolve()), config, site_url, *versions, *parts)


def _to_json(given: BuildInput) -> str:
    settings = given.settings
    options = [str(settings.site_dir), settings.site_url, settings.samples, settings.cards,
            settings.editor_repository, settings.editor_oauth]  # fmt: skip
    static = [(each.path, each.parts, each.source) for each in given.static]
    return json.dumps([options, static, given.frames.to_json()], ensure_ascii=False)


def _from_json(repo: Path, text: str, theme: dict[str, bytes]) -> BuildInput:
    (site_dir, site_url, samples, cards, *editor), static, frames = json.loads(text)
    settings = Settings(repo, Path(site_dir), site_url, None, samples, cards, *editor)
    files = (
        ThemeFile(path, tuple(parts), source, b"\n".join(theme[part] for part in parts))
        for path, parts, source in static
    )
    return BuildInput(Frames.from_json(frames), tuple(files), settings)


def _environment_day() -> date | None:
    try:
        return as_of_day(None, os.environ)
    except ValueError as error:
        raise DanVanKheoError(str(error)) from error
