"""Drawing shared by widgets and list delegates: state marks and pills."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from desktop.theme import px, tokens, tone_colours

# State of a duty or a check -> what it is called, the token of its colour.
MARKS = {
    "done": ("已完成", "done"),
    "now": ("本期应办", "now"),
    "overdue": ("逾期", "accent"),
    "block": ("阻止定稿", "accent"),
    "warn": ("提醒", "caution"),
    "advice": ("建议", "caution"),
    "remind": ("建议", "now"),
    "ok": ("齐全", "done"),
    "later": ("未到期", "muted"),
    "none": ("不适用", "muted"),
}


def paint_mark(painter: QPainter, state: str, area: QRectF) -> None:
    """Draw the mark of a state: ● done, ◐ now, ▲ overdue or block, ◆ warn, ○ later, – none."""
    colour = QColor(getattr(tokens(), MARKS[state][1]))
    side = min(area.width(), area.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(area.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    if state in ("done", "ok"):
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    elif state == "now":
        round_box = box.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawPie(round_box, 90 * 16, 180 * 16)
        _outline(painter, colour, round_box)
    elif state in ("overdue", "block"):
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(box.center().x(), box.top() + 1),
                    QPointF(box.right(), box.bottom() - 1),
                    QPointF(box.left(), box.bottom() - 1),
                ]
            )
        )
    elif state in ("warn", "advice", "remind"):
        middle = box.center()
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(middle.x(), box.top()),
                    QPointF(box.right(), middle.y()),
                    QPointF(middle.x(), box.bottom()),
                    QPointF(box.left(), middle.y()),
                ]
            )
        )
    elif state == "later":
        _outline(painter, colour, box.adjusted(1.5, 1.5, -1.5, -1.5))
    else:
        middle = box.center()
        painter.drawRect(QRectF(middle.x() - side * 0.3, middle.y() - 1, side * 0.6, 2))
    painter.restore()


def _outline(painter: QPainter, colour: QColor, box: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.5))
    painter.drawEllipse(box)


def pill_size(text: str, font: QFont) -> QSize:
    """The room that a pill with `text` takes."""
    metrics = QFontMetrics(font)
    return QSize(metrics.horizontalAdvance(text) + px(18), metrics.height() + px(5))


def paint_pill(painter: QPainter, text: str, tone: str, area: QRect, font: QFont) -> None:
    """Draw a rounded label in the colours of `tone` (see `theme.tone_colours`)."""
    ink, ground = tone_colours(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
