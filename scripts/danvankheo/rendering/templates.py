"""The templates of page bodies: markup only, everything escaped unless Python says it is safe HTML."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.runtime import Macro
from markupsafe import Markup

from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError

__all__ = ["Markup", "Templates"]
_ROOT = "\0"  # stands for the way to the root; no text of a record holds it


class Templates:
    """The folder of body templates; ``digest`` covers every one of them, so that a change redraws all pages.

    compiled: where templates are kept in Python's own form, named by what is in them.
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
        self._environment.globals["once"] = self._drawn_once
        files = sorted(path for path in folder.rglob("*.html") if path.is_file())
        parts = [part for path in files for part in (path.relative_to(folder).as_posix(), path.read_bytes())]
        self.digest = digest(*parts)

    def prepare(self, cards: Iterable[Hashable]) -> None:
        """Compile every template and draw every card now, so that copies of this process need not.

        A template that is broken says so when it is used.
        """
        with suppress(TemplateError):
            for name in self._environment.list_templates(["html"]):
                self._environment.get_template(name)
            story_card = self._environment.get_template("parts.html").module.story_card  # type: ignore[attr-defined]
            for card in cards:
                self._drawn_once(story_card, card, "")

    def _drawn_once(self, macro: Macro, item: Hashable, root: str, level: int = 3) -> Markup:
        """Return what a macro makes of an item that stands on many pages; only the way to the root differs."""
        key = macro.name, item, level
        drawn = self._once.get(key)
        if drawn is None:  # as bytes, which take half the room of Vietnamese text
            drawn = self._once[key] = str(macro(item, _ROOT, level)).encode()
        return Markup(drawn.decode().replace(_ROOT, root))  # noqa: S704 - what the macro made escapes what it prints

    def render(self, name: str, data: Mapping[str, Any]) -> str:
        """Return a body; raises DanVanKheoError when the template is broken or asks for what nobody gave."""
        try:
            return self._environment.get_template(name).render(data)
        except TemplateError as error:
            raise DanVanKheoError(f"Mẫu trang {name} có lỗi: {type(error).__name__}: {error}") from error
