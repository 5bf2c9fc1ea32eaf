"""Our build without what the peers of the benchmark do not make: search, downloads, feeds. Takes the options of ``dvk``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from danvankheo import cli
from danvankheo.base.artifact import Artifact
from danvankheo.outputs import downloads
from danvankheo.outputs.feeds import news
from danvankheo.outputs.search import index_files


def nothing(*_: object) -> Iterator[Artifact]:
    """Yield nothing."""
    yield from ()


if __name__ == "__main__":
    for module, names in ((index_files, ("artifacts",)), (downloads, ("artifacts",)), (news, ("artifacts",))):
        for name in names:
            setattr(module, name, nothing)
    sys.exit(cli.entry_point())
