"""Office files are zip archives that carry the time they were packed; ours say the same whenever they are made."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib

_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

#: What ``zipfile`` raises at an archive that is broken, encrypted or packed in a way it does not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip


def constant(data: bytes, made: str = "") -> bytes:
    """Return the archive with one constant time, whatever the clock said when it was packed.

    made: the time the document itself says it was made, where its writer would ask the clock.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            plain = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            plain.compress_type, plain.create_system = zipfile.ZIP_DEFLATED, 3
            content = old.read(item)
            if made and item.filename == "docProps/core.xml":
                content = _CLOCK.sub(rb"\g<1>" + made.encode(), content)
            new.writestr(plain, content)
    return stream.getvalue()
