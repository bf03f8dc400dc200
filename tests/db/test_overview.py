"""The branches of a general branch side by side, in the sample file and in a small one."""

import pytest
from openpyxl import load_workbook

from db import assessment, due, figures, operations, overview, overview_file, queries, tree
from db.branch import OrganisationKind
from db.demo.branch import uid
from db.errors import Invalid, Refused
from db.records import spec
from db.records.grade_decision import most_of_best
from db.rules.duties.model import State
from db.rules.scoring.formulas import points_text

AT = "2026-11-24T01:00:00Z"
WHO = "袁立新"
TODAY = "2026-11-24"
GENERAL = uid("general_branch")
BRANCHES = ("first", "second", "grassroots", "service")


@pytest.fixture
def found(demo) -> overview.Overview:
    return overview.of_general(GENERAL, 2026, TODAY)


def test_branches_stand_in_their_own_order_whatever_their_numbers(found):
    assert [each.uid for each in found.branches] == [uid(key) for key in BRANCHES]


def test_the_numbers_are_those_of_each_branch_with_its_records(found):
    for branch in found.branches:
        own = figures.of_year(branch.uid, 2026, TODAY)
        for key in ("general", "committee", "group", "lecture", "activities", "attendance"):
            assert branch.figures[key] == own.figure(key)
        assert len(branch.figures["members"].uids) == branch.figures["members"].value


def test_duties_are_counted_once_they_have_ended(found):
    for branch in found.branches:
        duties = due.duties(branch.uid, 2026, TODAY)
        done = [duty for duty in duties if duty.state == State.DONE]
        late = [duty for duty in duties if duty.state == State.OVERDUE]
        figure = branch.figures["duties"]
        assert (figure.value, figure.of) == (len(done), len(done) + len(late))
        assert branch.figures["late"].value == len(late) == branch.late_by("late")


def test_overdue_duties_stand_beside_the_number_they_belong_to(found):
    grassroots = found.branch(uid("grassroots"))
    assert grassroots.late_by("group") == 9
    assert grassroots.text("group") == "11 次\n▲9"
    assert {duty.code for duty in grassroots.late["group"]} == {"group_meeting"}


def test_open_problems_are_those_that_are_not_closed(found):
    for branch in found.branches:
        assert branch.figures["open"].uids == tuple(item.uid for item in branch.problems)
        assert all(item.values["state"] != "closed" for item in branch.problems)


def test_the_visits_of_leaders_are_counted_and_their_findings_known(found):
    assert [each.figures["contacts"].value for each in found.branches] == [4, 4, 4, 4]
    assert [each.leader for each in found.contacts] == ["赫连峰", "苗青禾", "单伟", "欧阳旻"]
    open_ = [each for each in found.findings if not each.settled]
    assert [each.line["text"] for each in open_] == ["两名退休党员三季度没有送学。"]
    assert open_[0].made is not None
    assert open_[0].made["organisation"] == uid("second")


def test_every_branch_was_visited_four_or_five_times_in_each_year_of_the_sample(demo):
    for year in (2025, 2026):
        shown = overview.of_general(GENERAL, year, TODAY)
        assert {len(each.visits) for each in shown.contacts} <= {4, 5}


def test_a_branch_without_a_sheet_is_said_to_be_待评(found):
    assert {each.assessed for each in found.branches if each.assessment is None} <= {"待评"}


def test_the_decided_grades_are_those_of_the_year(demo):
    earlier = overview.of_general(GENERAL, 2025, TODAY)
    assert [each.grade for each in earlier.branches] == ["优秀", "良好", "合格", "良好"]
    assert all(not each.grade for each in overview.of_general(GENERAL, 2026, TODAY).branches)


def test_a_branch_that_was_dissolved_before_the_year_is_not_shown(store):
    above = tree.blank(
        spec("organisation"), kind="general_branch", name="某局总支部委员会", short_name="党总支"
    )
    below = [
        tree.blank(spec("organisation"), name=name, short_name=name, parent=above["uid"], **dates)
        for name, dates in (
            ("一支部", {"dissolved_on": "2025-06-01"}),
            ("二支部", {"founded_on": "2026-03-01"}),
            ("三支部", {}),
        )
    ]
    rows = [(spec("organisation"), each) for each in (above, *below)]
    operations.save_many(rows, name="建立", who=WHO, at=AT)

    def shown(year: int) -> list[str]:
        return [each.name for each in overview.of_general(above["uid"], year, TODAY).branches]

    assert shown(2025) == ["一支部", "三支部"]
    assert sorted(shown(2026)) == ["三支部", "二支部"]


def test_branches_below_a_committee_are_reached_through_its_general_branches(store):
    committee = tree.blank(
        spec("organisation"),
        kind=str(OrganisationKind.COMMITTEE),
        name="机关党委",
        short_name="党委",
    )
    general = tree.blank(
        spec("organisation"),
        kind="general_branch",
        name="总支",
        short_name="总支",
        parent=committee["uid"],
    )
    branch = tree.blank(
        spec("organisation"), name="一支部", short_name="一支部", parent=general["uid"]
    )
    rows = [(spec("organisation"), each) for each in (committee, general, branch)]
    operations.save_many(rows, name="建立", who=WHO, at=AT)
    (found,) = queries.branches_under(committee["uid"])
    assert found["uid"] == branch["uid"]


# 等次


@pytest.fixture
def writable(demo_file, tmp_path):
    """A copy of the sample file, open for writing."""
    import shutil

    from db import connection

    path = tmp_path / "示例.zhibu"
    shutil.copyfile(demo_file, path)
    connection.open_file(path)
    yield path
    connection.close()


