"""The record type of an activity: the branch's monthly day (主题党日, 28日党员活动日).

支部工作条例（试行） Art. 16; the fields are those of 活动记录表 (domain row 7). A lecture or
meeting that is held inside an activity is a record of its own, which points back to the activity.
"""

from collections.abc import Mapping

from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
    TimeField,
)
from db.model import Line
from db.records.held import (
    STEPS_OF_LIFE,
    AttendanceLine,
    DecisionLine,
    ObserverLine,
    Occasion,
    open_while_draft,
    twice_listed,
)
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class ActivityCategory(Named):
    """What is mainly done on the day (支部工作条例 Art. 16, and what places add)."""

    STUDY = "study", "集中学习"
    LIFE = "life", "过组织生活"
    DELIBERATION = "deliberation", "民主议事"
    SERVICE = "service", "志愿服务"
    PUBLICITY = "publicity", "宣传教育"
    LABOUR = "labour", "义务劳动"
    ONSITE = "onsite", "现场教学"
    OTHER = "other", "其他"


class Activity(Occasion):
    """An activity; ``number`` counts within branch and year.

    ``month`` is the month whose activity it is, whenever it was held; ``planned_on`` the day that
    was fixed for it.
    """

    month = IntegerField("月份", null=True)
    title = TextField("主题", required=True)
    category = ChoiceField(ActivityCategory, "类别", default=ActivityCategory.STUDY)
    planned_on = DateField("计划日期")
    held_on = DateField("活动日期", required=True)
    moved_reason = TextField("变更原因", help_text="没有在固定的一天进行的，写明原因")
    ended_at = TimeField("结束时间", required=True)
    organiser = TextField("组织者", required=True)
    process = TextField("活动过程", long=True, required=True)
    outcome = TextField("活动成效", long=True)

    class Meta:
        indexes = (
            (("organisation", "year"), False),
            (("held_on",), False),
        )


class ActivityAttendance(AttendanceLine):
    """One person who was due at an activity."""

    record = ReferenceField(Activity, required=True)


class ActivityObserver(ObserverLine):
    """Somebody who sits in at an activity."""

    record = ReferenceField(Activity, required=True)


class ActivityFixedItem(Line):
    """One of the fixed items (规定动作) as it stood on the day, and whether it was done."""

    record = ReferenceField(Activity, required=True)
    name = TextField("规定动作", required=True)
    done = BooleanField("已做")


class ActivityDecision(DecisionLine):
    """Something to be done that was agreed at an activity."""

    record = ReferenceField(Activity, required=True)


def heading(tree: Tree) -> str:
    """Return the line by which a person knows an activity, e.g. 2026年3月活动《…》."""
    when = f"{tree['year'] or ''}年{tree['month'] or ''}月" if tree["year"] else ""
    return f"党员活动日 {when}《{tree['title'] or '未定主题'}》"


def _check(tree: Tree) -> Mapping[str, str]:
    """Refuse only what cannot be kept at all; what is unfinished is for the checks to say."""
    errors = {}
    if not tree["held_on"]:
        errors["held_on"] = "请先填写活动日期，应到人员由它确定。"
    if tree["month"] is not None and not 1 <= tree["month"] <= 12:
        errors["month"] = "月份是1到12。"
    if tree["number"] is not None and tree["number"] < 1:
        errors["number"] = "次数从第1次算起。"
    if twice_listed(tree["attendance"]):
        errors["attendance"] = "到会名单中有人重复，请删去一行。"
    return errors


def _complete(tree: Tree) -> Tree:
    """The activity belongs to the month for which it was planned, else to that of its day."""
    day = tree["planned_on"] or tree["held_on"]
    if not day:
        return tree
    return {**tree, "year": int(day[:4]), "month": int(day[5:7])}


def _people(tree: Tree) -> list[str]:
    names = [tree["chair_name"], tree["recorder_name"], tree["organiser"]]
    names += [row["owner_name"] for row in tree["decisions"]]
    return [name for name in dict.fromkeys(names) if name]


ACTIVITY = RecordSpec(
    name="activity",
    title="党员活动日",
    model=Activity,
    columns=(
        Column("held_on"),
        Column("title", stretch=True),
        Column("category"),
        Column("status"),
    ),
    sections=(
        Section(
            "时间地点",
            (
                "number",
                "title",
                "category",
                "planned_on",
                "held_on",
                "moved_reason",
                "began_at",
                "ended_at",
                "place",
            ),
        ),
        Section("人员", ("organiser", "chair", "chair_post", "recorder")),
        Section("到会", ("attendance", "observers")),
        Section("内容", ("fixed_items", "process", "decisions", "outcome", "hours")),
        Section("通知与完成", ("notice_on", "notice_by", "preparation", "late_reason")),
    ),
    lines=(
        LineSpec("attendance", "到会", ActivityAttendance),
        LineSpec("observers", "列席", ActivityObserver),
        LineSpec("fixed_items", "规定动作", ActivityFixedItem),
        LineSpec("decisions", "议定事项", ActivityDecision),
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
    documents=("activity", "photos", "activity-notice", "sign-in"),
)

MODELS = (Activity, ActivityAttendance, ActivityObserver, ActivityFixedItem, ActivityDecision)
