"""The 党员花名册 as a workbook: the columns of the usual form, no blank cell, ready to print."""

import errno
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db import dates, identity
from db.branch import Book, Organisation, RosterEntry
from db.errors import Refused, reason
from db.records.member import MEMBER
from db.spec import Tree
from db.tree import dump_many

MISSING = "无"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Heading and width in characters, in the order of the form (domain form 19: 党员花名册).
_COLUMNS = (
    ("序号", 5),
    ("姓名", 12),
    ("性别", 5),
    ("民族", 9),
    ("出生年月", 12),
    ("籍贯", 12),
    ("学历/学位", 12),
    ("公民身份号码", 21),
    ("参加工作时间", 12),
    ("入党时间", 12),
    ("转正时间", 12),
    ("党员类别", 10),
    ("党内职务", 12),
    ("单位职务", 20),
    ("党小组", 12),
    ("转入/转出日期与去向", 24),
    ("住址", 24),
    ("联系电话", 14),
    ("备注", 24),
)


def write(
    target: Path, branch: str, day: str, *, full_numbers: bool = False, missing: str = MISSING
) -> Path:
    """Write the roster of the branch with that uid as of an ISO day to ``target`` (xlsx).

    Identity numbers are masked unless ``full_numbers``. Raises ``Refused`` when the file cannot be
    written; an earlier file at ``target`` is then still there.
    """
    workbook = _workbook(branch, day, full_numbers=full_numbers, missing=missing)
    _save(workbook, target)
    return target


def rows(branch: str, day: str, *, full_numbers: bool = False) -> list[list[str]]:
    """Return the cells of the roster, "" for nothing, in the order of ``db.branch.roster``."""
    book = Book(branch)
    entries = book.roster(day)
    trees = dump_many(MEMBER, [entry.member for entry in entries])
    groups = {group.uid: group.name for group in book.groups}
    show: Callable[[str], str] = str if full_numbers else identity.mask
    return [
        _row(number, entry, trees[entry.member], groups, branch, show)
        for number, entry in enumerate(entries, 1)
    ]


def _row(
    number: int,
    entry: RosterEntry,
    tree: Tree,
    groups: dict[str, str],
    branch: str,
    show: Callable[[str], str],
) -> list[str]:
    full = entry.category == "full"
    schooling = "/".join(part for part in (tree["education"], tree["degree"]) if part)
    return [
        str(number),
        tree["name"],
        tree["gender"] or "",
        tree["ethnicity"],
        dates.text(tree["born_on"]),
        tree["native_place"],
        schooling,
        show(tree["id_number"]),
        dates.text(tree["worked_from"]),
        dates.text(tree["joined_on"]),
        dates.text(tree["full_on"]) if full else "",
        "正式党员" if full else "预备党员",
        entry.post,
        tree["job"],
        groups.get(entry.group or "", ""),
        _transfer(tree, branch),
        tree["address"],
        tree["phone"],
        tree["remark"],
    ]


def _transfer(tree: Tree, branch: str) -> str:
    """Return when the member came into the branch and where from, left and where to."""
    parts = []
    for span in tree["memberships"]:
        if span["branch"] != branch:
            continue
        if span["began_on"]:
            origin = f"由{span['origin']}" if span["origin"] else ""
            parts.append(f"{dates.text(span['began_on'])}{origin}转入")
        if span["ended_on"]:
            parts.append(f"{dates.text(span['ended_on'])}转出{span['destination']}")
    return "；".join(parts)


def _workbook(branch: str, day: str, *, full_numbers: bool, missing: str) -> Any:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    organisation = Organisation.get_by_id(branch)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "党员花名册"
    title = f"{organisation.short_name}党员花名册"
    _put(sheet, 1, 1, title)
    _put(sheet, 2, 1, f"填报单位（盖章）：{organisation.name}")
    _put(sheet, 2, len(_COLUMNS) - 2, f"填报时间：{dates.text(day)}")
    for place, (heading, width) in enumerate(_COLUMNS, 1):
        _put(sheet, 3, place, heading)
        sheet.column_dimensions[get_column_letter(place)].width = width
    cells = rows(branch, day, full_numbers=full_numbers)
    for number, row in enumerate(cells, 4):
        for place, value in enumerate(row, 1):
            _put(sheet, number, place, value or missing)
    _lay_out(sheet, last_row=3 + len(cells))
    workbook.properties.creator = "支部工作台"
    workbook.properties.title = title
    return workbook


def _put(sheet: Any, row: int, column: int, value: str) -> None:
    """Write text as text: never a formula, and never a number that loses its digits."""
    cell = sheet.cell(row, column)
    cell.value = _CONTROL.sub("", value)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = value[:1] in "=+-@"


def _lay_out(sheet: Any, *, last_row: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    last_column = len(_COLUMNS)
    line = Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for row in sheet.iter_rows(min_row=3, max_row=last_row, max_col=last_column):
        for cell in row:
            cell.border, cell.alignment = border, middle
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last_column)
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=8)
    sheet.merge_cells(start_row=2, end_row=2, start_column=last_column - 2, end_column=last_column)
    sheet["A1"].font = Font(size=18, bold=True)
    sheet["A1"].alignment = middle
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "1:3"
    sheet.print_area = f"A1:{sheet.cell(last_row, last_column).coordinate}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"


_IN_USE = "没有权限，或文件正打开着"


def _save(workbook: Any, target: Path) -> None:
    """Write beside the target and take its place only when all is on the disk."""
    partial = target.with_name(f".{target.name}.partial")
    try:
        whole = io.BytesIO()  # openpyxl leaves an archive half open when a disk is full
        workbook.save(whole)
        with partial.open("wb") as file:
            file.write(whole.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise _refusal(error, target) from error


def _refusal(error: OSError, target: Path) -> Refused:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refused(f"磁盘已满，花名册没有存到“{target}”。请清理磁盘空间或换一个位置。")
    why = reason(error) if error.errno in (errno.EISDIR, errno.ENAMETOOLONG) else _IN_USE
    return Refused(f"花名册不能存到“{target}”（{why}），请换一个位置或文件名。")
