"""The schema of the words a plan has for the criteria: five of models, three of people. What they ask for stays the same."""

from __future__ import annotations

from typing import ClassVar

from danvankheo.records.scalars import Line, Text
from danvankheo.records.section import Section, key


class CriterionWords(Section):
    """What a plan calls a criterion and asks of it; what is not given is said in the words of the plan of 2022–2025."""

    noun: ClassVar[str] = "tiêu chí"
    name: Line | None = key("ten", "Tên tiêu chí", default=None, example="Chủ trương, định hướng")
    help: Text | None = key("goi_y", "Tiêu chí đòi hỏi gì", default=None, example="Mô hình do cấp bộ Đoàn chỉ đạo.")
    question: Line | None = key(
        "cau_hoi",
        "Câu hỏi trong mẫu gửi bài",
        default=None,
        example="Lúc đầu ai chưa đồng tình, rồi nhờ đâu họ đổi ý?",
    )


class PlanCriteria(Section):
    """The words of one plan, by criterion; the keys are those of the sections of an entry."""

    noun: ClassVar[str] = "các tiêu chí"
    guideline: CriterionWords | None = key("chu_truong", "Mô hình: chủ trương, định hướng", default=None)
    owner: CriterionWords | None = key("chu_the", "Mô hình: chủ thể", default=None)
    forces: CriterionWords | None = key("luc_luong", "Mô hình: lực lượng tham gia", default=None)
    method: CriterionWords | None = key("phuong_phap", "Mô hình: phương pháp, cách làm", default=None)
    effect: CriterionWords | None = key("hieu_qua", "Mô hình: hiệu quả", default=None)
    character: CriterionWords | None = key("pham_chat", "Cá nhân: phẩm chất", default=None)
    achievement: CriterionWords | None = key("thanh_tich", "Cá nhân: thành tích", default=None)
    prestige: CriterionWords | None = key("uy_tin", "Cá nhân: uy tín", default=None)

    def words(self, section: str) -> CriterionWords:
        """Return the words for a section of an entry, by its attribute ("method"); all empty when the plan has none."""
        return getattr(self, section, None) or CriterionWords()
