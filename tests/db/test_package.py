"""The package of a branch and a year: what it carries, and what merging it does and asks."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import attachments, connection, history, marks, operations, package, queries, search, tree
from db.branch import Organisation
from db.connection import database, row_counts
from db.errors import Refused
from db.lineage import Verdict
from db.records import RECORDS, spec
from db.spec import Tree
from tests.samples import AT, LATER, WHO, World, make_world, sample, with_attachment

MEETING, MEMBER, TALK = spec("meeting"), spec("member"), spec("talk")
BLOCK = spec("text_block")
LATER_STILL = "2026-04-01T00:00:00Z"


@dataclass
class Two:
    """A branch's file with its records and the empty file of its general branch."""

    branch: Path
    general: Path
    world: World
    made: int = 0

    def at_branch(self) -> None:
        connection.open_file(self.branch)

    def at_general(self) -> None:
        connection.open_file(self.general)

    def sent(self, year: int = 2026, **options) -> Path:
        """Export the package at the branch; the general branch's file is open afterwards."""
        self.at_branch()
        self.made += 1
        path = self.branch.with_name(f"上报{self.made}.zhibu")
        package.write(path, self.world.organisation, year, who=WHO, at=LATER, **options)
        self.at_general()
        return path


@pytest.fixture
def two(store: Path, empty_file: Path, tmp_path: Path) -> Two:
    world = make_world(occasions=True)
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    connection.close()
    general = tmp_path / "总支.zhibu"
    shutil.copyfile(empty_file, general)
    return Two(store, general, world)


def compared(path: Path, password: str = "") -> package.Difference:
    return package.difference(package.read(path, password))


def merged(path: Path, decide: Callable = package.keep_ours, password: str = ""):
    found = compared(path, password)
    return package.merge(found, decide(found), who="总支", at=LATER_STILL)


def the(kind_name: str) -> Tree:
    kind = spec(kind_name)
    return tree.dump(kind, queries.records(kind)[0].uid)


def change(kind_name: str, uid: str, **values) -> None:
    kind = spec(kind_name)
    operations.save(kind, tree.dump(kind, uid) | values, who=WHO, at=LATER)


def member_uid() -> str:
    """The member of the sample, who has numbers."""
    return next(row.uid for row in queries.records(MEMBER) if row.values["id_number"])


# What a package carries


def test_a_package_holds_the_branch_and_the_year_and_what_they_refer_to(two) -> None:
    carried = package.read(two.sent()).records
    uids = {record["uid"] for trees in carried.values() for record in trees}
    assert two.world.organisation in uids
    assert two.world.meeting in uids  # of 2024, but a meeting of 2026 refers to it
    assert {m["held_on"][:4] for m in carried["meeting"]} == {"2024", "2026"}
    assert carried["text_block"] == []
    assert carried["talk"] == []


def test_a_year_before_all_records_carries_the_branch_alone(two) -> None:
    carried = package.read(two.sent(2019)).records
    assert carried["meeting"] == carried["listed_item"] == []
    assert [row["uid"] for row in carried["organisation"]] == [two.world.organisation]


def test_the_committee_goes_along_whenever_its_term_began(two) -> None:
    assert [term["began_on"] for term in package.read(two.sent(2031)).records["committee"]] == [
        "2026-03-27"
    ]


def test_members_who_left_before_the_year_stay_at_home(two) -> None:
    two.at_branch()
    gone = tree.blank(
        MEMBER,
        organisation=two.world.organisation,
        name="褚垚",
        joined_on="1999",
        memberships=[{"branch": two.world.organisation, "ended_on": "2025-06-30"}],
    )
    operations.save(MEMBER, gone, who=WHO, at=LATER)
    names = [member["name"] for member in package.read(two.sent()).records["member"]]
    assert "褚垚" not in names
    assert "褚垚" in [m["name"] for m in package.read(two.sent(2025)).records["member"]]


def test_numbers_and_talks_travel_only_when_asked(two) -> None:
    bare, full = two.sent(), two.sent(identity=True, talks=True)
    for path, numbers in ((bare, False), (full, True)):
        found = [m for m in package.read(path).records["member"] if m["ethnicity"]]
        assert bool(found[0]["id_number"]) is numbers
        assert bool(found[0]["phone"]) is numbers
        assert bool(found[0]["address"]) is numbers
        assert bool(package.read(path).records["talk"]) is numbers


