"""The templates of page bodies: markup only, everything escaped unless Python says it is safe HTML."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError

__all__ = ["Markup", "Templates"]


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
        files = sorted(path for path in folder.rglob("*.html") if path.is_file())
        parts = [part for path in files for part in (path.relative_to(folder).as_posix(), path.read_bytes())]
        self.digest = digest(*parts)

    def prepare(self) -> None:
        """Compile every template now, so that copies of this process need not; one that is broken says so when used."""
        for name in self._environment.list_templates(["html"]):
            with suppress(TemplateError):
                self._environment.get_template(name)

    def render(self, name: str, data: Mapping[str, Any]) -> str:
        """Return a body; raises DanVanKheoError when the template is broken or asks for what nobody gave."""
        try:
            return self._environment.get_template(name).render(data)
        except TemplateError as error:
            raise DanVanKheoError(f"Mẫu trang {name} có lỗi: {type(error).__name__}: {error}") from error
