"""The ledger of supervision teams (督查组): who leads, who is in them, what they look at.

Fields: domain 5: 组号 · 带队领导 · 成员.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import IntegerField, ReferenceField, TextField
from db.model import Line, Record
from db.quantity import Unit
from db.records.ledgers.common import nobody_twice, year_error
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree


class SupervisionTeam(Record):
    """One team of one year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    number = IntegerField("组号", required=True, default=1)
    leader = ReferenceField(Member, "带队领导")
    leader_name = TextField("带队领导姓名", required=True)
    leader_post = TextField("职务")
    scope = TextField("督查范围", long=True)
    turn = TextField("轮值安排", help_text="几个组轮流督查的，写明各组的时间")

    class Meta:
        indexes = ((("organisation", "year"), False),)


class TeamMember(Line):
    """Somebody of the team beside its leader; without ``member`` it is somebody from elsewhere."""

    record = ReferenceField(SupervisionTeam, required=True)
    member = ReferenceField(Member, "党员")
    name = TextField("姓名", required=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {**year_error(tree), **nobody_twice(tree, "members", "成员")}
    if tree["number"] is not None and tree["number"] < 1:
        errors["number"] = "组号从1算起。"
    return errors


SUPERVISION_TEAM = RecordSpec(
    name="supervision_team",
    title="督查组",
    model=SupervisionTeam,
    columns=(
        Column("year"),
        Column("number"),
        Column("leader_name", title="带队领导"),
        Column("leader_post"),
        Column("turn", stretch=True),
    ),
    sections=(
        Section("督查组", ("year", "number", "leader", "leader_post")),
        Section("成员", ("members",)),
        Section("分工", ("scope", "turn")),
    ),
    lines=(LineSpec("members", "成员", TeamMember),),
    heading=lambda tree: f"第{tree['number'] or '×'}督查组 {tree['leader_name']}".strip(),
    check=_check,
    people=lambda tree: [
        name for name in (tree["leader_name"], *(row["name"] for row in tree["members"])) if name
    ],
    order=("year", "number"),
    ledger=Ledger(
        counted=Counted("督查组", Unit.TEAMS),
        system="conduct",
        purpose="登记每年的督查组：组号、带队领导、成员，督查什么、怎样轮值。",
        key=("year", "number"),
        paper_columns=("number", "leader", "leader_post", "scope", "turn"),
    ),
)

MODELS = (SupervisionTeam, TeamMember)
