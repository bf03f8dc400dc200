"""The meetings of the sample: who was there, what was said, how far each record has come.

What the files in ``resources/demo`` leave open (hours, notices, a few people away) follows from
the name of the meeting, so it is the same in every sample file.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from db import drafting, operations, tree
from db.branch import Book, RosterEntry, due
from db.demo import files
from db.demo.branch import Branch, identified, moment, pick, toml, uid, workday
from db.records import spec
from db.records.meeting import MeetingKind, Status
from db.spec import Tree

_KINDS = ("committee", "general", "lecture", "group")
_TEXTS = (
    "delegation",
    "late_reason",
    "aim",
    "outline",
    "discussion",
    "feedback",
    "criticism",
    "assignments",
)
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


def meetings(branch: Branch, today: str) -> "Iterator[Entry]":
    """Yield the meetings that the branch held up to the day."""
    book = Book(branch.uid)
    for kind in _KINDS:
        for facts in _numbered(toml(f"{branch.key}/{kind}")["meeting"]):
            if facts["held"] <= today:
                yield Entry(branch, kind, facts, book, today)


def _numbered(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the meetings of one kind by day with their number in year and group."""
    counts: dict[tuple[str, str], int] = {}
    for entry in sorted(entries, key=lambda e: e["held"]):
        series = (entry["held"][:4], entry.get("group", ""))
        counts[series] = counts.get(series, 0) + 1
        yield entry | {"number": None if entry.get("number_missing") else counts[series]}


