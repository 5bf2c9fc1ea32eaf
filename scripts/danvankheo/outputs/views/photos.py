"""The photos of records as pages show them."""

from __future__ import annotations

from danvankheo.base.artifact import digest
from danvankheo.media.photo_rules import Memory, facts_of
from danvankheo.media.responsive_images import CENTRE, ResponsiveImage, responsive_image
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Article, Entry, Photo


def public_photos(record: Record[Entry]) -> list[Photo]:
    """Return the photos that are not withdrawn."""
    return [photo for photo in record.data.photos if photo.withdrawn is None] if record.photos else []


def focus_of(photo: Photo) -> tuple[float, float]:
    """Return the point of a photo that a crop keeps, as fractions of width and height: the record's, else the middle."""
    return photo.focus if photo.focus else CENTRE


def pictures(record: Record[Entry], registry: Registry, memory: Memory) -> dict[str, ResponsiveImage]:
    """Return a record's pictures by file name, the cover first."""
    found: dict[str, ResponsiveImage] = {}
    if not record.photos:
        return found
    for photo in public_photos(record):
        facts = facts_of(registry.photo_file(record, photo.file), memory)
        if facts.is_photo:
            found[photo.file] = responsive_image(facts, photo.alt, photo.caption, focus_of(photo))
    return found


def basis(record: Record[Article], registry: Registry, memory: Memory) -> str:
    """Return a digest of the files of a record's photos, "" when it has none."""
    if not record.photos:
        return ""
    return digest(*(repr(facts_of(registry.photo_file(record, file), memory)) for file in record.photos))
