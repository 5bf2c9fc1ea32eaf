"""The Jinja templates of page bodies; every value is escaped unless it is ``Markup``."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.runtime import Macro
from markupsafe import Markup

from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError

__all__ = ["Markup", "Templates"]
_ROOT = "\0"  # placeholder of the relative path to the root; no text of a record contains it


class Templates:
    """The templates of a folder. digest: of all their texts, so that a change renders every page again.

    compiled: the folder for Jinja's bytecode cache, None for no cache.
    """

    def __init__(self, folder: Path, compiled: Path | None = None) -> None:
        if compiled:
            compiled.mkdir(parents=True, exist_ok=True)
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        )
        self._once: dict[tuple[str, Hashable, Hashable], bytes] = {}
        self._environment.globals["once"] = self._rendered_once
        files = sorted(path for path in folder.rglob("*.html") if path.is_file())
        parts = [part for path in files for part in (path.relative_to(folder).as_posix(), path.read_bytes())]
        self.digest = digest(*parts)

    def _rendered_once(self, macro: Macro, item: Hashable, root: str, level: int = 3) -> Markup:
        """Return a macro's HTML for an item on many pages; only the relative path to the root (``root``) differs."""
        key = macro.name, item, level
        html = self._once.get(key)
        if html is None:  # as bytes: half the memory of Vietnamese text
            html = self._once[key] = str(macro(item, _ROOT, level)).encode()
        return Markup(html.decode().replace(_ROOT, root))  # noqa: S704 - the macro escapes its values

    def render(self, name: str, data: Mapping[str, Any]) -> str:
        """Return a body. Raises DanVanKheoError when the template is broken or uses a value that is not in ``data``."""
        try:
            return self._environment.get_template(name).render(data)
        except TemplateError as error:
            raise DanVanKheoError(f"Mẫu trang {name} có lỗi: {type(error).__name__}: {error}") from error
