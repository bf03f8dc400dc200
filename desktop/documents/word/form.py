"""Record-book forms in Word: a ruled head, running text in the same frame, signatures, foot."""

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Pt

from desktop.documents.fonts import BIAOSONG, clean
from desktop.documents.page import A4, MM
from desktop.documents.recordbook import LABEL_WIDTH, LEFT, RIGHT, WIDTH, Form, room_for_body
from desktop.documents.word.base import (
    BOTH,
    CENTRE,
    Margins,
    Word,
    ends,
    fill,
    labelled,
    page_count,
    row_height,
)

_MARGINS = Margins(34 * MM, A4[0] - RIGHT, A4[1] - 272 * MM, LEFT, 32 * MM, 17 * MM)
_BODY_LEADING = 22.0
_SIGN_GAP = 14.0
_BODY_PAD = 7.0
_SLACK = 24.0  # Word's own gaps between the rows; a form of one page must stay one


def add(word: Word, form: Form) -> None:
    """Add a form as a section of its own; its next pages carry its title and （续）."""
    section = word.section(_MARGINS)
    section.different_first_page_header_footer = True
    title = " ".join(clean(form.title).split())
    for foot in (section.first_page_footer, section.footer, section.even_page_footer):
        page_count(word, foot.paragraphs[0], 9.5, WIDTH, form.foot)
    for head in (section.header, section.even_page_header):
        head.paragraphs[0].style = word.document.styles["Normal"]
        ends(head.paragraphs[0], f"{title}（续）", form.right, 12, WIDTH)
    document = word.document
    fill(document.add_paragraph(), [(BIAOSONG, title)], 22, leading=32, align=CENTRE, keep=True)
    line = ends(document.add_paragraph(), form.left, form.right, 12, WIDTH)
    line.paragraph_format.space_before = Pt(8)
    line.paragraph_format.space_after = Pt(3)
    _rows(word, form)
    _sign(word, form)


def _rows(word: Word, form: Form) -> None:
    """Set the head and the running text as one table."""
    if form.rows or form.body:
        made = labelled(word, form.rows, LABEL_WIDTH, WIDTH, more=bool(form.body))
        if form.body:
            _body(made.rows[-1], form)


def _body(row: Any, form: Form) -> None:
    row_height(row, max(0.0, room_for_body(form) - _SLACK))
    place = row.cells[0].merge(row.cells[-1])
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    paragraphs = iter([place.paragraphs[0]])
    made = None
    for part in form.body:
        for text in clean(part.text).split("\n"):
            text = text.strip(" 　")
            if text:
                made = next(paragraphs, None) or place.add_paragraph()
                fill(
                    made,
                    [(part.role, text)],
                    12,
                    leading=_BODY_LEADING,
                    align=BOTH,
                    first=24,
                    indent=_BODY_PAD,
                    keep=part.heading,
                )
                made.paragraph_format.right_indent = Pt(_BODY_PAD)
    if made is not None:
        place.paragraphs[0].paragraph_format.space_before = Pt(5)
        made.paragraph_format.space_after = Pt(5)


def _sign(word: Word, form: Form) -> None:
    if not form.signatures:
        return
    labels = "\t".join(f"{label}（签名）：" for label in form.signatures)
    paragraph = word.document.add_paragraph()
    room = (WIDTH - 120) / len(form.signatures)
    for number in range(1, len(form.signatures)):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(number * room))
    ends(paragraph, labels, "年　　月　　日", 12, WIDTH)
    paragraph.paragraph_format.space_before = Pt(_SIGN_GAP)
