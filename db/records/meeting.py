"""The record type of a meeting: 三会一课, 组织生活会 and 民主评议党员.

Sources: 支部工作条例（试行） Art. 11–18; the fields are those of the record books in use
(domain rows 3–6, 8, 9).
"""

from collections.abc import Mapping

from db.branch import Group, Member
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    LinkField,
    Named,
    ReferenceField,
    TextField,
    TimeField,
)
from db.model import Line
from db.records.activity import Activity
from db.records.held import (
    STEPS_OF_LIFE,
    AttendanceLine,
    Category,
    DecisionLine,
    ObserverLine,
    Occasion,
    open_while_draft,
    twice_listed,
)
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class MeetingKind(Named):
    """The four kinds of 三会一课, then 组织生活会 and 民主评议党员."""

    GENERAL = "general", "支部党员大会"
    COMMITTEE = "committee", "支部委员会会议"
    GROUP = "group", "党小组会"
    LECTURE = "lecture", "党课"
    LIFE = "life", "组织生活会"
    APPRAISAL = "appraisal", "民主评议党员"


class HeldAs(Named):
    """As which meeting 组织生活会 and 民主评议党员 are held (教育管理条例 Art. 17, 18)."""

    GENERAL = "general", "支部党员大会"
    COMMITTEE = "committee", "支部委员会会议"
    GROUP = "group", "党小组会"


class Grade(Named):
    """What 民主评议党员 says of a member."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BASIC = "basic", "基本合格"
    UNQUALIFIED = "unqualified", "不合格"


class LectureForm(Named):
    """How a lecture is given."""

    GATHERED = "gathered", "集中授课"
    ONLINE = "online", "线上授课"
    MICRO = "micro", "微党课"
    ONSITE = "onsite", "现场教学"


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


class Meeting(Occasion):
    """A meeting or lecture; ``number`` counts within branch, year, kind and group."""

    kind = ChoiceField(MeetingKind, "类型", required=True, default=MeetingKind.GENERAL)
    group = ReferenceField(Group, "党小组")
    title = TextField("主题")
    held_on = DateField("日期", required=True)
    ended_at = TimeField("散会时间", required=True)
    delegation = TextField("受托主持说明", help_text="书记不能主持时，写明受谁委托（第十四条）")
    lecturer = ReferenceField(Member, "授课人")
    lecturer_name = TextField("授课人姓名")
    lecturer_post = TextField("授课人职务")
    form = ChoiceField(LectureForm, "形式", null=True, default=None)
    aim = TextField("目的", long=True)
    outline = TextField("提纲或讲稿", long=True)
    discussion = TextField("互动讨论", long=True)
    feedback = TextField("反馈", long=True)
    criticism = TextField("批评和自我批评", long=True)
    assignments = TextField("支部交办任务及分工", long=True)
    activity = ReferenceField(
        Activity, "所属活动", help_text="在28日党员活动日中召开的，记下是哪一次活动"
    )
    held_as = ChoiceField(HeldAs, "召开形式", null=True, default=None)
    scheme = TextField("方案要点", long=True, help_text="主题、时间、学习篇目、步骤")
    opinions = TextField("征求意见汇总", long=True)
    previous = TextField("上次整改通报", long=True, help_text="上次组织生活会整改清单的落实情况")
    conclusion = TextField("综合意见", long=True, help_text="支委会或支部党员大会的意见")
    eligible = IntegerField("应评人数", null=True)
    returned = IntegerField("实评人数", null=True, help_text="收回的测评票")
    valid = IntegerField("有效票", null=True)
    scrutineer_name = TextField("监票人")
    teller_name = TextField("计票人")
    publicised = TextField("公示情况", help_text="如 3月2日至6日在公示栏公示")
    reported_on = DateField("上报日期")

    class Meta:
        indexes = (
            (("organisation", "year", "kind"), False),
            (("held_on",), False),
        )


class Attendance(AttendanceLine):
    """One person who was due at a meeting."""

    record = ReferenceField(Meeting, required=True)


class Observer(ObserverLine):
    """Somebody who sits in at a meeting."""

    record = ReferenceField(Meeting, required=True)


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
    listed_item = LinkField("清单事项")


class Speech(Line):
    """What one person said to an item: 不同意见有言必录."""

    item = ReferenceField(AgendaItem, required=True)
    speaker = TextField("发言人", required=True)
    text = TextField("发言要点", long=True)


class Decision(DecisionLine):
    """Something to be done that an agenda item has decided."""

    item = ReferenceField(AgendaItem, required=True)


class Examination(Line):
    """What one person said of himself at 组织生活会 (对照检查), and the pledge at its end.

    Who was away gives a written text (``written``).
    """

    record = ReferenceField(Meeting, required=True)
    member = ReferenceField(Member, "党员")
    name = TextField("姓名", required=True)
    written = BooleanField("书面发言")
    text = TextField("自我批评", long=True)
    pledge = TextField("本人表态", long=True)


class Criticism(Line):
    """What one person criticised in another: it names facts."""

    examination = ReferenceField(Examination, required=True)
    critic_name = TextField("批评人", required=True)
    text = TextField("批评意见", long=True)


class Issue(Line):
    """A problem found at 组织生活会 or 民主评议, and how it is put right (问题清单、整改清单)."""

    record = ReferenceField(Meeting, required=True)
    whose = TextField("对象", help_text="支部班子，或党员姓名")
    text = TextField("问题", required=True)
    measure = TextField("整改措施", long=True)
    owner = ReferenceField(Member, "责任人")
    owner_name = TextField("责任人姓名")
    due_on = DateField("整改时限")


class Appraisal(Line):
    """One member's appraisal: own words, ballots by grade, the grade given, when it was told."""

    record = ReferenceField(Meeting, required=True)
    member = ReferenceField(Member, "党员", required=True)
    name = TextField("姓名", required=True)
    category = ChoiceField(Category, "类别", default=Category.FULL)
    summary = TextField("个人总结", long=True)
    faults = TextField("存在问题", long=True)
    measures = TextField("整改措施", long=True)
    peers = TextField("互评意见", long=True)
    excellent = IntegerField("优秀票", null=True)
    qualified = IntegerField("合格票", null=True)
    basic = IntegerField("基本合格票", null=True)
    unqualified = IntegerField("不合格票", null=True)
    grade = ChoiceField(Grade, "评定等次", null=True, default=None)
    opinion = TextField("评定意见", long=True)
    told_on = DateField("反馈本人日期")


