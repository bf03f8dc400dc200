"""Ruled tables that run over pages: title, a line below it, repeated header, 共×页 第×页."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from desktop.documents.fonts import BIAOSONG, FANGSONG, HEITI, SONGTI, clean, require
from desktop.documents.page import A4, A4_LANDSCAPE, MM, Page, write_pages
from desktop.documents.text import Line, Style, break_text, break_title, one_line, text_width

_FOOT = Style(SONGTI, 9.5, 14)
_TITLE = Style(BIAOSONG, 22, 32)
_SMALL = Style(FANGSONG, 12, 18)
_FACT = Style(FANGSONG, 12, 17, tight=True)
_FACT_HEAD = Style(HEITI, 12, 17)
FACT_LABEL = 22 * MM


@dataclass(frozen=True)
class TableColumn:
    """A column: ``weight`` is its share of the width, ``centred`` how its cells stand.

    In a table that fits its columns a ``rigid`` one is as wide as its longest cell.
    """

    label: str
    weight: float = 1.0
    centred: bool = True
    rigid: bool = False


@dataclass(frozen=True)
class Table:
    """A table in words. ``row_height`` is the least height of a row, in millimetres.

    ``least_row_height``, and after it the type size ``least_size``, are used where they save a
    page. With ``fit`` the widths follow what stands in the columns instead of their weights. A
    ``broad`` table, to be hung up and not bound, uses the sheet to its edges. A row of one cell is
    a heading over the rows below it, across the whole width.
    ``facts`` are pairs of label and text that stand in a ruled head above the table, ``feet``
    such pairs below it: all on one page where it can hold them, else each whole.
    """

    title: str
    left: str
    right: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    landscape: bool = False
    facts: tuple[tuple[tuple[str, str], ...], ...] = ()
    feet: tuple[tuple[tuple[str, str], ...], ...] = ()
    closing: tuple[str, ...] = ()
    size: float = 12.0
    row_height: float = 9.5
    least_row_height: float = 8.0
    least_size: float = 0.0
    fit: bool = False
    broad: bool = False
    names: tuple[str, ...] = field(default=(), compare=False)

    def texts(self) -> list[str]:
        """Return all text, for the search of characters without a glyph."""
        cells = [cell for row in self.rows for cell in row]
        facts = [text for row in (*self.facts, *self.feet) for pair in row for text in pair]
        labels = [column.label for column in self.columns]
        return [self.title, self.left, self.right, *labels, *cells, *facts, *self.closing]


@dataclass(frozen=True)
class Frame:
    """The geometry of a table on its sheet, in points."""

    left: float
    right: float
    bottom: float
    title_y: float
    foot_y: float
    next_y: float

    @property
    def width(self) -> float:
        return self.right - self.left


_PORTRAIT = Frame(28 * MM, 184 * MM, 261 * MM, 40.5 * MM, 276.5 * MM, 41 * MM)
_BROAD = Frame(15 * MM, 195 * MM, 274 * MM, 27 * MM, 287 * MM, 24 * MM)
# The binding of a sheet set crosswise is at its top (GB/T 9704-2012, 8): 28 mm stay free there.
_LANDSCAPE = Frame(15 * MM, 282 * MM, 188 * MM, 36 * MM, 199 * MM, 32 * MM)


def frame_of(table: Table) -> Frame:
    """Return where a table stands on its sheet."""
    return _LANDSCAPE if table.landscape else _BROAD if table.broad else _PORTRAIT


def widths_of(table: Table) -> list[float]:
    """Return the widths of the columns, in points."""
    edges = _Setter(table, frame_of(table), table.row_height * MM).edges
    return [right - left for left, right in pairwise(edges)]


def layout(table: Table, *, numbered: bool = True) -> list[Page]:
    """Set a table on its pages, with their numbers if it is not bound with others.

    Raises ``Refused`` for characters that no font has.
    """
    require(map(clean, table.texts()))
    frame = frame_of(table)
    ways = [(table, table.row_height), (table, table.least_row_height)]
    if table.least_size:
        ways.append((replace(table, size=table.least_size), table.least_row_height))
    tried = [_Setter(way, frame, height * MM).set() for way, height in ways]
    chosen = min(tried, key=len)  # the widest of those with fewest pages
    for number, page in enumerate(chosen if numbered else (), 1):
        count = one_line([(SONGTI, f"共{len(chosen)}页　第{number}页")], _FOOT)
        page.put_right(frame.right, frame.foot_y, count)
    return chosen


def write(table: Table, path: Path) -> None:
    """Write a table as a PDF; raises ``Refused``."""
    write_pages(layout(table), path, clean(table.title))


class _Setter:
    """Sets the rows one after the other, turning the page where the next does not fit."""

    def __init__(self, table: Table, frame: Frame, row_height: float) -> None:
        self.table, self.frame, self.row_height = table, frame, row_height
        self.cell = Style(FANGSONG, table.size, table.size * 1.4, tight=True)
        self.head = Style(HEITI, table.size, table.size * 1.4)
        self.pad = table.size * 0.3
        weights = self._wishes() if table.fit else [column.weight for column in table.columns]
        self.edges = [frame.left]
        for weight in weights:
            self.edges.append(self.edges[-1] + frame.width * weight / sum(weights))
        self.pages: list[Page] = []
        self.y = 0.0

    def _wishes(self) -> list[float]:
        """Return widths by content: narrow columns get theirs, wide ones share what is left."""
        wishes = []
        for number, column in enumerate(self.table.columns):
            rows = [row for row in self.table.rows if len(row) > 1]
            lines = [part for row in rows for part in clean(row[number]).split("\n")]
            widths = [text_width(line, self.cell) for line in lines]
            widths += [text_width(line, self.head) for line in column.label.split("\n")]
            wishes.append(max(widths) + 2 * self.pad + 3)
        columns, longest = self.table.columns, 13 * self.table.size
        short = 5.2 * self.table.size + 2 * self.pad + 3  # so few characters stay in one line
        rigid = {
            number: min(wish, longest)
            for number, wish in enumerate(wishes)
            if columns[number].rigid or wish < short
        }
        given = rigid if sum(rigid.values()) < self.frame.width * 0.85 else {}
        soft = [number for number in range(len(wishes)) if number not in given]
        while soft:
            left = self.frame.width - sum(given.values())
            roots = sum(wishes[number] ** 0.5 for number in soft)
            shares = {number: left * wishes[number] ** 0.5 / roots for number in soft}
            content = [number for number in soft if wishes[number] <= shares[number]]
            given |= {number: wishes[number] for number in content} if content else shares
            soft = [number for number in soft if number not in given]
        return [given[number] for number in range(len(wishes))]

    def set(self) -> list[Page]:
        """Return the pages, without their numbers."""
        rows = [part for row in self.table.rows for part in self._parts(self._lines(row))]
        self._first_page(self._height(rows[0]) if rows else 0.0)
        for place, row in enumerate(rows):
            height = self._height(row)
            # The last two rows stay together: no row stands alone on a page.
            # So do a heading and the row below it.
            close = place == len(rows) - 2 or (len(row) == 1 and place < len(rows) - 1)
            after = self._height(rows[place + 1]) if close else 0.0
            if self.y + height + after > self.frame.bottom and place:
                self._next_page()
            self._draw(row, height)
        self._feet()
        if self.table.closing:
            self._closing()
        return self.pages

    def _lines(self, row: Sequence[str]) -> list[list[Line]]:
        made = []
        if len(row) == 1:
            room = self.frame.width - 2 * self.pad
            return [break_text([(HEITI, clean(row[0]))], self.head, room, even=False)]
        for number, cell in enumerate(row):
            room = self.edges[number + 1] - self.edges[number] - 2 * self.pad
            lines: list[Line] = []
            for part in clean(cell).split("\n"):
                lines += break_text(
                    [(FANGSONG, part.strip())], self.cell, room, keep=self.table.names, even=False
                )
            made.append(lines)
        return made

    def _parts(self, row: list[list[Line]]) -> list[list[list[Line]]]:
        """Divide a row that is higher than a page."""
        room = self.frame.bottom - self.frame.next_y - 9 - 4 * self.cell.leading
        most = int(room / self.cell.leading) - 2
        count = max([len(lines) for lines in row], default=1)
        return [
            [lines[start : start + most] for lines in row] for start in range(0, count, most)
        ] or [row]

    def _height(self, row: Sequence[Sequence[Line]]) -> float:
        count = max([len(lines) for lines in row], default=1)
        return max(self.row_height, count * self.cell.leading + 2 * self.pad)

    def _first_page(self, first_row: float) -> None:
        """Set the title, the ruled head and, where the first row fits below it, the header."""
        table, frame = self.table, self.frame
        page = self._new_page()
        y = frame.title_y
        middle = (frame.left + frame.right) / 2
        title = " ".join(clean(table.title).split())
        for text in break_title(title, _TITLE, frame.width, table.names):
            page.put_centre(middle, y, one_line([(BIAOSONG, text)], _TITLE))
            y += _TITLE.leading
        y -= 5
        if table.left or table.right:
            right = one_line([(FANGSONG, clean(table.right))], _SMALL)
            room = frame.width - right.width - 12
            left = break_text([(FANGSONG, clean(table.left))], _SMALL, room, even=False)
            for number, line in enumerate(left):
                page.put(frame.left, y + number * _SMALL.leading, line)
            y += max(0, len(left) - 1) * _SMALL.leading
            page.put_right(frame.right, y, right)
            y += 9
        else:
            y -= 10
        self.y = y
        for row in table.facts:
            self._fact(row)
        header = self._height(self._header_lines())
        if table.facts and self.y + header + first_row > frame.bottom:
            self._next_page()
        else:
            self._header()

    def _new_page(self) -> Page:
        size = A4_LANDSCAPE if self.table.landscape else A4
        self.pages.append(Page(size))
        return self.pages[-1]

    def _next_page(self) -> None:
        self._continued()
        self._header()

    def _continued(self) -> None:
        """Begin a page with the title and （续）."""
        page = self._new_page()
        title = " ".join(clean(self.table.title).split()) + "（续）"
        lines = break_text([(FANGSONG, title)], _SMALL, self.frame.width)
        page.put(self.frame.left, self.frame.next_y, lines[0])
        self.y = self.frame.next_y + 9

    def _fact(self, row: Sequence[tuple[str, str]]) -> None:
        """Set a row of the ruled head, over a page turn where its text is that long."""
        cells = self._fact_cells(row)
        while True:
            count = max(len(lines) for _, lines in cells)
            fit = int((self.frame.bottom - self.y - 8) // _FACT.leading)
            if fit < min(count, 2):
                self._continued()
                continue
            self._draw_fact([(label, lines[:fit]) for label, lines in cells])
            if count <= fit:
                return
            cells = [(label, lines[fit:]) for label, lines in cells]

    def _fact_cells(self, row: Sequence[tuple[str, str]]) -> list[tuple[str, list[Line]]]:
        part = self.frame.width / len(row)
        cells = []
        for label, text in row:
            lines: list[Line] = []
            for piece in clean(text).split("\n"):
                lines += break_text([(FANGSONG, piece)], _FACT, part - FACT_LABEL - 12,
                                    keep=self.table.names, even=False)  # fmt: skip
            cells.append((label, lines))
        return cells

    def _feet(self) -> None:
        """Set the rows below the table, all on one page if they fit, else each whole."""
        rows = self.table.feet
        self._turn_for(sum(map(self._fact_height, rows)))
        for row in rows:
            self._turn_for(self._fact_height(row))
            self._fact(row)

    def _fact_height(self, row: Sequence[tuple[str, str]]) -> float:
        count = max(len(lines) for _, lines in self._fact_cells(row))
        return max(self.row_height, count * _FACT.leading + 8)

    def _turn_for(self, height: float) -> None:
        """Begin a page for what does not fit on this one and fits on the next."""
        page = self.frame.bottom - self.frame.next_y - 9
        if self.y + height > self.frame.bottom and height <= page:
            self._continued()

    def _draw_fact(self, cells: Sequence[tuple[str, Sequence[Line]]]) -> None:
        page, part, lead = self.pages[-1], self.frame.width / len(cells), _FACT.leading
        height = max(self.row_height, max(len(lines) for _, lines in cells) * lead + 8)
        for number, (label, lines) in enumerate(cells):
            x = self.frame.left + number * part
            page.box(x, self.y, x + part, self.y + height)
            page.rule(x + FACT_LABEL, self.y, x + FACT_LABEL, self.y + height)
            name = one_line([(HEITI, label)], _FACT_HEAD)
            page.put_centre(x + FACT_LABEL / 2, self.y + height / 2 + 4.4, name)
            top = self.y + (height - len(lines) * lead) / 2
            for place, line in enumerate(lines):
                page.put(x + FACT_LABEL + 6, top + place * lead + 12.9, line)
        self.y += height

    def _header_lines(self) -> list[list[Line]]:
        lines = []
        for number, column in enumerate(self.table.columns):
            room = self.edges[number + 1] - self.edges[number] - 2 * self.pad
            parts = column.label.split("\n")
            if len(parts) == 1 and text_width(column.label, self.head) > room:
                parts = [line.text for line in break_text([(HEITI, column.label)], self.head, room)]
            lines.append([one_line([(HEITI, part)], self.head) for part in parts])
        return lines

    def _header(self) -> None:
        lines = self._header_lines()
        self._draw(lines, self._height(lines), header=True)

    def _draw(self, row: Sequence[Sequence[Line]], height: float, *, header: bool = False) -> None:
        page, lead = self.pages[-1], self.cell.leading
        page.box(self.frame.left, self.y, self.frame.right, self.y + height)
        for edge in self.edges[1:-1] if len(row) > 1 else ():
            page.rule(edge, self.y, edge, self.y + height)
        for number, lines in enumerate(row):
            centred = header or (len(row) > 1 and self.table.columns[number].centred)
            top = self.y + (height - len(lines) * lead) / 2
            x0, x1 = self.edges[number], self.edges[number + 1]
            for place, line in enumerate(lines):
                base = top + place * lead + lead / 2 + self.table.size * 0.37
                if centred:
                    page.put_centre((x0 + x1) / 2, base, line)
                else:
                    page.put(x0 + self.pad, base, line)
        self.y += height

    def _closing(self) -> None:
        part = self.frame.width / len(self.table.closing)
        base = min(self.y + 22, self.frame.bottom + 20)
        for number, text in enumerate(self.table.closing):
            line = one_line([(FANGSONG, clean(text))], _SMALL)
            self.pages[-1].put(self.frame.left + number * part, base, line)
