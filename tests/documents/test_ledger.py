"""The papers that every ledger has: the year's table and the sheet of a record."""

import dataclasses

import pytest

from db.records.label_override import reworded
from db.spec import RecordSpec
from db.systems import LEDGERS
from desktop.documents import document, ledger
from desktop.documents.context import PaperContext
from tests.documents.conftest import MM, characters, joined
from tests.samples import World, sample

WORLD = World("50cecdd6-f783-5286-bc39-283af19b2e79", "95ed29b0", "afd8b773")
every_ledger = pytest.mark.parametrize("kind", LEDGERS, ids=lambda kind: kind.name)


@pytest.fixture
def year(context: PaperContext) -> PaperContext:
    return dataclasses.replace(context, year=2026)


def record(kind: RecordSpec) -> dict:
    return sample(kind, WORLD) | {"entered_at": "2026-03-27T09:12:33Z"}


@every_ledger
def test_the_table_of_a_year_has_no_blank_cell_and_says_when_it_is_empty(kind, year):
    empty, filled = (ledger.collect(kind, rows, year).table for rows in ([], [record(kind)]))
    for table in (empty, filled):
        assert all(cell.strip() for row in table.rows for cell in row)
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert table.closing[-1].endswith("日")
    assert f"没有登记{kind.title}" in "".join(empty.rows[0])
    assert "共1条" in filled.facts[0][0][1]


@every_ledger
def test_both_papers_print_under_the_words_of_the_place(kind, year, printed):
    own = dataclasses.replace(year, relabel=lambda each: reworded(each, {"": "本地叫法"}))
    name = kind.name.replace("_", "-")
    table = joined(printed([record(kind)], f"{name}-ledger", context=own))
    sheet = joined(printed(record(kind), name, context=own))
    assert "本地叫法台账" in table
    assert "本地叫法登记表" in sheet
    assert "录入于2026年3月27日" in sheet
    assert document(name).suits(kind.name)


def test_a_table_counts_who_spoke_how_often_and_leaves_the_year_of_the_title_out(year):
    kind = next(each for each in LEDGERS if each.name == "hall_lecture")
    rows = [record(kind) | {"speaker": None, "speaker_name": name} for name in "甲乙甲"]
    table = ledger.collect(kind, rows, year).table
    assert table.facts[1][0][1] == "甲2次、乙1次。"
    assert table.rows[0][1] == "3月27日"


def test_a_long_label_of_a_place_is_set_in_its_cell(year, printed):
    kind = next(each for each in LEDGERS if each.name == "room")
    words = {"location": "所在的楼栋楼层和房间号码"}
    own = dataclasses.replace(year, relabel=lambda each: reworded(each, words))
    path = printed(record(kind), "room", context=own)
    assert "号码" in joined(path)
    assert "3平方米" in joined(path)  # the unit stands behind the number, not in the label
    label = [c for c in characters(path)[0] if c["text"] in set("楼栋层房")]
    assert label
    assert all(c["x0"] > 28 * MM and c["x1"] < (28 + 23) * MM for c in label)
