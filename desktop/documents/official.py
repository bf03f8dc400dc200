"""Papers after GB/T 9704-2012: 纪要, 通知, 决议 and other official writing without a red head.

A4, top 37 mm, binding 28 mm, text block 156 × 225 mm with 22 lines of 28 characters; title 22 pt
小标宋, text 16 pt 仿宋, headings 一、黑体 （一）楷体 1. 仿宋 （1）仿宋 (7.3.3), page number 14 pt
宋体, 7 mm below the block, one character in, right on odd pages and left on even ones (7.5).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.documents.flow import Bar, FlowLine, paginate, paragraph
from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, KAITI, SONGTI, clean, require
from desktop.documents.page import MM, Page, write_pages
from desktop.documents.text import (
    Line,
    Span,
    Style,
    break_text,
    break_title,
    one_line,
    text_width,
)

TOP, LEFT = 37 * MM, 28 * MM
WIDTH, HEIGHT = 156 * MM, 225 * MM
LINES, CHARACTERS = 22, 28
LEADING = HEIGHT / LINES  # 28.99 pt
PITCH = WIDTH / CHARACTERS  # 15.79 pt: 16 pt type would be wider than the block

BODY = Style(FANGSONG, 16, LEADING, PITCH)
TITLE = Style(BIAOSONG, 22, LEADING)
NUMBER = Style(SONGTI, 14, LEADING)
_ASCENT = 0.88  # of the square of a Chinese character stands above the base line
_BAR = Style(FANGSONG, 10.5, LEADING / 2, tight=True)
_BAR_FROM, _BAR_TO = 62 * MM, 136 * MM
_BAR_HIGH = 6.0
_NUMBER_TOP = TOP + HEIGHT + 7 * MM
_FIGURE = 0.73  # height of a figure in em

_LEVELS = (
    (re.compile(r"[一二三四五六七八九十百]+、"), HEITI),
    (re.compile(r"[（(][一二三四五六七八九十百]+[）)]"), KAITI),
    (re.compile(r"\d{1,3}[.．、](?!\d)"), FANGSONG),
    (re.compile(r"[（(]\d{1,3}[）)]"), FANGSONG),
)
_LONGEST_HEADING = 56  # two lines; what is longer is a paragraph with a number


@dataclass(frozen=True)
class Text:
    """Paragraphs of user text, divided by line ends; ``indent`` counts characters."""

    text: str
    indent: int = 2


@dataclass(frozen=True)
class Labelled:
    """A label in 黑体 with text behind it; further lines stand below the text (出席：…)."""

    label: str
    text: str


@dataclass(frozen=True)
class Centred:
    """A short line in the middle, e.g. （2026年第1期）."""

    text: str


@dataclass(frozen=True)
class Ends:
    """One line with something at the left end and something at the right end."""

    left: str
    right: str


@dataclass(frozen=True)
class Blank:
    """An empty line."""


@dataclass(frozen=True)
class Signature:
    """署名 and 成文日期 without a seal (7.3.5.2)."""

    name: str
    date: str


@dataclass(frozen=True)
class Parties:
    """Where two parties sign beside each other: rows of (left, right), with room for the seals."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bars:
    """A chart of black bars: rows of (name, part, whole, what is said at its end)."""

    rows: tuple[tuple[str, int, int, str], ...]


Block = Text | Labelled | Centred | Ends | Blank | Signature | Parties | Bars


@dataclass(frozen=True)
class Official:
    """An official paper in words; ``names`` are not divided between lines."""

    title: str
    blocks: tuple[Block, ...]
    names: tuple[str, ...] = ()

    def texts(self) -> list[str]:
        """Return all text, for the search of characters without a glyph."""
        found = [self.title]
        for block in self.blocks:
            if isinstance(block, Parties | Bars):
                found += [each for row in block.rows for each in row if isinstance(each, str)]
            found += [str(value) for value in vars(block).values() if isinstance(value, str)]
        return found


def level_spans(text: str) -> tuple[list[Span], bool]:
    """Set a paragraph by the mark it begins with; say whether all of it is a heading.

    A heading that runs on into its paragraph ends with its first full stop.
    """
    for mark, role in _LEVELS:
        if not mark.match(text):
            continue
        head, stop, rest = text.partition("。")
        if not rest.strip() and len(text) <= _LONGEST_HEADING:
            return [(role, text)], not stop
        if len(head) <= _LONGEST_HEADING and rest:
            return [(role, head + stop), (FANGSONG, rest)], False
        break
    return [(FANGSONG, text)], False


