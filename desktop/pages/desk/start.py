"""What the button of a duty does: begin the record filled in, or open what is to be looked at."""

import datetime as dt

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db import dues, elections, queries, tree
from db.branch import Book
from db.records import spec
from db.records.duty_note import DutyCode
from db.records.election import ElectionKind
from db.rules.duties.model import Duty, State
from db.spec import Tree
from desktop.app import Context, Wish
from desktop.recording.lists import offer_lists

NOTE = spec("duty_note")


class Starter(QObject):
    """`begin(duty)` does it; `note_wanted(Duty)` asks for 办结登记 here, `hours_wanted` to show who
    lacks hours."""

    note_wanted = Signal(object)
    hours_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent

    def open_records(self, uid: str) -> None:
        """Open a record of whatever type."""
        found = queries.named([uid]).get(uid)
        if found is None:
            self._context.warn("这条记录已不在，可能在回收站里。")
        else:
            self._context.go(found[0].name, uid)

    def begin(self, duty: Duty) -> None:
        """Do what is to be done for a duty."""
        start = duty.start
        if duty.drafts:
            self.open_records(duty.drafts[0])
        elif duty.code == "decision" and start is not None:
            self.put_on_list(start.uid)
        elif duty.code in ("hours", "hours_committee"):
            self.hours_wanted.emit()
        elif duty.code == "probation_end":
            self._context.go("member", duty.subject)
        elif duty.code == "summary":
            self._context.begin(Wish("year_summary", year=duty.begins.year))
        elif duty.code == "reelection":
            self._open_election(ElectionKind.TERM)
        elif duty.code == "vacancy":
            self._fill_post(duty)
        elif start is None:
            self._context.say("这一项不用另外记录。")
        elif start.record_type == "listed_item":
            self._context.go("listed_item", start.uid)
        elif duty.code == "dues" and dues.first_month(self._context.branch) is not None:
            self._context.begin(Wish("dues_month", year=duty.begins.year, month=duty.begins.month))
        elif start.record_type == "duty_note":
            self.note_wanted.emit(duty)
        else:
            self._context.begin(self._wish(duty))

    def put_on_list(self, uid: str) -> None:
        """Offer the decisions of a record for the lists."""
        found = queries.named([uid]).get(uid)
        if found is not None:
            offer_lists(self._context, found[0], uid, self._parent.window(), always=True)

    def _wish(self, duty: Duty) -> Wish:
        assert duty.start is not None
        today = self._context.today()
        return Wish(
            record_type=duty.start.record_type,
            kind=duty.start.kind,
            group=duty.start.uid if duty.code == "group_meeting" else "",
            year=duty.begins.year,
            month=duty.begins.month,
            fresh=duty.state != State.OVERDUE and duty.begins <= today,
        )

    def _open_election(self, kind: ElectionKind) -> None:
        """Open the election of a kind that is under way, or begin one."""
        today = self._context.today().isoformat()
        known = elections.elections(self._context.branch, today)
        of_kind = [each for each in known if each.record["kind"] == kind]
        going = next((each for each in of_kind if each.next is not None), None)
        if going is not None:
            self._context.go(elections.KIND.name, going.record["uid"])
        else:
            self._context.begin(Wish(elections.KIND.name, kind=str(kind)))

    def _fill_post(self, duty: Duty) -> None:
        """Elect somebody; who was elected before this file began is entered in the committee."""
        today = self._context.today().isoformat()
        if duty.subject:
            self._context.go("committee", duty.subject)
        elif Book(self._context.branch).committee(today) is not None:
            self._open_election(ElectionKind.VACANCY)
        else:
            self._context.go("organisation", self._context.branch)


def new_note(duty: Duty, branch: str, done_on: str) -> Tree:
    """The note that marks a duty done on an ISO day, for its own period or person."""
    assert duty.start is not None
    head = duty.key.partition("/")[0]
    year, month = _period(head, dt.date.fromisoformat(done_on))
    about = duty.start.uid
    member = about if about in {row["uid"] for row in queries.members_ever_of(branch)} else None
    personal = bool(about) and member is None
    return tree.blank(
        NOTE,
        organisation=branch,
        code=duty.start.kind,
        year=year,
        month=month,
        done_on=done_on,
        member=member,
        name=head if personal else "",
    )


def note_title(duty: Duty) -> str:
    """收缴党费 2026年3月."""
    assert duty.start is not None
    return f"{DutyCode(duty.start.kind).label} {duty.period}"


_PLACES = {"Q": 3, "H": 6}


def _period(key: str, day: dt.date) -> tuple[int, int | None]:
    """Year and month of a key like 2026-03, 2026-Q1, 2026-H2, 2026; else those of the day."""
    year, _, part = key.partition("-")
    if not (year.isascii() and year.isdigit()):
        return day.year, None
    if part[:1] in _PLACES and part[:1]:
        return int(year), (int(part[1:]) - 1) * _PLACES[part[0]] + 1
    return int(year), int(part) if part else None
