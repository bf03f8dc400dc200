"""The items as a table by their limit."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt

from db.listing import Item
from db.records.listed_item import LISTED_ITEM, ItemState, number_text
from db.spec import Column, Tree
from desktop.pages.lists import words
from desktop.references import References
from desktop.table import Index, RecordTable, RecordTableModel
from desktop.theme import tokens

_SPEC = replace(
    LISTED_ITEM,
    columns=(
        Column("number"),
        Column("title", stretch=True),
        Column("owner_name", "责任人"),
        Column("due_on"),
        Column("state"),
        Column("source"),
    ),
)
_ORDER = {str(state): place for place, state in enumerate(ItemState)}
_NEVER = "9"  # sorts after every date


class _Model(RecordTableModel):
    def __init__(self, references: References) -> None:
        super().__init__(
            _SPEC,
            references,
            shown={"number": number_text, "state": self._state},
            keys={
                "number": lambda row: (row["year"] or 0) * 100_000 + (row["number"] or 0),
                "due_on": lambda row: row["due_on"] or _NEVER,
                "state": lambda row: _ORDER[row["state"]],
            },
        )
        self.items: dict[str, Item] = {}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid():
            late = self.items[self.rows()[index.row()]["uid"]].overdue
            named = self.spec.columns[index.column()].field in ("state", "due_on")
            return tokens().colour("accent") if late and named else None
        return super().data(index, role)

    def _state(self, row: Tree) -> str:
        return words.state_text(self.items[row["uid"]])


class ItemTable(RecordTable):
    """Rows by their limit, those without one last, until a person sorts them otherwise."""

    def __init__(self, references: References) -> None:
        self._own = _Model(references)
        super().__init__(self._own, "清单事项")

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these items; the current one stays if it is still there."""
        ordered = sorted(items, key=lambda item: item.values["due_on"] or _NEVER)
        self._own.items = {item.uid: item for item in ordered}
        self.set_rows([item.values for item in ordered])
        self.fit_columns()
