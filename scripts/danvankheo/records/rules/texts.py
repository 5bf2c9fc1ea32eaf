"""Rules on titles, summaries and document numbers."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from danvankheo.base.problems import Severity
from danvankheo.base.text import cut
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, Remedy, key_path, quoted
from danvankheo.records.model_sections import StoryFigure
from danvankheo.records.numbers import figure_number, phrase_of
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Article, Entry, Exemplar, Model

# How many characters of a title and of a summary Facebook shows of a shared link; Zalo publishes no limits.
SEEN_TITLE, SEEN_TEXT = 65, 110
SAMPLE_MARK = "MINH-HOA/"
_SHORTEST_SUMMARY = 60


@rule(
    "DVK216",
    title="Quá ngắn hoặc quá dài",
    why="Tóm tắt hiện trên thẻ và khi chia sẻ; ngắn quá thì không hiểu, dài quá thì bị cắt.",
    how="Tóm tắt từ 60 đến 200 ký tự; tên nhiều nhất 120 ký tự.",
    bad="tom_tat: Vẽ tranh tường.",
    good="tom_tat: Đoàn viên cùng bà con vẽ lại mảng tường cũ thành đường tranh dài 600 mét kể chuyện quê hương.",
)
def summary_too_short(entry: Article) -> Iterator[Finding]:
    """A summary has at least 60 characters; the schema limits its length."""
    if entry.summary is not None and len(entry.summary) < _SHORTEST_SUMMARY:
        length = len(entry.summary)
        yield Finding("DVK216", key_path(Entry, "summary"), f"Tóm tắt (tom_tat) dài {length} ký tự; cần từ 60 đến 200 ký tự.",
                      "Viết một hai câu: việc gì, ai làm, điều gì thay đổi.")  # fmt: skip


@rule(
    "DVK220",
    title="Tên viết hoa toàn bộ",
    why="Chữ hoa toàn bộ khó đọc, trình đọc màn hình có thể đánh vần từng chữ.",
    how="Chỉ viết hoa chữ đầu và tên riêng.",
    bad="ten: ĐƯỜNG TRANH BÍCH HỌA THÔN TIÊN NÔNG",
    good="ten: Đường tranh bích họa thôn Tiên Nông",
)
def title_in_capitals(entry: Article) -> Iterator[Finding]:
    """A title is not written in capitals only."""
    if len(entry.title) > 10 and entry.title == entry.title.upper():
        message, advice = "Tên (ten) viết hoa toàn bộ.", "Viết hoa chữ đầu và tên riêng."
        yield Finding("DVK220", key_path(Entry, "title"), message, advice, severity=Severity.WARNING)


@rule(
    "DVK222",
    title="Tên hoặc tóm tắt bị cắt khi chia sẻ",
    why="Người xem thường gặp bài trên Facebook, Zalo; ở đó chỉ hiện chừng 65 ký tự đầu của tên và 110 ký tự đầu của tóm tắt.",
    how="Rút ngắn, hoặc đưa ý chính lên đầu. Xem trước bằng dvk share TÊN_BÀI hoặc trang /chia-se/.",
    bad=(
        "ten: Đường tranh bích họa kể chuyện quê hương dọc bốn ngõ nhỏ của thôn Tiên Nông",
        "tom_tat: Đoàn viên cùng bà con vẽ lại mảng tường cũ thành đường tranh dài 600 mét kể chuyện quê hương, mỗi tối vẽ một ngõ, suốt ba tháng.",
    ),
    good="ten: Đường tranh kể chuyện quê hương dọc bốn ngõ của thôn Tiên Nông",
)
def cut_when_shared(entry: Article) -> Iterator[Finding]:
    """A shared link shows the whole title and the whole summary. Samples are not shared."""
    parts = [
        ("title", "Tên (ten)", entry.title, SEEN_TITLE),
        ("summary", "Tóm tắt (tom_tat)", entry.summary or "", SEEN_TEXT),
    ]
    for attribute, label, text, seen in parts:
        if len(text) > seen and not entry.sample:
            message = f"{label} dài {len(text)} ký tự; khi chia sẻ, Facebook chỉ hiện chừng {seen} ký tự: “{cut(text, seen)}”."
            advice = "Rút ngắn, hoặc đưa ý chính lên đầu câu."
            yield Finding("DVK222", key_path(Entry, attribute), message, advice, severity=Severity.WARNING)


@rule(
    "DVK223",
    title="Câu ngắn không khớp với con số",
    why="Người đọc thấy câu này thay cho con số, nên câu phải nói đúng con số ấy.",
    how="Bắt đầu câu bằng con số như ở mục so, viết như trên trang (1.250; 68,5), có uoc_luong thì thêm hơn, gần hay khoảng; rồi nói đó là gì.",
    bad=(
        "hieu_qua: {so_lieu: [{chi_so: Chiều dài tường tranh, so: 600, dvt: m, cau_ngan: 60 m tường thành tranh}]}",
        "hieu_qua: {so_lieu: [{chi_so: Chiều dài tường tranh, so: 600, dvt: m, uoc_luong: hon, cau_ngan: 600 m tường thành tranh}]}",
        {
            "exemplars/nguoi-neu-guong.md": "thanh_tich: {mo_ta: Vận động, so_lieu: [{chi_so: Số hộ, so: 1.5, dvt: km, cau_ngan: 1.5 km đường}]}"
        },
    ),
    good=(
        "hieu_qua: {so_lieu: [{chi_so: Chiều dài tường tranh, so: 600, dvt: m, cau_ngan: 600 m tường thành tranh}]}",
        "hieu_qua: {so_lieu: [{chi_so: Tiền bà con góp, so: 1250000, dvt: đồng, uoc_luong: hon, cau_ngan: 'Hơn 1,25 triệu đồng bà con góp'}]}",
    ),
)
def phrase_says_another_number(entry: Model | Exemplar) -> Iterator[Finding]:
    """The phrase of a figure begins with the figure's number and estimate, as the site writes them, and goes on."""
    for where, figures in _figures(entry):
        for index, figure in enumerate(figures):
            if figure.phrase and phrase_of(figure) is None:
                number = figure_number(figure.model_copy(update={"phrase": None}))
                yield Finding("DVK223", key_path(type(entry), *where, index, "phrase"),
                              f"Câu ngắn (cau_ngan) “{figure.phrase}” không bắt đầu bằng con số đã ghi: {number.value}.",
                              f"Viết ví dụ: {number.value} {number.name}.")  # fmt: skip