def test_nothing_left_out_can_be_found_in_the_bytes_of_the_file(two) -> None:
    two.at_branch()
    uid = member_uid()
    change("member", uid, id_number="110105199001019999", phone="13900139999")
    talk = tree.dump(TALK, queries.records(TALK)[0].uid) | {"content": "家中老人生病"}
    operations.save(TALK, talk, who=WHO, at=LATER)
    data = two.sent().read_bytes()
    for secret in ("110105199001019999", "13900139999", talk["content"]):
        assert secret.encode() not in data


def test_a_package_opens_only_for_reading_and_says_what_it_is(two) -> None:
    path = two.sent()
    connection.open_file(path)
    assert connection.is_readonly()
    assert "上报包" in marks.why_readonly()
    assert search.search("世界")
    assert not connection.integrity_problems()
    with pytest.raises(Refused, match="只读"):
        operations.record_step("试写", who=WHO, at=LATER)


def test_the_moment_of_entry_travels(two) -> None:
    merged(two.sent())
    assert tree.dump(MEETING, two.world.meeting)["entered_at"] == AT


# Merging


def test_a_second_import_changes_nothing(two) -> None:
    path = two.sent(identity=True, talks=True)
    first = compared(path)
    assert len(first.new) == len(first.records) == first.package.count()
    merged(path)
    counts, step = row_counts(), operations.last_step()
    again = compared(path)
    assert {each.verdict for each in again.records} == {Verdict.SAME}
    merged(path)
    assert (row_counts(), operations.last_step()) == (counts, step)


def test_looking_at_the_difference_writes_nothing(two) -> None:
    path = two.sent()
    counts = row_counts()
    compared(path)
    assert row_counts() == counts


def test_undo_brings_back_the_state_before_and_the_package_may_come_again(two) -> None:
    path = two.sent()
    merged(path)
    operations.undo(who="总支", at=LATER_STILL)
    assert set(queries.count().values()) == {0}
    assert len(compared(path).new) == package.read(path).count()
    merged(path)
    assert tree.dump(MEETING, two.world.meeting)["deleted_at"] is None


def test_what_the_branch_changed_comes_in_and_what_the_general_branch_changed_stays(two) -> None:
    merged(two.sent())
    two.at_branch()
    change("meeting", two.world.meeting, place="四楼会议室")
    path = two.sent()
    change("activity", two.world.activity, place="广场")
    found = compared(path)
    assert [each.uid for each in found.changed] == [two.world.meeting]
    assert found.changed[0].takes == ("place",)
    assert [each.uid for each in found.of(Verdict.HERE)] == [two.world.activity]
    merged(path)
    assert tree.dump(MEETING, two.world.meeting)["place"] == "四楼会议室"
    assert tree.dump(spec("activity"), two.world.activity)["place"] == "广场"


def test_an_older_package_never_takes_a_newer_one_back(two) -> None:
    old = two.sent()
    two.at_branch()
    change("meeting", two.world.meeting, place="四楼会议室")
    merged(two.sent())
    found = compared(old)
    assert found.changed == found.conflicts == []
    merged(old)
    assert tree.dump(MEETING, two.world.meeting)["place"] == "四楼会议室"


@pytest.fixture
def conflict(two) -> Path:
    """A meeting whose place and title both sides have changed."""
    merged(two.sent())
    two.at_branch()
    change("meeting", two.world.meeting, place="四楼会议室", title="甲")
    path = two.sent()
    change("meeting", two.world.meeting, place="五楼会议室", title="乙")
    return path


def test_what_both_sides_changed_is_asked_field_by_field(two, conflict) -> None:
    found = compared(conflict)
    assert [each.uid for each in found.conflicts] == [two.world.meeting]
    assert set(found.conflicts[0].open) == {"place", "title"}
    step = operations.last_step()
    with pytest.raises(Refused, match="没有选定"):
        package.merge(found, {}, who=WHO, at=LATER)
    assert operations.last_step() == step


@pytest.mark.parametrize(
    ("taken", "place", "title"),
    [
        ((), "五楼会议室", "乙"),
        (("place",), "四楼会议室", "乙"),
        (("place", "title"), "四楼会议室", "甲"),
    ],
)
def test_the_person_decides_and_is_not_asked_again(two, conflict, taken, place, title) -> None:
    decide = {two.world.meeting: frozenset(taken)}
    merged(conflict, lambda _found: decide)
    now = tree.dump(MEETING, two.world.meeting)
    assert (now["place"], now["title"]) == (place, title)
    again = compared(conflict)
    assert again.conflicts == again.changed == []
    counts, step = row_counts(), operations.last_step()
    merged(conflict)
    assert (row_counts(), operations.last_step()) == (counts, step)


def test_a_decision_that_is_undone_is_asked_again(two, conflict) -> None:
    merged(conflict, package.take_theirs)
    operations.undo(who=WHO, at=LATER)
    assert tree.dump(MEETING, two.world.meeting)["place"] == "五楼会议室"
    assert len(compared(conflict).conflicts) == 1


