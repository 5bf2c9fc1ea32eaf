"""The photos of records: the pictures pages show, and the files they are."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.media.photo_rules import Memory, facts_of
from danvankheo.media.responsive_images import CENTRE, ResponsiveImage, responsive_image
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Entry, Photo


def shown(record: Record[Entry]) -> list[Photo]:
    """Return the photos that may be shown: not withdrawn."""
    return [photo for photo in record.data.photos if photo.withdrawn is None] if record.photos else []


def focus_of(photo: Photo) -> tuple[float, float]:
    """Return the point of a photo that a crop keeps: where the record says, else the middle."""
    return photo.focus if photo.focus else CENTRE


def pictures(record: Record[Entry], registry: Registry, memory: Memory) -> dict[str, ResponsiveImage]:
    """Return a record's pictures by file name, the cover first."""
    found: dict[str, ResponsiveImage] = {}
    if not record.photos:
        return found
    folder = registry.photo_folder(record)
    for photo in shown(record):
        facts = facts_of(folder / photo.file, memory)
        if facts.is_photo:
            found[photo.file] = responsive_image(facts, photo.alt, photo.caption, focus_of(photo))
    return found


def basis(record: Record[Entry], registry: Registry, memory: Memory) -> str:
    """Return a digest of what the files of a record's photos are, "" when it has none."""
    if not record.photos:
        return ""
    folder = registry.photo_folder(record)
    return digest(*(repr(facts_of(folder / file, memory)) for file in record.photos))


def artifacts(registry: Registry, memory: Memory) -> Iterator[Artifact]:
    """Yield the files of every public record's photos; a photo two records share is made once."""
    from danvankheo.media.derivatives import derive

    made: set[str] = set()
    for group in (registry.models, registry.exemplars):
        for record in group.values():
            for photo in shown(record):
                file = registry.photo_folder(record) / photo.file
                facts = facts_of(file, memory)
                if not facts.is_photo or facts.digest in made:
                    continue
                made.add(facts.digest)
                yield from derive(file, facts, f"{record.kind}/anh/{record.slug}/{photo.file}")
