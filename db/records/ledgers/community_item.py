"""The three lists of 双报到 (需求清单、资源清单、项目清单), domain 5."""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, IntegerField, Named, ReferenceField, TextField
from db.model import Record
from db.records.ledgers.common import heading, people, year_error
from db.spec import Column, Ledger, RecordSpec, Section, Tree


class CommunityList(Named):
    """The list that an entry belongs to."""

    NEED = "need", "需求清单"
    RESOURCE = "resource", "资源清单"
    PROJECT = "project", "项目清单"


class ItemState(Named):
    """What came of an entry."""

    OPEN = "open", "未对接"
    MATCHED = "matched", "已对接"
    DONE = "done", "已完成"
    DROPPED = "dropped", "已取消"


class CommunityItem(Record):
    """One need, resource or project of one year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    list_kind = ChoiceField(CommunityList, "清单", default=CommunityList.NEED)
    community = TextField("社区", required=True)
    content = TextField("内容", required=True)
    keeper = ReferenceField(Member, "责任人")
    keeper_name = TextField("责任人姓名")
    due_on = DateField("完成时限")
    state = ChoiceField(ItemState, "对接情况", default=ItemState.OPEN)
    done_on = DateField("完成日期")
    outcome = TextField("落实情况", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = dict(year_error(tree))
    if tree["done_on"] and tree["state"] != ItemState.DONE:
        errors["done_on"] = "写了完成日期，对接情况却不是“已完成”，请核对。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    if tree["state"] == ItemState.DONE and not tree["done_on"]:
        said.append("已完成，还没有写完成日期。")
    if tree["due_on"] and tree["done_on"] and tree["done_on"] > tree["due_on"]:
        said.append("完成日期晚于完成时限。")
    return said


COMMUNITY_ITEM = RecordSpec(
    name="community_item",
    title="双报到三张清单",
    model=CommunityItem,
    columns=(
        Column("list_kind"),
        Column("content", stretch=True),
        Column("keeper_name", title="责任人"),
        Column("due_on"),
        Column("state"),
    ),
    sections=(
        Section("清单", ("year", "list_kind", "community", "content")),
        Section("落实", ("keeper", "due_on", "state", "done_on", "outcome")),
    ),
    heading=heading("community", "content"),
    check=_check,
    people=people("keeper_name"),
    order=("year", "list_kind", "content"),
    ledger=Ledger(
        system="community",
        purpose="登记社区的需求、支部的资源和对接成的项目，写明谁负责、落实得怎样。",
        key=("year", "list_kind", "community", "content"),
        counted_by="list_kind",
        paper_columns=(
            "list_kind", "community", "content", "keeper", "due_on", "state", "done_on", "outcome",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (CommunityItem,)
