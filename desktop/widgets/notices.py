"""Messages that do not stop the work: a banner in the page, a toast over the window."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.theme import px
from desktop.widgets.basic import Button, Label, set_property

BANNER_ICONS = {
    "accent": "triangle-alert",
    "caution": "triangle-alert",
    "now": "info",
    "done": "circle-check",
}


class _Glyph(QWidget):
    """An icon that is not pressed."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def set(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(20), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._name, self.rect(), self._role, px(18))


class Banner(QFrame):
    """A message inside the page, with at most one button. Hidden until `show_message`."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("tone", "now")
        self._glyph = _Glyph("info", "now")
        self.label = Label()
        self.button = Button("", "", "secondary")
        self.button.clicked.connect(self._act)
        close = Button("", "x", "ghost", tip="收起这条消息")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self._glyph)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        layout.addWidget(close)
        self.hide()

    def show_message(self, text: str, tone: str = "now", button: str = "") -> None:
        """Show `text`; `tone` is "now", "done", "caution" or "accent"; `button` emits `acted`."""
        set_property(self, "tone", tone)
        self._glyph.set(BANNER_ICONS[tone], tone)
        self.label.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(text)
        self.show()

    def _act(self) -> None:
        self.hide()
        self.acted.emit()


class Toast(QFrame):
    """A short notice over the foot of `host`, such as “已保存 15:42 · 撤销”; goes by itself.

    It takes no room, no focus and no click that is not meant for it.
    """

    acted = Signal()

    def __init__(self, host: QWidget, *, seconds: float = 6) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("role", "toast")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.label = Label(wrap=False)
        self.button = Button("", "", "link")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(12)
        layout.addWidget(self.label)
        layout.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, button: str = "") -> None:
        """Show `text` for a few seconds; `button` emits `acted`."""
        self.label.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        host = self._host
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - px(56))

    def _act(self) -> None:
        self.hide()
        self.acted.emit()
