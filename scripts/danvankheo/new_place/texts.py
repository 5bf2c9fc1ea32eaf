"""The files of a new place that are written, not copied: the movement, the units, the configuration, the README."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Template

from danvankheo import __version__
from danvankheo.base import git
from danvankheo.base.text import slugify
from danvankheo.imports.named_units import NewUnit
from danvankheo.new_place.answers import PlaceAnswers, PlaceLevel
from danvankheo.records.diagnostics import quoted

_LEFT_OUT_TARGETS = frozenset({"soak", "bench", "profile", "lighthouse", "reports-pdf"})
_TEMPLATES = Path(__file__).parent / "templates"


def written(repo: Path, answers: PlaceAnswers) -> dict[str, str]:
    """Return the text of every file that is written for a place, by its path."""
    words = {
        "place": answers.name,
        "youth": f"tuổi trẻ {answers.name}",
        "within": f" ({answers.within})" if answers.within else "",
        "publisher": answers.publisher,
        "address": answers.site_url or "(chưa có địa chỉ)",
        "version": __version__
        + (f", bản {commit[:12]}" if (commit := git.text(git.ask(repo, "rev-parse", "HEAD"))) else ""),
    }
    units = {f"content/don-vi/{unit.slug}.md": _unit(unit, answers) for unit in answers.units}
    return {
        "README.md": _filled("README.md", words),
        "content/phong-trao.md": _filled("phong-trao.md", words),
        "content/phong-trao.yml": _movement(answers),
        "content/cho-phep.yml": _permissions(repo),
        "content/don-vi/.gitkeep": "",
        "models/.gitkeep": "",
        "exemplars/.gitkeep": "",
        "Makefile": _makefile(repo),
        "mkdocs.yml": _configuration(repo, answers),
        "publish.toml": _targets(answers),
        **units,
    }


def _filled(name: str, words: dict[str, str]) -> str:
    return Template((_TEMPLATES / name).read_text("utf-8")).substitute(words)


def _unit(unit: NewUnit, answers: PlaceAnswers) -> str:
    lines = [f"ten: {quoted(unit.name)}", f"dia_ban: {quoted(unit.place)}", f"loai: {unit.kind.value}"]
    if answers.union:
        lines.append(f"truc_thuoc:\n  - ma: {_union_code(answers)}")
    if unit.code:
        lines.append(f"ma_gso: '{unit.code}'")
    return "---\n" + "\n".join(lines) + "\n---\n"


def _union_code(answers: PlaceAnswers) -> str:
    return slugify(answers.union)[:40].strip("-")


def _movement(answers: PlaceAnswers) -> str:
    """Return content/phong-trao.yml without any plan: nothing is inherited from another place's."""
    within = f"  thuoc: {quoted(answers.within)}\n" if answers.within else ""
    contacts = {
        "dia_chi": answers.address,
        "thu_dien_tu": answers.email,
        "dien_thoai": answers.phone,
        "zalo": answers.zalo,
    }
    contact = "".join(f"  {key}: {quoted(value)}\n" for key, value in contacts.items() if value)
    missing = (
        ""
        if contact
        else "  # Chưa có liên hệ: thêm dia_chi, thu_dien_tu, dien_thoai hoặc zalo trước khi đăng trang chính thức.\n"
    )
    level = {PlaceLevel.PROVINCE: "cap-tinh", PlaceLevel.COMMUNE: "cap-xa"}.get(answers.level, "")
    own_level = f"    cap: {level}\n" if level else ""
    union = (
        f"co_quan:\n  - ma: {_union_code(answers)}\n    ten: {quoted(answers.union)}\n{own_level}"
        if answers.union
        else ""
    )
    channel = f"kenh:\n  - ma: website\n    ten: {quoted(answers.site_url.split('//')[1].strip('/'))}\n    lien_ket: {answers.site_url}\n" if answers.site_url else ""  # fmt: skip
    return (
        "# Phong trào, các giai đoạn, chỉ tiêu, hạn gửi, kênh đăng tin và đơn vị quản lý trang. Từng mục có nghĩa gì: docs/truong-du-lieu.md.\n"
        "ten: Dân vận khéo\n"
        f"ten_day_du: {quoted(f'Phong trào thi đua “Dân vận khéo” của tuổi trẻ {answers.name}')}\n"
        f"dia_phuong:\n  ma: {answers.code}\n  ten: {quoted(answers.name)}\n{within}"
        "# Chưa có kế hoạch. Khi nhận được kế hoạch thì thêm giai đoạn: chạy dvk period NĂM-NĂM rồi điền chỉ tiêu, hạn, nơi nhận đúng như văn bản.\n"
        "giai_doan: []\n"
        f"{union}"
        "# Cấp huyện kết thúc ngày 30/6/2025 trên cả nước.\n"
        "cap_ghi_nhan:\n  - {ma: cap-huyen, den: 2025-06-30}\n  - {ma: cap-xa, tu: 2025-07-01}\n"
        f"{channel}don_vi_quan_ly:\n  ten: {quoted(answers.publisher)}\n{contact}{missing}"
    )


def _permissions(repo: Path) -> str:
    """Return content/cho-phep.yml with its explanation and no permission."""
    file = repo / "content" / "cho-phep.yml"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return "".join(f"{line}\n" for line in lines if line.startswith("#")) + "cho_phep:\n"


def _makefile(repo: Path) -> str:
    """Return the Makefile without the targets whose tests do not go along; ``make check`` runs the tests of the registry."""
    blocks = (repo / "Makefile").read_text("utf-8").split("\n.PHONY: ")
    kept = "\n.PHONY: ".join(block for block in blocks if block.partition("\n")[0] not in _LEFT_OUT_TARGETS)
    return re.sub(
        r"(-m pytest -q) tests/test_architecture\.py[^\n]*",
        r"\1 tests/test_architecture.py tests/test_own_registry.py",
        kept,
    )


def _configuration(repo: Path, answers: PlaceAnswers) -> str:
    """Return mkdocs.yml with the place's names and address."""
    youth = f"Tuổi trẻ {answers.name}"
    values = {"site_name": f"Dân vận khéo – {youth}", "site_url": answers.site_url}
    lines = []
    for line in (repo / "mkdocs.yml").read_text("utf-8").splitlines():
        key, _, _ = line.partition(":")
        if key in values:
            if values[key]:
                lines.append(f"{key}: {json.dumps(values[key], ensure_ascii=False)}")
        elif key.strip() == "samples":
            lines.append(line.replace("true", "false"))
        elif line.startswith("    line:"):
            lines.append(f"    line: {json.dumps(youth, ensure_ascii=False)}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _targets(answers: PlaceAnswers) -> str:
    address = f'dia_chi = "{answers.site_url}"\n' if answers.site_url else ""
    pages = (
        '\n# Dùng trong .github/workflows/publish.yml.\n[trang-github]\nloai = "github-pages"\n'
        + address
        + 'noi = ".cache/github-pages"\n'
    )
    return (
        "# Nơi đăng trang; từng mục có nghĩa gì: docs/publishing.md. Tệp này không chứa mật khẩu hay khóa.\n\n"
        "# Một thư mục cạnh kho bài, để xem trang như khi đã đăng, hoặc để máy chủ web đọc.\n"
        f'[thu-muc]\nloai = "thu-muc"\nnoi = "../{answers.code}-da-dang"\n' + (pages if address else "")
    )
