"""Whom the year's talks reached: every member, how often by kind, and who has none yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from db import talks
from db.records.talk import TalkKind
from db.talks import Reached
from desktop.app import Context
from desktop.icons import icon
from desktop.recording.printing import YearPress
from desktop.recording.words import day
from desktop.widgets import Button, Label, Mark, ScrollColumn, row, rule

_PAPER = "talk-coverage"


class CoverageView(QWidget):
    """`wanted(member)` to begin a talk with somebody; `closed` to go back. No words are shown."""

    wanted = Signal(str)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._press = YearPress(context, self)
        self.reached: list[Reached] = []
        self.buttons: dict[str, Button] = {}
        self.title = Label("", "title", wrap=False)
        self.summary = Label("")
        self.note = Label(
            "谈过：这一年作为谈话人或谈话对象至少有一次记录。支委之间、支委与党员、党员之间每年一般"
            "不少于1次（支部工作条例第十九条，待核；教育管理条例第十九条）。",
            "muted",
        )
        print_menu = QMenu(self)
        print_menu.addAction(icon("printer"), "打印覆盖情况…").triggered.connect(self._print)
        print_menu.addAction(icon("download"), "另存为 PDF、Word…").triggered.connect(self._save)
        self.print_button = Button("打印", "printer")
        self.print_button.set_menu(print_menu)
        self.close_button = Button("返回", "x", "ghost")
        self.close_button.clicked.connect(self.closed)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        column = ScrollColumn()
        column.body.addWidget(self._table)
        column.body.addStretch(1)
        body = QVBoxLayout(self)
        body.setContentsMargins(24, 20, 24, 16)
        body.setSpacing(12)
        body.addLayout(row(self.title, None, self.print_button, self.close_button))
        body.addWidget(self.summary)
        body.addWidget(self.note)
        body.addWidget(rule())
        body.addWidget(column, 1)

    def refresh(self) -> None:
        """Count the talks of the branch and year that are looked at."""
        context = self._context
        self.title.setText(f"{context.year}年谈心谈话覆盖情况")
        branch, today = context.branch, context.today().isoformat()
        self.reached = talks.coverage(branch, context.year, today) if branch else []
        self.summary.setText(talks.coverage_words(self.reached))
        self._fill()

    def _fill(self) -> None:
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()
        heads = ("", "姓名", "职务", "最近一次", "作为谈话人", "作为谈话对象")
        for place, text in enumerate(heads):
            self._put(0, place, Label(text, "muted", wrap=False))
        for line, one in enumerate(self.reached, 1):
            tip = "谈过" if one.covered else "还没有谈过"
            self._put(line, 0, Mark("done" if one.covered else "later", tip))
            texts = (one.name, one.post, day(one.last) or "—", _times(one.talked))
            for place, text in enumerate(texts, 1):
                self._put(line, place, Label(text, wrap=False))
            self._put(line, len(heads) - 1, Label(_listened(one)))
            button = Button("谈话", "plus", "link", tip=f"记一次和{one.name}的谈话")
            button.setProperty("member", one.member)
            button.clicked.connect(self._begin)
            button.setVisible(not self._context.readonly)
            self.buttons[one.member] = button
            self._put(line, len(heads), button)
        self._grid.setColumnStretch(len(heads) - 1, 1)

    def _put(self, line: int, place: int, widget: QWidget) -> None:
        self._grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignVCenter)

    def _begin(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.wanted.emit(sender.property("member"))

    def _print(self) -> None:
        self._press.print_year(_PAPER)

    def _save(self) -> None:
        self._press.save_year(_PAPER)


def _times(count: int) -> str:
    return f"{count} 次" if count else "—"


def _listened(one: Reached) -> str:
    """How often a member was talked with, and on what occasions."""
    total = one.listened.total()
    kinds = [f"{kind.label} {n}" for kind in TalkKind if (n := one.listened[str(kind)])]
    return f"{_times(total)}（{'，'.join(kinds)}）" if total else "—"
