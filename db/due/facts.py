"""Reads what the duties of one branch and year are judged by, in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from db import admissions, dates, dues, workdays
from db.branch import Book, RestrictionKind, Tenure
from db.due.kept import letters_noted
from db.due.limits import items
from db.model import dicts
from db.records.absence import ABSENCE, Absence
from db.records.activity import Activity, ActivityAttendance
from db.records.activity import heading as activity_heading
from db.records.activity_plan import ACTIVITY_PLAN, ActivityPlan, PlannedActivity
from db.records.duty_note import DutyNote
from db.records.held import AttendanceState, Status
from db.records.meeting import Attendance, Meeting
from db.records.meeting import heading as meeting_heading
from db.records.talk import TALK, Talk
from db.records.year_plan import YEAR_PLAN
from db.records.year_summary import YEAR_SUMMARY, YearSummary
from db.rules.duties.model import (
    Branch,
    Fact,
    Facts,
    Group,
    Held,
    Person,
    Planned,
    Span,
    Term,
)
from db.rules.period import add_months
from db.spec import Tree
from db.systems import LEDGERS


def gather(branch: Tree, book: Book, year: int) -> Facts:
    """Return the facts of a branch (its root row) for the duties of a year."""
    uid = branch["uid"]
    dues_from = dues.first_month(uid)
    return Facts(
        branch=Branch(
            lives=Span(_day(branch["founded_on"]), _day(branch["dissolved_on"])),
            people=tuple(_people(book)),
            groups=tuple(
                Group(g.uid, g.name, Span(_day(g.founded_on), _day(g.dissolved_on)))
                for g in book.groups
            ),
            terms=tuple(_terms(book, branch["term_years"])),
            planned=_planned(branch, year),
        ),
        add_workdays=workdays.add_workdays,
        records=(
            *_meetings(uid, year),
            *_activities(uid, year),
            *_talks(uid, year),
            *_ledgers(uid, year),
            *_made_up(uid, year),
            *_plans(uid, year),
            *_noted(uid, book, dues_from),
            *_dues(uid, book, year, dues_from),
            *_steps(uid),
            *_summaries(uid),
        ),
        items=tuple(items(uid, year)),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _people(book: Book) -> Iterator[Person]:
    for tenure in book.tenures():
        if tenure.member.joined_on:  # without it nobody stands on a roster
            yield _person(tenure)


def _person(tenure: Tenure) -> Person:
    joined, full = tenure.member.joined_on, tenure.member.full_on
    uncounted = [s for s in tenure.restrictions if s.holds[0] == RestrictionKind.NOT_COUNTED]
    return Person(
        uid=tenure.member.uid,
        name=tenure.name,
        here=tuple(Span(_day(s.began_on), _day(s.ended_on)) for s in tenure.here),
        joined_on=dates.first_day(joined) if joined else None,
        full_on=dates.first_day(full) if full else None,
        vague=joined is not None and len(joined) < len("2026-03-27"),
        frail=bool(tenure.member.frail),
        uncounted=tuple(Span(_day(s.began_on), _day(s.ended_on)) for s in uncounted),
        posts=tuple(Held(_day(s.began_on), _day(s.ended_on), s.holds[0]) for s in tenure.posts),
    )


def _terms(book: Book, years: int) -> Iterator[Term]:
    for term in book.terms():
        began = _day(term.began_on)
        if began is not None:
            due_on = _day(term.due_on) or add_months(began, 12 * years)
            yield Term(term.uid, term.number, began, due_on, _day(term.elected_on))


def _planned(branch: Tree, year: int) -> dict[int, Planned]:
    """Return the activity's day of each month: as planned, else by the branch's own rule."""
    query = (
        PlannedActivity.select(PlannedActivity)
        .join(ActivityPlan)
        .where(
            ActivityPlan.organisation == branch["uid"],
            ActivityPlan.year == year,
            ActivityPlan.deleted_at.is_null(),
        )
    )
    own = {row["month"]: row for row in dicts(query) if row["planned_on"]}
    return {month: _planned_day(branch, year, month, own.get(month)) for month in range(1, 13)}


def _planned_day(branch: Tree, year: int, month: int, own: Tree | None) -> Planned:
    if own is not None:
        reason = f"，改期原因：{own['moved_reason']}" if own["moved_reason"] else ""
        return _told(dt.date.fromisoformat(own["planned_on"]), reason)
    found = workdays.planned_day(year, month, branch["activity_day"], branch["activity_shift"])
    off = f"，当天是{found.name + '假期' if found.name else '休息日'}" if found.off else ""
    return _told(dt.date.fromisoformat(found.day), off + ("，暂算" if found.provisional else ""))


def _told(day: dt.date, more: str) -> Planned:
    return Planned(day, f"定在{day.month}月{day.day}日（{workdays.weekday_text(day)}）{more}")


def _meetings(branch: str, year: int) -> Iterator[Fact]:
    columns = (
        Meeting.uid,
        Meeting.kind,
        Meeting.group,
        Meeting.year,
        Meeting.number,
        Meeting.title,
        Meeting.status,
        Meeting.held_on,
        Meeting.activity,
        Meeting.lecturer,
        Meeting.hours,
        Meeting.entered_at,
    )
    here = (Meeting.organisation == branch, Meeting.year == year, Meeting.deleted_at.is_null())
    present = _present(Attendance, Meeting, here)
    for row in dicts(Meeting.select(*columns).where(*here)):
        if row["held_on"]:
            yield Fact(
                kind=row["kind"],
                heading=meeting_heading(row),
                group=row["group"] or "",
                occasion=row["activity"] or "",
                lecturer=row["lecturer"] or "",
                **_occasion(row, present),
            )


def _activities(branch: str, year: int) -> Iterator[Fact]:
    columns = (
        Activity.uid,
        Activity.year,
        Activity.month,
        Activity.title,
        Activity.status,
        Activity.held_on,
        Activity.hours,
        Activity.entered_at,
    )
    here = (Activity.organisation == branch, Activity.year == year, Activity.deleted_at.is_null())
    present = _present(ActivityAttendance, Activity, here)
    for row in dicts(Activity.select(*columns).where(*here)):
        if row["held_on"] and row["month"]:
            yield Fact(
                kind="activity",
                heading=activity_heading(row),
                on=dt.date(row["year"], row["month"], 1),
                **_occasion(row, present),
            )


def _occasion(row: Tree, present: Mapping[str, set[str]]) -> dict[str, Any]:
    return {
        "day": dt.date.fromisoformat(row["held_on"]),
        "uid": row["uid"],
        "counts": row["status"] != Status.DRAFT,
        "members": frozenset(present.get(row["uid"], ())),
        "hours": row["hours"] or 0,
        "entered_on": _day(row["entered_at"][:10]),
    }


def _present(attendance: Any, record: Any, here: tuple[Any, ...]) -> Mapping[str, set[str]]:
    """Return who was present at the occasions that give hours, by their uid."""
    query = (
        attendance.select(attendance.record, attendance.member)
        .join(record)
        .where(*here, record.hours > 0, attendance.state == AttendanceState.PRESENT)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in dicts(query):
        found[row["record"]].add(row["member"])
    return found


def _talks(branch: str, year: int) -> Iterator[Fact]:
    columns = (
        Talk.uid,
        Talk.held_on,
        Talk.talker,
        Talk.listener,
        Talk.talker_name,
        Talk.listener_name,
        Talk.entered_at,
    )
    query = Talk.select(*columns).where(
        Talk.organisation == branch, Talk.year == year, Talk.deleted_at.is_null()
    )
    for row in dicts(query):
        if row["held_on"]:
            yield Fact(
                kind="talk",
                day=dt.date.fromisoformat(row["held_on"]),
                uid=row["uid"],
                heading=TALK.heading(row),
                members=frozenset(filter(None, (row["talker"], row["listener"]))),
                entered_on=_day(row["entered_at"][:10]),
            )


def _ledgers(branch: str, year: int) -> Iterator[Fact]:
    """Yield the records of ledgers that give hours to the people who are named as present."""
    for kind in LEDGERS:
        assert kind.ledger is not None
        if not kind.ledger.hours:
            continue
        model: Any = kind.model
        day, hours = getattr(model, kind.day), getattr(model, kind.ledger.hours)
        here = (
            model.organisation == branch,
            day.between(f"{year}-01-01", f"{year}-12-31"),
            hours > 0,
            model.deleted_at.is_null(),
        )
        line: Any = kind.line(kind.ledger.attendees).model
        present: dict[str, set[str]] = defaultdict(set)
        for row in dicts(line.select(line.record, line.member).join(model).where(*here)):
            if row["member"]:
                present[row["record"]].add(row["member"])
        for row in dicts(model.select().where(*here)):
            yield Fact(
                kind=kind.name,
                day=dt.date.fromisoformat(row[kind.day]),
                uid=row["uid"],
                heading=kind.heading(row),
                members=frozenset(present.get(row["uid"], ())),
                hours=row[kind.ledger.hours],
                entered_on=_day(row["entered_at"][:10]),
            )


def _made_up(branch: str, year: int) -> Iterator[Fact]:
    """Yield what was made up for with hours of its own: they count for the one who did it."""
    query = Absence.select().where(
        Absence.organisation == branch,
        Absence.made_up_on.between(f"{year}-01-01", f"{year}-12-31"),
        Absence.hours > 0,
        Absence.deleted_at.is_null(),
    )
    for row in dicts(query):
        if row["member"]:
            yield Fact(
                kind="absence",
                day=dt.date.fromisoformat(row["made_up_on"]),
                uid=row["uid"],
                heading=ABSENCE.heading(row),
                members=frozenset({row["member"]}),
                hours=row["hours"],
                entered_on=_day(row["entered_at"][:10]),
            )


def _plans(branch: str, year: int) -> Iterator[Fact]:
    """Yield the plans as made and as filed; one without a day of its making is a draft."""
    first = dt.date(year, 1, 1)
    for kind in (YEAR_PLAN, ACTIVITY_PLAN):
        model: Any = kind.model
        query = model.select().where(
            model.organisation == branch, model.year == year, model.deleted_at.is_null()
        )
        for row in dicts(query):
            made, filed = _day(row["made_on"]), _day(row["filed_on"])
            given = {"uid": row["uid"], "heading": kind.heading(row), "on": first}
            yield Fact(kind="plan", day=made or first, counts=made is not None, **given)
            if filed is not None:
                yield Fact(kind="plan_filed", day=filed, **given)


def _noted(branch: str, book: Book, dues_from: dt.date | None) -> Iterator[Fact]:
    """Yield the notes; from the month on in which the ledger of dues begins it counts alone."""
    for fact in _notes(branch, {t.member.uid: t.member.name for t in book.tenures()}):
        if fact.code != "dues" or dues_from is None or fact.placed < dues_from:
            yield fact


def _dues(branch: str, book: Book, year: int, dues_from: dt.date | None) -> Iterator[Fact]:
    """Yield the months of the ledger in which nobody owes anything any more."""
    if dues_from is None or dues_from.year > year:
        return
    given = dues.ledger(branch, year, f"{year}-12-31", book)
    for month, (day, uid) in dues.collected(given).items():
        first = dt.date(year, month, 1)
        yield Fact(
            kind="note", day=day, uid=uid, on=first, code="dues", heading=f"{month}月党费收齐"
        )


def _steps(branch: str) -> Iterator[Fact]:
    """Yield the steps of 发展党员 and the letters as they stand in their ledgers, like notes."""
    noted = (*admissions.steps_noted(branch), *letters_noted(branch))
    for code, day, uid, about, name in noted:
        done = dt.date.fromisoformat(day)
        yield Fact(kind="note", day=done, uid=uid, heading=name, code=code, about=about)
    for day, uid, name in admissions.given_up(branch):
        yield Fact(kind="ended", day=dt.date.fromisoformat(day), uid=uid, heading=name)


def _summaries(branch: str) -> Iterator[Fact]:
    """Yield the summaries of years that were settled."""
    query = YearSummary.select().where(
        YearSummary.organisation == branch,
        YearSummary.finished_on.is_null(is_null=False),
        YearSummary.deleted_at.is_null(),
    )
    for row in dicts(query):
        yield Fact(
            kind="note",
            day=dt.date.fromisoformat(row["finished_on"]),
            uid=row["uid"],
            heading=YEAR_SUMMARY.heading(row),
            on=dt.date(row["year"], 12, 1),
            code="summary",
            entered_on=_day(row["entered_at"][:10]),
        )


def _notes(branch: str, names: Mapping[str, str]) -> Iterator[Fact]:
    """Yield every note of the branch: a step of years ago may be the one before the next.

    Its heading is the name of the person, who may have become a member between two steps.
    """
    query = DutyNote.select().where(DutyNote.organisation == branch, DutyNote.deleted_at.is_null())
    for row in dicts(query.order_by(DutyNote.done_on, DutyNote.entered_at)):
        if row["done_on"]:
            yield Fact(
                kind="note",
                day=dt.date.fromisoformat(row["done_on"]),
                uid=row["uid"],
                heading=names.get(row["member"] or "", row["name"]),
                on=dt.date(row["year"], row["month"] or 1, 1),
                code=row["code"],
                about=row["about"] or row["member"] or row["name"],
                entered_on=_day(row["entered_at"][:10]),
            )
