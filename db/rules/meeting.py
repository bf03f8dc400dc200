"""The facts of a meeting, read from its tree; whatever is missing or half filled is simply absent.

``facts`` never fails on a draft: a date that is no date is None, text that is no text is "".
Lists keep the order of the tree, so a place in them is a place in the tree.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = {
    "general": "支部党员大会",
    "committee": "支部委员会会议",
    "group": "党小组会",
    "lecture": "党课",
}

_CHINA = dt.timezone(dt.timedelta(hours=8))


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
class Attachment:
    """An attached file by its kind: notice, sign_in, photo, text, signed, other."""

    kind: str
    name: str


@dataclass(frozen=True)
class MeetingFacts:
    """What the checks look at. ``entered_on`` is the day of the true entry, in China's time."""

    uid: str
    kind: str
    group: str
    number: int | None
    status: str
    held_on: dt.date | None
    began_at: dt.time | None
    ended_at: dt.time | None
    place: str
    chair: str
    chair_name: str
    chair_post: str
    delegation: str
    recorder: str
    recorder_name: str
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
    """Read the tree of a meeting, finished or not."""
    return MeetingFacts(
        uid=_text(tree, "uid"),
        kind=_text(tree, "kind"),
        group=_text(tree, "group"),
        number=_number(tree, "number"),
        status=_text(tree, "status"),
        held_on=_day(tree, "held_on"),
        began_at=_time(tree, "began_at"),
        ended_at=_time(tree, "ended_at"),
        place=_text(tree, "place"),
        chair=_text(tree, "chair"),
        chair_name=_text(tree, "chair_name"),
        chair_post=_text(tree, "chair_post"),
        delegation=_text(tree, "delegation"),
        recorder=_text(tree, "recorder"),
        recorder_name=_text(tree, "recorder_name"),
        notice_on=_day(tree, "notice_on"),
        finished_on=_day(tree, "finished_on"),
        printed_on=_day(tree, "printed_on"),
        signed_on=_day(tree, "signed_on"),
        archived_on=_day(tree, "archived_on"),
        late_reason=_text(tree, "late_reason"),
        title=_text(tree, "title"),
        lecturer=_text(tree, "lecturer"),
        lecturer_name=_text(tree, "lecturer_name"),
        form=_text(tree, "form"),
        hours=_number(tree, "hours"),
        aim=_text(tree, "aim"),
        outline=_text(tree, "outline"),
        discussion=_text(tree, "discussion"),
        feedback=_text(tree, "feedback"),
        criticism=_text(tree, "criticism"),
        assignments=_text(tree, "assignments"),
        attendance=tuple(map(_attendee, _rows(tree, "attendance"))),
        observers=tuple(map(_observer, _rows(tree, "observers"))),
        readings=tuple(
            Reading(_text(row, "title"), _day(row, "issued_on")) for row in _rows(tree, "readings")
        ),
        agenda=tuple(map(_item, _rows(tree, "agenda"))),
        attachments=tuple(
            Attachment(_text(row, "kind"), _text(row, "name")) for row in _rows(tree, "attachments")
        ),
        entered_on=_local_day(tree, "entered_at"),
    )


def _attendee(row: Mapping[str, Any]) -> Attendee:
    return Attendee(
        member=_text(row, "member"),
        name=_text(row, "name"),
        category=_text(row, "category"),
        voting=row.get("voting") is True,
        state=_text(row, "state"),
        reason=_text(row, "reason"),
        reason_late=row.get("reason_late") is True,
    )


def _observer(row: Mapping[str, Any]) -> Observer:
    persons = _number(row, "persons")
    return Observer(_text(row, "name"), 1 if persons is None else persons)


def _item(row: Mapping[str, Any]) -> AgendaItem:
    return AgendaItem(
        closing=row.get("part") == "closing",
        title=_text(row, "title"),
        speaker=_text(row, "speaker"),
        report=_text(row, "report"),
        matter=_text(row, "matter") or "general",
        submit=row.get("submit") is True,
        vote=Vote(
            method=_text(row, "vote_method"),
            votes_for=_number(row, "votes_for"),
            votes_against=_number(row, "votes_against"),
            votes_abstain=_number(row, "votes_abstain"),
            written=_number(row, "written"),
        ),
        resolution=_text(row, "resolution"),
        speeches=tuple(
            Speech(_text(speech, "speaker"), _text(speech, "text"))
            for speech in _rows(row, "speeches")
        ),
        decisions=tuple(
            Decision(_text(todo, "text"), _owner(todo), _day(todo, "due_on"))
            for todo in _rows(row, "decisions")
        ),
    )


def _owner(row: Mapping[str, Any]) -> str:
    return _text(row, "owner_name") or _text(row, "owner")


def _rows(tree: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = tree.get(key)
    if not isinstance(rows, list):
        return []
    return [row if isinstance(row, Mapping) else {} for row in rows]


def _text(tree: Mapping[str, Any], key: str) -> str:
    value = tree.get(key)
    return value.strip() if isinstance(value, str) else ""


def _number(tree: Mapping[str, Any], key: str) -> int | None:
    value = tree.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _day(tree: Mapping[str, Any], key: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(_text(tree, key))
    except ValueError:
        return None


def _time(tree: Mapping[str, Any], key: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(_text(tree, key)).replace(tzinfo=None)
    except ValueError:
        return None


def _local_day(tree: Mapping[str, Any], key: str) -> dt.date | None:
    try:
        moment = dt.datetime.fromisoformat(_text(tree, key))
        return moment.astimezone(_CHINA).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        return None
