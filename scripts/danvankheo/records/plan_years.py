"""Years of which the site has no plan: what is dated in them is taken in, published, and counts in no target."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from danvankheo.base.problems import Severity
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, at, place_name
from danvankheo.records.schema import Award, Entry, Exemplar, Model
from danvankheo.records.vocabulary import Movement

NO_PLAN = "DVK218"


def years_with_a_plan(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """A year of which the site has no plan is taken in and told: nothing dated in it counts in a target."""
    told: set[int] = set()
    for loc, year in sorted(_years(entry), key=lambda each: each[1]):
        if year not in told and not _has_plan(movement, year, loc):
            told.add(year)
            yield without_plan(movement, type(entry), loc, year, "bài vẫn đăng")


def without_plan(movement: Movement, schema: type[BaseModel], loc: Loc, year: int, kept: str) -> Finding:
    """Tell that the site has no plan of a year; what is kept of it is said in the words given."""
    lacking = f"trang này chưa nhận được kế hoạch năm {year}"
    if year < min(period.start.year for period in movement.periods):
        lacking = f"năm {year} sớm hơn mọi kế hoạch trang này đã nhận"
    message = f"{place_name(schema, loc)}: {lacking}; {kept}, chưa tính vào chỉ tiêu nào."
    return Finding(NO_PLAN, loc, message, "Không phải sửa gì nếu giấy tờ ghi đúng như vậy.", severity=Severity.WARNING)


def _has_plan(movement: Movement, year: int, loc: Loc) -> bool:
    """Tell whether a year has a plan; papers may follow within a year of the end of one."""
    follows = loc[-1] == at(Award, "day")[0] and movement.has_plan_for(year - 1)
    return movement.has_plan_for(year) or follows


def _years(entry: Entry) -> Iterator[tuple[Loc, int]]:
    """Yield the years of the movement: of registrations and people, of confirmation, putting forward, recognition."""
    if isinstance(entry, Exemplar):
        yield at(Exemplar, "year"), entry.year
    if isinstance(entry, Model):
        guideline = entry.guideline
        if guideline:
            for index, registration in enumerate(guideline.registrations):
                yield at(Model, "guideline", "registrations", index, "year"), registration.year
            if guideline.confirmation:
                yield at(Model, "guideline", "confirmation", "day"), guideline.confirmation.day.year
        if entry.put_forward:
            yield at(Model, "put_forward", "day"), entry.put_forward.day.year
    for index, award in enumerate(entry.awards):
        yield at(Entry, "awards", index, "day"), award.day.year
