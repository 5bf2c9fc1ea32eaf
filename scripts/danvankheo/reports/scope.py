"""What a report looks at: some rows, all units or one, the real data or the samples; and the lists both kinds share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danvankheo.base.locale import join_words, number, short_date
from danvankheo.figures import DataSet, Figures, Row, RowFigures
from danvankheo.outputs.pages.figure_views import short_name
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Exemplar, Model
from danvankheo.reports.parts import Block, Gap, Section, Table, Text

DOTS = "…" * 24


@dataclass(frozen=True)
class Scope:
    """Rows, units and data set of one report."""

    registry: Registry
    figures: Figures
    rows: tuple[Row, ...]
    unit: str | None
    sample: bool

    @property
    def data(self) -> DataSet:
        """The figures over the data set."""
        return self.figures.of(sample=self.sample)

    @property
    def found(self) -> tuple[RowFigures, ...]:
        """The figures of the rows, oldest first."""
        return tuple(self.data.rows[row.code] for row in self.rows)

    @property
    def known(self) -> bool:
        """Tell whether the data set knows anything of the rows and units."""
        if self.unit is None:
            return any(row.known for row in self.found) or bool(self.people)
        own = self.registry.units[self.unit].data
        years = [own.years[row.year] for row in self.rows if row.year in own.years]
        return any(each.sample is self.sample for each in years) or bool(self.models or self.people)

    @property
    def span(self) -> str:
        """The time in words: "năm 2023", "giai đoạn 2022 – 2025"."""
        first, last = self.rows[0].year, self.rows[-1].year
        return f"năm {first}" if first == last else f"giai đoạn {first} – {last}"

    def within(self, day: date | None) -> bool:
        """Tell whether something dated happened in the rows and was known on the day of the figures."""
        return day is not None and self.rows[0].start <= day <= min(self.rows[-1].end, self.figures.as_of)

    def mine(self, unit: str) -> bool:
        """Tell whether the report speaks of the unit."""
        return unit == self.unit if self.unit else any(unit in row.units for row in self.rows)

    @property
    def models(self) -> tuple[Record[Model], ...]:
        """The models that count in a row, each once, in the registry's order."""
        counting = {
            slug
            for row in self.found
            for unit, slugs in row.tally.counting.items()
            if self.mine(unit)
            for slug in slugs
        }
        return tuple(record for slug, record in self.registry.models.items() if slug in counting)

    @property
    def people(self) -> tuple[Record[Exemplar], ...]:
        """The exemplars of the years."""
        years = {row.year for row in self.rows}
        return tuple(
            each for each in self.registry.exemplars.values()
            if each.data.sample is self.sample and each.data.year in years and self.mine(each.data.unit)
        )  # fmt: skip

    def name(self, slug: str) -> str:
        """Return a unit's short name."""
        return short_name(self.registry.units[slug].data)

    def names(self, slugs: Iterable[str]) -> str:
        """Return units as a list of words."""
        return join_words([self.name(slug) for slug in slugs])


def publicity(scope: Scope) -> tuple[Block, ...]:
    """Return what was published and shared in the time."""
    entries = [
        each.data
        for group in (scope.registry.models, scope.registry.exemplars)
        for each in group.values()
        if each.data.sample is scope.sample and scope.mine(each.data.unit)
    ]
    published = sum(scope.within(entry.published) for entry in entries)
    shares = Counter(share.channel.label for entry in entries for share in entry.shares if scope.within(share.day))
    if not published and not shares:
        return (Gap("Chưa có số liệu về tin bài đã đăng, đã chia sẻ trong thời gian này."),)
    told = join_words([f"{number(count)} lượt trên {channel}" for channel, count in sorted(shares.items())])
    words = f"Đã đăng {number(published)} bài về tập thể, cá nhân điển hình trên trang của phong trào."
    return (Text(words + (f" Đã chia sẻ {told}." if told else "")),
            *(() if told else (Gap("Chưa ghi nhận lượt chia sẻ nào trên các kênh."),)))  # fmt: skip


