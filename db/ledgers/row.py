"""One row of an old list: what it says of an item, and what could not be taken as it stands.

Nothing is guessed: what no field can hold is kept as ``leftovers`` and goes into the item's log in
the words of the list. 销号 needs evidence, so a row that claims it is only read as 已完成.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db import dates
from db.ledgers import people, states, times
from db.ledgers.columns import LABELS
from db.records.listed_item import ItemState
from db.sheets import Cell

_NOTHING = {"", "无", "—", "——", "-", "--", "/", "暂无", "空", "没有"}
_TEXTS = ("title", "basis", "method", "cause", "measures")
_NUMBER = re.compile(
    r"\D*?(?:(\d{4})[-—年第]+)?(\d{1,4})(?:\.0)?[号、.．)）]?(?:\s*[（(]结转[)）])?"
)
CLAIMED = "表中写已销号，销号要有佐证，先按“已完成”录入；补上佐证以后再销号"


@dataclass
class FoundRow:
    """What a row says: field values of an item ("" and absent: nothing), its cells as text.

    ``number`` is the row in the sheet; ``serial`` the old number of the item with its year, if the
    list gives one; ``height`` counts the rows that were taken together. ``notes`` are sentences
    for the person, ``leftovers`` words by their heading.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    serial: int | None = None
    year: int | None = None
    height: int = 1
    claims_closed: bool = False
    notes: list[str] = field(default_factory=list)
    leftovers: list[tuple[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The content of the item."""
        return str(self.values.get("title", ""))


def text_of(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point, days in words, nothing for 无 and —."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return dates.text(cell.date().isoformat())
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    written = "\n".join(re.sub(r"[ \t\u3000\xa0]+", " ", part) for part in str(cell).splitlines())
    return "" if written.strip() in _NOTHING else written.strip()


def read_row(number: int, cells: Mapping[str, Cell], year: int, today: str) -> FoundRow:
    """Read the cells of one item, by field; ``year`` dates months that are written without one."""
    found = FoundRow(number, cells={name: text_of(cell) for name, cell in cells.items()})
    for name in _TEXTS:
        found.values[name] = found.cells.get(name, "")
    _read_serial(found)
    _read_people(found)
    _read_source(found)
    _read_times(found, cells, found.year or year)
    _read_state(found, cells, today)
    for name in ("evidence", "remark"):
        _leave(found, name)
    return found


def _leave(found: FoundRow, name: str, text: str = "") -> None:
    """Keep the words of a cell that no field of the item holds."""
    if said := text or found.cells.get(name, ""):
        found.leftovers.append((LABELS[name], said))


def _read_serial(found: FoundRow) -> None:
    if match := _NUMBER.fullmatch(found.cells.get("number", "")):
        found.year = int(match[1]) if match[1] else None
        found.serial = int(match[2]) or None


def _read_people(found: FoundRow) -> None:
    lead = people.tidy(found.cells.get("lead_name", ""))
    owner = ""
    for name, mixed in (("people", True), ("owner_name", False)):
        first, second = people.split(found.cells.get(name, ""), mixed=mixed)
        lead, owner = lead or first, second or owner
    found.values |= {"lead_name": lead, "owner_name": owner}


def _read_source(found: FoundRow) -> None:
    source, note = states.source_of(found.cells.get("source", ""))
    found.values |= {"source": str(source) if source else "", "source_note": note}


def _read_times(found: FoundRow, cells: Mapping[str, Cell], year: int) -> None:
    began, due = times.span(cells.get("span"), year)
    _take(found, "span", began, "began_on")
    _take(found, "span", due, "due_on")
    if (began.note and not began.day) or (due.note and not due.day):
        _leave(found, "span")
    for name, read in (("began_on", times.beginning), ("due_on", times.limit)):
        when = read(cells.get(name), year)
        _take(found, name, when, name)
        if when.note and not when.day:
            _leave(found, name)
    began_on, due_on = found.values.get("began_on"), found.values.get("due_on")
    if began_on and due_on and due_on < began_on:
        found.notes.append(
            f"完成时限{dates.text(due_on)}早于开始日期{dates.text(began_on)}，开始日期没有录入"
        )
        _leave(found, "began_on", dates.text(began_on))
        found.values["began_on"] = ""


def _take(found: FoundRow, column: str, when: times.When, name: str) -> None:
    if when.note:
        found.notes.append(f"{LABELS[column]}{when.note}")
    if when.day:
        found.values[name] = when.day


def _read_state(found: FoundRow, cells: Mapping[str, Cell], today: str) -> None:
    told, words = states.without_state(found.cells.get("state", ""))
    said, result = states.without_state(found.cells.get("result", ""))
    if words:
        found.leftovers.append((LABELS["state"], words))
    found.values["result"] = result
    done = times.limit(cells.get("done_on"), int(today[:4]))
    closed = (found.cells.get("closed_on", ""), found.cells.get("closed_by", ""))
    state = told or said or (ItemState.DONE if done.day else None)
    found.claims_closed = ItemState.CLOSED in (told, said) or any(closed)
    if found.claims_closed:
        state = ItemState.DONE
        _leave(found, "closed_on", closed[0])
        _leave(found, "closed_by", closed[1])
        if not any(closed):
            _leave(found, "state", ItemState.CLOSED.label)
    found.values["state"] = str(state) if state else ""
    _read_done(found, done, state, today)


def _read_done(found: FoundRow, done: times.When, state: ItemState | None, today: str) -> None:
    """Take the day on which it was done where the state agrees and the day has come."""
    note = done.note
    if done.day and done.day > today:
        note = f"{dates.text(done.day)}还没有到，没有录入"
    elif done.day and state != ItemState.DONE:
        note = f"写了{dates.text(done.day)}，进度却没有完成，没有录入，请核对"
    elif done.day:
        found.values["done_on"] = done.day
    if note:
        found.notes.append(f"{LABELS['done_on']}{note}")
    if "done_on" not in found.values:
        _leave(found, "done_on")


def merge(first: FoundRow, more: FoundRow) -> None:
    """Add a further row of the same item (a problem with several measures) to its first row."""
    first.height += more.height
    for name in ("basis", "method", "cause", "measures", "result", "source_note"):
        first.values[name] = _joined(first.values[name], more.values[name], "\n")
    for name in ("lead_name", "owner_name"):
        first.values[name] = _joined(first.values[name], more.values[name], "、")
    first.values["source"] = first.values["source"] or more.values["source"]
    days = [r.values["began_on"] for r in (first, more) if r.values.get("began_on")]
    first.values["began_on"] = min(days, default="")
    for name in ("due_on", "done_on"):
        days = [r.values[name] for r in (first, more) if r.values.get(name)]
        first.values[name] = max(days, default="")
    if first.values["state"] != more.values["state"]:
        first.values["state"] = str(ItemState.ACTIVE)
        first.values["done_on"] = ""
    first.claims_closed = first.claims_closed and more.claims_closed
    first.cells = {n: _joined(t, more.cells.get(n, ""), "\n") for n, t in first.cells.items()}
    first.notes += [note for note in more.notes if note not in first.notes]
    first.leftovers += [each for each in more.leftovers if each not in first.leftovers]


def _joined(one: str, other: str, sign: str) -> str:
    return one if not other or other in one.split(sign) else (one and f"{one}{sign}") + other
