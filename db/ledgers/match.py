"""Which item of the data file a row of an old list means, and in what the two differ."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from db import dates, tree
from db.ledgers import shown
from db.ledgers.people import Owner
from db.ledgers.row import CLAIMED, FoundRow
from db.ledgers.shown import Surroundings
from db.model import dicts
from db.records.listed_item import LISTED_ITEM, ItemSource, ItemState, ListedItem
from db.spec import Tree

_LABELS = {
    "basis": "依据",
    "method": "考核方式",
    "cause": "原因",
    "measures": "措施",
    "lead_name": "牵头人",
    "owner_name": "责任人",
    "began_on": "开始日期",
    "due_on": "完成时限",
    "source": "来源",
    "source_note": "来源说明",
    "result": "完成情况",
    "done_on": "完成日期",
    "state": "状态",
}
_DATES = ("began_on", "due_on", "done_on")
_COLUMNS = {
    "lead_name": ("lead_name", "people", "owner_name"),
    "owner_name": ("owner_name", "people"),
    "began_on": ("began_on", "span"),
    "due_on": ("due_on", "span"),
    "source_note": ("source",),
    "state": ("state", "result"),
}
_ORDER = list(ItemState)


@dataclass(frozen=True)
class FieldChange:
    """A field that the list gives otherwise; ``before`` and ``after`` as they are shown."""

    label: str
    before: str
    after: str


def same_text(text: str) -> str:
    """Return a text without spaces and punctuation: what a second import knows it by."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", plain) or plain


class Shelf:
    """The living items of one list of a branch by year and content, and all numbers given."""

    def __init__(self, organisation: str, kind: str) -> None:
        """Read what identifies the items of the list, in one query."""
        self._known: dict[tuple[int, str], list[tuple[int, str]]] = {}
        self._numbers: dict[int, set[int]] = {}
        columns = (ListedItem.uid, ListedItem.year, ListedItem.number, ListedItem.title)
        query = ListedItem.select(*columns, ListedItem.deleted_at).where(
            ListedItem.organisation == organisation, ListedItem.kind == kind
        )
        for row in dicts(query.order_by(ListedItem.number)):
            year, number = row["year"] or 0, row["number"] or 0
            self._numbers.setdefault(year, set()).add(number)
            if row["deleted_at"] is None:
                key = year, same_text(row["title"])
                self._known.setdefault(key, []).append((number, row["uid"]))

    def find(self, title: str, year: int, number: int | None) -> str | None:
        """Return the uid of the item with that content, each only once; the number decides."""
        known = self._known.get((year, same_text(title)), [])
        if not known:
            return None
        chosen = next((each for each in known if each[0] == number), known[0])
        known.remove(chosen)
        return chosen[1]

    def keep(self, year: int, number: int) -> bool:
        """Take a number for a new item; False when it was given before."""
        taken = self._numbers.setdefault(year, set())
        if number in taken:
            return False
        taken.add(number)
        return True

    def next(self, year: int) -> int:
        """Take the number after the highest."""
        number = max(self._numbers.get(year, ()), default=0) + 1
        self.keep(year, number)
        return number


def trees(uids: Iterable[str]) -> dict[str, Tree]:
    """Return the stored items, a fixed number of queries for every few hundred."""
    return tree.dump_many(LISTED_ITEM, uids)


def differences(
    row: FoundRow, stored: Tree, owner: Owner, around: Surroundings
) -> tuple[list[FieldChange], Tree, list[str]]:
    """Return what a row changes in an item, the changed values, and notes on what it does not.

    An empty cell changes nothing, nor does one that says what our own list says. No row takes a
    state back.
    """
    ours = shown.cells(stored, around)
    old = {name for name, text in row.cells.items() if _plain(text) == _plain(ours.get(name, ""))}
    changes: list[FieldChange] = []
    values: Tree = {}
    notes: list[str] = []
    for name, label in _LABELS.items():
        new = row.values.get(name) or ""
        sources = [each for each in _COLUMNS.get(name, (name,)) if each in row.cells]
        if not new or new == (stored[name] or "") or (sources and all(s in old for s in sources)):
            continue
        if name == "state" and _ORDER.index(ItemState(new)) < _ORDER.index(stored["state"]):
            if not row.claims_closed:
                notes.append(
                    f"这里已是“{_shown(name, stored[name])}”，表中写“{_shown(name, new)}”，没有改动"
                )
            continue
        values[name] = new
        if name == "owner_name":
            values["owner"] = owner.member
        changes.append(FieldChange(label, _shown(name, stored[name]), _shown(name, new)))
    return changes, values, notes + ([CLAIMED] if _claims(row, stored) else [])


def _claims(row: FoundRow, stored: Tree) -> bool:
    return row.claims_closed and stored["state"] != ItemState.CLOSED


def leftovers(row: FoundRow, stored: Tree | None, around: Surroundings) -> list[tuple[str, str]]:
    """Return the words of a row that no field holds, without those that our own list shows."""
    if stored is None:
        return row.leftovers
    ours = {_plain(text) for text in shown.cells(stored, around).values()}
    said = [line["text"] for line in stored["progress"]]
    return [
        (label, text)
        for label, text in row.leftovers
        if _plain(text) not in ours and not any(text in each for each in said)
    ]


def _plain(text: str) -> str:
    """Return a text without spaces, signs for nothing, and what changes from day to day."""
    return re.sub(r"\s|▲逾期\d+天", "", text).strip("—无")


def _shown(name: str, value: str | None) -> str:
    if not value:
        return "无"
    if name in _DATES:
        return dates.text(value)
    if name == "state":
        return ItemState(value).label
    return ItemSource(value).label if name == "source" else value
