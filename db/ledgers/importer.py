"""Old lists compared with those of a branch, and brought in as one step that can be undone.

The plan says row by row what would happen. A row is known again by its list, year and content, so
a second import of a file doubles nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db import listing, operations, tree
from db.errors import Refused
from db.ledgers import match, people, reader, shown
from db.ledgers.match import FieldChange, Shelf
from db.ledgers.planned import CHANGED, LEFT_OUT, NEW, SAME, PlannedRow, Planning
from db.ledgers.reader import IgnoredRow, Preview
from db.ledgers.row import CLAIMED, FoundRow
from db.operations import Changes
from db.records.listed_item import (
    LISTED_ITEM,
    ItemState,
    ListKind,
    ProgressKind,
    number_text,
)
from db.spec import Tree


@dataclass(frozen=True)
class Part:
    """A sheet to take in: as which list, of which year, read by which columns.

    ``mapping`` gives the field (``columns.FIELDS``) by the place of a column, "" for none.
    """

    preview: Preview
    kind: ListKind
    year: int
    mapping: Mapping[int, str]


@dataclass(frozen=True)
class Plan(Planning):
    """All that an import of lists would do."""

    parts: tuple[Part, ...]

    @property
    def summary(self) -> str:
        """Say in one Chinese sentence what would happen."""
        lists = "、".join(dict.fromkeys(f"{p.year}年{p.kind.label}" for p in self.parts))
        said = f"{lists}：新增{self.count(NEW)}项，更新{self.count(CHANGED)}项"
        said += f"，相同{self.count(SAME)}项"
        left_out = self.count(LEFT_OUT)
        return said + (f"，没有录入{left_out}项" if left_out else "")


def plan(parts: Sequence[Part], organisation: str, *, today: str) -> Plan:
    """Compare sheets with the lists of the branch with that uid; nothing is written.

    ``today`` (ISO) dates what goes into the log of an item. Raises ``Refused`` when a mapping
    does not say which column is the content.
    """
    planner = _Planner(organisation, today)
    rows = [row for part in parts for row in planner.rows(part)]
    return Plan(organisation, tuple(rows), tuple(planner.ignored), tuple(parts))


def apply(plan: Plan, who: str, at: str) -> Changes:
    """Write a plan as one undoable step.

    Raises ``Refused`` when nothing would change, or the lists were changed since it was made.
    """
    wanted = [row.tree for row in plan.rows if row.tree is not None and row.action != SAME]
    if not wanted:
        raise Refused("清单里的事项都已在册，没有要导入的内容。")
    _refuse_taken(plan)
    name = f"导入清单（新增{plan.count(NEW)}项，更新{plan.count(CHANGED)}项）"
    records = [(LISTED_ITEM, each) for each in wanted]
    return operations.save_many(records, name=name, who=who, at=at)


def _refuse_taken(plan: Plan) -> None:
    """Refuse to give a number that another item was given since the plan was made."""
    shelves: dict[str, Shelf] = {}
    for row in plan.rows:
        if row.tree is None or row.action != NEW:
            continue
        kind = row.tree["kind"]
        shelf = shelves.get(kind) or shelves.setdefault(kind, Shelf(plan.organisation, kind))
        if not shelf.keep(row.tree["year"], row.tree["number"]):
            raise Refused("看过预览以后清单又有改动，没有导入。请重新选择文件再导入。")


def _keeps(shelf: Shelf, row: FoundRow, part: Part) -> bool:
    """Whether a row that is new keeps the number that it has in its list."""
    return bool(row.serial and shelf.keep(row.year or part.year, row.serial))


class _Planner:
    """The state of one planning run: what is known again, which numbers are given."""

    def __init__(self, organisation: str, today: str) -> None:
        self.organisation, self.today = organisation, today
        self.roll = people.Roll(organisation, today)
        self.shelves: dict[ListKind, Shelf] = {}
        self.ignored: list[tuple[str, IgnoredRow]] = []
        self.seen: dict[tuple[ListKind, int, str], tuple[str, int]] = {}

    def rows(self, part: Part) -> list[PlannedRow]:
        """Return what happens to the rows of one sheet."""
        found, ignored = reader.rows(part.preview, part.mapping, part.year, self.today)
        self.ignored += [(part.preview.sheet, each) for each in ignored]
        shelf = self.shelves.get(part.kind) or Shelf(self.organisation, part.kind)
        self.shelves[part.kind] = shelf
        uids = [shelf.find(row.title, row.year or part.year, row.serial) for row in found]
        known = match.trees([uid for uid in uids if uid])
        around = shown.surroundings(self.organisation, part.year, self.today, known.values())
        first = [self._first(row, part) for row in found]
        # Old numbers before new ones: what is counted on must take none of them.
        kept = [
            uid is None
            and first_of == (part.preview.sheet, row.number)
            and _keeps(shelf, row, part)
            for row, uid, first_of in zip(found, uids, first, strict=True)
        ]
        return [
            self._known(row, known[uid], part, around)
            if uid
            else self._new(row, part, shelf, around, first_of, kept=keeps)
            for row, uid, first_of, keeps in zip(found, uids, first, kept, strict=True)
        ]

    def _first(self, row: FoundRow, part: Part) -> tuple[str, int]:
        """Return the sheet and row that came first with this list, year and content."""
        key = part.kind, row.year or part.year, match.same_text(row.title)
        return self.seen.setdefault(key, (part.preview.sheet, row.number))

    def _new(
        self,
        row: FoundRow,
        part: Part,
        shelf: Shelf,
        around: shown.Surroundings,
        first: tuple[str, int],
        *,
        kept: bool,
    ) -> PlannedRow:
        if first != (part.preview.sheet, row.number):
            where = f"“{first[0]}”" if first[0] != part.preview.sheet else ""
            text = f"与{where}第{first[1]}行内容相同，没有再录入；确是两件事的，请写得有所区别"
            return self._left_out(row, part, text)
        owner = self.roll.find(row.values["owner_name"])
        values = {name: value for name, value in row.values.items() if value}
        values |= {"owner": owner.member, "owner_name": owner.name}
        values["state"] = values.get("state") or self._usual_state(row)
        year = row.year or part.year
        item = listing.new_item(self.organisation, part.kind, year, **values)
        item["number"] = row.serial if kept else shelf.next(year)
        item["progress"] = self._log(row, None, around)
        notes = [*row.notes, owner.note, CLAIMED if row.claims_closed else ""]
        if row.serial and not kept:
            notes.append(f"序号{row.serial}已被占用，另给{item['number']}号")
        if errors := operations.problems(LISTED_ITEM, item):
            return self._left_out(row, part, "；".join(errors.values()))
        return self._planned(row, part, NEW, item, notes)

    def _usual_state(self, row: FoundRow) -> str:
        """An item of which the list tells a result is under way; else it has not begun."""
        return str(ItemState.ACTIVE if row.values.get("result") else ItemState.WAITING)

    def _known(
        self, row: FoundRow, stored: Tree, part: Part, around: shown.Surroundings
    ) -> PlannedRow:
        owner = self.roll.find(row.values["owner_name"])
        changes, values, notes = match.differences(row, stored, owner, around)
        added = self._log(row, stored, around)
        if not changes and not added:
            return self._planned(row, part, SAME, stored, [])
        if stored["state"] == ItemState.CLOSED:
            return self._left_out(row, part, "这里已经销号，不再改动", stored)
        if "state" in values:
            words = f"{ItemState(stored['state']).label} → {ItemState(values['state']).label}"
            added.append(self._entry(f"{words}（导入清单）", ProgressKind.STATE))
        item = stored | values | {"progress": [*stored["progress"], *added]}
        if errors := operations.problems(LISTED_ITEM, item):
            return self._left_out(row, part, "；".join(errors.values()), stored)
        told = [*row.notes, owner.note if "owner_name" in values else "", *notes]
        return self._planned(row, part, CHANGED, item, told, changes)

    def _log(self, row: FoundRow, stored: Tree | None, around: shown.Surroundings) -> list[Tree]:
        """Return the entry, dated today, that keeps what no field of the item holds."""
        said = match.leftovers(row, stored, around)
        text = "；".join(f"{label}：{words}" for label, words in said)
        return [self._entry(f"旧清单所写——{text}", ProgressKind.NOTE)] if said else []

    def _entry(self, text: str, what: ProgressKind) -> Tree:
        line = LISTED_ITEM.line("progress")
        return tree.blank_line(line, noted_on=self.today, what=str(what), text=text)

    def _planned(
        self,
        row: FoundRow,
        part: Part,
        action: str,
        item: Tree,
        notes: Sequence[str],
        changes: Sequence[FieldChange] = (),
    ) -> PlannedRow:
        if row.height > 1 and action != SAME:
            last = row.number + row.height - 1
            notes = [*notes, f"第{row.number}至{last}行是同一项，合成一项"]
        return PlannedRow(
            part.preview.sheet,
            row.number,
            action,
            row.title,
            number_text(item),
            tuple(changes),
            tuple(note for note in notes if note),
            item,
        )

    def _left_out(
        self, row: FoundRow, part: Part, text: str, stored: Tree | None = None
    ) -> PlannedRow:
        name = number_text(stored) if stored else ""
        sheet = part.preview.sheet
        return PlannedRow(sheet, row.number, LEFT_OUT, row.title, name, notes=(text,))
