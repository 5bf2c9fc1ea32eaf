"""Rules on the data of photos in an entry; ``media.photo_rules`` checks the photo files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvankheo.base.text import fold
from danvankheo.records.choices import PhotoRight
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Article, Entry

_SHORTEST_ALT = 10
_FILE_NAME = re.compile(r"(?i)(?:img|dsc|dscf|image|photo|anh|zalo|fb_img|screenshot|z\d)?[\w\- ()]*\.(?:jpe?g|png|webp|heic|heif)\Z|"
                        r"(?i:img|dsc|dscf|image|photo|zalo|fb_img|screenshot)[_\- ]?\d+\w*\Z|[\d_\-]+\Z")  # fmt: skip
# Alternative texts that describe nothing, without diacritics and final full stops.
_NO_ALT = frozenset((
    "khong co mo ta", "anh", "hinh anh", "anh minh hoa", "khong co", "chua co", "mo ta anh", "mo ta", "no description", "image", "photo",
))  # fmt: skip


@rule(
    "DVK409",
    title="Mô tả ảnh chưa tả được ảnh",
    why="Người không nhìn thấy ảnh nghe mô tả này.",
    how="Viết: ai, đang làm gì, ở đâu.",
    bad=(
        "anh:\n  - {tep: tuong.jpg, mo_ta: IMG_2034.jpg, tac_gia: Ban biên tập, quyen: su-kien-cong-cong}",
        "anh:\n  - {tep: tuong.jpg, mo_ta: Không có mô tả., tac_gia: Ban biên tập, quyen: su-kien-cong-cong}",
    ),
    good="anh:\n  - {tep: tuong.jpg, mo_ta: Đoàn viên vẽ tranh trên tường, tac_gia: Ban biên tập, quyen: su-kien-cong-cong}",
)
def alt_describes_nothing(entry: Article) -> Iterator[Finding]:
    """The alternative text of a photo describes it."""
    for index, photo in enumerate(entry.photos):
        if fold(photo.alt).strip(" .") in _NO_ALT or len(photo.alt) < _SHORTEST_ALT or _FILE_NAME.match(photo.alt):
            yield Finding("DVK409", key_path(Entry, "photos", index, "alt"), f"Mô tả ảnh (mo_ta) “{photo.alt}” chưa tả được ảnh.",
                          "Kể cho người không nhìn thấy ảnh: ai, đang làm gì, ở đâu (ít nhất 10 ký tự).")  # fmt: skip


@rule(
    "DVK410",
    title="Chú thích ảnh là tên tệp",
    why="“IMG_2034.jpg” không cho người đọc biết gì.",
    how="Viết một câu chú thích hoặc bỏ mục này.",
    bad="anh:\n  - tep: tuong.jpg\n    mo_ta: Đoàn viên vẽ tranh trên tường\n    tac_gia: Ban biên tập\n    quyen: su-kien-cong-cong\n"
    "    chu_thich: IMG_2034.jpg",
    good="anh:\n  - tep: tuong.jpg\n    mo_ta: Đoàn viên vẽ tranh trên tường\n    tac_gia: Ban biên tập\n    quyen: su-kien-cong-cong\n"
    "    chu_thich: Bức tường đầu ngõ sau buổi vẽ thứ ba.",
)
def caption_is_a_file_name(entry: Article) -> Iterator[Finding]:
    """The caption of a photo is not the name a camera gave the file."""
    for index, photo in enumerate(entry.photos):
        if photo.caption and _FILE_NAME.match(photo.caption):
            yield Finding("DVK410", key_path(Entry, "photos", index, "caption"), f"Chú thích ảnh “{photo.caption}” là tên tệp.",
                          "Viết một câu chú thích, hoặc bỏ mục này.", Remedy("delete"))  # fmt: skip


@rule(
    "DVK411",
    title="Một ảnh ghi hai lần",
    why="Ảnh sẽ hiện hai lần trên trang.",
    how="Xóa một lần.",
    bad="anh:\n  - {tep: tuong.jpg, mo_ta: Đoàn viên vẽ tranh trên tường, tac_gia: Ban biên tập, quyen: su-kien-cong-cong}\n"
    "  - {tep: tuong.jpg, mo_ta: Đoàn viên vẽ tranh trên tường, tac_gia: Ban biên tập, quyen: su-kien-cong-cong}",
    good="anh:\n  - {tep: tuong.jpg, mo_ta: Đoàn viên vẽ tranh trên tường, tac_gia: Ban biên tập, quyen: su-kien-cong-cong}\n"
    "  - {tep: ngo.jpg, mo_ta: Con ngõ sau khi vẽ xong, tac_gia: Ban biên tập, quyen: su-kien-cong-cong}",
)
def photo_named_twice(entry: Article) -> Iterator[Finding]:
    """A photo is named once."""
    seen: set[str] = set()
    for index, photo in enumerate(entry.photos):
        if photo.file in seen:
            message = f"Ảnh “{photo.file}” đã có ở trên."
            yield Finding("DVK411", key_path(Entry, "photos", index, "file"), message, "Mỗi ảnh chỉ ghi một lần.")
        seen.add(photo.file)


@rule(
    "DVK412",
    title="Ảnh trẻ em chưa có giấy đồng ý",
    why="Pháp luật yêu cầu sự đồng ý của cha mẹ hoặc người giám hộ, và của trẻ từ đủ 7 tuổi.",
    how="Xin giấy đồng ý, lưu ở đơn vị, rồi ghi mã, ngày và nơi lưu ở giay_dong_y; nếu chưa có thì bỏ ảnh.",
    bad="anh:\n  - {tep: tuong.jpg, mo_ta: Các em nhỏ tô màu bức tường, tac_gia: Ban biên tập, quyen: su-kien-cong-cong, tre_em: true}",
    good="anh:\n  - {tep: tuong.jpg, mo_ta: Các em nhỏ tô màu bức tường, tac_gia: Ban biên tập, quyen: su-kien-cong-cong, tre_em: true, "
    "giay_dong_y: {ma: GDY-01/2023, ngay: 2023-02-20, noi_luu: Văn phòng Đoàn xã}}",
)
def child_without_consent(entry: Article) -> Iterator[Finding]:
    """A photo in which a child can be recognised has a signed consent. Samples and withdrawn photos need none."""
    for index, photo in enumerate(entry.photos):
        if photo.children and not photo.consent and not entry.sample and not photo.withdrawn:
            yield Finding("DVK412", key_path(Entry, "photos", index), "Ảnh có trẻ em nhận ra được nhưng chưa có giấy đồng ý (giay_dong_y).",
                          "Cần giấy đồng ý của cha mẹ hoặc người giám hộ, và của em từ đủ 7 tuổi; giấy lưu ở đơn vị.",
                          Remedy("add", "giay_dong_y: {ma: GDY-01/2023, ngay: 2023-02-20, noi_luu: Văn phòng Đoàn xã}", example=True))  # fmt: skip


@rule(
    "DVK413",
    title="Ghi có trẻ em nhưng lại ghi không có người",
    why="Hai mục nói ngược nhau.",
    how="Sửa tre_em hoặc quyen.",
    bad="anh:\n  - {tep: tuong.jpg, mo_ta: Các em nhỏ tô màu bức tường, tac_gia: Ban biên tập, quyen: khong-co-nguoi, tre_em: true, "
    "giay_dong_y: {ma: GDY-01/2023, ngay: 2023-02-20, noi_luu: Văn phòng Đoàn xã}}",
    good="anh:\n  - {tep: tuong.jpg, mo_ta: Bức tường đầu ngõ sau khi vẽ xong, tac_gia: Ban biên tập, quyen: khong-co-nguoi}",
)
def child_where_no_person_is(entry: Article) -> Iterator[Finding]:
    """A photo that shows a child is not marked as a photo without people."""
    for index, photo in enumerate(entry.photos):
        if photo.children and photo.right is PhotoRight.NO_PERSON:
            yield Finding("DVK413", key_path(Entry, "photos", index, "right"), "Ảnh ghi có trẻ em (tre_em) nhưng quyền lại là khong-co-nguoi.",
                          "Sửa một trong hai mục cho khớp.")  # fmt: skip
