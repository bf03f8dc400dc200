"""What the meetings and the activities of the sample share: who was there, how far a record came.

What the files in ``resources/demo`` leave open (hours, notices, a few people away) follows from
the name of the record, so it is the same in every sample file.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from db import drafting, operations
from db.branch import Book, RosterEntry
from db.demo import files
from db.demo.branch import Branch, identified, moment, pick, uid, workday
from db.records.held import Status
from db.spec import RecordSpec, Tree

Step = tuple[str, str, Callable[[], None]]
"""The moment of a deed, a name that orders deeds of one moment, and the deed."""

_LATER = ("printed_on", "signed_on", "archived_on")
_BEGINNINGS = ("09:00", "14:30", "15:00", "15:30")
_RETIRED = "身体不适，家人代为请假"
_REASONS = (
    "出差在外，会前向书记请假",
    "参加庭审，时间冲突",
    "家中老人就医",
    "年休假",
    "参加区里业务培训",
    "当天值班，不能离岗",
    "感冒发热",
    "下乡处理纠纷",
)
_MAKEUPS = ("会后由组长传达", "自学会议材料并写要点", "下次会前补学", "")


class Occasion:
    """One record of the sample that was held on a day with people present."""

    spec: ClassVar[RecordSpec]
    texts: ClassVar[tuple[str, ...]]
    kind: str
    due: list[RosterEntry]

    def __init__(
        self, branch: Branch, name: str, facts: dict[str, Any], book: Book, today: str
    ) -> None:
        self.branch, self.name, self.facts = branch, name, facts
        self.held: str = facts["held"]
        self.uid = uid(name)
        self.roster = {entry.member: entry for entry in book.roster(self.held)}
        self.reached = self._reached(today)
        entered = self.reached.get("finished_on", self.held)
        self.at = moment(entered, 9, pick(self.name, 60))

    def steps(self) -> Iterator[Step]:
        """Yield the steps of the record's life.

        The tidy branch marks its records as printed, signed and archived in a step of its own;
        the others enter theirs as far as they have come, which keeps the making short.
        """
        later = {key: self.reached[key] for key in _LATER if key in self.reached}
        if later and self.branch.key == "first":
            finished = self.reached["finished_on"]
            draft = {"finished_on": finished, "status": str(Status.FINAL)}
            last = max(self.at, moment(max(later.values()), 8, pick(self.name, 60)))
            yield self.at, self.name, partial(self._enter, draft)
            yield last, f"{self.name}/later", partial(self._advance, later, last)
        else:
            yield self.at, self.name, partial(self._enter, self.reached)

    def decided(self) -> Iterator[tuple[str, Tree]]:
        """Yield the uid and the values of each decision and issue of the record."""
        raise NotImplementedError

    def away(self) -> dict[str, Tree]:
        """Return what differs in the rows of those who were not there, by member."""
        facts, branch = self.facts, self.branch
        away = self._standing() | (self._casual() if facts.get("casual", True) else {})
        reason, *many = facts.get("leave_many", [""])
        away |= {branch.member(key): _leave(reason) for key in many}
        for key, text in facts.get("leave", {}).items():
            away[branch.member(key)] = _leave(text)
        for key, text in facts.get("absent", {}).items():
            absent = {"state": "absent", "reason": text, "reason_late": bool(text)}
            away[branch.member(key)] = absent
        for key in facts.get("present", []):
            away.pop(branch.member(key), None)
        return away

    def _record(self) -> Tree:
        raise NotImplementedError

    def _enter(self, reached: Tree) -> None:
        record = self._record() | reached
        photos = tuple(self.facts.get("photos", ()))
        record["attachments"] = files.files(record, self.kind, self.branch.key, self.at, photos)
        record = identified(record, self.name)
        operations.save(self.spec, record, who=record["recorder_name"], at=self.at)

    def _advance(self, later: Tree, at: str) -> None:
        status = self.reached["status"]
        operations.set_values(
            self.spec,
            self.uid,
            later | {"status": status},
            name=f"标为{Status(status).label} {files.title_of(self.kind)}{self.held}",
            who=self.entry(self.recorder_key()).display_name,
            at=at,
            undoable=False,
        )

    def _reached(self, today: str) -> Tree:
        """Return the status by the day and the days on which it was reached."""
        goal = list(Status).index(self._goal())
        finished = self.facts.get("finished_on") or workday(self.held, 1 + pick(self.name, 3))
        days = {
            Status.FINAL: ("finished_on", finished),
            Status.PRINTED: ("printed_on", workday(finished, 1)),
            Status.SIGNED: ("signed_on", workday(finished, 3)),
            Status.ARCHIVED: ("archived_on", max("2026-01-16", workday(finished, 5))),
        }
        values: Tree = {}
        for status, (key, day) in days.items():
            if list(Status).index(status) > goal or day > today:
                break
            values |= {key: day, "status": str(status)}
        return values

    def _goal(self) -> Status:
        if "status" in self.facts:
            return Status(self.facts["status"])
        if self.held < "2026-01-01":
            return Status.ARCHIVED
        return Status.SIGNED if self.held < "2026-09-01" else Status.PRINTED

    def notice(self) -> Tree:
        """Return when and how people were told."""
        told = self.facts.get("notice_on") or workday(self.held, -1 - pick(self.name, 3))
        return {
            "notice_on": told,
            "notice_by": self.facts.get("notice_by") or self.branch.facts["notice_by"],
        }

    def time(self) -> tuple[str, str | None]:
        """Return when it began and ended."""
        if "time" in self.facts:
            began, ended = self.facts["time"]
            return began, ended or None
        began = _BEGINNINGS[pick(self.name, len(_BEGINNINGS))]
        end = dt.datetime.fromisoformat(f"{self.held}T{began}")
        return began, f"{end + dt.timedelta(minutes=self._minutes()):%H:%M}"

    def _minutes(self) -> int:
        return 45 + 5 * pick(self.name + "/length", 8)

    def officers(self) -> Tree:
        """Return the chair and the recorder."""
        recorder = self.entry(self.recorder_key())
        record = drafting.as_chair(self.chair())
        return record | {"recorder": recorder.member, "recorder_name": recorder.display_name}

    def chair(self) -> RosterEntry:
        """Return who chairs: the first of the committee unless another is named."""
        if "chair" in self.facts:
            return self.entry(self.facts["chair"])
        return next(entry for entry in self.roster.values() if entry.posts)

    def recorder_key(self) -> str:
        """Return the key of the person who keeps the record."""
        return str(self.facts.get("recorder") or self.branch.facts["recorders"]["general"])

    def entry(self, key: str) -> RosterEntry:
        """Return the roster's entry of a person on the day."""
        return self.roster[self.branch.member(key)]

    def shown(self, key: str) -> str:
        """Return the name as the record shows it; who is not on the roster keeps the key."""
        if key not in self.branch.people or self.branch.member(key) not in self.roster:
            return key
        return self.entry(key).display_name

    def owned(self, text: str, who: str, day: str) -> Tree:
        """Return a decision: what is to be done, by whom and by when."""
        known = who in self.branch.people
        owner = self.branch.member(who) if known else None
        return {"text": text, "owner": owner, "owner_name": self.shown(who), "due_on": day or None}

    def attendance(self) -> list[Tree]:
        """Return the rows of everyone who was due."""
        away = self.away()
        left_out = {self.branch.member(key) for key in self.facts.get("omit", [])}
        return [
            drafting.attendee(entry) | away.get(entry.member, {})
            for entry in self.due
            if entry.member not in left_out
        ]

    def observers(self) -> list[Tree]:
        """Return those who sat in."""
        return [_observer(*row) for row in self.facts.get("observers", [])]

    def _standing(self) -> dict[str, Tree]:
        """Those who are away for a long time."""
        away = {}
        month = int(self.held[5:7])
        for facts in self.branch.facts.get("standing_leave", []):
            if facts.get("began_on", "") <= self.held and month % facts.get("every", 1) == 0:
                row = _leave(facts["reason"]) | {"makeup": facts["makeup"]}
                away[self.branch.member(facts["member"])] = row
        return away

    def _casual(self) -> dict[str, Tree]:
        """A few of those without a part in it, where no votes fix who came."""
        busy = {self.branch.member(key) for key in self.involved()} | {self.chair().member}
        free = [entry for entry in self.due if entry.member not in busy]
        away = {}
        for turn in range((0, 0, 1, 1, 2)[pick(self.name + "/away", 5)]):
            if not free:
                break
            entry = free.pop(pick(f"{self.name}/away/{turn}", len(free)))
            reason = _REASONS[pick(f"{self.name}/why/{turn}", len(_REASONS))]
            if entry.job == "退休干部":
                reason = _RETIRED
            makeup = _MAKEUPS[pick(f"{self.name}/makeup/{turn}", len(_MAKEUPS))]
            away[entry.member] = _leave(reason) | {"makeup": makeup}
        return away

    def involved(self) -> set[str]:
        """Return the keys of those who have a part in it."""
        return {self.recorder_key(), *self.facts.get("present", [])} & set(self.branch.people)


def numbered(
    entries: list[dict[str, Any]], *series: str, day: str = "held"
) -> Iterator[dict[str, Any]]:
    """Yield the records of one kind by day with their number in the year (and in ``series``)."""
    counts: dict[tuple[str, ...], int] = {}
    for entry in sorted(entries, key=lambda e: e[day]):
        key = (entry[day][:4], *(entry.get(name, "") for name in series))
        counts[key] = counts.get(key, 0) + 1
        yield entry | {"number": None if entry.get("number_missing") else counts[key]}


def _leave(reason: str) -> Tree:
    return {"state": "leave", "reason": reason}


def _observer(name: str, post: str = "", persons: int = 1) -> Tree:
    return {"name": name, "post": post, "persons": persons}
