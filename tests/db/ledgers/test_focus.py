"""What is special in the ledgers of 六项工程, 双报到, 第一书记 and 结对帮扶."""

from db import operations, quantity, queries, shown, tree
from db.records import spec
from tests.samples import AT, WHO, make_world


def keep(name: str, organisation: str, **values) -> dict:
    kind = spec(name)
    record = tree.blank(kind, organisation=organisation, **values)
    operations.save(kind, record, who=WHO, at=AT)
    return record


def errors(name: str, **values) -> dict:
    kind = spec(name)
    return dict(kind.check(tree.blank(kind, **values)))


def said(name: str, **values) -> str:
    kind = spec(name)
    return "".join(kind.ledger.advice(tree.blank(kind, **values)))


def sums(name: str, organisation: str, **options) -> dict:
    kind = spec(name)
    found = queries.records(kind, organisation=organisation, **options)
    return dict(shown.sums(kind, [each.values for each in found]))


def test_a_part_cannot_be_more_than_the_whole_it_is_of():
    assert "whole" in errors("service_activity", result="843件", whole="842件")
    assert errors("service_activity", result="796件", whole="842件") == {}
    assert errors("service_activity", result="843件", whole="840余件") == {}
    assert "单位" in said("service_activity", result="843人", whole="842件")


def test_who_is_content_is_said_only_of_a_ballot_and_never_rounded_up():
    assert "没有测评票数" in said("service_activity", effect="群众满意率100%")
    assert "满意率99.9%" in said("service_activity", ballots=796 * 2, content_ballots=1591)
    assert "满意率100%" in said("service_activity", ballots=796, content_ballots=796)
    assert "content_ballots" in errors("service_activity", ballots=10, content_ballots=11)
    assert quantity.share(0, 0) == ""


def test_the_numbers_of_the_lawyers_room_are_the_sums_of_its_turns(store):
    here = make_world().organisation
    for day, people, cases in (
        ("2025-05-06", "100余人次", "20件"),
        ("2026-03-27", "160人次", "26件"),
    ):
        keep(
            "duty_turn",
            here,
            duty_on=day,
            lawyer_name="王律师",
            state="kept",
            consulted=people,
            mediated=cases,
        )
    assert sums("duty_turn", here) == {"法律咨询": "260余人次", "调解纠纷": "46件"}
    assert sums("duty_turn", here, year=2026) == {"法律咨询": "160人次", "调解纠纷": "26件"}


def test_a_turn_that_was_not_kept_counts_nothing():
    for state in ("planned", "missed"):
        assert "mediated" in errors("duty_turn", state=state, mediated="3件")
    assert errors("duty_turn", state="kept", mediated="3件") == {}
    assert "代班人" in said("duty_turn", state="swapped")


def test_six_officials_and_twenty_three_officers_stand_against_twenty_nine_households(store):
    here = make_world().organisation
    for place in range(29):
        keep(
            "helped_household",
            here,
            village="张山子镇毛官庄村",
            householder_name=f"户主{place}",
            helper_name=f"帮扶人{place}",
            helper_rank="official" if place < 6 else "officer",
        )
    kind = spec("helped_household")
    rows = [each.values for each in queries.records(kind, organisation=here)]
    assert len(rows) == 29
    assert dict(shown.tally(kind, rows)) == {"干警": 23, "科级干部": 6}


def test_the_visits_of_a_first_secretary_are_counted_apart_from_his_other_days(store):
    here = make_world().organisation
    for day in range(1, 12):
        keep(
            "village_log",
            here,
            logged_on=f"2026-03-{day:02}",
            kind="visit" if day <= 9 else "log",
            village="邳庄镇陡沟村",
            author_name="第一书记",
            subject="入户",
        )
    kind = spec("village_log")
    rows = [each.values for each in queries.records(kind, organisation=here, year=2026)]
    assert dict(shown.tally(kind, rows)) == {"走访调研": 9, "工作日志": 2}


def test_the_income_of_a_household_is_worked_out_for_each_of_its_people():
    told = said("household_income", persons=3, wages=1_000_000, transfers=100_100)
    assert told == "合计11001元，人均3667元。"
    assert said("household_income", persons=3) == "还没有写任何一项收入。"
    assert errors("household_income", year=2026, persons=3, trade=-1) == {
        "trade": "收入不能小于0。"
    }


def test_days_that_stand_the_wrong_way_round_are_refused():
    assert "out_on" in errors("helped_household", poor_from="2016-05", out_on="2016-04-30")
    assert errors("helped_household", poor_from="2016", out_on="2016-04-30") == {}
    assert "ended_on" in errors("village_post", began_on="2024-03", ended_on="2023")
    late = errors("member_checkin", checked_in_on="2026-03-27", received_on="2026-03-26")
    assert "received_on" in late


def test_hours_of_service_are_no_hours_of_study():
    assert spec("community_service").ledger.hours == ""
    assert "minutes" in errors("community_service", minutes=1441)
