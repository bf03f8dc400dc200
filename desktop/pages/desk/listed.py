"""The records behind a number: each can be opened."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from db import dates, queries
from db.spec import RecordSpec
from desktop.app import Context
from desktop.pages.desk.view import View
from desktop.widgets import CardList, CardRow, EmptyState, Label

_STATUS = {
    "draft": ("草稿", "caution"),
    "waiting": ("未开始", "muted"),
    "active": ("进行中", "now"),
    "done": ("已完成", "done"),
    "closed": ("已销号", "done"),
}


class ListedView(View):
    """`opened(uid)` on Enter, a click or a double click of a record."""

    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._uids: tuple[str, ...] = ()
        self.note = Label("", "muted")
        self.cards = CardList("数字背后的记录")
        self.cards.opened.connect(self.opened)
        self.cards.clicked.connect(self._clicked)
        self.empty = EmptyState("没有记录。")
        self.body.addWidget(self.note)
        self.body.addWidget(self.cards, 1)
        self.body.addWidget(self.empty, 1)

    def show_records(self, title: str, uids: Sequence[str], note: str = "") -> None:
        """Show these records under a title, in this order."""
        self._uids = tuple(uids)
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.refresh()

    def refresh(self) -> None:
        """Read the records again; those that are gone are left out."""
        found = queries.named(self._uids)
        rows = [_card(found[uid]) for uid in self._uids if uid in found]
        self.cards.set_rows(rows)
        self.cards.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _clicked(self) -> None:
        if uid := self.cards.selected():
            self.opened.emit(uid)


def _card(found: tuple[RecordSpec, queries.Row]) -> CardRow:
    kind, record = found
    text, tone = _STATUS.get(
        str(record.values.get("status") or record.values.get("state")), ("", "")
    )
    day = dates.text(record.day) if record.day else ""
    parts = (day, "、".join(record.topics) or str(record.values.get("title") or ""))
    subtitle = " · ".join(" ".join(part.split()) for part in parts if part)
    return CardRow(record.uid, record.heading, subtitle or kind.title, text, tone or "muted")
