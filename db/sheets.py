"""The cells of a table that an office hands over, xlsx or csv, before their meaning is known.

A cell is text, a number, a day or None. What only the layout of a spreadsheet says is folded in:
a cell merged downwards counts for each of its rows, a day shown without its day is a month, a
number shown with two decimals keeps both, one shown as a percentage is that text.
"""

import contextlib
import csv
import datetime as dt
import io
import itertools
import math
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
_MAX_UNPACKED = 60_000_000  # bytes
_MAX_TAGS = 1_500_000  # 20,000 rows of 15 cells have 1,240,000; the library reads them in a second
_MAX_CELLS, _MAX_ROWS = 600_000, 200_000
_MAX_COSTLY_TAGS = 100_000  # formats, merged areas, links
_CHEAP = re.compile(rb"</?(?:c|v|row|si|t|is)\b")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNUSUAL_XML = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*.(?!utf-8|us-ascii)", re.IGNORECASE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
        whole = _unpacked(path, data, wanted)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that no table needs
            workbook = load_workbook(whole, read_only=True, data_only=True, keep_links=False)
            with contextlib.closing(workbook):
                return [_read_worksheet(path, sheet, wanted) for sheet in workbook.worksheets]
    except Refused:
        raise
    except Exception as error:  # the library lets any kind of error out on a damaged file
        raise Refused(
            f"“{path.name}”不是完好的 xlsx 表格，读不了。请用表格软件打开，另存为 xlsx 后再导入。"
        ) from error


def _unpacked(path: Path, data: bytes, wanted: Wanted) -> io.BytesIO:
    """Return the archive unpacked, or refuse what would take the library minutes or gigabytes.

    No more of a part is unpacked than the directory of the archive says, and the library gets
    only what was looked at. All but the cells and texts themselves costs ten times as much to
    read, so that has a limit of its own. Raises ``ValueError`` for a DTD.
    """
    whole = io.BytesIO()
    tags = cells = rows = costly = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(whole, "w") as clean:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
            raise _too_large(path, wanted)
        if len({entry.filename for entry in entries}) < len(entries):
            raise ValueError("two parts of one name")
        for entry in entries:
            with archive.open(entry) as stream:
                part = stream.read(entry.file_size)
                if len(part) != entry.file_size or stream.read(1):
                    raise ValueError("the directory does not tell the size")
            if part.startswith(_UTF_16) or _UNUSUAL_XML.match(part) or b"<!DOCTYPE" in part:
                raise ValueError("no part of a workbook is written like this")
            if part.lstrip()[:1] in (b"<", b"\xef"):
                here = part.count(b"<")
                tags += here
                cells += part.count(b"<c")
                rows += part.count(b"<row")
                if tags > _MAX_TAGS or cells > _MAX_CELLS or rows > _MAX_ROWS:
                    raise _too_large(path, wanted)
                costly += here - sum(1 for _tag in _CHEAP.finditer(part))
                if costly > _MAX_COSTLY_TAGS:
                    raise _too_large(path, wanted)
            clean.writestr(entry.filename, part)
    return whole


def _read_worksheet(path: Path, sheet: Any, wanted: Wanted) -> Sheet:
    """Read the cells as they stand in the file, row by row: nothing is made of empty space."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    values: dict[tuple[int, int], Cell] = {}
    with sheet._get_source() as source:  # noqa: SLF001  as the library's own reader does
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        for _number, found in parser.parse():
            for each in found:
                row, column = each["row"], each["column"]
                if each["value"] is not None and row > 4 * wanted.most:
                    raise _too_large(path, wanted)
                value = _cell(book, each) if column <= MAX_COLUMNS else None
                if value is not None:
                    values[row, column] = value
    last_row = max((row for row, _column in values), default=0)
    last_column = max((column for _row, column in values), default=0)
    _fill_merged(values, parser.merged_cells, last_row)
    rows = [
        tuple(values.get((row, column)) for column in range(1, last_column + 1))
        for row in range(1, last_row + 1)
    ]
    return Sheet(sheet.title, _limited(path, rows, wanted), typed=True)


def _fill_merged(values: dict[tuple[int, int], Cell], merged: Any, last_row: int) -> None:
    """Give each row of a cell merged downwards its value; raises ``ValueError`` for overlaps."""
    filled = 0
    for area in merged.mergeCell if merged is not None else ():
        top = values.get((area.min_row, area.min_col))
        if top is None:
            continue
        below = range(area.min_row + 1, min(area.max_row, last_row) + 1)
        filled += len(below)
        if filled > last_row * MAX_COLUMNS:
            raise ValueError("more merged cells than the sheet has")
        for row in below:
            values[row, area.min_col] = top


def _cell(book: Any, found: dict[str, Any]) -> Cell:
    value = found["value"]
    if value is None or found["data_type"] == "e" or isinstance(value, bool):
        return None
    shown_as = _number_format(book, found["style_id"])
    if isinstance(value, dt.datetime | dt.date):
        moment = dt.datetime.combine(value, dt.time())
        if "d" not in re.sub(r"\[.*?\]|\".*?\"", "", shown_as.lower()):
            return f"{moment:%Y-%m}"
        return moment
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return None
        if shown_as.endswith("%"):
            return f"{value:.0%}"
        decimals = re.fullmatch(r"0\.(0+)(_\s?)?", shown_as)
        return f"{value:.{len(decimals[1])}f}" if decimals else value
    if isinstance(value, str):
        return _NO_TEXT.sub("", value) if value.strip() else None
    return str(value)


def _number_format(book: Any, style: int) -> str:
    """Return how a cell is shown; a style that the file does not have shows it plainly."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    styles = book._cell_styles  # noqa: SLF001
    if not 0 <= style < len(styles):
        return ""
    number = styles[style].numFmtId
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, ""))
    return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])  # noqa: SLF001


def _limited(
    path: Path, rows: list[tuple[Cell, ...]], wanted: Wanted
) -> tuple[tuple[Cell, ...], ...]:
    if sum(any(cell is not None for cell in row) for row in rows) > wanted.most + _AROUND:
        raise _too_large(path, wanted)
    return tuple(rows)


def _read_csv(path: Path, data: bytes, wanted: Wanted) -> Sheet:
    text = _decoded(path, data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[tuple[Cell, ...]] = []
    try:
        for found in reader:
            if len(rows) == 4 * wanted.most:
                raise _too_large(path, wanted)
            rows.append(
                tuple(_NO_TEXT.sub("", cell).strip() or None for cell in found[:MAX_COLUMNS])
            )
    except csv.Error as error:
        raise Refused(
            f"“{path.name}”不是完好的 csv 表格，读不了。请在表格软件里另存为 xlsx 后再导入。"
        ) from error
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
    for line in itertools.islice(io.StringIO(text), 50):
        counts.update({sign: line.count(sign) for sign in ",\t;"})
    return max(",\t;", key=lambda sign: counts[sign])
