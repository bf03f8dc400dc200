"""The life of a listed item: numbering, carry-over, the steps to 销号, where items come from.

Source: 责任、任务、问题三张清单 with 对账销号 (domain row 14 and the systems of the seed branch).
A year shows what was numbered in it and what earlier years left open; nothing is copied at the
turn of the year, so an item keeps its number and its history.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from db import dates, operations, queries, tree
from db.errors import Refused
from db.operations import Changes
from db.records import spec
from db.records.activity import ACTIVITY
from db.records.contact_visit import CONTACT_VISIT, VisitForm
from db.records.held import Status
from db.records.listed_item import (
    ItemSource,
    ItemState,
    ListKind,
    ProgressKind,
    has_evidence,
    heading,
    number_text,
)
from db.records.meeting import MEETING, kind_title
from db.spec import RecordSpec, Tree

_ITEM = spec("listed_item")
_PROGRESS = _ITEM.line("progress")
_SUPERVISION = spec("supervision")
_SEEN = (CONTACT_VISIT, _SUPERVISION)  # their findings become problems
_OPEN = (ItemState.WAITING, ItemState.ACTIVE)
_UNDONE = frozenset(str(state) for state in _OPEN)
_DISCUSSED = (ListKind.TASK, ListKind.PROBLEM)


@dataclass(slots=True)
class Item:
    """One line of a list as a year shows it: the values that lists show and are filtered by.

    ``days_late`` counts the days after the limit while the item is overdue; ``carried`` says that
    it was numbered in an earlier year.
    """

    values: Tree
    days_late: int
    carried: bool

    @property
    def uid(self) -> str:
        """Identity of the record."""
        return str(self.values["uid"])

    @property
    def overdue(self) -> bool:
        """Whether the limit has passed and the item is neither done nor closed."""
        return self.days_late > 0

    @property
    def number(self) -> str:
        """任务2026-07."""
        return number_text(self.values)


def items(organisation: str, year: int, today: str, kind: str | None = None) -> list[Item]:
    """Return what the view of a year holds, of one list or all, by list, year and number.

    These are the items numbered in the year, and older ones that were not closed before its first
    day. One query. ``today`` (ISO) decides what is overdue.
    """
    return [
        Item(values, days_late(values, today), (values["year"] or year) < year)
        for values in queries.listed_items(organisation, year, kind)
    ]


def counts(organisation: str, year: int) -> dict[str, int]:
    """Return how many items the view of a year holds, by list."""
    return {str(kind): 0 for kind in ListKind} | queries.listed_counts(organisation, year)


def belongs(item: Tree, year: int) -> bool:
    """Whether an item is in the view of a year."""
    if item["year"] is None or item["year"] == year:
        return True
    return item["year"] < year and (item["closed_on"] or "9") >= f"{year}-01-01"


def overdue(item: Tree, today: str) -> bool:
    """Whether an item has passed its limit and is neither done nor closed."""
    return bool(item["due_on"]) and item["due_on"] < today and item["state"] in _UNDONE


def days_late(item: Tree, today: str) -> int:
    """Return the days since the limit of an item that is overdue, else 0."""
    """Return how many days ago the limit of an overdue item was; 0 when it is not overdue."""
    if not overdue(item, today):
        return 0
    return (dt.date.fromisoformat(today) - dt.date.fromisoformat(item["due_on"])).days


def next_number(organisation: str, kind: str, year: int) -> int:
    """Return the number for the next item of a list; one in the recycle bin keeps its own."""
    return queries.next_listed_number(organisation, kind, year)


def new_item(branch: str, kind: str, year: int, **values: Any) -> Tree:
    """Return a new item of a list, not numbered yet: that happens when it is first saved."""
    given = {"organisation": branch, "kind": str(kind), "year": year} | values
    return tree.blank(_ITEM, **given)


def numbered(records: Iterable[Tree]) -> list[Tree]:
    """Return the items with a number for each that has none, counted on in their order."""
    following: dict[tuple[str, str, int], int] = {}
    result = []
    for record in records:
        if record["number"] is None and record["year"] is not None:
            key = (record["organisation"], record["kind"], record["year"])
            number = following.get(key) or next_number(*key)
            following[key] = number + 1
            record = record | {"number": number}
        result.append(record)
    return result


def save(record: Tree, *, who: str, at: str) -> Changes:
    """Save one item from a form; a new one gets its number now."""
    return operations.save(_ITEM, numbered([record])[0], who=who, at=at)


# The life of an item


def start(uid: str, *, day: str, today: str, who: str, at: str) -> Changes:
    """未开始 → 进行中 on an ISO day; it becomes the first day of an item that has none."""
    item = _stored(uid)
    _refuse_unless(item, "开始", ItemState.WAITING)
    _refuse_future(day, today, "开始日期")
    values = {"began_on": item["began_on"] or day}
    return _step(item, ItemState.ACTIVE, "开始", values, day, who=who, at=at)


def complete(uid: str, *, day: str, today: str, who: str, at: str) -> Changes:
    """未开始 or 进行中 → 已完成 on an ISO day, not before the item began."""
    item = _stored(uid)
    _refuse_unless(item, "完成", *_OPEN)
    _refuse_future(day, today, "完成日期")
    _refuse_before(day, item["began_on"], "完成日期", "开始日期")
    return _step(item, ItemState.DONE, "完成", {"done_on": day}, day, who=who, at=at)


def close(uid: str, *, day: str, by: str, today: str, who: str, at: str) -> Changes:
    """已完成 → 已销号 on an ISO day by a named person; refused without evidence.

    Evidence is an attached file, or a linked meeting or activity (domain row 14: proof for each
    closed item).
    """
    item = _stored(uid)
    _refuse_unless(item, "销号", ItemState.DONE)
    if not has_evidence(item):
        raise Refused(
            f"{number_text(item)}还没有佐证，不能销号：请附上文件，或指明一次会议、一次活动。"
        )
    if not by.strip():
        raise Refused("请写明由谁销号。")
    _refuse_future(day, today, "销号日期")
    _refuse_before(day, item["done_on"], "销号日期", "完成日期")
    _refuse_before(day, item["began_on"], "销号日期", "开始日期")
    values = {"closed_on": day, "closed_by": by.strip()}
    return _step(item, ItemState.CLOSED, "销号", values, day, who=who, at=at)


def reopen(uid: str, *, reason: str, today: str, who: str, at: str) -> Changes:
    """已完成 or 已销号 → 进行中; the reason goes into the log and the history."""
    item = _stored(uid)
    _refuse_unless(item, "重新打开", ItemState.DONE, ItemState.CLOSED)
    if not reason.strip():
        raise Refused("请写明重新打开的原因，它会留在进展和历史中。")
    values = {"done_on": None, "closed_on": None, "closed_by": ""}
    entry = _entry(today, reason.strip(), ProgressKind.REOPENED)
    return _set(
        item,
        values | {"state": str(ItemState.ACTIVE)},
        entry,
        name="重新打开",
        reason=reason.strip(),
        who=who,
        at=at,
    )


def add_progress(
    uid: str, text: str, day: str, *, today: str, who: str, at: str, meeting: str | None = None
) -> Changes:
    """Write an entry dated an ISO day into the log; ``meeting`` is the one that spoke of it."""
    item = _stored(uid)
    if item["state"] == ItemState.CLOSED:
        raise Refused(f"{number_text(item)}已经销号，不能再记进展。要接着办，请先重新打开。")
    if not text.strip():
        raise Refused("请写下进展的内容。")
    _refuse_future(day, today, "进展的日期")
    return _set(item, {}, _entry(day, text, meeting=meeting), name="记进展", who=who, at=at)


def _stored(uid: str) -> Tree:
    try:
        return tree.dump(_ITEM, uid)
    except KeyError:
        raise Refused("这一项已不在数据文件中，请刷新后再看。") from None


def _refuse_unless(item: Tree, step: str, *states: ItemState) -> None:
    if item["state"] not in states:
        now, wanted = ItemState(item["state"]).label, "”或“".join(each.label for each in states)
        raise Refused(f"{number_text(item)}现在是“{now}”，“{wanted}”的才能{step}。")


def _refuse_future(day: str, today: str, what: str) -> None:
    if day > today:
        raise Refused(f"{what}还没有到，请核对。")


def _refuse_before(day: str, earlier: str | None, what: str, than: str) -> None:
    if earlier and day < earlier:
        raise Refused(f"{what}早于{than}{dates.text(earlier)}，请核对。")


def _entry(
    day: str, text: str, what: ProgressKind = ProgressKind.NOTE, meeting: str | None = None
) -> Tree:
    line = {"noted_on": day, "what": str(what), "text": text.strip(), "meeting": meeting}
    return tree.blank_line(_PROGRESS, **line)


def _step(
    item: Tree, state: ItemState, name: str, values: Tree, day: str, *, who: str, at: str
) -> Changes:
    words = f"{ItemState(item['state']).label} → {state.label}"
    entry = _entry(day, words, ProgressKind.STATE)
    return _set(item, values | {"state": str(state)}, entry, name=name, who=who, at=at)


def _set(
    item: Tree, values: Tree, entry: Tree, *, name: str, who: str, at: str, reason: str = ""
) -> Changes:
    values = values | {"progress": [*item["progress"], entry]}
    title = f"{name} {heading(item)}"
    return operations.set_values(
        _ITEM, item["uid"], values, name=title, who=who, at=at, reason=reason
    )


# Where items come from


@dataclass(frozen=True)
class Candidate:
    """A decision or a problem of a record that may go on a list.

    ``origin`` is the uid of its line, ``made`` the living item that was made from it, if any.
    """

    origin: str
    kind: ListKind
    text: str
    owner: str | None
    owner_name: str
    due_on: str | None
    measures: str = ""
    note: str = ""
    made: Tree | None = None


def candidates(kind: RecordSpec, record: Tree) -> list[Candidate]:
    """Return what of a meeting, an activity or a visit may go on a list, in its order.

    Decisions (those of the closing words too) become tasks, the problems of 组织生活会 and
    民主评议党员 become problems, and so does what a leader found at a contact point or a
    supervision team anywhere.
    """
    found = [_of_decision(line) for line in _decisions(kind, record) if line["text"]]
    if kind is MEETING:
        found += [_of_issue(line) for line in record["issues"] if line["text"]]
    if kind in _SEEN:
        found += [_of_finding(line) for line in record["findings"] if line["text"]]
    made = queries.items_of_origins([each.origin for each in found])
    return [replace(each, made=made.get(each.origin)) for each in found]


def gives_items(kind: RecordSpec) -> bool:
    """Whether records of a type hold what may go on a list."""
    return kind.name in {each.name for each in (MEETING, ACTIVITY, *_SEEN)}


def source_of(item: Tree) -> tuple[str, str] | None:
    """Return the living visit or supervision whose finding became an item, as type and uid."""
    for kind in _SEEN if item["origin"] else ():
        if uid := queries.owner_of_line(kind, "findings", item["origin"]):
            return kind.name, uid
    return None


def put_on_list(
    kind: RecordSpec, record: Tree, chosen: Iterable[Candidate], *, who: str, at: str
) -> Changes:
    """Make an item of each candidate as one undoable step; one already made is passed by.

    The items begin on the day the record was held and point back to it.
    """
    wanted = list(chosen)
    made = queries.items_of_origins([each.origin for each in wanted])
    fresh = [_item_of(kind, record, each) for each in wanted if each.origin not in made]
    if not fresh:
        raise Refused("没有要加入清单的事项：选中的都已在清单里。")
    named = [(_ITEM, item) for item in numbered(fresh)]
    title = f"加入清单 {len(fresh)}项，来自{kind.heading(record)}"
    return operations.save_many(named, name=title, who=who, at=at)


def place_of(kind: RecordSpec, record: Tree) -> tuple[str, str]:
    """Return whose lists the items of a record go on, and the ISO day on which they begin."""
    if kind is CONTACT_VISIT:
        return record["branch"], record["visited_on"]
    return record["organisation"], record["held_on"]


def _decisions(kind: RecordSpec, record: Tree) -> list[Tree]:
    if kind is MEETING:
        return [line for item in record["agenda"] for line in item["decisions"]]
    return list(record["decisions"]) if kind is ACTIVITY else []


def _of_decision(line: Tree) -> Candidate:
    return Candidate(
        line["uid"], ListKind.TASK, line["text"], line["owner"], line["owner_name"], line["due_on"]
    )


def _of_issue(line: Tree) -> Candidate:
    return Candidate(
        line["uid"],
        ListKind.PROBLEM,
        line["text"],
        line["owner"],
        line["owner_name"],
        line["due_on"],
        measures=line["measure"],
        note=f"对象：{line['whose']}" if line["whose"] else "",
    )


def _of_finding(line: Tree) -> Candidate:
    """Return a finding of a visit (with advice) or of a supervision (with whose it is)."""
    if "whose" in line:
        owner, measures, note = line["whose"], line["measures"], line["handled"]
    else:
        owner, measures, note = line["owner_name"], line["advice"], ""
    return Candidate(
        line["uid"],
        ListKind.PROBLEM,
        line["text"],
        None,
        owner,
        line["due_on"],
        measures=measures,
        note=f"现场处理：{note}" if note else "",
    )


def _item_of(kind: RecordSpec, record: Tree, chosen: Candidate) -> Tree:
    organisation, day = place_of(kind, record)
    source = ItemSource.ACTIVITY if kind is ACTIVITY else ItemSource.MEETING
    note = chosen.note
    linked = {kind.name: record["uid"]}
    if kind is CONTACT_VISIT:
        source, linked = ItemSource.CONTACT, {}
        form = VisitForm(record["form"]).label
        note = f"{record['leader_name']}{dates.text(day)}到支部{form}"
    elif kind is _SUPERVISION:
        source, linked = ItemSource.INSPECTION, {}
        where = f"{dates.text(day)}{kind.heading(record)}"
        note = f"{where}，{note}" if note else where
    elif chosen.kind is ListKind.PROBLEM:  # what members found in themselves and each other
        source = ItemSource.SELF_CHECK
        note = f"{kind_title(record)}查摆，{note}" if note else f"{kind_title(record)}查摆"
    return new_item(
        organisation,
        chosen.kind,
        int(day[:4]),
        title=chosen.text,
        measures=chosen.measures,
        owner=chosen.owner,
        owner_name=chosen.owner_name,
        began_on=day,
        due_on=chosen.due_on,
        source=str(source),
        source_note=note,
        origin=chosen.origin,
        **linked,
    )


# What meetings say of items


def open_items(organisation: str, day: str) -> list[Item]:
    """Return the tasks and problems that a meeting on an ISO day may take up, by their limit.

    These are those that had begun and are not closed.
    """
    found = [
        item
        for item in items(organisation, int(day[:4]), day)
        if item.values["kind"] in _DISCUSSED
        and item.values["state"] != ItemState.CLOSED
        and (item.values["began_on"] or "") <= day
    ]
    return sorted(found, key=lambda item: item.values["due_on"] or "9")


def said_of(record: Tree) -> list[tuple[str, str]]:
    """Return what a meeting's agenda says of listed items: (uid of the item, text), in order."""
    said: dict[str, list[str]] = {}
    for item in record["agenda"]:
        if item["listed_item"]:
            words = said.setdefault(item["listed_item"], [])
            words += [item["report"]] if item["report"] else []
            words += [f"决议：{item['resolution']}"] if item["resolution"] else []
    return [(uid, "\n".join(words)) for uid, words in said.items() if words]


def take_progress(record: Tree, *, who: str, at: str) -> Changes:
    """Write what a final meeting says of items into their logs, once for each of them.

    What is closed, binned or has an entry of this meeting stays as it is.
    """
    if record["status"] == Status.DRAFT:
        raise Refused("会议定稿以后，才把议定的情况记入清单事项的进展。")
    said = dict(said_of(record))
    changed = []
    for uid, item in tree.dump_many(_ITEM, said).items():
        noted = any(line["meeting"] == record["uid"] for line in item["progress"])
        if noted or item["deleted_at"] or item["state"] == ItemState.CLOSED:
            continue
        entry = _entry(record["held_on"], said[uid], meeting=record["uid"])
        changed.append((_ITEM, item | {"progress": [*item["progress"], entry]}))
    name = f"记进展 {len(changed)}项，来自{MEETING.heading(record)}"
    return operations.save_many(changed, name=name, who=who, at=at)
