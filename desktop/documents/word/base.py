"""What every Word paper needs: sections, runs in the font of a role, exact lines, ruled cells.

Lengths are points. The fonts are named as Word and WPS know them; an office without one of them
gets the nearest that it has. Nothing is said of who made the file or when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, KAITI, SONGTI, clean
from desktop.documents.page import A4

TO_LEFT, CENTRE, TO_RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_FONTS = {
    BIAOSONG: "方正小标宋简体",
    FANGSONG: "仿宋",
    KAITI: "楷体",
    HEITI: "黑体",
    SONGTI: "宋体",
}
_UNKNOWN = 0.0
_CELL_MARGIN = 3.6
_LABEL_LEADING = 18.0

Spans = Sequence[tuple[str, str]]
"""Pieces of a paragraph as (role of the font, text)."""


@dataclass(frozen=True)
class Margins:
    """The margins of a section, and how far header and footer are from the edges of the sheet."""

    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float


class Word:
    """A Word document that is filled section by section; ``pages`` is the field that counts."""

    def __init__(self, parts: int = 1) -> None:
        self.pages = "NUMPAGES" if parts == 1 else "SECTIONPAGES"
        self.document: Any = Document()
        self._begun = False
        body = self.document.element.body
        for paragraph in list(body.iterchildren(qn("w:p"))):
            body.remove(paragraph)
        properties = self.document.core_properties
        properties.author = properties.comments = properties.title = ""
        for stamp in list(properties._element):  # noqa: SLF001 - no day of making is told
            if stamp.tag.endswith(("}created", "}modified", "}lastModifiedBy", "}revision")):
                properties._element.remove(stamp)  # noqa: SLF001
        style(self.document.styles["Normal"].element, FANGSONG, 12)
        spacing = self.document.styles["Normal"].paragraph_format
        spacing.space_before = spacing.space_after = Pt(0)
        _settle(self.document)

    def section(self, margins: Margins, *, landscape: bool = False) -> Any:
        """Begin a section on a new sheet, with page numbers from 1."""
        if self._begun:
            made = self.document.add_section(WD_SECTION.NEW_PAGE)
            for part in (made.header, made.footer, made.first_page_header, made.first_page_footer,
                         made.even_page_header, made.even_page_footer):  # fmt: skip
                part.is_linked_to_previous = False
        else:
            made = self.document.sections[0]
            self._begun = True
        width, height = A4
        made.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        made.page_width, made.page_height = (
            (Pt(height), Pt(width)) if landscape else (Pt(width), Pt(height))
        )
        made.top_margin, made.bottom_margin = Pt(margins.top), Pt(margins.bottom)
        made.left_margin, made.right_margin = Pt(margins.left), Pt(margins.right)
        made.header_distance, made.footer_distance = Pt(margins.header), Pt(margins.footer)
        made.different_first_page_header_footer = False
        numbers = child(made._sectPr, "pgNumType")  # noqa: SLF001 - python-docx has no name for it
        numbers.set(qn("w:start"), "1")
        return made

    def save(self, path: Path) -> None:
        """Write the document; ``OSError`` where that is not possible."""
        self.document.save(str(path))


def _settle(document: Any) -> None:
    """Have tables begin at the edge of the text, as Word has done since 2013."""
    compat = child(document.settings.element, "compat")
    for setting in compat.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            compat.remove(setting)
    setting = OxmlElement("w:compatSetting")
    for key, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        setting.set(qn(f"w:{key}"), value)
    compat.append(setting)


# The order in which Word wants what stands in an element; it calls another order a damaged file.
_ORDER = {
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
    " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi"
    " rtlGutter docGrid",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": "top left bottom right insideH insideV",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
    " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
    " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing jc",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing w kern position sz szCs lang",
}


def child(parent: Any, name: str) -> Any:
    """Return the child element of that name, made now in its place if it is not there."""
    found = parent.find(qn(f"w:{name}"))
    if found is None:
        found = OxmlElement(f"w:{name}")
        order = _ORDER.get(parent.tag.rpartition("}")[2], "").split()
        after = (
            {qn(f"w:{each}") for each in order[order.index(name) + 1 :]} if name in order else ()
        )
        following = next((each for each in parent if each.tag in after), None)
        if following is None:
            parent.append(found)
        else:
            following.addprevious(found)
    return found


def style(element: Any, role: str, size: float) -> None:
    """Give a run or a style the font of a role, for Chinese and Latin text alike."""
    properties = element.get_or_add_rPr()
    fonts = child(properties, "rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONTS[role])
    for name in ("sz", "szCs"):
        child(properties, name).set(qn("w:val"), str(round(size * 2)))


def fill(
    paragraph: Any,
    spans: Spans,
    size: float,
    *,
    leading: float = _UNKNOWN,
    align: WD_ALIGN_PARAGRAPH = TO_LEFT,
    indent: float = 0.0,
    first: float = 0.0,
    space: float = 0.0,
    keep: bool = False,
) -> Any:
    """Put text into a paragraph; a line end in it stays one. Returns the paragraph.

    ``indent`` moves every line, ``first`` the first one besides; ``space`` is added to every
    character; ``keep`` keeps the paragraph with the next one.
    """
    for role, text in spans:
        for number, part in enumerate(clean(text).split("\n")):
            run = paragraph.add_run()
            style(run._element, role, size)  # noqa: SLF001 - for the font of Chinese text
            if space:
                child(run._element.rPr, "spacing").set(qn("w:val"), str(round(space * 20)))  # noqa: SLF001
            if number:
                run.add_break()
            run.add_text(part)
    made = paragraph.paragraph_format
    made.alignment = align
    if leading:
        made.line_spacing_rule, made.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
    if indent:
        made.left_indent = Pt(indent)
    if first:
        made.first_line_indent = Pt(first)
    made.keep_with_next = keep
    made.widow_control = True
    for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):  # no gap beside figures
        child(paragraph._p.get_or_add_pPr(), name).set(qn("w:val"), "0")  # noqa: SLF001
    return paragraph


def field(paragraph: Any, code: str, role: str, size: float) -> None:
    """Add a number that Word fills in: PAGE, SECTIONPAGES."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", ""), ("end", "")):
        run = paragraph.add_run()
        style(run._element, role, size)  # noqa: SLF001 - for the font of Chinese text
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)  # noqa: SLF001
        elif text:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._element.append(instruction)  # noqa: SLF001
        else:
            run.add_text("1")


