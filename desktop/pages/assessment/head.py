"""The head of the sheet: whose it is, the total and how it comes about, what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.records.assessment import SheetStatus
from db.rules.scoring.model import Sheet
from db.spec import Tree
from desktop.icons import icon
from desktop.pages.assessment import words
from desktop.recording.header import ReasonBar
from desktop.recording.papers import papers_for
from desktop.widgets import Banner, Button, Check, Label, Pill, row

_MORE = (
    ("reopen", "rotate-ccw", "退回修改…"),
    ("history", "history", "历史"),
    ("delete", "trash-2", "删除"),
)


class SheetHead(QWidget):
    """`froze` for 定稿, `reopened(reason)`, `did("history" | "delete")`, `points_shown(bool)`;
    `printing(name)` and `saving_as(name)` for a paper."""

    froze = Signal()
    reopened = Signal(str)
    did = Signal(str)
    points_shown = Signal(bool)
    printing = Signal(str)
    saving_as = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._record: Tree = {}
        self.title = Label("", "title", wrap=False)
        self.pill = Pill()
        self.unsaved = Pill()
        self.total = Label("", "section")
        self.derivation = Label("", "muted")
        self.points = Check("显示分数")
        self.points.setToolTip("不看分数时只显示结论；打印另有不带分数的一种")
        self.points.clicked.connect(self.points_shown)
        self.side_button = Button("核对", "clipboard-check", tip="定稿前还要做的，今年还能补的")
        self.side_button.setCheckable(True)
        self.side_button.hide()
        self.save_button = Button("保存", "check", tip="Ctrl+S")
        self.save_button.setShortcut(QKeySequence.StandardKey.Save)
        self.print_button = Button("打印", "printer")
        self.print_menu = QMenu(self)
        self.print_menu.aboutToShow.connect(self._fill_papers)
        self.print_menu.triggered.connect(self._paper_chosen)
        self.print_button.set_menu(self.print_menu)
        self.main_button = Button("定稿", "badge-check", "primary")
        self.main_button.clicked.connect(self.froze)
        self.more_button = Button("", "ellipsis", "ghost", tip="退回、历史、删除")
        self.more_menu = QMenu(self)
        self.more_button.clicked.connect(self._open_more)
        self.more_menu.triggered.connect(self._more_chosen)
        self._more = {}
        for name, icon_name, text in _MORE:
            self._more[name] = self.more_menu.addAction(icon(icon_name), text)
            self._more[name].setData(name)
        self.reason = ReasonBar()
        self.reason.line.box.setPlaceholderText("如 总支核查后发现漏计一次会议")
        self.reason.given.connect(self.reopened)
        self.banner = Banner()
        self._build()

    def _build(self) -> None:
        tools = row(
            self.total,
            self.points,
            self.side_button,
            self.save_button,
            self.print_button,
            self.main_button,
            self.more_button,
        )
        tools.setStretch(0, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 12, 8)
        body.setSpacing(4)
        body.addLayout(row(self.title, self.pill, self.unsaved, None))
        body.addLayout(tools)
        body.addWidget(self.derivation)
        body.addWidget(self.reason)
        body.addWidget(self.banner)

    def set_narrow(self, *, on: bool) -> None:
        """Offer the right panel by a button when there is little room."""
        self.side_button.setChecked(False)
        self.side_button.setVisible(on)

    def show_record(self, record: Tree, *, name: str, readonly: bool, unsaved: bool) -> None:
        """Show whose sheet it is; what cannot be done is not offered."""
        self._record = record
        status = SheetStatus(record["status"])
        draft, stored = status == SheetStatus.DRAFT, bool(record["revision"])
        self.title.setText(f"{name} {record['year']}年考核")
        self.pill.set(status.label if stored else "未开始", words.STATUS_TONES[status])
        self.unsaved.set("未保存" if unsaved else "", "caution")
        self.save_button.setVisible(unsaved)
        self.main_button.setVisible(draft and not readonly)
        self.print_button.setVisible(stored)
        self.more_button.setVisible(stored)
        self._more["reopen"].setVisible(not draft and not readonly)
        self._more["delete"].setVisible(draft and not readonly)

    def show_sheet(self, sheet: Sheet, record: Tree, *, shown: bool) -> None:
        """Show what the sheet came to."""
        self.points.setVisible(sheet.scheme.pointed)
        self.points.setChecked(shown)
        self.total.setText(words.total(sheet, shown=shown, grade=record["grade"]))
        scheme = f"按“{sheet.scheme.title}”。"
        self.derivation.setText(words.derivation(sheet, shown=shown) + scheme)

    def _fill_papers(self) -> None:
        self.print_menu.clear()
        if not self._record:
            return
        for name, title in papers_for("assessment", self._record):
            printing = self.print_menu.addAction(icon("printer"), f"打印{title}…")
            printing.setData(("print", name))
            saving = self.print_menu.addAction(icon("download"), f"{title}另存为 PDF、Word…")
            saving.setData(("save", name))

    def _paper_chosen(self, action: QAction) -> None:
        way, name = action.data()
        (self.printing if way == "print" else self.saving_as).emit(name)

    def _more_chosen(self, action: QAction) -> None:
        if action.data() == "reopen":
            self.reason.ask()
        else:
            self.did.emit(action.data())

    def _open_more(self) -> None:
        self.more_menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))
