"""The record type of leave and of a meeting made up for (请假补课登记).

Form: domain 2.1 row 23 (姓名、会议、事由、请假日、批准人、补课方式和日期). Who was away stands in
the attendance of the meeting, which is closed once it is finished; what comes before and after
it stands here.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    HundredthsField,
    IntegerField,
    LinkField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree


class MakeupWay(Named):
    """How what was missed is made up for; 送学上门 after 教育管理条例 Art. 23."""

    VISIT = "visit", "送学上门"
    READING = "reading", "自学材料"
    TOLD = "told", "个别传达"
    ONLINE = "online", "线上学习"
    ELSEWHERE = "elsewhere", "参加其他支部的会"
    NEXT = "next", "下次会前补学"
    OTHER = "other", "其他方式"


class Absence(Record):
    """One person away from one occasion; ``year``, ``held_on`` and ``title`` are the occasion's."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", null=True)
    occasion = LinkField("会议或活动")
    title = TextField("会议或活动名称")
    held_on = DateField("会议日期", required=True)
    member = ReferenceField(Member, "党员")
    name = TextField("姓名", required=True)
    asked_on = DateField("请假日期", help_text="应在会前；会后才请的照实写，登记簿上会写明")
    approved_by = TextField("批准人", help_text="一般是支部书记，书记请假的写谁同意")
    made_up_on = DateField("补课日期")
    way = ChoiceField(MakeupWay, "补课方式", null=True, default=None)
    content = TextField("补课内容", long=True, help_text="补学了什么、谁传达的")
    hours = HundredthsField("补课学时", null=True, help_text="计入本人全年学时")
    note = TextField("备注", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False), (("occasion",), False))


def _check(tree: Tree) -> Mapping[str, str]:
    held, made_up = tree["held_on"], tree["made_up_on"]
    if held and made_up and made_up < held:
        return {"made_up_on": "补课日期早于会议日期，请核对。"}
    if tree["hours"] is not None and not made_up:
        return {"made_up_on": "写了补课学时，请写明哪一天补的。"}
    if tree["hours"] is not None and tree["hours"] < 0:
        return {"hours": "学时不能小于0。"}
    return {}


def _complete(tree: Tree) -> Tree:
    return {**tree, "year": int(tree["held_on"][:4]) if tree["held_on"] else tree["year"]}


def _heading(tree: Tree) -> str:
    """Return 单伟 支部党员大会 2026年第1次."""
    return " ".join(part for part in (tree["name"], tree["title"]) if part) or "请假补课"


ABSENCE = RecordSpec(
    name="absence",
    title="请假补课",
    model=Absence,
    columns=(
        Column("held_on"),
        Column("title", stretch=True),
        Column("name"),
        Column("asked_on"),
        Column("approved_by"),
        Column("made_up_on"),
    ),
    sections=(
        Section("请假", ("asked_on", "approved_by")),
        Section("补课", ("made_up_on", "way", "hours", "content", "note")),
    ),
    heading=_heading,
    check=_check,
    complete=_complete,
    people=lambda tree: [tree["name"]] if tree["name"] else [],
    day="held_on",
    order=("held_on",),
)