class Entry:
    """One meeting of the sample: who was there, what was said, how far the record has come."""

    def __init__(
        self, branch: Branch, kind: str, facts: dict[str, Any], book: Book, today: str
    ) -> None:
        self.branch, self.kind, self.facts = branch, kind, facts
        self.held = facts["held"]
        self.name = "/".join((branch.key, kind, facts.get("group", ""), self.held))
        group = branch.group_uid(facts["group"]) if "group" in facts else None
        self.group = group
        self.roster = {entry.member: entry for entry in book.roster(self.held)}
        self.due = due(self.roster.values(), kind, group)
        self.reached = self._reached(today)
        entered = self.reached.get("finished_on", self.held)
        self.at = moment(entered, 9, pick(self.name, 60))

    def steps(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """Yield the moment, a name and the deed of each step of the record's life.

        The tidy branch marks its records as printed, signed and archived in a step of its own;
        the others enter theirs as far as they have come, which keeps the making short.
        """
        later = {key: self.reached[key] for key in _LATER if key in self.reached}
        if later and self.branch.key == "first":
            finished = self.reached["finished_on"]
            draft = {"finished_on": finished, "status": str(Status.FINAL)}
            last = moment(max(later.values()), 8, pick(self.name, 60))
            yield self.at, self.name, partial(self._enter, draft)
            yield last, self.name, partial(self._advance, later, last)
        else:
            yield self.at, self.name, partial(self._enter, self.reached)

    def _enter(self, reached: Tree) -> None:
        record = self._record() | reached
        record["attachments"] = files.files(record, self.branch.key, self.at)
        record = identified(record, self.name)
        operations.save(spec("meeting"), record, who=record["recorder_name"], at=self.at)

    def _advance(self, later: Tree, at: str) -> None:
        status = self.reached["status"]
        operations.set_values(
            spec("meeting"),
            uid(self.name),
            later | {"status": status},
            name=f"标为{Status(status).label} {MeetingKind(self.kind).label}{self.held}",
            who=self._entry(self._recorder_key()).display_name,
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

    def _record(self) -> Tree:
        facts, branch = self.facts, self.branch
        began, ended = self._time()
        record = tree.blank(
            spec("meeting"),
            organisation=branch.uid,
            kind=self.kind,
            group=self.group,
            year=int(self.held[:4]),
            number=facts["number"],
            title=facts.get("title", ""),
            held_on=self.held,
            began_at=began,
            ended_at=ended,
            place=self._place(),
            notice_on=facts.get("notice_on") or workday(self.held, -1 - pick(self.name, 3)),
            notice_by=facts.get("notice_by") or branch.facts["notice_by"],
            readings=[{"title": t, "issued_on": day} for t, day in facts.get("readings", [])],
            observers=[_observer(*row) for row in facts.get("observers", [])],
            agenda=self._agenda(),
        )
        record |= {key: facts[key] for key in _TEXTS if key in facts}
        return record | self._officers() | {"attendance": self._attendance()}

    def _time(self) -> tuple[str, str | None]:
        if "time" in self.facts:
            began, ended = self.facts["time"]
            return began, ended or None
        began = _BEGINNINGS[pick(self.name, len(_BEGINNINGS))]
        minutes = 45 + 5 * pick(self.name + "/length", 8)
        if self.kind == "lecture":
            minutes = self.facts["hours"] // 2
        end = dt.datetime.fromisoformat(f"{self.held}T{began}") + dt.timedelta(minutes=minutes)
        return began, f"{end:%H:%M}"

    def _place(self) -> str:
        group = self.branch.groups.get(self.facts.get("group", ""), self.branch.facts)
        return str(self.facts.get("place") or group["place"])

    def _officers(self) -> Tree:
        chair = self._chair()
        recorder = self._entry(self._recorder_key())
        record = drafting.as_chair(chair)
        record |= {"recorder": recorder.member, "recorder_name": recorder.display_name}
        if "lecturer" in self.facts:
            lecturer = self._entry(self.facts["lecturer"])
            as_chair = drafting.as_chair(lecturer)
            record |= {f"lecturer{key.removeprefix('chair')}": v for key, v in as_chair.items()}
            record |= {"form": self.facts["form"], "hours": self.facts["hours"]}
        return record

    def _chair(self) -> RosterEntry:
        if "chair" in self.facts:
            return self._entry(self.facts["chair"])
        if self.kind == "group":
            return self._entry(self.branch.groups[self.facts["group"]]["leader"])
        officers = [entry for entry in self.roster.values() if entry.posts]
        teaching = self.facts.get("lecturer")
        return next(e for e in officers if e.member != (teaching and self.branch.member(teaching)))

    def _recorder_key(self) -> str:
        kind = self.facts.get("group", self.kind)
        return str(self.facts.get("recorder") or self.branch.facts["recorders"][kind])

    def _entry(self, key: str) -> RosterEntry:
        return self.roster[self.branch.member(key)]

    def _shown(self, key: str) -> str:
        """Return the name as the record shows it; who is not on the roster keeps the key."""
        if key not in self.branch.people or self.branch.member(key) not in self.roster:
            return key
        return self._entry(key).display_name

    def _agenda(self) -> list[Tree]:
        items = [self._item(item) for item in self.facts.get("agenda", [])]
        if "topic" in self.facts:
            items = [self._item(self.facts | {"title": self.facts["topic"], "tasks": []})]
        if "closing" in self.facts:
            words = {"title": "主持人总结", "report": self.facts["closing"]}
            tasks = self.facts.get("closing_tasks", [])
            closing = self._item(words | {"tasks": tasks}) | {"part": "closing"}
            items.append(closing)
        return items

    def _item(self, facts: dict[str, Any]) -> Tree:
        method, *figures = facts.get("vote", ["none", None, None, None])
        votes = dict(zip(("votes_for", "votes_against", "votes_abstain"), figures, strict=True))
        return tree.blank_line(
            drafting.line("agenda"),
            title=facts["title"],
            speaker=self._shown(facts.get("speaker", "")),
            report=facts.get("report", ""),
            matter=facts.get("matter", "general"),
            submit=facts.get("submit", False),
            vote_method=method,
            resolution=facts.get("resolution", ""),
            speeches=[{"speaker": self._shown(who), "text": t} for who, t in facts.get("said", [])],
            decisions=[self._decision(*row) for row in facts.get("tasks", [])],
            **{key: None if figure == "" else figure for key, figure in votes.items()},
        )

    def _decision(self, text: str, who: str, day: str) -> Tree:
        known = who in self.branch.people
        owner = self.branch.member(who) if known else None
        return {"text": text, "owner": owner, "owner_name": self._shown(who), "due_on": day or None}

    def _attendance(self) -> list[Tree]:
        away = self._away()
        left_out = {self.branch.member(key) for key in self.facts.get("omit", [])}
        rows = []
        for entry in self.due:
            if entry.member in left_out:
                continue
            row = drafting.attendee(entry) | away.get(entry.member, {})
            rows.append(row)
        return rows

    def _away(self) -> dict[str, Tree]:
        """Return what differs in the rows of those who were not there, by member."""
        facts, branch = self.facts, self.branch
        away = self._standing() | self._casual()
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
        """A few of those without a part in the meeting, where the votes do not fix who came."""
        if self.kind == "committee" or self.kind == "general":
            return {}
        busy = {self.branch.member(key) for key in self._involved()} | {self._chair().member}
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

    def _involved(self) -> set[str]:
        said = [pair for item in self._items() for pair in item.get("said", [])]
        keys = {who for who, _text in said} | {self._recorder_key()}
        keys |= {self.facts.get("lecturer", ""), *self.facts.get("present", [])}
        return {key for key in keys if key in self.branch.people}

    def _items(self) -> list[dict[str, Any]]:
        return [*self.facts.get("agenda", []), self.facts]


def _leave(reason: str) -> Tree:
    return {"state": "leave", "reason": reason}


def _observer(name: str, post: str = "", persons: int = 1) -> Tree:
    return {"name": name, "post": post, "persons": persons}