def test_a_mixture_that_contradicts_itself_is_refused_by_name(two) -> None:
    merged(two.sent())
    uid = two.world.member
    two.at_branch()
    change("member", uid, joined_on="2010-05", full_on="2011-05")
    path = two.sent()
    change("member", uid, joined_on="2001-05", full_on="2002-05")
    found = compared(path)
    counts = row_counts()
    with pytest.raises(Refused, match="党员“周翀”按所选的合不到一起：转正日期早于入党日期"):
        package.merge(found, {uid: frozenset({"joined_on"})}, who=WHO, at=LATER)
    assert row_counts() == counts


def test_numbers_that_were_left_out_never_empty_those_that_are_here(two) -> None:
    merged(two.sent(identity=True))
    uid = member_uid()
    number = tree.dump(MEMBER, uid)["id_number"]
    two.at_branch()
    change("member", uid, job="调研员")
    merged(two.sent())
    now = tree.dump(MEMBER, uid)
    assert (now["job"], now["id_number"]) == ("调研员", number)


def test_numbers_that_come_later_are_filled_in_without_a_question(two) -> None:
    merged(two.sent())
    assert {row.values["id_number"] for row in queries.records(MEMBER)} == {""}
    found = compared(two.sent(identity=True))
    assert found.conflicts == []
    package.merge(found, {}, who=WHO, at=LATER)
    assert tree.dump(MEMBER, member_uid())["phone"]


def test_a_changed_number_follows_its_branch_and_two_changes_are_asked(two) -> None:
    merged(two.sent(identity=True))
    uid = member_uid()
    two.at_branch()
    change("member", uid, phone="010-1")
    merged(two.sent(identity=True))
    assert tree.dump(MEMBER, uid)["phone"] == "010-1"
    two.at_branch()
    change("member", uid, phone="010-2")
    path = two.sent(identity=True)
    change("member", uid, phone="010-3")
    assert compared(path).conflicts[0].open == ("phone",)


def test_what_was_deleted_at_the_branch_goes_to_the_bin_here(two) -> None:
    merged(two.sent())
    two.at_branch()
    plan = the("year_plan")["uid"]
    operations.delete(spec("year_plan"), plan, who=WHO, at=LATER)
    path = two.sent()
    assert [each.is_deleted_there for each in compared(path).changed] == [True]
    merged(path)
    assert tree.dump(spec("year_plan"), plan)["deleted_at"] is not None
    assert compared(path).changed == []


def test_deleted_there_and_changed_here_is_asked(two) -> None:
    merged(two.sent())
    two.at_branch()
    plan = the("year_plan")["uid"]
    operations.delete(spec("year_plan"), plan, who=WHO, at=LATER)
    path = two.sent()
    change("year_plan", plan, aims="另有安排")
    assert compared(path).conflicts[0].open == (package.BINNED,)
    merged(path, package.take_theirs)
    assert tree.dump(spec("year_plan"), plan)["deleted_at"] is not None


def test_deleted_here_and_unchanged_there_stays_deleted(two) -> None:
    path = two.sent()
    merged(path)
    plan = the("year_plan")["uid"]
    operations.delete(spec("year_plan"), plan, who=WHO, at=LATER)
    assert [each.uid for each in compared(path).of(Verdict.HERE)] == [plan]
    merged(path)
    assert tree.dump(spec("year_plan"), plan)["deleted_at"] is not None


def test_a_final_record_comes_in_final_and_is_undone_whole(two) -> None:
    merged(two.sent())
    two.at_branch()
    operations.set_values(
        MEETING, two.world.meeting, {"status": "final"}, name="定稿", who=WHO, at=LATER
    )
    merged(two.sent())
    assert tree.dump(MEETING, two.world.meeting)["status"] == "final"
    two.at_branch()
    operations.set_values(
        MEETING, two.world.meeting, {"printed_on": "2026-05-01"}, name="打印", who=WHO, at=LATER
    )
    merged(two.sent())
    operations.undo(who=WHO, at=LATER)
    assert tree.dump(MEETING, two.world.meeting)["printed_on"] is None


def test_attached_files_travel(two) -> None:
    two.at_branch()
    line = attachments.add("签到扫描".encode(), "签到.txt", at=AT)
    record = with_attachment(tree.dump(MEETING, two.world.meeting), line)
    operations.save(MEETING, record, who=WHO, at=LATER)
    merged(two.sent())
    there = tree.dump(MEETING, two.world.meeting)["attachments"]
    assert attachments.read(there[0]["sha256"]) == "签到扫描".encode()


