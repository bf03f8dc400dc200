"""The branches side by side: a column each, a line for every number; each opens its records."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from db.overview import GROUPS, BranchYear, Overview
from desktop.theme import px
from desktop.widgets import Button, Label, rule, set_property

_WIDTH = 172  # pixels at 100 % for the column of a branch


class BranchTable(QScrollArea):
    """`listed(title, uids)` when a number is pressed, `late(branch, key)` when what is overdue is;
    `branch_wanted(uid)` for the head of a column."""

    listed = Signal(str, object)
    late = Signal(str, str)
    branch_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.numbers: dict[tuple[str, str], Button] = {}
        self.late_buttons: dict[tuple[str, str], Button] = {}
        self.heads: dict[str, Button] = {}
        self._behind: dict[Button, tuple[str, tuple[str, ...]]] = {}
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(4, 4, 12, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self.setWidget(self._inner)
        self.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)

    def show_overview(self, found: Overview) -> None:
        """Show the branches of a year in their own order."""
        self._clear()
        line = 0
        for place, branch in enumerate(found.branches, 1):
            self._grid.addWidget(self._head(branch), line, place)
            self._grid.setColumnMinimumWidth(place, px(_WIDTH))
            self._grid.setColumnStretch(place, 1)
        for title, columns in GROUPS:
            line = self._section(line, title, len(found.branches))
            for key, name in columns:
                line += 1
                self._grid.addWidget(Label(name, "muted", wrap=False), line, 0)
                for place, branch in enumerate(found.branches, 1):
                    self._grid.addWidget(self._cell(branch, key, name), line, place)
        line = self._section(line, "考核", len(found.branches))
        self._plain(line + 1, "年度考核表", [each.assessed for each in found.branches])
        self._plain(line + 2, "等次", [each.grade or "—" for each in found.branches])
        self._grid.setRowStretch(line + 3, 1)

    def _section(self, line: int, title: str, branches: int) -> int:
        """Put a heading with a rule below the line; return the line of the rule."""
        heading = Label(title, "section", wrap=False)
        heading.setContentsMargins(0, px(8), 0, 0)
        self._grid.addWidget(heading, line + 1, 0)
        self._grid.addWidget(rule(), line + 2, 0, 1, branches + 1)
        return line + 2

    def _plain(self, line: int, title: str, texts: Sequence[str]) -> None:
        self._grid.addWidget(Label(title, "muted", wrap=False), line, 0)
        for place, text in enumerate(texts, 1):
            label = Label(text, wrap=False)
            label.setContentsMargins(px(4), px(3), 0, px(3))
            self._grid.addWidget(label, line, place)

    def _head(self, branch: BranchYear) -> QWidget:
        button = Button(branch.name, "", "link", tip=f"看{branch.name}自己的考核")
        button.setProperty("branch", branch.uid)
        button.clicked.connect(self._head_pressed)
        self.heads[branch.uid] = button
        return _left(button)

    def _cell(self, branch: BranchYear, key: str, name: str) -> QWidget:
        figure, late = branch.figures[key], branch.late_by(key)
        title = f"{branch.name} {figure.title}"
        parts: list[QWidget] = []
        if key == "late" and late:
            parts.append(self._late(branch, key, name, f"▲ {late} 项"))
        elif figure.uids:
            tip = f"{title} {figure.text}：看是哪几份记录"
            button = Button(figure.text, "", "link", tip=tip)
            button.setAccessibleName(f"{title} {figure.text}")
            button.clicked.connect(self._number_pressed)
            self._behind[button] = (f"{title} {figure.text}", figure.uids)
            self.numbers[branch.uid, key] = button
            parts.append(button)
        else:
            label = Label(figure.text, wrap=False)
            label.setContentsMargins(px(4), px(3), 0, px(3))
            parts.append(label)
        if key != "late" and late:
            parts.append(self._late(branch, key, name, f"▲ 逾期 {late}"))
        return _left(*parts)

    def _late(self, branch: BranchYear, key: str, name: str, text: str) -> Button:
        button = Button(text, "", "link", tip=f"{branch.name} {name}逾期：看是哪几项")
        button.setProperty("branch", branch.uid)
        button.setProperty("figure", key)
        set_property(button, "tone", "accent")
        button.clicked.connect(self._late_pressed)
        self.late_buttons[branch.uid, key] = button
        return button

    def _clear(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place in range(self._grid.columnCount()):
            self._grid.setColumnStretch(place, 0)
            self._grid.setColumnMinimumWidth(place, 0)
        for place in range(self._grid.rowCount()):
            self._grid.setRowStretch(place, 0)
        for known in (self.numbers, self.late_buttons, self.heads, self._behind):
            known.clear()

    def _number_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.listed.emit(*self._behind[sender])

    def _late_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.late.emit(sender.property("branch"), sender.property("figure"))

    def _head_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.branch_wanted.emit(sender.property("branch"))


def _left(*widgets: QWidget) -> QWidget:
    """Put widgets at the left of a cell."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return holder
