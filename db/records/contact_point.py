"""The record type of a contact point (党建联系点): which leader looks after which branch.

Source: 党建联系点制度 of the seed branch (domain 5): 班子成员, 支部, 年度, 计划次数. How many
visits a year asks for is a local rule (4 to 5 in the places found): the record says it.
"""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import DateField, IntegerField, ReferenceField, TextField
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree

_MOST = 60  # visits a year; more is a slip of the pen


class ContactPoint(Record):
    """One leader's branch for one year; ``organisation`` is the one that keeps the account."""

    organisation = ReferenceField(Organisation, "党组织", required=True)
    year = IntegerField("年度", required=True)
    leader_name = TextField("联系领导", required=True)
    leader_post = TextField("职务")
    branch = ReferenceField(Organisation, "联系的党支部", required=True)
    planned = IntegerField(
        "计划次数", default=4, help_text="全年计划到支部几次，以本单位的规定为准"
    )
    duty = TextField("联系内容", long=True)
    began_on = DateField("确定日期")
    note = TextField("备注")

    class Meta:
        indexes = ((("organisation", "year"), False), (("branch", "year"), False))


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        errors["year"] = "年度请写四位数字，如2026。"
    if tree["planned"] is None or not 0 <= tree["planned"] <= _MOST:
        errors["planned"] = f"计划次数请写0到{_MOST}之间的数。"
    return errors


CONTACT_POINT = RecordSpec(
    name="contact_point",
    title="党建联系点",
    model=ContactPoint,
    columns=(
        Column("year"),
        Column("leader_name"),
        Column("branch"),
        Column("planned"),
        Column("duty", stretch=True),
    ),
    sections=(
        Section("分工", ("year", "leader_name", "leader_post", "branch", "planned", "began_on")),
        Section("内容", ("duty", "note")),
    ),
    heading=lambda tree: f"{tree['year'] or ''}年党建联系点 {tree['leader_name']}".strip(),
    check=_check,
    people=lambda tree: [tree["leader_name"]] if tree["leader_name"] else [],
    order=("year", "entered_at"),
)

MODELS = (ContactPoint,)
