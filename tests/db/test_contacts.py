"""Contact points: what counts as a visit, and how a finding gets onto the branch's 问题清单."""

import pytest

from db import contacts, listing, operations, queries, tree
from db.errors import Invalid, Refused
from db.records import spec
from db.records.contact_visit import CONTACT_VISIT
from db.spec import Tree

AT = "2026-11-24T01:00:00Z"
WHO = "袁立新"
TODAY = "2026-11-24"


@pytest.fixture
def general(branch) -> str:
    """A general branch above the branch of the fixture; its uid."""
    above = tree.blank(
        spec("organisation"),
        kind="general_branch",
        name="中共某局总支部委员会",
        short_name="党总支",
    )
    below = tree.dump(spec("organisation"), branch.uid) | {"parent": above["uid"]}
    rows = [(spec("organisation"), above), (spec("organisation"), below)]
    operations.save_many(rows, name="建立党总支", who=WHO, at=AT)
    return above["uid"]


def visit(keeper: str, branch: str, day: str = "2026-04-03", **values: object) -> Tree:
    """Save a visit of 赫连峰."""
    given = {"leader_name": "赫连峰", "content": "看记录", "branch": branch} | values
    record = tree.blank(CONTACT_VISIT, organisation=keeper, visited_on=day, **given)
    operations.save(CONTACT_VISIT, record, who=WHO, at=AT)
    return tree.dump(CONTACT_VISIT, record["uid"])


def point(keeper: str, branch: str, **values: object) -> None:
    given = {"leader_name": "赫连峰", "branch": branch, "planned": 4} | values
    record = contacts.new_point(keeper, 2026, **given)
    operations.save(contacts.POINT, record, who=WHO, at=AT)


def test_the_visits_of_a_branch_are_those_of_its_year_up_to_today(branch, general):
    later = visit(general, branch.uid, "2026-12-02")
    second = visit(general, branch.uid, "2026-05-20")
    first = visit(general, branch.uid, "2026-02-25")
    visit(general, branch.uid, "2025-12-30")
    assert contacts.contact_visits(branch.uid, 2026, TODAY) == [first["uid"], second["uid"]]
    assert contacts.contact_visits(branch.uid, 2026)[-1] == later["uid"]


def test_a_visit_that_the_branch_has_noted_as_well_counts_once(branch, general):
    visit(general, branch.uid)
    visit(branch.uid, branch.uid)
    visit(branch.uid, branch.uid, leader_name="苗青禾")
    assert len(contacts.contact_visits(branch.uid, 2026)) == 2


def test_a_binned_visit_counts_nowhere(branch, general):
    record = visit(general, branch.uid)
    operations.delete(CONTACT_VISIT, record["uid"], who=WHO, at=AT)
    assert contacts.contact_visits(branch.uid, 2026) == []
    assert contacts.of_year(general, 2026, TODAY) == []


def test_visits_stand_under_the_contact_point_of_their_leader_and_branch(branch, general):
    point(general, branch.uid)
    known = visit(general, branch.uid)
    stranger = visit(general, branch.uid, leader_name="苗青禾", leader_post="副局长")
    own, other = contacts.of_year(general, 2026, TODAY)
    assert (own.visits, own.planned, own.missing) == ((known["uid"],), 4, 3)
    assert (other.visits, other.point, other.post) == ((stranger["uid"],), None, "副局长")


def test_what_is_planned_for_a_branch_is_none_without_a_contact_point(branch, general):
    assert contacts.planned(branch.uid, 2026) is None
    point(general, branch.uid)
    point(general, branch.uid, leader_name="苗青禾", planned=2)
    assert contacts.planned(branch.uid, 2026) == 6


def test_a_new_visit_knows_the_leader_and_the_branch_of_its_contact_point(branch, general):
    point(general, branch.uid, leader_post="局长")
    (contact,) = contacts.of_year(general, 2026, TODAY)
    record = contacts.new_visit(general, contact, "2026-06-01")
    assert (record["leader_name"], record["leader_post"]) == ("赫连峰", "局长")
    assert (record["branch"], record["visited_on"]) == (branch.uid, "2026-06-01")


def test_a_finding_goes_on_the_list_of_problems_of_the_branch(branch, general):
    line = {"text": "值守登记两本对不上", "advice": "并成一本", "due_on": "2026-05-30"}
    record = visit(general, branch.uid, findings=[line | {"owner_name": "王芳"}])
    (candidate,) = listing.candidates(CONTACT_VISIT, record)
    listing.put_on_list(CONTACT_VISIT, record, [candidate], who=WHO, at=AT)
    (row,) = queries.listed_items(branch.uid, 2026, "problem")
    item = tree.dump(spec("listed_item"), row["uid"])
    assert (item["organisation"], item["source"]) == (branch.uid, "contact")
    assert (item["measures"], item["owner_name"]) == ("并成一本", "王芳")
    assert (item["began_on"], item["due_on"]) == ("2026-04-03", "2026-05-30")
    assert item["source_note"] == "赫连峰2026年4月3日到支部调研"
    (found,) = contacts.findings(general, 2026, TODAY)
    assert found.made is not None
    assert found.made["uid"] == item["uid"]
    assert not found.settled
    (again,) = listing.candidates(CONTACT_VISIT, tree.dump(CONTACT_VISIT, record["uid"]))
    assert again.made is not None


def test_a_finding_is_settled_when_its_item_is_done(branch, general):
    record = visit(general, branch.uid, findings=[{"text": "没有签到"}])
    chosen = listing.candidates(CONTACT_VISIT, record)
    listing.put_on_list(CONTACT_VISIT, record, chosen, who=WHO, at=AT)
    (row,) = queries.listed_items(branch.uid, 2026)
    listing.complete(row["uid"], day="2026-05-01", today=TODAY, who=WHO, at=AT)
    assert contacts.findings(general, 2026, TODAY)[0].settled


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"text": ""}, "请写明或删去"),
        ({"text": "没有签到", "done_on": "2026-04-02"}, "早于联系日期"),
    ],
)
def test_a_finding_that_cannot_be_is_refused(branch, general, line, said):
    with pytest.raises(Invalid, match=said):
        visit(general, branch.uid, findings=[line])


def test_a_contact_point_wants_a_number_of_visits_that_can_be(branch, general):
    with pytest.raises(Invalid, match="计划次数请写0到60之间的数"):
        point(general, branch.uid, planned=-1)


def test_a_year_begins_with_the_contact_points_of_the_year_before(branch, general):
    point(general, branch.uid, duty="指导学习", note="借调期间由副书记代", began_on="2026-01-14")
    assert contacts.can_copy(general, 2027)
    changes = contacts.copy_points(general, 2027, who=WHO, at=AT)
    (contact,) = contacts.of_year(general, 2027, "2027-01-05")
    assert contact.point is not None
    copied = tree.dump(contacts.POINT, contact.point["uid"])
    assert (copied["leader_name"], copied["branch"], copied["duty"], copied["planned"]) == (
        "赫连峰",
        branch.uid,
        "指导学习",
        4,
    )
    assert (copied["note"], copied["began_on"]) == ("", None)
    operations.undo(who=WHO, at=AT, since=changes.step - 1)
    assert contacts.of_year(general, 2027, "2027-01-05") == []


def test_nothing_is_copied_over_contact_points_that_are_there(branch, general):
    with pytest.raises(Refused, match="2025年没有可照抄的"):
        contacts.copy_points(general, 2026, who=WHO, at=AT)
    point(general, branch.uid)
    with pytest.raises(Refused, match="2026年已有联系点"):
        contacts.copy_points(general, 2026, who=WHO, at=AT)
