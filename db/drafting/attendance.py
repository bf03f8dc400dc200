"""The people of a draft: who is due, who chairs, and what another day changes of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from db import tree
from db.branch import Book, Post, RosterEntry, due
from db.records import spec
from db.records.held import AttendanceState
from db.records.meeting import HeldAs, MeetingKind, scope
from db.spec import RecordSpec, Tree

_MEETING = spec("meeting")
_ATTENDANCE = _MEETING.line("attendance")
_EXAMINATION = _MEETING.line("examinations")
_APPRAISAL = _MEETING.line("appraisals")

_SAID = ("text", "pledge", "criticisms")
_APPRAISED = (
    "summary", "faults", "measures", "peers", "excellent", "qualified", "basic", "unqualified",
    "grade", "opinion", "told_on",
)  # fmt: skip


@dataclass(frozen=True)
class Derived:
    """A tree whose attendance follows the roster of its day, and what that changed, in words."""

    tree: Tree
    said: tuple[str, ...]


def attendee(entry: RosterEntry) -> Tree:
    """Return the attendance line of a person who is due, present until said otherwise."""
    return tree.blank_line(
        _ATTENDANCE,
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


def usual_chair(roster: Iterable[RosterEntry], held: str, group: str | None) -> RosterEntry | None:
    """支部工作条例 Art. 14: the secretary convenes and chairs; in a group its leader.

    ``held`` is what ``db.records.meeting.scope`` says of the meeting.
    """
    for entry in roster:
        if held == MeetingKind.GROUP:
            if entry.leads_group and entry.group == group:
                return entry
        elif Post.SECRETARY in entry.posts:
            return entry
    return None


def people_of(record: Tree, roster: list[RosterEntry]) -> Tree:
    """Return the attendance of a new meeting, and the rows of its examinations or appraisals."""
    wanted = due(roster, scope(record), record["group"])
    lines: Tree = {"attendance": [attendee(entry) for entry in wanted]}
    if record["kind"] == MeetingKind.LIFE:
        lines["examinations"] = [_examination(entry) for entry in wanted]
    if record["kind"] == MeetingKind.APPRAISAL:
        lines["appraisals"] = [_appraisal(entry) for entry in _appraised(record, roster)]
        lines["eligible"] = len(lines["appraisals"])
    return lines


def _appraised(record: Tree, roster: list[RosterEntry]) -> list[RosterEntry]:
    """Return who is appraised: all members of the branch, or those of the group that meets."""
    held = HeldAs.GROUP if scope(record) == HeldAs.GROUP else HeldAs.GENERAL
    return due(roster, held, record["group"])


def _examination(entry: RosterEntry) -> Tree:
    return tree.blank_line(
        _EXAMINATION, member=entry.member, name=entry.display_name, written=False
    )


def _appraisal(entry: RosterEntry) -> Tree:
    return tree.blank_line(
        _APPRAISAL, member=entry.member, name=entry.display_name, category=entry.category
    )


def rederive(kind: RecordSpec, record: Tree, book: Book | None = None) -> Derived:
    """Bring a meeting or activity in line with the roster of its day and say what changed.

    States and reasons already noted stay with the person; so do the words of examinations and the
    figures of appraisals, even of somebody who is no longer due.
    """
    roster = (book or Book(record["organisation"])).roster(record["held_on"])
    if kind is not _MEETING:
        return _attendance(record, due(roster, kind.name))
    wanted = due(roster, scope(record), record["group"])
    derived = _attendance(record, wanted)
    if record["kind"] == MeetingKind.LIFE:
        fresh = [_examination(entry) for entry in wanted]
        rows, said = _merged(record["examinations"], fresh, _SAID, "对照检查")
        return Derived(derived.tree | {"examinations": rows}, (*derived.said, *said))
    if record["kind"] == MeetingKind.APPRAISAL:
        fresh = [_appraisal(entry) for entry in _appraised(record, roster)]
        rows, said = _merged(record["appraisals"], fresh, _APPRAISED, "民主评议")
        values: Tree = {"appraisals": rows}
        if record["eligible"] in (None, len(record["appraisals"])):
            values["eligible"] = len(rows)
        return Derived(derived.tree | values, (*derived.said, *said))
    return derived


def _attendance(record: Tree, wanted: list[RosterEntry]) -> Derived:
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


def _merged(
    rows: list[Tree], fresh: list[Tree], written: tuple[str, ...], what: str
) -> tuple[list[Tree], list[str]]:
    """Put what is written into the fresh order; rows of others stay where something is written."""
    known = {row["member"]: row for row in rows if row["member"]}
    result = []
    for row in fresh:
        kept = known.pop(row["member"], {})
        same = {key: row[key] for key in ("name", "category") if key in row}
        result.append(row | kept | same)
    others = [row for row in rows if not row["member"] or row["member"] in known]
    others = [row for row in others if any(row[key] not in (None, "", []) for key in written)]
    said = [f"{row['name']}不在应到范围内，已写的{what}仍然保留" for row in others if row["member"]]
    return [*result, *others], said


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
