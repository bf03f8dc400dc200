"""What every record of an occasion has: how far it has come, who was there, what is to do.

Meetings and activities are occasions. People are kept as they were on the day: an attendance row
carries the name, post, category and right to vote with which it was made. The line models here
are abstract; each type of occasion has tables of its own.
"""

from db.branch import Member, Organisation
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    HundredthsField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
    TimeField,
)
from db.model import Line, Record
from db.spec import Tree


class Status(Named):
    """How far a record has come on its way into the archive."""

    DRAFT = "draft", "草稿"
    FINAL = "final", "定稿"
    PRINTED = "printed", "已打印"
    SIGNED = "signed", "已签字"
    ARCHIVED = "archived", "已归档"


class AttendanceState(Named):
    """实到 + 请假 + 缺席 = 应到."""

    PRESENT = "present", "实到"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"


class Category(Named):
    """A member's standing on the day."""

    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"


class Occasion(Record):
    """What is held on a day and recorded; ``number`` counts within branch and year.

    The days of its life come in this order: notice, held, finished, printed, signed, archived.
    """

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", null=True)
    number = IntegerField("次数", null=True)
    status = ChoiceField(Status, "状态", default=Status.DRAFT)
    began_at = TimeField("开始时间", required=True)
    place = TextField("地点", required=True)
    chair = ReferenceField(Member, "主持人", required=True, null=True)
    chair_name = TextField("主持人姓名")
    chair_post = TextField("主持人职务")
    recorder = ReferenceField(Member, "记录人", required=True, null=True)
    recorder_name = TextField("记录人姓名")
    hours = HundredthsField("学时", null=True)
    notice_on = DateField("通知日期")
    notice_by = TextField("通知方式")
    preparation = TextField("准备要求", long=True)
    late_reason = TextField("补记原因", help_text="三个工作日以后才完成的记录，写明原因")
    finished_on = DateField("记录完成日期")
    printed_on = DateField("打印日期")
    signed_on = DateField("签字日期")
    archived_on = DateField("归档日期")


class AttendanceLine(Line):
    """One person who was due, as that person was on the day."""

    member = ReferenceField(Member, "党员", required=True)
    name = TextField("姓名", required=True)
    post = TextField("职务")
    category = ChoiceField(Category, "类别", default=Category.FULL)
    voting = BooleanField("有表决权", default=True)
    state = ChoiceField(AttendanceState, "到会", default=AttendanceState.PRESENT)
    reason = TextField("事由")
    reason_late = BooleanField("事由为会后补记")
    makeup = TextField("补课")


class ObserverLine(Line):
    """Somebody who sits in (列席): outside 应到; ``persons`` when a row stands for several."""

    name = TextField("姓名或身份", required=True)
    post = TextField("职务")
    persons = IntegerField("人数", default=1)


class DecisionLine(Line):
    """Something to be done, by whom and by when."""

    text = TextField("任务", required=True)
    owner = ReferenceField(Member, "责任人")
    owner_name = TextField("责任人姓名")
    due_on = DateField("完成时限")


def twice_listed(rows: list[Tree]) -> bool:
    """Whether somebody stands in the attendance more than once."""
    members = [row["member"] for row in rows]
    return len(members) != len(set(members))


def open_while_draft(tree: Tree) -> frozenset[str] | None:
    """Everything may be changed in a draft; afterwards only attachments come."""
    return None if tree["status"] == Status.DRAFT else frozenset({"attachments"})


STEPS_OF_LIFE = frozenset({"status", "finished_on", "printed_on", "signed_on", "archived_on"})
"""What only finalising and the steps after it set (``db.lifecycle``)."""
