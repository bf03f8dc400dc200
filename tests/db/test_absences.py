"""The register of leave: everybody away stands in it, with what was noted and what is missing."""

import pytest
from openpyxl import load_workbook

from db import absences, absences_file, figures, operations, queries, tree
from db.errors import Refused
from db.records import spec

WHO, AT, TODAY = "单伟", "2026-11-24T01:00:00Z", "2026-11-24"
MEETING = spec("meeting")


@pytest.fixture
def away(branch):
    """A meeting with one on leave and one absent."""
    meeting = branch.meeting()
    rows = {row["member"]: row for row in meeting["attendance"]}
    rows[branch.members["王芳"]] |= {"state": "leave", "reason": "出差"}
    rows[branch.members["褚垚"]] |= {"state": "absent"}
    operations.save(MEETING, meeting, who=WHO, at=AT)
    return tree.dump(MEETING, meeting["uid"])


def register(branch, year: int = 2026) -> dict[str, absences.Away]:
    return {each.name: each for each in absences.register(branch.uid, year, TODAY)}


def note(branch, name: str, **values) -> dict:
    record = absences.new_absence(branch.uid, register(branch)[name]) | values
    operations.save(absences.KIND, record, who=WHO, at=AT)
    return record


def test_everybody_away_is_in_the_register_without_a_word_being_noted(branch, away):
    found = register(branch)
    assert list(found) == ["王芳", "褚垚"]
    leave, absent = found["王芳"], found["褚垚"]
    assert (leave.state, leave.reason, leave.open, leave.approved) == ("leave", "出差", True, False)
    assert (absent.state, absent.open, absent.approved) == ("absent", True, True)
    assert "草稿" in leave.remarks[0]
    assert absences.summary(found.values()) == (
        "请假1人次，缺席1人次；已补课0人次，还没有补课2人次。"
    )
    assert absences.register(branch.uid, 2025, TODAY) == []
    assert absences.register(branch.uid, 2026, "2026-03-26") == []


def test_what_was_noted_stands_beside_the_attendance(branch, away):
    note(branch, "王芳", asked_on="2026-03-25", approved_by="单伟", made_up_on="2026-03-30")
    found = register(branch)["王芳"]
    assert (found.open, found.approved, found.late) == (False, True, False)
    row = dict(zip(absences.HEADS, absences.cells(found), strict=True))
    assert (row["请假日期"], row["批准人"]) == ("2026年3月25日", "单伟")
    assert row["补课日期"] == "2026年3月30日"


def test_leave_that_was_asked_for_afterwards_says_so(branch, away):
    note(branch, "王芳", asked_on="2026-03-28", approved_by="单伟")
    assert register(branch)["王芳"].late
    assert "会后请假" in absences.cells(register(branch)["王芳"])[-1]


def test_who_was_there_after_all_is_shown_as_not_agreeing(branch, away):
    note(branch, "王芳", made_up_on="2026-03-30")
    row = next(r for r in away["attendance"] if r["name"] == "王芳")
    row["state"] = "present"
    operations.save(MEETING, away, who=WHO, at=AT)
    found = register(branch)["王芳"]
    assert (found.state, found.open) == ("", False)
    assert "不符" in found.remarks[0]
    operations.undo(who=WHO, at=AT)
    assert register(branch)["王芳"].state == "leave"


def test_nothing_is_asked_of_the_frail(branch, away):
    member = tree.dump(spec("member"), branch.members["褚垚"]) | {"frail": True}
    operations.save(spec("member"), member, who=WHO, at=AT)
    found = register(branch)["褚垚"]
    assert not found.open
    assert absences.summary(register(branch).values()) == (
        "请假1人次，缺席1人次；已补课0人次，还没有补课1人次，不作要求1人次。"
    )
    assert any("不作要求" in text for text in found.remarks)


def test_hours_that_were_made_up_for_count_once_for_the_one_who_did_it(branch, away):
    note(branch, "王芳", made_up_on="2026-04-01", hours=150)
    year = figures.of_year(branch.uid, 2026, TODAY)
    by_name = {one.name: one for one in year.hours}
    assert by_name["王芳"].total == 150
    sums = dict(zip(figures.SOURCES_OF_HOURS, by_name["王芳"].parts, strict=True))
    assert sums["补课"][0] == 150
    assert queries.named(sums["补课"][1])
    assert by_name["单伟"].total == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"made_up_on": "2026-03-01"}, "早于会议日期"),
        ({"hours": 100}, "哪一天补的"),
        ({"hours": -100, "made_up_on": "2026-04-01"}, "不能小于0"),
    ],
)
def test_what_cannot_be_is_refused(branch, away, values, sentence):
    record = absences.new_absence(branch.uid, register(branch)["王芳"]) | values
    with pytest.raises(operations.Invalid, match=sentence):
        operations.save(absences.KIND, record, who=WHO, at=AT)


def test_the_register_is_written_as_a_workbook(branch, away, tmp_path):
    path = absences_file.write(tmp_path / "请假.xlsx", branch.uid, 2026, today=TODAY)
    page = load_workbook(path).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[2] == list(absences.HEADS)
    assert rows[3][:5] == ["王芳", "支部党员大会 2026年第1次", "2026年3月27日", "请假", "出差"]
    with pytest.raises(Refused, match="没有人请假"):
        absences_file.write(tmp_path / "无.xlsx", branch.uid, 2025, today=TODAY)


def test_the_sample_keeps_the_closing_identity(demo):
    first = next(row["uid"] for row in queries.branches() if "第一" in row["short_name"])
    rows = absences.register(first, 2026, TODAY)
    year = figures.of_year(first, 2026, TODAY)
    finished = [each for each in rows if not each.draft]
    for state in ("leave", "absent"):
        counted = sum(one.times(state) for one in year.attendance)
        assert counted == sum(each.state == state for each in finished)
    assert any(each.noted for each in rows)
    assert all(each.state for each in rows)
