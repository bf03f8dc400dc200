"""The visits to households of 结对帮扶 (走访记录), domain 5."""

from db.branch import Member, Organisation
from db.fields import DateField, MoneyField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class HouseholdVisit(Record):
    """One visit of one household."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    visited_on = DateField("走访日期", required=True)
    village = TextField("村")
    householder_name = TextField("户主", required=True, help_text="与结对帮扶的写法一致")
    visitor = ReferenceField(Member, "走访人")
    visitor_name = TextField("走访人姓名", required=True)
    purpose = TextField("走访事由")
    gift = MoneyField("慰问金额", null=True)
    content = TextField("走访情况", long=True)
    problems = TextField("困难和诉求", long=True)
    solved = TextField("解决情况", long=True)

    class Meta:
        indexes = ((("organisation", "visited_on"), False),)


def _check(tree: Tree) -> dict[str, str]:
    if tree["gift"] is not None and tree["gift"] < 0:
        return {"gift": "慰问金额不能小于0。"}
    return {}


def _advice(tree: Tree) -> list[str]:
    said = [] if tree["content"] else ["还没有写走访情况。"]
    if tree["problems"] and not tree["solved"]:
        said.append("困难和诉求还没有写解决情况。")
    return said


HOUSEHOLD_VISIT = RecordSpec(
    name="household_visit",
    title="帮扶走访",
    model=HouseholdVisit,
    columns=(
        Column("visited_on"),
        Column("householder_name"),
        Column("visitor_name", title="走访人"),
        Column("purpose", stretch=True),
        Column("gift"),
    ),
    sections=(
        Section("走访", (
            "visited_on", "village", "householder_name", "visitor", "purpose", "gift",
        )),
        Section("情况", ("content", "problems", "solved")),
    ),
    heading=heading("householder_name", "purpose"),
    check=_check,
    people=people("householder_name", "visitor_name"),
    day="visited_on",
    order=("visited_on",),
    ledger=Ledger(
        counted=Counted("帮扶走访", Unit.TIMES),
        system="village",
        purpose="帮扶人每走访一户记一行：情况、困难和诉求、怎样解决。",
        key=("visited_on", "householder_name", "visitor_name"),
        counted_by="householder_name",
        paper_columns=(
            "visited_on", "village", "householder_name", "visitor", "purpose", "content",
            "problems", "solved",
        ),
        signs=("帮扶人", "户主"),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (HouseholdVisit,)
