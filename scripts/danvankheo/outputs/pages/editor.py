"""/gui-bai/bien-tap/: a browser editor for trained volunteers, a page without frame and with its own security policy.

The editor is third-party software, stored unchanged in ``theme/editor/`` as published (docs/decisions/0008); only ``start.js`` there is
ours and lists its changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.headers import EDITOR_FOLDER, editor_hosts, editor_policy
from danvankheo.forms.editor_config import config
from danvankheo.outputs.context import Context

ADDRESSES = ("gui-bai/bien-tap/",)

_SHIPPED = (".js", ".json", ".css", ".woff2", ".txt")
_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Soạn bài Dân vận khéo</title>
<link rel="icon" href="{mark}" type="image/svg+xml">
<link rel="stylesheet" href="page.css">
<link rel="cms-config-url" href="config.json" type="application/json">
</head>
<body>
<main>
<h1>Trình soạn bài</h1>
<p>Trang này dành cho cộng tác viên đã được hướng dẫn. Ở địa chỉ này trình soạn bài chưa mở.</p>
<ul>
<li>Muốn gửi bài: điền <a href="../">mẫu ở trang Gửi bài</a>, không cần tài khoản.</li>
<li>Có bản sao kho bài trên máy: chạy <code>make serve</code>, dùng Chrome hoặc Edge mở <code>http://localhost:8000/gui-bai/bien-tap/</code>, rồi chọn thư mục kho bài.</li>
</ul>
</main>
<script src="start.js" data-open="{open}" data-hosts="{hosts}"></script>
</body>
</html>
"""


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page, its configuration and the editor's files."""
    settings = context.settings
    oauth = settings.editor_oauth
    configuration = config(context.registry, settings.editor_repository, oauth)
    configuration |= {"logo": {"src": f"{settings.base_path}assets/images/mark.svg"}}
    if settings.site_url:
        configuration |= {"site_url": settings.site_url}
    page = _PAGE.format(
        policy=editor_policy(oauth), open="yes" if oauth else "no", hosts=escape(" ".join(editor_hosts(oauth))),
        mark="../../assets/images/mark.svg",
    )  # fmt: skip
    for name, text in (("index.html", page), ("config.json", json.dumps(configuration, ensure_ascii=False))):
        data = text.encode()
        yield Artifact(EDITOR_FOLDER + name, digest(data), partial(bytes, data), "theme/editor/")
    for file in _shipped(settings.repo):
        data = file.read_bytes()
        yield Artifact(EDITOR_FOLDER + file.name, digest(data), partial(bytes, data), f"theme/editor/{file.name}")


def basis(repo: Path) -> str:
    """Return a digest of the editor's own files."""
    return digest(*(part for file in _shipped(repo) for part in (file.name, file.read_bytes())))


def _shipped(repo: Path) -> list[Path]:
    files = sorted((repo / "theme" / "editor").iterdir())
    return [file for file in files if file.suffix in _SHIPPED and file.is_file() and not file.is_symlink()]
