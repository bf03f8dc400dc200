"""New meetings of every kind, the frame of an earlier one, and items that come to the agenda."""

from db import queries, tree
from db.branch import Book
from db.drafting.attendance import as_chair, people_of, usual_chair
from db.records import spec
from db.records.meeting import AgendaPart, HeldAs, LectureForm, MeetingKind, scope
from db.spec import LineSpec, Tree

_MEETING = spec("meeting")
_AGENDA = _MEETING.line("agenda")
_HELD_AS_ANOTHER = (MeetingKind.LIFE, MeetingKind.APPRAISAL)


def line(name: str) -> LineSpec:
    """Return the declaration of a line list of meetings, e.g. ``agenda``."""
    return _MEETING.line(name)


def new_meeting(
    branch: str, kind: str, day: str, group: str | None = None, held_as: str | None = None
) -> Tree:
    """Return a draft of that kind on an ISO day: numbered, with everyone due ticked present.

    组织生活会 and 民主评议党员 are held as ``held_as`` (a ``HeldAs`` value; else as 党员大会) and
    begin with a row for everyone who examines himself or is appraised.
    """
    roster = Book(branch).roster(day)
    record = tree.blank(
        _MEETING,
        organisation=branch,
        kind=str(kind),
        held_as=str(held_as or HeldAs.GENERAL) if kind in _HELD_AS_ANOTHER else None,
        held_on=day,
        year=int(day[:4]),
        place=queries.organisation(branch)["place"] or next(iter(queries.places(branch)), ""),
    )
    record["group"] = group if scope(record) == MeetingKind.GROUP else None
    record["number"] = queries.next_number(branch, kind, int(day[:4]), record["group"])
    record |= people_of(record, roster)
    if kind == MeetingKind.LECTURE:
        record["form"] = str(LectureForm.GATHERED)
    chair = usual_chair(roster, scope(record), record["group"])
    return record if chair is None else record | as_chair(chair)


def copy_frame(source: Tree, day: str) -> Tree:
    """Return a new draft with the people, place and agenda heads of an earlier meeting.

    The text, the votes, the resolutions, the numbers and who was away are not taken over.
    """
    record = new_meeting(
        source["organisation"], source["kind"], day, source["group"], source["held_as"]
    )
    due_now = {row["member"] for row in record["attendance"]}
    record["place"] = source["place"] or record["place"]
    record |= {key: source[key] for key in ("began_at", "notice_by")}
    if source["recorder"] in due_now:
        record |= {key: source[key] for key in ("recorder", "recorder_name")}
    if source["chair"] in due_now:
        record |= {key: source[key] for key in ("chair", "chair_name", "chair_post", "delegation")}
    record["agenda"] = [
        tree.blank_line(_AGENDA, title=item["title"], matter=item["matter"])
        for item in source["agenda"]
        if item["part"] == AgendaPart.ITEM
    ]
    return record


def agenda_item_for(item: Tree) -> Tree:
    """Return an agenda line that speaks of a listed item and points to it."""
    title = " ".join(str(item["title"]).split())
    return tree.blank_line(_AGENDA, title=title, listed_item=item["uid"])
