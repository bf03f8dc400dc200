"""A calendar file (RFC 5545) of what a branch still has to do: reminders without a server.

An event a duty, on its planned day or its limit, for the whole day; the year's plan gives the
theme and a nearer day where it has one. The same duty has the same UID in every file, so a calendar
that reads the next file moves the event and adds none. Nobody's name leaves with it but where a
title says it.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db import due, queries, whole_file, year_plan
from db.records.year_plan import PlanKind
from db.rules.duties.model import Duty, State
from db.rules.wording import day_text
from db.rules.year_plan import PlanState
from db.spec import Tree

_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "tag:zhibu,2026:calendar")
_COMING = (State.NOT_YET, State.NOW)
_KINDS = {
    "general_meeting": PlanKind.GENERAL,
    "committee_meeting": PlanKind.COMMITTEE,
    "group_meeting": PlanKind.GROUP,
    "lecture": PlanKind.LECTURE,
    "life_meeting": PlanKind.LIFE,
    "appraisal": PlanKind.APPRAISAL,
    "activity": PlanKind.ACTIVITY,
}
_ALARMS = (dt.timedelta(days=-7, hours=9), dt.timedelta(hours=9))
"""Nine in the morning, a week before and on the day itself, from the midnight the day begins."""


@dataclass(frozen=True)
class Event:
    """One event of a whole day; ``uid`` stays the same from file to file."""

    uid: str
    day: dt.date
    summary: str
    description: str


def events(organisation: str, today: str) -> list[Event]:
    """Return what a branch has to do from the ISO day on, to the end of the year, by date.

    Of the next year, what is due by the end of January. Raises ``KeyError`` for an unknown branch.
    """
    now = dt.date.fromisoformat(today)
    until = dt.date(now.year + 1, 1, 31)
    duties = [*due.duties(organisation, now.year, today)]
    known = {(duty.code, duty.key) for duty in duties}
    duties += [
        duty
        for duty in due.duties(organisation, now.year + 1, today)
        if duty.when <= until and (duty.code, duty.key) not in known
    ]
    coming = [duty for duty in duties if duty.state in _COMING and now <= duty.when < dt.date.max]
    found = list(_joined(coming, _planned(organisation, today), organisation))
    return sorted(found, key=lambda event: (event.day, event.summary, event.uid))


def write(path: Path, organisation: str, today: str) -> int:
    """Write the calendar file of a branch; return the number of its events.

    Raises ``Refused`` when it cannot be written; an earlier file there is then still there.
    """
    coming = events(organisation, today)
    name = queries.organisation(organisation)["short_name"]
    whole_file.write(path, _calendar(coming, f"{name}应办事项", today), "日历文件")
    return len(coming)


@dataclass(frozen=True)
class _Row:
    """A row of the year's plan that is not done yet."""

    uid: str
    kind: str
    group: str
    day: dt.date
    title: str


def _planned(organisation: str, today: str) -> list[_Row]:
    plan: Tree | None = queries.year_plan_of(organisation, int(today[:4]))
    if plan is None:
        plan = year_plan.activities_alone(organisation, int(today[:4]))
    return [
        _Row(
            uid=row.line["uid"],
            kind=row.line["kind"],
            group=row.line["group"] or "",
            day=dt.date.fromisoformat(day),
            title=" ".join(row.line["title"].split()),
        )
        for row in year_plan.compared(plan, today).rows
        if row.match.state in (PlanState.OPEN, PlanState.ASIDE)
        and (day := row.day or row.line["due_on"])
        and day >= today
    ]


def _joined(duties: Sequence[Duty], rows: list[_Row], organisation: str) -> Iterator[Event]:
    """Yield an event for each duty, with day and theme of the plan, then what else is planned."""
    for duty in duties:
        event = _event(duty, organisation)
        own = next((row for row in rows if _of(row, duty)), None)
        if own is not None:
            rows.remove(own)
            title = f"：{own.title}" if own.title else ""
            event = replace(event, day=own.day, summary=f"{event.summary}{title}")
        yield event
    for row in rows:
        if row.kind != PlanKind.ACTIVITY:
            label = PlanKind(row.kind).label
            title = row.title if row.kind == PlanKind.OTHER and row.title else ""
            summary = title or label + (f"：{row.title}" if row.title else "")
            yield Event(_uid(organisation, "plan", row.uid), row.day, summary, "年度计划安排。")


def _of(row: _Row, duty: Duty) -> bool:
    kind = _KINDS.get(duty.code)
    same = kind is not None and row.kind == kind
    group = duty.subject if duty.code == "group_meeting" else ""
    return same and row.group == group and duty.begins <= row.day <= (duty.due_by or row.day)


def _event(duty: Duty, organisation: str) -> Event:
    limit = f"时限：{day_text(duty.due_by)}" if duty.due_by is not None else "没有规定时限"
    said = [limit, f"依据：{duty.article}"]
    if duty.need > 1:
        said.append(f"进度：{duty.have}/{duty.need}")
    if duty.planned_on is not None:
        said.append(duty.reason)
    period = "" if duty.period.endswith("年") else duty.period
    summary = f"{duty.title}（{period}）" if period else duty.title
    uid = _uid(organisation, duty.code, duty.key)
    return Event(uid, duty.when, summary, "\n".join(line for line in said if line))


def _uid(*parts: str) -> str:
    return f"{uuid.uuid5(_OURS, '/'.join(parts))}@zhibu"


def _calendar(coming: Sequence[Event], name: str, today: str) -> bytes:
    """Return the file's bytes: UTF-8, CRLF, lines folded at 75 octets (RFC 5545, 3.1)."""
    import icalendar  # loads slowly, and nothing else needs it

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//zhibu//支部工作台//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    stamp = dt.datetime.combine(dt.date.fromisoformat(today), dt.time(), dt.UTC)
    for each in coming:
        event = icalendar.Event()
        event.add("uid", each.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + dt.timedelta(days=1))
        event.add("summary", each.summary)
        event.add("description", each.description)
        event.add("transp", "TRANSPARENT")
        for before in _ALARMS:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", each.summary)
            alarm.add("trigger", before)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
