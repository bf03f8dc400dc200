"""The facts of a meeting or activity, read from its tree; whatever is missing is simply absent.

``facts`` never fails on a draft: a date that is no date is None, text that is no text is "".
Lists keep the order of the tree, so a place in them is a place in the tree.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from db.rules import cells, organisation_life
from db.rules.organisation_life import OrganisationLife

KINDS = {
    "general": "支部党员大会",
    "committee": "支部委员会会议",
    "group": "党小组会",
    "lecture": "党课",
    "life": "组织生活会",
    "appraisal": "民主评议党员",
    "activity": "党员活动日",
}


@dataclass(frozen=True)
class Attendee:
    """A person who was due, as noted in the record; ``state`` is present, leave or absent."""

    member: str
    name: str
    category: str
    voting: bool
    state: str
    reason: str
    reason_late: bool

    @property
    def present(self) -> bool:
        """Whether the person was there."""
        return self.state == "present"


@dataclass(frozen=True)
class Observer:
    """Somebody who sat in, or several people in one line."""

    name: str
    persons: int


@dataclass(frozen=True)
class Reading:
    """A document that was studied."""

    title: str
    issued_on: dt.date | None


@dataclass(frozen=True)
class Speech:
    """What one person said."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Decision:
    """Something to be done, by whom and by when; ``owner`` is a name."""

    uid: str
    text: str
    owner: str
    due_on: dt.date | None


@dataclass(frozen=True)
class Vote:
    """The vote on an item as noted; a figure that was not noted is None."""

    method: str
    votes_for: int | None
    votes_against: int | None
    votes_abstain: int | None
    written: int | None

    @property
    def held(self) -> bool:
        """Whether the record speaks of a vote at all."""
        return self.method not in ("", "none") or any(self.figures)

    @property
    def figures(self) -> tuple[int | None, int | None, int | None]:
        """In favour, against, abstaining."""
        return self.votes_for, self.votes_against, self.votes_abstain


