"""Rules on fields, topics and types that have days: an entry names one that was valid when it was registered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from danvankheo.base.locale import short_date
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.record_index import RecordIndex
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.summary import ExemplarSummary, ModelSummary
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Topic

_DATED = FieldOfWork | ModelType | Topic
# What an entry names: place, code, the word for it, what it is chosen from.
_Named = tuple[Loc, str, str, Mapping[str, _DATED]]


@rule(
    "DVK372",
    title="Lĩnh vực, nội dung, loại mô hình không có vào lúc ấy",
    why="Mỗi kế hoạch có lĩnh vực, nội dung, loại mô hình của mình. Mô hình đăng ký khi lĩnh vực còn dùng thì giữ nguyên mãi; mô hình đăng ký sau đó dùng lĩnh vực của kế hoạch mới.",
    how="Chọn trong những mã có vào ngày đăng ký. Ngày của từng mã ghi ở mục tu, den của tệp trong content/linh-vuc, content/loai-mo-hinh.",
    bad=(
        {"": "linh_vuc: van-hoa-xa-hoi", "content/linh-vuc/van-hoa-xa-hoi.md": "den: 2022-12-31"},
        {"": "loai: duong-tranh-bich-hoa", "content/loai-mo-hinh/duong-tranh-bich-hoa.md": "tu: 2026-01-01"},
    ),
    good={"": "linh_vuc: van-hoa-xa-hoi", "content/linh-vuc/van-hoa-xa-hoi.md": "den: 2025-12-31"},
)
def not_valid_when_registered(model: ModelSummary, others: RecordIndex) -> Iterator[Finding]:
    """The fields, topics and type of a model were valid when it began; it stays right after their end."""
    if (day := model.known_date) is None:
        return
    yield from _not_valid(_named(model, others), day, day, f"vào ngày {short_date(day)}")


@rule(
    "DVK372",
    bad={
        "exemplars/nguoi-mau-thu.md": "linh_vuc: van-hoa-xa-hoi",
        "content/linh-vuc/van-hoa-xa-hoi.md": "den: 2022-12-31",
    },
    good={
        "exemplars/nguoi-mau-thu.md": "linh_vuc: van-hoa-xa-hoi",
        "content/linh-vuc/van-hoa-xa-hoi.md": "den: 2023-06-30",
    },
)
def field_not_valid_in_the_year(exemplar: ExemplarSummary, others: RecordIndex) -> Iterator[Finding]:
    """The field of an exemplar was valid on some day of its year."""
    first, last = date(exemplar.year, 1, 1), date(exemplar.year, 12, 31)
    named: list[_Named] = [(key_path(Entry, "field"), exemplar.field, "Lĩnh vực", others.fields)]
    yield from _not_valid(named, first, last, f"trong năm {exemplar.year}", key_path(Exemplar, "year"))


def _named(model: ModelSummary, others: RecordIndex) -> Iterator[_Named]:
    """Yield what a model names: place, code, the word for it, what it is chosen from."""
    fields = (model.field, *model.other_fields)
    yield key_path(Entry, "field"), model.field, "Lĩnh vực", others.fields
    for index, slug in enumerate(model.other_fields):
        yield key_path(Model, "other_fields", index), slug, "Lĩnh vực", others.fields
    topics = {topic.slug: topic for slug in fields if slug in others.fields for topic in others.fields[slug].topics}
    for index, slug in enumerate(model.topics):
        yield key_path(Model, "topics", index), slug, "Nội dung", topics
    yield key_path(Model, "model_type"), model.model_type, "Loại mô hình", others.types


def _not_valid(named: Iterable[_Named], first: date, last: date, when: str, *read: Loc) -> Iterator[Finding]:
    for loc, code, noun, known in named:
        if code not in known or known[code].valid_between(first, last):
            continue
        valid = {slug: each.name for slug, each in known.items() if each.valid_between(first, last)}
        words = "; ".join(f"{slug} ({name})" for slug, name in valid.items())
        remedy = Remedy("value", next(iter(valid))) if len(valid) == 1 else None
        yield Finding("DVK372", loc, f"{noun} “{known[code].name}” ({code}) {days_in_words(known[code])}, không có {when}.",
                      f"Chọn một trong: {words}." if words else "Xem lại ngày.", remedy,
                      depends_on=read or (key_path(Model, "guideline", "registrations"),))  # fmt: skip


def days_in_words(dated: _DATED) -> str:
    """Return from which day to which something is valid: "chỉ có đến hết 31/12/2025"."""
    since = f" từ {short_date(dated.since)}" if dated.since else ""
    until = f" đến hết {short_date(dated.until)}" if dated.until else ""
    return f"chỉ có{since}{until}"
