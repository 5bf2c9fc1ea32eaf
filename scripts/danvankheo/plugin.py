"""The MkDocs plugin: draws the frames, then calls the build. The only module that imports MkDocs.

MkDocs gets no content, only one empty page for each frame; the HTML it draws is cut at its slots and not
written to the site. What it copies goes to a staging folder, so a build that fails leaves the site as it was. The same
code serves ``mkdocs build``, ``mkdocs serve``, ``dvk`` and ``properdocs build`` (which redirects imports of mkdocs to itself).
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from danvankheo import build
from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.headers import META_POLICY
from danvankheo.base.settings import Settings, as_of_day
from danvankheo.build import BuildInput, ThemeFile
from danvankheo.rendering.frame import DEPTHS, Frame, Frames, MenuSection

_NOT_FOUND = "404"
_EDITOR_OPTIONS = {
    "editor_repository": re.compile(r"[\w-]{1,39}/[\w.-]{1,100}", re.ASCII),
    "editor_oauth": re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?"),
}
_PUBLISHED = frozenset({".css", ".js", ".svg", ".woff2", ".txt"})
# Controls of Material's drawer and search: its base.html has no block to remove them, and a screen reader would read them.
_UNUSED = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="(?:skip|announce)">\s*</div>'
    r'|<div class="md-dialog" data-md-component="dialog">\s*<div[^>]*></div>\s*</div>'
)
# Every page loads one stylesheet: on a slow link a second request costs more than the bytes it saves.
_STYLES = "assets/stylesheets/all.css"
_OWN_STYLES = tuple(
    f"assets/stylesheets/{name}.css" for name in ("site", "story", "figures", "photos", "paper", "sharing")
)

NAVIGATION = (
    {"kind": MenuSection.MODELS, "path": "mo-hinh/", "label": "Mô hình"},
    {"kind": MenuSection.EXEMPLARS, "path": "dien-hinh/", "label": "Điển hình"},
    {"kind": MenuSection.FIELDS, "path": "linh-vuc/", "label": "Lĩnh vực"},
    {"kind": MenuSection.UNITS, "path": "don-vi/", "label": "Đơn vị"},
    {"kind": MenuSection.RESULTS, "path": "chi-tieu/", "label": "Kết quả"},
    {"kind": MenuSection.SUBMIT, "path": "gui-bai/", "label": "Gửi bài"},
)
FOOTER = (
    (
        {"path": "phong-trao/", "label": "Phong trào"},
        {"path": "tieu-chi/", "label": "Tiêu chí"},
    ),
    (
        {"path": "tham-gia/", "label": "Tham gia"},
        {"path": "gui-bai/", "label": "Gửi bài"},
    ),
    (
        {"path": "du-lieu/", "label": "Tải số liệu"},
        {"path": "lich.ics", "label": "Lịch đăng ký, báo cáo"},
        {"path": "quyen-rieng-tu/", "label": "Quyền riêng tư – Yêu cầu sửa, gỡ bài"},
    ),
)


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """Options under ``plugins: - danvankheo:`` in mkdocs.yml."""

    as_of = Optional(Type(str))
    samples = Type(bool, default=True)
    cards = Type(bool, default=True)
    editor_repository = Type(str, default="")
    editor_oauth = Type(str, default="")


class DanVanKheoPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Draws the frames with MkDocs, then builds the site from them."""

    def __init__(self) -> None:
        self.draw_only = False
        self.drawn: BuildInput | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Replace the folders of MkDocs: an empty folder of pages, a staging folder for what it writes."""
        self._settings = _settings(config, self.config, {} if self.draw_only else os.environ)
        self._frames_by_name: dict[str, Frame] = {}
        staging = self._settings.cache_dir / "mkdocs"
        empty = staging / "docs"
        empty.mkdir(parents=True, exist_ok=True)
        config.docs_dir = str(empty)
        config.site_dir = str(staging / "site")
        config.theme.static_templates.clear()
        config.nav = None
        logging.getLogger(mkdocs_build.__module__).addFilter(_is_news)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the theme files that pages load, drop the rest, add an empty page for each frame."""
        theme = Path(os.path.abspath(config.theme.custom_dir or ""))
        for file in list(files):
            if not _is_published(file, theme):
                files.remove(file)
        own = [found for path in _OWN_STYLES if (found := files.get_file_from_path(path))]
        self._style_parts = tuple(style.src_uri for style in own)
        self._styles = b"\n".join(file.content_bytes for file in own)
        for style in own:
            files.remove(style)
        self._assets = {file.src_uri: _address(file) for file in files}
        for name in _frame_names():
            files.append(File.generated(config, f"{name}.md", content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Give the templates the name of the frame and the beginning of its links."""
        name = page.file.src_uri.removesuffix(".md")
        kind, _, depth = name.rpartition("_")
        return context | {
            "frame": {"kind": kind, "is_section": depth == "1"},
            "root": _climb(int(depth)) if kind else self._settings.base_path,
            "navigation": NAVIGATION,
            "footer": FOOTER,
            "assets": {path.removeprefix("assets/"): url for path, url in self._assets.items()},
            "stylesheet": self._stylesheet(),
            "policy": META_POLICY,
        }

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Keep the drawn page as a frame; returning "" stops MkDocs from writing it."""
        try:
            self._frames_by_name[page.file.src_uri.removesuffix(".md")] = Frame.cut(_UNUSED.sub("", output))
        except ValueError as error:
            raise PluginError(f"theme/: {error}") from error
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the site from the frames, unless only the frames were asked for."""
        static = [
            ThemeFile(address, (path,), f"theme/{path}", Path(config.site_dir, path).read_bytes())
            for path, address in self._assets.items()
        ]
        static.append(ThemeFile(self._stylesheet(), self._style_parts, "theme/assets/stylesheets/", self._styles))
        self.drawn = BuildInput(self._frames(), tuple(static), self._settings, self._is_reusable(config))
        if not self.draw_only:
            try:
                report = build.build(self.drawn)
            except DanVanKheoError as error:
                raise PluginError(str(error)) from error
            if report.checked.wrong:  # the site is built without the files with errors: the exit status reports them
                raise PluginError(report.faults())

    def _is_reusable(self, config: MkDocsConfig) -> bool:
        """Tell whether the frames depend on nothing but mkdocs.yml and theme/: no other plugin, no hook, no other theme."""
        theme = Path(config.theme.custom_dir or "")
        is_ours = theme.resolve() == self._settings.repo / "theme" and list(config.plugins) == ["danvankheo"]
        return is_ours and not config.hooks and self.config.as_of is None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the folders of records, which MkDocs does not know."""
        for folder in ("content", "models", "exemplars"):
            if (self._settings.repo / folder).is_dir():
                server.watch(str(self._settings.repo / folder))
        return server

    def _stylesheet(self) -> str:
        """Return the address of the stylesheet. Material's own is not used."""
        return _named(_STYLES, self._styles)

    def _frames(self) -> Frames:
        frames = {
            (kind, depth): self._frames_by_name[f"{kind}_{depth}"]
            for kind, depths in DEPTHS.items()
            for depth in depths
        }
        return Frames.of(frames, self._frames_by_name[_NOT_FOUND])


def draw(config_file: Path, site_url: str | None = None) -> BuildInput:
    """Let MkDocs draw the frames and nothing else. site_url: None takes the one in mkdocs.yml. The day is that of mkdocs.yml.

    Raises DanVanKheoError when the configuration or the theme is broken.
    """
    warned = _Warned()
    log = logging.getLogger("mkdocs")
    log.addHandler(warned)
    try:
        config = load_config(str(config_file), site_url=site_url)
        plugin = cast(DanVanKheoPlugin, config.plugins["danvankheo"])
        plugin.draw_only = True
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (MkDocsException, TemplateError, SystemExit) as error:
        raise DanVanKheoError(f"MkDocs không vẽ được khung trang: {error}") from error
    finally:
        log.removeHandler(warned)
    if plugin.drawn is None:
        raise DanVanKheoError("MkDocs không vẽ được khung trang.")
    return replace(plugin.drawn, reusable=plugin.drawn.reusable and not warned.times)


class _Warned(logging.Handler):
    """Counts the warnings of MkDocs: frames with warnings are drawn again the next time, so that people see them again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.times = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one warning."""
        self.times += 1


def configured(config_file: Path) -> tuple[str, str]:
    """Return the site's public address and the editor's sign-in address from mkdocs.yml; "" for one that is not set."""
    try:
        config = load_config(str(config_file))
    except MkDocsException as error:
        raise DanVanKheoError(f"mkdocs.yml không đọc được: {error}") from error
    return config.site_url or "", cast(DanVanKheoPlugin, config.plugins["danvankheo"]).config.editor_oauth


def shows_samples(config_file: Path) -> bool:
    """Tell whether mkdocs.yml shows samples; True when it is missing or cannot be read."""
    if not config_file.is_file():
        return True
    try:
        config = load_config(str(config_file))
    except MkDocsException:  # the command that needs the configuration reports the error
        return True
    return cast(DanVanKheoPlugin, config.plugins["danvankheo"]).config.samples


def _settings(config: MkDocsConfig, options: PluginOptions, environment: Mapping[str, str]) -> Settings:
    try:
        as_of = as_of_day(options.as_of, environment)
    except ValueError as error:
        raise PluginError(str(error)) from error
    repo = Path(config.config_file_path).resolve().parent
    url = config.site_url.rstrip("/") + "/" if config.site_url else ""
    for name, form in _EDITOR_OPTIONS.items():
        if (said := options[name]) and not form.fullmatch(said):
            raise PluginError(f"mkdocs.yml: {name} “{said}” không đúng dạng.")
    editor = options.editor_repository, options.editor_oauth
    return Settings(repo, Path(config.site_dir), url, as_of, options.samples, options.cards, *editor)


def _is_published(file: File, theme: Path) -> bool:
    """Tell whether pages load a file of the theme. A symbolic link that leads out of the theme folder is refused."""
    source = Path(os.path.abspath(file.abs_src_path or ""))
    ours = source.is_relative_to(theme / "assets") and source.resolve().is_relative_to(theme.resolve() / "assets")
    return ours and "/." not in f"/{file.src_uri}" and source.suffix in _PUBLISHED


def _address(file: File) -> str:
    """Return the address of a file of the theme: scripts and styles carry a digest of their content in their name.

    A page loaded before a publication then still finds the scripts it was made for. Stylesheets name fonts, so fonts keep
    their names.
    """
    return _named(file.src_uri, file.content_bytes) if file.src_uri.endswith((".js", ".css")) else file.src_uri


def _named(path: str, content: bytes) -> str:
    stem, _, suffix = path.rpartition(".")
    return f"{stem}.{digest(content)[:8]}.{suffix}"


def _frame_names() -> Iterator[str]:
    for kind, depths in DEPTHS.items():
        yield from (f"{kind}_{depth}" for depth in depths)
    yield _NOT_FOUND


def _climb(depth: int) -> str:
    return "../" * depth or "./"


def _is_news(record: logging.LogRecord) -> bool:
    """Tell whether to show a log line: MkDocs reports each frame as a skipped page, which is intended."""
    return not str(record.msg).startswith("Page skipped: ")
