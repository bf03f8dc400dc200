"""Where stored records meet the rules: what the panel, finalising and ``zhibu check`` say.

A meeting or activity is judged by the roster and the rules of its own day, and against the records
of the thirteen months before it. What comes step by step (发展党员, 换届) says itself what does not
agree, in its own pane and here.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from db import admissions, elections, queries, rulebook, shelf, tree, workdays
from db.branch import RosterEntry, due
from db.model import dicts
from db.records import spec
from db.records.activity_plan import ActivityPlan
from db.records.meeting import MeetingKind
from db.rules import meeting
from db.rules.checks import check
from db.rules.days import plan_findings
from db.rules.likeness import fingerprint
from db.rules.meeting import MeetingFacts
from db.rules.rule import Finding
from db.rules.surroundings import (
    CommitteeItem,
    Due,
    EarlierText,
    FixedDay,
    OtherMeeting,
    Surroundings,
)
from db.shelf import Known, Shelf
from db.spec import RecordSpec, Tree

_PLAN = spec("activity_plan")
_OF_ADMISSION = "《中国共产党发展党员工作细则》"
_OF_RECORDS = "记录规范要求"


@dataclass(frozen=True)
class Inspected:
    """A stored record with what the checks found, confirmations too."""

    record_type: str
    uid: str
    organisation: str
    held_on: str | None
    heading: str
    findings: tuple[Finding, ...]


def findings(kind: RecordSpec, record: Tree, today: str) -> list[Finding]:
    """Check the tree of a meeting, an activity or a plan, saved or not, on the ISO day ``today``.

    Nothing is said of records of any other type.
    """
    now = dt.date.fromisoformat(today)
    kept = shelf.current()
    if kind is _PLAN:
        return _plan(record, kept, now)
    if kind not in shelf.KINDS:
        return []
    facts = meeting.facts(record)
    branch = record.get("organisation") or ""
    earlier = kept.before(facts.held_on, branch, facts.kind) if facts.held_on else []
    return _judge(facts, branch, earlier, kept, now)


def findings_for_all(today: str, branch: str | None = None) -> list[Inspected]:
    """Check every living meeting, activity and plan of the file or of one branch, oldest first.

    After them come the plans, then admissions and elections.
    """
    kept, now = shelf.current(), dt.date.fromisoformat(today)
    known = kept.everything()
    dated = [one for one in known if one.facts.held_on is not None]
    days = [one.facts.held_on or dt.date.min for one in dated]
    found = []
    for one in known:
        if branch not in (None, one.organisation):
            continue
        day = one.facts.held_on
        near = dated[bisect_left(days, day - shelf.BACK) : bisect_right(days, day)] if day else []
        said = _judge(one.facts, one.organisation, near, kept, now)
        held_on = day.isoformat() if day else None
        found.append(
            _inspected(one.kind, one.facts.uid, one.organisation, held_on, one.heading, said)
        )
    query = ActivityPlan.select(ActivityPlan.uid).where(ActivityPlan.deleted_at.is_null())
    uids = [row["uid"] for row in dicts(query.order_by(ActivityPlan.year))]
    for plan in tree.dump_many(_PLAN, uids).values():
        if branch in (None, plan["organisation"]):
            said = _plan(plan, kept, now)
            heading = _PLAN.heading(plan)
            found.append(
                _inspected(_PLAN, plan["uid"], plan["organisation"], plan["made_on"], heading, said)
            )
    branches = [row["uid"] for row in queries.branches()] if branch is None else [branch]
    return found + [each for uid in branches for each in _step_by_step(uid, today)]


def _step_by_step(branch: str, today: str) -> Iterator[Inspected]:
    """Yield what admissions and elections say of themselves; their day is that of the last step."""
    for person in admissions.applicants(branch, today):
        said = [Finding("", "warn", text, _OF_ADMISSION) for text in person.doubts]
        yield _stepped(admissions.KIND, person.record, said)
    for election in elections.elections(branch, today):
        said = [
            Finding("", "warn", each.text, each.source or _OF_RECORDS, (each.field,))
            for each in election.doubts
        ]
        yield _stepped(elections.KIND, election.record, said)


def _stepped(kind: RecordSpec, record: Tree, said: list[Finding]) -> Inspected:
    days = [row["done_on"] for row in record["steps"] if row["done_on"]]
    day = max(days, default=None)
    return _inspected(kind, record["uid"], record["organisation"], day, kind.heading(record), said)


def findings_of_period(branch: str, begin: str, end: str, today: str) -> Iterator[Inspected]:
    """Check one after the other the branch's living records of a half-open period, oldest first.

    A plan belongs to the period that holds the first of January of its year. Nothing is read before
    it is asked for, so a window may take a few at a time.
    """
    for _day, kind, uid in sorted(_in_period(branch, begin, end), key=lambda row: row[0]):
        record = tree.dump_many(kind, [uid]).get(uid)
        if record is not None:
            day = record["made_on"] if kind is _PLAN else record["held_on"]
            said = findings(kind, record, today)
            yield _inspected(kind, uid, branch, day, kind.heading(record), said)


def _in_period(branch: str, begin: str, end: str) -> Iterator[tuple[str, RecordSpec, str]]:
    for kind in shelf.KINDS:
        model: Any = kind.model
        query = model.select(model.uid, model.held_on).where(
            model.organisation == branch,
            model.deleted_at.is_null(),
            model.held_on >= begin,
            model.held_on < end,
        )
        for row in dicts(query):
            yield row["held_on"], kind, row["uid"]
    for year, uid in _plans(branch):
        if begin <= f"{year}-01-01" < end:
            yield f"{year}-01-01", _PLAN, uid


def _plans(branch: str) -> Iterator[tuple[int, str]]:
    query = ActivityPlan.select(ActivityPlan.uid, ActivityPlan.year).where(
        ActivityPlan.organisation == branch, ActivityPlan.deleted_at.is_null()
    )
    for row in dicts(query):
        yield row["year"], row["uid"]


def _inspected(
    kind: RecordSpec,
    uid: str,
    organisation: str,
    day: str | None,
    heading: str,
    said: Iterable[Finding],
) -> Inspected:
    return Inspected(kind.name, uid, organisation, day, heading, tuple(said))


def _judge(
    facts: MeetingFacts, branch: str, earlier: list[Known], kept: Shelf, today: dt.date
) -> list[Finding]:
    around = _surroundings(facts, branch, earlier, kept, today)
    return check(facts, around, rulebook.rules_on(facts.held_on or today))


def _surroundings(
    facts: MeetingFacts, branch: str, earlier: list[Known], kept: Shelf, today: dt.date
) -> Surroundings:
    day = facts.held_on
    if day is None or not branch:
        return _calendar(today)
    roster = kept.roster(branch, day.isoformat())
    others = [known for known in earlier if known.facts.uid != facts.uid]
    own = [known for known in others if known.organisation == branch]
    return Surroundings(
        today=today,
        add_workdays=workdays.add_workdays,
        is_workday=workdays.is_workday,
        day_name=workdays.day_name,
        roster=tuple(_due(entry, facts.group) for entry in due(roster, facts.scope, facts.group)),
        officers=tuple(
            _due(entry, facts.group) for entry in roster if entry.posts or entry.leads_group
        ),
        full_members=sum(entry.category == "full" for entry in roster),
        committee_size=sum(bool(entry.posts) for entry in roster),
        same_number=kept.same_number(branch, facts),
        others=tuple(_same_day(own, day)),
        committee_items=tuple(
            CommitteeItem(known.facts.held_on, item.title)
            for known in own
            if known.facts.kind == MeetingKind.COMMITTEE and known.facts.held_on is not None
            for _, _, item in known.facts.items()
        ),
        earlier_texts=tuple(
            EarlierText(known.heading, known.facts.held_on, fingerprint(known.body))
            for known in others
            if known.facts.kind == facts.kind and known.facts.held_on is not None and known.body
        ),
        fixed_day=_activity_day(facts, branch, kept),
        listed=kept.listed(branch) if facts.final else None,
    )


def _calendar(today: dt.date) -> Surroundings:
    return Surroundings(
        today=today,
        add_workdays=workdays.add_workdays,
        is_workday=workdays.is_workday,
        day_name=workdays.day_name,
    )


def _activity_day(facts: MeetingFacts, branch: str, kept: Shelf) -> FixedDay | None:
    day = facts.planned_on or facts.held_on
    if facts.kind != "activity" or day is None:
        return None
    row = kept.planned(branch, day.year, day.month)
    planned, reason = row.get("planned_on"), row.get("moved_reason", "")
    return _fixed_day(branch, day.year, day.month, kept, planned, reason)


def _fixed_day(
    branch: str, year: int, month: int, kept: Shelf, planned: str | None = None, reason: str = ""
) -> FixedDay | None:
    """Return the branch's own day of a month; None for an organisation that is not there."""
    own = kept.organisation(branch)
    if not own:
        return None
    number, shift = own["activity_day"], own["activity_shift"]
    fixed = workdays.planned_day(year, month, number, "keep")
    shifted = workdays.planned_day(year, month, number, shift)
    return FixedDay(
        fixed=dt.date.fromisoformat(fixed.day),
        shifted=dt.date.fromisoformat(shifted.day),
        shift=shift,
        provisional=shifted.provisional,
        planned=dt.date.fromisoformat(planned) if planned else None,
        reason=reason,
    )


