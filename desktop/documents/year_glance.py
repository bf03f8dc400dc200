"""全年一览: duties × twelve months on one A4 sheet set crosswise, whatever there is to do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.rules.duties.glance import Cell, Row, glance
from db.rules.duties.model import State
from desktop.documents import dutyrows, dutywords, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, clean, require
from desktop.documents.marks import LEGEND, Mark
from desktop.documents.page import A4_LANDSCAPE, MM, Page, Shade, write_pages
from desktop.documents.text import Style, break_text, one_line, text_width

_LEFT, _RIGHT = 15 * MM, 282 * MM
_TITLE_Y, _HEAD_Y, _TOP, _BOTTOM, _FOOT_Y = 33 * MM, 42 * MM, 45 * MM, 169 * MM, 198 * MM
_NAME, _OFTEN, _MONTH = 38 * MM, 23 * MM, 12.4 * MM
_MONTHS_X = _LEFT + _NAME + _OFTEN
_ARTICLE_X = _MONTHS_X + 12 * _MONTH
_HEADER = 8 * MM
_TALLEST = 9.0 * MM
_SHRUNK = 1.18  # a text that is wider by less is set smaller, and not in two lines
_TITLE = Style(BIAOSONG, 22, 30)
_SMALL = Style(FANGSONG, 11, 15)
_NOTE = Style(FANGSONG, 9, 12, tight=True)


@dataclass(frozen=True)
class Square:
    """The mark of a month; ``text`` is how far it has come: 1/2 groups, 18/21 people."""

    month: int
    state: State
    text: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the table in words."""

    title: str
    often: str
    article: str
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class GlanceSheet:
    """The year of one branch in words and marks; ``month`` is the one that is shaded."""

    title: str
    left: str
    right: str
    rows: tuple[Line, ...]
    notes: tuple[str, ...]
    month: int | None

    def texts(self) -> list[str]:
        """Return all text, for the search of characters without a glyph."""
        words = [text for row in self.rows for text in (row.title, row.often, row.article)]
        return [self.title, self.left, self.right, *self.notes, *words]


def collect(_plans: Sequence[Tree], context: PaperContext) -> GlanceSheet:
    """Put the duties of ``context.year`` as they stand on the day of the paper into rows."""
    today = dt.date.fromisoformat(context.today)
    year = context.year or today.year
    duties = context.desk.duties()
    rows = [_line(row) for row in glance(duties, context.desk.rules(), year)] if duties else []
    notes = [f"{wording.day(context.today)}统计：{dutywords.totals(duties)}"]
    aside = [f"{'、'.join(titles)}（{why}）" for why, titles in dutyrows.left_out(duties).items()]
    if aside:
        notes.append(f"不列入：{'；'.join(aside)}。")
    if any("待核" in row.article for row in rows):
        notes.append("标“待核”的条款还没有同正式文本核对。")
    return GlanceSheet(
        title=f"{year}年组织生活全年一览",
        left=context.organisation_name,
        right=f"制表日期：{wording.day(context.today)}",
        rows=tuple(rows),
        notes=tuple(notes),
        month=today.month if today.year == year else None,
    )


def _line(row: Row) -> Line:
    duties = [duty for cell in row.cells.values() for duty in cell.duties]
    article = dutyrows.article(duties) if duties else "—"
    squares = tuple(_square(cell, row.people) for _month, cell in sorted(row.cells.items()))
    return Line(row.title, row.note or "按时限", article, squares)


def _square(cell: Cell, people: str) -> Square:
    wanted = dutywords.asked(cell.duties)
    if people:
        return Square(cell.month, cell.state, people)
    if len(wanted) > 1:
        done = sum(duty.state == State.DONE for duty in wanted)
        return Square(cell.month, cell.state, f"{done}/{len(wanted)}")
    several = wanted and wanted[0].need > 1
    return Square(cell.month, cell.state, f"{wanted[0].have}/{wanted[0].need}" if several else "")


def layout(sheet: GlanceSheet) -> list[Page]:
    """Set the one page; raises ``Refused`` for characters that no font has."""
    require(map(clean, sheet.texts()))
    page = Page(A4_LANDSCAPE)
    page.put_centre((_LEFT + _RIGHT) / 2, _TITLE_Y, one_line([(BIAOSONG, sheet.title)], _TITLE))
    page.put(_LEFT, _HEAD_Y, one_line([(FANGSONG, clean(sheet.left))], _SMALL))
    page.put_right(_RIGHT, _HEAD_Y, one_line([(FANGSONG, sheet.right)], _SMALL))
    height = min(_TALLEST, (_BOTTOM - _TOP - _HEADER) / max(len(sheet.rows), 1))
    bottom = _TOP + _HEADER + height * len(sheet.rows)
    if sheet.month is not None:
        x = _MONTHS_X + (sheet.month - 1) * _MONTH
        page.shades.append(Shade(x, _TOP, x + _MONTH, bottom))
    _header(page, bottom)
    for number, row in enumerate(sheet.rows):
        _row(page, row, _TOP + _HEADER + number * height, height)
    page.box(_LEFT, _TOP, _RIGHT, bottom, 0.9)
    for x in (_LEFT + _NAME, _MONTHS_X, _ARTICLE_X):
        page.rule(x, _TOP, x, bottom)
    _foot(page, sheet, bottom)
    return [page]


