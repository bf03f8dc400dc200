"""The tab 三张清单: the lists of the year, and beside them the item that is open."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QWidget

from db import listing
from db.operations import Changes
from db.spec import Tree
from desktop.app import SUFFIX, Context
from desktop.pages.lists.choices import Choices
from desktop.pages.lists.overview import Overview
from desktop.pages.lists.pane import ItemPane
from desktop.pages.lists.steps import STEPS

_SIZES = (780, 540)


class ListsPage(QWidget):
    """See `desktop.window` for what a page does.

    The item that is open takes the right side; in a narrow window it takes the place of the lists.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._narrow = False
        self._choices = Choices(context)
        self.overview = Overview(context)
        self.pane = ItemPane(context, self._choices)
        self.pane.hide()
        self.card_menu = QMenu(self)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(12)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.overview)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes(_SIZES)
        self.setAcceptDrops(True)
        body = QHBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.addWidget(self.split)
        self._actions = self._make_actions()
        self._connect()

    def _make_actions(self) -> list[QAction]:
        found = []
        for text, key, slot in (
            ("新建清单事项", "Ctrl+N", self.add),
            ("打开选中的一项", "F2", self.overview.open_selected),
            ("下一步（开始、完成、销号）", "Ctrl+Shift+D", self._advance),
            ("保存", QKeySequence.StandardKey.Save, self.leave),
            ("回到清单", "Alt+Left", self.shut),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(slot)
            self.addAction(action)
            found.append(action)
        return found

    def _connect(self) -> None:
        self.overview.opened.connect(self.open_item)
        self.overview.moved.connect(self.move_item)
        self.overview.menu_wanted.connect(self._offer_steps)
        self.overview.wanted.connect(self.add)
        self.overview.turned.connect(self._turned)
        self.pane.saved.connect(self._saved)
        self.pane.gone.connect(self._gone)
        self.pane.shut.connect(self.shut)
        self.card_menu.triggered.connect(self._step_chosen)
        self._context.changed.connect(self._data_changed)

    # The page as the window knows it

    def refresh(self) -> None:
        """Read the branch anew: another branch, another year, another file."""
        self._choices.forget()
        self.overview.reset()
        self.overview.refresh()
        if self.pane.uid and not (self.pane.open_record(self.pane.uid) and self._belongs()):
            self.pane.clear()
        self.overview.select(self.pane.uid)
        self._fold()

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show one item, in its own list and, if need be, in its own year."""
        if uid != self.pane.uid and not self.leave():
            return
        if not self.pane.open_record(uid):
            return
        record = self.pane.record
        if not self._belongs():
            self._context.set_year(record["year"])
        self.overview.show_kind(record["kind"])
        self.overview.select(uid)
        self._fold()
        if isinstance(target, tuple | list) and target:
            target = str(target[0])
        if isinstance(target, str) and self.pane.form is not None:
            self.pane.form.go_to(target)

    def shown_record(self) -> tuple[str, str]:
        """The type and uid of the item in front, "" when there is none."""
        return "listed_item", self.pane.uid

    def open_draft(self, record_type: str, draft: Tree) -> None:
        """Show what a crash kept from being saved."""
        if draft["year"]:
            self._context.set_year(draft["year"])
        self.overview.show_kind(draft["kind"])
        self.pane.take_draft(draft)
        self._fold()

    def leave(self) -> bool:
        """Save what is open; False when it needs the person, to whom that was said."""
        return self.pane.leave()

    def actions(self) -> list[QAction]:
        """What the menu 记录 offers here."""
        return self._actions

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by the window
        """Let an open item take the place of the lists when there is little room."""
        self._narrow = narrow
        self._fold()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.pane.form is not None and not self._context.readonly and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        if self.pane.form is not None:
            self.pane.form.evidence.add_files(_files(event))

    # What a person does

    def add(self) -> None:
        """Begin a new item of the list that is looked at."""
        if self._context.readonly or not self._context.branch or not self.leave():
            return
        context = self._context
        self.overview.select("")
        self.pane.begin(listing.new_item(context.branch, self.overview.kind, context.year))
        self._fold()
        if self.pane.form is not None:
            self.pane.form.go_to("title")

    def open_item(self, uid: str) -> bool:
        """Show an item beside the lists; whether it is shown."""
        if uid == self.pane.uid:
            self._fold()
            return True
        if not self.leave():
            self.overview.select(self.pane.uid)
            return False
        if not self.pane.open_record(uid):
            self._gone()
            return False
        self.overview.select(uid)
        self._fold()
        return True

    def move_item(self, uid: str, state: str) -> None:
        """Open an item and bring it into another state, asking for what that needs."""
        if self.open_item(uid):
            self.pane.move(state)

    def shut(self) -> None:
        """Close the item; the lists have the room for themselves."""
        if self.leave():
            self.pane.clear()
            self.overview.select("")
            self._fold()

    def _advance(self) -> None:
        if self.pane.isVisible() and self.pane.main_button.isVisible():
            self.pane.advance()

    def _offer_steps(self, uid: str, place: QPoint) -> None:
        item = self.overview.item(uid)
        if item is None:
            return
        self.card_menu.clear()
        self.card_menu.addAction("打开").setData((uid, ""))
        self.pane.fill_menu(self.card_menu, uid, item.values["state"])
        self.card_menu.popup(place)

    def _step_chosen(self, action: QAction) -> None:
        uid, step = action.data()
        if self.open_item(uid) and step:
            self.pane.take(STEPS[step])

    # Following what happens

    def _turned(self) -> None:
        if self.pane.uid and self.pane.record["kind"] != self.overview.kind:
            self.shut()
            if self.pane.uid:
                self.overview.show_kind(self.pane.record["kind"])

    def _saved(self, uid: str) -> None:
        self._choices.forget()
        self.overview.refresh()
        self.overview.select(uid)

    def _gone(self) -> None:
        self.pane.clear()
        self.overview.refresh()
        self._fold()

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is self.pane:
            return
        if any(Choices.watches(name) for name, _uid in changes.records):
            self._choices.forget()
        if not changes.touches("listed_item"):
            return
        self.overview.refresh()
        uid = self.pane.uid
        untouched = uid and self.pane.draft() is None and not self.pane.is_new
        if untouched and not self.pane.open_record(uid):
            self._gone()
        self.overview.select(self.pane.uid)

    def _belongs(self) -> bool:
        """Whether the open item is in the view of the branch and year."""
        record, context = self.pane.record, self._context
        here = record["organisation"] == context.branch
        return here and listing.belongs(record, context.year)

    def _fold(self) -> None:
        here = self.pane.form is not None
        self.pane.setVisible(here)
        self.overview.set_quiet(on=here)
        self.overview.setVisible(not (here and self._narrow))


def _files(event: QDropEvent) -> list[Path]:
    """The files that are being dropped; a data file is the window's business."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix != SUFFIX]