def layout(paper: Official, *, first: int = 1, numbered: bool = True) -> list[Page]:
    """Set an official paper on its pages, with their numbers, counted from ``first``.

    Bound with others it bears none.

    Raises ``Refused`` for characters that no font has.
    """
    require(map(clean, paper.texts()))
    lines: list[FlowLine] = []
    title = " ".join(clean(paper.title).split())
    for text in break_title(title, TITLE, WIDTH, paper.names):
        line = one_line([(BIAOSONG, text)], TITLE)
        lines.append(FlowLine(line, heading=True, x=(WIDTH - line.width) / 2))
    lines.append(FlowLine(None, heading=True))
    signed = 0
    for block in paper.blocks:
        made = _block(block, paper.names)
        lines += made
        signed = len(made) if isinstance(block, Signature | Parties) else 0
    filled = paginate(lines, (LINES, LINES), least_last=signed + 2)
    pages = []
    for number, found in enumerate(filled, first):
        page = Page()
        for row, each in enumerate(_without_blank_top(found)):
            if each.label is not None:
                page.put(LEFT + each.label_x, _base(row, each.label), each.label)
            if each.line is not None:
                page.put(LEFT + each.x, _base(row, each.line), each.line)
            _draw_bars(page, each.bars, TOP + row * LEADING)
        if numbered:
            _number(page, number)
        pages.append(page)
    return pages


def _without_blank_top(lines: list[FlowLine]) -> list[FlowLine]:
    start = 0
    while start < len(lines) - 1 and lines[start].line is None and not lines[start].bars:
        start += 1
    return lines[start:]


def _base(row: int, line: Line) -> float:
    middle = BODY.size * (_ASCENT - 0.5)
    return TOP + row * LEADING + BODY.size / 2 + middle * line.size / BODY.size


def _number(page: Page, number: int) -> None:
    """Set the page number outside the block, without a font of its own width for the dashes."""
    line = one_line([(SONGTI, f"— {number} —")], NUMBER)
    base = _NUMBER_TOP + NUMBER.size * _FIGURE
    if number % 2:
        page.put_right(LEFT + WIDTH - PITCH, base, line)
    else:
        page.put(LEFT + PITCH, base, line)


def _block(block: Block, names: Sequence[str]) -> list[FlowLine]:
    match block:
        case Blank():
            return [FlowLine(None, heading=True)]
        case Centred(text):
            line = one_line([(FANGSONG, clean(text))], BODY)
            return [FlowLine(line, heading=True, x=(WIDTH - line.width) / 2)]
        case Ends(left, right):
            return _ends(clean(left), clean(right), names)
        case Labelled(label, text):
            return _labelled(clean(label), clean(text), names)
        case Signature(name, date):
            return _signature(clean(name), clean(date), names)
        case Parties(rows):
            return _parties(rows)
        case Bars(rows):
            return _bars(rows)
        case Text(text, indent):
            return _text(clean(text), indent, names)


def _text(text: str, indent: int, names: Sequence[str]) -> list[FlowLine]:
    made: list[FlowLine] = []
    for part in text.split("\n"):
        part = part.strip(" 　")
        if part:
            spans, heading = level_spans(part) if indent else ([(FANGSONG, part)], False)
            lines = break_text(spans, BODY, WIDTH, first=indent * PITCH, keep=names)
            made += paragraph(lines, heading=heading)
    return made


def _labelled(label: str, text: str, names: Sequence[str]) -> list[FlowLine]:
    style = Style(HEITI, BODY.size, LEADING, PITCH)
    head = one_line([(HEITI, label + "：")], style)
    hang = 2 * PITCH + text_width(label + "：", style)
    flat = " ".join(text.split("\n"))
    lines = break_text([(FANGSONG, flat)], BODY, WIDTH - hang, keep=names)
    made = [replace(each, x=hang) for each in paragraph(lines)]
    made[0] = replace(made[0], label=head, label_x=2 * PITCH)
    return made


