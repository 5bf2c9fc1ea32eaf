"""Law 7: what was valid stays valid on any later day, future dates are reported, new years are accepted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from danvankheo import checking, figures
from danvankheo.base.problems import Problem, Severity
from danvankheo.figures.deadlines import due_dates
from danvankheo.records.reading import load, read_movement
from danvankheo.records.registry import Record
from danvankheo.records.schema import Entry, Exemplar, Model
from laws import Cases
from reality.made_periods import MOVEMENT, any_days, block, put
from reality.made_registry import REPO, MadeRegistry, at_day, write_registry

FIRST, LAST = date(2022, 1, 5), date(2031, 12, 31)
PLAN_ENDS = 2025


def any_day(draw: Random, first: date = FIRST, last: date = LAST) -> date:
    return first + timedelta(draw.randint(0, (last - first).days))


def made_on(folder: Path, draw: Random, day: date) -> MadeRegistry:
    return write_registry(folder, draw.randint(0, 10**6), draw.choice((1, 5, 20, 40)), day=day)


def errors(problems: list[Problem]) -> list[str]:
    return [f"{p.path}:{p.line}: {p.code} {p.message}" for p in problems if p.severity is Severity.ERROR]


@pytest.mark.law(7)
def test_what_is_right_on_a_day_stays_right_whatever_is_remembered(tmp_path: Path, cases: Cases) -> None:
    for number, draw in enumerate(cases.draws(4, "registries on a day")):
        day = any_day(draw, *((FIRST, date(2022, 3, 23)) if number == 0 else (FIRST, LAST)))
        folder = made_on(tmp_path / str(number), draw, day).folder
        assert errors(checking.check(folder, today=day).problems) == []
        later = any_day(draw, day, date(2041, 1, 1))
        cases.count(2, "other days")
        for today in (later, day):
            checked = checking.check(folder, today=today)
            assert errors(checked.problems) == [], f"made for {day}, judged on {today}"
            assert checked.registry.newest_date() <= day
        earlier = any_day(draw, FIRST, day)
        remembered, anew = checking.check(folder, today=earlier).problems, load(folder, today=earlier)[1]
        assert {p.code for p in remembered if p.severity is Severity.ERROR} <= {"DVK230"}
        assert sorted(errors(remembered)) == sorted(errors(anew)), "a remembered check says what a new one says"
        assert load(folder, today=earlier)[0].newest_date() <= earlier


def years_of(record: Record[Entry]) -> set[int]:
    """Return the years that a record belongs to."""
    data = record.data
    if isinstance(data, Exemplar):
        return {data.year}
    registrations = data.guideline.registrations if isinstance(data, Model) and data.guideline else []
    return {registration.year for registration in registrations}


@pytest.mark.law(7)
def test_a_year_without_a_plan_is_published_told_and_counted_in_no_target(tmp_path: Path, cases: Cases) -> None:
    met = 0
    for number, draw in enumerate(cases.draws(4, "registries after the plan's end")):
        day = any_day(draw, date(2026, 1, 5))
        made = write_registry(tmp_path / str(number), draw.randint(0, 10**6), 40, day=day)
        registry, problems = load(made.folder, today=day)
        told = {p.path for p in problems if p.code == "DVK218"}
        groups = {**registry.models, **registry.exemplars}
        after = [r for r in groups.values() if years_of(r) and min(years_of(r)) > PLAN_ENDS]
        met += len(after)
        assert {record.path for record in after} <= told
        assert not [p for p in problems if p.code == "DVK218" and p.severity is not Severity.WARNING]
        assert not [p for p in problems if p.code == "DVK218" and re.search(r"[Ss]ửa lại năm|Ghi một năm", p.hint)]
        without = registry.without([record.path for record in after])
        for rows, others in [(figures.compute(registry, day).real.periods, figures.compute(without, day).real.periods)]:
            planned = [code for code, row in rows.items() if row.period.plan_period.has_plan]
            assert [repr(rows[code].indicators) for code in planned] == [
                repr(others[code].indicators) for code in planned
            ]
            assert max(rows[code].period.year for code in planned) <= PLAN_ENDS
    assert met, "the registries hold what this is about"


def run(folder: Path, day: date, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "danvankheo.cli", *words], cwd=folder, env={**os.environ, **at_day(day)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.law(7)
def test_every_command_answers_on_any_day_and_takes_it_for_today(tmp_path: Path, cases: Cases) -> None:
    for number, draw in enumerate(cases.draws(1, "registries through every command")):
        day = any_day(draw, *((FIRST, date(2025, 12, 31)) if number % 2 else (date(2026, 1, 1), LAST)))
        made = write_registry(tmp_path / str(number), draw.randint(0, 10**6), 5, day=day)
        settings = made.folder / "mkdocs.yml"
        settings.write_text(
            settings.read_text("utf-8").replace("samples: false", "samples: false\n      cards: false"), "utf-8"
        )
        said = f"{day:%d/%m/%Y}"
        for words, status in (
            (("check",), 0), (("office",), 0), (("report", "2022"), 0), (("report", "--period", "2022-2025"), 0),
            (("report", "2041"), 1), (("share",), 0), (("build",), 0),
        ):  # fmt: skip
            done = run(made.folder, day, *words)
            cases.count(1, "commands run")
            assert done.returncode == status, (day, words, done.stdout[-2000:], done.stderr[-2000:])
            assert "Traceback" not in done.stderr
            if words in (("office",), ("build",)):
                assert said in done.stdout, (day, words, done.stdout)
        shown = "\n".join(p.read_text("utf-8") for p in (made.folder / "site").rglob("*.html"))
        assert f"nh đến {said}" in shown
        calendar = (made.folder / "site" / "lich.ics").read_text("utf-8")
        assert not re.findall(r"DTSTART[^:]*:20(?:2[6-9]|3\d)", calendar), (
            "no deadline belongs to a year without a plan"
        )


def plans_of(draw: Random, folder: Path) -> list[str]:
    """Write one to four plans into a registry, in any order; return their blocks, the earliest first."""
    days = any_days(draw, draw.randint(1, 4), date(2022, 1, 1) + timedelta(draw.randint(0, 300)))
    blocks = [block(draw, number, each, empty=draw.random() < 0.2) for number, each in enumerate(days, 1)]
    put(folder, draw.sample(blocks, len(blocks)))
    return blocks


@pytest.mark.law(7)
def test_whatever_the_plans_each_thing_is_judged_by_the_plan_of_its_day(tmp_path: Path, cases: Cases) -> None:
    for number, draw in enumerate(cases.draws(5, "rows of plans with gaps")):
        day = any_day(draw)
        folder = made_on(tmp_path / str(number), draw, day).folder
        plans_of(draw, folder)
        registry, problems = load(folder, today=day)
        assert errors(problems) == []
        movement, found = registry.movement.data, figures.compute(registry, day)
        for row in found.periods:
            plan = row.plan_period
            assert plan.start <= row.start <= row.end <= plan.end, "a row lies in one plan, or in the time between two"
            assert (
                (movement.period_on(row.start), movement.period_on(row.end)) == (plan, plan)
                if plan.has_plan
                else (None, None)
            )
            for due in (row.list_due, row.report_due):
                assert due is None or plan.contains(due)
            for data in found.sets:
                codes = {each.plan_target.code for each in data.periods[row.code].indicators}
                assert codes == {target.code for target in plan.targets}
        ends = [(row.start, row.end) for row in found.periods]
        assert all(before[1] + timedelta(days=1) == after[0] for before, after in zip(ends, ends[1:], strict=False)), (
            "every day after the first plan's beginning has its row"
        )
        dues = due_dates(movement.periods, {slug: record.data for slug, record in registry.units.items()})
        for deadline in dues:
            plan_then = movement.period_on(deadline.day)
            assert plan_then
            assert plan_then.deadlines
            assert movement.receiver_on(deadline.day) == plan_then.report_to[0].name


@pytest.mark.law(7)
def test_a_plan_that_is_added_after_changes_nothing_of_the_earlier_ones(tmp_path: Path, cases: Cases) -> None:
    for number, draw in enumerate(cases.draws(3, "plans added after others")):
        day = any_day(draw)
        folder = made_on(tmp_path / str(number), draw, day).folder
        blocks = plans_of(draw, folder)
        registry = load(folder, today=day)[0]
        before = figures.compute(registry, day)
        last = max(period.end for period in registry.movement.data.periods)
        (days,) = any_days(draw, 1, last + timedelta(days=1))
        put(folder, [block(draw, 9, days), *blocks])
        later, problems = load(folder, today=day)
        assert errors(problems) == []
        after = figures.compute(later, day)
        assert set(later.models) == set(registry.models)
        for data, other in ((before.real, after.real), (before.samples, after.samples)):
            planned = [code for code, row in data.periods.items() if row.period.plan_period.has_plan]
            assert [repr(data.periods[code]) for code in planned] == [repr(other.periods[code]) for code in planned]


@pytest.mark.law(7)
def test_two_plans_that_share_a_day_are_told_at_both_lines(tmp_path: Path, cases: Cases) -> None:
    for number, draw in enumerate(cases.draws(20, "two plans that share a day")):
        folder = tmp_path / str(number)
        (folder / "content").mkdir(parents=True)
        (folder / MOVEMENT).write_text((REPO / MOVEMENT).read_text("utf-8"), "utf-8")
        ((start, end),) = any_days(draw, 1, date(2022, 1, 1))
        other = start + timedelta(draw.randint(0, (end - start).days))
        blocks = [block(draw, 1, (start, end)), block(draw, 2, (other, other + timedelta(draw.randint(0, 900))))]
        put(folder, draw.sample(blocks, 2))
        text = (folder / MOVEMENT).read_text("utf-8").split("\n")
        found = [problem for problem in read_movement(folder, LAST)[1] if problem.code == "DVK351"]
        assert [text[problem.line - 1].strip()[:3] for problem in found] == ["tu:", "tu:"]
        assert all("trùng ngày" in problem.message and len(problem.hint) > 20 for problem in found)


@pytest.mark.law(7)
def test_commands_answer_between_and_under_any_plans(tmp_path: Path, cases: Cases) -> None:
    for number, draw in enumerate(cases.draws(1, "rows of plans through commands")):
        day = any_day(draw, date(2024, 1, 1))
        made = write_registry(tmp_path / str(number), draw.randint(0, 10**6), 5, day=day)
        plans_of(draw, made.folder)
        settings = made.folder / "mkdocs.yml"
        settings.write_text(
            settings.read_text("utf-8").replace("samples: false", "samples: false\n      cards: false"), "utf-8"
        )
        for words in (
            ("check",),
            ("office",),
            ("report", str(day.year)),
            ("period", "2041-2045"),
            ("check",),
            ("build",),
        ):
            done = run(made.folder, day, *words)
            cases.count(1, "commands run between plans")
            assert (done.returncode, "Traceback" in done.stderr) == (0, False), (
                day,
                words,
                done.stdout[-2000:],
                done.stderr[-2000:],
            )
        calendar = (made.folder / "site" / "lich.ics").read_text("utf-8")
        movement = load(made.folder, today=day)[0].movement.data
        for said in re.findall(r"DTSTART[^:]*:(\d{8})", calendar):
            assert movement.period_on(date.fromisoformat(said)), "no deadline belongs to a day without a plan"
