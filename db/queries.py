"""Reads that more than one page, paper or command needs; each is one or a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import peewee as pw

from db import tree
from db.branch import FixedItem, Group, Member, Membership, Organisation, OrganisationKind
from db.connection import database
from db.fields import BooleanField
from db.model import dicts
from db.records import RECORDS, spec
from db.records.activity import Activity
from db.records.activity_plan import ActivityPlan, PlannedActivity
from db.records.held import Status
from db.records.listed_item import ListedItem
from db.records.meeting import AgendaItem, AgendaPart, Attendance, Meeting
from db.records.talk import Talk
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


def branches_under(above: str) -> list[Tree]:
    """Return the living branches below an organisation, through what stands between, in order."""
    known = organisations()
    reached = {above}
    while more := {o["uid"] for o in known if o["parent"] in reached} - reached:
        reached |= more
    return [
        o for o in known if o["uid"] in reached - {above} and o["kind"] == OrganisationKind.BRANCH
    ]


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
    query = _within(kind, query, organisation, year)
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


def number_of(kind: RecordSpec, *, organisation: str, year: int | None = None) -> int:
    """Return how many living records of a type a branch has in a year; see ``records``."""
    model: Any = kind.model
    return int(_within(kind, model.select(), organisation, year).count())


def _within(kind: RecordSpec, query: Any, organisation: str | None, year: int | None) -> Any:
    model: Any = kind.model
    query = query.where(model.deleted_at.is_null())
    if organisation is not None:
        query = query.where(model.organisation == organisation)
    if year is not None and "year" in kind.fields:
        return query.where(model.year == year)  # stands in an index beside the organisation
    if year is not None and kind.day:
        day = getattr(model, kind.day)
        return query.where(day >= f"{year}-01-01", day <= f"{year}-12-31")
    return query


def named(uids: Iterable[str]) -> dict[str, tuple[RecordSpec, Row]]:
    """Return the living records with these uids, of whatever type, each with its type."""
    wanted, found = list(dict.fromkeys(uids)), {}
    for kind in RECORDS:
        left = [uid for uid in wanted if uid not in found]
        if not left:
            break
        model: Any = kind.model
        names = _listed(kind)
        columns = [getattr(model, name) for name in names]
        for start in range(0, len(left), 500):
            query = model.select(*columns).where(
                model.uid.in_(left[start : start + 500]), model.deleted_at.is_null()
            )
            for row in _plain_rows(kind, names, query):
                day = row[kind.day] if kind.day else None
                heading = kind.heading(row)
                found[row["uid"]] = (
                    kind,
                    Row(row["uid"], row["organisation"], day, heading, row),
                )
    return found


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


def meetings_of_activity(activity: str) -> list[Row]:
    """Return the living meetings and lectures that were held inside an activity, by day."""
    kind = spec("meeting")
    names = _listed(kind)
    query = Meeting.select(*(getattr(Meeting, name) for name in names))
    query = query.where(Meeting.activity == activity, Meeting.deleted_at.is_null())
    rows = _plain_rows(kind, names, query.order_by(Meeting.held_on, Meeting.began_at))
    return [Row(r["uid"], r["organisation"], r["held_on"], kind.heading(r), r) for r in rows]


def plan_of(branch: str, year: int) -> Tree | None:
    """Return the branch's plan of activities for a year, None when there is none."""
    rows = records(spec("activity_plan"), organisation=branch, year=year)
    return tree.dump(spec("activity_plan"), rows[0].uid) if rows else None


def year_plan_of(branch: str, year: int) -> Tree | None:
    """Return the branch's plan of all meetings for a year, None when there is none."""
    rows = records(spec("year_plan"), organisation=branch, year=year)
    return tree.dump(spec("year_plan"), rows[0].uid) if rows else None


def next_activity_number(branch: str, year: int) -> int:
    """Return the number that the branch's next activity gets within the year."""
    query = Activity.select(pw.fn.MAX(Activity.number)).where(
        Activity.organisation == branch, Activity.year == year, Activity.deleted_at.is_null()
    )
    return int(query.scalar() or 0) + 1


def next_talk_number(branch: str, year: int) -> int:
    """Return the number that the branch's next talk gets within the year."""
    query = Talk.select(pw.fn.MAX(Talk.number)).where(
        Talk.organisation == branch, Talk.year == year, Talk.deleted_at.is_null()
    )
    return int(query.scalar() or 0) + 1


def fixed_items(branch: str) -> list[str]:
    """Return the fixed items (规定动作) that the branch has listed for its activities, in order."""
    query = FixedItem.select(FixedItem.name).where(FixedItem.record == branch)
    return [row["name"] for row in dicts(query.order_by(FixedItem.position))]


def planned_activities(branch: str) -> list[Tree]:
    """Return the months of all living plans of the branch, each with its ``year``."""
    query = (
        PlannedActivity.select(PlannedActivity, ActivityPlan.year)
        .join(ActivityPlan)
        .where(ActivityPlan.organisation == branch, ActivityPlan.deleted_at.is_null())
    )
    return list(dicts(query.order_by(ActivityPlan.year, PlannedActivity.month)))