def scope(tree: Tree) -> str:
    """Return whose meeting it is: general, committee, group or lecture (who is due, who chairs).

    组织生活会 and 民主评议党员 are held as one of the other kinds.
    """
    if tree["kind"] in (MeetingKind.LIFE, MeetingKind.APPRAISAL):
        return str(tree["held_as"] or HeldAs.GENERAL)
    return str(tree["kind"])


def kind_title(tree: Tree) -> str:
    """Return the Chinese name of the meeting's kind."""
    return MeetingKind(tree["kind"]).label


def held_title(tree: Tree) -> str:
    """Return the name with the way it is held: 组织生活会（党小组会形式）."""
    if tree["kind"] in (MeetingKind.LIFE, MeetingKind.APPRAISAL):
        return f"{kind_title(tree)}（{HeldAs(scope(tree)).label}形式）"
    return kind_title(tree)


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
    if scope(tree) == MeetingKind.GROUP and not tree["group"]:
        errors["group"] = f"{held_title(tree)}要选定是哪个党小组。"
    if tree["number"] is not None and tree["number"] < 1:
        errors["number"] = "次数从第1次算起。"
    closing = [item["part"] == AgendaPart.CLOSING for item in tree["agenda"]]
    if closing.count(True) > 1 or True in closing[:-1]:
        errors["agenda"] = "主持人总结只能有一段，并放在最后。"
    if twice_listed(tree["attendance"]):
        errors["attendance"] = "到会名单中有人重复，请删去一行。"
    return errors


def _complete(tree: Tree) -> Tree:
    return {
        **tree,
        "year": int(tree["held_on"][:4]) if tree["held_on"] else tree["year"],
        "group": tree["group"] if scope(tree) == MeetingKind.GROUP else None,
    }


def _people(tree: Tree) -> list[str]:
    names = [tree["chair_name"], tree["recorder_name"], tree["lecturer_name"]]
    for item in tree["agenda"]:
        names += [item["speaker"], *(s["speaker"] for s in item["speeches"])]
        names += [d["owner_name"] for d in item["decisions"]]
    for said in tree["examinations"]:
        names += [said["name"], *(c["critic_name"] for c in said["criticisms"])]
    names += [row["name"] for row in tree["appraisals"]]
    names += [row["owner_name"] for row in tree["issues"]]
    return [name for name in dict.fromkeys(names) if name]


_HEAD = (
    "kind",
    "held_as",
    "group",
    "number",
    "held_on",
    "began_at",
    "ended_at",
    "place",
    "activity",
)
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
        Section("组织生活会", ("scheme", "opinions", "previous", "examinations")),
        Section(
            "民主评议",
            (
                "eligible",
                "returned",
                "valid",
                "scrutineer_name",
                "teller_name",
                "appraisals",
                "conclusion",
            ),
        ),
        Section("问题和整改", ("issues", "publicised", "reported_on")),
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
        LineSpec(
            "examinations",
            "对照检查",
            Examination,
            lines=(LineSpec("criticisms", "批评意见", Criticism, parent="examination"),),
        ),
        LineSpec("issues", "问题和整改", Issue),
        LineSpec("appraisals", "民主评议", Appraisal),
    ),
    heading=heading,
    check=_check,
    complete=_complete,
    open_keys=open_while_draft,
    steps_of_life=STEPS_OF_LIFE,
    people=_people,
    may_be_unfinished=True,
    day="held_on",
    order=("held_on", "began_at"),
    documents=(
        "minutes",
        "summary",
        "notice",
        "sign-in",
        "resolution",
        "issues",
        "examination",
        "life-report",
        "ballot",
        "appraisal-summary",
        "appraisal-form",
        "photos",
    ),
)

MODELS = (
    Meeting,
    Attendance,
    Observer,
    Reading,
    AgendaItem,
    Speech,
    Decision,
    Examination,
    Criticism,
    Issue,
    Appraisal,
)
