"""The files of photos: every size and format of every public record's photos."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact
from danvankheo.media.derivatives import derive
from danvankheo.media.photo_rules import facts_of
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.photos import public_photos


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the files; a photo that two records share is made once."""
    registry, made = context.registry, set()
    for group in (registry.models, registry.exemplars):
        for record in group.values():
            for photo in public_photos(record):
                file = registry.photo_file(record, photo.file)
                facts = facts_of(file, context.memory)
                if not facts.is_photo or facts.digest in made:
                    continue
                made.add(facts.digest)
                yield from derive(file, facts, file.relative_to(record.root or registry.repo).as_posix())
