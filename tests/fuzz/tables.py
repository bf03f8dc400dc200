"""Workbooks that no office program writes, and some that it does."""

import datetime as dt
import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

from tests.fuzz import bytewise
from tests.fuzz.samples import Samples

_BOOKS = ("roster.xlsx", "lists.xlsx", "real.xlsx", "checklist.xlsx")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = "<row r='1'>" + "".join(
    f"<c r='{column}1' t='inlineStr'><is><t>{heading}</t></is></c>"
    for column, heading in zip("ABCD", ("姓名", "性别", "民族", "入党时间"), strict=True)
)
_HEAD += "</row>"
_STRANGE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+86",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "",
    " ",
    "\u202e党",
    "𠮷",
    "_x0000_",
    "_xD800_",
    "a" * 32_767,
    "党" * 5000,
    "9" * 400,
    "1e400",
    "-1",
    "0",
    "2026-13-45",
    "9999.99.99",
    "1974.3",
    "11010519491231002X",
    "\u200b",
    "’; DROP TABLE member;--",
    "#REF!",
    "男\n女",
    "1998年6月31日",
    "二〇二六年",
    "Ⅳ",
    "٣",
    "１９９８．６",
    "姓名",
    "合计",
    "\ufffe",
)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _zipped(parts: dict[str, bytes], *, doubled: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        if doubled:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                archive.writestr(doubled, parts[doubled])
    return out.getvalue()


def _sheet_of(parts: dict[str, bytes]) -> str:
    return next(name for name in parts if name.startswith("xl/worksheets/sheet"))


def _with_sheet(samples: Samples, rows: str, rest: str = "", *, start: str = "") -> bytes:
    parts = _parts(samples.data("roster.xlsx"))
    text = f"{start}<worksheet xmlns='{_MAIN}'><sheetData>{rows}</sheetData>{rest}</worksheet>"
    return _zipped(parts | {_sheet_of(parts): text.encode(errors="surrogatepass")})


def bytes_of_the_file(samples: Samples, rng: Random) -> bytes:
    """Damage of the archive itself."""
    return bytewise.spoil(samples.data(rng.choice(_BOOKS)), rng)


def bytes_of_a_part(samples: Samples, rng: Random) -> bytes:
    """Damage of one part, packed again: what the checks of the archive do not notice."""
    parts = _parts(samples.data(rng.choice(_BOOKS)))
    name = rng.choice(sorted(parts))
    return _zipped(parts | {name: bytewise.spoil(parts[name], rng)})


def parts_of_the_archive(samples: Samples, rng: Random) -> bytes:
    """Parts lost, renamed, doubled, exchanged, emptied."""
    parts = _parts(samples.data(rng.choice(_BOOKS)))
    name, other = rng.sample(sorted(parts), 2)
    what = rng.randrange(6)
    if what == 0:
        del parts[name]
    elif what == 1:
        parts[rng.choice(("../../etc/x", "/" + name, name.upper(), "党.xml"))] = parts.pop(name)
    elif what == 2:
        return _zipped(parts, doubled=name)
    elif what == 3:
        parts[name], parts[other] = parts[other], parts[name]
    elif what == 4:
        parts[name] = b""
    else:
        parts[name] = parts[name].replace(b"rId1", b"rId9").replace(b"sheet1", b"sheet2")
    return _zipped(parts)


def strange_cells(samples: Samples, rng: Random) -> bytes:
    """A whole workbook with what nobody expects in its cells, its merged areas and its sheets."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(samples.data(rng.choice(_BOOKS))))
    sheet = rng.choice(book.worksheets)
    for _ in range(rng.choice((1, 5, 40))):
        cell = sheet.cell(rng.randint(1, 12), rng.randint(1, 20))
        value = rng.choice(
            (*_STRANGE, True, -1.5, 10**15, 45000, 3e9, None, dt.time(9), dt.date.max)
        )
        try:
            cell.value = value
        except (ValueError, AttributeError):  # the library writes no control characters
            continue
        cell.number_format = rng.choice(
            ("General", "yyyy/m/d", "0%", "0.00", "[h]:mm", "@", "yyyy年m月")
        )
    if rng.random() < 0.4:
        row, column = rng.randint(1, 12), rng.randint(1, 20)
        sheet.merge_cells(
            start_row=row,
            end_row=row + rng.randint(0, 9),
            start_column=column,
            end_column=column + rng.randint(0, 9),
        )
    if rng.random() < 0.3:
        book.create_sheet("隐").sheet_state = "hidden"
        book.create_chartsheet("图")
    if rng.random() < 0.2:
        sheet.delete_rows(rng.randint(1, 5), rng.randint(1, 5))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_number_in_the_xml(samples: Samples, rng: Random) -> bytes:
    """A number of a part put out of range: a style, a string, a row, a column, a date."""
    parts = _parts(samples.data(rng.choice(_BOOKS)))
    name = rng.choice(sorted(parts))
    found = list(re.finditer(rb"\d+", parts[name]))
    if not found:
        return _zipped(parts)
    hit = rng.choice(found)
    value = rng.choice(
        (b"0", b"-1", b"1048577", b"99999999999", b"1e999", b"9" * 5000, b"", b"NaN")
    )
    part = parts[name][: hit.start()] + value + parts[name][hit.end() :]
    return _zipped(parts | {name: part})


def a_text_in_the_xml(samples: Samples, rng: Random) -> bytes:
    """A part with a text in the place of another: types, references, targets."""
    parts = _parts(samples.data(rng.choice(_BOOKS)))
    name = rng.choice(sorted(parts))
    found = list(re.finditer(rb"\"[^\"]*\"", parts[name]))
    if not found:
        return _zipped(parts)
    hit = rng.choice(found)
    value = rng.choice(
        (
            b"",
            b"A1:XFD1048576",
            b"XFD1048576",
            b"A0",
            b"d",
            b"e",
            b"b",
            b"s",
            b"inlineStr",
            b"../../../etc/passwd",
            b"http://example.invalid/x",
            b"&#1;",
            b"&lt;",
            b"\xff",
            b"#REF!",
        )
    )
    part = parts[name][: hit.start()] + b'"' + value + b'"' + parts[name][hit.end() :]
    return _zipped(parts | {name: part})


def _bomb(
    inner: Callable[[int], str], counts: tuple[int, ...]
) -> Callable[[Samples, Random], bytes]:
    def make(samples: Samples, rng: Random) -> bytes:
        return _with_sheet(samples, _HEAD + inner(rng.choice(counts)))

    return make


def merged_whole_sheet(samples: Samples, rng: Random) -> bytes:
    """Cells merged over the whole sheet, links over the whole sheet, or areas without end."""
    whole = "A1:XFD1048576"
    one = f"<mergeCell ref='{whole}'/>"
    rest = rng.choice(
        (
            f"<mergeCells>{one}</mergeCells>",
            f"<mergeCells>{one * 5000}</mergeCells>",
            f"<hyperlinks><hyperlink ref='{whole}' location='x'/></hyperlinks>",
            f"<conditionalFormatting sqref='{whole}'/>",
            "<mergeCells>" + "<mergeCell ref='A1:A9'/>" * 300_000 + "</mergeCells>",
            f"<dataValidations><dataValidation sqref='{whole}'/></dataValidations>",
        )
    )
    last = "<row r='79999'><c r='A79999'><v>1</v></c></row>"
    return _with_sheet(samples, _HEAD + rng.choice(("", last)), rest)


def entities(samples: Samples, rng: Random) -> bytes:
    """Entities that grow when they are read, or that read a file of the machine."""
    names = "abcdefghijk"
    grow = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in itertools.pairwise(names))
    long = "x" * 50_000
    dtd = rng.choice(
        (
            f"<!DOCTYPE worksheet [<!ENTITY a 'lol'>{grow}]>",
            f"<!DOCTYPE worksheet [<!ENTITY k '{long}'>]>",
            "<!DOCTYPE worksheet [<!ENTITY k SYSTEM 'file:/etc/passwd'>]>",
            "<!DOCTYPE worksheet SYSTEM 'http://example.invalid/x.dtd' [<!ENTITY k 'x'>]>",
        )
    )
    times = rng.choice((1, 5000))
    row = f"<row r='2'><c r='A2' t='inlineStr'><is><t>{'&k;' * times}</t></is></c></row>"
    encoding = rng.choice(("utf-8", "utf-16"))
    parts = _parts(samples.data("roster.xlsx"))
    text = (
        f"<?xml version='1.0' encoding='{encoding}'?>{dtd}"
        f"<worksheet xmlns='{_MAIN}'><sheetData>{_HEAD}{row}</sheetData></worksheet>"
    )
    return _zipped(parts | {_sheet_of(parts): text.encode(encoding)})


def deep(samples: Samples, rng: Random) -> bytes:
    """Elements in elements, in the sheet, the styles or the strings."""
    depth = rng.choice((200, 20_000, 400_000))
    parts = _parts(samples.data("roster.xlsx"))
    name = rng.choice(
        ("xl/styles.xml", "xl/workbook.xml", _sheet_of(parts), "xl/sharedStrings.xml")
    )
    text = f"<a xmlns='{_MAIN}'>" + "<a>" * depth + "</a>" * depth + "</a>"
    if rng.random() < 0.5:
        text = text.replace("<a", "<fonts").replace("</a", "</fonts")
    return _zipped(parts | {name: text.encode()})


def packed_zeros(samples: Samples, rng: Random) -> bytes:
    """A small archive with a huge part: told truly, or with a lie about its size."""
    parts = _parts(samples.data("roster.xlsx"))
    name = rng.choice((_sheet_of(parts), "xl/sharedStrings.xml", "xl/media/x.png"))
    packed = _zipped(
        parts | {name: rng.choice((b" ", b"<a/>")) * rng.choice((20_000_000, 75_000_000))}
    )
    if rng.random() < 0.5:  # the directory says it is small
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            size = archive.getinfo(name).file_size
        packed = packed.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    return packed


def many_parts(samples: Samples, rng: Random) -> bytes:
    """Thousands of sheets or parts."""
    parts = _parts(samples.data("roster.xlsx"))
    parts |= {f"xl/worksheets/s{number}.xml": parts[_sheet_of(parts)] for number in range(2000)}
    if rng.random() < 0.5:
        entries = "".join(f"<sheet name='s{n}' sheetId='{n}' r:id='rId1'/>" for n in range(3000))
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            b"</sheets>", entries.encode() + b"</sheets>"
        )
    return _zipped(parts)


def many_styles(samples: Samples, rng: Random) -> bytes:
    """Formats, strings or names without number."""
    parts = _parts(samples.data("roster.xlsx"))
    count = rng.choice((5_000, 250_000))
    name, inner, outer = rng.choice(
        (
            ("xl/styles.xml", "<xf numFmtId='14'/>", "styleSheet><cellXfs"),
            ("xl/styles.xml", "<font><b/></font>", "styleSheet><fonts"),
            ("xl/sharedStrings.xml", "<si><t>a</t></si>", "sst"),
            ("xl/sharedStrings.xml", "<si><r><rPr><b/></rPr><t>a</t></r></si>", "sst"),
            (
                "xl/workbook.xml",
                "<definedName name='_xlnm.Print_Titles' localSheetId='0'>'a'!$1:$3</definedName>",
                "workbook><definedNames",
            ),
        )
    )
    open_tags = (
        outer.replace("><", f" xmlns='{_MAIN}'><") if "><" in outer else f"{outer} xmlns='{_MAIN}'"
    )
    close = "".join(f"</{each}>" for each in reversed(outer.split("><")))
    return _zipped(parts | {name: f"<{open_tags}>{inner * count}{close}".encode()})


def not_a_workbook(samples: Samples, rng: Random) -> bytes:
    """Another file under the name of a workbook."""
    return rng.choice(
        (
            b"",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            samples.data("photo.jpg"),
            samples.data("data.zhibu")[:5000],
            b"<html>",
            b"\0" * 10_000,
            _zipped({"a.txt": b"x"}),
            _zipped({"word/document.xml": b"<w/>"}),
        )
    )


MAKERS: dict[str, Callable[[Samples, Random], bytes]] = {
    each.__name__: each
    for each in (
        bytes_of_the_file,
        bytes_of_a_part,
        parts_of_the_archive,
        strange_cells,
        a_number_in_the_xml,
        a_text_in_the_xml,
    )
}
BOMBS: dict[str, Callable[[Samples, Random], bytes]] = {
    "many_rows": _bomb(
        lambda n: "<row><c t='inlineStr'><is><t>单伟</t></is></c></row>" * n,
        (4_900, 6_000, 200_000),
    ),
    "empty_rows": _bomb(lambda n: "<row/>" * n, (50_000, 1_400_000, 9_000_000)),
    "one_wide_row": _bomb(
        lambda n: "<row>" + "<c/>" * n + "</row>", (20_000, 1_400_000, 9_000_000)
    ),
    "a_far_row": _bomb(
        lambda n: f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>", (19_999, 1_048_576, 2**40)
    ),
    "a_long_text": _bomb(
        lambda n: f"<row r='2'><c r='A2' t='inlineStr'><is><t>{'党' * n}</t></is></c></row>",
        (32_767, 15_000_000),
    ),
    **{
        each.__name__: each
        for each in (
            merged_whole_sheet,
            entities,
            deep,
            packed_zeros,
            many_parts,
            many_styles,
            not_a_workbook,
        )
    },
}
