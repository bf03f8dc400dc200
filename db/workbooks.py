"""Tables written as a workbook: no blank cell, no formula, ready to print across A4."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import whole_file
from db.errors import Refused, reason

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNFIT = re.compile(r"[\\/*?:\[\]\n\t]")
_MOST = 32_767  # characters that a cell of a workbook holds
_HEADER = 3
_BEGINS_FORMULA = "=+-@＝＋－＠"


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, whether its text stands in the middle."""

    heading: str
    width: int
    centred: bool = True


@dataclass(frozen=True)
class Sheet:
    """One sheet: the title, a line with a text left and right, the table, lines at its foot.

    ``missing`` stands in cells without text; the first ``frozen`` columns stay in sight.
    """

    name: str
    title: str
    left: str
    right: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    foot: tuple[str, ...] = ()
    missing: str = "无"
    frozen: int = 2


def write(target: Path, sheets: Sequence[Sheet], what: str) -> Path:
    """Write sheets to ``target`` (xlsx); ``what`` names them in one word for the person.

    Raises ``Refused`` when the file cannot be written; an earlier file there is then still there.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        _fill(workbook.create_sheet(_sheet_name(sheet.name)), sheet)
    workbook.properties.creator = "支部工作台"
    workbook.properties.title = _plain(sheets[0].title)
    whole = io.BytesIO()
    try:
        # Its own save leaves the archive half open when the folder for temporary files is full.
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            ExcelWriter(workbook, archive).write_data()
    except OSError as error:
        raise Refused(
            f"{what}没有存到“{target}”：系统的临时文件夹不能写入（{reason(error)}）。"
            "请清理系统盘的空间后重试。"
        ) from error
    whole_file.write(target, whole.getbuffer(), what)
    return target


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    width = len(sheet.columns)
    _put(page, 1, 1, sheet.title)
    _put(page, 2, 1, sheet.left)
    _put(page, 2, width - 2, sheet.right)
    for place, column in enumerate(sheet.columns, 1):
        _put(page, _HEADER, place, column.heading)
        page.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate(sheet.rows, _HEADER + 1):
        for place, value in enumerate(row, 1):
            _put(page, number, place, value or sheet.missing)
    last_row = _HEADER + len(sheet.rows)
    for number, text in enumerate(sheet.foot, last_row + 1):
        _put(page, number, 1, text)
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    _lay_out(page, sheet, last_row)


def _put(page: Any, row: int, column: int, value: str) -> None:
    """Write text as text: never a formula, and never a number that loses its digits.

    Every cell of every table that the program writes goes through here. What a program for
    tables would take for the beginning of a formula when the cell is edited is marked as a quote.
    """
    cell = page.cell(row, column)
    text = _plain(value)[:_MOST]
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    if text.lstrip()[:1] in _BEGINS_FORMULA and text.lstrip():
        cell.quotePrefix = True


def _plain(text: str) -> str:
    """Return a text without what no workbook can hold; half of a line break is a whole one."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _sheet_name(text: str) -> str:
    return _UNFIT.sub(" ", _plain(text))[:31].strip("'=+-@ ") or "表"


def _lay_out(page: Any, sheet: Sheet, last_row: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    width = len(sheet.columns)
    line = Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    bold = Font(bold=True)
    for number, row in enumerate(page.iter_rows(_HEADER, last_row, max_col=width)):
        for cell, column in zip(row, sheet.columns, strict=True):
            cell.border = border
            cell.alignment = middle if column.centred or not number else left
            if not number:
                cell.font = bold
    for number in range(last_row + 1, last_row + 1 + len(sheet.foot)):
        page.cell(number, 1).alignment = left
    split = min(8, width - 3)
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    page.merge_cells(start_row=2, end_row=2, start_column=1, end_column=split)
    page.merge_cells(start_row=2, end_row=2, start_column=width - 2, end_column=width)
    page["A1"].font = Font(size=18, bold=True)
    page["A1"].alignment = middle
    page.row_dimensions[1].height = 32
    _set_page(page, sheet, last_row + len(sheet.foot))


def _set_page(page: Any, sheet: Sheet, last_row: int) -> None:
    corner = page.cell(_HEADER + 1, sheet.frozen + 1).coordinate
    page.freeze_panes = corner
    page.print_title_rows = f"1:{_HEADER}"
    page.print_area = f"A1:{page.cell(last_row, len(sheet.columns)).coordinate}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.page_setup.fitToWidth = 1
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "第 &P 页 共 &N 页"