def planned_activity(branch: str, year: int, month: int) -> Tree | None:
    """Return what the branch has planned for a month, None when it has no plan for it."""
    for row in planned_activities(branch):
        if (row["year"], row["month"]) == (year, month):
            return row
    return None


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
    """Return the years that have meetings, activities, talks or listed items, newest first."""
    found: set[int] = set()
    for dated in (Meeting, Activity):
        found |= _years_by_day(dated) if organisation is None else _years_of(dated, organisation)
    for model in (Talk, ListedItem):
        found |= _years_of(model, organisation)
    return sorted(found, reverse=True)


def _years_of(model: Any, organisation: str | None) -> set[int]:
    query = model.select(model.year).where(
        model.deleted_at.is_null(), model.year.is_null(is_null=False)
    )
    if organisation is not None:
        query = query.where(model.organisation == organisation)
    return {row["year"] for row in dicts(query.distinct())}


def _years_by_day(model: Any) -> set[int]:
    """Step from year to year along the index of dates: fifty years cost no more than ten."""
    found: set[int] = set()
    before = "2101-01-01"  # no record is dated later
    while True:
        row = database.execute_sql(
            f"SELECT held_on FROM {model._meta.table_name} WHERE deleted_at IS NULL"
            " AND held_on < ? ORDER BY held_on DESC LIMIT 1",
            (before,),
        ).fetchone()
        if row is None:
            return found
        found.add(int(row[0][:4]))
        before = f"{row[0][:4]}-01-01"


_IN_LISTS = (
    "uid",
    "kind",
    "year",
    "number",
    "state",
    "title",
    "lead_name",
    "owner",
    "owner_name",
    "began_on",
    "due_on",
    "source",
    "done_on",
    "closed_on",
)


def listed_items(organisation: str, year: int, kind: str | None = None) -> list[Tree]:
    """Return the living listed items of a year's view by list, year and number.

    Those numbered in the year, and older ones not closed before its first day. The rows hold what
    lists show and are filtered by; a record is read whole by its uid.
    """
    names = list(_IN_LISTS)
    query = ListedItem.select(*(getattr(ListedItem, name) for name in names))
    query = query.where(_in_view(organisation, year))
    if kind is not None:
        query = query.where(ListedItem.kind == kind)
    order = (ListedItem.kind, ListedItem.year, ListedItem.number)
    return _plain_rows(spec("listed_item"), names, query.order_by(*order))


def listed_counts(organisation: str, year: int) -> dict[str, int]:
    """Return the number of items in a year's view by list, those that have any."""
    query = ListedItem.select(ListedItem.kind, pw.fn.COUNT(ListedItem.uid))
    query = query.where(_in_view(organisation, year)).group_by(ListedItem.kind)
    return dict(database.execute_sql(*query.sql()))


def _in_view(organisation: str, year: int) -> Any:
    older = (ListedItem.year < year) & (
        ListedItem.closed_on.is_null() | (ListedItem.closed_on >= f"{year}-01-01")
    )
    return (
        (ListedItem.organisation == organisation)
        & ListedItem.deleted_at.is_null()
        & ((ListedItem.year == year) | ListedItem.year.is_null() | older)
    )


def next_listed_number(organisation: str, kind: str, year: int) -> int:
    """Return the number after the highest of a list and year, the recycle bin included."""
    query = ListedItem.select(pw.fn.MAX(ListedItem.number)).where(
        ListedItem.organisation == organisation,
        ListedItem.kind == kind,
        ListedItem.year == year,
    )
    return int(query.scalar() or 0) + 1


def items_of_origins(origins: Iterable[str]) -> dict[str, Tree]:
    """Return the living listed items that were made from lines (decisions, issues), by line uid."""
    item, names, wanted = spec("listed_item"), _listed(spec("listed_item")), list(origins)
    found: dict[str, Tree] = {}
    for start in range(0, len(wanted), 500):
        query = ListedItem.select(*(getattr(ListedItem, name) for name in names)).where(
            ListedItem.origin.in_(wanted[start : start + 500]), ListedItem.deleted_at.is_null()
        )
        found |= {row["origin"]: row for row in _plain_rows(item, names, query)}
    return found


def owner_of_line(kind: RecordSpec, name: str, uid: str) -> str | None:
    """Return the uid of the living record that holds a line, None when there is none."""
    line = kind.line(name)
    model: Any = line.model
    owner: Any = kind.model
    query = (
        owner.select(owner.uid)
        .join(model, on=(getattr(model, line.parent) == owner.uid))
        .where(model.uid == uid, owner.deleted_at.is_null())
    )
    found = query.tuples().first()
    return str(found[0]) if found else None


def tasks_of(responsibility: str) -> list[Tree]:
    """Return the living items that belong to a responsibility, by list, year and number."""
    item, names = spec("listed_item"), _listed(spec("listed_item"))
    query = ListedItem.select(*(getattr(ListedItem, name) for name in names)).where(
        ListedItem.responsibility == responsibility, ListedItem.deleted_at.is_null()
    )
    order = (ListedItem.kind, ListedItem.year, ListedItem.number)
    return _plain_rows(item, names, query.order_by(*order))


def is_living(kind: RecordSpec, uid: str) -> bool:
    """Whether a record is stored and not in the bin."""
    model = kind.model
    return bool(model.select().where(model.uid == uid, model.deleted_at.is_null()).exists())


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
