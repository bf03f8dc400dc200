"""A page of records: the year's list, the record that is open, and its checks beside it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, Qt, QTimer, SignalInstance
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from db.errors import Refused
from db.operations import Changes
from db.rules.rule import Finding
from db.spec import Tree
from desktop.app import SUFFIX, Context
from desktop.dialogs.history import HistoryDialog
from desktop.recording.form import OccasionForm
from desktop.recording.header import MoreEntry
from desktop.recording.pane import RecordPane
from desktop.recording.papers import collect
from desktop.recording.printing import Printing
from desktop.recording.side import CHECKS, PREVIEW, SidePanel
from desktop.theme import px
from desktop.widgets import Card, CardList, EmptyState

_PREVIEW_AFTER = 600
_FIRST_AFTER = 30
_AROUND = ("member", "group", "committee", "organisation", "upload")
ActionEntry = tuple[str, str, QKeySequence.StandardKey | str, Callable[[], object]]
"""An action of a page: its name, words, key and what it does."""


class RecordList(Protocol):
    """The list at the left, as far as a page needs it."""

    chosen: SignalInstance
    wanted: SignalInstance
    cards: CardList

    def refresh(self) -> None:
        """Read the year's records again; the chosen one stays."""

    def select(self, uid: str) -> bool:
        """Make a record current; whether it is in the list."""

    def first(self) -> str:
        """The uid of the first card, "" when there is none."""

    def title_of(self, record: Tree) -> str:
        """The heading over a record."""


class NewRecord(Protocol):
    """What asks for the day of a new record before it is begun."""

    begun: SignalInstance
    given_up: SignalInstance