@dataclass(frozen=True)
class AgendaItem:
    """An item of the agenda; ``closing`` marks the chair's last words."""

    closing: bool
    title: str
    speaker: str
    report: str
    matter: str
    submit: bool
    vote: Vote
    resolution: str
    speeches: tuple[Speech, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class FixedItem:
    """One of the fixed items (规定动作) of an activity."""

    name: str
    done: bool


@dataclass(frozen=True)
class Attachment:
    """An attached file by its kind: notice, sign_in, photo, text, signed, other."""

    kind: str
    name: str


@dataclass(frozen=True)
class MeetingFacts:
    """What the checks look at. ``entered_on`` is the day of the true entry, in China's time.

    The ``kind`` of an activity is "activity"; its ``decisions`` stand at the root.
    """

    uid: str
    kind: str
    held_as: str
    activity: str
    group: str
    number: int | None
    status: str
    month: int | None
    planned_on: dt.date | None
    held_on: dt.date | None
    moved_reason: str
    began_at: dt.time | None
    ended_at: dt.time | None
    place: str
    chair: str
    chair_name: str
    chair_post: str
    delegation: str
    recorder: str
    recorder_name: str
    organiser: str
    notice_on: dt.date | None
    finished_on: dt.date | None
    printed_on: dt.date | None
    signed_on: dt.date | None
    archived_on: dt.date | None
    late_reason: str
    title: str
    lecturer: str
    lecturer_name: str
    form: str
    hours: int | None
    aim: str
    outline: str
    discussion: str
    feedback: str
    criticism: str
    assignments: str
    process: str
    outcome: str
    fixed_items: tuple[FixedItem, ...]
    decisions: tuple[Decision, ...]
    life: OrganisationLife
    attendance: tuple[Attendee, ...]
    observers: tuple[Observer, ...]
    readings: tuple[Reading, ...]
    agenda: tuple[AgendaItem, ...]
    attachments: tuple[Attachment, ...]
    entered_on: dt.date | None

    @property
    def kind_title(self) -> str:
        """The Chinese name of the kind."""
        return KINDS.get(self.kind, "会议")

    @property
    def scope(self) -> str:
        """Whose meeting it is, which decides who is due, who chairs and who may vote.

        组织生活会 and 民主评议党员 are held as another kind, an activity by the whole branch.
        """
        if self.kind in ("life", "appraisal"):
            return self.held_as or "general"
        return self.kind

    @property
    def noun(self) -> str:
        """会议 or 活动."""
        return "活动" if self.kind == "activity" else "会议"

    @property
    def final(self) -> bool:
        """Whether the record is final or beyond."""
        return self.status not in ("", "draft")

    @property
    def year(self) -> int | None:
        """The year to which the record counts: for an activity that of the planned day."""
        day = self.planned_on or self.held_on
        return day.year if day is not None else None

    def items(self) -> Iterator[tuple[int, int, AgendaItem]]:
        """Yield place in the tree, number for the person, item; without the closing words."""
        number = 0
        for place, item in enumerate(self.agenda):
            if not item.closing:
                number += 1
                yield place, number, item

    def body(self) -> str:
        """Return the running text of the record: what a copied record has in common."""
        parts = [self.outline, self.discussion, self.feedback, self.criticism, self.assignments]
        parts += [self.process, self.outcome, *self.life.texts()]
        for item in self.agenda:
            parts += [item.report, *(s.text for s in item.speeches), item.resolution]
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Counts:
    """The sums under the attendance; ``voters_*`` count those with a vote."""

    due: int
    present: int
    leave: int
    absent: int
    due_full: int
    due_probationary: int
    present_full: int
    present_probationary: int
    voters_due: int
    voters_present: int
    observers: int

    @property
    def text(self) -> str:
        """应到 21＝实到 17＋请假 3＋缺席 1."""
        return f"应到 {self.due}＝实到 {self.present}＋请假 {self.leave}＋缺席 {self.absent}"


def counts(facts: MeetingFacts) -> Counts:
    """Count the attendance of a meeting."""
    rows = facts.attendance
    present = [row for row in rows if row.present]
    return Counts(
        due=len(rows),
        present=len(present),
        leave=sum(row.state == "leave" for row in rows),
        absent=sum(row.state == "absent" for row in rows),
        due_full=sum(row.category == "full" for row in rows),
        due_probationary=sum(row.category == "probationary" for row in rows),
        present_full=sum(row.category == "full" for row in present),
        present_probationary=sum(row.category == "probationary" for row in present),
        voters_due=sum(row.voting for row in rows),
        voters_present=sum(row.voting for row in present),
        observers=sum(max(observer.persons, 0) for observer in facts.observers),
    )


def facts(tree: Mapping[str, Any]) -> MeetingFacts:
    """Read the tree of a meeting or an activity, finished or not.

    The tree of an activity has no ``kind``, but fixed items.
    """
    activity = "kind" not in tree and "fixed_items" in tree
    return MeetingFacts(
        uid=cells.text(tree, "uid"),
        kind="activity" if activity else cells.text(tree, "kind"),
        held_as=cells.text(tree, "held_as"),
        activity=cells.text(tree, "activity"),
        group=cells.text(tree, "group"),
        number=cells.number(tree, "number"),
        status=cells.text(tree, "status"),
        month=cells.number(tree, "month"),
        planned_on=cells.day(tree, "planned_on"),
        held_on=cells.day(tree, "held_on"),
        moved_reason=cells.text(tree, "moved_reason"),
        began_at=cells.time(tree, "began_at"),
        ended_at=cells.time(tree, "ended_at"),
        place=cells.text(tree, "place"),
        chair=cells.text(tree, "chair"),
        chair_name=cells.text(tree, "chair_name"),
        chair_post=cells.text(tree, "chair_post"),
        delegation=cells.text(tree, "delegation"),
        recorder=cells.text(tree, "recorder"),
        recorder_name=cells.text(tree, "recorder_name"),
        organiser=cells.text(tree, "organiser"),
        notice_on=cells.day(tree, "notice_on"),
        finished_on=cells.day(tree, "finished_on"),
        printed_on=cells.day(tree, "printed_on"),
        signed_on=cells.day(tree, "signed_on"),
        archived_on=cells.day(tree, "archived_on"),
        late_reason=cells.text(tree, "late_reason"),
        title=cells.text(tree, "title"),
        lecturer=cells.text(tree, "lecturer"),
        lecturer_name=cells.text(tree, "lecturer_name"),
        form=cells.text(tree, "form"),
        hours=cells.number(tree, "hours"),
        aim=cells.text(tree, "aim"),
        outline=cells.text(tree, "outline"),
        discussion=cells.text(tree, "discussion"),
        feedback=cells.text(tree, "feedback"),
        criticism=cells.text(tree, "criticism"),
        assignments=cells.text(tree, "assignments"),
        process=cells.text(tree, "process"),
        outcome=cells.text(tree, "outcome"),
        fixed_items=tuple(
            FixedItem(cells.text(row, "name"), row.get("done") is True)
            for row in cells.rows(tree, "fixed_items")
        ),
        decisions=tuple(map(_decision, cells.rows(tree, "decisions"))),
        life=organisation_life.read(tree),
        attendance=tuple(map(_attendee, cells.rows(tree, "attendance"))),
        observers=tuple(map(_observer, cells.rows(tree, "observers"))),
        readings=tuple(
            Reading(cells.text(row, "title"), cells.day(row, "issued_on"))
            for row in cells.rows(tree, "readings")
        ),
        agenda=tuple(map(_item, cells.rows(tree, "agenda"))),
        attachments=tuple(
            Attachment(cells.text(row, "kind"), cells.text(row, "name"))
            for row in cells.rows(tree, "attachments")
        ),
        entered_on=cells.local_day(tree, "entered_at"),
    )


def _attendee(row: Mapping[str, Any]) -> Attendee:
    return Attendee(
        member=cells.text(row, "member"),
        name=cells.text(row, "name"),
        category=cells.text(row, "category"),
        voting=row.get("voting") is True,
        state=cells.text(row, "state"),
        reason=cells.text(row, "reason"),
        reason_late=row.get("reason_late") is True,
    )


def _observer(row: Mapping[str, Any]) -> Observer:
    persons = cells.number(row, "persons")
    return Observer(cells.text(row, "name"), 1 if persons is None else persons)


def _item(row: Mapping[str, Any]) -> AgendaItem:
    return AgendaItem(
        closing=row.get("part") == "closing",
        title=cells.text(row, "title"),
        speaker=cells.text(row, "speaker"),
        report=cells.text(row, "report"),
        matter=cells.text(row, "matter") or "general",
        submit=row.get("submit") is True,
        vote=Vote(
            method=cells.text(row, "vote_method"),
            votes_for=cells.number(row, "votes_for"),
            votes_against=cells.number(row, "votes_against"),
            votes_abstain=cells.number(row, "votes_abstain"),
            written=cells.number(row, "written"),
        ),
        resolution=cells.text(row, "resolution"),
        speeches=tuple(
            Speech(cells.text(speech, "speaker"), cells.text(speech, "text"))
            for speech in cells.rows(row, "speeches")
        ),
        decisions=tuple(_decision(todo) for todo in cells.rows(row, "decisions")),
    )


def _decision(row: Mapping[str, Any]) -> Decision:
    owner = cells.text(row, "owner_name") or cells.text(row, "owner")
    return Decision(
        cells.text(row, "uid"), cells.text(row, "text"), owner, cells.day(row, "due_on")
    )