def _figures(entry: Entry) -> Iterator[tuple[tuple[str, str], list[StoryFigure]]]:
    """Yield the figures of an entry, with the attributes that lead to them."""
    if isinstance(entry, Model) and entry.effect:
        yield ("effect", "figures"), entry.effect.figures
    if isinstance(entry, Exemplar) and entry.achievement:
        yield ("achievement", "figures"), entry.achievement.figures


@rule(
    "DVK320",
    title="Số văn bản minh họa lẫn với số thật",
    why="Bài minh họa không được mang số văn bản như thật, và ngược lại.",
    how="Bài minh họa ghi số MINH-HOA/…; bài thật ghi số thật.",
    bad=(
        "minh_hoa: true\nde_nghi: {ngay: 2023-11-05, gui: Huyện Đoàn, hinh_thuc: bieu-duong, van_ban: 12-TTr/ĐTN}",
        "minh_hoa: true\nde_nghi:\n  ngay: 2023-11-05\n  gui: Huyện Đoàn\n  hinh_thuc: bieu-duong\n  van_ban: 'Số 12: # lần hai'",
        "de_nghi: {ngay: 2023-11-05, gui: Huyện Đoàn, hinh_thuc: bieu-duong, van_ban: MINH-HOA/12}",
        "de_nghi:\n  ngay: 2023-11-05\n  gui: Huyện Đoàn\n  hinh_thuc: bieu-duong\n  van_ban: MINH-HOA/12",
    ),
    good=(
        "minh_hoa: true\nde_nghi: {ngay: 2023-11-05, gui: Huyện Đoàn, hinh_thuc: bieu-duong, van_ban: MINH-HOA/12}",
        "de_nghi: {ngay: 2023-11-05, gui: Huyện Đoàn, hinh_thuc: bieu-duong, van_ban: 12-TTr/ĐTN}",
    ),
)
def sample_documents(entry: Entry) -> Iterator[Finding]:
    """Documents of samples are numbered MINH-HOA/…; a real record has no such number."""
    for loc, number in _documents(entry):
        if entry.sample and not number.startswith(SAMPLE_MARK):
            yield Finding("DVK320", loc, f"Bài minh họa không được ghi số văn bản như thật: “{number}”.",
                          "", Remedy("value", quoted(SAMPLE_MARK + number)))  # fmt: skip
        if not entry.sample and number.startswith(SAMPLE_MARK):
            yield Finding(
                "DVK320",
                loc,
                f"“{number}” là số văn bản của bài minh họa.",
                "Ghi số văn bản thật, hoặc bỏ mục này.",
                Remedy("delete"),
            )


def _documents(section: BaseModel, where: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield every document number below a section."""
    fields = type(section).model_fields
    for name, value in section.__dict__.items():
        if isinstance(value, BaseModel):
            yield from _documents(value, (*where, fields[name].alias or name))
        elif type(value) is list:
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _documents(item, (*where, fields[name].alias or name, index))
        elif name == "document" and value:
            yield (*where, fields[name].alias or name), value
