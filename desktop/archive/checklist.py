"""The list by which an inspector looks: what, in which papers, how many of them in a year.

The shipped list stands in ``resources/archive/checklist.toml``. A branch changes it as a table of
four columns, in the program for tables that it knows, and hands that table over.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import resources
from db import headings, sheets, workbooks
from db.errors import Refused
from db.sheets import Cell, Wanted

MOST = 200
_WANTED = Wanted("检查清单", MOST)
_FIELDS = {
    "序号": "number",
    "检查内容": "text",
    "检查项目": "text",
    "文书或台账": "papers",
    "文书": "papers",
    "台账": "papers",
    "份数": "copies",
    "份数要求": "copies",
}
_BETWEEN = re.compile(r"[、，,；;\n]+")
_COLUMNS = (
    workbooks.Column("序号", 8),
    workbooks.Column("检查内容", 46, centred=False),
    workbooks.Column("文书或台账", 46, centred=False),
    workbooks.Column("份数", 10),
)


@dataclass(frozen=True)
class Line:
    """What is looked at, the papers that show it by name, and how many there should be."""

    text: str
    papers: tuple[str, ...]
    copies: int = 1


def standard() -> tuple[Line, ...]:
    """Return the shipped list."""
    found = tomllib.loads(resources.read_text("archive/checklist.toml"))
    return tuple(
        Line(each["text"], tuple(each["papers"]), each.get("copies", len(each["papers"])))
        for each in found["line"]
    )


def write(target: Path, lines: tuple[Line, ...], papers: Sequence[tuple[str, str, str]]) -> Path:
    """Write a list as a table to be changed; ``papers`` are the names that may stand in it, each
    with what it is printed of.

    Raises ``Refused``.
    """
    rows = [
        (str(number), line.text, "、".join(line.papers), str(line.copies))
        for number, line in enumerate(lines, 1)
    ]
    names = workbooks.Sheet(
        name="可写的文书",
        title="“文书或台账”一栏可以写的名称",
        left="几种之间用顿号隔开",
        right="",
        columns=(
            workbooks.Column("序号", 8),
            workbooks.Column("名称", 46, centred=False),
            workbooks.Column("由什么记录印出", 30),
            workbooks.Column("一年几份", 16),
        ),
        rows=[(str(number), *each) for number, each in enumerate(papers, 1)],
    )
    listed = workbooks.Sheet(
        name="检查清单",
        title="检查清单",
        left="可以增加、删去、改写各行，改后在“年度档案”里选用",
        right="",
        columns=_COLUMNS,
        rows=rows,
    )
    return workbooks.write(target, [listed, names], "检查清单")


def read(path: Path) -> tuple[Line, ...]:
    """Read a list from a table (xlsx or csv); raises ``Refused`` with the row that is wrong."""
    for sheet in sheets.read_sheets(path, _WANTED):
        header = headings.find_header(sheet, _FIELDS.get, "text")
        if header is None or not {"papers"} <= {each.field for each in header.columns}:
            continue
        places = {each.field: each.place for each in header.columns}
        lines = tuple(
            line
            for number, row in enumerate(sheet.rows[header.last + 1 :], header.last + 2)
            if (line := _line(path, number, row, places)) is not None
        )
        if not lines:
            raise Refused(f"“{path.name}”的检查清单里一行也没有，请写上检查内容和文书。")
        return lines
    raise Refused(
        f"“{path.name}”不像检查清单：要有“检查内容”“文书或台账”“份数”三栏。"
        "可以先另存通用清单，在它上面改。"
    )


def _line(path: Path, number: int, row: tuple[Cell, ...], places: dict[str, int]) -> Line | None:
    def cell(field: str) -> Cell:
        place = places.get(field)
        return row[place] if place is not None and place < len(row) else None

    text = str(cell("text") or "").strip()
    papers = tuple(
        name for part in _BETWEEN.split(str(cell("papers") or "")) if (name := part.strip())
    )
    if not text and not papers:
        return None
    if not text or not papers or papers == ("无",):
        lacking = "检查内容" if not text else "文书或台账"
        raise Refused(f"“{path.name}”第{number}行没有写{lacking}，请补上或删去这一行。")
    return Line(text, papers, _copies(path, number, cell("copies"), len(papers)))


def _copies(path: Path, number: int, value: Cell, otherwise: int) -> int:
    said = str(value if value is not None else "").strip().removesuffix("份")
    if said in ("", "无", "—"):
        return otherwise
    found = re.fullmatch(r"(\d{1,3})(\.0)?", said)
    if found is None or int(found[1]) == 0:
        raise Refused(f"“{path.name}”第{number}行的份数“{said[:20]}”不对，请写1到999的整数。")
    return int(found[1])
