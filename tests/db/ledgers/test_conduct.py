"""作风建设: pledges, model posts, supervision; what was found goes on the list of problems."""

import pytest

from db import listing, operations, queries, shown, tree
from db.errors import Invalid
from db.ledgers import plain
from db.records import spec
from db.records.ledgers.pledge import COMPARED, RAISED
from tests.db.conftest import AT, WHO

PLEDGE, POST = spec("pledge"), spec("model_post")
TEAM, SUPERVISION = spec("supervision_team"), spec("supervision")


def keep(kind, branch, **values):
    record = tree.blank(kind, organisation=branch.uid, **values)
    operations.save(kind, record, who=WHO, at=AT)
    return tree.dump(kind, record["uid"])


def lines(kind, name, *rows):
    return [tree.blank_line(kind.line(name), **row) for row in rows]


def supervision(branch, *findings, **values):
    usual = {"held_on": "2026-03-27", "team": 2, "leader_name": "贾局长", "target": "综合科"}
    found = lines(SUPERVISION, "findings", *findings)
    return keep(SUPERVISION, branch, **(usual | values), findings=found)


def test_a_finding_goes_on_the_problem_list_once_and_both_point_to_each_other(branch):
    finding = {
        "text": "值班室无人值守",
        "whose": "综合科",
        "handled": "当场补岗",
        "measures": "排出轮值表",
        "due_on": "2026-04-03",
    }
    record = supervision(branch, finding, way="unannounced")
    (candidate,) = listing.candidates(SUPERVISION, record)
    listing.put_on_list(SUPERVISION, record, [candidate], who=WHO, at=AT)
    (row,) = queries.listed_items(branch.uid, 2026, "problem")
    item = tree.dump(spec("listed_item"), row["uid"])
    assert (item["source"], item["owner_name"], item["measures"]) == (
        "inspection",
        "综合科",
        "排出轮值表",
    )
    assert (item["began_on"], item["due_on"]) == ("2026-03-27", "2026-04-03")
    assert item["source_note"] == "2026年3月27日第2督查组 暗访 综合科，现场处理：当场补岗"
    assert listing.source_of(item) == ("supervision", record["uid"])
    (again,) = listing.candidates(SUPERVISION, tree.dump(SUPERVISION, record["uid"]))
    assert again.made["uid"] == item["uid"]
    operations.delete(SUPERVISION, record["uid"], who=WHO, at=AT)
    assert listing.source_of(item) is None


def test_an_item_of_no_visit_has_no_such_source(branch):
    item = listing.new_item(branch.uid, "task", 2026, title="送法进社区")
    assert listing.source_of(item) is None
    assert listing.gives_items(SUPERVISION)
    assert not listing.gives_items(PLEDGE)


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        ({"text": ""}, "没有写问题"),
        ({"text": "迟到", "due_on": "2026-03-26"}, "整改时限早于督查日期"),
        ({"text": "迟到", "rechecked_on": "2026-03-26", "recheck": "settled"}, "复查日期早于"),
        ({"text": "迟到", "rechecked_on": "2026-04-01"}, "还是“未复查”"),
        ({"text": "迟到", "recheck": "settled"}, "没有写复查日期"),
    ],
)
def test_a_finding_that_contradicts_itself_is_refused(branch, finding, said):
    with pytest.raises(Invalid, match=said):
        supervision(branch, finding)


def test_what_a_recheck_left_open_is_said_beside_the_record(branch):
    finding = {"text": "迟到", "rechecked_on": "2026-04-01", "recheck": "unsettled"}
    record = supervision(branch, finding)
    assert SUPERVISION.ledger.advice(record) == [
        "有1个问题没有写整改时限。",
        "有1个问题复查时没有整改到位。",
    ]


