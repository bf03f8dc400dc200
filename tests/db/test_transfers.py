"""组织关系转接: validity, the slip, and the duties that read the letters."""

import datetime as dt

import pytest

from db import due, operations, tree
from db.records import spec
from db.records.transfer_letter import standing, valid_until
from db.rules.duties.model import State

KIND = spec("transfer_letter")
AT, WHO = "2026-11-24T01:00:00Z", "单伟"


def letter(branch, **values):
    given = {"name": "朱珺", "other_side": "中共某街道工委", "issued_on": "2026-03-02"}
    return tree.blank(KIND, organisation=branch.uid, **given | values)


def test_the_day_of_issue_is_the_first_of_the_validity(branch):
    assert valid_until(letter(branch, valid_days=10)) == dt.date(2026, 3, 11)


@pytest.mark.parametrize(
    ("day", "receipt", "said"),
    [
        ("2026-03-11", None, "待回执"),
        ("2026-03-12", None, "已过有效期，没有回执"),
        ("2026-03-20", "2026-03-15", "已收回执"),
    ],
)
def test_a_letter_past_its_validity_without_a_slip_is_told(branch, day, receipt, said):
    record = letter(branch, valid_days=10, receipt_on=receipt)
    assert standing(record, dt.date.fromisoformat(day)) == said


@pytest.mark.parametrize(("days", "wrong"), [(92, False), (93, True), (0, True)])
def test_a_letter_holds_three_months_at_most(branch, days, wrong):
    found = operations.problems(KIND, letter(branch, valid_days=days))
    assert ("valid_days" in found) is wrong


def test_the_slip_ends_the_duty_that_the_letter_began(branch):
    record = letter(branch)
    operations.save(KIND, record, who=WHO, at=AT)

    def receipt(today):
        found = due.duties(branch.uid, 2026, today)
        return next(each for each in found if each.code == "letter_receipt")

    assert receipt("2026-04-01").state == State.NOW
    assert receipt("2026-06-03").state == State.OVERDUE
    stored = tree.dump(KIND, record["uid"]) | {"receipt_on": "2026-03-20"}
    operations.save(KIND, stored, who=WHO, at=AT)
    assert receipt("2026-06-03").state == State.DONE
