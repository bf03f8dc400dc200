"""The ledger of working methods of the branch (支部工作法).

Fields: domain 5: 名称 · 内涵 · 做法 · 成效 · 总结日期 · 推广.
"""

from db.branch import Organisation
from db.fields import PartialDateField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree


class WorkMethod(Record):
    """One method with its name; it stays in force, so it belongs to no single year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    name = TextField("名称", required=True)
    summed_on = PartialDateField("总结时间")
    author_name = TextField("总结人")
    essence = TextField("内涵", long=True, required=True)
    practice = TextField("主要做法", long=True)
    effect = TextField("工作成效", long=True)
    promotion = TextField("推广情况", long=True)


def _advice(tree: Tree) -> list[str]:
    return [] if tree["practice"] else ["还没有写主要做法。"]


WORK_METHOD = RecordSpec(
    name="work_method",
    title="支部工作法",
    model=WorkMethod,
    columns=(
        Column("name"),
        Column("essence", stretch=True),
        Column("summed_on"),
    ),
    sections=(
        Section("工作法", ("name", "summed_on", "author_name")),
        Section("内容", ("essence", "practice", "effect", "promotion")),
    ),
    heading=heading("name"),
    order=("summed_on", "name"),
    ledger=Ledger(
        counted=Counted("支部工作法", Unit.PIECES, day="summed_on"),
        system="organisation",
        purpose="登记支部总结出的工作法：名称、内涵、做法、成效，印成工作法卡片。",
        key=("name",),
        paper_columns=("name", "essence", "practice", "effect", "promotion", "summed_on"),
        advice=_advice,
    ),
)

MODELS = (WorkMethod,)
