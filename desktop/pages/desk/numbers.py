"""The card 本年数字: each number opens the records behind it; no points, no ranking."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from db.figures import Figure, Year
from desktop.app import Context
from desktop.widgets import Button, Card, FlowLayout, Label, SectionTitle

_MAIN = ("meetings", "activities", "attendance", "hours", "tasks", "problems", "talks")
_KINDS = {
    "general": "党员大会",
    "committee": "支委会",
    "group": "党小组会",
    "lecture": "党课",
    "life": "组织生活会",
    "appraisal": "民主评议",
}
_COLUMNS = 3


class NumbersCard(Card):
    """`wanted(Figure)` when a number is pressed; `people_wanted("attendance" | "hours")`."""

    wanted = Signal(object)
    people_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(margin=12, spacing=6)
        self._context = context
        self._figures: dict[str, Figure] = {}
        self._labels: dict[str, Label] = {}
        self.buttons: dict[str, Button] = {}
        self.title = SectionTitle("本年数字", role="title")
        self.people = {
            "attendance": Button("到会情况", "", "link", tip="每个人应到、实到、请假、缺席"),
            "hours": Button("学时情况", "", "link", tip="每个人的学时和还差多少"),
        }
        for name, button in self.people.items():
            button.setProperty("figure", name)
            button.clicked.connect(self._people)
            self.title.tools.addWidget(button)
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        for place, key in enumerate(_MAIN):
            line, column = divmod(place, _COLUMNS)
            self._titles(key, line, column)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(2 * column + 1, 1)
        kinds = QWidget()
        flow = FlowLayout(kinds, spacing=6)
        for key in _KINDS:
            flow.addWidget(self._button(key))
        self.body.addWidget(self.title)
        self.body.addWidget(table)
        self.body.addWidget(kinds)
        self.body.addStretch(1)

    def show_year(self, year: Year) -> None:
        """Show the numbers of a year."""
        self._figures = {each.key: each for each in year.figures}
        for key, button in self.buttons.items():
            figure = self._figures[key]
            text = f"{_KINDS[key]} {figure.value}" if key in _KINDS else figure.text
            button.setText(text)
            button.setAccessibleName(f"{figure.title} {figure.text}")
            button.setToolTip(f"{figure.title}：看这 {len(figure.uids)} 份记录")
            button.setEnabled(bool(figure.uids))
        for key, label in self._labels.items():
            label.setText(self._figures[key].title)
        drafts = f"；草稿 {len(year.drafts)} 份不计" if year.drafts else ""
        self.title.set_note(f"点数字看记录{drafts}")

    def _titles(self, key: str, line: int, column: int) -> None:
        label = self._labels[key] = Label("", wrap=False)
        button = self._button(key)
        label.setBuddy(button)
        self._grid.addWidget(label, line, 2 * column)
        self._grid.addWidget(button, line, 2 * column + 1)

    def _button(self, key: str) -> Button:
        button = Button("—", "", "link")
        button.setProperty("figure", key)
        button.clicked.connect(self._press)
        self.buttons[key] = button
        return button

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.wanted.emit(self._figures[sender.property("figure")])

    def _people(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.people_wanted.emit(sender.property("figure"))
