"""A roster file becomes a preview: the sample, the odd layouts, the bad files."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Refused
from db.rosters import reader
from db.rosters.reader import RosterPreview

SAMPLE = Path(__file__).parent.parent / "data" / "rosters" / "党员花名册.xlsx"
HEADINGS = (
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "身份证号",
    "入党时间",
    "转正时间",
    "党员类别",
    "备注",
)
PERSON = (1, "单伟", "男", "1974.03", "370405197403150011", "1998.06", "1999.06", "正式党员", None)


def book(path: Path, *sheets: Iterable[Sequence[object]]) -> Path:
    """Write a workbook with these sheets."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets, 1):
        sheet = workbook.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def person(**changes: object) -> list[object]:
    """Return the row of a person with some cells changed, by heading."""
    return [changes.get(heading, value) for heading, value in zip(HEADINGS, PERSON, strict=True)]


def read_rows(tmp_path: Path, *rows: Sequence[object]) -> RosterPreview:
    return reader.read(book(tmp_path / "花名册.xlsx", [HEADINGS, *rows]))


def problems(preview: RosterPreview) -> list[tuple[int, str, str, str]]:
    return [(p.row, p.name, p.level, p.text) for p in preview.problems]


def test_the_sample_has_21_members_and_exactly_its_four_problems() -> None:
    preview = reader.read(SAMPLE)
    names = (
        "单伟、解晓璟、仇昇、区䶮、阿依古丽·买买提、李伟、李伟、曾喆、查堃、龑明、王芳、刘㛃、朱珺、孙国强、周翀、"
        "吴頔、郑燚、冯犇、陈晗、褚垚、卫㻌"
    )
    assert "、".join(row.name for row in preview.rows) == names
    assert len(preview.rows) == 21
    assert problems(preview) == [
        (9, "李伟", "warn", "身份证号被表格存成了数字，末几位已丢失，请按证件重填"),
        (9, "李伟", "warn", "与第10行同名，按不同的人录入"),
        (10, "李伟", "warn", "与第9行同名，按不同的人录入"),
        (
            20,
            "郑燚",
            "warn",
            "身份证号的校验码不对，至少有一位写错了，请按证件核对（370405********0011，没有录入）",
        ),
    ]
    assert [(row.number, row.text) for row in preview.ignored_rows] == [
        (25, "合计 21人 正式19人，预备2人"),
        (26, "填表人： 审核人："),
    ]
    assert (preview.sheet, preview.reported_on) == ("党员花名册", "2026-01-06")


def test_the_sample_suggests_the_suspended_vote_and_the_transfer() -> None:
    facts = [
        (r.name, f.kind, f.began_on, f.ended_on, f.default)
        for r in reader.read(SAMPLE).rows
        for f in r.suggestions
    ]
    assert facts == [
        ("阿依古丽·买买提", "joined_branch", "2019-03-01", None, True),
        ("周翀", "on_probation", "2025-11-01", "2026-11-01", True),
    ]


def test_the_sample_reads_every_writing_of_a_date() -> None:
    rows = {row.name: row.values for row in reader.read(SAMPLE).rows}
    assert rows["单伟"]["born_on"] == "1974-03"
    assert rows["解晓璟"]["born_on"] == "1982-11-05"
    assert rows["解晓璟"]["joined_on"] == "2004-12"
    assert rows["仇昇"]["born_on"] == "1979-08-01"
    assert rows["仇昇"]["full_on"] == "2001-11-28"
    assert rows["卫㻌"]["full_on"] == ""
    assert rows["卫㻌"]["category"] == "probationary"
    assert rows["查堃"]["ethnicity"] == "回族"


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", ","), ("gb18030", "\t"), ("utf-16", "\t")],
)
def test_a_csv_reads_like_the_workbook(tmp_path: Path, encoding: str, delimiter: str) -> None:
    source = openpyxl.load_workbook(SAMPLE).active
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    for row in source.iter_rows(values_only=True):
        shown = [c.strftime("%Y-%m-%d") if isinstance(c, dt.datetime) else c for c in row]
        writer.writerow("" if cell is None else cell for cell in shown)
    path = tmp_path / "花名册.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    expected, preview = reader.read(SAMPLE), reader.read(path)
    assert [dict(row.values) for row in preview.rows] == [dict(r.values) for r in expected.rows]
    assert problems(preview) == problems(expected)


def test_a_number_of_a_csv_that_lost_its_zero_is_doubtful(tmp_path: Path) -> None:
    path = tmp_path / "花名册.csv"
    path.write_text("姓名,性别,入党时间,转正时间\n单伟,男,1990.1,1991.12\n", encoding="utf-8")
    assert [p.text for p in reader.read(path).problems] == [
        "入党时间“1990.1”是数字，看不出是1月还是10月，请核对"
    ]
    path.write_text(
        "姓名,性别,入党时间,转正时间\n单伟,男,1990.1,1991.12\n仇昇,男,1990.10,1991.12\n"
    )
    assert reader.read(path).problems == ()


