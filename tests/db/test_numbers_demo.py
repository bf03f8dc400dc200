"""The figures of the seed article (domain 5) come out of the sample's records by counting."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import numbers, queries, tree
from db.connection import close, open_file
from db.numbers import Number, Period, year_of
from db.records import spec

TODAY = "2026-11-24"
BOTH_YEARS = Period("2025-01-01", TODAY)


@pytest.fixture(scope="module")
def sample(demo_file: Path) -> Iterator[Path]:
    open_file(demo_file, readonly=True)
    yield demo_file
    close()


def _numbers(short_name: str, period: Period) -> dict[str, Number]:
    whose = next(o for o in queries.organisations() if o["short_name"] == short_name)
    return {each.key: each for each in numbers.of_period(whose["uid"], period, TODAY)}


@pytest.mark.parametrize(
    ("key", "text", "records"),
    [
        ("hall_lecture", "21人次", 21),
        ("micro_lecture", "26次", 26),
        ("study_material.count", "140余篇", 32),
        ("honour", "6人", 6),
        ("model_post", "3个", 3),
        ("supervision_team", "4组", 4),
        ("regulation", "12项", 12),
        ("integrity_talk", "36人次", 36),
        ("work_method", "4个", 4),
        ("service_project", "6项", 6),
        ("service_activity.result=法治宣传", "110余场次", 8),
        ("service_activity.result=调解纠纷", "1800余件", 8),
        ("service_activity.result=配备法律顾问", "211村", 2),
        ("service_activity.result=建立工作室", "211个", 2),
        ("service_activity.result=落实养老金", "640人", 2),
        ("service_activity.money=落实养老金", "48.95万元", 2),
        ("service_activity.money=落实补贴", "5万元", 1),
        ("service_activity.whole=法律援助结案", "842件", 8),
        ("service_activity.result=法律援助结案", "796件", 8),
        ("service_activity.result=设立居委会工作站", "2个", 2),
        ("service_activity.result=招募志愿律师", "12名", 1),
        ("duty_turn.mediated", "46件", 16),
        ("duty_turn.consulted", "260余人次", 16),
        ("community_service=publicity", "6次", 6),
        ("community_service=labour", "4次", 4),
        ("village_post", "1人", 1),
        ("village_log=visit", "9次", 9),
        ("village_result.result=贫困户脱贫", "24户", 2),
        ("helped_household", "29户", 29),
        ("helped_household=official", "6户", 6),
        ("helped_household=officer", "23户", 23),
    ],
)
def test_a_figure_of_the_general_branch_is_counted_from_the_records(
    sample: Path, key: str, text: str, records: int
) -> None:
    number = _numbers("示范区司法局党总支", BOTH_YEARS)[key]
    assert (number.text, len(set(number.uids))) == (text, records)
    kind = spec(number.record_type)
    assert set(tree.dump_many(kind, number.uids)) == set(number.uids)


def test_one_branch_held_sixteen_activity_days(sample: Path) -> None:
    assert _numbers("机关第一党支部", BOTH_YEARS)["activity.activities"].text == "16次"


def test_four_leaders_have_a_contact_point_in_the_year(sample: Path) -> None:
    assert _numbers("示范区司法局党总支", year_of(2026))["contact_point"].text == "4个"


def test_the_quarters_of_a_year_come_to_the_year(sample: Path) -> None:
    year = _numbers("示范区司法局党总支", year_of(2025))
    quarters = [_numbers("示范区司法局党总支", numbers.quarter_of(2025, n)) for n in (1, 2, 3, 4)]
    for key in ("hall_lecture", "micro_lecture", "meeting.meetings", "integrity_talk"):
        counted = [uid for each in quarters for uid in (each[key].uids if key in each else ())]
        assert sorted(counted) == sorted(year[key].uids)


def test_a_branch_counts_only_its_own(sample: Path) -> None:
    assert _numbers("机关第一党支部", BOTH_YEARS)["hall_lecture"].text == "6人次"


def test_four_lawyers_took_turns_and_every_ballot_was_content(sample: Path) -> None:
    found = _numbers("示范区司法局党总支", BOTH_YEARS)
    turns = tree.dump_many(spec("duty_turn"), found["duty_turn"].uids).values()
    assert len({turn["lawyer_name"] for turn in turns}) == 4
    uids = found["service_activity.result=法律援助结案"].uids
    closed = tree.dump_many(spec("service_activity"), uids).values()
    assert sum(each["ballots"] for each in closed) == 796
    assert all(each["ballots"] == each["content_ballots"] for each in closed)
