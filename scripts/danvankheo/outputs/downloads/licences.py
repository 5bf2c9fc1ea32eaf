"""The licences of the two data sets: real data and samples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence. code: its SPDX identifier; words: the sentence shown to readers."""

    code: str
    title: str
    url: str
    words: str


OPEN_LICENCE = Licence(
    "CC-BY-4.0", "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/deed.vi",
    "Creative Commons Ghi công 4.0 (CC BY 4.0): được dùng lại, kể cả sửa đổi, nếu ghi rõ nguồn là trang này và ngày chốt số liệu. "
    "Không gồm lời văn của bài và ảnh: các bài thuộc về người viết, ảnh thuộc về người chụp.",
)  # fmt: skip
SAMPLES_LICENCE = Licence(
    "MIT", "MIT License", "https://opensource.org/license/mit",
    "Số liệu minh họa do dự án tự đặt ra, theo giấy phép MIT như mã nguồn của trang.",
)  # fmt: skip


def licence(*, sample: bool) -> Licence:
    """Return the licence of a data set."""
    return SAMPLES_LICENCE if sample else OPEN_LICENCE
