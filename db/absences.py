"""The register of leave and of what was made up for: attendance met with what was noted of it.

Everybody who was on leave or absent stands in it, whether or not anything was noted; what was
noted of somebody who was there after all stands in it too and says so (domain 2.1 row 23).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from db import dates, queries, shown, tree
from db.branch import Member
from db.model import dicts
from db.records import spec
from db.records.activity import Activity, ActivityAttendance
from db.records.activity import heading as activity_heading
from db.records.held import AttendanceState, Status
from db.records.meeting import Attendance, Meeting
from db.records.meeting import heading as meeting_heading
from db.spec import Tree

KIND = spec("absence")
_OCCASIONS: tuple[tuple[str, Any, Any, Any], ...] = (
    ("meeting", Meeting, Attendance, meeting_heading),
    ("activity", Activity, ActivityAttendance, activity_heading),
)


@dataclass(frozen=True)
class Away:
    """One person away from one occasion.

    ``state`` and ``reason`` are those of the attendance, ``said`` what it says of making up for it;
    ``state`` is "" when the attendance does not know of it. ``noted`` is the absence that was
    noted, None for none. Of a ``frail`` person nothing is asked (教育管理条例 Art. 23).
    """

    record_type: str
    occasion: str
    title: str
    day: str
    member: str
    name: str
    state: str
    reason: str = ""
    reason_late: bool = False
    said: str = ""
    draft: bool = False
    frail: bool = False
    noted: Tree | None = None

    @property
    def key(self) -> str:
        """What tells the rows of the register apart: the uid of what was noted, else the place."""
        return str(self.noted["uid"]) if self.noted else f"{self.occasion}/{self.member}"

    @property
    def made_up(self) -> bool:
        """Whether something was done for it."""
        return bool(self.said or (self.noted and self.noted["made_up_on"]))

    @property
    def late(self) -> bool:
        """Whether leave was only asked for after the occasion."""
        asked = self.noted["asked_on"] if self.noted else None
        return bool(asked and asked > self.day) or self.reason_late

    @property
    def approved(self) -> bool:
        """Whether it is known who agreed; of an absence without leave nobody did."""
        return self.state != AttendanceState.LEAVE or bool(self.noted and self.noted["approved_by"])

    @property
    def open(self) -> bool:
        """Whether it is still to be made up for."""
        return bool(self.state) and not self.made_up and not self.frail

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of it: 会后请假, 不作要求 and the like."""
        return tuple(
            text
            for holds, text in (
                (not self.state, "与到会情况不符：名单上不是请假、缺席"),
                (self.late, "会后请假"),
                (bool(self.state) and self.frail, "年老体弱，不作要求"),
                (self.draft, "会议记录还是草稿"),
            )
            if holds
        )


def register(organisation: str, year: int, today: str) -> list[Away]:
    """Return who was away from what in a year up to an ISO day, newest first, then by roster."""
    noted = {(each["occasion"], each["member"]): each for each in _noted(organisation, year)}
    found = [*_away(organisation, year, today)]
    known = {(each.occasion, each.member) for each in found}
    rows = [_with(each, noted.get((each.occasion, each.member))) for each in found]
    rows += [_odd(each) for place, each in noted.items() if place not in known]
    places = {row["uid"]: n for n, row in enumerate(queries.members_ever_of(organisation))}
    rows.sort(key=lambda each: places.get(each.member, len(places)))
    return sorted(rows, key=lambda each: each.day, reverse=True)


def new_absence(organisation: str, away: Away) -> Tree:
    """Return what may be noted of somebody away, for the form."""
    return tree.blank(
        KIND,
        organisation=organisation,
        year=int(away.day[:4]),
        occasion=away.occasion,
        title=away.title,
        held_on=away.day,
        member=away.member or None,
        name=away.name,
    )


HEADS = (
    "姓名",
    "会议、活动",
    "日期",
    "到会",
    "事由",
    "请假日期",
    "批准人",
    "补课日期",
    "补课方式和内容",
    "学时",
    "备注",
)


def cells(away: Away) -> tuple[str, ...]:
    """Return a row of the register in words, as ``HEADS`` names them; "" for nothing."""
    noted = away.noted or {}
    way = shown.cell(KIND, noted, "way") if noted else ""
    done = "：".join(part for part in (way, noted.get("content", "")) if part)
    return (
        away.name,
        away.title,
        dates.text(away.day),
        AttendanceState(away.state).label if away.state else "",
        away.reason,
        dates.text(noted.get("asked_on")),
        noted.get("approved_by", ""),
        dates.text(noted.get("made_up_on")),
        "；".join(part for part in (done, away.said) if part),
        shown.cell(KIND, noted, "hours") if noted else "",
        "；".join((*away.remarks, *filter(None, [noted.get("note", "")]))),
    )


def summary(rows: Iterable[Away]) -> str:
    """Return the register in figures that close: 请假8人次，缺席2人次；已补课6人次，…"""
    listed = [each for each in rows if each.state]
    states = [each.state for each in listed]
    made_up = sum(each.made_up for each in listed)
    waiting = sum(each.open for each in listed)
    leave, absent = states.count(AttendanceState.LEAVE), states.count(AttendanceState.ABSENT)
    excused = len(listed) - made_up - waiting
    said = f"已补课{made_up}人次，还没有补课{waiting}人次"
    said += f"，不作要求{excused}人次" if excused else ""
    return f"请假{leave}人次，缺席{absent}人次；{said}。"


def _noted(organisation: str, year: int) -> list[Tree]:
    uids = [row.uid for row in queries.records(KIND, organisation=organisation, year=year)]
    return list(tree.dump_many(KIND, uids).values())


def _away(organisation: str, year: int, today: str) -> Iterator[Away]:
    for record_type, model, lines, heading in _OCCASIONS:
        columns = [getattr(model, n) for n in ("uid", "year", "number", "title", "status")]
        named = model.kind if record_type == "meeting" else model.month
        query = (
            lines.select(
                lines.member,
                lines.name,
                lines.state,
                lines.reason,
                lines.reason_late,
                lines.makeup,
                Member.frail,
                model.held_on,
                named,
                *(column.alias(f"of_{column.name}") for column in columns),
            )
            .join(model)
            .switch(lines)
            .join(Member)
            .where(
                model.organisation == organisation,
                model.year == year,
                model.held_on <= today,
                model.deleted_at.is_null(),
                lines.state != AttendanceState.PRESENT,
            )
        )
        for row in dicts(query):
            of: Tree = {"kind": row.get("kind"), "month": row.get("month")}
            of |= {column.name: row[f"of_{column.name}"] for column in columns}
            yield Away(
                record_type=record_type,
                occasion=of["uid"],
                title=heading(of),
                day=row["held_on"],
                member=row["member"],
                name=row["name"],
                state=row["state"],
                reason=row["reason"],
                reason_late=bool(row["reason_late"]),
                said=row["makeup"],
                draft=of["status"] == Status.DRAFT,
                frail=bool(row["frail"]),
            )


def _with(away: Away, noted: Tree | None) -> Away:
    return Away(**{**vars(away), "noted": noted})


def _odd(noted: Tree) -> Away:
    return Away(
        record_type="",
        occasion=noted["occasion"] or "",
        title=noted["title"],
        day=noted["held_on"],
        member=noted["member"] or "",
        name=noted["name"],
        state="",
        noted=noted,
    )