def field_results(scope: Scope) -> Section:
    """Return section III: the models of each field, main field only."""
    blocks: list[Block] = []
    for place, (slug, field) in enumerate(scope.registry.fields.items(), 1):
        own = [record.data for record in scope.models if record.data.field == slug]
        blocks.append(Text(f"{place}. {field.data.name}", head=True))
        if not own:
            blocks.append(
                Gap("Chưa có hồ sơ mô hình nào đang thực hiện hoặc hoàn thành ở lĩnh vực này trong thời gian báo cáo.")
            )
            continue
        blocks.append(
            Text(f"Có {number(len(own))} mô hình đang thực hiện, đã hoàn thành hoặc còn hoạt động trong thời gian này.")
        )
        lines = tuple((number(n), model.title, scope.name(model.unit), model.status.label, model.summary or "Chưa có tóm tắt")
                      for n, model in enumerate(own, 1))  # fmt: skip
        blocks.append(Table("", ("TT", "Mô hình", "Đơn vị", "Trạng thái", "Tóm tắt"), lines, (1.0, 4.2, 2.4, 2.2, 6.7)))
    return Section("III. KẾT QUẢ THEO BỐN LĨNH VỰC", tuple(blocks))


def praised(scope: Scope) -> Section:
    """Return section IV: recognitions dated in the time, and the people of its years."""
    awards = [
        (award.day, record.data.title, scope.name(record.data.unit), award)
        for group in (scope.registry.models, scope.registry.exemplars)
        for record in group.values()
        if record.data.sample is scope.sample and scope.mine(record.data.unit)
        for award in record.data.awards
        if scope.within(award.day)
    ]
    awards.sort(key=lambda each: (each[0], each[1]))
    lines = tuple((title, unit, f"{award.form.label} ({award.level.label.lower()})", award.body, short_date(day))
                  for day, title, unit, award in awards)  # fmt: skip
    blocks: list[Block] = [Text("1. Tập thể, mô hình, cá nhân được công nhận, biểu dương, khen thưởng", head=True)]
    blocks.append(
        Table("", ("Mô hình, cá nhân", "Đơn vị", "Hình thức", "Cơ quan", "Ngày"), lines, (4.6, 2.4, 3.2, 3.6, 2.7))
        if lines else Gap("Chưa có hồ sơ ghi việc công nhận, biểu dương, khen thưởng trong thời gian này.")
    )  # fmt: skip
    blocks.append(Text("2. Cá nhân điển hình", head=True))
    people = [each.data for each in scope.people]
    blocks += [
        Text(f"- {each.title}, {scope.name(each.unit)} ({each.year}). {each.summary or ''}".rstrip()) for each in people
    ]
    if not people:
        blocks.append(Gap("Chưa có hồ sơ cá nhân điển hình của thời gian này."))
    return Section("IV. TẬP THỂ, CÁ NHÂN ĐIỂN HÌNH", tuple(blocks))


def weak_points(gaps: list[Block]) -> Section:
    """Return section V: what is missing as the data tell it; the causes are for people to write."""
    shown: list[Block] = [Text("1. Hạn chế về kết quả và số liệu", head=True)]
    shown += gaps or [Text("Các số liệu theo Kế hoạch đã có đủ.")]
    shown += [Text("2. Nguyên nhân (đơn vị lập báo cáo bổ sung)", head=True), Text(DOTS)]
    return Section("V. HẠN CHẾ, NGUYÊN NHÂN", tuple(shown))


def next_steps(work: list[str]) -> Section:
    """Return section VI: what follows from the gaps, and room for proposals."""
    shown: list[Block] = [Text("1. Phương hướng", head=True), *(Text(f"- {each}") for each in work)]
    shown += [Text(DOTS), Text("2. Đề xuất, kiến nghị (đơn vị lập báo cáo bổ sung)", head=True), Text(DOTS)]
    return Section("VI. PHƯƠNG HƯỚNG, ĐỀ XUẤT", tuple(shown))
