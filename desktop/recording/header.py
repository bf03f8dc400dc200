"""The bar over a record: its name, how far it has come, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from db.records.held import Status
from db.spec import RecordSpec, Tree
from desktop.editors import LineEditor
from desktop.icons import icon
from desktop.recording import words
from desktop.recording.papers import papers_for
from desktop.widgets import Button, Label, Pill, row

# Status -> the main action: its words, icon, kind of button, and the status that it leads to.
_NEXT = {
    Status.DRAFT: ("定稿", "badge-check", "primary", Status.FINAL),
    Status.FINAL: ("标为已签字", "signature", "primary", Status.SIGNED),
    Status.PRINTED: ("标为已签字", "signature", "primary", Status.SIGNED),
    Status.SIGNED: ("归档", "archive", "primary", Status.ARCHIVED),
}
MoreEntry = tuple[str, str, str]
"""A further thing to do with a record: its name, icon and words."""
_HISTORY: MoreEntry = ("history", "history", "历史")
_LAST: tuple[MoreEntry, ...] = (
    ("reopen", "rotate-ccw", "退回修改…"),
    ("delete", "trash-2", "删除"),
)


class RecordHeader(QWidget):
    """`advanced(status)` for the main action; `did(name)` for the rest; papers by their name."""

    advanced = Signal(str)
    did = Signal(str)
    printing = Signal(str)
    saving_as = Signal(str)
    reopened = Signal(str)

    def __init__(self, kind: RecordSpec, more: Sequence[MoreEntry] = ()) -> None:
        super().__init__()
        self._kind = kind
        self._writing = [name for name, _icon, _text in more]
        self.title = Label("", "title")
        self.pill = Pill()
        self.late = Pill("补记", "caution")
        self.late.hide()
        self.checks_button = Button("校验", "clipboard-check")
        self.checks_button.setCheckable(True)
        self.preview_button = Button("预览", "eye", tip="看打印出来的样子（F6）")
        self.preview_button.setCheckable(True)
        self.print_button = Button("打印", "printer")
        self.print_menu = QMenu(self)
        self.print_menu.aboutToShow.connect(self._fill_print_menu)
        self.print_menu.triggered.connect(self._paper_chosen)
        self.print_button.set_menu(self.print_menu)
        self.main_button = Button("定稿", "badge-check", "primary")
        self.main_button.clicked.connect(self._advance)
        self.more_button = Button("", "ellipsis", "ghost", tip="更多")
        self.more_menu = QMenu(self)
        self.more_menu.triggered.connect(self._more_chosen)
        self.more_button.clicked.connect(self._open_more)
        self.many_text = "整月、整季、全年合订"
        self._next = ""
        self._record: Tree = {}
        self._more: dict[str, QAction] = {}
        for name, icon_name, text in (_HISTORY, *more, *_LAST):
            action = self.more_menu.addAction(icon(icon_name), text)
            action.setData(name)
            self._more[name] = action
        self.reason = ReasonBar()
        self.reason.given.connect(self.reopened)
        body = self._body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 12, 0)
        body.setSpacing(8)
        self._name = row(self.title, self.pill, self.late, None)
        self._tools = row(
            None,
            self.checks_button,
            self.preview_button,
            self.print_button,
            self.main_button,
            self.more_button,
        )
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(8)
        self._line.addLayout(self._name, 1)
        self._line.addLayout(self._tools)
        body.addLayout(self._line)
        body.addWidget(self.reason)
        self.checks_button.hide()

    def show_record(self, record: Tree, title: str, *, readonly: bool) -> None:
        """Show whose bar it is; what cannot be done is not offered."""
        status = Status(record["status"])
        self.title.setText(title)
        self.pill.set(status.label, words.STATUS_TONES[status])
        self.late.setVisible(bool(record["late_reason"]))
        self.late.setToolTip(record["late_reason"])
        self._record = record
        self._next = ""
        if status in _NEXT and not readonly:
            text, icon_name, kind, following = _NEXT[status]
            self.main_button.setText(text)
            self.main_button.setAccessibleName(text)
            self.main_button.set_kind(kind)
            self.main_button.set_icon(icon_name)
            self._next = str(following)
        self.main_button.setVisible(bool(self._next))
        draft = status == Status.DRAFT
        self._more["reopen"].setVisible(not draft and not readonly)
        self._more["delete"].setVisible(draft and not readonly)
        for name in self._writing:
            self._more[name].setVisible(not readonly)
        self.reason.hide()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._arrange()
        return done

    def _arrange(self) -> None:
        """Put the buttons under the name where one line would break the name or cut a button."""
        shown = [w for w in (self.pill, self.late) if not w.isHidden()]
        name = self.title.fontMetrics().horizontalAdvance(self.title.text()) + 8
        pills = sum(w.sizeHint().width() + 8 for w in shown)
        needed = name + pills + self._tools.sizeHint().width() + 8
        margins = self._body.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self.title.setMinimumWidth(max(0, min(name, room - pills)))
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.LeftToRight if needed <= room else ways.TopToBottom)

    def ask_reason(self) -> None:
        """Ask why a final record is to be changed again."""
        self.reason.ask()

    def _fill_print_menu(self) -> None:
        papers = papers_for(self._kind.name, self._record)
        self.print_menu.clear()
        for name, title in papers:
            action = self.print_menu.addAction(icon("printer"), f"打印{title}…")
            action.setData(("print", name))
        self.print_menu.addSeparator()
        for name, title in papers:
            action = self.print_menu.addAction(icon("download"), f"{title}另存为 PDF、Word…")
            action.setData(("save", name))
        self.print_menu.addSeparator()
        many = f"{self.many_text}…"
        self.print_menu.addAction(icon("book-open"), many).setData(("many", ""))

    def _paper_chosen(self, action: QAction) -> None:
        way, name = action.data()
        if way == "print":
            self.printing.emit(name)
        elif way == "save":
            self.saving_as.emit(name)
        else:
            self.did.emit("batch")

    def _more_chosen(self, action: QAction) -> None:
        self.did.emit(action.data())

    def _open_more(self) -> None:
        self.more_menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _advance(self) -> None:
        if self._next:
            self.advanced.emit(self._next)


class ReasonBar(QWidget):
    """Asks for one reason in place: Enter gives it, Esc gives up."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = LineEditor("如 漏记一名列席人员，补正后重新打印")
        self.line.set_name("退回修改的原因")
        self.yes = Button("退回修改", "rotate-ccw", "secondary")
        self.no = Button("取消", "", "ghost")
        self.yes.clicked.connect(self._give)
        self.no.clicked.connect(self.hide)
        self.line.box.returnPressed.connect(self._give)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        line = row(Label("退回修改的原因", wrap=False), self.line, self.yes, self.no)
        line.setStretch(1, 1)
        body.addLayout(line)
        body.addWidget(
            Label("原因会留在这份记录的历史中，定稿、打印、签字的日期要重新写。", "muted")
        )
        self.hide()

    def ask(self) -> None:
        """Show the question and put the cursor into it."""
        self.line.set_value("")
        self.line.set_error("")
        self.show()
        self.line.target.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.line.value())
