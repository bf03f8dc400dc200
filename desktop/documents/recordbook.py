"""The record-book form (表格式): a ruled head, running text in a frame, signatures, foot.

The margins are those of GB/T 9704-2012 (28 mm at the binding, text 156 mm wide); the rest is the
custom of printed record books: 共×页 第×页, places for the signatures on the last page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from desktop.documents.flow import FlowLine, paginate, paragraph
from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, SONGTI, clean, require
from desktop.documents.page import MM, Page
from desktop.documents.text import (
    Line,
    Style,
    break_text,
    break_title,
    one_line,
    spread,
    text_width,
)

LEFT, RIGHT = 28 * MM, 184 * MM
WIDTH = RIGHT - LEFT
_TITLE_Y, _TITLE_LEADING = 40.5 * MM, 32.0
_HEAD_GAP = 21.0  # from the last line of the title to the line with the branch
_TABLE_GAP = 9.0
_NEXT_HEAD_Y = 41 * MM
_BOTTOM = 261 * MM
_SIGN_Y, _FOOT_Y = 269 * MM, 276.5 * MM
LABEL_WIDTH = 23 * MM
_LABEL_TEXT = 48.0  # four characters of 12 pt
_PAD_X, _PAD_Y = 6.5, 4.5
_BODY_PAD_X, _BODY_PAD_Y = 11.0, 9.0
_BODY_LEADING = 22.0
_CLOSER = (21.0, 20.0)  # leadings that are tried where they save a page

_TITLE = Style(BIAOSONG, 22, _TITLE_LEADING)
_LABEL = Style(HEITI, 12, 18)
_LONG_LABEL = Style(HEITI, 10, 11.5)
_CELL = Style(FANGSONG, 12, 18, tight=True)
_BODY = Style(FANGSONG, 12, _BODY_LEADING, tight=True)
_SMALL = Style(FANGSONG, 12, 18)
_FOOT = Style(SONGTI, 9.5, 14)


@dataclass(frozen=True)
class Paragraph:
    """Running text inside the frame; ``role`` is the role of its font."""

    text: str
    role: str = FANGSONG
    heading: bool = False


Row = tuple[tuple[str, str], ...]  # (label, text), or two of them side by side


@dataclass(frozen=True)
class Form:
    """Everything that stands on a record-book paper, in words.

    ``signatures`` are labels that a person signs behind; ``names`` are not divided between lines.
    """

    title: str
    left: str
    right: str
    rows: tuple[Row, ...]
    body: tuple[Paragraph, ...]
    signatures: tuple[str, ...]
    foot: str
    names: tuple[str, ...] = ()

    def texts(self) -> list[str]:
        """Return all text of the form, for the search of characters without a glyph."""
        cells = [text for row in self.rows for pair in row for text in pair]
        return [
            *(self.title, self.left, self.right, self.foot),
            *cells,
            *(part.text for part in self.body),
            *self.signatures,
        ]


@dataclass(frozen=True)
class RecordSheet:
    """The record of one meeting or activity; ``heading`` and ``held_on`` stand in contents."""

    form: Form
    heading: str
    held_on: str


def layout(form: Form, *, open_end: bool = False) -> list[Page]:
    """Set a form on as many pages as it needs; the numbers come with ``number_pages``.

    With ``open_end`` the room below the text is for somebody's hand and not called blank.

    Raises ``Refused`` for characters that no font has.
    """
    require(map(clean, form.texts()))
    pages = [Page()]
    y = _first_head(pages[0], form)
    tops = [y]
    for row in form.rows:
        y = _row(pages, tops, row, form, y)
    bodies, leading = _body_pages(form, y)
    if len(bodies) > 1 and not bodies[0]:
        bodies = bodies[1:]
        pages.append(_next_page(form, tops))
        y = tops[-1]
    for number, lines in enumerate(bodies):
        if number:
            pages.append(_next_page(form, tops))
            y = tops[-1]
        _set_body(pages[-1], lines, y, leading)
    blank_from = y + 2 * _BODY_PAD_Y + len(bodies[-1]) * leading
    if form.body and not open_end and _BOTTOM - blank_from > 4 * leading:
        note = one_line([(FANGSONG, "（以下空白）")], _BODY)
        pages[-1].put_centre((LEFT + RIGHT) / 2, blank_from + leading, note)
    for page, top in zip(pages, tops, strict=True):
        page.box(LEFT, top, RIGHT, _BOTTOM, 0.9)
    _sign(pages[-1], form.signatures)
    return pages


def room_for_body(form: Form) -> float:
    """Return the height that is left for the running text below the head, 0 where it turns over."""
    pages = [Page()]
    y = _first_head(pages[0], form)
    tops = [y]
    for row in form.rows:
        y = _row(pages, tops, row, form, y)
    bodies, _leading = _body_pages(form, y)
    return _BOTTOM - y if len(pages) == len(bodies) == 1 else 0.0


def number_pages(pages: Sequence[Page], foot: str, first: int, total: int) -> None:
    """Add the foot: what the record says of itself, and 共×页 第×页."""
    for number, page in enumerate(pages, first):
        if foot:
            page.put(LEFT, _FOOT_Y, one_line([(SONGTI, clean(foot))], _FOOT))
        count = one_line([(SONGTI, f"共{total}页　第{number}页")], _FOOT)
        page.put_right(RIGHT, _FOOT_Y, count)


def _first_head(page: Page, form: Form) -> float:
    """Set title and branch; return where the table begins."""
    y = _TITLE_Y
    title = clean(form.title).replace("\n", " ")
    lines = break_title(title, _TITLE, WIDTH, form.names)
    for text in lines:
        page.put_centre((LEFT + RIGHT) / 2, y, one_line([(BIAOSONG, text)], _TITLE))
        y += _TITLE_LEADING
    y += _HEAD_GAP - _TITLE_LEADING + 6
    right = one_line([(FANGSONG, clean(form.right))], _SMALL)
    room = WIDTH - right.width - 12
    left = break_text([(FANGSONG, clean(form.left))], _SMALL, room, keep=form.names)
    for line in left:
        page.put(LEFT, y, line)
        y += _SMALL.leading
    page.put_right(RIGHT, y - _SMALL.leading, right)
    return y - _SMALL.leading + _TABLE_GAP


def _next_page(form: Form, tops: list[float]) -> Page:
    page = Page()
    title = clean(form.title).replace("\n", " ")
    right = one_line([(FANGSONG, clean(form.right))], _SMALL)
    room = WIDTH - right.width - 24
    left = break_text([(FANGSONG, title + "（续）")], _SMALL, room)
    y = _NEXT_HEAD_Y - (len(left) - 1) * _SMALL.leading
    for line in left:
        page.put(LEFT, y, line)
        y += _SMALL.leading
    page.put_right(RIGHT, _NEXT_HEAD_Y, right)
    tops.append(_NEXT_HEAD_Y + _TABLE_GAP)
    return page


def _cell_lines(text: str, width: float, names: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for part in clean(text).split("\n"):
        lines += break_text([(FANGSONG, part.strip())], _CELL, width, keep=names, even=False)
    return lines


def _row(pages: list[Page], tops: list[float], row: Row, form: Form, y: float) -> float:
    """Set one row of the table, over a page turn where it must; return where the next begins."""
    part = WIDTH / len(row)
    cells = [
        (label, _cell_lines(text, part - LABEL_WIDTH - 2 * _PAD_X, form.names))
        for label, text in row
    ]
    least = max(_long_height(label) for label, _ in row)
    while True:
        count = max(1, *(len(lines) for _, lines in cells))
        fit = int((_BOTTOM - y - 2 * _PAD_Y) // _CELL.leading)
        if fit < min(count, 2) or fit * _CELL.leading < least:
            pages.append(_next_page(form, tops))
            y = tops[-1]
            continue
        now = min(count, fit)
        height = max(now * _CELL.leading, least) + 2 * _PAD_Y
        if now < count or _BOTTOM - y - height < _BODY_LEADING:
            height = _BOTTOM - y  # the row ends with the frame, not a little above it
        for number, (label, lines) in enumerate(cells):
            _cell(pages[-1], LEFT + number * part, y, height, label, lines[:now])
        y += height
        if y < _BOTTOM:
            pages[-1].rule(LEFT, y, RIGHT, y)
        if now == count:
            return y
        cells = [(label, lines[now:]) for label, lines in cells]
        pages.append(_next_page(form, tops))
        y = tops[-1]


def _cell(page: Page, x: float, y: float, height: float, label: str, lines: list[Line]) -> None:
    edge = x + LABEL_WIDTH
    page.rule(edge, y, edge, y + height)
    if x > LEFT:
        page.rule(x, y, x, y + height)
    if len(label) > 4 and _is_long(label):
        _long_label(page, x, y + height / 2, label)
    else:
        room = _LABEL_TEXT if len(label) != 3 else _LABEL_TEXT - 4
        short = len(label) <= 4
        named = spread(label, _LABEL, room) if short else one_line([(HEITI, label)], _LABEL)
        page.put_centre(x + LABEL_WIDTH / 2, y + height / 2 + 4.4, named)
    top = y + (height - len(lines) * _CELL.leading) / 2
    for number, line in enumerate(lines):
        page.put(edge + _PAD_X, top + number * _CELL.leading + 13.4, line)


def _is_long(label: str) -> bool:
    """Whether a label is wider than its cell, and so is set in small lines."""
    return text_width(clean(label), _LABEL) > LABEL_WIDTH - 4


def _long_lines(label: str) -> list[Line]:
    """Divide a long label into lines of like length."""
    count = ceil(text_width(label, _LONG_LABEL) / (LABEL_WIDTH - 6))
    width = ceil(len(label) / count) * _LONG_LABEL.size + 1
    return break_text([(HEITI, clean(label))], _LONG_LABEL, width, even=False)


def _long_height(label: str) -> float:
    return len(_long_lines(label)) * _LONG_LABEL.leading if _is_long(label) else 0.0


def _long_label(page: Page, x: float, middle: float, label: str) -> None:
    parts = _long_lines(label)
    base = middle - (len(parts) - 1) * _LONG_LABEL.leading / 2 + 3.6
    for number, part in enumerate(parts):
        page.put_centre(x + LABEL_WIDTH / 2, base + number * _LONG_LABEL.leading, part)


def _body_lines(form: Form) -> list[FlowLine]:
    width = WIDTH - 2 * _BODY_PAD_X
    lines: list[FlowLine] = []
    for part in form.body:
        for text in clean(part.text).split("\n"):
            text = text.strip(" 　")
            if text:
                broken = break_text(
                    [(part.role, text)], _BODY, width, first=2 * _BODY.size, keep=form.names
                )
                lines += paragraph(broken, heading=part.heading)
    return lines


def _body_pages(form: Form, y: float) -> tuple[list[list[FlowLine]], float]:
    """Divide the running text over pages; return them and the leading that was taken."""
    lines = _body_lines(form)
    least = min(3, len(lines))
    tops = (y, _NEXT_HEAD_Y + _TABLE_GAP)
    choices = []
    for leading in (_BODY_LEADING, *_CLOSER):
        room = [int((_BOTTOM - top - 2 * _BODY_PAD_Y) // leading) for top in tops]
        rooms = (room[0] if room[0] >= 3 else 0, room[1])
        choices.append((paginate(lines, rooms, least_last=least), leading))
    return min(choices, key=lambda choice: len(choice[0]))  # the widest of those with fewest pages


def _set_body(page: Page, lines: Sequence[FlowLine], y: float, leading: float) -> None:
    base = y + _BODY_PAD_Y + leading * 0.5 + 4.4
    for number, each in enumerate(lines):
        if each.line is not None:
            page.put(LEFT + _BODY_PAD_X, base + number * leading, each.line)


def _sign(page: Page, labels: Sequence[str]) -> None:
    """Set the places for signatures and the date that a person writes."""
    if not labels:
        return
    date = one_line([(FANGSONG, "年　　月　　日")], _SMALL)
    room = (WIDTH - date.width - 24) / len(labels)
    for number, label in enumerate(labels):
        text = one_line([(FANGSONG, f"{label}（签名）：")], _SMALL)
        page.put(LEFT + number * room, _SIGN_Y, text)
    page.put_right(RIGHT - 6, _SIGN_Y, date)
