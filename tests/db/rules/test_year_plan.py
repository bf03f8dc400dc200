"""A plan beside what was held: which record belongs to which row, and what became of the row."""

import datetime as dt

import pytest

from db.rules.year_plan import HeldRecord, PlannedRow, PlanState, compare

TODAY = dt.date(2026, 6, 15)


def row(month: int, kind: str = "committee", group: str = "", due_on: str = "") -> PlannedRow:
    limit = dt.date.fromisoformat(due_on) if due_on else None
    return PlannedRow(f"{kind}{group}{month}", month, kind, group, limit)


def held(day: str, kind: str = "committee", **values: object) -> HeldRecord:
    when = dt.date.fromisoformat(day)
    given = {"uid": f"{kind}@{day}", "month": when.month, "heading": kind} | values
    return HeldRecord(kind=kind, day=when, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("planned", "record", "state"),
    [
        (row(3), held("2026-03-10"), PlanState.DONE),
        (row(3), held("2026-02-27"), PlanState.EARLY),
        (row(3), held("2026-04-02"), PlanState.LATE),
        (row(3, due_on="2026-03-15"), held("2026-03-15"), PlanState.DONE),
        (row(3, due_on="2026-03-15"), held("2026-03-16"), PlanState.LATE),
        (row(3), held("2026-03-10", draft=True), PlanState.DRAFT),
        (row(6), held("2026-06-20"), PlanState.OPEN),
        (row(5), None, PlanState.MISSED),
        (row(6), None, PlanState.OPEN),
        (row(6, due_on="2026-06-14"), None, PlanState.MISSED),
        (row(12), None, PlanState.OPEN),
        (row(3, "other"), None, PlanState.ASIDE),
    ],
)
def test_a_row_is_done_in_time_early_late_or_not_at_all(planned, record, state):
    matches, unplanned = compare(2026, [planned], [record] if record else [], TODAY)
    assert matches[planned.uid].state == state
    assert unplanned == []


def test_the_record_of_the_month_goes_to_its_row_before_one_of_the_next():
    rows = [row(2), row(3)]
    matches, unplanned = compare(2026, rows, [held("2026-03-03"), held("2026-03-30")], TODAY)
    assert matches["committee3"].record.day == dt.date(2026, 3, 3)
    assert matches["committee2"].record.day == dt.date(2026, 3, 30)
    assert matches["committee2"].state == PlanState.LATE
    assert unplanned == []


def test_a_meeting_a_quarter_away_is_another_meeting():
    matches, unplanned = compare(2026, [row(1)], [held("2026-04-10")], TODAY)
    assert matches["committee1"].state == PlanState.MISSED
    assert [record.uid for record in unplanned] == ["committee@2026-04-10"]


def test_groups_are_kept_apart_and_a_row_without_one_takes_any():
    rows = [row(3, "group", "a"), row(3, "group")]
    found = [held("2026-03-05", "group", group="b"), held("2026-03-09", "group", group="a")]
    matches, unplanned = compare(2026, rows, found, TODAY)
    assert matches["groupa3"].record.group == "a"
    assert matches["group3"].record.group == "b"
    assert unplanned == []


def test_what_nobody_planned_is_told_by_day():
    found = [held("2026-05-05", "life"), held("2026-01-05", "lecture")]
    _matches, unplanned = compare(2026, [row(3)], found, TODAY)
    assert [record.day.month for record in unplanned] == [1, 5]


def test_an_activity_of_a_month_held_in_the_next_is_late_and_not_of_the_next_month():
    rows = [row(2, "activity", due_on="2026-02-28"), row(3, "activity", due_on="2026-03-28")]
    matches, _ = compare(2026, rows, [held("2026-03-02", "activity", month=2)], TODAY)
    assert matches["activity2"].state == PlanState.LATE
    assert matches["activity3"].record is None
