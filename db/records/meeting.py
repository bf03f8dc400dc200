"""The record type of a meeting: the four kinds of 三会一课 with everything a record must hold.

Sources: 支部工作条例（试行） Art. 11–16; the fields are those of the record books in use
(domain rows 3–6). People are kept as they were on the day: an attendance row carries the name,
post, category and right to vote with which it was made.
"""

from collections.abc import Mapping

from db.branch import Group, Member, Organisation
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
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class MeetingKind(Named):
    """The four kinds of 三会一课."""

    GENERAL = "general", "支部党员大会"
    COMMITTEE = "committee", "支部委员会会议"
    GROUP = "group", "党小组会"
    LECTURE = "lecture", "党课"


class Status(Named):
    """How far a record has come on its way into the archive."""

    DRAFT = "draft", "草稿"
    FINAL = "final", "定稿"
    PRINTED = "printed", "已打印"
    SIGNED = "signed", "已签字"
    ARCHIVED = "archived", "已归档"


class LectureForm(Named):
    """How a lecture is given."""

    GATHERED = "gathered", "集中授课"
    ONLINE = "online", "线上授课"
    MICRO = "micro", "微党课"
    ONSITE = "onsite", "现场教学"


class AttendanceState(Named):
    """实到 + 请假 + 缺席 = 应到."""

    PRESENT = "present", "实到"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"


class Category(Named):
    """A member's standing on the day."""

    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"


class AgendaPart(Named):
    """An item of the agenda, or what the chair says at the end."""

    ITEM = "item", "议题"
    CLOSING = "closing", "主持人总结"


class Matter(Named):
    """What is decided: it sets the quorum and the majority."""

    GENERAL = "general", "一般事项"
    IMPORTANT = "important", "重要事项"
    ADMISSION = "admission", "接收预备党员"
    FULL_MEMBERSHIP = "full_membership", "预备党员转正"
    ELECTION = "election", "选举"


class VoteMethod(Named):
    """How a vote is taken."""

    NONE = "none", "不表决"
    HANDS = "hands", "举手"
    BALLOT = "ballot", "无记名投票"
    NAMED = "named", "记名投票"
    VOICE = "voice", "口头"


class Meeting(Record):
    """A meeting or lecture; ``number`` counts within branch, year, kind and group."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    kind = ChoiceField(MeetingKind, "类型", required=True, default=MeetingKind.GENERAL)
    group = ReferenceField(Group, "党小组")
    year = IntegerField("年度", null=True)
    number = IntegerField("次数", null=True)
    status = ChoiceField(Status, "状态", default=Status.DRAFT)
    title = TextField("主题")
    held_on = DateField("日期", required=True)
    began_at = TimeField("开始时间", required=True)
    ended_at = TimeField("散会时间", required=True)
    place = TextField("地点", required=True)
    chair = ReferenceField(Member, "主持人", required=True, null=True)
    chair_name = TextField("主持人姓名")
    chair_post = TextField("主持人职务")
    delegation = TextField("受托主持说明", help_text="书记不能主持时，写明受谁委托（第十四条）")
    recorder = ReferenceField(Member, "记录人", required=True, null=True)
    recorder_name = TextField("记录人姓名")
    notice_on = DateField("通知日期")
    notice_by = TextField("通知方式")
    preparation = TextField("准备要求", long=True)
    late_reason = TextField("补记原因", help_text="会后超过三个工作日才完成的记录，写明原因")
    finished_on = DateField("记录完成日期")
    printed_on = DateField("打印日期")
    signed_on = DateField("签字日期")
    archived_on = DateField("归档日期")
    lecturer = ReferenceField(Member, "授课人")
    lecturer_name = TextField("授课人姓名")
    lecturer_post = TextField("授课人职务")
    form = ChoiceField(LectureForm, "形式", null=True, default=None)
    hours = HundredthsField("学时", null=True)
    aim = TextField("目的", long=True)
    outline = TextField("提纲或讲稿", long=True)
    discussion = TextField("互动讨论", long=True)
    feedback = TextField("反馈", long=True)
    criticism = TextField("批评和自我批评", long=True)
    assignments = TextField("支部交办任务及分工", long=True)

    class Meta:
        indexes = (
            (("organisation", "year", "kind"), False),
            (("held_on",), False),
        )


class Attendance(Line):
    """One person who was due, as that person was on the day."""

    record = ReferenceField(Meeting, required=True)
    member = ReferenceField(Member, "党员", required=True)
    name = TextField("姓名", required=True)
    post = TextField("职务")
    category = ChoiceField(Category, "类别", default=Category.FULL)
    voting = BooleanField("有表决权", default=True)
    state = ChoiceField(AttendanceState, "到会", default=AttendanceState.PRESENT)
    reason = TextField("事由")
    reason_late = BooleanField("事由为会后补记")
    makeup = TextField("补课")


class Observer(Line):
    """Somebody who sits in (列席): outside 应到; ``persons`` when a row stands for several."""

    record = ReferenceField(Meeting, required=True)
    name = TextField("姓名或身份", required=True)
    post = TextField("职务")
    persons = IntegerField("人数", default=1)


class Reading(Line):
    """A document that was studied."""

    record = ReferenceField(Meeting, required=True)
    title = TextField("学习文件", required=True)
    issued_on = DateField("文件日期")


class AgendaItem(Line):
    """An agenda item with its report, vote and resolution, or the chair's closing words."""

    record = ReferenceField(Meeting, required=True)
    part = ChoiceField(AgendaPart, "部分", default=AgendaPart.ITEM)
    title = TextField("议题", required=True)
    speaker = TextField("汇报人")
    report = TextField("汇报内容", long=True)
    matter = ChoiceField(Matter, "事项", default=Matter.GENERAL)
    submit = BooleanField("提交党员大会")
    vote_method = ChoiceField(VoteMethod, "表决方式", default=VoteMethod.NONE)
    votes_for = IntegerField("赞成", null=True)
    votes_against = IntegerField("反对", null=True)
    votes_abstain = IntegerField("弃权", null=True)
    written = IntegerField("其中书面意见", null=True)
    resolution = TextField("决议", long=True)