class RecordingPage(QWidget):
    """See `desktop.window` for what a page does.

    A page of a type gives its list, what asks for a new record, the form, the paper that is
    printed mostly, the words of the empty state and further entries of the menu over a record.
    """

    def __init__(
        self,
        context: Context,
        listed: QWidget,
        new: QWidget,
        form: OccasionForm,
        *,
        paper: tuple[str, str],
        empty: tuple[str, str],
        more: Sequence[MoreEntry] = (),
    ) -> None:
        super().__init__()
        self._context = context
        self._paper, self._paper_title = paper
        self._narrow = False
        self._visited: Finding | None = None
        self._sizes: list[int] | None = None
        self.left: RecordList = listed  # type: ignore[assignment]
        self.asking: NewRecord = new  # type: ignore[assignment]
        self._listed = listed
        self.record = RecordPane(context, form, self.left.title_of, more)
        self._refreshing = (self.record.record_type, *_AROUND)
        self.side = SidePanel(context, self.record.record_type, self._paper)
        self.printing = Printing(context, self.record, self._paper)
        self.empty = EmptyState(*empty)
        self._middle = QStackedWidget()
        self._holders: dict[QWidget, QWidget] = {}
        self.hold(self.empty, in_card=True)
        self.hold(new, in_card=True)
        self.hold(self.record)
        self._opening = Card()
        self._middle.addWidget(self._opening)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(12)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(listed)
        self.split.addWidget(self._middle)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([290, 720, 300])
        self._kept_as = f"{self.record.record_type}s"
        kept = context.settings.geometry(self._kept_as)
        if isinstance(kept, QByteArray):
            self.split.restoreState(kept)
        self.setAcceptDrops(True)
        body = QHBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.addWidget(self.split)
        self._preview_timer = self._timer(_PREVIEW_AFTER, self._preview)
        self._first_timer = self._timer(_FIRST_AFTER, self._open_first)
        self._actions = self._make_actions()
        self._connect()
        self._show_middle(self.empty)

    def hold(self, widget: QWidget, *, in_card: bool = False) -> None:
        """Let a widget stand in the middle when it is asked for."""
        holder = widget
        if in_card:
            holder = Card(margin=0)
            holder.body.addWidget(widget)
        self._holders[widget] = holder
        self._middle.addWidget(holder)

    def _timer(self, interval: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    def _connect(self) -> None:
        self._context.changed.connect(self._data_changed)
        self.left.chosen.connect(self._chosen)
        self.left.cards.opened.connect(self._enter_record)
        self.left.wanted.connect(self.begin)
        self.empty.clicked.connect(self.begin_usual)
        self.asking.begun.connect(self._begun)
        self.asking.given_up.connect(self._given_up)
        self.record.judged.connect(self._judged)
        self.record.edited.connect(self._edited)
        self.record.stored.connect(self._stored)
        self.record.shown.connect(self._shown)
        self.record.gone.connect(self._gone)
        header = self.record.header
        header.did.connect(self.do)
        header.printing.connect(self.printing.print_paper)
        header.saving_as.connect(self.printing.save_paper)
        header.preview_button.clicked.connect(self._toggle_preview)
        header.checks_button.clicked.connect(self._toggle_checks)
        self.side.turned.connect(self._side_turned)
        self.side.paper_changed.connect(self._preview)
        self.side.checks.jumped.connect(self.record.go_to_finding)
        self.side.attachments.changed.connect(self._attachments_changed)
        self.split.splitterMoved.connect(self._keep_split)

    # What a page of a type says

    def begin(self, *what: str) -> None:
        """Ask for the day of a new record."""
        raise NotImplementedError

    def begin_usual(self) -> None:
        """Begin the record that is wanted most, or ask which."""
        self.begin()

    def begun_said(self) -> str:
        """What is said once a new record stands in the form."""
        return "已新建。写的内容随时暂存，离开时自动保存。"

    def more_actions(self) -> tuple[ActionEntry, ...]:
        """The actions that only this page has."""
        return ()

    def do(self, what: str) -> None:
        """Do what was chosen in the menu over the record."""
        if what == "history":
            HistoryDialog(self._context, self.record.kind, self.record.uid, self).open()
        elif what == "reopen":
            self.record.header.ask_reason()
        elif what == "delete":
            self.record.delete()

    # What the window asks

    def refresh(self) -> None:
        """Read the list again and show what is to be shown of this branch and year."""
        self.left.refresh()
        shown = self.record.uid if self._open_record() else ""
        if shown and self.left.select(shown):
            self.record.reload()
            return
        if shown:
            self.record.clear()
        if self.isVisible():
            self._open_first()
        else:
            self._open_first_soon()

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show a record of this branch and year; `target` is the path of a field."""
        if uid != self.record.uid or not self._open_record():
            if not self.leave():
                return
            self.left.refresh()
            self._open(uid)
        else:
            self.left.select(uid)
        if isinstance(target, (tuple, list)):
            self.record.go_to(tuple(target))

    def shown_record(self) -> tuple[str, str]:
        """The type and uid of the record in front, "" when there is none."""
        return self.record.kind.name, self.record.uid if self._open_record() else ""

    def open_draft(self, record_type: str, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        self._context.set_branch(values["organisation"])
        if values["year"]:
            self._context.set_year(values["year"])
        self.left.refresh()
        self.left.select(values["uid"])
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

    def ask_new(self) -> None:
        """Show what asks for a new record."""
        self._show_middle(self.asking)  # type: ignore[arg-type]

    def _begun(self, record: Tree) -> None:
        kind = self.record.kind
        if self._context.save(kind, record, self, invalid=self._say_invalid) is None:
            return
        self._context.set_year(record["year"])
        self.left.refresh()
        self._open(record["uid"])
        self._context.say(self.begun_said(), "撤销", self._undo)
        target = "began_at" if not record["began_at"] else "attendance"
        self.record.go_to((target,))

    def _undo(self) -> None:
        if self.leave():
            self._context.undo()

    def _given_up(self) -> None:
        if self.left.cards.selected():
            self._open(self.left.cards.selected())
        else:
            self._open_first()

    def _say_invalid(self, errors: dict[str, str]) -> None:
        self._context.warn("".join(errors.values()))

    def _chosen(self, uid: str) -> None:
        if not uid:
            return
        if not self.leave():
            self.left.cards.select(self.record.uid)
            return
        self._open(uid)

    def _enter_record(self, uid: str) -> None:
        """Enter in the list leads into the record."""
        if self._open_record() and self.record.uid == uid:
            self.record.go_to(("held_on",))

    def _open(self, uid: str) -> None:
        if self.record.open_record(uid):
            self.left.select(uid)
            self._show_middle(self.record)
        else:
            self._open_first()

    def _open_first(self) -> None:
        first = self.left.first()
        if first:
            self._open(first)
        else:
            self.left.select("")
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
        self._listed.setVisible(not self._narrow or not self._side_asked())
        self.empty.setVisible(widget is self.empty)
        self.empty.button.setVisible(bool(self._context.branch) and not self._context.readonly)
        for action in self._actions:
            action.setEnabled(here or action.data() == "new")

    def _shows(self, widget: QWidget) -> bool:
        return self._middle.currentWidget() is self._holders[widget]

    def _open_record(self) -> bool:
        """Whether a record stands in the middle."""
        return self._shows(self.record)

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
        self.left.refresh()
        self.left.select(uid)

    def _gone(self) -> None:
        self.left.refresh()
        self._open_first()

    def _attachments_changed(self) -> None:
        self.record.take_attachments(self.side.attachments.values())

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if initiator in (self, self.record):
            return
        if not any(changes.touches(name) for name in self._refreshing):
            return
        self.left.refresh()
        if not self._open_record():
            if self._shows(self.empty):
                self._open_first()
            return
        if not self.record.reload():
            self._open_first()
        else:
            self.left.select(self.record.uid)

    # The right panel

    def _side_asked(self) -> bool:
        header = self.record.header
        return header.checks_button.isChecked() or header.preview_button.isChecked()

    def _place_side(self, *, shown: bool) -> None:
        """In a narrow window the panel stands in the place of the list."""
        here = self._open_record()
        self.side.setVisible(shown and here)
        self._listed.setVisible(not (self._narrow and shown and here))
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
                make = collect(self.side.paper.value() or self._paper, record, today)
            except Refused as refusal:
                self.side.preview.show_message(str(refusal))
            else:
                self.side.preview.request(make)

    def _keep_split(self) -> None:
        if not self._narrow and self._sizes is None:
            self._context.settings.keep_geometry(self._kept_as, self.split.saveState())

    # Actions

    def _make_actions(self) -> list[QAction]:
        entries: tuple[ActionEntry, ...] = (
            ("new", self.empty.button.text(), "Ctrl+N", self.begin_usual),
            *self.more_actions(),
            ("advance", "定稿、签字、归档", "Ctrl+Shift+D", self.advance),
            ("save", "保存", QKeySequence.StandardKey.Save, self.record.save),
            (
                "print",
                f"打印{self._paper_title}",
                QKeySequence.StandardKey.Print,
                self._print_usual,
            ),
            ("preview", "预览", "F6", self._toggle_preview),
            ("next", "下一条校验", "F8", self.next_finding),
        )
        found = []
        for name, text, key, slot in entries:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setData(name)
            action.triggered.connect(slot)
            self.addAction(action)
            found.append(action)
        return found

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

    def _print_usual(self) -> None:
        self.printing.print_paper(self._paper)


def _files(event: QDropEvent) -> list[Path]:
    """The files that are being dropped; a data file is the window's business."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix != SUFFIX]