@pytest.mark.parametrize(
    ("branches", "percent", "most"), [(4, 30, 1), (3, 30, 0), (10, 30, 3), (4, 0, 0), (4, 100, 4)]
)
def test_the_quota_is_the_share_of_the_branches_rounded_down(branches, percent, most):
    assert most_of_best(branches, percent) == most


def decided(*grades: str, percent: int = 30):
    record = overview.new_decision(overview.of_general(GENERAL, 2026, TODAY))
    for line, grade in zip(record["grades"], grades, strict=True):
        line["grade"] = grade
    return record | {"quota_percent": percent}


def test_more_优秀_than_the_quota_cannot_be_saved(writable):
    record = decided("优秀", "优秀", "合格", "")
    with pytest.raises(Invalid, match="优秀2个，超过名额：4个支部的30%至多1个"):
        operations.save(overview.DECISION, record, who=WHO, at=AT)
    operations.save(overview.DECISION, record | {"quota_percent": 50}, who=WHO, at=AT)


def test_a_branch_has_one_grade(writable):
    record = decided("", "", "", "")
    record["grades"][1]["branch"] = record["grades"][0]["branch"]
    with pytest.raises(Invalid, match="写了两次"):
        operations.save(overview.DECISION, record, who=WHO, at=AT)


def test_decided_grades_are_written_into_the_sheets_as_one_step_that_can_be_undone(writable):
    kind = overview.ASSESSMENT
    sheets = [tree.blank(kind, organisation=uid(key), year=2027) for key in ("first", "second")]
    operations.save_many([(kind, each) for each in sheets], name="考核", who=WHO, at=AT)
    found = overview.of_general(GENERAL, 2027, "2027-12-31")
    record = overview.new_decision(found)
    record["grades"][0] |= {"grade": "优秀", "reason": "事事有记录"}
    record["grades"][2] |= {"grade": "合格"}
    operations.save(overview.DECISION, record, who=WHO, at=AT)
    found = overview.of_general(GENERAL, 2027, "2027-12-31")
    changes = overview.hand_down(found, who=WHO, at=AT)
    assert [name for name, _uid in changes.records] == [kind.name]
    stored = assessment.of_year(uid("first"), 2027)
    assert (stored["grade"], stored["grade_reason"]) == ("优秀", "事事有记录")
    operations.undo(who=WHO, at=AT)
    assert assessment.of_year(uid("first"), 2027)["grade"] == ""


def test_without_a_decision_there_is_nothing_to_write(demo):
    with pytest.raises(Refused, match="还没有评定等次"):
        overview.hand_down(overview.of_general(GENERAL, 2026, TODAY), who=WHO, at=AT)


def test_a_noted_veto_speaks_against_优秀(writable):
    kind = overview.ASSESSMENT
    veto = {"code": "V1", "reason": "会议没有开，记录是编的"}
    sheet = tree.blank(kind, organisation=uid("first"), year=2027, vetoes=[veto])
    operations.save(kind, sheet, who=WHO, at=AT)
    found = overview.of_general(GENERAL, 2027, "2027-12-31")
    lines = overview.new_decision(found)["grades"]
    lines[0]["grade"] = "优秀"
    lines[1]["grade"] = "良好"
    assert overview.objections(found, lines) == [
        "机关第一党支部的考核表还没有定稿（起草中）。",
        "机关第一党支部记有“弄虚作假，编造记录”，等次至多良好。",
        "机关第二党支部的考核表还没有定稿（待评）。",
    ]


def test_a_decision_begins_with_the_quota_and_the_grades_of_the_scheme(found):
    assert [band.title for band in found.bands] == ["优秀", "良好", "合格", "不合格"]
    record = overview.new_decision(found)
    assert (record["limited"], record["quota_percent"]) == ("优秀", 30)
    assert [row["branch"] for row in record["grades"]] == [uid(key) for key in BRANCHES]


# 表格


def test_the_workbook_has_a_sheet_for_each_table_and_no_blank_cell(demo, tmp_path):
    path = overview_file.write(tmp_path / "一览.xlsx", GENERAL, 2026, today=TODAY)
    book = load_workbook(path)
    assert book.sheetnames == ["各支部情况", "未销号问题", "联系点分工", "联系点工作记录"]
    page = book["各支部情况"]
    assert page.cell(4, 1).value == "机关第一党支部"
    for sheet in book:
        for row in sheet.iter_rows(4, 6, max_col=6):
            assert all(cell.value for cell in row)
    assert book["联系点工作记录"].max_row == 3 + 16


def test_an_organisation_without_branches_has_no_overview_to_export(store, tmp_path):
    above = tree.blank(spec("organisation"), kind="general_branch", name="总支", short_name="总支")
    operations.save(spec("organisation"), above, who=WHO, at=AT)
    with pytest.raises(Refused, match="总支没有下级党支部"):
        overview_file.write(tmp_path / "一览.xlsx", above["uid"], 2026, today=TODAY)


def test_a_final_sheet_shows_its_points_and_a_draft_that_it_is_being_made(writable):
    kind = overview.ASSESSMENT
    final, draft = (
        tree.blank(kind, organisation=uid(key), year=2027, status=status)
        for key, status in (("first", "final"), ("second", "draft"))
    )
    operations.save_many([(kind, final), (kind, draft)], name="考核", who=WHO, at=AT)
    first, second, *rest = overview.of_general(GENERAL, 2027, "2027-12-31").branches
    assert first.sheet is not None
    assert first.assessed == f"{points_text(first.sheet.total)}分"
    assert second.assessed == "起草中"
    assert {each.assessed for each in rest} == {"待评"}
