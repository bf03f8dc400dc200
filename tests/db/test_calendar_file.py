"""The calendar file: what comes, on which day, in the form that calendars read (RFC 5545)."""

import datetime as dt

import icalendar
import pytest

from db import calendar_file, drafting, operations, queries, tree
from db.errors import Refused
from db.records import spec

from .conftest import AT, WHO

TODAY = "2026-09-10"
LATER = "2026-09-20"


@pytest.fixture
def written(branch, tmp_path):
    def write(today=TODAY):
        path = tmp_path / f"{today}.ics"
        calendar_file.write(path, branch.uid, today)
        return path.read_bytes()

    return write


def by_uid(data: bytes) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return {str(event["uid"]): event for event in found}


def summaries(data: bytes) -> dict[str, dt.date]:
    return {str(event["summary"]): event["dtstart"].dt for event in by_uid(data).values()}


def test_the_file_is_as_the_standard_wants_it(written):
    data = written()
    lines = data.split(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)
    assert (lines[0], lines[-2]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    assert "第一党支部" in data.decode("utf-8")
    assert b"VERSION:2.0" in lines
    assert any(line.startswith(b"DTSTART;VALUE=DATE:2026") for line in lines)


def test_every_event_is_a_whole_day_to_come_with_article_and_alarms(written):
    events = by_uid(written()).values()
    assert events
    for event in events:
        start, end = event["dtstart"].dt, event["dtend"].dt
        assert type(start) is dt.date
        assert (end - start).days == 1
        assert start >= dt.date.fromisoformat(TODAY)
        assert "依据：" in event["description"]
        alarms = event.walk("VALARM")
        assert [alarm["trigger"].dt for alarm in alarms] == list(calendar_file._ALARMS)


def test_no_duty_is_there_twice_and_its_uid_stays(written):
    first, second = written(), written(LATER)
    assert len(by_uid(first)) == first.count(b"BEGIN:VEVENT")
    assert set(by_uid(second)) <= set(by_uid(first))


def test_the_same_day_gives_the_same_bytes(written):
    assert written() == written()


def test_what_is_done_or_past_is_not_in_it(branch, written):
    assert summaries(written())["支部党员大会（2026年第三季度）"] == dt.date(2026, 9, 30)
    branch.meeting("general", "2026-09-04", status="final")
    assert "支部党员大会（2026年第三季度）" not in summaries(written())
    assert not any("第二季度" in summary for summary in summaries(written()))


def test_the_plans_give_the_day_and_the_theme(branch, written):
    plan = drafting.new_year_plan(branch.uid, 2026)
    for row in plan["rows"]:
        if (row["kind"], row["month"]) == ("general", 9):
            row |= {"due_on": "2026-09-25", "title": "讨论半年总结"}
    plan["rows"].append(
        tree.blank_line(
            spec("year_plan").line("rows"),
            month=10,
            kind="other",
            title="参观纪念馆",
            due_on="2026-10-20",
        )
    )
    operations.save(spec("year_plan"), plan, who=WHO, at=AT)
    activities = drafting.new_plan(branch.uid, 2026)
    activities["months"][9] |= {"title": "植树"}
    operations.save(spec("activity_plan"), activities, who=WHO, at=AT)
    found = summaries(written())
    assert found["支部党员大会（2026年第三季度）：讨论半年总结"] == dt.date(2026, 9, 25)
    assert found["党员活动日（2026年10月）：植树"] == dt.date(2026, 10, 28)
    assert found["参观纪念馆"] == dt.date(2026, 10, 20)


def test_who_is_not_reached_yet_is_not_named(branch, written):
    text = written().decode().replace("\r\n ", "")
    assert not any(name in text for name in branch.members)


def test_an_earlier_file_stays_when_a_new_one_cannot_be_written(branch, tmp_path):
    with pytest.raises(Refused, match="日历文件不能存到"):
        calendar_file.write(tmp_path / "没有" / "x.ics", branch.uid, TODAY)
    assert list(tmp_path.glob("*.ics")) == []


def test_a_general_branch_has_nothing_to_do_of_its_own(store):
    parent = tree.blank(spec("organisation"), name="总支", short_name="总支", kind="general_branch")
    operations.save(spec("organisation"), parent, who=WHO, at=AT)
    assert calendar_file.events(queries.organisations()[0]["uid"], TODAY) == []
