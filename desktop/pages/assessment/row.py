"""One line of the sheet: its scores beside each other, the sum in words and the reason under it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import tree
from db.records.assessment import ASSESSMENT
from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Line
from db.spec import Tree
from desktop.editors import ChoiceEditor, LineEditor
from desktop.pages.assessment import words
from desktop.pages.assessment.points import PointsEditor, WordsLink
from desktop.recording.section import Path, Section, SideField, reveal
from desktop.theme import px
from desktop.widgets import Button, Label, Mark, Pill, row

SCORE_LINE = ASSESSMENT.line("scores")
_MARK, _CODE, _NUMBER, _SCORE, _BUTTON = 16, 34, 48, 76, 104
_HEIGHT = 36  # of a field: what stands beside it is in the middle of it
_INDENT = _MARK + _CODE + 16
_TOP = Qt.AlignmentFlag.AlignTop
_KEPT = ("own", "reviewed", "confirmed", "grade", "reason", "basis")
"""What a person says of a line; without any of it the line is not stored."""


def column_widths(*, pointed: bool) -> tuple[int, ...]:
    """The widths of the columns after the title, in pixels at 100 %."""
    return (_NUMBER, _NUMBER, _SCORE, _SCORE, _BUTTON) if pointed else (_BUTTON,)


class Heads(QWidget):
    """The heads of the columns over the lines."""

    def __init__(self) -> None:
        super().__init__()
        texts = ("项目", "分值", "建议", "自评", "核定", "")
        self._labels = [Label(text, "muted", wrap=False) for text in texts]
        for label in self._labels[1:5]:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for number, label in enumerate(self._labels):
            line.addWidget(label, 0 if number else 1)
        self._fit()

    def set_pointed(self, *, on: bool) -> None:
        """Show the columns of points, or not."""
        for label in self._labels[1:5]:
            label.setVisible(on)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        widths = column_widths(pointed=True)
        for label, width in zip(self._labels[1:], widths, strict=True):
            label.setFixedWidth(px(width))


class ScoreRow(Section):
    """A line of the sheet and what a person makes of it.

    `committed` when a decision is complete and may be saved; `opened(Line)` to see the records
    behind the sum; `stepped(row, key, ±1)` to the same column of another line.
    """

    committed = Signal()
    opened = Signal(object)
    stepped = Signal(object, str, int)

    def __init__(self) -> None:
        super().__init__()
        self._base: Tree = {}
        self._line: Line | None = None
        self._locked, self._pointed, self._kept = False, True, False
        self._seen: tuple[int | None, int | None] = (None, None)
        self.mark = Mark()
        self.code = Label("", "muted", wrap=False)
        self.title = Label("")
        self.absent = Pill()
        self.points = Label("", "muted", wrap=False)
        self.proposed = Label("", wrap=False)
        self.own, self.reviewed = PointsEditor(), PointsEditor()
        self.confirm_button = Button("确认", "check", "chip")
        self.words = WordsLink()
        self.wants = Label("", "muted", tone="now")
        self.grade = ChoiceEditor(empty="请评定", missing="")
        self.basis = LineEditor("依据什么评的，如 走访、材料、获奖文件")
        self.reason = LineEditor("写明理由，如 10月的记录经核对有效")
        self.error = Label("", "error")
        self._build()
        self._connect()

    def _build(self) -> None:
        for label in (self.points, self.proposed):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        policy = self.confirm_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the columns stay under their heads
        self.confirm_button.setSizePolicy(policy)
        self.error.hide()
        self._cells: list[QWidget] = [
            self.points,
            self.proposed,
            self.own,
            self.reviewed,
            self.confirm_button,
        ]
        name = self._name = QVBoxLayout()
        name.setSpacing(2)
        name.addLayout(row(self.title, self.absent, spacing=8))
        name.addWidget(self.words)
        name.addWidget(self.wants)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark, 0, _TOP)
        head.addWidget(self.code, 0, _TOP)
        head.addLayout(name, 1)
        for cell in self._cells:
            head.addWidget(cell, 0, _TOP)
        self.grading = QWidget()
        self._grade_field = SideField("评定", self.grade)
        line = row(self._grade_field, SideField("依据", self.basis))
        line.setStretch(1, 1)
        self.grading.setLayout(line)
        self.reasoning = SideField("改分理由", self.reason)
        self._under = QVBoxLayout()
        self._under.setSpacing(4)
        for widget in (self.grading, self.reasoning, self.error):
            self._under.addWidget(widget)
        self.body.setContentsMargins(0, 6, 0, 6)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addLayout(self._under)
        self._fit()

    def _connect(self) -> None:
        for key in ("own", "reviewed", "grade", "basis", "reason"):
            self.add(key, getattr(self, key))
        for key, editor in (("own", self.own), ("reviewed", self.reviewed)):
            editor.setProperty("key", key)
            editor.stepped.connect(self._stepped)
            editor.committed.connect(self._commit)
        self.grade.changed.connect(self._graded)
        for box in (self.basis.box, self.reason.box):
            box.editingFinished.connect(self._commit)
        self.reason.box.returnPressed.connect(self._go_on)
        self.confirm_button.clicked.connect(self.confirm)
        self.words.pressed.connect(self._open)

    # What is shown

    @property
    def line(self) -> Line:
        """The line of the sheet that is shown."""
        assert self._line is not None
        return self._line

    def show_line(self, line: Line, stored: Tree | None) -> None:
        """Show a line of the sheet and what is stored of it."""
        self._base = stored or tree.blank_line(SCORE_LINE, code=line.code)
        self._kept = stored is not None
        self._line = line
        name = f"{line.code} {line.title}"
        self.own.set_most(line.points)
        self.reviewed.set_most(line.points)
        self.grade.set_choices(_choices(line))
        super().load(self._base)
        self._seen = (self._base["own"], self._base["reviewed"])
        for key, editor in self.editors.items():
            editor.set_name(f"{name}的{SCORE_LINE.fields[key].verbose_name}")
        self.title.setToolTip(line.item.standard)
        self.follow(line)

    def follow(self, line: Line) -> None:
        """Show what the sheet came to now; what a person is writing stays."""
        self._line = line
        self.code.setText(line.code)
        self.title.setText(line.title)
        said = str(line.conclusion) if line.absent or not self._pointed else ""
        self.absent.set(said, words.CONCLUSION_TONES[line.conclusion])
        self.mark.set(*words.mark(line))
        self.points.setText(points_text(line.points))
        self.proposed.setText("—" if line.proposed is None else points_text(line.proposed))
        less = line.proposed is not None and line.proposed < line.points
        self.proposed.set_tone("caution" if less and not line.absent else "")
        behind = len(line.evidence)
        text = line.words if self._pointed else words.without_points(line.words)
        self.words.show_words(text, f"看这 {behind} 份记录" if behind else "")
        self.refresh()

    def refresh(self) -> None:
        """Ask for what is asked for now: a grade, a confirmation, a reason."""
        line, values = self.line, self.values()
        absent = bool(line.absent)
        hand = words.by_hand(line, pointed=self._pointed)
        agreeing = words.confirmable(line) and values["own"] is None and not values["grade"]
        self.wants.setText(line.wants)
        self.wants.setVisible(bool(line.wants) and not self._locked)
        first = "" if line.proposed is None else points_text(line.proposed)
        self.own.box.setPlaceholderText(first)
        given = values["own"]
        self.reviewed.box.setPlaceholderText(first if given is None else points_text(given))
        self.grading.setVisible(hand or bool(values["grade"] or values["basis"]))
        self._grade_field.setVisible(bool(line.item.grades))
        for editor in (self.own, self.reviewed):
            editor.setEnabled(not absent)
        self.confirm_button.setVisible(agreeing)
        yes = bool(values["confirmed"])
        self.confirm_button.setText("已确认" if yes else "确认")
        self.confirm_button.setAccessibleName(f"{line.code} {self.confirm_button.text()}")
        self.confirm_button.setToolTip(
            "收回确认" if yes else f"按建议确认：{line.words}（在自评里按回车也行）"
        )
        self.confirm_button.setProperty("tone", "done" if yes else "")
        self.confirm_button.style().polish(self.confirm_button)
        self.confirm_button.setEnabled(not self._locked)
        wanted = words.needs_reason(values, line.proposed)
        self.reasoning.setVisible(wanted or bool(values["reason"]))
        self.reason.set_error("请写明理由" if wanted else "")

    def set_pointed(self, *, on: bool) -> None:
        """Show points and scores, or the words alone."""
        self._pointed = on
        for cell in self._cells[:4]:
            cell.setVisible(on)

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        super().set_read_only(on=on)
        if self._line is not None:
            self.refresh()

    # What a person does

    def confirm(self) -> None:
        """Say yes to what the program proposes, or take it back."""
        if self._locked or not words.confirmable(self.line):
            return
        yes = not self._base["confirmed"]
        seen = self.line.proposed if yes else None
        self._base = self._base | {"confirmed": yes, "proposed": seen}
        self._changed()
        self._commit()

    def _graded(self) -> None:
        """A grade brings its points; where it wants a basis the cursor goes there."""
        item = self.line.item
        chosen = next((each for each in item.grades if each.title == self.grade.value()), None)
        if item.points:
            self.own.set_value(None if chosen is None else chosen.points)
        self._changed()
        if chosen is not None and not self.basis.value():
            self.basis.target.setFocus()
        self._commit()

    def begin(self, key: str) -> None:
        """Put the cursor into a column, ready to be typed over."""
        target = getattr(self, key) if key in ("own", "reviewed") else self.own
        (target if target.isVisible() else self.words).setFocus(Qt.FocusReason.TabFocusReason)

    def begin_wanted(self) -> None:
        """Put the cursor where the line wants something of a person."""
        values = self.values()
        QTimer.singleShot(0, self, self._reveal)
        if words.needs_reason(values, self.line.proposed):
            self.reason.target.setFocus()
        elif not self.grading.isHidden():
            waiting = self.line.item.grades and not values["grade"]
            (self.grade if waiting else self.basis).target.setFocus()
        elif not self.confirm_button.isHidden():
            self.confirm_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.begin("own")

    def adopt(self, stored: Tree) -> None:
        """Learn what a save made of the line."""
        self._base = self._base | {key: stored[key] for key in ("uid", "confirmed", "proposed")}
        self._seen = (stored["own"], stored["reviewed"])
        self._kept = True

    def values(self) -> Tree:
        """The stored line as it stands."""
        return self._base | super().values()

    @property
    def told(self) -> bool:
        """Whether a person has said anything of the line, now or before."""
        empty = tree.blank_line(SCORE_LINE)
        return self._kept or any(self.values()[key] != empty[key] for key in _KEPT)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, and a reason that is missing."""
        yield from super().problems()
        # A score that was given before the records changed is no reason to keep the rest unsaved.
        given = (self.own.value(), self.reviewed.value())
        if given != self._seen and words.needs_reason(self.values(), self.line.proposed):
            yield self.reason, "分数改了，要写明理由"

    def place(self, path: Path) -> QWidget | None:
        """The widget for a key of the line."""
        return super().place(path) or self.own

    def _changed(self) -> None:
        self.refresh()
        super()._changed()

    def _commit(self) -> None:
        if self._line is None or self._locked:
            return
        if words.needs_reason(self.values(), self.line.proposed):
            focus = self.window().focusWidget()
            if focus is None or not self.isAncestorOf(focus):
                self.error.setText("分数改了，请在这里写明理由。")
                self.error.show()
            return
        self.committed.emit()

    def _stepped(self, step: int) -> None:
        sender = self.sender()
        key = str(sender.property("key")) if sender is not None else "own"
        empty = key == "own" and self.own.value() is None and not self.own.problem()
        if step > 0 and empty and words.confirmable(self.line) and not self._base["confirmed"]:
            self.confirm()
        if step > 0 and words.needs_reason(self.values(), self.line.proposed):
            self._ask_reason()
            return
        self._commit()
        self.stepped.emit(self, key, step)

    def _ask_reason(self) -> None:
        """Put the cursor where the reason is written, when it has its place."""
        self.refresh()
        self.reason.target.setFocus()
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        reveal(self)

    def _go_on(self) -> None:
        if not words.needs_reason(self.values(), self.line.proposed):
            self.stepped.emit(self, "own", 1)

    def _open(self) -> None:
        self.opened.emit(self.line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.code.setFixedWidth(px(_CODE))
        for beside in (self.mark, self.code, self.points, self.proposed):
            beside.setFixedHeight(px(_HEIGHT))
        self._name.setContentsMargins(0, px(6), 0, 0)
        for cell, width in zip(self._cells, column_widths(pointed=True), strict=True):
            cell.setFixedWidth(px(width))
        self._under.setContentsMargins(px(_INDENT), 0, 0, 0)


def _choices(line: Line) -> Sequence[tuple[str, str]]:
    """The grades that a person may give, each with its points where there are any."""
    return [
        (each.title, f"{each.title} {points_text(each.points)}分" if line.points else each.title)
        for each in line.item.grades
    ]
