"""The record type of a heart-to-heart talk (谈心谈话), whose words are private.

支部工作条例（试行） Art. 19 [待核], 教育管理条例 Art. 19; the fields are those of 谈心谈话记录
(domain row 10). What was said is never indexed for the search nor shown in the history.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
    TimeField,
)
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree


class TalkKind(Named):
    """Between whom, or on what occasion."""

    COMMITTEE = "committee", "支委之间"
    COMMITTEE_MEMBER = "committee_member", "支委与党员"
    MEMBERS = "members", "党员之间"
    REMINDER = "reminder", "提醒谈话"
    INTEGRITY = "integrity", "廉政谈话"
    INTEGRITY_ROUTINE = "integrity_routine", "廉政谈话（例行）"
    INTEGRITY_REMINDER = "integrity_reminder", "廉政谈话（提醒）"
    INTEGRITY_SPECIAL = "integrity_special", "廉政谈话（专项）"


INTEGRITY_KINDS = (
    TalkKind.INTEGRITY,
    TalkKind.INTEGRITY_ROUTINE,
    TalkKind.INTEGRITY_REMINDER,
    TalkKind.INTEGRITY_SPECIAL,
)
"""What counts as 廉政谈话: of which sort, or not said (domain 5)."""


class Talk(Record):
    """A talk of one person with another; ``number`` counts within branch and year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", null=True)
    number = IntegerField("编号", null=True)
    kind = ChoiceField(TalkKind, "类型", required=True, default=TalkKind.COMMITTEE_MEMBER)
    held_on = DateField("日期", required=True)
    began_at = TimeField("时间")
    place = TextField("地点", required=True)
    talker = ReferenceField(Member, "谈话人")
    talker_name = TextField("谈话人姓名", required=True)
    talker_post = TextField("谈话人职务")
    listener = ReferenceField(Member, "谈话对象")
    listener_name = TextField("谈话对象姓名", required=True)
    listener_post = TextField("谈话对象职务")
    matter = TextField("事由", required=True)
    content = TextField("主要内容", long=True, private=True, required=True)
    problems = TextField("问题与意见建议", long=True, private=True)
    pledge = TextField("对象表态", long=True, private=True)
    follow_up = TextField("后续措施", long=True, private=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["number"] is not None and tree["number"] < 1:
        errors["number"] = "编号从1算起。"
    if tree["talker"] and tree["talker"] == tree["listener"]:
        errors["listener"] = "谈话人和谈话对象是同一个人，请核对。"
    return errors


def _complete(tree: Tree) -> Tree:
    return {**tree, "year": int(tree["held_on"][:4]) if tree["held_on"] else tree["year"]}


TALK = RecordSpec(
    name="talk",
    title="谈心谈话",
    model=Talk,
    columns=(
        Column("held_on"),
        Column("talker_name", title="谈话人"),
        Column("listener_name", title="谈话对象"),
        Column("kind"),
        Column("matter", stretch=True),
    ),
    sections=(
        Section("谈话", ("held_on", "began_at", "place", "kind", "number")),
        Section("谈话人和对象", ("talker", "talker_post", "listener", "listener_post")),
        Section("内容", ("matter", "content", "problems", "pledge", "follow_up")),
    ),
    heading=lambda tree: f"谈心谈话 {tree['talker_name']}与{tree['listener_name']}",
    check=_check,
    complete=_complete,
    people=lambda tree: [n for n in (tree["talker_name"], tree["listener_name"]) if n],
    day="held_on",
    order=("held_on",),
    documents=("talk",),
)

MODELS = (Talk,)
