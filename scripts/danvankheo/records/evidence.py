"""The evidence in an entry for each criterion of the plan, and what is missing. It is not a decision: the office decides."""

from __future__ import annotations

from dataclasses import dataclass

from danvankheo.records.choices import Matter
from danvankheo.records.schema import Exemplar, Model


@dataclass(frozen=True, slots=True)
class Evidence:
    """One criterion of an entry.

    code: "chu-truong" …; label: the criterion's name; present: some evidence is there; missing: what is to be added,
    in words.
    """

    code: str
    label: str
    present: bool
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.missing

    @property
    def words(self) -> str:
        """The state of the criterion in words."""
        return f"Đang bổ sung: {', '.join(self.missing)}" if self.missing else "Có minh chứng"


def _evidence(code: str, label: str, parts: dict[str, object]) -> Evidence:
    """Return the evidence of a criterion. parts: each required item, in words, with its value in the entry."""
    missing = tuple(words for words, there in parts.items() if not there)
    return Evidence(code, label, len(missing) < len(parts), missing)


def model_evidence(model: Model) -> tuple[Evidence, ...]:
    """Return the evidence of the five criteria of a model (plan IV.1); a confirmation counts once it is put forward."""
    forces, method, effect = model.forces, model.method, model.effect
    replication = effect.replication if effect else None
    return (
        _evidence("chu-truong", "Chủ trương, định hướng", _guideline(model)),
        _evidence("chu-the", "Chủ thể", {"tên chủ thể": model.owner.name, "địa chỉ": model.address}),
        _evidence("luc-luong", "Lực lượng tham gia", {
            "những ai tham gia": forces and forces.text, "số người tham gia": forces and forces.groups}),
        _evidence("phuong-phap", "Phương pháp, cách làm", {
            "cách làm": method and method.text, "cách vận động": method and method.persuasion,
            "điểm mới, sáng tạo": method and method.novelty}),
        _evidence("hieu-qua", "Hiệu quả", {
            "điều đã thay đổi": effect and effect.text, "số liệu": effect and effect.figures,
            "ai gìn giữ, duy trì": effect and effect.lasting, "sức lan tỏa": effect and effect.spread,
            "khả năng nhân rộng": replication and (replication.prospects or replication.steps)}),
    )  # fmt: skip


def _guideline(model: Model) -> dict[str, object]:
    guideline = model.guideline
    parts: dict[str, object] = {
        "cấp bộ Đoàn chỉ đạo": guideline and guideline.directed_by,
        "đăng ký với cấp ủy, chính quyền hoặc Đoàn cấp trên": guideline and guideline.registrations,
    }
    if model.put_forward or model.awards:
        matters = guideline.confirmation.matters if guideline and guideline.confirmation else []
        parts["xác nhận việc xây dựng"] = Matter.BUILT in matters
        parts["xác nhận hiệu quả"] = Matter.WORKS in matters
    return parts


def exemplar_evidence(exemplar: Exemplar) -> tuple[Evidence, ...]:
    """Return the evidence of the three criteria of a person (plan IV.2), each attested by others.

    () for a collective: its models have the evidence.
    """
    if exemplar.collective:
        return ()
    character, achievement, prestige = exemplar.character, exemplar.achievement, exemplar.prestige
    return (
        _evidence("pham-chat", "Phẩm chất chính trị, đạo đức, lối sống", {
            "phẩm chất, lối sống": character and character.text,
            "nơi nhận xét": character and character.attested_by, "ngày nhận xét": character and character.day}),
        _evidence("thanh-tich", "Thành tích, ý tưởng, khả năng vận động", {
            "thành tích": achievement and achievement.text,
            "ý tưởng, cách làm sáng tạo": achievement and achievement.idea,
            "cách vận động mọi người": achievement and achievement.persuasion,
            "mô hình đã dẫn dắt hoặc số liệu": achievement and (achievement.models or achievement.figures)}),
        _evidence("uy-tin", "Uy tín, ảnh hưởng", {
            "uy tín": prestige and prestige.text,
            "ghi nhận của đoàn viên, hội viên": prestige and prestige.peers,
            "nơi công nhận": prestige and prestige.recognised_by, "ngày công nhận": prestige and prestige.day}),
    )  # fmt: skip
