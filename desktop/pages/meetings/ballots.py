"""One member's ballots at 民主评议党员 in a line of a table, with the texts folded under it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.meeting import Grade
from db.spec import Tree
from desktop.editors import AreaEditor, ChoiceEditor
from desktop.recording.lines import ShortDate
from desktop.recording.narrow import SmallNumber
from desktop.recording.section import LabelledArea, Path, Section, SideField, reveal
from desktop.recording.words import day
from desktop.theme import px
from desktop.widgets import Button, Label, row

COUNTS = tuple(str(grade) for grade in Grade)
"""The four counts of a row, in the order of the columns."""
_NAME, _FIGURE, _SUM, _GRADE = 132, 58, 36, 104
_LABELS = 66
_STEPS = {
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}


class Ballot(SmallNumber):
    """A count, by its key. `stepped(key, ±1)` on Enter and the arrows: the same column of another
    row; `pasted(key, text)` when several figures are put in at once."""

    stepped = Signal(str, int)
    pasted = Signal(str, str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste):
                text = QGuiApplication.clipboard().text()
                if "\n" in text.strip() or "\t" in text.strip():
                    self.pasted.emit(self._key, text)
                    return True
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in _STEPS:
                self.stepped.emit(self._key, _STEPS[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)


class Heads(QWidget):
    """The heads of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self._labels = [
            Label(text, "muted", wrap=False)
            for text in ("姓名", *(grade.label for grade in Grade), "合计", "评定等次")
        ]
        for label in self._labels[1:6]:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setLayout(row(*self._labels, None, spacing=6))
        _fit(self._labels)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            _fit(self._labels)


class _Details(Section):
    """Own words, what others said, the opinion, and when it was told."""

    def __init__(self, year: int | None) -> None:
        super().__init__()
        told = ShortDate("反馈日期", year=year)
        self.add("told_on", told)
        for key, label, placeholder in (
            ("summary", "个人总结", "本人一年来的情况"),
            ("faults", "存在问题", "本人查摆的问题"),
            ("measures", "整改措施", "本人怎么改"),
            ("peers", "互评意见", "党员互评时谁说了什么"),
            ("opinion", "评定意见", "支部对这名党员的评定意见"),
        ):
            area = AreaEditor(placeholder, lines=1)
            self.add(key, area)
            self.body.addWidget(LabelledArea(label, area, width=_LABELS))
        self.body.addLayout(row(SideField("反馈本人日期", told), None))
        self.body.setContentsMargins(px(12), 0, 0, px(4))


