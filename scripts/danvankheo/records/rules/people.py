"""Rules on people: their consent, and who confirms their merits."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.text import fold
from danvankheo.records.consents import is_about_a_person
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Entry, Exemplar


@rule(
    "DVK319",
    title="Thiếu sự đồng ý của người được nêu",
    why="Tên và hình ảnh của một người chỉ được đăng khi người đó đồng ý.",
    how="Hỏi ý kiến, rồi ghi dong_y_dang: ngay và hinh_thuc.",
    bad=(
        "chu_the: {loai: ca-nhan, ten: Người Mẫu Thử}",
        {"exemplars/nguoi-neu-guong.md": "# không có dong_y_dang"},
    ),
    good=(
        "chu_the: {loai: ca-nhan, ten: Người Mẫu Thử}\ndong_y_dang: {ngay: 2023-11-10, hinh_thuc: văn bản}",
        "chu_the: {loai: ca-nhan, ten: Người Mẫu Thử}\nminh_hoa: true",
        {
            "exemplars/chi-doan-tien-nong.md": "loai: tap-the\nten: Chi đoàn thôn Tiên Nông\n# không có chuc_vu\n# không có pham_chat\n"
            "# không có uy_tin\n# không có dong_y_dang\nthanh_tich: {mo_ta: Cả chi đoàn cùng làm., mo_hinh: [duong-tranh-bich-hoa]}",
            "models/duong-tranh-bich-hoa.md": "ten: Đường tranh bích họa thôn Tiên Nông",
        },
    ),
    line=0,
)
def person_without_consent(entry: Entry) -> Iterator[Finding]:
    """A person is named only with their consent."""
    if is_about_a_person(entry) and not entry.consent and not entry.sample and not entry.withdrawn:
        yield Finding("DVK319", (), "Bài về một cá nhân cần mục Đồng ý đăng (dong_y_dang).",
                      "Hỏi ý kiến người đó trước, rồi ghi ngày và hình thức đồng ý.",
                      Remedy("add", "dong_y_dang: {ngay: 2023-11-10, hinh_thuc: văn bản}", example=True))  # fmt: skip


@rule(
    "DVK326",
    title="Tự nhận xét mình",
    why="Phẩm chất và uy tín phải do người khác nhận xét, công nhận.",
    how="Ghi cơ quan, đơn vị, chi đoàn đã nhận xét.",
    bad=(
        "pham_chat: {mo_ta: Gần dân và giữ lời., nhan_xet_boi: NGƯỜI MẪU THỬ}",
        "uy_tin: {mo_ta: Bà con tin và làm theo., cong_nhan_boi: người mẫu thử}",
    ),
    good="pham_chat: {mo_ta: Gần dân và giữ lời., nhan_xet_boi: Đảng ủy xã Xuân Lai}",
)
def attested_by_oneself(person: Exemplar) -> Iterator[Finding]:
    """A person's character and prestige are attested by others (plan IV.2)."""
    attested = [("character", "attested_by", person.character and person.character.attested_by),
                ("prestige", "recognised_by", person.prestige and person.prestige.recognised_by)]  # fmt: skip
    for section, attribute, by in attested:
        if by and fold(by) == fold(person.title):
            yield Finding("DVK326", key_path(Exemplar, section, attribute), "Người được nêu gương không thể tự nhận xét mình.",
                          "Ghi cơ quan, đơn vị hoặc chi đoàn đã nhận xét.")  # fmt: skip


@rule(
    "DVK327",
    title="Khen thưởng nhưng chưa ghi nơi công nhận uy tín",
    why="Kế hoạch yêu cầu cá nhân được cơ quan, đơn vị, địa phương công nhận.",
    how="Thêm uy_tin.cong_nhan_boi và uy_tin.ngay.",
    bad="ghi_nhan:\n  - {cap: cap-co-so, hinh_thuc: bieu-duong, ngay: 2023-12-05, co_quan: Đoàn xã Xuân Lai}\n"
    "uy_tin: {mo_ta: Bà con tin và làm theo.}",
    good=(
        "ghi_nhan:\n  - {cap: cap-co-so, hinh_thuc: bieu-duong, ngay: 2023-12-05, co_quan: Đoàn xã Xuân Lai}\n"
        "uy_tin: {mo_ta: Bà con tin và làm theo., cong_nhan_boi: Đảng ủy xã Xuân Lai, ngay: 2023-11-01}",
        "uy_tin: {mo_ta: Bà con tin và làm theo.}",
    ),
)
def recognised_without_prestige(person: Exemplar) -> Iterator[Finding]:
    """A person who is recognised has an influence that was recognised, with body and day (plan IV.2)."""
    if person.awards and person.prestige and not (person.prestige.recognised_by and person.prestige.day):
        yield Finding("DVK327", key_path(Exemplar, "prestige"), "Đã có khen thưởng thì mục Uy tín (uy_tin) cần nơi công nhận và ngày công nhận.",
                      "Thêm cong_nhan_boi và ngay vào mục uy_tin.")  # fmt: skip
