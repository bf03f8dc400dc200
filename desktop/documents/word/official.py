"""Official papers after GB/T 9704-2012 in Word: 22 lines of 28 characters.

The lines have an exact height and the characters of the text an exact pitch, instead of Word's
文档网格, which WPS and others read each in their own way.
"""

from typing import Any

from docx.shared import Pt

from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, SONGTI, clean
from desktop.documents.official import (
    BODY,
    HEIGHT,
    LEADING,
    LEFT,
    PITCH,
    TITLE,
    TOP,
    WIDTH,
    Bars,
    Blank,
    Block,
    Centred,
    Ends,
    Labelled,
    Official,
    Parties,
    Signature,
    Text,
    level_spans,
    signature_places,
)
from desktop.documents.page import A4, MM
from desktop.documents.text import Style, break_title, text_width
from desktop.documents.word.base import (
    BOTH,
    CENTRE,
    TO_RIGHT,
    Margins,
    Word,
    cell,
    ends,
    field,
    fill,
    grid,
)

_LEADING = int(LEADING * 20) / 20  # in twentieths of a point, as Word counts; never beyond the grid
_FOOTER = A4[1] - (TOP + HEIGHT + 7 * MM) - 14  # the number stands 7 mm below the block
_MARGINS = Margins(TOP, A4[0] - LEFT - WIDTH, A4[1] - TOP - HEIGHT, LEFT, 15 * MM, _FOOTER)
_BAR_SIZE = 10.5
_SPACE = BODY.space


def add(word: Word, paper: Official) -> None:
    """Add an official paper as a section of its own."""
    section = word.section(_MARGINS)
    _numbers(word, section)
    document = word.document
    title = " ".join(clean(paper.title).split())
    lines = "\n".join(break_title(title, TITLE, WIDTH, paper.names))
    fill(document.add_paragraph(), [(BIAOSONG, lines)], 22, leading=_LEADING, align=CENTRE,
         keep=True)  # fmt: skip
    _blank(word)
    for block in paper.blocks:
        _block(word, block, paper.names)


def _numbers(word: Word, section: Any) -> None:
    """Set the page number right on odd pages and left on even ones, one character in (7.5)."""
    word.document.settings.odd_and_even_pages_header_footer = True
    for foot, odd in ((section.footer, True), (section.even_page_footer, False)):
        paragraph = foot.paragraphs[0]
        fill(paragraph, [(SONGTI, "— ")], 14)
        field(paragraph, "PAGE", SONGTI, 14)
        fill(paragraph, [(SONGTI, " —")], 14)
        made = paragraph.paragraph_format
        if odd:
            made.alignment, made.right_indent = TO_RIGHT, Pt(PITCH)
        else:
            made.left_indent = Pt(PITCH)


def _blank(word: Word) -> None:
    fill(word.document.add_paragraph(), [], BODY.size, leading=_LEADING, keep=True)


def _block(word: Word, block: Block, names: tuple[str, ...]) -> None:
    match block:
        case Blank():
            _blank(word)
        case Centred(text):
            _line(word, text, align=CENTRE, keep=True)
        case Ends(left, right):
            paragraph = ends(word.document.add_paragraph(), left, right, BODY.size, WIDTH)
            fill(paragraph, [], BODY.size, leading=_LEADING, keep=True)
        case Labelled(label, text):
            _labelled(word, label, text)
        case Signature(name, date):
            _signature(word, name, date, names)
        case Parties(rows):
            _parties(word, rows)
        case Bars(rows):
            _bars(word, rows)
        case Text(text, indent):
            _text(word, text, indent)


def _line(word: Word, text: str, **how: Any) -> None:
    fill(
        word.document.add_paragraph(),
        [(FANGSONG, text)],
        BODY.size,
        leading=_LEADING,
        space=_SPACE,
        **how,
    )


def _text(word: Word, text: str, indent: int) -> None:
    for part in clean(text).split("\n"):
        part = part.strip(" 　")
        if part:
            spans, heading = level_spans(part) if indent else ([(FANGSONG, part)], False)
            fill(
                word.document.add_paragraph(),
                spans,
                BODY.size,
                leading=_LEADING,
                align=BOTH,
                space=_SPACE,
                first=indent * PITCH,
                keep=heading,
            )


def _labelled(word: Word, label: str, text: str) -> None:
    head = f"{clean(label)}："
    wide = text_width(head, Style(HEITI, BODY.size, LEADING, PITCH))
    flat = " ".join(clean(text).split("\n"))
    fill(
        word.document.add_paragraph(),
        [(HEITI, head), (FANGSONG, flat)],
        BODY.size,
        leading=_LEADING,
        align=BOTH,
        space=_SPACE,
        indent=2 * PITCH + wide,
        first=-wide,
    )


def _signature(word: Word, name: str, date: str, names: tuple[str, ...]) -> None:
    _blank(word)
    places = signature_places(clean(name), clean(date), names)
    for number, (text, x) in enumerate(places, 1):
        _line(word, text, indent=x, keep=number < len(places))


def _parties(word: Word, rows: tuple[tuple[str, str], ...]) -> None:
    for left, right in rows:
        _blank(word)
        paragraph = word.document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(WIDTH / 2))
        texts = f"{clean(left)}\t{clean(right)}"
        fill(paragraph, [(FANGSONG, texts)], BODY.size, leading=_LEADING, keep=True)


def _bars(word: Word, rows: tuple[tuple[str, int, int, str], ...]) -> None:
    """Set a chart as a table: its name, its part of the whole as blocks, what it says."""
    if not rows:
        return
    widths = (62 * MM, 64 * MM, WIDTH - 126 * MM)
    made = grid(word, len(rows), widths)
    for row, (name, part, whole, said) in zip(made.rows, rows, strict=True):
        share = min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0
        filled = round(share * 16)
        bar = "■" * filled + "□" * (16 - filled)
        for place, text, width in zip(row.cells, (name or "—", bar, said), widths, strict=True):
            cell(place, [(FANGSONG, text)], _BAR_SIZE, width=width)
