"""/giay-dong-y/: the consent to use a picture, a form to print and sign; it stays at the unit. Its boxes are ``Purpose``."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.records.choices import Purpose
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("giay-dong-y/",)


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page."""
    purposes = tuple(purpose.label for purpose in Purpose)
    yield context.page(
        "giay-dong-y/",
        MenuSection.OTHER,
        "consent_form.html",
        title="Giấy đồng ý sử dụng hình ảnh",
        description="Mẫu giấy đồng ý sử dụng hình ảnh để in trên một mặt giấy A4: người trong ảnh, cha mẹ hoặc người giám hộ ký; "
        "em từ đủ 7 tuổi cùng ký; giấy lưu tại đơn vị.",
        data={"purposes": purposes},
        inputs=digest(*purposes),
        source="theme/pages/consent_form.html",
    )
