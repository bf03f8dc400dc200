"""How papers speak of a listed item: its number, state, people, times, source and proof."""

from collections import Counter
from collections.abc import Iterable, Sequence

from db import listing
from db.model import AttachmentKind
from db.records.listed_item import ItemSource, ItemState, ListKind, ProgressKind, number_text
from desktop.documents import wording
from desktop.documents.context import PaperContext, Tree

DASH = "—"
_NOUNS = {ListKind.RESPONSIBILITY: "责任", ListKind.TASK: "任务", ListKind.PROBLEM: "问题"}


def noun(kind: str) -> str:
    """Return 责任, 任务 or 问题."""
    return _NOUNS[ListKind(kind)]


def number(tree: Tree) -> str:
    """Return 任务2026-07."""
    return number_text(dict(tree))


def carried(tree: Tree, year: int | None) -> bool:
    """Whether the item was numbered before the year of the paper and has kept that number."""
    return bool(year and tree["year"] and tree["year"] < year)


def serial(tree: Tree, year: int | None) -> str:
    """Return the number without the name of its list, marked when an earlier year gave it."""
    plain = number(tree).removeprefix(noun(tree["kind"]))
    return plain + ("\n（结转）" if carried(tree, year) else "")


def late(tree: Tree, today: str) -> str:
    """Return ▲逾期12天, "" for an item that is not overdue."""
    days = listing.days_late(dict(tree), today) if today else 0
    return f"▲逾期{days}天" if days else ""


def state(tree: Tree, today: str) -> str:
    """Return the state in words, and below it by how much the item is overdue."""
    return "\n".join(filter(None, (ItemState(tree["state"]).label, late(tree, today))))


def owner(tree: Tree, context: PaperContext) -> str:
    """Return the name of who answers for the item, "" for nobody."""
    return wording.owner_name(tree, context).strip()


def people(tree: Tree, context: PaperContext) -> str:
    """Return who leads and who answers, one line when it is the same person; — for nobody."""
    lead, answers = tree["lead_name"].strip(), owner(tree, context)
    if lead and answers and lead != answers:
        return f"{_named('牵头', lead)}\n{_named('责任', answers)}"
    return wording.stacked(answers or lead) if answers or lead else DASH


def _named(role: str, name: str) -> str:
    """Put a role before a name; above one that is too long for its line."""
    return (
        f"{role}：{wording.spaced(name)}" if len(name) < 4 else f"{role}：\n{wording.stacked(name)}"
    )


def short_day(iso: str | None) -> str:
    """Return the day in two lines for a narrow cell, — for none."""
    return wording.day(iso, DASH).replace("年", "年\n", 1)


def span(tree: Tree) -> str:
    """Return from when to when the item runs."""
    began, due = tree["began_on"], tree["due_on"]
    if began and due:
        return f"{wording.day(began)}至\n{wording.day(due)}"
    return f"{wording.day(began)}起" if began else f"{wording.day(due)}前" if due else DASH


def source(tree: Tree, context: PaperContext) -> str:
    """Return where the item comes from: its kind, the record it points to, what was noted."""
    known = ItemSource(tree["source"]).label if tree["source"] else ""
    linked = [context.link(tree[name]) for name in ("meeting", "activity") if tree[name]]
    parts = [known, *linked, tree["source_note"].strip()]
    return "\n".join(part for part in parts if part) or DASH


def log(tree: Tree, context: PaperContext) -> list[str]:
    """Return every entry of the log: its day, the meeting that spoke of it, its words."""
    said = []
    for row in tree["progress"]:
        meeting = context.link(row["meeting"]) if row["meeting"] else ""
        mark = "重新打开，原因：" if row["what"] == ProgressKind.REOPENED else ""
        where = f"（{meeting}）" if meeting else ""
        said.append(f"{wording.day(row['noted_on'])}{where}：{mark}{row['text'].strip()}")
    return said


def latest(tree: Tree) -> str:
    """Return the newest entry that says something of the matter itself, "" for none."""
    notes = [row for row in tree["progress"] if row["what"] != ProgressKind.STATE]
    if not notes:
        return ""
    row = max(notes, key=lambda each: each["noted_on"] or "")
    return f"{wording.day(row['noted_on'])}：{row['text'].strip()}"


def outcome(tree: Tree) -> str:
    """Return what has come of the item: its result, else the newest entry of the log, else —."""
    return tree["result"].strip() or latest(tree) or DASH


def proofs(tree: Tree, context: PaperContext) -> list[str]:
    """Return what proves the item: linked records and attached files."""
    said = []
    for row in tree["evidence"]:
        linked = [context.link(row[name]) for name in ("meeting", "activity") if row[name]]
        note = row["note"].strip()
        said.append("，".join(part for part in (*linked, note) if part) or "关联的记录")
    for row in tree["attachments"]:
        what = row["caption"].strip() or row["name"].strip()
        said.append(f"{AttachmentKind(row['kind']).label}：{what}")
    return said


def totals(trees: Sequence[Tree], what: str, context: PaperContext) -> str:
    """Return the sums in words: 任务24项：未开始3项……；其中逾期2项，以前年度结转5项。"""
    if not trees:
        return f"{what}0项。"
    states = Counter(tree["state"] for tree in trees)
    listed = "，".join(f"{each.label}{states[each]}项" for each in ItemState)
    notes = [
        (sum(bool(late(tree, context.today)) for tree in trees), "逾期"),
        (sum(carried(tree, context.year) for tree in trees), "以前年度结转"),
    ]
    more = "，".join(f"{label}{count}项" for count, label in notes if count)
    return f"{what}{len(trees)}项：{listed}" + (f"；其中{more}。" if more else "。")


def names(trees: Iterable[Tree], context: PaperContext) -> tuple[str, ...]:
    """Return the names of people that no line divides."""
    found: list[str] = [person.display_name for person in context.people.values()]
    for tree in trees:
        found += [owner(tree, context), tree["lead_name"], tree["closed_by"]]
    return wording.whole_names(found)
