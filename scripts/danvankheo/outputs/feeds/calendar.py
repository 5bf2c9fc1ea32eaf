"""The two deadlines of each year: ``lich.ics`` for calendars, and banners for the next two.

Calendars remind at nine in the morning of the day before. A build does not know on which day a page is read: a banner
holds its first and last day, and a script hides it on other days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import short_date
from danvankheo.base.text import without_marks
from danvankheo.figures.deadlines import DueDate, due_dates
from danvankheo.outputs.context import Context
from danvankheo.records.movement import DIRECT_SUPERIOR, Movement

ADDRESSES = (r"lich\.ics",)

PATH = "lich.ics"
# A whole-day event begins at midnight; nine in the morning of the day before is fifteen hours earlier.
_BEFORE = timedelta(hours=-15)
_BANNER_STANDS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Banner:
    """A reminder of a deadline. words: what is due and until when; to: the receiver; since, until: first and last day (ISO)."""

    words: str
    to: str
    since: str
    until: str


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the calendar."""
    dues = _dues(context)
    movement = context.registry.movement.data
    address = context.settings.site_url
    inputs = digest(
        repr(dues),
        repr([receiver_on(movement, due) for due in dues]),
        address,
        movement.site_name,
        context.settings.lasting_host,
        context.as_of.isoformat(),
    )
    yield Artifact(PATH, inputs, lambda: _ics(dues, address, context), "content/phong-trao.yml")


def banners(context: Context) -> tuple[Banner, ...]:
    """Return a banner for each of the next two deadlines; none when no deadline is left."""
    movement = context.registry.movement.data
    coming = [due for due in _dues(context) if due.day >= context.as_of][:2]
    return tuple(
        Banner(
            f"{title(due)}: hết ngày {short_date(due.day)}",
            receiver_on(movement, due),
            (due.day - _BANNER_STANDS).isoformat(),
            due.day.isoformat(),
        )
        for due in coming
    )


def title(due: DueDate) -> str:
    """Return what is due."""
    if due.report:
        return f"Hạn gửi báo cáo kết quả năm {due.year}"
    return f"Hạn gửi danh sách đăng ký mô hình năm {due.year}"


def receiver_on(movement: Movement, due: DueDate) -> str:
    """Return who receives what is due, as known for that day."""
    return movement.receiver_on(due.day) or DIRECT_SUPERIOR


def _dues(context: Context) -> tuple[DueDate, ...]:
    registry = context.registry
    return due_dates(registry.movement.data.periods, {slug: record.data for slug, record in registry.units.items()})


def _ics(dues: tuple[DueDate, ...], address: str, context: Context) -> bytes:
    from icalendar import Alarm, Calendar, Event

    stamp = datetime.combine(context.as_of, time(), UTC)
    host, movement = context.settings.lasting_host or "danvankheo.invalid", context.registry.movement.data
    whole = Calendar()
    for key, value in (
        ("prodid", f"-//{without_marks(movement.site_name)}//lich//VI"), ("version", "2.0"), ("method", "PUBLISH"),
        ("x-wr-calname", f"Hạn gửi {movement.quoted_name}"),
    ):  # fmt: skip
        whole.add(key, value)
    for due in dues:
        event = Event()
        event.add("uid", f"{'bao-cao' if due.report else 'dang-ky'}-{due.year}@{host}")
        event.add("dtstamp", stamp)
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))
        event.add("summary", title(due))
        receiver = receiver_on(movement, due)
        event.add("description", f"Gửi về {receiver}. Tính đến hết ngày {short_date(due.day)}.")
        if address:
            event.add("url", f"{address}chi-tieu/")
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"Ngày mai: {title(due)}")
        alarm.add("trigger", _BEFORE)
        event.add_component(alarm)
        whole.add_component(event)
    return bytes(whole.to_ical())
