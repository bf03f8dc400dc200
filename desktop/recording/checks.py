"""The live panel: what the checks say of the record as it stands, grouped by weight."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.rules.rule import Finding, Level
from desktop.theme import px, tokens
from desktop.widgets import Label, Mark, row
from desktop.widgets.paint import MARKS

# Levels in order of weight, with what the group is called.
_GROUPS: tuple[tuple[Level, str], ...] = (
    ("block", "阻止定稿"),
    ("warn", "提醒"),
    ("remind", "建议"),
    ("ok", "已符合"),
)


class FindingLine(QWidget):
    """One finding: a coloured edge, the sentence, code and article; a press or Enter jumps."""

    jumped = Signal(object)

    def __init__(self, found: Finding) -> None:
        super().__init__()
        self.found = found
        self._hovered = False
        self.leads = bool(found.field) and found.level != "ok"
        note = "　".join(part for part in (found.code, found.article) if part)
        body = QVBoxLayout(self)
        body.setContentsMargins(px(13), px(4), px(4), px(4))
        body.setSpacing(2)
        body.addWidget(Label(found.text))
        body.addWidget(Label(note, "muted"))
        self.setAccessibleName(f"{MARKS[found.level][0]}：{found.text}，{note}")
        if self.leads:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip("点此跳到这一项（F8 逐条查看）")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        current = tokens()
        if self._hovered or self.hasFocus():
            painter.fillRect(self.rect(), current.colour("hover"))
        edge = QRectF(0, 0, 3, self.height())
        painter.fillRect(edge, current.colour(MARKS[self.found.level][1]))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = self.leads
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.leads and self.rect().contains(event.position().toPoint()):
            self.jumped.emit(self.found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.leads and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jumped.emit(self.found)
        else:
            super().keyPressEvent(event)


class ChecksPanel(QWidget):
    """`jumped(finding)` when one is pressed."""

    jumped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.findings: list[Finding] = []
        self._shown: list[Finding] | None = None
        self._lines: list[FindingLine] = []
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(8)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Show these by weight; nothing is touched when they are those that are shown."""
        self.findings = list(findings)
        if self.findings == self._shown:
            return
        self._shown = self.findings
        focus = self.window().focusWidget()
        kept = focus.found if isinstance(focus, FindingLine) else None
        _empty(self._body)
        self._lines = []
        for level, name in _GROUPS:
            group = [found for found in self.findings if found.level == level]
            if group:
                self._add_group(level, name, group, kept)

    def summary(self) -> str:
        """阻止定稿 2 · 提醒 3, or that nothing is in the way."""
        parts = [f"{name} {self.count(level)}" for level, name in _GROUPS[:3] if self.count(level)]
        return " · ".join(parts) if parts else "没有问题"

    def count(self, level: str) -> int:
        """How many findings of a level there are."""
        return sum(found.level == level for found in self.findings)

    def lines(self) -> list[FindingLine]:
        """The findings as they are shown, from top to bottom."""
        return self._lines

    def _add_group(
        self, level: Level, name: str, group: list[Finding], kept: Finding | None
    ) -> None:
        title = Label(f"{name} {len(group)}", "section", tone=MARKS[level][1], wrap=False)
        head = QWidget()
        head.setLayout(row(Mark(level), title, None, spacing=6))
        if self._body.count():
            self._body.addSpacing(8)
        self._body.addWidget(head)
        for found in group:
            line = FindingLine(found)
            line.jumped.connect(self.jumped)
            self._body.addWidget(line)
            self._lines.append(line)
            if found == kept:
                line.setFocus()


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
