"""The roster as a workbook: complete, safe to open, and the same when it comes back."""

import datetime as dt
import errno
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db import operations, tree
from db.errors import Refused
from db.records import spec
from db.rosters import exporter, importer, reader

SAMPLE = Path(__file__).parent.parent / "data" / "rosters" / "党员花名册.xlsx"
WHO, AT, TODAY = "陈晗", "2026-01-07T01:00:00Z", "2026-01-07"


@pytest.fixture
def branch(store: Path) -> str:
    return make_branch()


def make_branch() -> str:
    record = tree.blank(
        spec("organisation"), name="中共示范区司法局机关第一支部委员会", short_name="机关第一党支部"
    )
    record["organisation"] = record["uid"]
    operations.save(spec("organisation"), record, who=WHO, at=AT)
    return str(record["uid"])


@pytest.fixture
def filled(branch: str) -> str:
    importer.apply(importer.plan(reader.read(SAMPLE), branch, today=TODAY), WHO, AT)
    return branch


def active(path: Path) -> Any:
    return openpyxl.load_workbook(path).active


def test_the_workbook_has_the_form_of_the_roster(filled: str, tmp_path: Path) -> None:
    sheet = active(exporter.write(tmp_path / "花名册.xlsx", filled, "2026-11-24"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "机关第一党支部党员花名册"
    assert rows[1][0] == "填报单位（盖章）：中共示范区司法局机关第一支部委员会"
    assert rows[1][16] == "填报时间：2026年11月24日"
    headings = (
        "序号 姓名 性别 民族 出生年月 籍贯 学历/学位 公民身份号码 参加工作时间 入党时间 转正时间"
        " 党员类别 党内职务 单位职务 党小组 转入/转出日期与去向 住址 联系电话 备注"
    )
    assert " ".join(rows[2]) == headings
    first = (
        "1 单伟 男 汉族 1974年3月 山东枣庄 大学 370405********0011 1995年7月 1998年6月 1999年6月"
        " 正式党员 书记 副局长 第一党小组 无 无 无 无"
    )
    assert " ".join(rows[3]) == first
    assert len(rows) == 24
    assert all(cell not in (None, "") for row in rows[2:] for cell in row)


def test_the_page_is_landscape_and_repeats_its_header(filled: str, tmp_path: Path) -> None:
    sheet = active(exporter.write(tmp_path / "花名册.xlsx", filled, TODAY))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.freeze_panes == "C4"
    assert sheet.column_dimensions["H"].width == 21


def test_full_numbers_are_text_and_only_shown_when_asked(filled: str, tmp_path: Path) -> None:
    sheet = active(exporter.write(tmp_path / "a.xlsx", filled, TODAY, full_numbers=True))
    cell = sheet["H4"]
    assert (cell.value, cell.data_type, cell.number_format) == ("370405197403150011", "s", "@")


def test_telephones_and_addresses_are_covered_unless_asked_and_come_back_as_nothing_new(
    branch: str, tmp_path: Path
) -> None:
    add(branch, name="王芳", phone="13963211234", address="永安街道振兴路三十二号")
    covered = exporter.write(tmp_path / "a.xlsx", branch, TODAY)
    said = [cell.value for cell in active(covered)[4]]
    assert "139****1234" in said
    assert not {"13963211234", "永安街道振兴路三十二号"} & set(said)
    assert importer.plan(reader.read(covered), branch, today=TODAY).summary.endswith("相同1人")
    full = exporter.write(tmp_path / "b.xlsx", branch, TODAY, full_numbers=True)
    said = [cell.value for cell in active(full)[4]]
    assert {"13963211234", "永安街道振兴路三十二号"} <= set(said)


def test_no_cell_begins_a_formula(branch: str, tmp_path: Path) -> None:
    add(branch, name="=1+1", job="+cmd", remark="@SUM(A1)", address="-1", native_place="#N/A")
    sheet = active(exporter.write(tmp_path / "a.xlsx", branch, TODAY, full_numbers=True))
    cells = {cell.value: cell for cell in sheet[4]}
    for value in ("=1+1", "+cmd", "@SUM(A1)", "-1", "#N/A"):
        assert cells[value].data_type == "s"
    assert cells["=1+1"].quotePrefix


def test_an_empty_branch_gives_a_sheet_with_its_header(branch: str, tmp_path: Path) -> None:
    assert active(exporter.write(tmp_path / "a.xlsx", branch, TODAY)).max_row == 3


@pytest.mark.parametrize("full_numbers", [True, False])
def test_our_own_roster_changes_nothing_when_it_comes_back(
    filled: str, tmp_path: Path, *, full_numbers: bool
) -> None:
    path = exporter.write(tmp_path / "a.xlsx", filled, TODAY, full_numbers=full_numbers)
    preview = reader.read(path)
    assert [p.text for p in preview.problems] == [
        "与第10行同名，按不同的人录入",
        "与第9行同名，按不同的人录入",
    ]
    plan = importer.plan(preview, filled, today=TODAY)
    assert plan.summary == "新增0人，更新0人，相同21人"
    assert (plan.proposals, plan.notes) == ((), ())


def test_a_file_that_cannot_be_written_is_refused_and_the_old_one_stays(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "花名册.xlsx"
    target.write_bytes(b"old")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="磁盘已满"):
        exporter.write(target, filled, TODAY)
    monkeypatch.undo()
    with pytest.raises(Refused, match="不能存到"):
        exporter.write(tmp_path / "没有" / "花名册.xlsx", filled, TODAY)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if "花名册" in path.name] == ["花名册.xlsx"]


def add(branch: str, **values: object) -> None:
    record = tree.blank(spec("member"), organisation=branch, joined_on="2004-12", **values)
    operations.save(spec("member"), record, who=WHO, at=AT)


WORDS = st.text("党员大会记录龑堃㛃𠮷无—/=+-@'\"<&, ·a1\n ", max_size=12)
PARTIALS = st.dates(dt.date(1930, 1, 1), dt.date(2100, 12, 31)).flatmap(
    lambda day: st.sampled_from([None, *(day.isoformat()[:n] for n in (4, 7, 10))])
)


@settings(
    max_examples=12,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # a workbook each time: too slow to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    people=st.lists(
        st.fixed_dictionaries(
            {
                "name": st.text("单伟解晓璟龑明 ", min_size=2, max_size=5).filter(str.strip),
                "gender": st.sampled_from([None, "男", "女"]),
                "ethnicity": WORDS,
                "native_place": WORDS,
                "education": WORDS,
                "degree": WORDS,
                "job": WORDS,
                "address": WORDS,
                "remark": WORDS,
            }
        ),
        max_size=6,
        unique_by=lambda person: "".join(person["name"].split()),
    ),
    born_on=PARTIALS,
    full_on=st.sampled_from([None, "2005-12", "2006", "2099-01-01"]),
)
def test_any_roster_comes_back_unchanged(
    empty_file: Path, tmp_path: Path, people: list[dict[str, object]], born_on: str, full_on: str
) -> None:
    from db import connection

    path = tmp_path / "一次.zhibu"
    path.unlink(missing_ok=True)
    path.write_bytes(empty_file.read_bytes())
    connection.open_file(path)
    try:
        branch = make_branch()
        for person in people:
            add(branch, **person, born_on=born_on, full_on=full_on)
        target = exporter.write(tmp_path / "a.xlsx", branch, TODAY)
        if people:
            plan = importer.plan(reader.read(target), branch, today=TODAY)
            assert [(row.action, row.changes, row.notes) for row in plan.rows] == [
                ("same", (), ()) for _ in people
            ]
    finally:
        connection.close()
