"""One person of the attendance: a chip that a press or a key marks as present, away or absent."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from db.records.held import AttendanceState, Category
from db.spec import Tree
from desktop.theme import px, small_font, tokens, tone_colours

TONES = {
    AttendanceState.PRESENT: "done",
    AttendanceState.LEAVE: "caution",
    AttendanceState.ABSENT: "accent",
}
_NEXT = {
    AttendanceState.PRESENT: AttendanceState.LEAVE,
    AttendanceState.LEAVE: AttendanceState.ABSENT,
    AttendanceState.ABSENT: AttendanceState.PRESENT,
}
_LONGEST = 16  # characters of a name that are shown
_HINT = "单击切换：实到 → 请假 → 缺席。键盘：空格或Q请假，X缺席，P实到，回车写事由，方向键换人。"


class Chip(QAbstractButton):
    """`marked(chip)` when the state was changed by a person; `asked(chip)` on Enter;
    `moved(chip, step)` on an arrow key."""

    marked = Signal(object)
    asked = Signal(object)
    moved = Signal(object, int)

    def __init__(self, line: Tree) -> None:
        super().__init__()
        self.line = line
        self.locked = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._cycle)
        self.set_line(line)

    def set_line(self, line: Tree) -> None:
        """Show another attendance line."""
        self.line = line
        self._refresh()

    @property
    def state(self) -> AttendanceState:
        """Whether the person was there."""
        return AttendanceState(self.line["state"])

    def set_state(self, state: AttendanceState) -> None:
        """Mark the person, as by a press."""
        if self.locked or state == self.state:
            return
        self.line["state"] = str(state)
        self._refresh()
        self.marked.emit(self)

    def tags(self) -> list[str]:
        """What stands small behind the name: the state, and why there is no vote."""
        found = [] if self.state == AttendanceState.PRESENT else [self.state.label]
        if self.line["category"] == Category.PROBATIONARY:
            found.append("预备")
        elif not self.line["voting"]:
            found.append("无表决权")
        return found

    def set_locked(self, *, on: bool) -> None:
        """Show only, or let mark."""
        self.locked = on
        shape = Qt.CursorShape.ArrowCursor if on else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        self._refresh()

    def sizeHint(self) -> QSize:
        name = self.fontMetrics()
        small = QFontMetrics(small_font(self.font()))
        width = name.horizontalAdvance(self._name()) + px(20)
        width += sum(small.horizontalAdvance(tag) + px(6) for tag in self.tags())
        return QSize(width, name.height() + px(8))

    def _name(self) -> str:
        """The name as far as there is room; all of it stands in the tip."""
        most = self.fontMetrics().horizontalAdvance("国") * _LONGEST
        return self.fontMetrics().elidedText(self.line["name"], Qt.TextElideMode.ElideRight, most)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = tokens()
        ink, ground = tone_colours(TONES[self.state])
        edge = current.colour("now") if self.hasFocus() else ink
        if not self.hasFocus() and self.state == AttendanceState.PRESENT and not self.underMouse():
            edge = ground.darker(108) if ground.lightness() > 128 else ground.lighter(130)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        left = px(10)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(current.colour("text"))
        name = self._name()
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), middle, name)
        left += self.fontMetrics().horizontalAdvance(name) + px(6)
        font = small_font(self.font())
        painter.setFont(font)
        for number, tag in enumerate(self.tags()):
            away = number == 0 and self.state != AttendanceState.PRESENT
            painter.setPen(ink if away else current.colour("muted"))
            painter.drawText(self.rect().adjusted(left, 0, 0, 0), middle, tag)
            left += QFontMetrics(font).horizontalAdvance(tag) + px(6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Q):
            self._toggle(AttendanceState.LEAVE)
        elif key == Qt.Key.Key_X:
            self._toggle(AttendanceState.ABSENT)
        elif key == Qt.Key.Key_P:
            self.set_state(AttendanceState.PRESENT)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit(self)
        elif key in steps:
            self.moved.emit(self, steps[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def nextCheckState(self) -> None:
        """A press changes the state of the line, not that of the button."""

    def _cycle(self) -> None:
        self.set_state(_NEXT[self.state])

    def _toggle(self, state: AttendanceState) -> None:
        self.set_state(AttendanceState.PRESENT if self.state == state else state)

    def _refresh(self) -> None:
        parts = [self.line["name"], self.state.label, *self.tags()]
        self.setAccessibleName("，".join(dict.fromkeys(parts)))
        about = "，".join(part for part in (self.line["name"], self.line["post"]) if part)
        self.setToolTip(about if self.locked else f"{about}\n{_HINT}")
        self.updateGeometry()
        self.update()
