"""New activities, the plan of their year, and meetings that are held within an activity."""

from db import queries, rulebook, tree
from db.branch import Book, due
from db.drafting.attendance import as_chair, attendee, usual_chair
from db.drafting.meetings import new_meeting
from db.records import spec
from db.records.activity import ActivityCategory
from db.records.meeting import MeetingKind
from db.spec import Tree
from db.workdays import planned_day

_ACTIVITY, _PLAN = spec("activity"), spec("activity_plan")
_COPIED = ("title", "category", "place", "organiser", "owner", "owner_name")


def fixed_items(branch: str) -> list[str]:
    """Return the fixed items of the branch's activities: its own list, else the usual one."""
    own = queries.fixed_items(branch)
    return own or list(rulebook.versions()["activity.fixed"][-1].lists["items"])


def new_activity(
    branch: str, day: str, plan_row: Tree | None = None, planned_on: str | None = None
) -> Tree:
    """Return a draft of an activity on an ISO day: numbered, with everyone due ticked present.

    ``planned_on`` is the day that was fixed for it, else that of the plan, else of the branch's
    own rule. ``plan_row`` is the month's line of the plan, looked up when it is not given.
    """
    organisation = queries.organisation(branch)
    month = planned_on or day
    row = plan_row or queries.planned_activity(branch, int(month[:4]), int(month[5:7])) or {}
    fixed = planned_day(
        int(month[:4]),
        int(month[5:7]),
        organisation["activity_day"],
        organisation["activity_shift"],
    ).day
    planned = planned_on or row.get("planned_on") or fixed
    year = int(planned[:4])
    roster = Book(branch).roster(day)
    record = tree.blank(
        _ACTIVITY,
        organisation=branch,
        year=year,
        month=int(planned[5:7]),
        number=queries.next_activity_number(branch, year),
        title=row.get("title") or "",
        category=row.get("category") or str(ActivityCategory.STUDY),
        planned_on=planned,
        held_on=day,
        place=row.get("place") or organisation["place"],
        organiser=row.get("organiser") or "",
        attendance=[attendee(entry) for entry in due(roster, _ACTIVITY.name)],
        fixed_items=[
            tree.blank_line(_ACTIVITY.line("fixed_items"), name=name, done=False)
            for name in fixed_items(branch)
        ],
    )
    chair = usual_chair(roster, MeetingKind.GENERAL, None)
    return record if chair is None else record | as_chair(chair)


def new_plan(branch: str, year: int, copy_of: Tree | None = None) -> Tree:
    """Return the plan of a year with its twelve months, each on the branch's own day.

    From ``copy_of``, the plan of an earlier year, come themes, categories, places and people, the
    latter while they are in the branch; its dates and reasons do not.
    """
    organisation, book = queries.organisation(branch), Book(branch)
    earlier = {row["month"]: row for row in (copy_of or {"months": []})["months"]}
    months = []
    for month in range(1, 13):
        day = planned_day(
            year, month, organisation["activity_day"], organisation["activity_shift"]
        ).day
        copied = {key: earlier[month][key] for key in _COPIED} if month in earlier else {}
        owner = copied.get("owner")
        if owner and owner not in {entry.member for entry in book.roster(day)}:
            copied |= {"owner": None, "owner_name": ""}
        line = tree.blank_line(_PLAN.line("months"), month=month, planned_on=day)
        months.append(line | copied)
    return tree.blank(_PLAN, organisation=branch, year=year, months=months)


def counted_as(activity: Tree, kind: str, group: str | None = None) -> Tree:
    """Return a draft of the meeting that was held within an activity, linked to it.

    Day, place, recorder and who was there, with the reasons, are taken over; no text is: a meeting
    has a record of its own.
    """
    record = new_meeting(activity["organisation"], kind, activity["held_on"], group)
    record |= {"activity": activity["uid"], "place": activity["place"] or record["place"]}
    noted = {row["member"]: row for row in activity["attendance"]}
    kept = ("state", "reason", "reason_late", "makeup")
    record["attendance"] = [
        row | {key: noted[row["member"]][key] for key in kept} if row["member"] in noted else row
        for row in record["attendance"]
    ]
    if activity["recorder"] in {row["member"] for row in record["attendance"]}:
        record |= {key: activity[key] for key in ("recorder", "recorder_name")}
    return record
