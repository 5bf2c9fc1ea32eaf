"""The pages that are not made again after a changed story read no entry's story."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from danvankheo import checking, theme_frames
from danvankheo.base.artifact import Artifact, ArtifactGroup
from danvankheo.cache import Cache, keeps
from danvankheo.outputs import Site
from danvankheo.records.registry import Kind, Record


@pytest.fixture(scope="module")
def site(repo: Path) -> Site:
    drawn = theme_frames.draw(repo / "mkdocs.yml")
    registry = checking.check(repo).registry
    return Site.of(registry, drawn.frames, drawn.settings, registry.newest_date(), Cache(repo / ".cache" / "store"))


def test_no_page_beside_the_stories_reads_an_entrys_story(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Record.story

    def story(record: Record[object], repo: Path) -> tuple[str, int]:
        assert record.kind not in (Kind.MODEL, Kind.EXEMPLAR), record.path
        return read(record, repo)

    groups = {item.key: item for item in site.artifacts() if isinstance(item, ArtifactGroup)}
    others = groups.pop(site.basis)
    monkeypatch.setattr(Record, "story", story)
    made = _rendered(others.make())
    assert {"index.html", "mo-hinh/index.html", "sitemap.xml", "chia-se/index.html", "tim-kiem/index.html"} <= made
    with pytest.raises(AssertionError, match="models/"):
        _rendered(next(iter(groups.values())).make())


def _rendered(artifacts: Iterable[Artifact]) -> set[str]:
    return {artifact.path for artifact in artifacts if keeps(artifact) or artifact.render()}
