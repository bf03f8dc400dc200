"""The marks of states on paper: ● done, ◐ to be done now, ▲ overdue, ○ not yet, – not applicable.

They are drawn, not set in a font, and told apart by shape alone, so a black printer will do.
"""

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from db.rules.duties.model import State

LEGEND = (State.DONE, State.NOW, State.OVERDUE, State.NOT_YET, State.NOT_APPLICABLE)
_INK = {
    State.DONE: (0.18, 0.48, 0.30),
    State.NOW: (0.17, 0.35, 0.57),
    State.OVERDUE: (0.66, 0.13, 0.11),
    State.NOT_YET: (0.36, 0.38, 0.42),
    State.NOT_APPLICABLE: (0.36, 0.38, 0.42),
}


@dataclass(frozen=True)
class Mark:
    """The mark of a state with its middle at (x, y), ``size`` points wide."""

    x: float
    y: float
    size: float
    state: State


def draw(canvas: Canvas, mark: Mark, height: float) -> None:
    """Draw a mark on a sheet of that height."""
    x, y, radius = mark.x, height - mark.y, mark.size / 2
    canvas.saveState()
    canvas.setStrokeColorRGB(*_INK[mark.state])
    canvas.setFillColorRGB(*_INK[mark.state])
    canvas.setLineWidth(mark.size * 0.11)
    if mark.state == State.DONE:
        canvas.circle(x, y, radius, stroke=0, fill=1)
    elif mark.state == State.OVERDUE:
        path = canvas.beginPath()
        path.moveTo(x, y + radius)
        path.lineTo(x + radius * 1.1, y - radius * 0.9)
        path.lineTo(x - radius * 1.1, y - radius * 0.9)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    elif mark.state == State.NOT_APPLICABLE:
        canvas.line(x - radius * 0.7, y, x + radius * 0.7, y)
    else:
        ring = radius - mark.size * 0.055
        if mark.state == State.NOW:
            canvas.wedge(x - ring, y - ring, x + ring, y + ring, 90, 180, stroke=0, fill=1)
        canvas.circle(x, y, ring, stroke=1, fill=0)
    canvas.restoreState()