def test_the_identity_number_settles_whether_it_was_january_or_october(tmp_path: Path) -> None:
    october = person(
        姓名="阿依古丽",
        性别="女",
        出生年月=1990.1,
        身份证号="370405199010150001",
        入党时间="2015.6",
        转正时间="2016.6",
    )
    preview = read_rows(tmp_path, october)
    assert preview.rows[0].values["born_on"] == "1990-10"
    assert preview.problems == ()


def test_a_number_shown_with_two_decimals_keeps_its_zero(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", [HEADINGS, person(入党时间=1990.1, 出生年月="1970.1", 身份证号=None)]
    )
    workbook = openpyxl.load_workbook(path)
    workbook.active["F2"].number_format = "0.00"
    workbook.save(path)
    assert reader.read(path).rows[0].values["joined_on"] == "1990-10"


def test_a_day_shown_as_a_month_is_a_month(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADINGS, person(入党时间=dt.datetime(1998, 6, 1))])
    workbook = openpyxl.load_workbook(path)
    workbook.active["F2"].number_format = 'yyyy"年"m"月"'
    workbook.save(path)
    assert reader.read(path).rows[0].values["joined_on"] == "1998-06"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("单  伟", "单伟"),
        ("单　伟", "单伟"),
        ("王 小 明", "王小明"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 . 买买提", "阿依古丽·买买提"),
        ("Anna Maria", "Anna Maria"),
        (" 龑明\n", "龑明"),
    ],
)
def test_spaces_go_and_the_dot_of_a_name_stays(tmp_path: Path, written: str, name: str) -> None:
    assert read_rows(tmp_path, person(姓名=written)).rows[0].name == name


@pytest.mark.parametrize(
    ("changes", "level", "text"),
    [
        (
            {"身份证号": "370405197403150012"},
            "warn",
            "身份证号的校验码不对，至少有一位写错了，请按证件核对（370405********0012，没有录入）",
        ),
        (
            {"身份证号": 370405197403150011},
            "warn",
            "身份证号被表格存成了数字，末几位已丢失，请按证件重填",
        ),
        (
            {"出生年月": "1975.03"},
            "warn",
            "身份证号中的出生日期是1974年3月15日，与出生日期1975年3月不一致，请核对",
        ),
        ({"性别": "女"}, "warn", "身份证号第17位表示性别为男，与性别女不一致，请核对"),
        ({"性别": "未知"}, "warn", "性别“未知”看不懂，没有录入"),
        ({"姓名": None}, "block", "没有姓名，不能录入"),
        ({"姓名": "单伟2"}, "warn", "姓名“单伟2”里有数字，请核对"),
        ({"入党时间": None}, "block", "没有可用的入党时间，不能录入，请补上"),
        ({"转正时间": "1997.01"}, "block", "转正时间1997年1月早于入党时间1998年6月，请核对"),
        (
            {"转正时间": "无"},
            "block",
            "类别是正式党员，却没有可用的转正时间，录入后会成为预备党员，请补上转正时间",
        ),
        ({"党员类别": "预备党员"}, "warn", "类别是预备党员，却有转正时间1999年6月；按预备党员录入"),
        ({"党员类别": "入党积极分子"}, "block", "党员类别“入党积极分子”不是党员，不录入花名册"),
        ({"党员类别": "党员"}, "warn", "党员类别“党员”看不懂，按转正时间判断"),
        (
            {"出生年月": "九几年", "身份证号": None},
            "warn",
            "出生年月“九几年”看不出是什么日期，请写成1974.03或1974.03.15；没有录入",
        ),
        ({"入党时间": "1990.5"}, "warn", "入党时不满18周岁，请核对出生年月和入党时间"),
    ],
)
def test_each_fault_of_a_row_is_named(
    tmp_path: Path, changes: dict[str, object], level: str, text: str
) -> None:
    preview = read_rows(tmp_path, person(**changes))
    assert [(p.level, p.text) for p in preview.problems] == [(level, text)]
    assert preview.rows[0].blocked is (level == "block")


def test_the_same_person_twice_is_blocked_and_namesakes_are_not(tmp_path: Path) -> None:
    other = person(
        出生年月="1991.6", 身份证号="370405199106150014", 入党时间="2013.12", 转正时间="2014.12"
    )
    preview = read_rows(tmp_path, person(), person(身份证号=None), other)
    assert problems(preview) == [
        (2, "单伟", "warn", "与第4行同名，按不同的人录入"),
        (3, "单伟", "block", "与第2行像是同一个人，不重复录入，请核对"),
        (4, "单伟", "warn", "与第2行同名，按不同的人录入"),
    ]


def test_titles_totals_and_repeated_headers_are_no_members(tmp_path: Path) -> None:
    rows = [
        ["××支部党员花名册"],
        [],
        ["单位：", None, "2026年"],
        HEADINGS,
        person(),
        HEADINGS,
        [],
        person(姓名="仇昇", 身份证号="370405197908010014", 出生年月="1979.8"),
        ["总计：3人"],
        [None, "注：本表一式两份"],
    ]
    preview = reader.read(book(tmp_path / "a.xlsx", rows))
    assert [row.name for row in preview.rows] == ["单伟", "仇昇"]
    assert [(r.number, r.reason) for r in preview.ignored_rows] == [
        (6, "重复的表头"),
        (9, "合计或签字说明行"),
        (10, "合计或签字说明行"),
    ]
    assert problems(preview) == [(0, "", "warn", "第9行合计写的是3人，表中读到2人，请核对")]