def render(sheet: GlanceSheet, path: Path) -> None:
    """Write the page; raises ``Refused``."""
    write_pages(layout(sheet), path, sheet.title)


def _header(page: Page, bottom: float) -> None:
    style = Style(HEITI, 10.5, 14)
    base = _TOP + _HEADER / 2 + 3.8
    labels = [(_LEFT, _NAME, "事项"), (_LEFT + _NAME, _OFTEN, "频次")]
    labels += [(_MONTHS_X + n * _MONTH, _MONTH, f"{n + 1}月") for n in range(12)]
    labels.append((_ARTICLE_X, _RIGHT - _ARTICLE_X, "依据"))
    for x, width, text in labels:
        page.put_centre(x + width / 2, base, one_line([(HEITI, text)], style))
    for n in range(1, 12):
        x = _MONTHS_X + n * _MONTH
        page.rule(x, _TOP, x, bottom, 0.4)


def _row(page: Page, row: Line, top: float, height: float) -> None:
    size = min(10.5, height / 1.5)
    page.rule(_LEFT, top, _RIGHT, top, 0.4)
    _fitted(page, row.title, HEITI, size, (_LEFT, _NAME), top, height, centred=False)
    _fitted(page, row.often, FANGSONG, size, (_LEFT + _NAME, _OFTEN), top, height)
    article = (_ARTICLE_X, _RIGHT - _ARTICLE_X)
    _fitted(page, row.article, FANGSONG, min(size, 9.5), article, top, height, centred=False)
    for square in row.squares:
        _mark(page, square, top, height, size)


def _fitted(
    page: Page,
    text: str,
    role: str,
    size: float,
    place: tuple[float, float],
    top: float,
    height: float,
    *,
    centred: bool = True,
) -> None:
    """Set a text inside its cell: in one line, or smaller in two where that is not enough."""
    x, width = place
    room, text = width - 2 * 3, clean(text).replace("\n", " ")
    style = Style(role, size, size * 1.2, tight=True)
    widest = text_width(text, style)
    if room < widest <= room * _SHRUNK:
        style = Style(role, size * room / widest, size * 1.2, tight=True)
    lines = break_text([(role, text)], style, room, even=False)
    while len(lines) > max(1, int(height / style.leading)) and style.size > 3:
        style = Style(role, style.size - 0.5, (style.size - 0.5) * 1.15, tight=True)
        lines = break_text([(role, text)], style, room, even=False)
    first = top + (height - len(lines) * style.leading) / 2 + style.leading / 2 + style.size * 0.37
    for number, line in enumerate(lines):
        base = first + number * style.leading
        if centred:
            page.put_centre(x + width / 2, base, line)
        else:
            page.put(x + 3, base, line)


def _mark(page: Page, square: Square, top: float, height: float, size: float) -> None:
    """Draw a mark in the middle of its month, and how far it has come beside it."""
    x, middle = _MONTHS_X + (square.month - 0.5) * _MONTH, top + height / 2
    mark = min(10.0, height * 0.55)
    parts = square.text.split("、") if square.text else []
    style = Style(FANGSONG, min(9.5, size, height * 0.9 / max(len(parts), 1)), 12)
    widest = max((text_width(part, style) for part in parts), default=-2.0)
    if widest > _MONTH - mark - 5:
        smaller = style.size * (_MONTH - mark - 5) / widest
        style = Style(FANGSONG, smaller, 12)
        widest = _MONTH - mark - 5
    left = x - (mark + 2 + widest) / 2
    page.marks.append(Mark(left + mark / 2, middle, mark, square.state))
    first = middle - (len(parts) - 1) * style.size * 0.55 + style.size * 0.35
    for number, part in enumerate(parts):
        line = one_line([(FANGSONG, part)], style)
        page.put(left + mark + 2, first + number * style.size * 1.1, line)


def _foot(page: Page, sheet: GlanceSheet, bottom: float) -> None:
    y = bottom + 13
    x = _LEFT
    for state in LEGEND:
        page.marks.append(Mark(x + 5, y - 3.5, 8, State(state)))
        line = one_line([(FANGSONG, str(state))], _SMALL)
        page.put(x + 13, y, line)
        x += 13 + line.width + 16
    y += 14
    room, style = _FOOT_Y - 17 - y, _NOTE
    while True:
        lines = [
            line
            for note in sheet.notes
            for line in break_text([(FANGSONG, clean(note))], style, _RIGHT - _LEFT, even=False)
        ]
        if len(lines) * style.leading <= room + style.leading or style.size <= 5:
            break
        style = Style(FANGSONG, style.size - 0.5, (style.size - 0.5) * 1.3, tight=True)
    for line in lines:
        page.put(_LEFT, y, line)
        y += style.leading
    for share, text in enumerate(
        ("填表人：", "支部书记（签名）：", f"日期：{wording.DATE_BY_HAND}")
    ):
        x = _LEFT + share * (_RIGHT - _LEFT) / 3
        page.put(x, _FOOT_Y, one_line([(FANGSONG, text)], _SMALL))
