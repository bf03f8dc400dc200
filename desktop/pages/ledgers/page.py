"""The 台账 tab: the model at the left, one ledger beside it."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from db import queries, tree
from db.operations import Changes
from db.records import spec
from db.records.frozen_numbers import FROZEN_NUMBERS
from db.records.label_override import LABEL_OVERRIDE, relabelled
from db.records.upload import UPLOAD
from db.spec import RecordSpec, Tree
from db.systems import LEDGERS, SYSTEMS, VIEWS
from desktop.app import Context, Wish
from desktop.pages.ledgers.model import NUMBERS, ModelList
from desktop.pages.ledgers.numbers import NumbersPane
from desktop.pages.ledgers.pane import LedgerPane
from desktop.pages.ledgers.view import ViewPane, records_of
from desktop.theme import px
from desktop.widgets import Card

_ELSEWHERE = tuple(name for system in SYSTEMS for name in system.elsewhere)
_NAMES = tuple(kind.name for kind in LEDGERS)
_LEFT = 240


class LedgersPage(QWidget):
    """A ledger is made when it is first looked at, and anew when its words change."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._panes: dict[str, LedgerPane] = {}
        self._views: dict[str, ViewPane] = {}
        self.numbers: NumbersPane | None = None
        self._narrow = False
        self._side = Card(margin=6)
        self.model = ModelList()
        self.place = QStackedWidget()
        self._build()
        self.new_action = QAction("登记一条", self)
        self.new_action.setShortcut(QKeySequence.StandardKey.New)
        self.new_action.triggered.connect(self.begin)
        self.model.chosen.connect(self._chosen)
        self.model.elsewhere.connect(self._go)
        context.changed.connect(self._data_changed)

    def _build(self) -> None:
        self._side.body.addWidget(self.model)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self._side)
        split.addWidget(self.place)
        split.setStretchFactor(1, 1)
        split.setSizes([px(_LEFT), px(1050)])
        self._fit()
        body = QHBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.addWidget(split)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Give the list room for its names at the size of the text."""
        self._side.setMinimumWidth(px(_LEFT))

    # What the window asks for

    def refresh(self) -> None:
        """Read the branch and year that are looked at."""
        self._read()
        self._show(self.model.current() or self.shown or _NAMES[0])

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show one record and, if given, one of its fields."""
        if not self.leave():
            return
        if record_type == LABEL_OVERRIDE.name:  # a word is seen in the ledger that bears it
            record_type, uid = str(tree.dump(LABEL_OVERRIDE, uid)["record_type"]), ""
        self._read()
        if record_type == FROZEN_NUMBERS.name:
            self._show_numbers()
            if uid and self.numbers is not None:
                self.numbers.show_set(uid)
            return
        self._show(record_type if record_type in _NAMES else _NAMES[0])
        pane = self.pane
        if uid and pane is not None:
            pane.show_record(uid, target)

    def begin_record(self, wish: Wish) -> None:
        """Begin a record of the ledger that is meant."""
        self._read()
        self._show(wish.record_type)
        self.begin()

    def shown_record(self) -> tuple[str, str]:
        """The type and uid of the record in front, "" when there is none."""
        pane = self.pane
        return (self.shown, pane.editor.uid) if pane is not None else ("", "")

    def open_draft(self, record_type: str, draft: Tree) -> None:
        """Show values that were not saved before a crash."""
        self._show(record_type)
        if self.pane is not None:
            self.pane.open_draft(draft)

    def leave(self) -> bool:
        """Save what was changed; stay if it cannot be saved."""
        return self.pane is None or self.pane.leave()

    def actions(self) -> list[QAction]:
        """What the menu 记录 offers."""
        self.new_action.setEnabled(not self._context.readonly and bool(self._context.branch))
        return [self.new_action]

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by the window
        """With little room a record takes the place of its table."""
        self._narrow = narrow
        if self.pane is not None:
            self.pane.set_narrow(on=narrow)

    # The ledger that is looked at

    @property
    def pane(self) -> LedgerPane | None:
        """The ledger that is shown."""
        shown = self.place.currentWidget()
        return shown if isinstance(shown, LedgerPane) else None

    @property
    def shown(self) -> str:
        """The type of the ledger that is shown, or the key of a view; ""."""
        widget = self.place.currentWidget()
        if isinstance(widget, ViewPane):
            return widget.view.key
        if isinstance(widget, NumbersPane):
            return NUMBERS
        return self.pane.kind.name if self.pane is not None else ""

    def begin(self) -> None:
        """Begin a record of the ledger that is shown."""
        widget = self.place.currentWidget()
        if isinstance(widget, LedgerPane | ViewPane):
            widget.begin()

    def rename(self) -> None:
        """Let the person say what the place calls the ledger and its fields."""
        from desktop.pages.ledgers.rename import RenameDialog

        if self.pane is not None and self.leave():
            RenameDialog(self._context, spec(self.shown), self).open()

    def _kinds(self) -> dict[str, RecordSpec]:
        branch = self._context.branch
        return {kind.name: relabelled(kind, branch) if branch else kind for kind in LEDGERS}

    def _read(self) -> None:
        """Read the words of the place and the numbers of the year."""
        kinds = self._kinds()
        for name, pane in list(self._panes.items()):
            same = pane.kind.title == kinds[name].title and pane.kind.labels == kinds[name].labels
            if not same:
                self._drop(name)
        branch, year = self._context.branch, self._context.year
        counts = {
            name: queries.number_of(spec(name), organisation=branch, year=year) if branch else 0
            for name in (*_NAMES, *_ELSEWHERE)
        }
        counts |= {
            view.key: len(records_of(view, branch, year)) if branch else 0
            for view in VIEWS.values()
        }
        self.model.show_counts(kinds, counts)

    def _drop(self, name: str) -> None:
        pane = self._panes.pop(name)
        pane.editor.clear()
        self.place.removeWidget(pane)
        pane.hide()
        pane.deleteLater()

    def _show_view(self, name: str) -> None:
        if self.pane is not None:
            self.pane.editor.clear()
        if name not in self._views:
            self._views[name] = ViewPane(self._context, VIEWS[name])
            self.place.addWidget(self._views[name])
        self.place.setCurrentWidget(self._views[name])
        self._views[name].refresh()
        self.model.select(name)

    def _show_numbers(self) -> None:
        if self.pane is not None:
            self.pane.editor.clear()
        if self.numbers is None:
            self.numbers = NumbersPane(self._context)
            self.numbers.went.connect(self._context.go)
            self.place.addWidget(self.numbers)
        self.place.setCurrentWidget(self.numbers)
        self.numbers.refresh()
        self.model.select(NUMBERS)

    def _show(self, name: str) -> None:
        if name == NUMBERS:
            self._show_numbers()
            return
        if name in VIEWS:
            self._show_view(name)
            return
        before = self.pane
        if name not in self._panes:
            pane = LedgerPane(self._context, self._kinds()[name])
            pane.changed.connect(self._read)
            pane.rename.connect(self.rename)
            self._panes[name] = pane
            self.place.addWidget(pane)
        pane = self._panes[name]
        if before is not None and before is not pane:
            before.editor.clear()
        self.place.setCurrentWidget(pane)
        pane.set_narrow(on=self._narrow)
        pane.refresh()
        self.model.select(name)

    def _chosen(self, name: str) -> None:
        if name == self.shown:
            return
        if self.leave():
            self._show(name)
        else:
            self.model.select(self.shown)

    def _go(self, name: str) -> None:
        """Go to the tab that keeps this kind of record."""
        if self.leave():
            self._context.go(name, "")

    def _data_changed(self, changes: Changes, initiator: Any) -> None:
        if not self.isVisible() or (self.pane is not None and initiator is self.pane.editor):
            return
        touched = (*_NAMES, *_ELSEWHERE, LABEL_OVERRIDE.name, FROZEN_NUMBERS.name, UPLOAD.name)
        if any(changes.touches(name) for name in touched):
            self._read()
            pane = self.pane
            if pane is None or pane.editor.draft() is None:
                uid = pane.editor.uid if pane is not None else ""
                self._show(self.model.current() or _NAMES[0])
                if uid and self.pane is not None:
                    self.pane.show_record(uid)
