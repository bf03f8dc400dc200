"""A year as files that are read without the program: whole, checked, and without numbers."""

import hashlib
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db import connection, exchange, identity
from db.errors import Refused
from db.records import RECORDS
from desktop.archive import everything
from desktop.archive.everything import BOOK, FILES, READ_ME, RECORDS_FILE, SUMS, TABLES
from desktop.archive.inspection import pages_in
from desktop.archive.order import Kind, carry_out
from tests.archive.conftest import order, quiet


def content(folder: Path) -> dict:
    return json.loads((folder / RECORDS_FILE).read_bytes())


def test_the_folder_holds_the_year_in_three_forms_and_says_how_to_read_it(exported: Path) -> None:
    assert exported.name == "机关第一党支部 2026年"
    assert {path.name for path in exported.iterdir()} == {
        READ_ME,
        BOOK,
        TABLES,
        RECORDS_FILE,
        FILES,
        SUMS,
    }
    said = (exported / READ_ME).read_text(encoding="utf-8-sig")
    assert f"{pages_in(exported / BOOK)}页" in said
    assert all(name in said for name in (BOOK, TABLES, RECORDS_FILE, FILES, SUMS))


def test_the_sums_are_those_of_all_files_in_the_form_of_sha256sum(exported: Path) -> None:
    listed = dict(line.split("  ", 1)[::-1] for line in (exported / SUMS).read_text().splitlines())
    there = {
        path.relative_to(exported).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in exported.rglob("*")
        if path.is_file() and path.name != SUMS
    }
    assert listed == there


def test_a_sheet_of_the_workbook_has_a_row_for_each_record_of_the_year(exported: Path) -> None:
    book = load_workbook(exported / TABLES)
    meetings = [m for m in content(exported)["records"]["meeting"] if m["year"] == 2026]
    sheet = book["三会一课"]
    headings = [cell.value for cell in sheet[3]]
    assert {"日期", "议题", "附件", "录入日期"} <= set(headings)
    assert sheet.max_row == 3 + len(meetings)
    days = [row[headings.index("日期")].value for row in sheet.iter_rows(min_row=4)]
    assert days[0] == "2026年1月9日"
    assert "2026年3月27日" in days
    assert set(book.sheetnames) <= {kind.title for kind in RECORDS} | {"数字", "记录"}


def test_the_numbers_of_the_year_go_along_with_the_records_behind_them(exported: Path) -> None:
    said = content(exported)
    known = {each["uid"] for trees in said["records"].values() for each in trees}
    assert said["numbers"]
    for number in said["numbers"]:
        assert set(number["records"]) <= known, number["title"]
    assert all(n["records"] for n in said["numbers"] if n["title"] != "廉政谈话")
    meetings = next(n for n in said["numbers"] if n["title"] == "支部党员大会")
    assert meetings["text"] == f"{len(meetings['records'])}次"
    rows = list(load_workbook(exported / TABLES)["数字"].iter_rows(min_row=4, values_only=True))
    named = [row[5] for row in load_workbook(exported / TABLES)["记录"].iter_rows(values_only=True)]
    assert not any("谈话" in str(heading) for heading in named)  # counted, and not named
    told = [(row[0], row[1], row[2]) for row in rows]
    assert told == [(n["system"], n["title"], n["text"]) for n in said["numbers"]]


def test_people_stand_in_the_tables_by_their_names(exported: Path) -> None:
    cells = {
        str(cell.value)
        for sheet in load_workbook(exported / TABLES)
        for row in sheet.iter_rows()
        for cell in row
    }
    uids = {each["uid"] for each in content(exported)["records"]["member"]}
    assert not [cell for cell in cells for uid in uids if uid in cell]


def test_nothing_private_goes_along_unasked(exported: Path) -> None:
    records = content(exported)["records"]
    assert not records.get("talk")
    for member in records["member"]:
        assert not member["id_number"] + member["phone"] + member["address"]
        assert not member["attachments"]
    said = (exported / READ_ME).read_text(encoding="utf-8-sig")
    assert "身份证号、电话、住址遮住或没有带出" in said
    assert "谈心谈话记录没有带出" in said


def test_the_numbers_are_masked_in_the_tables_and_never_said_to_be_none(
    demo: Path, exported: Path
) -> None:
    from db.demo.branch import uid
    from desktop.documents.gather import Gatherer

    people = Gatherer(uid("first"), today="2026-11-24").year(2026).desk.records("member")
    sheet = load_workbook(exported / TABLES)["党员"]
    cells = [str(cell.value) for row in sheet.iter_rows(min_row=4) for cell in row]
    numbers = [person["id_number"] for person in people if person["id_number"]]
    assert numbers
    for number in numbers:
        assert number not in cells
        assert identity.conceal(number) in cells


def test_json_without_the_numbers_is_not_taken_in_again(exported: Path) -> None:
    with pytest.raises(Refused, match="不是支部工作台导出的 JSON"):
        exchange.read(exported / RECORDS_FILE)


def test_with_the_numbers_the_records_read_back_into_an_empty_file(
    demo: Path, store: Path, tmp_path: Path
) -> None:
    connection.close()
    connection.open_file(demo, readonly=True)
    folder = carry_out(order(Kind.EVERYTHING, identity=True, talks=True), tmp_path, quiet).path
    records = content(folder)["records"]
    assert records["talk"]
    assert any(member["id_number"] for member in records["member"])
    connection.close()
    connection.open_file(store)
    plan = exchange.plan(exchange.read(folder / RECORDS_FILE))
    assert len(plan.added) == sum(len(trees) for trees in records.values())
    assert not plan.kept


def test_what_does_not_read_back_is_thrown_away(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(line: dict, folder: Path) -> Path:
        path = folder / line["name"]
        path.write_bytes(b"")
        return path

    monkeypatch.setattr(everything.attachments, "export", torn)
    with pytest.raises(Refused, match="附件与数据文件里的不一致"):
        carry_out(order(Kind.EVERYTHING), tmp_path, quiet)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing_and_is_said(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_line: dict, _folder: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(everything.attachments, "export", full)
    with pytest.raises(Refused, match="磁盘空间不足，“机关第一党支部 2026年”没有写成"):
        carry_out(order(Kind.EVERYTHING), tmp_path, quiet)
    assert not list(tmp_path.iterdir())
