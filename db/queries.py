"""Reads that more than one page, paper or command needs; each is one or a few queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import peewee as pw

from db.branch import Group, Member, Membership, Organisation, OrganisationKind
from db.connection import database
from db.fields import BooleanField
from db.model import dicts
from db.records import RECORDS, spec
from db.records.meeting import AgendaItem, AgendaPart, Attendance, Meeting, Status
from db.records.text_block import TextBlock
from db.spec import ROOT_KEYS, RecordSpec, Tree


@dataclass(frozen=True)
class Row:
    """A record in a list: identity, date, heading, and its root values without long texts."""

    uid: str
    organisation: str | None
    day: str | None
    heading: str
    values: Tree
    topics: tuple[str, ...] = ()


def organisations() -> list[Tree]:
    """Return the living organisations: the general branch first, then its branches by name."""
    order = {str(kind): place for place, kind in enumerate(OrganisationKind)}
    rows = dicts(Organisation.select().where(Organisation.deleted_at.is_null()))
    return sorted(rows, key=lambda row: (order[row["kind"]], row["entered_at"], row["short_name"]))


def branches() -> list[Tree]:
    """Return the living organisations that hold meetings of their own: the branches."""
    return [row for row in organisations() if row["kind"] == OrganisationKind.BRANCH]


def organisation(uid: str) -> Tree:
    """Return one organisation; raises ``KeyError``."""
    for row in dicts(Organisation.select().where(Organisation.uid == uid)):
        return row
    raise KeyError(uid)


def records(
    kind: RecordSpec, *, organisation: str | None = None, year: int | None = None
) -> list[Row]:
    """Return the living records of a type in list order, newest first where they are dated.

    For a year only the records dated in it are returned. One query, and one more for the topics
    of meetings.
    """
    model: Any = kind.model
    names = _listed(kind)
    query = model.select(*(getattr(model, name) for name in names))
    query = query.where(model.deleted_at.is_null())
    if organisation is not None:
        query = query.where(model.organisation == organisation)
    if year is not None and "year" in kind.fields:
        query = query.where(model.year == year)  # stands in an index beside the organisation
    elif year is not None and kind.day:
        day = getattr(model, kind.day)
        query = query.where(day >= f"{year}-01-01", day <= f"{year}-12-31")
    order = [getattr(model, name) for name in kind.order]
    query = query.order_by(*(field.desc() if kind.day else field for field in order))
    rows = _plain_rows(kind, names, query)
    topics = _topics([row["uid"] for row in rows]) if model is Meeting else {}
    return [
        Row(
            uid=row["uid"],
            organisation=row["organisation"],
            day=row[kind.day] if kind.day else None,
            heading=kind.heading(row),
            values=row,
            topics=tuple(topics.get(row["uid"], ())),
        )
        for row in rows
    ]


def _listed(kind: RecordSpec) -> list[str]:
    """Return the names of the root fields but for long texts, which no list shows whole."""
    columns = {column.field for column in kind.columns}
    fields = [n for n, f in kind.fields.items() if n in columns or not getattr(f, "long", False)]
    return [*ROOT_KEYS, *fields]


def _plain_rows(kind: RecordSpec, names: list[str], query: Any) -> list[Tree]:
    """Run a query for dicts without asking peewee to convert each value: lists are long.

    Stored values are the values of the tree, truth values excepted.
    """
    rows = [dict(zip(names, row, strict=True)) for row in database.execute_sql(*query.sql())]
    for name in names:
        if isinstance(kind.fields.get(name), BooleanField):
            for row in rows:
                row[name] = bool(row[name])
    return rows


def _topics(meetings: list[str]) -> dict[str, list[str]]:
    """Return the titles of the agenda by meeting, in order."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(meetings), 10_000):
        query = (
            AgendaItem.select(AgendaItem.record, AgendaItem.title)
            .where(
                AgendaItem.record.in_(meetings[start : start + 10_000]),
                AgendaItem.part == AgendaPart.ITEM,
            )
            .order_by(AgendaItem.record, AgendaItem.position)
        )
        for meeting, title in database.execute_sql(*query.sql()):
            found.setdefault(meeting, []).append(title)
    return found


def members_of(branch: str) -> list[Tree]:
    """Return the living members whose latest branch it is, in roster order."""
    return _members(Member.organisation == branch)


