"""The open items of the lists, from which the agenda of a meeting is made."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.listing import Item
from desktop.dialogs.base import Dialog
from desktop.recording.words import day
from desktop.widgets import Button, CardList, CardRow, EmptyState

_ALL = "清单上没有还没办完的事项，或者都已列为议题。"


class OpenItemsDialog(Dialog):
    """`chosen(item)` with the values of the item that is to be put on the agenda."""

    chosen = Signal(object)

    def __init__(self, items: Sequence[Item], parent: QWidget | None) -> None:
        super().__init__("未完事项", parent, width=620, height=480)
        self._items = {item.uid: item for item in items}
        self.cards = CardList("未完事项")
        self.cards.opened.connect(self.take)
        self.empty = EmptyState(_ALL)
        self.take_button = Button("列为议题", "plus", "primary")
        self.take_button.clicked.connect(self._take_current)
        self.body.addWidget(self.cards, 1)
        self.body.addWidget(self.empty, 1)
        self.add_button(self.take_button)
        self._show()

    def take(self, uid: str) -> None:
        """Put an item on the agenda; it is not offered again."""
        item = self._items.pop(uid, None)
        if item is not None:
            self.chosen.emit(item.values)
            self._show()

    def _take_current(self) -> None:
        self.take(self.cards.selected())

    def _show(self) -> None:
        rows = [_card(item) for item in self._items.values()]
        self.cards.set_rows(rows)
        if rows and not self.cards.selected():
            self.cards.select(rows[0].uid)
        self.cards.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.take_button.setEnabled(bool(rows))


def _card(item: Item) -> CardRow:
    values = item.values
    due = f"{day(values['due_on'])}前" if values["due_on"] else "没有时限"
    late = f"逾期 {item.days_late} 天" if item.overdue else ""
    parts = (values["owner_name"] or "没有责任人", due)
    return CardRow(
        uid=item.uid,
        title=f"{item.number}　{' '.join(str(values['title']).split())}",
        subtitle=" · ".join(parts),
        pill=late,
        tone="accent",
        mark="overdue" if item.overdue else "",
    )
