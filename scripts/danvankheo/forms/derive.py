"""``dvk derive``: documents generated from the schema, so that they agree with the check."""

from __future__ import annotations

from pathlib import Path

from danvankheo.forms.entry_template import GUIDE, blank
from danvankheo.forms.field_guide import field_guide
from danvankheo.forms.issue_forms import issue_forms
from danvankheo.forms.name_lookup import field_names
from danvankheo.records.files import Kind
from danvankheo.records.registry import Registry

BLANKS = "docs/mau-bai.md"
_HEAD = """# Mẫu bài

Dành cho người gửi bài qua GitHub. Bấm nút chép ở góc khung, dán vào một tệp mới rồi điền. Người có bản sao kho bài trên máy chạy
`dvk new`, lệnh ấy hỏi vài câu rồi viết tệp này sẵn. Trang này do lệnh `dvk derive` viết ra; đừng sửa tay.
"""
_PARTS = (
    (Kind.MODEL, False, "## Mẫu bài về mô hình", "Đặt trong thư mục `models`, ví dụ `models/duong-hoa-thon-ban-xa-ban.md`."),
    (Kind.EXEMPLAR, False, "## Mẫu bài về cá nhân", "Đặt trong thư mục `exemplars`. Người được kể phải đồng ý trước khi bạn gửi, vì bài gửi lên "
     "GitHub là công khai."),
    (Kind.EXEMPLAR, True, "## Mẫu bài về tập thể", "Đặt trong thư mục `exemplars`. Tập thể được nêu gương qua mô hình của mình, nên mô hình phải có bài trên "
     "trang trước; ghi mã mô hình ở `thanh_tich`, mục `mo_hinh`."),
)  # fmt: skip


def derived(registry: Registry) -> dict[str, str]:
    """Return the text of every derived file, by its path."""
    return {GUIDE: field_guide(), BLANKS: blanks(registry), **issue_forms(registry)}


def blanks(registry: Registry) -> str:
    """Return docs/mau-bai.md: the empty templates, for people without the command ``dvk new``."""
    parts = [_HEAD]
    for kind, collective, heading, where in _PARTS:
        text = blank(kind, field_names(registry), collective=collective)
        parts.append(f"{heading}\n\n{where}\n\n```yaml\n{text}```\n")
    return "\n".join(parts)


def stale(repo: Path, registry: Registry) -> dict[str, str]:
    """Return the derived files whose text is out of date, with the text they should have."""
    return {path: text for path, text in derived(registry).items() if _text_of(repo / path) != text}


def _text_of(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None
