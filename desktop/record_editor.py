"""One record of any plain type being looked at and edited: heading, form, saving by itself."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from db import tree as trees
from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.dialogs.history import HistoryDialog
from desktop.disclosing import noted
from desktop.form import LineEditors, RecordForm
from desktop.references import References
from desktop.theme import px
from desktop.widgets import Button, Label, Pill, row

_LONG = 13  # characters of a name; a longer one stands above the buttons


class RecordEditor(QWidget):
    """`open_record(uid)`, `begin(tree)`, `leave()`; `saved(uid)` and `gone()` tell the page.

    What was changed is saved on leaving; only what cannot be saved asks for attention, and may
    be given up with one button.
    """

    saved = Signal(str)
    gone = Signal()

    def __init__(
        self, context: Context, kind: RecordSpec, line_editors: LineEditors | None = None
    ) -> None:
        super().__init__()
        self._line_editors = line_editors
        self._context = context
        self._kind = kind
        self.record_type = kind.name
        self._references = References(self._branch)
        self._stored: Tree | None = None
        self.form: RecordForm | None = None
        self.title = Label("", "headline", wrap=False)
        self.pill = Pill("", "muted")
        self.history_button = Button("历史", "history", "secondary", tip="谁在何时改了哪一项")
        self.delete_button = Button("删除", "trash-2", "secondary", tip="放入回收站，可以恢复")
        self.revert_button = Button("放弃修改", "undo-2", "secondary")
        self.save_button = Button("保存", "check", "primary", tip="Ctrl+S")
        self.save_button.setShortcut(QKeySequence.StandardKey.Save)
        self.history_button.clicked.connect(self._show_history)
        self.delete_button.clicked.connect(self._delete)
        self.revert_button.clicked.connect(self.revert)
        self.save_button.clicked.connect(self.save)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(8)
        self._name = row(self.title, self.pill, None)
        self._bar.addLayout(self._name, 1)
        self._buttons = row(
            None, self.history_button, self.delete_button, self.revert_button, self.save_button
        )
        self._bar.addLayout(self._buttons)
        self._body.addLayout(self._bar)

    # What is shown

    def open_record(self, uid: str) -> None:
        """Show a stored record; raises ``KeyError`` when there is none."""
        self._show(trees.dump(self._kind, uid), new=False)

    def begin(self, tree: Tree) -> None:
        """Show a record that is not stored yet."""
        self._show(tree, new=True)

    def take_draft(self, tree: Tree) -> None:
        """Show values that a crash kept from being saved, over the stored record."""
        stored = trees.dump_many(self._kind, [tree["uid"]]).get(tree["uid"])
        if stored is None:
            self.begin(tree)
        else:
            self._show(stored, new=False)
            self._form().take_draft(tree)
            self._refresh()

    @property
    def uid(self) -> str:
        """The record shown, "" when there is none."""
        return str(self._stored["uid"]) if self._stored else ""

    def _show(self, tree: Tree, *, new: bool) -> None:
        self._references.refresh()
        if self.form is not None:
            self._context.untrack(self)
            self._body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._new = new
        self._stored = tree
        self.form = self.make_form(self._references)
        self.form.load(tree)
        self.form.set_read_only(on=self._context.readonly)
        self.form.changed.connect(self._refresh)
        self.form.wanted.connect(self._uncover)
        self._body.addWidget(self.form, 1)
        self._context.track(self)
        self._refresh()

    def make_form(self, references: References) -> RecordForm:
        """Make the form for a record; an editor of one type may want a form of its own."""
        return RecordForm(self._kind, references, line_editors=self._line_editors)

    def _uncover(self, name: str) -> None:
        """Show a covered field, written down with who asked for it."""
        form, kind = self._form(), self._kind
        heading = kind.heading(form.values())
        if noted(self._context, f"{kind.title} {heading} {kind.label(name)}"):
            form.uncover(name)

    def _form(self) -> RecordForm:
        assert self.form is not None
        return self.form

    def _branch(self) -> str:
        return self._context.branch

    def _refresh(self) -> None:
        values = self._form().values()
        name = self._kind.heading(values) or f"新{self._kind.title}"
        self.title.setText(name)
        open_ = not self._context.readonly
        unsaved = self._new or self._form().dirty
        self.pill.set("未保存" if unsaved and open_ else "", "caution")
        self.save_button.setEnabled(unsaved and open_)
        self.revert_button.setVisible(unsaved and open_)
        self.history_button.setVisible(not self._new)
        self.delete_button.setVisible(not self._new and open_)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put a name above the buttons when it is long or there is little room beside them."""
        name = self.title.text()
        wanted = self.title.fontMetrics().horizontalAdvance(name) + self.pill.sizeHint().width()
        beside = self.width() - self._buttons.sizeHint().width()
        above = len(name) > _LONG or wanted + px(24) > beside
        self.title.setWordWrap(above)
        self._name.setStretch(0, 100 if above else 0)
        ways = QBoxLayout.Direction
        self._bar.setDirection(ways.TopToBottom if above else ways.LeftToRight)

    # Saving

    def draft(self) -> Tree | None:
        """The unsaved values, for safe keeping."""
        if self.form is None:
            return None
        return self.form.values() if self._new else self.form.draft()

    def leave(self) -> bool:
        """Save what was changed; False when it cannot be saved and needs the person."""
        if self.form is None:
            return True
        untouched = self._new and not self.form.dirty
        if untouched or not (self._new or self.form.dirty):
            return True
        return self.save()

    def save(self) -> bool:
        """Save now; errors are said at their fields."""
        form = self._form()
        problems = form.problems()
        if problems:
            form.show_errors(problems)
            return False
        values = form.values()
        changes = self._context.save(self._kind, values, self, invalid=self._show_errors)
        if changes is None:
            return False
        self._show(trees.dump(self._kind, values["uid"]), new=False)
        self.saved.emit(values["uid"])
        return True

    def revert(self) -> None:
        """Give up what was changed since the last save."""
        if self._stored is None:
            return
        self._context.drop_draft(self._stored["uid"])
        if self._new:
            self.clear()
            self.gone.emit()
        else:
            self.open_record(self._stored["uid"])

    def clear(self) -> None:
        """Show nothing."""
        self._context.untrack(self)
        if self.form is not None:
            self._body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = None
        self._stored = None

    def _show_errors(self, errors: dict[str, str]) -> None:
        if rest := self._form().show_errors(errors):
            self._context.warn("；".join(rest))

    def _show_history(self) -> None:
        if self._stored is not None:
            HistoryDialog(self._context, self._kind, self._stored["uid"], self).open()

    def _delete(self) -> None:
        if self._stored is None:
            return
        if self._context.delete(self._kind, self._stored["uid"], self) is not None:
            self.clear()
            self.gone.emit()
