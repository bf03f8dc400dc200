"""Many record-book papers bound into one file: contents page, running page numbers, bookmarks."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from db.errors import Refused
from desktop.documents import wording
from desktop.documents.contents import Entry, contents_pages
from desktop.documents.fonts import clean, require
from desktop.documents.page import Page, draw_pages, pdf_file
from desktop.documents.recordbook import RecordSheet, layout, number_pages


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
    entries = [
        Entry(wording.day(sheet.held_on, "日期未定"), sheet.heading, start)
        for (sheet, _), start in zip(bound, starts, strict=True)
    ]
    contents = contents_pages(clean(title), entries)
    with pdf_file(path, clean(title)) as canvas:
        draw_pages(canvas, contents)
        drawn = len(contents)
        for _, pages in bound:
            draw_pages(canvas, pages, drawn + 1)
            drawn += len(pages)
