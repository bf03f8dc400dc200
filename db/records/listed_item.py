"""The record type of a listed item: one line of 责任清单, 任务清单 or 问题清单 (domain row 14).

Source of the three lists: 责任、任务、问题三张清单 of the seed branch; 对账销号: an item is closed
with evidence, a day and a person.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    LinkField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.records.activity import Activity
from db.records.meeting import Meeting
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class ListKind(Named):
    """The three lists."""

    RESPONSIBILITY = "responsibility", "责任清单"
    TASK = "task", "任务清单"
    PROBLEM = "problem", "问题清单"


class ItemState(Named):
    """How far an item has come; 逾期 is computed, never stored."""

    WAITING = "waiting", "未开始"
    ACTIVE = "active", "进行中"
    DONE = "done", "已完成"
    CLOSED = "closed", "已销号"


class ItemSource(Named):
    """Where an item comes from."""

    MEETING = "meeting", "会议决定"
    ACTIVITY = "activity", "活动议定"
    PLAN = "plan", "年度计划"
    SUPERIOR = "superior", "上级部署"
    SELF_CHECK = "self_check", "自查"
    INSPECTION = "inspection", "督查"
    TOUR = "tour", "巡察"
    OPINIONS = "opinions", "征求意见"
    CONTACT = "contact", "联系点"
    CARRIED = "carried", "上年未完"
    OTHER = "other", "其他"


class ProgressKind(Named):
    """What an entry of the log tells."""

    NOTE = "note", "进展"
    STATE = "state", "状态"
    REOPENED = "reopened", "重新打开"


class ListedItem(Record):
    """An item; ``year`` and ``number`` are given once (branch, list, year) and never change.

    ``origin`` is the uid of the line (a decision, an issue) from which the item was made.
    """

    organisation = ReferenceField(Organisation, "党支部", required=True)
    kind = ChoiceField(ListKind, "清单", required=True, default=ListKind.TASK)
    year = IntegerField("年度", null=True)
    number = IntegerField("序号", null=True)
    state = ChoiceField(ItemState, "状态", default=ItemState.WAITING)
    title = TextField("内容", required=True, long=True)
    basis = TextField("依据")
    method = TextField("考核方式")
    cause = TextField("原因", long=True)
    measures = TextField("措施", long=True)
    lead_name = TextField("牵头人")
    owner = ReferenceField(Member, "责任人")
    owner_name = TextField("责任人姓名")
    began_on = DateField("开始日期")
    due_on = DateField("完成时限")
    source = ChoiceField(ItemSource, "来源", null=True, default=None)
    source_note = TextField("来源说明")
    meeting = ReferenceField(Meeting, "来自会议")
    activity = ReferenceField(Activity, "来自活动")
    origin = LinkField("来源的一行")
    responsibility = ReferenceField("self", "对应的责任")
    result = TextField("完成情况", long=True)
    done_on = DateField("完成日期")
    closed_on = DateField("销号日期")
    closed_by = TextField("销号人")

    class Meta:
        indexes = (
            (("organisation", "kind", "year"), False),
            (("due_on",), False),
        )


class Progress(Line):
    """One entry of an item's log; ``meeting`` is the one that spoke of it."""

    record = ReferenceField(ListedItem, required=True)
    noted_on = DateField("日期", required=True)
    what = ChoiceField(ProgressKind, "类别", default=ProgressKind.NOTE)
    text = TextField("内容", required=True, long=True)
    meeting = ReferenceField(Meeting, "会议")


class Evidence(Line):
    """A record that proves an item to be done; attached files prove it as well."""

    record = ReferenceField(ListedItem, required=True)
    meeting = ReferenceField(Meeting, "会议记录")
    activity = ReferenceField(Activity, "活动记录")
    note = TextField("说明")


def number_text(tree: Tree) -> str:
    """Return 任务2026-07: the name of an item in speech and on paper."""
    word = ListKind(tree["kind"]).label.removesuffix("清单")
    year = tree["year"] or "未定"
    return f"{word}{year}-{tree['number']:02}" if tree["number"] else f"{word}{year}-未编号"


def heading(tree: Tree) -> str:
    """Return the line by which a person knows an item: 任务2026-07 送法进社区每月一次."""
    text = " ".join(str(tree["title"]).split())
    return f"{number_text(tree)} {text if len(text) <= 40 else text[:39] + '…'}"


def has_evidence(tree: Tree) -> bool:
    """Whether an attached file or a linked record proves that the item is done."""
    linked = any(row["meeting"] or row["activity"] for row in tree["evidence"])
    return linked or bool(tree["attachments"])


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["began_on"] and tree["due_on"] and tree["due_on"] < tree["began_on"]:
        errors["due_on"] = "完成时限早于开始日期，请核对。"
    if tree["responsibility"] == tree["uid"]:
        errors["responsibility"] = "对应的责任不能是这一项自己。"
    if tree["number"] is not None and tree["number"] < 1:
        errors["number"] = "序号从1算起。"
    if tree["state"] == ItemState.CLOSED:
        if not tree["closed_on"]:
            errors["closed_on"] = "销号要写明日期。"
        if not tree["closed_by"]:
            errors["closed_by"] = "销号要写明由谁销号。"
        if not has_evidence(tree):
            errors["evidence"] = "销号要有佐证：附上文件，或指明一次会议、一次活动。"
    return errors


def _complete(tree: Tree) -> Tree:
    """Only a closed item has a day and a person of its closing."""
    if tree["state"] == ItemState.CLOSED:
        return tree
    return {**tree, "closed_on": None, "closed_by": ""}


def _open_keys(tree: Tree) -> frozenset[str] | None:
    return None if tree["state"] != ItemState.CLOSED else frozenset({"attachments"})


LISTED_ITEM = RecordSpec(
    name="listed_item",
    title="清单事项",
    model=ListedItem,
    columns=(
        Column("kind"),
        Column("number"),
        Column("title", stretch=True),
        Column("owner_name"),
        Column("due_on"),
        Column("state"),
    ),
    sections=(
        Section("事项", ("title", "basis", "method", "cause", "measures")),
        Section("责任", ("lead_name", "owner", "began_on", "due_on")),
        Section("来源", ("source", "source_note", "meeting", "activity", "responsibility")),
        Section("进展", ("progress", "result", "done_on")),
        Section("销号", ("evidence", "closed_on", "closed_by")),
    ),
    lines=(
        LineSpec("progress", "进展", Progress),
        LineSpec("evidence", "佐证", Evidence),
    ),
    heading=heading,
    check=_check,
    complete=_complete,
    open_keys=_open_keys,
    steps_of_life=frozenset(
        {"kind", "year", "number", "state", "done_on", "closed_on", "closed_by", "progress"}
    ),
    people=lambda tree: [n for n in (tree["owner_name"], tree["lead_name"]) if n],
    order=("kind", "year", "number"),
    documents=("closing",),
)

MODELS = (ListedItem, Progress, Evidence)
