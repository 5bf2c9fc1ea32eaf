"""Rules between entries: origin of a model, models a person led, former addresses, titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvankheo.base.problems import Severity
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.record_index import RecordIndex, title_key
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.summary import EntrySummary, ExemplarSummary, ModelSummary, NewsSummary


@rule(
    "DVK311",
    title="Không có mô hình gốc",
    why="Mục nhan_rong_tu phải trỏ tới một mô hình có trên trang.",
    how="Ghi đúng tên tệp của mô hình gốc, không có .md.",
    bad=(
        "nhan_rong_tu: khong-co",
        {"": "nhan_rong_tu: ten-truoc-day", "models/mo-hinh-goc.md": "ten: Ngõ hoa\nten_cu: [ten-truoc-day]"},
    ),
    good={"": "nhan_rong_tu: mo-hinh-goc", "models/mo-hinh-goc.md": "ten: Đường tranh của thôn khác"},
)
def replicated_from_no_model(model: ModelSummary, slug: str, others: RecordIndex) -> Iterator[Finding]:
    """The model another one is replicated from is on the site."""
    origin = model.origin
    if origin and origin != slug and origin not in others.models:
        yield others.no_model("DVK311", key_path(Model, "replicated_from"), origin)


@rule(
    "DVK312",
    title="Nhân rộng thành vòng",
    why="Mô hình A không thể vừa là gốc vừa là bản nhân rộng của B.",
    how="Bỏ mục nhan_rong_tu ở mô hình có trước.",
    bad=(
        "nhan_rong_tu: duong-tranh-bich-hoa",
        {
            "": "nhan_rong_tu: mo-hinh-goc",
            "models/mo-hinh-goc.md": "ten: Đường tranh của thôn khác\nnhan_rong_tu: duong-tranh-bich-hoa",
        },
    ),
    good={"": "nhan_rong_tu: mo-hinh-goc", "models/mo-hinh-goc.md": "ten: Đường tranh của thôn khác"},
)
def replicated_in_a_circle(model: ModelSummary, slug: str, others: RecordIndex) -> Iterator[Finding]:
    """No model is replicated from itself, directly or through others."""
    loc = key_path(Model, "replicated_from")
    if model.origin == slug:
        message, advice = "Mô hình không thể nhân rộng từ chính nó.", "Ghi mã mô hình gốc, hoặc bỏ mục này."
        yield Finding("DVK312", loc, message, advice, Remedy("delete"))
    elif model.origin in others.models and (circle := _circle(slug, others)):
        yield Finding("DVK312", loc, f"Các mô hình nhân rộng lẫn nhau thành vòng: {' → '.join(circle)}.",
                      "Bỏ mục nhan_rong_tu ở mô hình gốc, là mô hình có trước.", Remedy("delete"))  # fmt: skip


def _circle(slug: str, others: RecordIndex) -> list[str]:
    """Return the slugs of a circle that begins and ends with a model; [] when there is none."""
    path, current = [slug], others.models[slug].origin if slug in others.models else None
    while current and current in others.models and current not in path:
        path.append(current)
        current = others.models[current].origin
    return [*path, slug] if current == slug else []


@rule(
    "DVK313",
    title="Không có mô hình mà điển hình đã dẫn dắt",
    why="Mỗi mã trong thanh_tich.mo_hinh phải là một mô hình có trên trang.",
    how="Ghi đúng tên tệp của mô hình, không có .md.",
    bad="thanh_tich: {mo_ta: Vận động cả thôn cùng làm., mo_hinh: [khong-co]}",
    good={
        "": "thanh_tich: {mo_ta: Vận động cả thôn cùng làm., mo_hinh: [duong-tranh-bich-hoa]}",
        "models/duong-tranh-bich-hoa.md": "ten: Đường tranh bích họa thôn Tiên Nông",
    },
)
def led_no_model(person: ExemplarSummary, others: RecordIndex) -> Iterator[Finding]:
    """The models a person led are on the site."""
    for index, model in enumerate(person.led):
        if model not in others.models:
            yield others.no_model("DVK313", key_path(Exemplar, "achievement", "models", index), model)


def _same_kind(entry: EntrySummary, others: RecordIndex) -> Mapping[str, EntrySummary]:
    if isinstance(entry, NewsSummary):
        return others.news
    return others.models if isinstance(entry, ModelSummary) else others.exemplars


@rule(
    "DVK314",
    title="Địa chỉ cũ đang được dùng",
    why="Một địa chỉ chỉ dẫn tới một bài.",
    how="Xóa địa chỉ đó khỏi ten_cu.",
    bad={"": "ten_cu: [bai-khac]", "models/bai-khac.md": "ten: Ngõ hoa thôn Tiên Nông"},
    good={"": "ten_cu: [ten-truoc-day]", "models/bai-khac.md": "ten: Ngõ hoa thôn Tiên Nông"},
)
def former_slug_in_use(entry: EntrySummary | NewsSummary, others: RecordIndex) -> Iterator[Finding]:
    """A former slug is not the slug of another entry: it redirects."""
    same_kind = _same_kind(entry, others)
    for index, old in enumerate(entry.former_slugs):
        if old in same_kind:
            message = f"Địa chỉ cũ “{old}” đang là địa chỉ của bài “{same_kind[old].title}”."
            yield Finding("DVK314", key_path(Entry, "former_slugs", index), message, "Xóa địa chỉ này khỏi ten_cu.")


@rule(
    "DVK315",
    title="Hai bài cùng ghi một địa chỉ cũ",
    why="Một địa chỉ chỉ dẫn tới một bài.",
    how="Giữ ở một bài, xóa ở bài kia.",
    bad={"": "ten_cu: [ten-truoc-day]", "models/bai-khac.md": "ten: Ngõ hoa thôn Tiên Nông\nten_cu: [ten-truoc-day]"},
    good={"": "ten_cu: [ten-truoc-day]", "models/bai-khac.md": "ten: Ngõ hoa thôn Tiên Nông\nten_cu: [ten-khac]"},
)
def former_slug_of_two(entry: EntrySummary | NewsSummary, slug: str, others: RecordIndex) -> Iterator[Finding]:
    """A former slug belongs to one entry."""
    for index, old in enumerate(entry.former_slugs):
        for other_slug, other in _same_kind(entry, others).items():
            if other_slug < slug and old in other.former_slugs:
                yield Finding("DVK315", key_path(Entry, "former_slugs", index), f"Địa chỉ cũ “{old}” đã được bài “{other_slug}” ghi là địa chỉ cũ của mình.",
                              "Mỗi địa chỉ cũ chỉ thuộc một bài.")  # fmt: skip


@rule(
    "DVK317",
    title="Hai bài cùng tên, cùng đơn vị",
    why="Thường là một bài được gửi hai lần.",
    how="Gộp lại, hoặc đặt tên cho rõ.",
    bad={
        "": "ten: Đường tranh bích họa thôn Tiên Nông",
        "models/bai-truoc.md": "ten: ĐƯỜNG tranh bích họa thôn Tiên Nông",
    },
    good={"": "ten: Đường tranh bích họa thôn Tiên Nông", "models/bai-truoc.md": "ten: Ngõ hoa thôn Tiên Nông"},
)
def same_title(entry: EntrySummary | NewsSummary, slug: str, others: RecordIndex) -> Iterator[Finding]:
    """Two entries of a unit have different titles; otherwise they are most likely one entry, sent twice."""
    first = others.titles.first.get(title_key(entry.title, entry.unit), slug)
    if first != slug:
        yield Finding("DVK317", key_path(Entry, "title"), f"Bài “{first}” của cùng đơn vị đã có tên này.",
                      "Nếu là một việc thì gộp vào một bài; nếu khác thì đặt tên cho rõ.", severity=Severity.WARNING)  # fmt: skip


@rule(
    "DVK742",
    bad={
        "": "ten: Đường tranh bích họa thôn Tiên Nông",
        "models/ve-tranh.md": "ten: Đường tranh bích họa thôn Tiên Nông\nrut_dong_y: 2025-06-20",
    },
    good={
        "": "ten: Đường tranh bích họa thôn Tiên Nông\nnhap: true",
        "models/ve-tranh.md": "ten: Ngõ hoa thôn Tiên Nông\nrut_dong_y: 2025-06-20",
    },
)
def withdrawn_before(entry: EntrySummary | NewsSummary, slug: str, others: RecordIndex) -> Iterator[Finding]:
    """An entry that was withdrawn does not come back in another file, with its title and unit."""
    first = others.titles.withdrawn and others.titles.withdrawn.get(title_key(entry.title, entry.unit))
    public = entry.approved and not entry.draft and not entry.withdrawn
    if first and public and slug not in others.titles.permitted:
        yield Finding("DVK742", key_path(Entry, "title"), f"Bài này trùng tên, cùng đơn vị với bài “{first}” đã gỡ theo lời rút đồng ý.",
                      "Vẫn là bài ấy thì xóa tệp này, giữ tệp cũ. Người khác, việc khác mà trùng tên: ghi lời cho phép (viec: hien-lai) cho địa chỉ của bài này vào content/cho-phep.yml.")  # fmt: skip
