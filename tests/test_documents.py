"""What people are told holds: templates pass the check, links lead somewhere, commands exist, each package has its reason."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.problems import Severity
from danvankheo.forms import derive
from danvankheo.records.parsing import known_keys
from danvankheo.records.reading import load
from danvankheo.records.schema import Exemplar, Model

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/architecture.md", "docs/dependencies.md", "docs/design.md", "docs/publishing.md", "docs/search.md", "docs/mau-bai.md", "docs/truong-du-lieu.md", "docs/thu-tu-dau.md", "docs/ra-mat.md", "docs/ke-hoach-moi.md", "docs/go-khoi-lich-su.md"]  # fmt: skip


@pytest.mark.parametrize(("place", "folder"), [(0, "models"), (1, "exemplars")])
def test_the_template_people_copy_lacks_only_what_they_fill_in(
    repo: Path, tmp_path: Path, place: int, folder: str
) -> None:
    template = re.findall(r"```yaml\n(.*?)```", (repo / "docs" / "mau-bai.md").read_text("utf-8"), re.S)[place]
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "bai-cua-toi.md").write_text(template, "utf-8")
    found = [p for p in checking.check(tmp_path, samples=True).problems if p.path.startswith(folder)]
    assert {(p.code, p.severity) for p in found} <= {
        (code, Severity.WARNING) for code in ("DVK203", "DVK204", "DVK306")
    }


def test_documents_made_from_the_schema_are_fresh(repo: Path) -> None:
    assert derive.stale(repo, load(repo)[0]) == {}


def test_a_stale_document_is_named(repo: Path, tmp_path: Path) -> None:
    assert set(derive.stale(tmp_path, load(repo)[0])) >= {
        "docs/mau-bai.md",
        "docs/truong-du-lieu.md",
        ".github/ISSUE_TEMPLATE/mo-hinh.yml",
    }


def test_the_field_guide_names_every_key(repo: Path) -> None:
    guide = (repo / "docs" / "truong-du-lieu.md").read_text("utf-8")
    for schema in (Model, Exemplar):
        assert [key for key in known_keys(schema) if f"`{key}`" not in guide] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_pictures_of_a_document_lead_to_a_file(repo: Path, name: str) -> None:
    file = repo / name
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text("utf-8")):
        if "://" not in target:
            assert (file.parent / target).exists(), target


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/ra-mat.md"])
def test_commands_a_document_names_exist(repo: Path, name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (repo / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", (repo / name).read_text("utf-8"), re.M))
    assert named
    assert named <= targets


def test_every_module_named_in_the_documents_exists(repo: Path) -> None:
    package = repo / "scripts" / "danvankheo"
    for name in ("SECURITY.md", "docs/architecture.md"):
        text = (repo / name).read_text("utf-8")
        for path in re.findall(
            r"`((?:records|rendering|forms|imports|editing|media|figures|outputs|base)/[a-z_/]*(?:\.py|\.toml)?)`", text
        ):
            assert (package / path).exists(), f"{name}: {path}"


def test_every_package_has_its_line(repo: Path) -> None:
    told = (repo / "docs" / "dependencies.md").read_text("utf-8")
    for name in ("requirements.in", "requirements-dev.in"):
        for line in (repo / name).read_text("utf-8").splitlines():
            if line and line[0].isalpha():
                package = re.split(r"[<>=~]", line)[0]
                assert re.search(rf"\b{package}\b", told), package


def test_decisions_are_numbered_without_a_gap(repo: Path) -> None:
    files = sorted((repo / "docs" / "decisions").glob("*.md"))
    assert [file.name[:4] for file in files] == [f"{number:04d}" for number in range(1, len(files) + 1)]
    assert [file.read_text("utf-8").split(".")[0] for file in files] == [f"# {n}" for n in range(1, len(files) + 1)]
