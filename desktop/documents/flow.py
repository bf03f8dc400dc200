"""Where running lines turn the page: no heading at the foot, no lonely line on either side."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents.text import Line


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: its name, how much of its length is filled, what it says at its end."""

    name: Line
    part: float
    said: Line


@dataclass(frozen=True)
class FlowLine:
    """A line of running text; ``first`` and ``last`` are its place in the paragraph.

    ``heading`` keeps the line with the next one. ``line`` is None for an empty line; ``x`` moves
    the line to the right, in points. ``label`` is a line that stands before it, at ``label_x``.
    ``bars`` stand one below the other in place of the line.
    """

    line: Line | None
    first: bool = True
    last: bool = True
    heading: bool = False
    x: float = 0.0
    label: Line | None = None
    label_x: float = 0.0
    bars: tuple[Bar, ...] = ()


def paragraph(lines: Sequence[Line], *, heading: bool = False) -> list[FlowLine]:
    """Return the lines of one paragraph, marked by their place."""
    count = len(lines)
    return [FlowLine(line, i == 0, i == count - 1, heading) for i, line in enumerate(lines)]


def paginate(
    lines: Sequence[FlowLine], rooms: tuple[int, int], *, least_last: int = 2
) -> list[list[FlowLine]]:
    """Divide lines over pages; ``rooms`` says how many lines the first and every other page holds.

    The last page gets at least ``least_last`` lines when there are more than one.
    """
    pages: list[list[FlowLine]] = []
    start = 0
    while start < len(lines):
        room = rooms[1] if pages else rooms[0]
        end = min(start + room, len(lines))
        if end < len(lines):
            end = max(start + 1 if room else start, _turn(lines, start, end, least_last))
        pages.append(list(lines[start:end]))
        start = end
    return pages or [[]]


def _turn(lines: Sequence[FlowLine], start: int, end: int, least_last: int) -> int:
    """Move the turn of the page up until it is a good one; at most a few lines."""
    lowest = max(start + 1, end - 6)
    best = end
    if len(lines) - best < least_last:
        best = max(lowest, len(lines) - least_last)
    while best > lowest and _bad(lines, best):
        best -= 1
    return end if _bad(lines, best) and best == lowest and not _bad(lines, end) else best


def _bad(lines: Sequence[FlowLine], end: int) -> bool:
    before, after = lines[end - 1], lines[end]
    orphan = before.first and not before.last
    widow = after.last and not after.first
    return before.heading or orphan or widow
