"""A file with old lists as previews: its sheets, their columns, what each of them may mean.

Nothing is written here and nothing of the data file is read; ``db.ledgers.importer`` compares the
rows with the branch once the person has said which list and year it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from db.errors import Refused
from db.headings import Header
from db.ledgers.columns import find_header, kind_of, proposal
from db.ledgers.row import FoundRow, merge, read_row, text_of
from db.records.listed_item import ListKind
from db.sheets import Cell, Sheet, Wanted, read_sheets

WANTED = Wanted("清单", 20_000)
_SAMPLES = 3
_NO_CONTENT = "没有写内容，没有录入"
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
NO_ITEM = re.compile(
    r"^(合计|总计|小计|共计|(责任|任务|问题)\d+项|共\d+[项条个件]|填表|填报|制表|审核|编制|"
    r"(党?支部)?书记[(:签]|书记签|联系领导|负责人[(:签]|单位负责人|经办|\(?盖章|"
    r"(注|备注|说明|填表说明|日期|联系人)[:.]|本年没有列入)"
)


@dataclass(frozen=True)
class FoundColumn:
    """A column of a sheet: its place (from 0), its heading, the first of its cells as text."""

    place: int
    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """One sheet that looks like a list.

    ``kind`` and ``year`` are what the sheet says of itself, None when it does not; ``mapping`` is
    the proposal, the field (``columns.FIELDS``) by the place of its column.
    """

    path: Path
    sheet: str
    kind: ListKind | None
    year: int | None
    columns: tuple[FoundColumn, ...]
    mapping: Mapping[int, str]
    header: Header


@dataclass(frozen=True)
class IgnoredRow:
    """A row that is no item: its number, its beginning, and why it is passed over.

    ``unread`` marks one that may have been meant as an item.
    """

    number: int
    text: str
    reason: str

    @property
    def unread(self) -> bool:
        """Whether a person should look at the row."""
        return self.reason == _NO_CONTENT


def read(path: Path) -> tuple[Preview, ...]:
    """Read the lists of an xlsx or csv file; raises ``Refused`` when it holds none."""
    return of_sheets(path, read_sheets(path, WANTED))


def has_list(sheets: Iterable[Sheet]) -> bool:
    """Whether one of the sheets has the header of a list."""
    return any(find_header(sheet) is not None for sheet in sheets)


def of_sheets(path: Path, sheets: Iterable[Sheet]) -> tuple[Preview, ...]:
    """Return the sheets that look like a list; raises ``Refused`` when none does."""
    found = [_preview(path, header) for sheet in sheets if (header := find_header(sheet))]
    if not found:
        raise Refused(
            f"“{path.name}”里没有找到清单的表头。表头一行至少要有“责任内容”“任务”或“问题”，"
            "和另外两项，如“责任人”“完成时限”“完成情况”，请补上后再导入。"
        )
    filled = [each for each in found if len(each.header.sheet.rows) > each.header.last + 1]
    if not filled:
        raise Refused(f"“{path.name}”只有表头，没有事项，请核对。")
    return tuple(filled)


def _preview(path: Path, header: Header) -> Preview:
    sheet = header.sheet
    above = [str(cell) for row in sheet.rows[: header.first] for cell in row if cell is not None]
    texts = [sheet.name, *above, path.stem]
    columns = sorted((*header.columns, *header.unread), key=lambda column: column.place)
    year = next((int(match[1]) for text in texts if (match := _YEAR.search(text))), None)
    return Preview(
        path=path,
        sheet=sheet.name,
        kind=kind_of(sheet.name, above, path.stem, header),
        year=year,
        columns=tuple(
            FoundColumn(each.place, each.heading, samples(header, each.place)) for each in columns
        ),
        mapping=MappingProxyType(proposal(header)),
        header=header,
    )


def samples(header: Header, place: int) -> tuple[str, ...]:
    """Return the first of the texts of a column."""
    found: list[str] = []
    for row in header.sheet.rows[header.last + 1 :]:
        if len(found) == _SAMPLES:
            break
        if place < len(row) and (text := text_of(row[place])) and text not in found:
            found.append(text)
    return tuple(found)


def rows(
    preview: Preview, mapping: Mapping[int, str], year: int, today: str
) -> tuple[list[FoundRow], list[IgnoredRow]]:
    """Return the items of a sheet as a mapping of its columns reads them, and other rows.

    Rows below each other with one content (a cell merged downwards) are one item. Raises
    ``Refused`` when no column is the content, or two are the same.
    """
    fields = [field for field in mapping.values() if field]
    if "title" not in fields:
        raise Refused(f"请指明工作表“{preview.sheet}”的哪一列是清单的内容。")
    if len(fields) != len(set(fields)):
        raise Refused(f"工作表“{preview.sheet}”有两列对应到同一项，请只留一列。")
    found: list[FoundRow] = []
    ignored: list[IgnoredRow] = []
    header = preview.header
    for number, row in enumerate(header.sheet.rows[header.last + 1 :], header.last + 2):
        cells = {field: _at(row, place) for place, field in mapping.items() if field}
        if reason := _why_no_item(row, cells, preview, mapping):
            if any(cell is not None for cell in row):
                ignored.append(IgnoredRow(number, beginning(row), reason))
            continue
        item = read_row(number, cells, year, today)
        if found and number == found[-1].number + found[-1].height and _goes_on(found[-1], item):
            merge(found[-1], item)
        else:
            found.append(item)
    return found, ignored


def _goes_on(above: FoundRow, below: FoundRow) -> bool:
    """Whether a row is a further one of the item above it."""
    numbers = above.cells.get("number", ""), below.cells.get("number", "")
    return above.title == below.title and (numbers[0] == numbers[1] or not numbers[1])


def _at(row: tuple[Cell, ...], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _why_no_item(
    row: tuple[Cell, ...], cells: Mapping[str, Cell], preview: Preview, mapping: Mapping[int, str]
) -> str:
    """Return why the row is passed over, "" for an item."""
    first = next((cell for cell in row if cell is not None), None)
    if first is None:
        return "空行"
    title = text_of(cells["title"])
    for cell in (first, title):
        written = re.sub(r"\s", "", str(cell)).replace("：", ":").replace("（", "(")
        if NO_ITEM.match(written) and sum(bool(text_of(each)) for each in row) < 4:
            return "合计或签字说明行"
    place = next(place for place, field in mapping.items() if field == "title")
    heading = next((c.heading for c in preview.columns if c.place == place), "")
    if title and re.sub(r"\s", "", title) == heading:
        return "重复的表头"
    return "" if title else _NO_CONTENT


def beginning(row: Sequence[Cell]) -> str:
    """Return how a row begins, to know it by."""
    return " ".join(text for cell in row if (text := text_of(cell)))[:40]