def test_scans_of_a_member_stay_at_home_with_the_numbers(two) -> None:
    two.at_branch()
    line = attachments.add(b"scan", "scan.txt", at=AT)
    record = with_attachment(tree.dump(MEMBER, two.world.member), line)
    operations.save(MEMBER, record, who=WHO, at=LATER)
    merged(two.sent())
    assert tree.dump(MEMBER, two.world.member)["attachments"] == []
    merged(two.sent(identity=True))
    assert len(tree.dump(MEMBER, two.world.member)["attachments"]) == 1


def test_the_history_says_where_the_records_came_from(two) -> None:
    path = two.sent()
    merged(path)
    entry = history.of_record(two.world.meeting)[0]
    assert entry.name == "导入上报包 一支部2026年"
    assert f"上报包“{path.name}”" in entry.reason


def test_a_third_file_learns_from_the_second_what_the_first_had(two, tmp_path) -> None:
    """The branch changes, the general branch knows, the committee gets both in the wrong order."""
    first = two.sent()
    merged(first)
    two.at_branch()
    change("meeting", two.world.meeting, place="四楼会议室")
    merged(two.sent())
    onward = tmp_path / "转报.zhibu"
    package.write(onward, two.world.organisation, 2026, at=LATER)
    committee = tmp_path / "党委.zhibu"
    connection.create(committee)
    merged(first)
    found = compared(onward)
    assert found.conflicts == []
    package.merge(found, {}, who=WHO, at=LATER)
    assert tree.dump(MEETING, two.world.meeting)["place"] == "四楼会议室"


def test_an_organisation_entered_by_hand_under_the_same_name_is_told(two) -> None:
    two.at_general()
    own = tree.blank(spec("organisation"), name="中共示范局第一支部委员会", short_name="一支部")
    operations.save(spec("organisation"), own, who=WHO, at=AT)
    notes = compared(two.sent()).notes
    assert len(notes) == 1
    assert "同名的党组织" in notes[0]


# The hand-over


def test_a_handed_over_file_opens_for_reading_until_it_is_taken_back(two, tmp_path) -> None:
    two.at_branch()
    counts = row_counts()
    note = package.seal(tmp_path / "移交.zhibu", to="周翀", on="2026-12-30", who=WHO, at=LATER)
    assert note["size"] == (tmp_path / "移交.zhibu").stat().st_size
    package.close_old(who=WHO, at=LATER)
    assert connection.is_readonly()
    assert "已于2026年12月30日移交给周翀" in marks.why_readonly()
    connection.close()
    connection.open_file(two.branch)
    assert connection.is_readonly()
    with pytest.raises(Refused, match="为什么"):
        package.take_back(reason=" ", who=WHO, at=LATER)
    package.take_back(reason="接任的同志又调走了", who=WHO, at=LATER)
    assert not connection.is_readonly()
    assert marks.why_readonly() == ""
    steps = database.execute_sql("SELECT name, reason FROM step ORDER BY number DESC").fetchall()
    assert steps[0] == ("收回移交", "接任的同志又调走了")
    connection.open_file(tmp_path / "移交.zhibu")
    assert not connection.is_readonly()
    assert row_counts() == counts


def test_the_counts_of_the_handover_are_those_of_the_records(two) -> None:
    two.at_branch()
    counts = {each.kind.name: each for each in package.handover_counts(two.world.organisation)}
    assert counts["member"].total == 2
    assert counts["meeting"].by_year == {2026: 1, 2024: 1}
    assert counts["organisation"].by_year == {None: 1}


def test_without_a_copy_nothing_is_sealed_and_no_file_is_replaced(two, tmp_path) -> None:
    two.at_branch()
    with pytest.raises(Refused, match="副本"):
        package.close_old(who=WHO, at=LATER)
    target = tmp_path / "有了.zhibu"
    target.write_bytes(b"x")
    with pytest.raises(Refused, match="没有覆盖"):
        package.seal(target, to="周翀", on="2026-12-30", who=WHO, at=LATER)
    assert target.read_bytes() == b"x"
    with pytest.raises(Refused, match="移交给谁"):
        package.seal(tmp_path / "a.zhibu", to="", on="2026-12-30", who=WHO, at=LATER)


def test_one_organisation_does_not_count_another(two) -> None:
    two.at_branch()
    other = tree.blank(spec("organisation"), name="乙支部", short_name="乙")
    operations.save(spec("organisation"), other, who=WHO, at=AT)
    counts = package.handover_counts(other["uid"])
    assert [(each.kind.name, each.total) for each in counts] == [("organisation", 1)]
    assert Organisation.select().count() == 2
