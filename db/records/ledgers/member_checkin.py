"""The check-in of a member with a community (双报到：个人报到).

Fields: domain 5: 党员 · 社区 · 报到日 · 岗位.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import DateField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class MemberCheckin(Record):
    """A member with the community where he lives; it stays until it is ended."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    person = ReferenceField(Member, "党员")
    person_name = TextField("党员姓名", required=True)
    community = TextField("社区", required=True)
    checked_in_on = DateField("报到日期", required=True)
    ended_on = DateField("结束日期", help_text="还在服务的空着")
    post = TextField("认领岗位")
    skill = TextField("服务特长")
    contact_name = TextField("社区联系人")
    received_on = DateField("回执日期")
    receipt = TextField("社区回执意见", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    return {
        **in_order(tree, "checked_in_on", "ended_on", "结束日期早于报到日期"),
        **in_order(tree, "checked_in_on", "received_on", "回执日期早于报到日期"),
    }


def _advice(tree: Tree) -> list[str]:
    said = [] if tree["post"] else ["还没有写认领的岗位。"]
    return said if tree["received_on"] else [*said, "还没有收到社区回执。"]


MEMBER_CHECKIN = RecordSpec(
    name="member_checkin",
    title="党员个人报到",
    model=MemberCheckin,
    columns=(
        Column("checked_in_on"),
        Column("person_name", title="党员"),
        Column("community", stretch=True),
        Column("post"),
        Column("received_on"),
    ),
    sections=(
        Section("报到", ("person", "community", "checked_in_on", "ended_on", "post", "skill")),
        Section("回执", ("contact_name", "received_on", "receipt")),
    ),
    heading=heading("person_name", "community"),
    check=_check,
    people=people("person_name", "contact_name"),
    order=("checked_in_on", "person_name"),
    documents=("member-checkin-card",),
    ledger=Ledger(
        counted=Counted("党员报到", Unit.PEOPLE, day="checked_in_on"),
        system="community",
        purpose="登记每名党员到居住地社区报到的日期、认领的岗位和社区的回执。",
        key=("person_name", "community", "checked_in_on"),
        signs=("报到党员", "社区负责人"),
        advice=_advice,
    ),
)

MODELS = (MemberCheckin,)
