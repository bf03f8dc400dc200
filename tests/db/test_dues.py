"""The dues of a branch out of its records: collected in one step, taken back, checked, due."""

import pytest

from db import due, dues, operations, tree
from db.assessment.evidence import gather
from db.errors import Refused
from db.records import spec
from db.rules.duties.model import State
from db.rules.scoring import periods
from db.rules.scoring.model import Formula, Item

AT, WHO = "2026-11-24T01:00:00Z", "单伟"
TODAY = "2026-03-20"


def save(kind, branch, **values):
    record = tree.blank(spec(kind), organisation=branch.uid, **values)
    operations.save(spec(kind), record, who=WHO, at=AT)
    return record["uid"]


@pytest.fixture
def paying(branch):
    """Everybody has a base; the probationary member pays from June 2025 on."""
    for name, member in branch.members.items():
        amount = 600_000 if name != "周翀" else 400_000
        save("dues_base", branch, member=member, began_on="2025-01-01", amount=amount)
    return branch


def ledger(branch, year=2026, today=TODAY):
    return dues.ledger(branch.uid, year, today)


def states(given, name):
    account = next(account for account in given.accounts if account.name == name)
    return [str(month.state) for month in account.months]


def test_a_month_is_collected_from_everybody_in_one_step_and_undone_in_one(paying):
    given = ledger(paying)
    assert given.sums(1, 1).owed == 3 * 9_000 + 4_000
    changes = dues.collect_all(given, 1, "2026-01-15", "王芳", who=WHO, at=AT)
    assert changes.name == "2026年1月党费收齐（4人）"
    assert ledger(paying).sums(1, 1).owed == 0
    operations.undo(who=WHO, at=AT)
    assert ledger(paying).sums(1, 1).paid == 0


def test_who_has_paid_already_is_not_booked_twice(paying):
    dues.pay(ledger(paying), paying.members["单伟"], [(1, 5_000)], "2026-01-10", who=WHO, at=AT)
    dues.collect_all(ledger(paying), 1, "2026-01-15", "王芳", who=WHO, at=AT)
    sums = ledger(paying).sums(1, 1)
    assert (sums.paid, sums.over) == (31_000, 0)
    with pytest.raises(Refused, match="没有欠交"):
        dues.collect_all(ledger(paying), 1, "2026-01-15", "王芳", who=WHO, at=AT)


def test_several_months_at_once_stand_in_their_own_months(paying):
    member = paying.members["单伟"]
    months = [(1, 9_000), (2, 9_000), (3, 9_000)]
    dues.pay(ledger(paying), member, months, "2026-03-05", who=WHO, at=AT)
    assert states(ledger(paying), "单伟")[:4] == ["paid", "paid", "paid", "unpaid"]
    dues.take_back(ledger(paying), member, 2, who=WHO, at=AT)
    assert states(ledger(paying), "单伟")[:4] == ["paid", "unpaid", "paid", "unpaid"]
    with pytest.raises(Refused, match="没有可以取消"):
        dues.take_back(ledger(paying), member, 2, who=WHO, at=AT)


def test_a_probationary_member_pays_from_the_month_of_admission(paying):
    found = states(ledger(paying, 2025), "褚垚")
    assert found[:6] == ["outside"] * 5 + ["unpaid"]


def test_what_is_missing_is_found_with_its_article_until_it_is_paid(paying):
    found = dues.findings(ledger(paying, today="2026-08-02"))
    assert "单伟1月的党费欠交超过6个月" in [each.text for each in found]
    assert all("待核" in each.article for each in found)
    for month in range(1, 8):
        dues.collect_all(ledger(paying), month, "2026-08-01", "王芳", who=WHO, at=AT)
    given = ledger(paying, today="2026-08-02")
    late = [f"{account.name}1月的党费补交时已超过6个月" for account in given.accounts]
    assert [each.text for each in dues.findings(given)] == late


def test_a_fixed_sum_below_the_band_and_a_missing_base_are_found(branch):
    save(
        "dues_base",
        branch,
        member=branch.members["单伟"],
        began_on="2026-01-01",
        amount=600_000,
        monthly=6_000,
    )
    found = [each.text for each in dues.findings(ledger(branch))]
    assert "单伟核定月交 60.00 元，按基数所在档次应交 90.00 元" in found
    assert "王芳1、2、3月没有党费基数，算不出应交" in found


def test_more_handed_up_than_collected_does_not_agree(paying):
    save(
        "dues_remittance",
        paying,
        year=2026,
        from_month=1,
        to_month=3,
        amount=1_000,
        remitted_on="2026-03-18",
    )
    assert "上缴 10.00 元，多于实收 0.00 元，账款不符，请核对" in [
        each.text for each in dues.findings(ledger(paying))
    ]


def test_an_approved_waiver_lowers_what_is_due_for_its_months(paying):
    save(
        "dues_waiver",
        paying,
        member=paying.members["周翀"],
        began_on="2026-02-01",
        ended_on="2026-03-31",
        monthly=0,
        reason="重病",
        approved_by="局机关党委",
        approved_on="2026-01-20",
    )
    assert states(ledger(paying), "周翀")[:4] == ["unpaid", "waived", "waived", "unpaid"]
    assert ledger(paying).sums(2, 2).waived == 4_000


def duty(branch, period):
    found = due.duties(branch.uid, 2026, TODAY)
    return next(each for each in found if each.code == "dues" and each.period == period)


def test_the_duty_reads_the_ledger_once_it_is_used(paying):
    assert duty(paying, "2026年1月").state == State.NOT_APPLICABLE
    save("duty_note", paying, code="dues", year=2026, month=2, done_on="2026-02-15")
    dues.collect_all(ledger(paying), 1, "2026-01-15", "王芳", who=WHO, at=AT)
    assert duty(paying, "2026年1月").state == State.DONE
    assert duty(paying, "2026年2月").state == State.OVERDUE  # a note no longer stands for money
    dues.collect_all(ledger(paying), 2, "2026-02-15", "王芳", who=WHO, at=AT)
    assert duty(paying, "2026年2月").state == State.DONE


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("dues_base", {"began_on": "2026-01-01"}, "amount"),
        ("dues_base", {"began_on": "2026-01-01", "payer": "farmer", "monthly": 150}, "monthly"),
        ("dues_month", {"year": 2026, "month": 13}, "month"),
        (
            "dues_remittance",
            {"year": 2026, "amount": 0, "remitted_on": "2026-01-20"},
            "amount",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(branch, kind, values, field):
    if kind == "dues_base":
        values = {**values, "member": branch.members["单伟"]}
    record = tree.blank(spec(kind), organisation=branch.uid, **values)
    assert field in operations.problems(spec(kind), tree.normalise(spec(kind), record))


def test_the_assessment_counts_only_who_owes(paying):
    dues.collect_all(ledger(paying), 1, "2026-01-15", "王芳", who=WHO, at=AT)
    dues.take_back(ledger(paying), paying.members["单伟"], 1, who=WHO, at=AT)
    evidence = gather(paying.uid, 2026, TODAY, [])
    assert evidence.owing[1] == 1
    found = periods.dues(evidence, Item("D3", "党费", "党费", 300, Formula.PER_MISSING))
    assert found.gaps[0].words == "2026年1月没有交足（1人）"