def _plan(record: Tree, kept: Shelf, today: dt.date) -> list[Finding]:
    branch, year = record.get("organisation") or "", record.get("year")
    if not branch or not year or not 1900 <= year <= 2100:
        return []
    months = []
    for place, row in enumerate(record["months"]):
        month = row["month"]
        fixed = _fixed_day(branch, year, month, kept) if month in range(1, 13) else None
        if fixed is not None:
            planned = dt.date.fromisoformat(row["planned_on"]) if row["planned_on"] else None
            months.append((("months", place), planned, row["moved_reason"], fixed))
    day = dt.date(year, 1, 1)
    return plan_findings(months, _calendar(today), rulebook.rules_on(day))


def _due(entry: RosterEntry, group: str) -> Due:
    return Due(
        member=entry.member,
        name=entry.display_name,
        category=entry.category,
        voting=entry.voting,
        posts=frozenset(str(post) for post in entry.posts),
        leads=entry.leads_group and entry.group == group,
        frail=entry.frail,
    )


def _same_day(own: Iterable[Known], day: dt.date) -> Iterable[OtherMeeting]:
    for known in sorted(own, key=lambda one: (one.facts.began_at or dt.time.min, one.facts.uid)):
        other = known.facts
        if other.held_on != day or other.began_at is None or other.ended_at is None:
            continue
        yield OtherMeeting(
            heading=known.heading,
            kind=other.kind,
            began_at=other.began_at,
            ended_at=other.ended_at,
            present=frozenset(row.member for row in other.attendance if row.present),
            uid=other.uid,
            activity=other.activity,
        )