class Speech(Line):
    """What one person said to an item: 不同意见有言必录."""

    item = ReferenceField(AgendaItem, required=True)
    speaker = TextField("发言人", required=True)
    text = TextField("发言要点", long=True)


class Decision(Line):
    """Something to be done, by whom and by when."""

    item = ReferenceField(AgendaItem, required=True)
    text = TextField("任务", required=True)
    owner = ReferenceField(Member, "责任人")
    owner_name = TextField("责任人姓名")
    due_on = DateField("完成时限")


def kind_title(tree: Tree) -> str:
    """Return the Chinese name of the meeting's kind."""
    return MeetingKind(tree["kind"]).label


def heading(tree: Tree) -> str:
    """Return the line by which a person knows a meeting, e.g. 支部党员大会 2026年第1次."""
    number = f"第{tree['number']}次" if tree["number"] else "未编次"
    theme = f"《{tree['title']}》" if tree["kind"] == MeetingKind.LECTURE and tree["title"] else ""
    return f"{kind_title(tree)}{theme} {tree['year'] or ''}年{number}"


def _check(tree: Tree) -> Mapping[str, str]:
    """Refuse only what cannot be kept at all; what is unfinished is for the checks to say."""
    errors = {}
    if not tree["held_on"]:
        errors["held_on"] = "请先填写会议日期，次数和应到人员由它确定。"
    if tree["kind"] == MeetingKind.GROUP and not tree["group"]:
        errors["group"] = "党小组会要选定是哪个党小组。"
    if tree["number"] is not None and tree["number"] < 1:
        errors["number"] = "次数从第1次算起。"
    closing = [item["part"] == AgendaPart.CLOSING for item in tree["agenda"]]
    if closing.count(True) > 1 or True in closing[:-1]:
        errors["agenda"] = "主持人总结只能有一段，并放在最后。"
    members = [row["member"] for row in tree["attendance"]]
    if len(members) != len(set(members)):
        errors["attendance"] = "到会名单中有人重复，请删去一行。"
    return errors


def _complete(tree: Tree) -> Tree:
    return {
        **tree,
        "year": int(tree["held_on"][:4]) if tree["held_on"] else tree["year"],
    }


def _open_keys(tree: Tree) -> frozenset[str] | None:
    return None if tree["status"] == Status.DRAFT else frozenset({"attachments"})


def _people(tree: Tree) -> list[str]:
    names = [tree["chair_name"], tree["recorder_name"], tree["lecturer_name"]]
    for item in tree["agenda"]:
        names += [item["speaker"], *(s["speaker"] for s in item["speeches"])]
        names += [d["owner_name"] for d in item["decisions"]]
    return [name for name in dict.fromkeys(names) if name]


_HEAD = ("kind", "group", "number", "held_on", "began_at", "ended_at", "place")
_PEOPLE = ("chair", "chair_post", "delegation", "recorder")

MEETING = RecordSpec(
    name="meeting",
    title="三会一课",
    model=Meeting,
    columns=(
        Column("held_on"),
        Column("kind"),
        Column("number"),
        Column("title", stretch=True),
        Column("status"),
    ),
    sections=(
        Section("时间地点", (*_HEAD, "title")),
        Section("人员", (*_PEOPLE, "attendance", "observers")),
        Section(
            "授课",
            (
                "lecturer",
                "lecturer_name",
                "lecturer_post",
                "form",
                "hours",
                "aim",
                "outline",
            ),
        ),
        Section("学习文件", ("readings",)),
        Section("议题", ("agenda",)),
        Section("其他", ("discussion", "feedback", "criticism", "assignments")),
        Section("通知与完成", ("notice_on", "notice_by", "preparation", "late_reason")),
    ),
    lines=(
        LineSpec("attendance", "到会", Attendance),
        LineSpec("observers", "列席", Observer),
        LineSpec("readings", "学习文件", Reading),
        LineSpec(
            "agenda",
            "议题",
            AgendaItem,
            lines=(
                LineSpec("speeches", "讨论发言", Speech, parent="item"),
                LineSpec("decisions", "任务", Decision, parent="item"),
            ),
        ),
    ),
    heading=heading,
    check=_check,
    complete=_complete,
    open_keys=_open_keys,
    people=_people,
    may_be_unfinished=True,
    day="held_on",
    order=("held_on", "began_at"),
    documents=("minutes", "summary", "notice", "sign-in", "resolution"),
)

MODELS = (Meeting, Attendance, Observer, Reading, AgendaItem, Speech, Decision)