def ends(
    paragraph: Any, left: str, right: str, size: float, width: float, role: str = FANGSONG
) -> Any:
    """Set one text at the left end of a line and one at its right end."""
    fill(paragraph, [(role, left)], size)
    tab_right(paragraph, width)
    paragraph.add_run("\t")
    return fill(paragraph, [(role, right)], size)


def tab_right(paragraph: Any, width: float) -> None:
    """Let a tab lead to the right end of the line."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT)


def page_count(word: Word, paragraph: Any, size: float, width: float, left: str = "") -> None:
    """Set the foot of a record book: what it says of itself, and 共×页 第×页."""
    paragraph.style = word.document.styles["Normal"]  # that of footers has tabs of its own
    fill(paragraph, [(SONGTI, left)], size)
    tab_right(paragraph, width)
    paragraph.add_run("\t")
    for text, code in (("共", word.pages), ("页　第", "PAGE")):
        fill(paragraph, [(SONGTI, text)], size)
        field(paragraph, code, SONGTI, size)
    fill(paragraph, [(SONGTI, "页")], size)


def grid(word: Word, rows: int, widths: Sequence[float], *, ruled: bool = True) -> Any:
    """Add a table with columns of these widths at the left edge of the text."""
    made = word.document.add_table(rows, len(widths))
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    properties = made._tbl.tblPr  # noqa: SLF001 - python-docx has no name for borders
    borders = child(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = child(borders, side)
        drawn = "single" if ruled else "nil"
        for key, value in (("val", drawn), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
    indent = child(properties, "tblInd")
    indent.set(qn("w:w"), "0")
    indent.set(qn("w:type"), "dxa")
    layout = child(properties, "tblLayout")
    layout.set(qn("w:type"), "fixed")
    margins = child(properties, "tblCellMar")
    for side in ("left", "right"):
        margin = child(margins, side)
        margin.set(qn("w:w"), str(round(_CELL_MARGIN * 20)))
        margin.set(qn("w:type"), "dxa")
    whole = child(properties, "tblW")
    whole.set(qn("w:w"), str(round(sum(widths) * 20)))
    whole.set(qn("w:type"), "dxa")
    for column, width in zip(made._tbl.tblGrid.iterchildren(), widths, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(round(width * 20)))
    return made


def row_height(row: Any, height: float) -> None:
    """Give a row its least height."""
    row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Pt(height)


def whole(row: Any) -> None:
    """Keep a row from being divided between pages."""
    child(row._tr.get_or_add_trPr(), "cantSplit")  # noqa: SLF001


def repeated(row: Any) -> None:
    """Set a row again at the head of every page."""
    child(row._tr.get_or_add_trPr(), "tblHeader")  # noqa: SLF001


def cell(
    place: Any,
    spans: Spans,
    size: float,
    *,
    width: float,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
    leading: float = _UNKNOWN,
) -> None:
    """Put text into a cell, in the middle of its height."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    place.width = Pt(width)
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    fill(place.paragraphs[0], spans, size, align=align, leading=leading)


def labelled(
    word: Word, rows: Sequence[Sequence[tuple[str, str]]], label: float, width: float, more: int = 0
) -> Any:
    """Add a table of rows of label and text, one or two to a row; ``more`` rows stay empty."""
    half = width / 2 - label
    made = grid(word, len(rows) + more, (label, half, label, half))
    for row, pairs in zip(made.rows, rows, strict=False):
        row_height(row, 27)
        cells = row.cells
        if len(pairs) == 1:
            cells[1].merge(cells[3])
        wide = half if len(pairs) > 1 else width - label
        for number, (name, text) in enumerate(pairs):
            spread = f"{name[0]}　　{name[1]}" if len(name) == 2 else name
            cell(cells[2 * number], [(HEITI, spread)], 12, width=label)
            cell(cells[2 * number + 1], [(FANGSONG, text)], 12, width=wide, align=TO_LEFT,
                 leading=_LABEL_LEADING)  # fmt: skip
    return made
