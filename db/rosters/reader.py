"""A roster file as a preview: whom it names, what is known of each, and what is wrong with it.

Nothing is written here, and nothing of the data file is read; ``db.rosters.importer`` compares the
preview with the branch. A number or date that cannot be right is left out and named.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from db import dates
from db.errors import Refused
from db.headings import Header
from db.rosters.columns import LABELS, find_header
from db.rosters.row import (
    DATES,
    WARN,
    FoundRow,
    Problem,
    RosterRow,
    frozen,
    note_namesakes,
    read_row,
)
from db.sheets import Cell, Sheet, Wanted, read_sheets

_WANTED = Wanted("花名册", 5_000)
_NOT_A_MEMBER = re.compile(
    r"^(合计|总计|小计|共计|总人数|共\d+[人名]|填表|填报|制表|审核|负责人|单位负责人|经办|"
    r"党?支部书记[(:签]|书记签|\(?盖章|(注|备注|说明|填表说明|日期|联系人)[:.])"
)


@dataclass(frozen=True)
class IgnoredRow:
    """A row that names no member: its number, its beginning, and why it is passed over."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True)
class RosterPreview:
    """A roster as it would come in.

    ``columns`` maps each heading to the label of the field that it fills; ``unused`` are headings
    that are not read; ``reported_on`` is the date (ISO) that the sheet gives itself, if any.
    """

    path: Path
    sheet: str
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    ignored_rows: tuple[IgnoredRow, ...]
    problems: tuple[Problem, ...]
    reported_on: str | None


def is_roster(sheets: Iterable[Sheet]) -> bool:
    """Whether one of the sheets has the header of a roster."""
    return any(find_header(sheet) is not None for sheet in sheets)


def read(path: Path) -> RosterPreview:
    """Read a roster from an xlsx or csv file; raises ``Refused`` when it is none."""
    header, others = _choose_header(path)
    doubtful = _doubtful_columns(header)
    found: list[FoundRow] = []
    ignored: list[IgnoredRow] = []
    for number, row in enumerate(header.sheet.rows[header.last + 1 :], header.last + 2):
        cells = {c.field: row[c.place] if c.place < len(row) else None for c in header.columns}
        if reason := _why_not_a_member(row, cells):
            if any(cell is not None for cell in row):
                ignored.append(IgnoredRow(number, _beginning(row), reason))
        else:
            found.append(read_row(number, _retyped(cells, doubtful)))
    if not found:
        raise Refused(f"“{path.name}”的工作表“{header.sheet.name}”只有表头，没有党员，请核对。")
    note_namesakes(found)
    rows = tuple(map(frozen, found))
    return RosterPreview(
        path=path,
        sheet=header.sheet.name,
        columns=MappingProxyType({c.heading: LABELS[c.field] for c in header.columns}),
        unused=tuple(column.heading for column in header.unread),
        rows=rows,
        ignored_rows=tuple(ignored),
        problems=(
            *_sheet_problems(header, others),
            *(problem for row in rows for problem in row.problems),
            *_wrong_totals(ignored, len(rows)),
        ),
        reported_on=_reported_on(header),
    )


def _choose_header(path: Path) -> tuple[Header, list[str]]:
    """Return the header of the best sheet, and the names of other sheets that have one."""
    headers = [h for sheet in read_sheets(path, _WANTED) if (h := find_header(sheet))]
    if not headers:
        raise Refused(
            f"“{path.name}”里没有找到花名册的表头。表头一行至少要有“姓名”和另外两项，"
            "如“性别”“入党时间”“身份证号”，请补上后再导入。"
        )
    best = max(headers, key=lambda header: len(header.columns))
    return best, [h.sheet.name for h in headers if h is not best]


def _sheet_problems(header: Header, others: list[str]) -> list[Problem]:
    problems = []
    have = {column.field for column in header.columns}
    for name, consequence in (
        ("joined_on", "名册中还没有的人不能录入"),
        ("full_on", "名册中还没有的人将按预备党员录入，没有表决权"),
    ):
        if name not in have:
            text = f"表中没有“{LABELS[name]}”一列，{consequence}"
            problems.append(Problem(0, "", name, WARN, text))
    if others:
        text = f"另有工作表“{'”“'.join(others)}”也像花名册，没有读取"
        problems.append(Problem(0, "", "", WARN, text))
    return problems


def _wrong_totals(ignored: list[IgnoredRow], count: int) -> list[Problem]:
    """Name a total below the list that is not the number of rows read."""
    problems = []
    for row in ignored:
        total = re.match(r"[合总共小]计[:：]?\s*(\d+)\s*[人名]", row.text)
        if total and int(total[1]) != count:
            text = f"第{row.number}行合计写的是{total[1]}人，表中读到{count}人，请核对"
            problems.append(Problem(0, "", "", WARN, text))
    return problems


def _why_not_a_member(row: tuple[Cell, ...], cells: Mapping[str, Cell]) -> str:
    """Return why the row is passed over, "" for a member."""
    first = next((cell for cell in row if cell is not None), None)
    if first is None:
        return "空行"
    written = re.sub(r"\s", "", str(first)).replace("：", ":").replace("（", "(")
    if _NOT_A_MEMBER.match(written):
        return "合计或签字说明行"
    name = re.sub(r"\s", "", str(cells.get("name") or ""))
    if name == LABELS["name"]:
        return "重复的表头"
    filled = [n for n, cell in cells.items() if cell is not None and n not in ("number", "remark")]
    return "" if name or len(filled) > 2 else "没有姓名"


def _beginning(row: tuple[Cell, ...]) -> str:
    return " ".join(str(cell).strip() for cell in row if cell is not None)[:40]


def _doubtful_columns(header: Header) -> frozenset[str]:
    """Return the date columns of a csv in which 1990.1 may have been 1990.10.

    Where the column holds a 10 as the month, the file keeps its zeros.
    """
    if header.sheet.typed:
        return frozenset()
    doubtful = set()
    for column in header.columns:
        cells = (row[column.place] for row in header.sheet.rows if column.place < len(row))
        if column.field in DATES and not any(str(c).endswith(".10") for c in cells):
            doubtful.add(column.field)
    return frozenset(doubtful)


def _retyped(cells: dict[str, Cell], doubtful: frozenset[str]) -> dict[str, Cell]:
    """Make 1990.1 in a doubtful column the number that it was in the spreadsheet."""
    numbers = {
        name: float(cell)
        for name in doubtful
        if isinstance(cell := cells.get(name), str) and re.fullmatch(r"\d{4}\.1", cell, re.ASCII)
    }
    return cells | numbers


def _reported_on(header: Header) -> str | None:
    """Return the date that stands near 填报时间 above the header or below the list."""
    for row in (*header.sheet.rows[: header.first], *header.sheet.rows[header.last + 1 :][-5:]):
        for cell in row:
            found = re.search(
                r"(?:填[报表]|制表|统计|报送|截至)(?:时间|日期)?[：:]?\s*(\S+)", str(cell or "")
            )
            if found and (value := dates.read(found[1]).value):
                return dates.first_day(value).isoformat()
    return None
