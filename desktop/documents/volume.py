"""Many record-book papers bound into one file: contents page, running page numbers, bookmarks."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from db.errors import Refused
from desktop.documents import wording
from desktop.documents.flow import FlowLine
from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, clean, require
from desktop.documents.page import MM, Page, draw_pages, pdf_file
from desktop.documents.recordbook import LEFT, RIGHT, WIDTH, RecordSheet, layout, number_pages
from desktop.documents.text import Line, Style, break_text, break_title, one_line

_TITLE = Style(BIAOSONG, 22, 32)
_HEAD = Style(HEITI, 14, 26)
_LINE = Style(FANGSONG, 14, 26, tight=True)
_DATE_WIDTH = 36 * MM
_NUMBER_WIDTH = 14 * MM
_BOTTOM = 262 * MM


def render_volume(sheets: Iterable[RecordSheet], title: str, path: Path) -> Iterator[int]:
    """Bind records into one PDF; yields the number of records set so far.

    ``sheets`` may be collected as they are asked for. Nothing is written until the last record is
    set: whoever closes the iterator before its end has cancelled the work. Raises ``Refused``.
    """
    require([clean(title)])
    bound: list[tuple[RecordSheet, list[Page]]] = []
    for sheet in sheets:
        try:
            pages = layout(sheet.form)
        except Refused as refusal:
            raise Refused(f"{wording.day(sheet.held_on, '')}{sheet.heading}：{refusal}") from None
        pages[0].bookmark = clean(f"{wording.day(sheet.held_on, '')}　{sheet.heading}")
        bound.append((sheet, pages))
        yield len(bound)
    if not bound:
        raise Refused("这段时间没有会议记录或活动记录，没有可以装订的内容。")
    total = sum(len(pages) for _, pages in bound)
    starts = []
    first = 1
    for sheet, pages in bound:
        starts.append(first)
        number_pages(pages, sheet.form.foot, first, total)
        first += len(pages)
    contents = _contents([sheet for sheet, _ in bound], starts, clean(title))
    contents[0].bookmark = "目录"
    with pdf_file(path, clean(title)) as canvas:
        draw_pages(canvas, contents)
        drawn = len(contents)
        for _, pages in bound:
            draw_pages(canvas, pages, drawn + 1)
            drawn += len(pages)


def _contents(sheets: Sequence[RecordSheet], starts: Sequence[int], title: str) -> list[Page]:
    page = Page()
    pages = [page]
    y = 45 * MM
    for text in break_title(" ".join(title.split()), _TITLE, WIDTH):
        page.put_centre((LEFT + RIGHT) / 2, y, one_line([(BIAOSONG, text)], _TITLE))
        y += _TITLE.leading
    page.put_centre((LEFT + RIGHT) / 2, y + 8, one_line([(HEITI, "目　录")], _HEAD))
    y += 48
    for sheet, start in zip(sheets, starts, strict=True):
        lines = _entry(sheet)
        if y + (len(lines) - 1) * _LINE.leading > _BOTTOM:
            page = Page()
            pages.append(page)
            y = 45 * MM
        date = one_line([(FANGSONG, wording.day(sheet.held_on, "日期未定"))], _LINE)
        page.put(LEFT, y, date)
        for each in lines:
            if each.line is not None:
                page.put(LEFT + _DATE_WIDTH, y, each.line)
            y += _LINE.leading
        _leader(page, lines[-1], y - _LINE.leading, start)
    return pages


def _entry(sheet: RecordSheet) -> list[FlowLine]:
    room = WIDTH - _DATE_WIDTH - _NUMBER_WIDTH - 12
    text = " ".join(clean(sheet.heading).split())
    return [FlowLine(line) for line in break_text([(FANGSONG, text)], _LINE, room)]


def _leader(page: Page, last: FlowLine, y: float, number: int) -> None:
    """Lead the eye from the end of the entry to its page number."""
    figure = one_line([(FANGSONG, str(number))], _LINE)
    page.put_right(RIGHT, y, figure)
    begin = LEFT + _DATE_WIDTH + (last.line.width if last.line else 0.0) + 6
    end = RIGHT - figure.width - 6
    dot: Line = one_line([(FANGSONG, ".")], _LINE)
    step = 6.0
    count = int((end - begin) // step)
    for place in range(max(count, 0)):
        page.put(end - (place + 1) * step, y, dot)
