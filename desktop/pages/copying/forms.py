"""The forms of the platforms: set once for each, in the order in which they ask."""

from functools import partial

from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from db import queries
from db.drafting import new_platform_form
from db.operations import Changes
from db.records import spec
from db.records.ledgers import LEDGERS
from db.records.platform_form import CopySource, source_title
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.record_editor import RecordEditor
from desktop.theme import px
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState

_FORM = spec("platform_form")
_SENTENCE = "把平台上要填的栏目按次序写下来，每张表只写一次；以后抄报照这个次序一项一项复制。"


class FormsDialog(Dialog):
    """The forms of the branch, and the one that is chosen."""

    def __init__(self, context: Context, parent: QWidget | None, source: str = "") -> None:
        super().__init__("抄报表单", parent, width=980, height=620)
        self._context = context
        self.cards = CardList("抄报表单")
        self.cards.chosen.connect(self._choose)
        self.editor = RecordEditor(context, _FORM)
        self.editor.gone.connect(self._gone)
        self.editor.saved.connect(self._saved)
        self.new_button = Button("新建表单", "plus", "primary")
        self.new_menu = QMenu(self)
        for each in CopySource:
            self.new_menu.addAction(each.label).triggered.connect(partial(self.begin, str(each)))
        ledgers = self.new_menu.addMenu("台账")
        for kind in LEDGERS:
            ledgers.addAction(kind.title).triggered.connect(partial(self.begin, kind.name))
        self.new_button.set_menu(self.new_menu)
        self.new_button.setEnabled(not context.readonly)
        self.empty = EmptyState(_SENTENCE, "新建表单")
        self.empty.button.setVisible(not context.readonly)
        self.empty.clicked.connect(partial(self.begin, source or str(CopySource.GENERAL)))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        listed = Card(margin=1)
        listed.body.addWidget(self.cards)
        column.addWidget(self.new_button)
        column.addWidget(listed, 1)
        right = Card()
        right.body.addWidget(self.editor)
        right.body.addWidget(self.empty)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([px(260), px(680)])
        self.body.addWidget(split, 1)
        context.changed.connect(self._data_changed)
        self._refresh()
        if first := next((row.uid for row in self.cards.rows()), ""):
            self.show_form(first)

    def begin(self, source: str, _checked: object = None) -> None:
        """Begin a form for one kind of record with the usual fields."""
        if self._context.readonly or not self.editor.leave():
            return
        self.cards.select("")
        self.editor.begin(new_platform_form(self._context.branch, source))
        self._show_editor(on=True)

    def show_form(self, uid: str) -> None:
        """Show a form that is kept."""
        if self.editor.leave():
            self.editor.open_record(uid)
            self.cards.select(uid)
            self._show_editor(on=True)
        else:
            self.cards.select(self.editor.uid)

    def done(self, result: int) -> None:
        """Close, once what was written is saved."""
        if self.editor.leave():
            self.editor.clear()  # no draft is asked of a form that goes with the dialog
            super().done(result)

    def _choose(self, uid: str) -> None:
        if uid and uid != self.editor.uid:
            self.show_form(uid)

    def _saved(self, uid: str) -> None:
        self._refresh()
        self.cards.select(uid)

    def _gone(self) -> None:
        self._refresh()
        self._show_editor(on=False)

    def _refresh(self) -> None:
        rows = queries.records(_FORM, organisation=self._context.branch)
        self.cards.set_rows(
            [
                CardRow(
                    row.uid,
                    row.values["title"],
                    f"{row.values['platform']} · {source_title(row.values['source'])}",
                )
                for row in rows
            ]
        )
        if not self.editor.uid:
            self._show_editor(on=False)

    def _show_editor(self, *, on: bool) -> None:
        self.editor.setVisible(on)
        self.empty.setVisible(not on)

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if changes.touches(_FORM.name) and initiator is not self.editor:
            self._refresh()
