"""The record type of a set of numbers that was frozen with a report (数字定稿).

It keeps each number as it was reported and the uids of the records behind it; what the records
come to later is compared with it by ``db.frozen_numbers`` and never put in its place.
"""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import DateField, ReferenceField, TextField
from db.model import Line, Record
from db.records.ledgers.common import in_order
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class FrozenNumbers(Record):
    """The numbers of one report: ``first_on`` and ``last_on`` are both in the period."""

    organisation = ReferenceField(Organisation, "党组织", required=True)
    title = TextField("名称", required=True, help_text="用在哪一份总结、报告里")
    first_on = DateField("数字从", required=True)
    last_on = DateField("数字到", required=True)
    frozen_on = DateField("定稿日期", required=True)
    withdrawn_on = DateField("作废日期", help_text="作废的仍留着，不再核对")
    note = TextField("说明", long=True)

    class Meta:
        indexes = ((("organisation", "frozen_on"), False),)


class FrozenNumber(Line):
    """One number: ``key`` is that of ``db.numbers``, ``uids`` stand apart by spaces."""

    record = ReferenceField(FrozenNumbers, required=True)
    key = TextField("项目", required=True)
    system = TextField("体系")
    title = TextField("内容", required=True)
    said = TextField("数字", required=True)
    uids = TextField("记录", long=True, private=True)


def _check(tree: Tree) -> Mapping[str, str]:
    return in_order(tree, "first_on", "last_on", "截止日期早于开始日期")


def _open_keys(tree: Tree) -> frozenset[str] | None:
    """Only name and note may be changed, the numbers are what was reported; or it is withdrawn.

    A withdrawn set may be deleted.
    """
    return None if tree["withdrawn_on"] else frozenset({"title", "note", "withdrawn_on"})


FROZEN_NUMBERS = RecordSpec(
    name="frozen_numbers",
    title="数字定稿",
    model=FrozenNumbers,
    columns=(
        Column("title", stretch=True),
        Column("first_on"),
        Column("last_on"),
        Column("frozen_on"),
        Column("withdrawn_on"),
    ),
    sections=(
        Section("定稿", ("title", "first_on", "last_on", "frozen_on", "withdrawn_on", "note")),
        Section("数字", ("numbers",)),
    ),
    lines=(LineSpec("numbers", "数字", FrozenNumber),),
    heading=lambda tree: f"数字定稿：{tree['title']}",
    check=_check,
    open_keys=_open_keys,
    day="frozen_on",
    order=("frozen_on",),
    documents=("frozen-numbers",),
)

MODELS = (FrozenNumbers, FrozenNumber)
