"""Line icons (Lucide, ISC licence in `resources/icons/LICENSE`), coloured by the theme.

An icon is drawn from its SVG at the very size and pixel ratio asked for, in the colour that its
role has at that moment; so icons need not be set again when the theme or the scale changes.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

import resources
from desktop.theme import tokens


@cache
def _source(name: str) -> str:
    return resources.read_text(f"icons/{name}.svg")


def pixmap(name: str, size: QSize, ratio: float = 1.0, role: str = "text") -> QPixmap:
    """The icon `name` in `size` device-independent pixels, in the colour of the token `role`."""
    colour = getattr(tokens(), role)
    key = f"zhibu-{name}-{size.width()}x{size.height()}-{ratio:.2f}-{colour}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    result = QPixmap(size * ratio)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", colour)
    # A wide size keeps the icon at the left: that is how buttons get air before their text.
    side = min(size.width(), size.height())
    area = QRectF(0, (size.height() - side) / 2, side, side)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, area)
    painter.end()
    QPixmapCache.insert(key, result)
    return result


class _Engine(QIconEngine):
    """Draws one icon; disabled and checked states take their own tokens."""

    def __init__(self, name: str, role: str, checked_role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._checked_role = checked_role

    def _role_for(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "muted"
        return self._checked_role if state == QIcon.State.On else self._role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        role = self._role_for(mode, state)
        painter.drawPixmap(rect, pixmap(self._name, rect.size(), ratio, role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return pixmap(self._name, size, 1.0, self._role_for(mode, state))

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, ratio: float
    ) -> QPixmap:
        return pixmap(self._name, size, ratio, self._role_for(mode, state))

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role, self._checked_role)


@cache
def icon(name: str, role: str = "text", checked_role: str = "") -> QIcon:
    """The icon `name` of resources/icons. `role` and `checked_role` are names of colour tokens."""
    _source(name)
    return QIcon(_Engine(name, role, checked_role or role))


def paint_icon(
    painter: QPainter, name: str, rect: QRect, role: str = "text", side: int = 0
) -> None:
    """Draw an icon in the middle of `rect` (for delegates and own widgets)."""
    side = side or min(rect.width(), rect.height())
    corner = rect.center() - QPoint(side // 2 - 1, side // 2 - 1)
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    painter.drawPixmap(corner, pixmap(name, QSize(side, side), ratio, role))
