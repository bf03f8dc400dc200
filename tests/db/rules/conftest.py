"""The sample meeting and the surroundings in which it was held."""

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import rulebook
from db.rules.checks import check
from db.rules.meeting import facts
from db.rules.rule import Finding
from db.rules.surroundings import Due, Surroundings

DATA = Path(__file__).parents[2] / "data"


def plain_workdays(day: dt.date, count: int) -> tuple[dt.date, bool]:
    """Count the days from Monday to Friday; the calendar itself has its own tests."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.isoweekday() <= 5
    return day, False


@pytest.fixture(scope="session")
def sample_text() -> str:
    return (DATA / "sample_meeting.json").read_text(encoding="utf-8")


@pytest.fixture
def sample(sample_text: str) -> dict[str, Any]:
    """The tree of the sample meeting, free to be changed by a test."""
    return json.loads(sample_text)


@pytest.fixture
def around(sample: dict[str, Any]) -> Surroundings:
    """The branch on the day: everyone of the sample is due, 单伟 is secretary."""
    posts = {"书记": "secretary", "组织委员": "organisation"}
    posts |= {"宣传委员": "publicity", "纪检委员": "discipline"}
    roster = tuple(
        Due(
            member=row["member"],
            name=row["name"],
            category=row["category"],
            voting=row["voting"],
            posts=frozenset({posts[row["post"]]} if row["post"] else ()),
        )
        for row in copy.deepcopy(sample["attendance"])
    )
    return Surroundings(
        today=dt.date(2026, 3, 30),
        add_workdays=plain_workdays,
        roster=roster,
        officers=tuple(person for person in roster if person.posts),
        full_members=19,
        committee_size=4,
    )


Run = Callable[..., list[Finding]]


@pytest.fixture
def run(around: Surroundings) -> Run:
    """Run all checks on a tree, in the sample's surroundings or in others."""

    def run(tree: dict[str, Any], where: Surroundings = around) -> list[Finding]:
        read = facts(tree)
        return check(read, where, rulebook.rules_on(read.held_on or where.today))

    return run


@pytest.fixture
def activity(sample: dict[str, Any]) -> dict[str, Any]:
    """An activity of the same people on the same day, with everything that must be filled."""
    kept = ("held_on", "began_at", "ended_at", "place", "chair", "chair_name", "chair_post")
    kept += ("recorder", "recorder_name", "attendance", "notice_on")
    tree = {key: sample[key] for key in kept}
    return tree | {
        "uid": "activity",
        "number": 3,
        "month": 3,
        "planned_on": "2026-03-28",
        "title": "学习先进",
        "organiser": "宣传委员",
        "process": "参观后座谈。",
        "outcome": "形成两条意见。",
        "fixed_items": [{"name": "佩戴党徽", "done": True}],
        "decisions": [],
        "observers": [],
        "attachments": [],
    }