def members_ever_of(branch: str) -> list[Tree]:
    """Return the living members who are or were in the branch, in roster order."""
    here = Membership.select(Membership.record).where(Membership.branch == branch)
    return _members(Member.uid.in_(here))


def _members(condition: Any) -> list[Tree]:
    kind = spec("member")
    names = [*ROOT_KEYS, *kind.fields]
    query = Member.select(*(getattr(Member, name) for name in names))
    query = query.where(condition, Member.deleted_at.is_null())
    return _plain_rows(kind, names, query.order_by(Member.sequence, Member.entered_at))


def groups_of(branch: str) -> list[Tree]:
    """Return the living groups of a branch by name, dissolved ones too."""
    query = Group.select().where(Group.organisation == branch, Group.deleted_at.is_null())
    return list(dicts(query.order_by(Group.name)))


def next_number(branch: str, kind: str, year: int, group: str | None = None) -> int:
    """Return the number that the next meeting of the kind gets within the year."""
    query = Meeting.select(pw.fn.MAX(Meeting.number)).where(
        Meeting.organisation == branch,
        Meeting.kind == kind,
        Meeting.year == year,
        Meeting.deleted_at.is_null(),
    )
    if group is not None:
        query = query.where(Meeting.group == group)
    return int(query.scalar() or 0) + 1


def places(branch: str) -> list[str]:
    """Return the places where the branch has met, the most frequent first."""
    query = (
        Meeting.select(Meeting.place)
        .where(Meeting.organisation == branch, Meeting.place != "", Meeting.deleted_at.is_null())
        .group_by(Meeting.place)
        .order_by(pw.fn.COUNT(Meeting.uid).desc())
        .limit(20)
    )
    return [row["place"] for row in dicts(query)]


def text_blocks(branch: str, kind: str) -> list[Tree]:
    """Return the branch's phrases for a kind of meeting, those for every kind too."""
    query = TextBlock.select().where(
        TextBlock.organisation == branch,
        TextBlock.deleted_at.is_null(),
        (TextBlock.scope == kind) | TextBlock.scope.is_null(),
    )
    return list(dicts(query.order_by(TextBlock.position, TextBlock.title)))


def years(organisation: str | None = None) -> list[int]:
    """Return the years that have meetings, newest first."""
    if organisation is None:
        return list(_all_years())
    query = Meeting.select(Meeting.year).where(
        Meeting.organisation == organisation,
        Meeting.deleted_at.is_null(),
        Meeting.year.is_null(is_null=False),
    )
    return [row["year"] for row in dicts(query.distinct().order_by(Meeting.year.desc()))]


def _all_years() -> Iterator[int]:
    """Step from year to year along the index of dates: fifty years cost no more than ten."""
    before = "2101-01-01"  # no record is dated later
    while True:
        row = database.execute_sql(
            "SELECT held_on FROM meeting WHERE deleted_at IS NULL AND held_on < ?"
            " ORDER BY held_on DESC LIMIT 1",
            (before,),
        ).fetchone()
        if row is None:
            return
        yield int(row[0][:4])
        before = f"{row[0][:4]}-01-01"


def bin_contents() -> list[tuple[RecordSpec, Tree]]:
    """Return what lies in the recycle bin, latest deleted first, as root rows."""
    found = [
        (kind, row)
        for kind in RECORDS
        for row in dicts(kind.model.select().where(kind.model.deleted_at.is_null(is_null=False)))
    ]
    return sorted(found, key=lambda pair: pair[1]["deleted_at"], reverse=True)


def count(kinds: Iterable[RecordSpec] = RECORDS) -> dict[str, int]:
    """Return the number of living records by type name."""
    return {
        kind.name: kind.model.select().where(kind.model.deleted_at.is_null()).count()
        for kind in kinds
    }


def attendance_of(member: str, year: int) -> dict[str, int]:
    """Return how often a member was present, on leave and absent at the year's final meetings."""
    query = (
        Attendance.select(Attendance.state, pw.fn.COUNT(Attendance.uid).alias("times"))
        .join(Meeting)
        .where(
            Attendance.member == member,
            Meeting.year == year,
            Meeting.status != Status.DRAFT,
            Meeting.deleted_at.is_null(),
        )
        .group_by(Attendance.state)
    )
    return {row["state"]: row["times"] for row in dicts(query)}
