"""The cells of a table that an office hands over, xlsx or csv, before their meaning is known.

A cell is text, a number, a day or None. What only the layout of a spreadsheet says is folded in:
a cell merged downwards counts for each of its rows, a day shown without its day is a month, a
number shown with two decimals keeps both, one shown as a percentage is that text.
"""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import Refused

MAX_COLUMNS = 100
MAX_BYTES = 20_000_000
_AROUND = 40  # titles, headings, sums and signatures are no rows of the table
_MAX_UNPACKED = 60_000_000
_TEXT_FILES = {".csv", ".txt", ".tsv"}
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Cell = str | int | float | dt.datetime | None


@dataclass(frozen=True)
class Wanted:
    """What a file is expected to hold, in one word for the person, and how many rows at most."""

    what: str
    most: int


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet; row 1 is ``rows[0]``. ``typed`` is False where all is text."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    typed: bool


def read_sheets(path: Path, wanted: Wanted) -> list[Sheet]:
    """Return the sheets of an xlsx file, or the only one of a csv file.

    Raises ``Refused`` with one sentence when the file is no such table.
    """
    data = _read(path, wanted)
    if data.startswith(_ZIP):
        return _read_xlsx(path, data, wanted)
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(f"“{path.name}”加了打开密码，读不了。请在表格软件里去掉密码后再导入。")
        raise Refused(f"“{path.name}”是旧的 xls 格式，请在表格软件里另存为 xlsx 后再导入。")
    if path.suffix.lower() in _TEXT_FILES:
        return [_read_csv(path, data, wanted)]
    raise Refused(f"“{path.name}”不是 xlsx 或 csv 表格，请在表格软件里另存为 xlsx 后再导入。")


def _read(path: Path, wanted: Wanted) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path, wanted)
        return path.read_bytes()
    except OSError as error:
        reason = (
            "找不到这个文件" if isinstance(error, FileNotFoundError) else "没有读取权限或已损坏"
        )
        raise Refused(f"“{path}”读不了：{reason}，请核对后重试。") from error


def _too_large(path: Path, wanted: Wanted) -> Refused:
    return Refused(
        f"“{path.name}”太大，不像{wanted.what}（最多{wanted.most}行）。"
        f"请只留{wanted.what}一张表，另存后再导入。"
    )


def _read_xlsx(path: Path, data: bytes, wanted: Wanted) -> list[Sheet]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise _too_large(path, wanted)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that no table needs
            workbook = load_workbook(io.BytesIO(data), data_only=True)
        return [_read_worksheet(path, sheet, wanted) for sheet in workbook.worksheets]
    except Refused:
        raise
    except Exception as error:  # the library lets any kind of error out on a damaged file
        raise Refused(
            f"“{path.name}”不是完好的 xlsx 表格，读不了。请用表格软件打开，另存为 xlsx 后再导入。"
        ) from error


def _read_worksheet(path: Path, sheet: Any, wanted: Wanted) -> Sheet:
    last_row, last_column = sheet.max_row, min(sheet.max_column, MAX_COLUMNS)
    if last_row > 4 * wanted.most:
        raise _too_large(path, wanted)
    values = {
        (row, column): _cell(cell)
        for (row, column), cell in sheet._cells.items()  # noqa: SLF001  skips unused cells
        if column <= last_column
    }
    for merged in sheet.merged_cells.ranges:
        top = values.get((merged.min_row, merged.min_col))
        for row in range(merged.min_row + 1, min(merged.max_row, last_row) + 1):
            values[row, merged.min_col] = top
    rows = [
        tuple(values.get((row, column)) for column in range(1, last_column + 1))
        for row in range(1, last_row + 1)
    ]
    return Sheet(sheet.title, _limited(path, rows, wanted), typed=True)


def _cell(cell: Any) -> Cell:
    value, shown_as = cell.value, cell.number_format or ""
    if cell.data_type == "e" or isinstance(value, bool):
        return None
    if isinstance(value, dt.datetime | dt.date):
        moment = dt.datetime.combine(value, dt.time())
        if "d" not in re.sub(r"\[.*?\]|\".*?\"", "", shown_as.lower()):
            return f"{moment:%Y-%m}"
        return moment
    if isinstance(value, int | float):
        if shown_as.endswith("%"):
            return f"{value:.0%}"
        decimals = re.fullmatch(r"0\.(0+)(_\s?)?", shown_as)
        return f"{value:.{len(decimals[1])}f}" if decimals else value
    if isinstance(value, str):
        return value if value.strip() else None
    return None if value is None else str(value)


def _limited(
    path: Path, rows: list[tuple[Cell, ...]], wanted: Wanted
) -> tuple[tuple[Cell, ...], ...]:
    if sum(any(cell is not None for cell in row) for row in rows) > wanted.most + _AROUND:
        raise _too_large(path, wanted)
    return tuple(rows)


def _read_csv(path: Path, data: bytes, wanted: Wanted) -> Sheet:
    text = _decoded(path, data)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Refused(
            f"“{path.name}”不是完好的 csv 表格，读不了。请在表格软件里另存为 xlsx 后再导入。"
        ) from error
    rows: list[tuple[Cell, ...]] = [
        tuple(cell.strip() or None for cell in row[:MAX_COLUMNS]) for row in found
    ]
    return Sheet(path.stem, _limited(path, rows, wanted), typed=False)


def _decoded(path: Path, data: bytes) -> str:
    """Decode as the byte order mark says, else as UTF-8, else as GB18030."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(f"“{path.name}”不是文字表格，读不了。请在表格软件里另存为 xlsx 后再导入。")


def _delimiter(text: str) -> str:
    """Return the delimiter that most lines have most of."""
    counts: Counter[str] = Counter()
    for line in text.splitlines()[:50]:
        counts.update({sign: line.count(sign) for sign in ",\t;"})
    return max(",\t;", key=lambda sign: counts[sign])
