"""An archive that is spoiled anywhere is told as such, whoever looks into it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from danvankheo.base.archives import BROKEN
from danvankheo.base.errors import DanVanKheoError
from danvankheo.editing import withdrawal_traces
from danvankheo.editing.withdrawal import EntryFile
from danvankheo.imports.xlsx_filter import screened
from danvankheo.publishing.audit.documents import package
from danvankheo.records.files import Kind

WAYS = {
    "stored": zipfile.ZIP_STORED,
    "deflated": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}
ENTRY = EntryFile(Kind.MODEL, "models/vuon-rau.md", "vuon-rau", "Vườn rau", "")


def packed(way: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", way) as archive:
        archive.writestr(
            "word/document.xml", "<a>" + "".join(f"<b>{number * 7919 % 1000}</b>" for number in range(300)) + "</a>"
        )
    return stream.getvalue()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_spoiled_archives_are_told_and_raise_nothing_else(tmp_path: Path, way: int) -> None:
    whole, folder = packed(way), tmp_path / "van-phong"
    folder.mkdir()
    spoiled = [whole[: len(whole) * part // 9] for part in range(9)]
    spoiled += [
        whole[:place] + b"\xff\x00\xfe\x01" + whole[place + 4 :] for place in range(0, len(whole) - 4, len(whole) // 40)
    ]
    told = 0
    for number, data in enumerate(spoiled):
        (folder / f"tep-{number}.docx").write_bytes(data)
        with pytest.raises(DanVanKheoError):  # broken, or no workbook
            screened(data, "tep.xlsx")
        if package(data)[0] == ["tệp Office hỏng"]:
            told += 1
            with pytest.raises(BROKEN):
                _read_all(data)
    assert told > len(spoiled) / 3
    assert len(withdrawal_traces.drafts(tmp_path, ENTRY)) >= told


def _read_all(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            archive.read(name)