def test_the_findings_come_back_from_a_workbook_and_from_a_hand_written_cell(branch, tmp_path):
    finding = {
        "text": "值班室无人\n值守；问题较多",
        "whose": "综合科",
        "due_on": "2026-04-03",
        "rechecked_on": "2026-04-05",
        "recheck": "settled",
    }
    record = supervision(branch, finding, {"text": "迟到"})
    path = plain.write(tmp_path / "督查.xlsx", SUPERVISION, branch.uid, 2026, today="2026-11-24")
    operations.delete(SUPERVISION, record["uid"], who=WHO, at=AT)
    parts = [plain.Part(each, each.mapping) for each in plain.read(path, SUPERVISION)]
    plain.apply(plain.plan(SUPERVISION, parts, branch.uid, today="2026-11-24"), WHO, AT)
    (row,) = queries.records(SUPERVISION, organisation=branch.uid)
    first, second = tree.dump(SUPERVISION, row.uid)["findings"]
    assert (first["text"], first["whose"]) == ("值班室无人 值守；问题较多", "综合科")
    assert (first["due_on"], first["recheck"]) == ("2026-04-03", "settled")
    assert (second["text"], second["recheck"]) == ("迟到", "not_yet")


def test_a_cell_without_labels_is_the_text_of_the_line_and_a_bad_part_is_said():
    from db.ledgers.lines import read

    line = SUPERVISION.line("findings")
    rows, notes = read(line, "无人值守；整改时限：下周\n迟到", lambda _name: None)
    assert [row["text"] for row in rows] == ["无人值守", "迟到"]
    assert len(notes) == 1
    assert notes[0].startswith("发现的问题的整改时限：")


def test_a_model_post_is_up_and_then_down_with_its_days(branch):
    post = keep(POST, branch, name="法援窗口示范岗", person_name="王芳", put_up_on="2026-01-10")
    assert post["state"] == "up"
    down = post | {"taken_down_on": "2026-09-01"}
    operations.save(POST, down, who=WHO, at=AT)
    stored = tree.dump(POST, post["uid"])
    assert stored["state"] == "down"
    assert POST.ledger.advice(stored)[0] == "已摘牌，没有写摘牌原因。"
    with pytest.raises(Invalid, match="早于挂牌日期"):
        operations.save(POST, down | {"taken_down_on": "2025-12-31"}, who=WHO, at=AT)
    with pytest.raises(Invalid, match="没有写挂牌日期"):
        operations.save(POST, down | {"put_up_on": None}, who=WHO, at=AT)


def test_a_pledge_shows_what_is_promised_and_a_review_needs_a_result(branch):
    promises = lines(PLEDGE, "promises", {"text": "每月一次法律咨询", "due_on": "2026-12-31"})
    pledge = keep(
        PLEDGE, branch, year=2026, person_name="单伟", pledged_on="2026-03-01", promises=promises
    )
    assert shown.cell(PLEDGE, pledge, "promises") == (
        "承诺内容：每月一次法律咨询；完成时限：2026年12月31日"
    )
    with pytest.raises(Invalid, match="未评议"):
        operations.save(PLEDGE, pledge | {"reviewed_on": "2026-11-20"}, who=WHO, at=AT)
    early = [row | {"done_on": "2026-02-01"} for row in promises]
    with pytest.raises(Invalid, match="早于承诺日期"):
        operations.save(PLEDGE, pledge | {"promises": early}, who=WHO, at=AT)
    assert (len(COMPARED), len(RAISED)) == (4, 5)


def test_teams_are_counted_and_nobody_is_in_one_twice(branch):
    for number in range(1, 5):
        keep(TEAM, branch, year=2026, number=number, leader_name=f"领导{number}")
    assert queries.number_of(TEAM, organisation=branch.uid, year=2026) == 4
    twice = {"member": branch.members["王芳"], "name": "王芳"}
    with pytest.raises(Invalid, match="两个“王芳”"):
        keep(
            TEAM,
            branch,
            year=2026,
            number=5,
            leader_name="领导",
            members=lines(TEAM, "members", twice, twice),
        )
