"""Ruled tables in Word: title, ruled head, a header that repeats, places to sign."""

from typing import Any

from docx.shared import Pt

from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, clean
from desktop.documents.page import A4, A4_LANDSCAPE, MM
from desktop.documents.table import FACT_LABEL, Table, frame_of, widths_of
from desktop.documents.word.base import (
    CENTRE,
    TO_LEFT,
    Margins,
    Word,
    cell,
    ends,
    fill,
    grid,
    labelled,
    page_count,
    repeated,
    row_height,
    whole,
)


def add(word: Word, table: Table) -> None:
    """Add a table as a section of its own, on the sheet and with the columns of the PDF."""
    frame = frame_of(table)
    width, height = A4_LANDSCAPE if table.landscape else A4
    margins = Margins(
        frame.title_y - 24,
        width - frame.right,
        height - frame.bottom,
        frame.left,
        12 * MM,
        height - frame.foot_y - 4,
    )
    section = word.section(margins, landscape=table.landscape)
    for foot in (section.footer, section.even_page_footer):
        page_count(word, foot.paragraphs[0], 9.5, frame.width)
    document = word.document
    title = " ".join(clean(table.title).split())
    fill(document.add_paragraph(), [(BIAOSONG, title)], 22, leading=32, align=CENTRE, keep=True)
    if table.left or table.right:
        line = ends(document.add_paragraph(), table.left, table.right, 12, frame.width)
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(6), Pt(3)
    _facts(word, table.facts, frame.width)
    _rows(word, table)
    _facts(word, table.feet, frame.width)
    _closing(word, table.closing, frame.width)


def _rows(word: Word, table: Table) -> None:
    widths = widths_of(table)
    made = grid(word, 1, widths)
    head = made.rows[0]
    repeated(head)
    whole(head)
    row_height(head, table.row_height * MM)
    for place, column, width in zip(head.cells, table.columns, widths, strict=True):
        cell(place, [(HEITI, column.label)], table.size, width=width)
    lead = table.size * 1.4
    for texts in table.rows:
        row = made.add_row()
        row_height(row, table.row_height * MM)
        if len(texts) == 1:
            joined = row.cells[0].merge(row.cells[-1])
            cell(joined, [(HEITI, texts[0])], table.size, width=sum(widths), align=TO_LEFT)
            continue
        for place, column, text, width in zip(row.cells, table.columns, texts, widths, strict=True):
            align = CENTRE if column.centred else TO_LEFT
            cell(place, [(FANGSONG, text)], table.size, width=width, align=align, leading=lead)


def _facts(word: Word, rows: tuple[tuple[tuple[str, str], ...], ...], width: float) -> None:
    """Set rows of label and text; a paragraph without height parts them from the next table."""
    if rows:
        _joint(word)
        labelled(word, rows, FACT_LABEL, width)
        _joint(word)


def _joint(word: Word) -> None:
    """Set the paragraph without height that keeps Word from joining two tables."""
    fill(word.document.add_paragraph(), [], 1, leading=1, keep=True)


def _closing(word: Word, texts: tuple[str, ...], width: float) -> None:
    if not texts:
        return
    paragraph: Any = word.document.add_paragraph()
    for number in range(1, len(texts)):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(number * width / len(texts)))
    fill(paragraph, [(FANGSONG, "\t".join(clean(text) for text in texts))], 12)
    paragraph.paragraph_format.space_before = Pt(10)
