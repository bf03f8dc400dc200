"""The record type of an election (换届选举、补选): its dated steps, candidates and ballots.

Sources: 支部工作条例（试行） ch. 6 and 基层组织选举工作条例 (domain 1.2, 1.3): the term, the
approval of what comes early or late, 请示 and 批复, who is approved and who is put on file.
"""

from collections.abc import Mapping

from db.branch import Committee, Member, Organisation, Post
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.records.meeting import Meeting
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class ElectionKind(Named):
    """What is elected: a whole committee, or a post that fell vacant."""

    TERM = "term", "换届选举"
    VACANCY = "vacancy", "补选"


class ElectionStep(Named):
    """The steps of an election in their order."""

    STUDIED = "studied", "支委会研究"
    REQUESTED = "requested", "报送选举请示"
    ANSWERED = "answered", "收到选举批复"
    NOMINATED = "nominated", "酝酿推荐候选人"
    NAMES_REQUESTED = "names_requested", "报送候选人请示"
    NAMES_ANSWERED = "names_answered", "收到候选人批复"
    HELD = "held", "召开选举大会"
    REPORTED = "reported", "报送选举结果"
    APPROVED = "approved", "收到审批、备案"
    ANNOUNCED = "announced", "公布结果"
    HANDED_OVER = "handed_over", "工作交接"


class Round(Named):
    """Who votes: the members for the committee, or its members for secretary and deputy."""

    ASSEMBLY = "assembly", "支部党员大会"
    COMMITTEE = "committee", "支部委员会"


class Election(Record):
    """One election; the numbers of people and ballots are those of the assembly.

    ``year`` is that of the election, before it that of the last step, else of the end of the term.
    """

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", null=True)
    kind = ChoiceField(ElectionKind, "类型", required=True, default=ElectionKind.TERM)
    number = IntegerField("选举第几届", null=True)
    superior_name = TextField("上级党组织", help_text="请示、报告送哪一级，写全称")
    term_due_on = DateField("上届任期届满")
    reminded_on = DateField("上级提醒日期", help_text="一般在届满前6个月发函或打电话提醒")
    changed_reason = TextField("提前或延期的原因")
    changed_by = TextField("提前或延期的批准文号", help_text="提前或延期不超过1年，并经上级批准")
    seats = IntegerField("应选名额", null=True)
    held_on = DateField("选举日期")
    meeting = ReferenceField(Meeting, "选举大会的记录")
    due = IntegerField("应到会有选举权", null=True)
    present = IntegerField("实到会有选举权", null=True)
    issued = IntegerField("发出选票", null=True)
    returned = IntegerField("收回选票", null=True)
    valid = IntegerField("有效票", null=True)
    invalid = IntegerField("无效票", null=True)
    scrutineer_name = TextField("监票人")
    teller_name = TextField("计票人")
    committee_due = IntegerField("应到委员", null=True, help_text="选书记、副书记的委员会会议")
    committee_present = IntegerField("实到委员", null=True)
    committee = ReferenceField(Committee, "登入的支部委员会")
    note = TextField("备注", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


class StepDone(Line):
    """A step that was done; ``document`` is the number of the letter, if there is one."""

    record = ReferenceField(Election, required=True)
    step = ChoiceField(ElectionStep, "步骤", default=ElectionStep.STUDIED)
    done_on = DateField("日期", required=True)
    document = TextField("文号、说明")

    class Meta:
        table_name = "election_step"


class Candidate(Line):
    """One person in one round with the ballots and whether he or she was elected."""

    record = ReferenceField(Election, required=True)
    round = ChoiceField(Round, "哪一次选举", default=Round.ASSEMBLY)
    member = ReferenceField(Member, "姓名")
    name = TextField("候选人姓名")
    post = ChoiceField(Post, "职务", default=Post.MEMBER)
    votes_for = IntegerField("赞成", null=True)
    votes_against = IntegerField("不赞成", null=True)
    votes_abstain = IntegerField("弃权", null=True)
    elected = BooleanField("当选")

    class Meta:
        table_name = "election_candidate"


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    codes = [row["step"] for row in tree["steps"]]
    if len(codes) != len(set(codes)):
        double = next(code for code in codes if codes.count(code) > 1)
        errors["steps"] = f"“{ElectionStep(double).label}”登记了两次，请删去一行。"
    elif not all(row["done_on"] for row in tree["steps"]):
        errors["steps"] = "有一步没有写日期，请写明或删去这一行。"
    if not all(row["member"] or row["name"] for row in tree["candidates"]):
        errors["candidates"] = "有一行没有写是谁，请写明或删去这一行。"
    for name in ("number", "seats"):
        if tree[name] is not None and tree[name] < 1:
            errors[name] = "请写1以上的数。"
    counted = ("due", "present", "issued", "returned", "valid", "invalid")
    for name in (*counted, "committee_due", "committee_present"):
        if tree[name] is not None and tree[name] < 0:
            errors[name] = "人数、票数不能小于0。"
    return errors


def _complete(tree: Tree) -> Tree:
    steps = [row["done_on"] for row in tree["steps"] if row["done_on"]]
    day = tree["held_on"] or max(steps, default=None) or tree["term_due_on"]
    return {**tree, "year": int(day[:4]) if day else tree["year"]}


def _heading(tree: Tree) -> str:
    """Return 第5届换届选举, 补选 2026年5月."""
    kind = ElectionKind(tree["kind"]).label
    if tree["kind"] == ElectionKind.TERM and tree["number"]:
        return f"第{tree['number']}届{kind}"
    day = tree["held_on"] or ""
    return f"{kind} {day[:4]}年{int(day[5:7])}月" if day else kind


ELECTION = RecordSpec(
    name="election",
    title="换届选举",
    model=Election,
    columns=(Column("kind"), Column("number"), Column("held_on"), Column("note", stretch=True)),
    sections=(
        Section(
            "选举",
            ("kind", "number", "seats", "superior_name", "term_due_on", "reminded_on"),
        ),
        Section("提前或延期", ("changed_reason", "changed_by")),
        Section("步骤", ("steps",)),
        Section(
            "选举大会",
            (
                "held_on",
                "meeting",
                "due",
                "present",
                "issued",
                "returned",
                "valid",
                "invalid",
                "scrutineer_name",
                "teller_name",
            ),
        ),
        Section("委员会选书记、副书记", ("committee_due", "committee_present")),
        Section("候选人和得票", ("candidates",)),
        Section("结果", ("committee", "note")),
    ),
    lines=(
        LineSpec("steps", "步骤", StepDone),
        LineSpec("candidates", "候选人和得票", Candidate),
    ),
    heading=_heading,
    check=_check,
    complete=_complete,
    people=lambda tree: [row["name"] for row in tree["candidates"] if row["name"]],
    order=("held_on",),
    documents=(
        "election-request",
        "election-ballot",
        "election-count",
        "election-report",
        "election-file",
    ),
)

MODELS = (Election, StepDone, Candidate)
