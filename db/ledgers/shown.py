"""What our own workbooks write in the cells of the three lists (domain row 14).

``COLUMNS`` are those of the paper ledgers. An import knows by the same words that a cell which
comes back says nothing new.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from db import dates, listing, queries
from db.model import AttachmentKind
from db.records import spec
from db.records.listed_item import ItemSource, ItemState, ListKind, ProgressKind, number_text
from db.spec import Tree

DASH = "—"
NOTHING = "无"


@dataclass(frozen=True)
class Surroundings:
    """What stands beside the items: the year and day of the list, other records by name.

    ``links`` names meetings and activities by uid, ``tasks`` the numbers of the items that belong
    to a responsibility.
    """

    year: int
    today: str
    links: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ListColumn:
    """A column of a list; ``field`` is what an import reads from it, "" for nothing."""

    heading: str
    width: int
    field: str
    cell: Callable[[Tree, Surroundings], str]
    centred: bool = True


def surroundings(organisation: str, year: int, today: str, items: Iterable[Tree]) -> Surroundings:
    """Read what stands beside the items of a branch's list, with a fixed number of queries."""
    tasks: dict[str, list[str]] = {}
    for tree in items:
        if tree["responsibility"]:
            tasks.setdefault(tree["responsibility"], []).append(number_text(tree))
    links = {
        row.uid: row.heading + (f"（{dates.text(row.day)}）" if row.day else "")
        for name in ("meeting", "activity")
        for row in queries.records(spec(name), organisation=organisation)
    }
    return Surroundings(year, today, links, tasks)


def carried(tree: Tree, year: int) -> bool:
    """Whether an earlier year numbered the item, which has kept that number."""
    return bool(tree["year"] and tree["year"] < year)


def _serial(tree: Tree, around: Surroundings) -> str:
    """2026-07, marked when an earlier year gave it."""
    word = ListKind(tree["kind"]).label.removesuffix("清单")
    plain = number_text(tree).removeprefix(word)
    return plain + ("（结转）" if carried(tree, around.year) else "")


def _people(tree: Tree, _around: Surroundings) -> str:
    """Who leads and who answers, one name when it is the same person."""
    lead, owner = tree["lead_name"], tree["owner_name"]
    if lead and owner and lead != owner:
        return f"牵头：{lead}\n责任：{owner}"
    return owner or (f"牵头：{lead}" if lead else DASH)


def _span(tree: Tree, _around: Surroundings) -> str:
    began, due = dates.text(tree["began_on"]), dates.text(tree["due_on"])
    if began and due:
        return f"{began}至{due}"
    return f"{began}起" if began else f"{due}前" if due else DASH


def _state(tree: Tree, around: Surroundings) -> str:
    """The state in words, below it by how much the item is overdue."""
    days = listing.days_late(tree, around.today)
    late = f"\n▲逾期{days}天" if days else ""
    return ItemState(tree["state"]).label + late


def _source(tree: Tree, around: Surroundings) -> str:
    known = ItemSource(tree["source"]).label if tree["source"] else ""
    linked = [around.links.get(tree[name] or "", "") for name in ("meeting", "activity")]
    return "\n".join(part for part in (known, *linked, tree["source_note"]) if part) or DASH


def _outcome(tree: Tree, _around: Surroundings) -> str:
    """The result, else the newest entry of the log that says something of the matter."""
    if tree["result"]:
        return str(tree["result"])
    notes = [line for line in tree["progress"] if line["what"] != ProgressKind.STATE]
    if not notes:
        return DASH
    line = max(notes, key=lambda each: each["noted_on"] or "")
    return f"{dates.text(line['noted_on'])}：{line['text']}"


def _state_and_outcome(tree: Tree, around: Surroundings) -> str:
    outcome = _outcome(tree, around)
    return _state(tree, around) + (f"\n{outcome}" if outcome != DASH else "")


def _proofs(tree: Tree, around: Surroundings) -> str:
    said = []
    for line in tree["evidence"]:
        linked = [around.links.get(line[name] or "", "") for name in ("meeting", "activity")]
        said.append("，".join(part for part in (*linked, line["note"]) if part) or "关联的记录")
    said += [
        f"{AttachmentKind(line['kind']).label}：{line['caption'] or line['name']}"
        for line in tree["attachments"]
    ]
    return "\n".join(said) or DASH


def _tasks(tree: Tree, around: Surroundings) -> str:
    return "\n".join(around.tasks.get(tree["uid"], ())) or NOTHING


def _text(name: str) -> Callable[[Tree, Surroundings], str]:
    return lambda tree, _around: tree[name] or DASH


def _day(name: str) -> Callable[[Tree, Surroundings], str]:
    return lambda tree, _around: dates.text(tree[name], DASH)


_NUMBER = ListColumn("序号", 10, "number", _serial)

COLUMNS: Mapping[ListKind, tuple[ListColumn, ...]] = {
    ListKind.RESPONSIBILITY: (
        _NUMBER,
        ListColumn("责任内容", 40, "title", _text("title"), centred=False),
        ListColumn("依据", 24, "basis", _text("basis"), centred=False),
        ListColumn("责任人", 12, "owner_name", _people),
        ListColumn("考核方式", 24, "method", _text("method"), centred=False),
        ListColumn("对应事项", 12, "", _tasks),
        ListColumn("状态", 10, "state", _state),
    ),
    ListKind.TASK: (
        _NUMBER,
        ListColumn("任务", 28, "title", _text("title"), centred=False),
        ListColumn("措施", 26, "measures", _text("measures"), centred=False),
        ListColumn("牵头/责任人", 12, "people", _people),
        ListColumn("起止时间", 15, "span", _span),
        ListColumn("进度", 10, "state", _state),
        ListColumn("完成情况", 22, "result", _outcome, centred=False),
        ListColumn("佐证", 18, "evidence", _proofs, centred=False),
    ),
    ListKind.PROBLEM: (
        _NUMBER,
        ListColumn("问题", 24, "title", _text("title"), centred=False),
        ListColumn("来源", 15, "source", _source, centred=False),
        ListColumn("原因", 18, "cause", _text("cause"), centred=False),
        ListColumn("整改措施", 24, "measures", _text("measures"), centred=False),
        ListColumn("责任人", 12, "owner_name", _people),
        ListColumn("时限", 12, "due_on", _day("due_on")),
        ListColumn("完成情况", 20, "result", _state_and_outcome, centred=False),
        ListColumn("销号日期", 12, "closed_on", _day("closed_on")),
        ListColumn("销号人", 9, "closed_by", _text("closed_by")),
    ),
}


def cells(tree: Tree, around: Surroundings) -> dict[str, str]:
    """Return what the workbook shows of an item by the field that an import reads."""
    columns = COLUMNS[ListKind(tree["kind"])]
    return {column.field: column.cell(tree, around) for column in columns if column.field}
