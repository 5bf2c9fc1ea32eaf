"""Rules on news: their unit and the entries they are about."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.text import slugify
from danvankheo.records.diagnostics import Finding, key_path
from danvankheo.records.record_index import RecordIndex, not_listed
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import NewsItem
from danvankheo.records.summary import NewsSummary


@rule("DVK301", bad="don_vi: xa-xuan-lay", good=("don_vi: xa-xuan-lai", "# không có don_vi"))
def unit_of_news_unknown(item: NewsSummary, others: RecordIndex) -> Iterator[Finding]:
    """The unit a news item names is a unit of the site."""
    if item.unit and others.units.get(item.unit) is None:
        yield others.no_unit(key_path(NewsItem, "unit"), item.unit)


@rule(
    "DVK309",
    title="Tin nhắc tới một bài không có",
    why="Mỗi mã trong lien_quan phải là một mô hình hoặc điển hình có trong kho bài.",
    how="Ghi đúng tên tệp của bài, không có .md. Bài chưa đăng hoặc đã gỡ thì ghi cũng được: trang tự bỏ qua.",
    bad="lien_quan: [duong-tranh-bich-hoaa]",
    good={
        "": "lien_quan: [duong-tranh-bich-hoa]",
        "models/duong-tranh-bich-hoa.md": "ten: Đường tranh bích họa thôn Tiên Nông",
    },
)
def about_no_entry(item: NewsSummary, others: RecordIndex) -> Iterator[Finding]:
    """The entries a news item is about are in the repository; pages leave out those that are not shown."""
    for index, slug in enumerate(item.related):
        if slug in others.models or slug in others.exemplars:
            continue
        entries = {**others.exemplars, **others.models}
        known = {each: entry.title for each, entry in entries.items() if not entry.withdrawn}
        names = {slugify(title): each for each, title in known.items()}
        names |= {former: each for each in known for former in entries[each].former_slugs}
        yield not_listed("DVK309", key_path(NewsItem, "related", index), "mô hình, điển hình", slug, known, names)
