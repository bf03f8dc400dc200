"""The contents of papers that are bound into one file: dates, headings, page numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents.flow import FlowLine
from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, clean
from desktop.documents.page import MM, Page
from desktop.documents.recordbook import LEFT, RIGHT, WIDTH
from desktop.documents.text import Line, Style, break_text, break_title, one_line

_TITLE = Style(BIAOSONG, 22, 32)
_HEAD = Style(HEITI, 14, 26)
_LINE = Style(FANGSONG, 14, 26, tight=True)
_DATE_WIDTH = 36 * MM
_NUMBER_WIDTH = 14 * MM
_BOTTOM = 262 * MM


@dataclass(frozen=True)
class Entry:
    """One line of the contents: its day in words, what it is called, the page it begins on."""

    day: str
    heading: str
    start: int


def contents_pages(title: str, entries: Sequence[Entry]) -> list[Page]:
    """Set the contents of a bound file; the first page bears the bookmark 目录."""
    page = Page(bookmark="目录")
    pages = [page]
    y = 45 * MM
    for text in break_title(" ".join(title.split()), _TITLE, WIDTH):
        page.put_centre((LEFT + RIGHT) / 2, y, one_line([(BIAOSONG, text)], _TITLE))
        y += _TITLE.leading
    page.put_centre((LEFT + RIGHT) / 2, y + 8, one_line([(HEITI, "目　录")], _HEAD))
    y += 48
    for entry in entries:
        lines = _entry(entry)
        if y + (len(lines) - 1) * _LINE.leading > _BOTTOM:
            page = Page()
            pages.append(page)
            y = 45 * MM
        date = one_line([(FANGSONG, entry.day)], _LINE)
        page.put(LEFT, y, date)
        for each in lines:
            if each.line is not None:
                page.put(LEFT + _DATE_WIDTH, y, each.line)
            y += _LINE.leading
        last = lines[-1].line
        end = LEFT + _DATE_WIDTH + (last.width if last else 0.0)
        leader(page, end, y - _LINE.leading, entry.start, _LINE)
    return pages


def _entry(entry: Entry) -> list[FlowLine]:
    room = WIDTH - _DATE_WIDTH - _NUMBER_WIDTH - 12
    text = " ".join(clean(entry.heading).split())
    return [FlowLine(line) for line in break_text([(FANGSONG, text)], _LINE, room)]


def leader(page: Page, end: float, y: float, number: int, style: Style) -> None:
    """Lead the eye with dots from the end of a line of the contents to its page number."""
    figure = one_line([(FANGSONG, str(number))], style)
    page.put_right(RIGHT, y, figure)
    begin, last = end + 6, RIGHT - figure.width - 6
    dot: Line = one_line([(FANGSONG, ".")], style)
    step = 6.0
    for place in range(max(int((last - begin) // step), 0)):
        page.put(last - (place + 1) * step, y, dot)
