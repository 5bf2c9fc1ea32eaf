"""Office files (zip archives) without the time of packing, so that equal content gives equal bytes."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib

_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

#: The errors of ``zipfile`` for an archive that is broken, encrypted or packed in an unknown way.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip


def constant(data: bytes, made: str = "") -> bytes:
    """Return an archive with the time 1980-01-01 for every part.

    made: the creation time to write into the document's properties (ISO 8601); "": leave them.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            part = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            content = old.read(item)
            if made and item.filename == "docProps/core.xml":
                content = _CLOCK.sub(rb"\g<1>" + made.encode(), content)
            new.writestr(part, content)
    return stream.getvalue()
