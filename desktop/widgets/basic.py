"""Cards, titles, pills, marks, buttons: the plain parts every page is made of."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import icon, paint_icon
from desktop.theme import px, small_font
from desktop.widgets.paint import MARKS, paint_mark, paint_pill, pill_size

ICON_ROLES = {"primary": "on_accent", "tab": "muted", "link": "now"}


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and let the sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def row(*items: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """A horizontal layout: widgets in order, `None` for a stretch, a number for so many pixels."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        else:
            layout.addWidget(item)
    return layout


def rule() -> QFrame:
    """A thin horizontal line."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


class Label(QLabel):
    """Plain text that wraps. `role`: "", "muted", "title", "headline", "section" or "error";
    `tone` colours it: "", "accent", "caution", "done" or "now"."""

    def __init__(
        self, text: str = "", role: str = "", *, tone: str = "", wrap: bool = True
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)

    def set_tone(self, tone: str) -> None:
        """Colour the text: "", "accent", "caution", "done" or "now"."""
        set_property(self, "tone", tone)


class OneLine(Label):
    """A text on one line, shortened with an ellipsis to its room; the tip says it whole."""

    def __init__(self, text: str) -> None:
        super().__init__("", wrap=False)
        self._whole = " ".join(text.split())
        self.setToolTip(text)
        self.setAccessibleName(self._whole)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(0, self.width() - 2)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


class Card(QFrame):
    """A white card with one thin line and round corners. Add to `card.body` (a QVBoxLayout).

    `role="box"` makes the smaller card that lies inside another one.
    """

    def __init__(self, *, role: str = "card", margin: int = 16, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(spacing)


class SectionTitle(QWidget):
    """A bold heading with an optional quiet note behind it (sums in words) and room for buttons.

    Add buttons to `title.tools` (a QHBoxLayout at the right).
    """

    def __init__(self, text: str, note: str = "", *, role: str = "section") -> None:
        super().__init__()
        self.label = Label(text, role, wrap=False)
        self.note = Label(note, "muted")
        if not note:  # showing it before it has a parent would open it as a window of its own
            self.note.hide()
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.label)
        layout.addWidget(self.note, 1)
        layout.addStretch()
        layout.addLayout(self.tools)

    def set_text(self, text: str) -> None:
        """Change the heading."""
        self.label.setText(text)

    def set_note(self, note: str) -> None:
        """Change the quiet note; an empty one takes no room."""
        self.note.setText(note)
        self.note.setVisible(bool(note))


class Pill(QWidget):
    """A short status in a rounded box; `tone` as in `theme.tone_colours`."""

    def __init__(self, text: str = "", tone: str = "muted") -> None:
        super().__init__()
        self._text = text
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set(self, text: str, tone: str = "muted") -> None:
        """Change text and tone; no text, no pill."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The status as shown."""
        return self._text

    def sizeHint(self) -> QSize:
        return pill_size(self._text, small_font(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, self._text, self._tone, self.rect(), small_font(self.font()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


class Mark(QWidget):
    """The mark of a state, told by shape and colour: one of `paint.MARKS`."""

    def __init__(self, state: str = "none", tip: str = "") -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(state, tip)

    def set(self, state: str, tip: str = "") -> None:
        """Change the state; `tip` overrides its usual name."""
        self._state = state
        name = tip or MARKS[state][0]
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.update()

    def state(self) -> str:
        """The state shown."""
        return self._state

    def sizeHint(self) -> QSize:
        return QSize(px(14), px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = px(13)
        paint_mark(
            QPainter(self),
            self._state,
            QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side),
        )


class Button(QPushButton):
    """A button with text and, mostly, an icon. `kind`: "secondary", "primary" (one a page),
    "ghost", "link", "chip" or "tab". A button without text must say what it does in `tip`."""

    def __init__(
        self, text: str = "", icon_name: str = "", kind: str = "secondary", *, tip: str = ""
    ) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._kind = kind
        self._menu: QMenu | None = None
        self._fit_icon()
        if icon_name:
            self.set_icon(icon_name)
        if tip:
            self.setToolTip(tip)
        self.setAccessibleName(text or tip)

    def set_icon(self, name: str) -> None:
        """Show the icon `name` in the colour that fits the kind."""
        checked = {"tab": "accent"}.get(self._kind, "now")
        self.setIcon(icon(name, ICON_ROLES.get(self._kind, "text"), checked))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_icon()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _fit_icon(self) -> None:
        gap = px(4) if self.text() else 0
        self.setIconSize(QSize(px(18) + gap, px(18)))

    def set_kind(self, kind: str) -> None:
        """Make it primary or secondary again."""
        self._kind = kind
        set_property(self, "kind", kind)

    def set_menu(self, menu: QMenu) -> None:
        """Open `menu` on a press; a small arrow says so."""
        # Not Qt's own menu of a button: that one shifts the text to make room for its own arrow.
        self._menu = menu
        self.clicked.connect(self._open_menu)
        set_property(self, "menu", value=True)

    def menu(self) -> QMenu | None:
        return self._menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt presses a button by Space alone; people press Enter.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._menu is not None:
            side = px(14)
            area = QRect(self.width() - side - px(8), 0, side, self.height())
            role = "on_accent" if self._kind == "primary" else "muted"
            paint_icon(QPainter(self), "chevron-down", area, role, side)


class Check(QCheckBox):
    """A check box whose tick is drawn in the theme's colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        role = "card" if self.isEnabled() else "muted"
        paint_icon(QPainter(self), "check", box, role, min(box.width(), box.height()) - 3)


class EmptyState(QWidget):
    """One sentence on what belongs here and the one button that starts it."""

    clicked = Signal()

    def __init__(
        self, sentence: str, button: str = "", icon_name: str = "plus", *, kind: str = "secondary"
    ) -> None:
        super().__init__()
        self.label = Label(sentence, "muted")
        self.label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = Button(button, icon_name, kind)
        if not button:  # as in SectionTitle
            self.button.hide()
        self.button.clicked.connect(self._pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 24, 16, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self.label)
        layout.addLayout(row(None, self.button, None))
        layout.addStretch(3)

    def set_sentence(self, sentence: str) -> None:
        """Change what is said."""
        self.label.setText(sentence)

    def _pressed(self) -> None:
        self.clicked.emit()
