"""The record type of a person on the way into the Party (发展党员): dated steps, reviews, papers.

Form: domain 2.1 row 20 and the steps of 1.4. The limits of the steps are rules
(``db.rules.admission``); nothing is dated by the program.
"""

from collections.abc import Mapping

from db.branch import Gender, Member, Organisation
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    LinkField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class AdmissionStep(Named):
    """The steps of 发展党员 in their order."""

    APPLICATION = "application", "递交入党申请书"
    APPLICATION_TALK = "application_talk", "派人谈话"
    ACTIVIST = "activist", "确定为入党积极分子"
    PUBLICITY = "publicity", "公示"
    CANDIDATE = "candidate", "列为发展对象"
    POLITICAL_REVIEW = "political_review", "政治审查"
    TRAINING = "training", "集中培训"
    COMMITTEE_REVIEW = "committee_review", "支委会审查"
    EXAMINATION = "examination", "党委预审合格"
    ADMISSION = "admission", "支部大会通过接收"
    APPROVAL = "approval", "党委审批"
    OATH = "oath", "入党宣誓"
    FULL_MEETING = "full_meeting", "支部大会通过转正"
    FULL_APPROVAL = "full_approval", "转正审批"
    ARCHIVED = "archived", "材料归档"


class MentorRole(Named):
    """What a full member is to the applicant."""

    CONTACT = "contact", "培养联系人"
    INTRODUCER = "introducer", "入党介绍人"


class Admission(Record):
    """One person from the application to the full membership."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    name = TextField("姓名", required=True)
    gender = ChoiceField(Gender, "性别", null=True, default=None)
    born_on = DateField("出生日期")
    job = TextField("单位职务")
    member = ReferenceField(Member, "名册上的党员", help_text="接收为预备党员、登入名册以后选上")
    extended_to = DateField("预备期延长到", help_text="只能延长一次，不少于半年、不超过一年")
    ended_on = DateField("终止日期", help_text="不再发展的写这里，并在备注写明原因")
    note = TextField("备注", long=True)


class StepDone(Line):
    """A step that was done; ``decided_by`` names who decided, ``proof`` the paper.

    ``meeting`` is the record of the meeting that decided, whose votes are judged with the step.
    """

    record = ReferenceField(Admission, required=True)
    step = ChoiceField(AdmissionStep, "步骤", default=AdmissionStep.APPLICATION)
    done_on = DateField("日期", required=True)
    decided_by = TextField("决定的组织或谈话人")
    proof = TextField("会议、文号和结果")
    meeting = LinkField("会议记录")

    class Meta:
        table_name = "admission_step"


class Mentor(Line):
    """A full member who trains or introduces the applicant, for a time."""

    record = ReferenceField(Admission, required=True)
    role = ChoiceField(MentorRole, "身份", default=MentorRole.CONTACT)
    member = ReferenceField(Member, "党员")
    name = TextField("姓名")
    began_on = DateField("从")
    ended_on = DateField("到")

    class Meta:
        table_name = "admission_mentor"


class HalfYearReview(Line):
    """A half-yearly review of the applicant (考察登记)."""

    record = ReferenceField(Admission, required=True)
    reviewed_on = DateField("考察日期", required=True)
    reviewer_name = TextField("考察人")
    text = TextField("考察意见", long=True)

    class Meta:
        table_name = "admission_review"


class FilePaper(Line):
    """A paper of the personal file and whether it is there."""

    record = ReferenceField(Admission, required=True)
    title = TextField("材料", required=True)
    dated_on = DateField("材料日期")
    there = BooleanField("已齐")

    class Meta:
        table_name = "admission_paper"


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    codes = [row["step"] for row in tree["steps"]]
    if len(codes) != len(set(codes)):
        double = next(code for code in codes if codes.count(code) > 1)
        errors["steps"] = f"“{AdmissionStep(double).label}”登记了两次，请删去一行。"
    elif not all(row["done_on"] for row in tree["steps"]):
        errors["steps"] = "有一步没有写日期，请写明或删去这一行。"
    if not all(row["reviewed_on"] for row in tree["reviews"]):
        errors["reviews"] = "有一次考察没有写日期，请写明或删去这一行。"
    if not all(row["member"] or row["name"] for row in tree["mentors"]):
        errors["mentors"] = "有一行没有写是谁，请写明或删去这一行。"
    return errors


ADMISSION = RecordSpec(
    name="admission",
    title="发展党员",
    model=Admission,
    columns=(Column("name"), Column("gender"), Column("born_on"), Column("job", stretch=True)),
    sections=(
        Section("本人", ("name", "gender", "born_on", "job", "member")),
        Section("步骤", ("steps", "extended_to", "ended_on")),
        Section("培养联系人和介绍人", ("mentors",)),
        Section("半年考察", ("reviews",)),
        Section("材料目录", ("papers", "note")),
    ),
    lines=(
        LineSpec("steps", "步骤", StepDone),
        LineSpec("mentors", "培养联系人和介绍人", Mentor),
        LineSpec("reviews", "半年考察", HalfYearReview),
        LineSpec("papers", "材料目录", FilePaper),
    ),
    heading=lambda tree: f"发展党员 {tree['name']}",
    check=_check,
    people=lambda tree: [tree["name"]] if tree["name"] else [],
    order=("name",),
    documents=(
        "admission-talk",
        "admission-filing",
        "admission-reviews",
        "admission-publicity",
        "admission-request",
        "admission-ballot",
        "admission-file",
    ),
)

MODELS = (Admission, StepDone, Mentor, HalfYearReview, FilePaper)
