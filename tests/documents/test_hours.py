"""学时统计表: the parts of everybody add up, and what is missing is told."""

from types import SimpleNamespace

import pytest

from db.errors import Refused
from db.figures import Studied
from desktop.documents import document
from desktop.documents.context import PaperContext, Year

PEOPLE = (
    Studied(
        "1",
        "单伟",
        {"lecture": 800, "general": 250, "activity": 1900, "hall_lecture": 250},
        3200,
        5600,
        (),
    ),
    Studied("2", "欧阳翀䶮", {"activity": 3100, "absence": 100}, 3200, 3200, ()),
    Studied("3", "孙国强", {}, 0, None, ()),
)


class Desk(Year):
    """A desk that knows the hours of some people."""

    def __init__(self, people) -> None:
        self._people = people

    def figures(self, _year, _day):
        return SimpleNamespace(hours=self._people)


def table(people):
    context = PaperContext("中共示范局支部委员会", today="2026-11-24", year=2026, desk=Desk(people))
    return document("hours-register").collect([], context).table


def test_everybody_stands_there_with_parts_sum_target_and_what_is_missing():
    assert [row[2:] for row in table(PEOPLE).rows] == [
        ("8", "2.5", "19", "2.5", "—", "32", "56", "24"),
        ("—", "—", "31", "—", "1", "32", "32", "—"),
        ("—", "—", "—", "—", "—", "0", "不作要求", "—"),
    ]


def test_the_note_counts_only_those_of_whom_hours_are_asked():
    assert "有学时要求的2人，已达到1人，还差1人。" in str(table(PEOPLE).feet)


def test_without_anybody_on_the_roster_there_is_no_paper():
    with pytest.raises(Refused, match="先登记党员"):
        table(())
