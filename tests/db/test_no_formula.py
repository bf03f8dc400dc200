"""Whatever people have written, a table that goes out holds text and comes back as it was."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db import listing, operations, overview_file, tree, workbooks
from db.fields import TextField
from db.ledgers import exporter, reader, year_plan
from db.ledgers.row import text_of
from db.records import spec
from db.records.listed_item import ListKind
from db.rosters import exporter as roster_exporter
from db.rosters import reader as roster_reader
from db.sheets import Wanted, read_sheets
from db.spec import RecordSpec, Tree
from db.workbooks import Column, Sheet
from tests.samples import AT, WHO, make_world, sample

HOSTILE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+8613800000000",
    "-5",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    '=HYPERLINK("http://x","点")',
    "{=1}",
    "'=1",
    "0012",
    "1e5",
    "_x003D_1",
    "#REF!",
    "TRUE",
)
DAY = "2026-05-01"


def _assert_text(path: Path) -> int:
    """Look at every cell as a program for tables would; returns how many there are."""
    book = openpyxl.load_workbook(path)
    seen = 0
    for page in book:
        assert page.title[:1] not in "=+-@'"
        for row in page.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                seen += 1
                assert cell.data_type == "s", (page.title, cell.coordinate, cell.value)
                if cell.value.lstrip()[:1] in ("=", "+", "-", "@"):
                    assert cell.quotePrefix, (page.title, cell.coordinate, cell.value)
    return seen


def _hostile(record: Tree, kind: RecordSpec, text: str) -> Tree:
    """The record with the text in every field of plain text that takes it."""
    for name, field in kind.fields.items():
        if isinstance(field, TextField) and not operations.problems(kind, record | {name: text}):
            record = record | {name: text}
    return record


@pytest.mark.parametrize("text", ["=1+1", "\t@SUM(A1)", "-5"])
def test_no_table_of_the_program_holds_a_formula(store, tmp_path, text):
    world = make_world(occasions=True)
    for name in ("organisation", "member", "group"):
        kind = spec(name)
        stored = tree.dump(kind, getattr(world, name))
        operations.save(kind, _hostile(stored, kind, text), who=WHO, at=AT)
    for name in ("activity", "activity_plan", "year_plan", "meeting"):
        record = _hostile(sample(spec(name), world), spec(name), text)
        operations.save(spec(name), record, who=WHO, at=AT)
    for kind in ListKind:
        item = listing.new_item(world.organisation, kind, 2026, title=text, owner_name=text)
        listing.save(item, who=WHO, at=AT)
    here, wide = (world.organisation, 2026), {"today": DAY}
    general = tree.blank(spec("organisation"), name=text, short_name=text, kind="general_branch")
    operations.save(spec("organisation"), general, who=WHO, at=AT)
    branch = tree.dump(spec("organisation"), world.organisation) | {"parent": general["uid"]}
    operations.save(spec("organisation"), branch, who=WHO, at=AT)
    out = {name: tmp_path / f"{name}.xlsx" for name in ("a", "b", "c", "d", "e", "f")}
    roster_exporter.write(out["a"], world.organisation, DAY, full_numbers=True)
    exporter.write(out["b"], here[0], None, here[1], **wide)
    exporter.write_activities(out["c"], *here, **wide)
    exporter.write_plan(out["d"], *here, **wide)
    year_plan.write(out["e"], *here, **wide)
    overview_file.write(out["f"], general["uid"], 2026, **wide)
    assert all(_assert_text(path) > 10 for path in out.values())


_TEXTS = st.sampled_from(HOSTILE) | st.text(
    st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff", exclude_categories=("Cc",)),
    max_size=30,
)


@hypothesis_settings(max_examples=40)
@given(st.lists(_TEXTS, min_size=4, max_size=4))
def test_any_text_in_cell_heading_title_and_name_is_text_and_comes_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("tables") / "表.xlsx"
    columns = tuple(Column(text, 10) for text in texts)
    sheet = Sheet(texts[0], texts[1], texts[2], texts[3], columns, [texts, texts[::-1]])
    workbooks.write(path, [sheet], "表格")
    _assert_text(path)
    (read,) = read_sheets(path, Wanted("清单", 100))
    for row, wanted in zip(read.rows[3:5], (texts, texts[::-1]), strict=True):
        kept = [workbooks._plain(text or "无") for text in wanted]
        assert list(row) == [text if text.strip() else None for text in kept][: len(row)]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_roster_and_a_list_that_went_out_come_in_with_the_same_text(branch, tmp_path, text):
    plain = text.strip()
    member = tree.dump(spec("member"), branch.members["单伟"]) | {"address": text, "job": text}
    operations.save(spec("member"), member, who=WHO, at=AT)
    listing.save(listing.new_item(branch.uid, ListKind.TASK, 2026, title=text), who=WHO, at=AT)
    out = roster_exporter.write(tmp_path / "花名册.xlsx", branch.uid, DAY, full_numbers=True)
    row = next(row for row in roster_reader.read(out).rows if row.name == "单伟")
    stored = tree.dump(spec("member"), member["uid"])
    assert row.values["address"] == row.values["job"] == stored["job"]
    path = exporter.write(tmp_path / "清单.xlsx", branch.uid, ListKind.TASK, 2026, today=DAY)
    (preview,) = reader.read(path)
    found, _ignored = reader.rows(preview, preview.mapping, 2026, DAY)
    assert [text_of(each.title).strip() for each in found] == [plain]


def test_a_day_stays_a_day(tmp_path):
    """The guard touches texts only where they are written; real dates of others are read."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "入党时间", "性别"])
    book.active.append(["单伟", dt.date(1998, 6, 1), "男"])
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_sheets(tmp_path / "a.xlsx", Wanted("花名册", 10))
    assert sheet.rows[1][1] == dt.datetime(1998, 6, 1)