def _ends(left: str, right: str, names: Sequence[str]) -> list[FlowLine]:
    """Set two texts at both ends of a line, on two lines when they do not fit into one."""
    end = one_line([(FANGSONG, right)], BODY)
    room = WIDTH - end.width - 2 * PITCH
    lines = break_text([(FANGSONG, left)], BODY, WIDTH, keep=names)
    made = [FlowLine(line, heading=True) for line in lines]
    at = FlowLine(end, heading=True, x=WIDTH - end.width)
    if len(lines) == 1 and lines[0].width <= room:
        pieces = [(FANGSONG, left)]
        first = one_line(pieces, BODY)
        moved = tuple(type(piece)(piece.x + at.x, piece.font, piece.text) for piece in end.pieces)
        both = Line((*first.pieces, *moved), first.size, first.space, WIDTH, left + right)
        return [FlowLine(both, heading=True)]
    return [*made, at]


def _parties(rows: Sequence[tuple[str, str]]) -> list[FlowLine]:
    """Set the right texts in the middle of the block; an empty line goes before every row."""
    made: list[FlowLine] = []
    for number, (left, right) in enumerate(rows, 1):
        first, second = (one_line([(FANGSONG, clean(text))], BODY) for text in (left, right))
        last = number == len(rows)
        made.append(FlowLine(None, heading=True))
        made.append(FlowLine(second, heading=not last, x=WIDTH / 2, label=first))
    return made


def _bars(rows: Sequence[tuple[str, int, int, str]]) -> list[FlowLine]:
    """Set two bars into the height of a line of text."""
    made = []
    for name, part, whole, said in rows:
        named = _shortened(clean(name) or "—", _BAR_FROM - 6)
        share = min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0
        made.append(Bar(named, share, one_line([(FANGSONG, clean(said))], _BAR)))
    pairs = [tuple(made[start : start + 2]) for start in range(0, len(made), 2)]
    return [FlowLine(None, heading=not place, bars=pair) for place, pair in enumerate(pairs)]


def _shortened(text: str, room: float) -> Line:
    """Set the name of a bar; one that is too long ends in an ellipsis."""
    line, kept = one_line([(FANGSONG, text)], _BAR), text
    while line.width > room:
        kept = kept[:-1]
        line = one_line([(FANGSONG, f"{kept}…")], _BAR)
    return line


def _draw_bars(page: Page, bars: Sequence[Bar], top: float) -> None:
    """Draw an outline as long as the whole and fill its part."""
    left, right = LEFT + _BAR_FROM, LEFT + _BAR_TO
    for place, bar in enumerate(bars):
        middle = top + (place + 0.5) * LEADING / 2
        base = middle + _BAR.size * 0.36
        page.put(LEFT, base, bar.name)
        page.put_right(LEFT + WIDTH, base, bar.said)
        page.box(left, middle - _BAR_HIGH / 2, right, middle + _BAR_HIGH / 2, 0.5)
        end = left + bar.part * (right - left)
        if end - left > _BAR_HIGH:  # a thick stroke reaches half its width beyond its ends
            half = _BAR_HIGH / 2
            page.rule(left + half, middle, end - half, middle, _BAR_HIGH)
        elif end > left:
            page.rule(left, middle, end, middle, 1.5)


def _signature(name: str, date: str, names: Sequence[str]) -> list[FlowLine]:
    """Place 署名 two characters from the right and the date two characters right of its head."""
    dated = one_line([(FANGSONG, date)], BODY)
    signed = [
        one_line([(FANGSONG, part)], BODY)
        for part in break_title(name, BODY, WIDTH - 6 * PITCH, names)
    ]
    longest = max(line.width for line in signed)
    if dated.width > longest:
        date_x = WIDTH - 2 * PITCH - dated.width
        name_x = max(0.0, date_x - 2 * PITCH)
    else:
        name_x = WIDTH - 2 * PITCH - longest
        date_x = name_x + 2 * PITCH
        if date_x + dated.width > WIDTH:
            date_x = WIDTH - dated.width
    made = [FlowLine(None, heading=True)]
    made += [FlowLine(line, heading=True, x=name_x) for line in signed]
    return [*made, FlowLine(dated, x=date_x)]


def signature_places(name: str, date: str, names: Sequence[str]) -> list[tuple[str, float]]:
    """Return the lines of 署名 and 成文日期, each with its distance from the left edge."""
    made = _signature(name, date, names)
    return [(each.line.text, each.x) for each in made if each.line is not None]


def write(paper: Official, path: Path) -> None:
    """Write an official paper as a PDF; raises ``Refused``."""
    write_pages(layout(paper), path, " ".join(clean(paper.title).split()))
