"""What a new meeting begins with: who is due on the day, its number, the frame of an earlier one.

Nothing here writes; each function returns a tree for the form. Texts are never copied from one
meeting to another: a frame is people, place and the heads of the agenda.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from db import queries, tree
from db.branch import Book, Post, RosterEntry, due
from db.records import spec
from db.records.meeting import AgendaPart, AttendanceState, MeetingKind
from db.spec import LineSpec, Tree

_MEETING = spec("meeting")
_LINES = {line.name: line for line in _MEETING.all_lines}


@dataclass(frozen=True)
class Derived:
    """A tree whose attendance follows the roster of its day, and what that changed, in words."""

    tree: Tree
    said: tuple[str, ...]


def line(name: str) -> LineSpec:
    """Return the declaration of a line list of meetings, e.g. ``agenda``."""
    return _LINES[name]


def new_meeting(branch: str, kind: str, day: str, group: str | None = None) -> Tree:
    """Return a draft of that kind on an ISO day: numbered, with everyone due ticked present."""
    book = Book(branch)
    roster = book.roster(day)
    record = tree.blank(
        _MEETING,
        organisation=branch,
        kind=str(kind),
        group=group,
        held_on=day,
        year=int(day[:4]),
        number=queries.next_number(branch, kind, int(day[:4]), group),
        place=queries.organisation(branch)["place"] or next(iter(queries.places(branch)), ""),
    )
    record["attendance"] = [attendee(entry) for entry in due(roster, kind, group)]
    if kind == MeetingKind.LECTURE:
        record["form"] = "gathered"
    chair = _usual_chair(roster, kind, group)
    if chair is not None:
        record |= as_chair(chair)
    return record


def attendee(entry: RosterEntry) -> Tree:
    """Return the attendance line of a person who is due, present until said otherwise."""
    return tree.blank_line(
        _LINES["attendance"],
        member=entry.member,
        name=entry.display_name,
        post=entry.post,
        category=entry.category,
        voting=entry.voting,
        state=str(AttendanceState.PRESENT),
    )


def as_chair(entry: RosterEntry) -> Tree:
    """Return the values that make a person the chair, with the post held on the day."""
    branch_post = f"支部{entry.post}" if entry.posts else entry.post
    return {
        "chair": entry.member,
        "chair_name": entry.display_name,
        "chair_post": branch_post or entry.job,
    }


def _usual_chair(roster: Iterable[RosterEntry], kind: str, group: str | None) -> RosterEntry | None:
    """支部工作条例 Art. 14: the secretary convenes and chairs; in a group its leader."""
    for entry in roster:
        if kind == MeetingKind.GROUP:
            if entry.leads_group and entry.group == group:
                return entry
        elif Post.SECRETARY in entry.posts:
            return entry
    return None


def rederive(record: Tree, book: Book | None = None) -> Derived:
    """Bring attendance in line with the roster of the record's day and say what changed.

    States and reasons already noted stay with the person.
    """
    day, kind = record["held_on"], record["kind"]
    roster = (book or Book(record["organisation"])).roster(day)
    wanted = due(roster, kind, record["group"])
    noted = {row["member"]: row for row in record["attendance"]}
    rows, said = [], []
    for entry in wanted:
        fresh = attendee(entry)
        if entry.member in noted:
            row = noted.pop(entry.member)
            said += _differences(row, fresh)
            kept = ("uid", "state", "reason", "reason_late", "makeup")
            fresh |= {key: row[key] for key in kept}
        else:
            said.append(f"新增应到：{entry.display_name}")
        rows.append(fresh)
    said += [f"不再应到：{row['name']}（{_state(row)}）" for row in noted.values()]
    return Derived(record | {"attendance": rows}, tuple(said))


def _state(row: Tree) -> str:
    return f"原记为{AttendanceState(row['state']).label}"


def _differences(row: Tree, fresh: Tree) -> list[str]:
    said = []
    if row["category"] != fresh["category"]:
        now = "正式党员" if fresh["category"] == "full" else "预备党员"
        said.append(f"{fresh['name']}当日为{now}")
    if row["voting"] != fresh["voting"]:
        said.append(f"{fresh['name']}当日{'有' if fresh['voting'] else '无'}表决权")
    return said


def copy_frame(source: Tree, day: str) -> Tree:
    """Return a new draft with the people, place and agenda heads of an earlier meeting.

    The text, the votes, the resolutions, the numbers and who was away are not taken over.
    """
    record = new_meeting(source["organisation"], source["kind"], day, source["group"])
    due_now = {row["member"] for row in record["attendance"]}
    record["place"] = source["place"] or record["place"]
    record |= {key: source[key] for key in ("began_at", "notice_by")}
    if source["recorder"] in due_now:
        record |= {key: source[key] for key in ("recorder", "recorder_name")}
    if source["chair"] in due_now:
        record |= {key: source[key] for key in ("chair", "chair_name", "chair_post", "delegation")}
    record["agenda"] = [
        tree.blank_line(_LINES["agenda"], title=item["title"], matter=item["matter"])
        for item in source["agenda"]
        if item["part"] == AgendaPart.ITEM
    ]
    return record
