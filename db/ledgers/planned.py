"""What an import would do, row by row, before anything is written."""

from dataclasses import dataclass

from db.ledgers.match import FieldChange
from db.ledgers.reader import IgnoredRow
from db.spec import Tree

NEW, CHANGED, SAME, LEFT_OUT = "new", "changed", "same", "left_out"


@dataclass(frozen=True)
class PlannedRow:
    """What happens to one row of a sheet: NEW, CHANGED, SAME or LEFT_OUT, and why.

    ``name`` is how the record is called where it has a number, e.g. 任务2026-03; ``tree`` the
    record after the import.
    """

    sheet: str
    number: int
    action: str
    title: str
    name: str = ""
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[str, ...] = ()
    tree: Tree | None = None


@dataclass(frozen=True)
class Planning:
    """The rows of an import; ``ignored`` are rows that are no records, by sheet."""

    organisation: str
    rows: tuple[PlannedRow, ...]
    ignored: tuple[tuple[str, IgnoredRow], ...]

    def count(self, action: str) -> int:
        """Return the number of rows with this action."""
        return sum(row.action == action for row in self.rows)

    @property
    def writes(self) -> bool:
        """Whether the import would change anything."""
        return bool(self.count(NEW) or self.count(CHANGED))
