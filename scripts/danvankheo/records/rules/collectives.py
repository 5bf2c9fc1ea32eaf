"""Rules on collectives that are exemplars: honoured through the five criteria of their models."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.problems import Severity
from danvankheo.base.text import fold
from danvankheo.records.diagnostics import Finding, key_path
from danvankheo.records.record_index import RecordIndex
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import OF_A_PERSON, Exemplar
from danvankheo.records.summary import EntrySummary, ExemplarSummary

_FILE = "exemplars/chi-doan-tien-nong.md"
_LINES = "loai: tap-the\nten: Tập thể thử\n# không có chuc_vu\n# không có pham_chat\n# không có uy_tin\n# không có dong_y_dang\n"
_MODELS = "thanh_tich: {{mo_ta: Cả chi đoàn cùng làm., mo_hinh: [{}]}}"
_GOOD = {
    _FILE: _LINES + _MODELS.format("duong-tranh-bich-hoa"),
    "models/duong-tranh-bich-hoa.md": "ten: Đường tranh bích họa thôn Tiên Nông",
}


@rule(
    "DVK334",
    title="Tập thể chưa có mô hình trên trang",
    why="Tập thể được nêu gương qua mô hình của mình: trang cho xem minh chứng theo năm tiêu chí của những mô hình ấy.",
    how="Ghi ở thanh_tich › mo_hinh mã ít nhất một mô hình đã đăng, của chính tập thể hoặc của đơn vị ấy.",
    bad=(
        {_FILE: _LINES + "thanh_tich: {mo_ta: Cả chi đoàn cùng làm.}"},
        {
            _FILE: _LINES + _MODELS.format("duong-tranh-bich-hoa"),
            "models/duong-tranh-bich-hoa.md": "ten: Đường tranh của nơi khác\ndon_vi: xa-truong-xuan\ndia_chi: Thôn 1, xã Trường Xuân",
        },
        {
            _FILE: _LINES + _MODELS.format("duong-tranh-bich-hoa"),
            "models/duong-tranh-bich-hoa.md": "ten: Đường tranh bích họa thôn Tiên Nông\nnhap: true",
        },
    ),
    good=_GOOD,
)
def collective_without_a_model(entry: ExemplarSummary, others: RecordIndex) -> Iterator[Finding]:
    """A collective names at least one model that is its own or its unit's; when it is public, so is one of these.

    A model that was withdrawn leaves a warning: the collective stays, the withdrawal needs no other change.
    """
    if not entry.collective or not others.models.keys() >= {*entry.led}:  # an unknown model: DVK313
        return
    own = [found for slug in entry.led if (found := others.models.get(slug)) and _belongs(found, entry, others)]
    shown = entry.approved and not entry.draft and not entry.withdrawn
    if own and not (shown and not any(_is_shown(model, entry) for model in own)):
        return
    message = "Bài về tập thể cần ít nhất một mô hình của tập thể hay của đơn vị (thanh_tich › mo_hinh)."
    if own:
        message = "Chưa mô hình nào của tập thể trong thanh_tich › mo_hinh được đăng."
    severity = Severity.WARNING if any(model.withdrawn for model in own) else Severity.ERROR
    yield Finding("DVK334", key_path(Exemplar, "achievement", "models"), message,
                  "Ghi mã mô hình đã đăng: tên tệp trong models, không có .md.", severity=severity,
                  depends_on=(key_path(Exemplar, "unit"),))  # fmt: skip


def _belongs(model: EntrySummary, entry: EntrySummary, others: RecordIndex) -> bool:
    """Tell whether a model is the collective's own, or of one of its units or the units these came from."""
    if fold(model.owner) == fold(entry.title):
        return True
    return any(unit in entry.units for named in model.units for unit in _with_successors(named, others))


def _with_successors(unit: str, others: RecordIndex) -> list[str]:
    found: list[str] = []
    current: str | None = unit
    while current and current not in found:
        found.append(current)
        known = others.units.get(current)
        current = known.successor if known else None
    return found


def _is_shown(model: EntrySummary, entry: EntrySummary) -> bool:
    return model.approved and not model.draft and not model.withdrawn and model.sample is entry.sample


@rule(
    "DVK335",
    title="Mục dành cho cá nhân trong bài về tập thể",
    why="Kế hoạch đặt ba tiêu chí phẩm chất, thành tích, uy tín cho cá nhân; tập thể được nêu gương qua năm tiêu chí của mô hình.",
    how="Bỏ chuc_vu, pham_chat, uy_tin khỏi bài về tập thể; lời nhận xét về tập thể thì kể trong bài.",
    bad=_GOOD | {_FILE: _GOOD[_FILE] + "\nuy_tin: {mo_ta: Bà con tin và làm theo.}"},
    good=_GOOD,
)
def person_keys_of_a_collective(entry: Exemplar) -> Iterator[Finding]:
    """A collective's file has no key that is about one person."""
    for name in OF_A_PERSON if entry.collective else ():
        if getattr(entry, name):
            loc = key_path(Exemplar, name)
            title = str(Exemplar.model_fields[name].title)
            yield Finding("DVK335", loc, f"Mục {title} ({loc[0]}) chỉ dành cho bài về cá nhân, bài này là của tập thể.",
                          "Xóa mục này; nếu bài kể về một người thì ghi loai: ca-nhan.", depends_on=(key_path(Exemplar, "kind"),))  # fmt: skip
