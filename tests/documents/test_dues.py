"""The papers of dues: sums are the records', months to come owe nothing, no wage is shown."""

import pytest

from db import dues, operations, tree
from db.errors import Refused
from db.records import spec
from desktop.documents import document
from desktop.documents.gather import Gatherer, context_for, of_year
from tests.samples import AT, WHO, make_world

TODAY = "2026-03-20"


@pytest.fixture
def world(store):
    world = make_world()
    member = tree.dump(spec("member"), world.member)
    member["memberships"] = [
        tree.blank_line(spec("member").line("memberships"), branch=world.organisation)
    ]
    operations.save(spec("member"), member, who=WHO, at=AT)
    base = tree.blank(
        spec("dues_base"),
        organisation=world.organisation,
        member=world.member,
        began_on="2026-01-01",
        amount=600_000,
    )
    operations.save(spec("dues_base"), base, who=WHO, at=AT)
    return world


def collected(name, world, option=""):
    paper = document(name)
    context = Gatherer(world.organisation, today=TODAY, option=option).year(2026)
    return paper.collect(of_year("dues_month", world.organisation, 2026), context).table


def pay(world, *months):
    given = dues.ledger(world.organisation, 2026, TODAY)
    payments = [(month, 9_000) for month in months]
    dues.pay(given, world.member, payments, "2026-03-10", who=WHO, at=AT)


def test_the_ledger_of_a_year_owes_nothing_for_months_to_come(world):
    pay(world, 1)
    table = collected("dues-ledger", world)
    row = table.rows[0]
    assert row[1:7] == ("周　翀", "在职", "6,000.00", "1.5%", "90.00", "90.00")
    assert row[-3:-1] == ("90.00", "180.00")
    assert "1—3月应交 270.00 元 − 减免 0.00 元 = 实交 90.00 元 + 欠交 180.00 元" in str(table.feet)
    assert row[-1] == "补交：1月"


def test_the_quarter_tells_the_day_of_each_payment(world):
    pay(world, 1, 2)
    table = collected("dues-quarter", world, option="2")
    assert table.title == "2026年第一季度党费收缴台账"
    assert "90.00\n3.10" in table.rows[0]


def test_the_sheet_to_be_put_up_shows_no_wage(world):
    pay(world, 1)
    assert not any("6,000.00" in text for text in collected("dues-notice", world).texts())


def test_the_receipts_of_a_month_leave_room_to_sign(world):
    pay(world, 2)
    (record,) = of_year("dues_month", world.organisation, 2026)
    table = document("dues-receipts").collect(record, context_for(record, today=TODAY)).table
    assert table.rows[0][4:] == ("90.00", "3.10", " ", "—")


def test_a_year_without_members_is_refused_in_a_sentence(store):
    branch = tree.blank(spec("organisation"), name="中共示范局第二支部委员会", short_name="二支部")
    operations.save(spec("organisation"), branch, who=WHO, at=AT)
    context = Gatherer(branch["uid"], today=TODAY).year(2026)
    with pytest.raises(Refused, match="没有交纳党费的党员"):
        document("dues-ledger").collect([], context)
