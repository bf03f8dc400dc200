"""Reads of lists: what is in them and in which order."""

import pytest

from db import operations, queries, tree
from db.records import RECORDS, spec
from tests.samples import AT, LATER, WHO, World, make_world, sample

MEETING = spec("meeting")


@pytest.fixture
def world(store) -> World:
    return make_world()


def meeting(world: World, day: str, **values: object) -> str:
    record = tree.blank(MEETING, organisation=world.organisation, held_on=day, **values)
    operations.save(MEETING, record, who=WHO, at=AT)
    return str(record["uid"])


def test_years_are_those_with_living_records_newest_first(world) -> None:
    assert queries.years() == queries.years(world.organisation) == []
    for day in ("2019-12-31", "2024-01-01", "2024-05-06", "2026-03-27"):
        meeting(world, day)
    binned = meeting(world, "2021-07-01")
    operations.delete(MEETING, binned, who=WHO, at=LATER)
    assert queries.years() == queries.years(world.organisation) == [2026, 2024, 2019]
    listed = tree.blank(spec("listed_item"), organisation=world.organisation, year=2023, title="一")
    operations.save(spec("listed_item"), listed, who=WHO, at=AT)
    talk = sample(spec("talk"), world) | {"held_on": "2022-03-01"}
    operations.save(spec("talk"), talk, who=WHO, at=AT)
    wanted = [2026, 2024, 2023, 2022, 2019]
    assert queries.years() == queries.years(world.organisation) == wanted
    assert queries.years("00000000-0000-4000-8000-000000000000") == []


def test_a_year_of_meetings_begins_and_ends_with_the_year(world) -> None:
    for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"):
        meeting(world, day)
    found = queries.records(MEETING, organisation=world.organisation, year=2026)
    assert [row.day for row in found] == ["2026-12-31", "2026-01-01"]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_a_list_shows_the_values_of_the_record_without_long_texts(kind, world) -> None:
    record = sample(kind, world)
    operations.save(kind, record, who=WHO, at=AT)
    stored = tree.dump(kind, record["uid"])
    row = next(row for row in queries.records(kind) if row.uid == record["uid"])
    assert row.heading == kind.heading(stored)
    assert row.values == {name: stored[name] for name in row.values}
    assert set(row.values) >= {column.field for column in kind.columns} | set(kind.order)


def test_a_meeting_is_listed_with_its_topics_in_order(world) -> None:
    meeting(world, "2026-03-27", agenda=[{"title": "一"}, {"title": "二"}])
    assert queries.records(MEETING)[0].topics == ("一", "二")