def test_the_sheet_with_the_fullest_header_is_read(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        [["说明"]],
        [["姓名", "性别", "电话"], ["甲", "男", 1]],
        [HEADINGS, person()],
    )
    preview = reader.read(path)
    assert preview.sheet == "表3"
    assert [p.text for p in preview.problems] == ["另有工作表“表2”也像花名册，没有读取"]


def test_a_header_of_two_rows_and_merged_cells_are_understood(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in [
        ["党员花名册"],
        ["姓名", "性别", "入党", None, "党小组"],
        [None, None, "时间", "转正时间", None],
        ["单伟", "男", "1998.06", "1999.06", "第一党小组"],
        ["仇昇", "男", "2000.11", "2001.11", None],
    ]:
        sheet.append(row)
    for merged in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "E4:E5"):
        sheet.merge_cells(merged)
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    first, second = reader.read(path).rows
    assert (first.values["joined_on"], first.values["full_on"]) == ("1998-06", "1999-06")
    assert (second.name, second.values["group"]) == ("仇昇", "第一党小组")


def test_headings_are_known_by_their_synonyms(tmp_path: Path) -> None:
    headings = [
        "姓　名",
        "公民身份证号码",
        "出生日期",
        "入党日期（年月）",
        "转正日期",
        "类 别",
        "职务",
        "党小组",
        "手机号码",
        "爱好",
    ]
    row = [
        "单伟",
        "370405197403150011",
        "1974.3.15",
        "1998.06",
        "1999.06",
        "正式",
        "副局长",
        "第一党小组",
        13800000000,
        "棋",
    ]
    preview = reader.read(book(tmp_path / "a.xlsx", [headings, row]))
    assert list(preview.columns.values()) == [
        "姓名",
        "公民身份号码",
        "出生年月",
        "入党时间",
        "转正时间",
        "党员类别",
        "行政职务",
        "所在党小组",
        "联系电话",
    ]
    assert preview.unused == ("爱好",)
    assert preview.rows[0].values["phone"] == "13800000000"
    assert preview.problems == ()


def test_a_formula_gives_its_stored_value(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADINGS, person(姓名="=B9")])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    stored = re.sub(r'<c r="B2".*?</c>', '<c r="B2" t="str"><f>B9</f><v>单伟</v></c>', sheet)
    parts["xl/worksheets/sheet1.xml"] = stored.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert reader.read(path).rows[0].name == "单伟"


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    return path


def compound(path: Path, stream: str) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le"))
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda p: p / "没有.xlsx", "找不到这个文件"),
        (lambda p: p, "没有读取权限或已损坏"),
        (lambda p: written(p / "a.xlsx", b"PK\x03\x04 broken"), "不是完好的 xlsx 表格"),
        (lambda p: written(p / "a.docx", b"hello"), "不是 xlsx 或 csv 表格"),
        (lambda p: written(p / "a.csv", b"\x00\x01\x02\x00" * 50), "不是文字表格"),
        (lambda p: written(p / "a.csv", b""), "没有找到花名册的表头"),
        (lambda p: written(p / "a.csv", "姓名,性别,入党时间\n".encode()), "只有表头，没有党员"),
        (lambda p: compound(p / "a.xlsx", "EncryptedPackage"), "加了打开密码"),
        (lambda p: compound(p / "a.xls", "Workbook"), "旧的 xls 格式"),
        (lambda p: bomb(p / "a.xlsx"), "太大，不像花名册"),
        (lambda p: written(p / "a.csv", b"a\n" * 6000), "太大，不像花名册"),
        (lambda p: written(p / "a.csv", b"a" * 20_000_001), "太大，不像花名册"),
        (lambda p: book(p / "a.xlsx", [["品名", "数量"], ["纸", 3]]), "没有找到花名册的表头"),
        (lambda p: book(p / "a.xlsx", [["姓名", "数量"], ["纸", 3]]), "没有找到花名册的表头"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_one_sentence(
    tmp_path: Path, make, sentence: str
) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match=sentence):
        reader.read(make(tmp_path))


def test_a_sheet_with_a_cell_in_its_last_corner_is_refused_at_once(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADINGS, person()])
    workbook = openpyxl.load_workbook(path)
    workbook.active["XFD1048576"] = "x"
    workbook.save(path)
    with pytest.raises(Refused, match="太大"):
        reader.read(path)


def test_a_roster_of_a_thousand_people_is_read(tmp_path: Path) -> None:
    rows = [person(姓名=f"王{chr(0x4E00 + n)}", 身份证号=None) for n in range(1000)]
    assert len(read_rows(tmp_path, *rows).rows) == 1000


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda t: ("姓名,性别,入党时间\n" + t).encode("utf-8", "replace"))
)
def test_no_csv_breaks_the_reader(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path / "a.csv", data)
    try:
        preview = reader.read(path)
    except Refused:
        return
    assert preview.rows
