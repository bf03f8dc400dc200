"""The branch's phrases: edited in a dialog, offered in a menu, put in at the cursor."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from db import queries, tree
from db.operations import Changes
from db.records import spec
from db.records.meeting import MeetingKind
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.record_editor import RecordEditor
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState

_BLOCK = spec("text_block")


def fill_menu(menu: QMenu, branch: str, kind: str) -> None:
    """Offer the phrases for a kind of meeting; the data of an action is the text itself."""
    menu.clear()
    for block in queries.text_blocks(branch, kind):
        action = QAction(block["title"], menu)
        action.setData(block["text"])
        action.setToolTip(block["text"])
        menu.addAction(action)
    if menu.isEmpty():
        menu.addAction("还没有常用语").setEnabled(False)
    menu.addSeparator()
    menu.addAction("编辑常用语…").setData(None)


class BlocksDialog(Dialog):
    """The phrases of the branch, and the form of the chosen one."""

    def __init__(self, context: Context, kind: str, parent: QWidget | None) -> None:
        super().__init__("常用语", parent, width=860, height=520)
        self._context = context
        self._kind = kind
        self.cards = CardList("常用语")
        self.cards.chosen.connect(self._choose)
        self.editor = RecordEditor(context, _BLOCK)
        self.editor.gone.connect(self._refresh)
        self.new_button = Button("新建常用语", "plus")
        self.new_button.clicked.connect(self.begin)
        self.empty = EmptyState(
            "常用语是记录里反复写的话，写一次，以后在光标处插入。", "新建常用语"
        )
        self.empty.clicked.connect(self.begin)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        listed = Card(margin=1)
        listed.body.addWidget(self.cards)
        column.addWidget(self.new_button)
        column.addWidget(listed, 1)
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(12, 0, 0, 0)
        inside.addWidget(self.editor)
        inside.addWidget(self.empty)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)
        context.changed.connect(self._data_changed)
        self._refresh()

    def begin(self) -> None:
        """Begin a new phrase for the kind of meeting that is being recorded."""
        if not self.editor.leave():
            return
        place = len(self.cards.rows()) + 1
        self.editor.begin(
            tree.blank(_BLOCK, organisation=self._context.branch, scope=self._kind, position=place)
        )
        self._show_editor(on=True)

    def done(self, result: int) -> None:
        """Close, once what was written is saved."""
        if self.editor.leave():
            self.editor.clear()  # no draft is asked of a form that goes with the dialog
            super().done(result)

    def _refresh(self) -> None:
        branch = self._context.branch
        rows = [row.values for row in queries.records(_BLOCK, organisation=branch)]
        self.cards.set_rows(
            [
                CardRow(
                    uid=row["uid"],
                    title=row["title"],
                    subtitle=row["text"].replace("\n", " "),
                    pill=MeetingKind(row["scope"]).label if row["scope"] else "",
                )
                for row in rows
            ]
        )
        if not self.editor.uid:
            self._show_editor(on=False)

    def _choose(self, uid: str) -> None:
        if uid and self.editor.leave():
            self.editor.open_record(uid)
            self._show_editor(on=True)

    def _show_editor(self, *, on: bool) -> None:
        self.editor.setVisible(on)
        self.empty.setVisible(not on)

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if changes.touches("text_block"):
            self._refresh()
            self.cards.select(self.editor.uid)
