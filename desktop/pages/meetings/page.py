"""The tab 三会一课: the year's meetings, the record that is open, and its checks beside it."""

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QWidget

from db.errors import Refused
from db.operations import Changes
from db.records.meeting import Status
from db.rules.rule import Finding
from db.spec import Tree
from desktop.app import SUFFIX, Context
from desktop.dialogs.history import HistoryDialog
from desktop.pages.meetings.batch import BatchDialog
from desktop.pages.meetings.blocks import BlocksDialog, fill_menu
from desktop.pages.meetings.list import MeetingList
from desktop.pages.meetings.new import NewMeeting
from desktop.pages.meetings.papers import MINUTES, collect
from desktop.pages.meetings.printing import Printing
from desktop.pages.meetings.record import MEETING, RecordPane
from desktop.pages.meetings.side import CHECKS, PREVIEW, SidePanel
from desktop.theme import px
from desktop.widgets import Card, EmptyState

_PREVIEW_AFTER = 600
_FIRST_AFTER = 30
_SPLIT = "meetings"
_REFRESHING = ("meeting", "member", "group", "committee", "organisation")


class MeetingsPage(QWidget):
    """See `desktop.window` for what a page does."""

    title = "三会一课"
    icon = "users"
    shortcut = "Ctrl+2"
    record_types = ("meeting",)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._narrow = False
        self._visited: Finding | None = None
        self._sizes: list[int] | None = None
        self.list = MeetingList(context)
        self.record = RecordPane(context, self.list.title_of)
        self.new = NewMeeting(context)
        self.side = SidePanel(context)
        self.printing = Printing(context, self.record)
        self.empty = EmptyState("从左边选一次会议，或者新建一次。", "新建会议")
        self.blocks_menu = QMenu(self)
        self._middle = QStackedWidget()
        self._holders: dict[QWidget, QWidget] = {
            self.empty: _in_card(self.empty),
            self.new: _in_card(self.new),
            self.record: self.record,
        }
        self._opening = Card()
        for holder in (*self._holders.values(), self._opening):
            self._middle.addWidget(holder)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(12)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self._middle)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([290, 720, 300])
        kept = context.settings.geometry(_SPLIT)
        if isinstance(kept, QByteArray):
            self.split.restoreState(kept)
        self.setAcceptDrops(True)
        body = QHBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.addWidget(self.split)
        self._preview_timer = QTimer(self)
        self._preview_timer.setSingleShot(True)
        self._preview_timer.setInterval(_PREVIEW_AFTER)
        self._preview_timer.timeout.connect(self._preview)
        self._first_timer = QTimer(self)
        self._first_timer.setSingleShot(True)
        self._first_timer.setInterval(_FIRST_AFTER)
        self._first_timer.timeout.connect(self._open_first)
        self._actions = self._make_actions()
        self._connect()
        self._show_middle(self.empty)

    def _connect(self) -> None:
        context = self._context
        context.changed.connect(self._data_changed)
        self.list.chosen.connect(self._chosen)
        self.list.cards.opened.connect(self._enter_record)
        self.list.wanted.connect(self.begin)
        self.list.batch_wanted.connect(self.print_many)
        self.empty.clicked.connect(self._open_new_menu)
        self.new.begun.connect(self._begun)
        self.new.given_up.connect(self._given_up)
        self.record.judged.connect(self._judged)
        self.record.edited.connect(self._edited)
        self.record.stored.connect(self._stored)
        self.record.shown.connect(self._shown)
        self.record.gone.connect(self._gone)
        header = self.record.header
        header.did.connect(self._do)
        header.printing.connect(self.printing.print_paper)
        header.saving_as.connect(self.printing.save_paper)
        header.preview_button.clicked.connect(self._toggle_preview)
        header.checks_button.clicked.connect(self._toggle_checks)
        self.side.turned.connect(self._side_turned)
        self.side.paper_changed.connect(self._preview)
        self.side.checks.jumped.connect(self.record.go_to_finding)
        self.side.attachments.changed.connect(self._attachments_changed)
        self.record.form.agenda.blocks_button.clicked.connect(self.offer_blocks)
        self.blocks_menu.triggered.connect(self._block_chosen)
        self.split.splitterMoved.connect(self._keep_split)

    # What the window asks

    def refresh(self) -> None:
        """Read the list again and show what is to be shown of this branch and year."""
        self.list.refresh()
        shown = self.record.uid if self._open_record() else ""
        if shown and self.list.select(shown):
            self.record.reload()
            return
        if shown:
            self.record.clear()
        if self.isVisible():
            self._open_first()
        else:
            self._open_first_soon()

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show a meeting of this branch and year; `target` is the path of a field."""
        if uid != self.record.uid or not self._open_record():
            if not self.leave():
                return
            self.list.refresh()
            self._open(uid)
        else:
            self.list.select(uid)
        if isinstance(target, (tuple, list)):
            self.record.go_to(tuple(target))

    def open_draft(self, record_type: str, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        self._context.set_branch(values["organisation"])
        if values["year"]:
            self._context.set_year(values["year"])
        self.list.refresh()
        self.list.select(values["uid"])
        self.record.take_draft(values)
        self._show_middle(self.record)

    def leave(self) -> bool:
        """Save what is open; False when it needs the person, to whom that was said."""
        return self.record.save() if self._open_record() else True

    def actions(self) -> list[QAction]:
        """What the menu 记录 shows while this page is in front."""
        return self._actions

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - the window's word
        """Fold the right panel away when there is little room; a button brings it forth."""
        if narrow == self._narrow and self.record.header.checks_button.isHidden() == (not narrow):
            return
        self._narrow = narrow
        self._give_room(pages=False)
        self.record.header.checks_button.setVisible(narrow)
        self._place_side(shown=not narrow)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._open_record() and not self._context.readonly and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.side.attachments.add_files(_files(event))

    # Choosing and beginning

    def begin(self, kind: str, group: str = "") -> None:
        """Ask for the date and place of a new meeting."""
        if not self.leave():
            return
        earlier = [
            row
            for row in self.list.rows()
            if row.values["kind"] == kind and (row.values["group"] or "") == group
        ]
        self.new.ask(kind, group, self.list.group_name(group), earlier)
        self._show_middle(self.new)
        self.new.date.target.setFocus()

    def _begun(self, record: Tree) -> None:
        changes = self._context.save(MEETING, record, self, invalid=self._say_invalid)
        if changes is None:
            return
        self._context.set_year(int(record["held_on"][:4]))
        self.list.refresh()
        self._open(record["uid"])
        self._context.say("已新建。写的内容随时暂存，离开时自动保存。", "撤销", self._undo)
        target = "began_at" if not record["began_at"] else "attendance"
        self.record.go_to((target,))

    def _undo(self) -> None:
        if self.leave():
            self._context.undo()

    def _given_up(self) -> None:
        if self.list.cards.selected():
            self._open(self.list.cards.selected())
        else:
            self._open_first()

    def _say_invalid(self, errors: dict[str, str]) -> None:
        self._context.warn("".join(errors.values()))

    def _chosen(self, uid: str) -> None:
        if not uid:
            return
        if not self.leave():
            self.list.cards.select(self.record.uid)
            return
        self._open(uid)

    def _enter_record(self, uid: str) -> None:
        """Enter in the list leads into the record."""
        if self._open_record() and self.record.uid == uid:
            self.record.go_to(("held_on",))

    def _open(self, uid: str) -> None:
        if self.record.open_record(uid):
            self.list.select(uid)
            self._show_middle(self.record)
        else:
            self._open_first()

    def _open_first(self) -> None:
        first = self.list.first()
        if first:
            self._open(first)
        else:
            self.list.select("")
            self._show_middle(self.empty)

    def _open_first_soon(self) -> None:
        """Let the window be seen with its list before the first record is opened."""
        self._middle.setCurrentWidget(self._opening)
        self.side.hide()
        self._first_timer.start()

    def _show_middle(self, widget: QWidget) -> None:
        self._first_timer.stop()
        self._middle.setCurrentWidget(self._holders[widget])
        here = widget is self.record
        self.side.setVisible(here and (not self._narrow or self._side_asked()))
        self.list.setVisible(not self._narrow or not self._side_asked())
        self.empty.setVisible(widget is self.empty)
        self.empty.button.setVisible(bool(self._context.branch) and not self._context.readonly)
        for action in self._actions:
            action.setEnabled(here or action.data() == "new")

    def _open_record(self) -> bool:
        """Whether a record stands in the middle."""
        return self._middle.currentWidget() is self.record

    def _open_new_menu(self) -> None:
        button = self.list.new_button
        self.list.new_menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # Around the record

    def _shown(self, record: Tree) -> None:
        self.side.load(record)
        self.side.attachments.set_read_only(on=self._context.readonly)
        self._plan_preview(0)

    def _judged(self, findings: list[Finding]) -> None:
        self.side.checks.show_findings(findings)
        blocking = self.side.checks.count("block")
        button = self.record.header.checks_button
        button.setText(f"校验 {blocking}" if blocking else "校验")
        button.setToolTip(self.side.checks.summary())

    def _edited(self) -> None:
        self._plan_preview(_PREVIEW_AFTER)

    def _stored(self, uid: str) -> None:
        year = self.record.record["year"]
        if year and year != self._context.year:
            self._context.set_year(year)  # the record went there with its date
        self.list.refresh()
        self.list.select(uid)

    def _gone(self) -> None:
        self.list.refresh()
        self._open_first()

    def _attachments_changed(self) -> None:
        self.record.take_attachments(self.side.attachments.values())

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if initiator in (self, self.record):
            return
        if not any(changes.touches(name) for name in _REFRESHING):
            return
        self.list.refresh()
        if not self._open_record():
            if self._middle.currentWidget() is self._holders[self.empty]:
                self._open_first()
            return
        if not self.record.reload():
            self._open_first()
        else:
            self.list.select(self.record.uid)

    def _do(self, what: str) -> None:
        record = self.record.record
        if what == "history":
            HistoryDialog(self._context, MEETING, record["uid"], self).open()
        elif what == "frame":
            self.begin(record["kind"], record["group"] or "")
            self.new.take_frame(record["uid"])
        elif what == "blocks":
            BlocksDialog(self._context, record["kind"], self).open()
        elif what == "reopen":
            self.record.header.ask_reason()
        elif what == "delete":
            self.record.delete()
        elif what == "batch":
            self.print_many()

    def print_many(self) -> None:
        """Print the records of a month, a quarter or the year as one volume."""
        if self.leave():
            BatchDialog(self._context, self.printing, self).open()

    # Phrases

    def offer_blocks(self) -> None:
        """Offer the phrases of the branch where the cursor is."""
        record = self.record.record
        if not record or record["status"] != Status.DRAFT:
            return
        fill_menu(self.blocks_menu, self._context.branch, record["kind"])
        focus = self.window().focusWidget()
        inside = focus is not None and self.record.form.isAncestorOf(focus)
        anchor = focus if inside and focus is not None else self.record.header
        self.blocks_menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def _block_chosen(self, action: QAction) -> None:
        text = action.data()
        if text is None:
            self._do("blocks")
        elif not self.record.form.insert_text(text):
            self._context.say("请先把光标放到要插入的地方，再选常用语。")

    # The right panel

    def _side_asked(self) -> bool:
        header = self.record.header
        return header.checks_button.isChecked() or header.preview_button.isChecked()

    def _place_side(self, *, shown: bool) -> None:
        """In a narrow window the panel stands in the place of the list."""
        here = self._open_record()
        self.side.setVisible(shown and here)
        self.list.setVisible(not (self._narrow and shown and here))
        header = self.record.header
        header.preview_button.setChecked(shown and self.side.half == PREVIEW)
        header.checks_button.setChecked(shown and self.side.half == CHECKS)

    def _toggle_preview(self) -> None:
        self._toggle(PREVIEW)

    def _toggle_checks(self) -> None:
        self._toggle(CHECKS)

    def _toggle(self, half: int) -> None:
        away = self.side.isVisible() and self.side.half == half
        if away and not self._narrow:
            half, away = CHECKS, False
        self.side.show_half(half)
        self._side_turned(half, shown=not away)

    def _side_turned(self, half: int, *, shown: bool = True) -> None:
        self._place_side(shown=shown)
        self._give_room(pages=half == PREVIEW and shown)
        self._plan_preview(0)

    def _give_room(self, *, pages: bool) -> None:
        """Pages want more room than checks; what was there before comes back afterwards."""
        if pages and self._sizes is None:
            self._sizes = self.split.sizes()
            total = sum(self._sizes)
            side = min(px(480), total // 2)
            first = min(self._sizes[0], px(240))
            self.split.setSizes([first, total - first - side, side])
        elif not pages and self._sizes is not None:
            self.split.setSizes(self._sizes)
            self._sizes = None

    def _plan_preview(self, wait: int) -> None:
        if self.side.half == PREVIEW and self.side.isVisible():
            self._preview_timer.start(wait)

    def _preview(self) -> None:
        record = self.record.record
        if record and self.side.half == PREVIEW:
            today = self._context.today().isoformat()
            try:
                make = collect(self.side.paper.value() or MINUTES, record, today)
            except Refused as refusal:
                self.side.preview.show_message(str(refusal))
            else:
                self.side.preview.request(make)

    def _keep_split(self) -> None:
        if not self._narrow and self._sizes is None:
            self._context.settings.keep_geometry(_SPLIT, self.split.saveState())

    # Actions

    def _make_actions(self) -> list[QAction]:
        specs = (
            ("new", "新建会议", "Ctrl+N", self._open_new_menu),
            ("item", "添加议题", "Ctrl+Shift+Return", self.add_item),
            ("advance", "定稿、签字、归档", "Ctrl+Shift+D", self.advance),
            ("save", "保存", QKeySequence.StandardKey.Save, self.record.save),
            ("print", "打印会议记录", QKeySequence.StandardKey.Print, self._print_minutes),
            ("preview", "预览", "F6", self._toggle_preview),
            ("blocks", "插入常用语", "Ctrl+J", self.offer_blocks),
            ("next", "下一条校验", "F8", self.next_finding),
        )
        found = []
        for name, text, key, slot in specs:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setData(name)
            action.triggered.connect(slot)
            self.addAction(action)
            found.append(action)
        return found

    def add_item(self) -> None:
        """Add an item to the agenda, wherever the cursor is."""
        writable = self._open_record() and not self._context.readonly
        if writable and self.record.status == Status.DRAFT:
            self.record.form.agenda.add_new()

    def advance(self) -> None:
        """Do the main action of the record: the next step of its life."""
        if self._open_record() and self.record.header.main_button.isVisible():
            self.record.header.main_button.click()

    def next_finding(self) -> None:
        """Go from one open finding to the next, the heaviest first."""
        found = [f for f in self.side.checks.findings if f.level != "ok" and f.field]
        if not found:
            return
        # One that was put right is no longer there: begin again with the heaviest that is left.
        last = found.index(self._visited) if self._visited in found else -1
        self._visited = found[(last + 1) % len(found)]
        self.record.go_to_finding(self._visited)

    def _print_minutes(self) -> None:
        self.printing.print_paper(MINUTES)


def _files(event: QDropEvent) -> list[Path]:
    """The files that are being dropped; a data file is the window's business."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix != SUFFIX]


def _in_card(widget: QWidget) -> Card:
    card = Card(margin=0)
    card.body.addWidget(widget)
    return card