class AppraisalRow(Section):
    """`stepped(row, key, ±1)` and `pasted(row, key, text)` come from its counts; `removed(row)`.

    A `stray` row is that of somebody who is not due any more; it may be taken away.
    """

    stepped = Signal(object, str, int)
    pasted = Signal(object, str, str)
    removed = Signal(object)

    def __init__(self, line: Tree, year: int | None) -> None:
        super().__init__()
        self._line = line
        self._year = year
        self._locked = False
        self._stray = False
        self.details: _Details | None = None
        self.name = Label(line["name"], wrap=False)
        self._ballots = {key: Ballot(key) for key in COUNTS}
        for key, ballot in self._ballots.items():
            self.add(key, ballot, f"{line['name']}{Grade(key).label}票")
            ballot.stepped.connect(self._stepped)
            ballot.pasted.connect(self._pasted)
        self.sum = Label("", wrap=False)
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.grade = ChoiceEditor([(str(g), g.label) for g in Grade], empty="")
        self.add("grade", self.grade, f"{line['name']}评定等次")
        self.note = Label("", "muted", wrap=False)
        self.fold_button = Button("", "chevron-down", "ghost", tip="总结、问题、互评和评定意见")
        self.fold_button.clicked.connect(self.toggle)
        self.remove_button = Button("", "trash-2", "ghost", tip="删去这一行")
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remove_button.clicked.connect(self._remove)
        self._cells = [self.name, *(self.editors[key] for key in COUNTS), self.sum, self.grade]
        self.body.setSpacing(4)
        self.body.addLayout(
            row(*self._cells, self.note, None, self.remove_button, self.fold_button, spacing=6)
        )
        self._holder = QVBoxLayout()
        self.body.addLayout(self._holder)
        super().load(line)
        self.changed.connect(self._refresh)
        _fit(self._cells)
        self._refresh()

    @property
    def uid(self) -> str:
        """Which row it is."""
        return str(self._line["uid"])

    def take(self, line: Tree, *, stray: bool) -> None:
        """Follow the roster: the same row, whose name or category may be another now."""
        self._line = self._line | {key: line[key] for key in ("member", "name", "category")}
        self._stray = stray
        self._refresh()

    def values(self) -> Tree:
        """The row as it stands in the form."""
        told = self.details.values() if self.details is not None else {}
        return self._line | super().values() | told

    def put(self, key: str, text: str) -> None:
        """Write what was pasted into a count, whatever it is."""
        self._ballots[key].box.setText(text.strip())

    def begin(self, key: str) -> None:
        """Go to a count, ready to be typed over."""
        self._ballots[key].box.setFocus(Qt.FocusReason.TabFocusReason)

    def total(self) -> int | None:
        """The ballots of the row, None while there are none."""
        counts = [ballot.value() for ballot in self._ballots.values()]
        return None if counts == [None] * len(COUNTS) else sum(n or 0 for n in counts)

    def show_sum(self, valid: int | None) -> bool:
        """Show the sum against the valid ballots; whether it closes."""
        total = self.total()
        off = 0 if total is None or valid is None else total - valid
        self.sum.setText("" if total is None else str(total))
        self.sum.set_tone("accent" if off else "")
        self.sum.setToolTip(f"四项合计 {total}，有效票 {valid}，相差 {abs(off)}" if off else "")
        return not off

    def tell(self, told_on: str) -> bool:
        """Note the day on which the person was told, unless one stands there; whether it did."""
        if self.values()["told_on"]:
            return False
        self._line = self._line | {"told_on": told_on}
        if self.details is not None:
            self.details.editors["told_on"].set_value(told_on)
        self._refresh()
        return True

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        super().set_read_only(on=on)
        if self.details is not None:
            self.details.set_read_only(on=on)
        self._refresh()

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from super().problems()
        if self.details is not None:
            yield from self.details.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path below the row; what is folded is opened for it."""
        found = super().place(path)
        if found is not None or not path:
            return found or self.editors[COUNTS[0]]
        self.open()
        return self.details.place(path) if self.details is not None else None

    def open(self) -> None:
        """Show the texts."""
        if self.details is None:
            self.details = _Details(self._year)
            self.details.load(self._line)
            self.details.set_read_only(on=self._locked)
            self.details.changed.connect(self._changed)
            self._holder.addWidget(self.details)
        self.details.show()
        self._refresh()
        QTimer.singleShot(0, self, self._reveal)  # it has its place only when it is laid out

    def toggle(self) -> None:
        """Show the texts, or fold them away."""
        if self.details is not None and not self.details.isHidden():
            self.details.hide()
            self._refresh()
        else:
            self.open()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            _fit(self._cells)
            self._refresh()

    def _stepped(self, key: str, step: int) -> None:
        self.stepped.emit(self, key, step)

    def _pasted(self, key: str, text: str) -> None:
        self.pasted.emit(self, key, text)

    def _refresh(self) -> None:
        name, room = self._line["name"], px(_NAME)
        self.name.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
        self.name.setToolTip(name)
        told = self.values()["told_on"]
        self.note.setText("已反馈" if told else "")
        self.note.setToolTip(f"{day(told)}反馈本人" if told else "")
        opened = self.details is not None and not self.details.isHidden()
        self.fold_button.set_icon("chevron-up" if opened else "chevron-down")
        self.remove_button.setVisible(self._stray and not self._locked)

    def _reveal(self) -> None:
        reveal(self)

    def _remove(self) -> None:
        self.removed.emit(self)


def _fit(cells: Sequence[QWidget]) -> None:
    widths = (_NAME, *[_FIGURE] * len(COUNTS), _SUM, _GRADE)
    for cell, width in zip(cells, widths, strict=True):
        cell.setFixedWidth(px(width))
