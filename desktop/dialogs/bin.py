"""The recycle bin: what was deleted, and the way back."""

from PySide6.QtWidgets import QWidget

from db import history, queries
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.values import moment
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState


class BinDialog(Dialog):
    """Lists deleted records, the latest first; each comes back with everything that it had."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("回收站", parent)
        self._context = context
        self.list = CardList("回收站里的记录")
        self.list.opened.connect(self.restore)
        self._card = Card(margin=1)
        self._card.body.addWidget(self.list)
        self._empty = EmptyState("回收站是空的。删除的记录先放在这里，随时可以恢复。")
        self._restore = Button("恢复这条记录", "rotate-ccw", "primary")
        self._restore.clicked.connect(self.restore)
        self._restore.setEnabled(not context.readonly)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self._empty, 1)
        self.add_button(self._restore)
        context.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the bin again."""
        self._kinds = {}
        rows = []
        for kind, tree in queries.bin_contents():
            self._kinds[tree["uid"]] = kind
            last = next(iter(history.of_record(tree["uid"])), None)
            who = f"，{last.who}" if last else ""
            when = f"{moment(tree['deleted_at'])} 删除{who}"
            rows.append(CardRow(tree["uid"], kind.heading(tree), when, kind.title))
        self.list.set_rows(rows)
        if rows and not self.list.selected():
            self.list.select(rows[0].uid)
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._restore.setVisible(bool(rows))

    def restore(self) -> None:
        """Take the chosen record out."""
        uid = self.list.selected()
        if uid and self._context.restore(self._kinds[uid], uid) is not None:
            self._context.say("已从回收站恢复。")
