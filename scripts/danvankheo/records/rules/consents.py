"""Rules on what consents cover; what they permit: ``records.consents``."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.problems import Severity
from danvankheo.records.choices import Purpose
from danvankheo.records.consents import is_about_a_person, missing_for_the_site, permits
from danvankheo.records.diagnostics import Finding, key_path
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Article, Entry

_PHOTO = "tep: tuong.jpg, mo_ta: Các em nhỏ tô màu bức tường, tac_gia: Ban biên tập, quyen: da-dong-y"
_PAPER = "ma: GDY-01/2023, ngay: 2023-02-20, noi_luu: Văn phòng Đoàn xã"
_PERSON = "chu_the: {loai: ca-nhan, ten: Người Mẫu Thử}\ndong_y_dang: {ngay: 2023-11-10, hinh_thuc: văn bản"
_POSTED = "da_chia_se:\n  - {kenh: facebook, ngay: 2024-01-02}"


@rule(
    "DVK421",
    title="Giấy đồng ý không cho đăng trên trang",
    why="Người ký chỉ cho dùng ảnh, tên của mình vào những việc đã đánh dấu trên giấy.",
    how="Xem lại giấy: có đánh dấu thì ghi thêm việc ấy vào pham_vi; không thì bỏ ảnh, bỏ tên, hoặc hỏi lại người ký.",
    bad=f"anh:\n  - {{{_PHOTO}, giay_dong_y: {{{_PAPER}, pham_vi: [in-an]}}}}",
    good=(
        f"anh:\n  - {{{_PHOTO}, giay_dong_y: {{{_PAPER}, pham_vi: [trang, in-an]}}}}",
        f"anh:\n  - {{{_PHOTO}, giay_dong_y: {{{_PAPER}}}}}",
    ),
)
def photo_not_for_the_site(entry: Article) -> Iterator[Finding]:
    """The paper of a photo permits the site."""
    for index, photo in enumerate(entry.photos):
        if photo.consent and not photo.withdrawn and not permits(entry, Purpose.SITE, photo):
            yield Finding("DVK421", key_path(Entry, "photos", index, "consent", "purposes"),
                          "Giấy đồng ý của ảnh này không cho đăng trên trang (pham_vi không có trang).",
                          "Giấy có đánh dấu ô ấy thì ghi thêm trang vào pham_vi; không thì bỏ ảnh này khỏi bài.")  # fmt: skip


@rule(
    "DVK421",
    bad=(
        f"{_PERSON}, pham_vi: [trang]}}",
        "dong_y_dang: {ngay: 2023-11-10, hinh_thuc: văn bản, pham_vi: [in-an]}",
        {"exemplars/nguoi-neu-guong.md": "dong_y_dang: {ngay: 2023-11-10, hinh_thuc: văn bản, pham_vi: [ten, in-an]}"},
    ),
    good=(
        f"{_PERSON}, pham_vi: [trang, ten]}}",
        f"{_PERSON}}}",
        "dong_y_dang: {ngay: 2023-11-10, hinh_thuc: văn bản, pham_vi: [trang]}",
    ),
)
def entry_not_for_the_site(entry: Article) -> Iterator[Finding]:
    """The consent of an entry permits the site; about a person also the name, which every page of the entry shows."""
    if not entry.consent or entry.withdrawn or not (missing := missing_for_the_site(entry)):
        return
    words = ", ".join(f"{each.value} ({each.label})" for each in missing)
    needs = (
        "Bài về một người cần người ấy đồng ý đăng trên trang và ghi tên"
        if is_about_a_person(entry)
        else "Bài cần được đồng ý đăng trên trang"
    )
    yield Finding("DVK421", key_path(Entry, "consent", "purposes"), f"{needs}; pham_vi còn thiếu: {words}.",
                  "Đã đồng ý thì ghi thêm; chưa thì hỏi lại, không đăng bài.")  # fmt: skip


@rule(
    "DVK422",
    title="Bài đã chia sẻ mà người được kể chưa đồng ý đăng lên mạng xã hội",
    why="Mục dong_y_dang không có mang-xa-hoi trong pham_vi thì chỉ cho đăng trên trang này.",
    how="Hỏi lại người ấy. Đồng ý thì thêm mang-xa-hoi vào pham_vi; không thì gỡ bài đã đăng ở kênh rồi xóa dòng da_chia_se ấy.",
    bad=(f"{_PERSON}}}\n{_POSTED}", f"{_PERSON}, pham_vi: [trang, ten, in-an]}}\n{_POSTED}"),
    good=(f"{_PERSON}, pham_vi: [trang, ten, mang-xa-hoi]}}\n{_POSTED}", _POSTED),
)
def shared_without_consent(entry: Entry) -> Iterator[Finding]:
    """An entry is posted on social channels when the person it is about agreed to that."""
    if not entry.consent or entry.withdrawn or permits(entry, Purpose.SOCIAL):
        return
    for index, share in enumerate(entry.shares):
        yield Finding("DVK422", key_path(Entry, "shares", index),
                      f"Bài ghi đã chia sẻ ({share.channel.label}), nhưng người được kể chưa đồng ý đăng lên mạng xã hội.",
                      "Hỏi lại người ấy. Đồng ý: thêm mang-xa-hoi vào pham_vi của dong_y_dang; không: gỡ bài đã đăng, xóa dòng này.",
                      severity=Severity.WARNING)  # fmt: skip
