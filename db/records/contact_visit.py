"""The record type of a visit to a contact point (联系点工作记录): what was seen and followed up.

Fields: domain 5, 党建联系点制度: 日期, 形式（参会、调研、讲课、谈话）, 发现问题, 指导意见, 落实.
A finding may go on the branch's 问题清单; see ``db.listing``.
"""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class VisitForm(Named):
    """In what form a leader was in the branch."""

    ATTEND = "attend", "参会"
    SURVEY = "survey", "调研"
    LECTURE = "lecture", "讲课"
    TALK = "talk", "谈话"
    OTHER = "other", "其他"


class ContactVisit(Record):
    """One visit of a leader to a branch; ``year`` is that of the day."""

    organisation = ReferenceField(Organisation, "党组织", required=True)
    year = IntegerField("年度", null=True)
    visited_on = DateField("日期", required=True)
    branch = ReferenceField(Organisation, "联系的党支部", required=True)
    leader_name = TextField("联系领导", required=True)
    leader_post = TextField("职务")
    form = ChoiceField(VisitForm, "形式", default=VisitForm.SURVEY)
    content = TextField("主要内容", required=True, long=True)
    advice = TextField("总体意见", long=True)
    recorder_name = TextField("记录人")

    class Meta:
        indexes = ((("organisation", "year"), False), (("branch", "year"), False))


class Finding(Line):
    """A problem found, what was advised, and what has come of it; ``done_on`` ends it."""

    record = ReferenceField(ContactVisit, required=True)
    text = TextField("发现的问题", required=True, long=True)
    advice = TextField("指导意见", long=True)
    owner_name = TextField("责任人")
    due_on = DateField("落实时限")
    follow_up = TextField("落实情况", long=True)
    done_on = DateField("落实日期")

    class Meta:
        table_name = "contact_finding"


def _check(tree: Tree) -> Mapping[str, str]:
    day = tree["visited_on"]
    for row in tree["findings"]:
        if not row["text"]:
            return {"findings": "有一行没有写发现的问题，请写明或删去这一行。"}
        if day and row["done_on"] and row["done_on"] < day:
            return {"findings": "有一行的落实日期早于联系日期，请核对。"}
    return {}


def _complete(tree: Tree) -> Tree:
    year = int(tree["visited_on"][:4]) if tree["visited_on"] else tree["year"]
    return {**tree, "year": year}


def _heading(tree: Tree) -> str:
    """Return 党建联系点 贾局长 调研."""
    parts = ("党建联系点", tree["leader_name"], VisitForm(tree["form"]).label)
    return " ".join(part for part in parts if part)


CONTACT_VISIT = RecordSpec(
    name="contact_visit",
    title="联系点工作记录",
    model=ContactVisit,
    columns=(
        Column("visited_on"),
        Column("branch"),
        Column("leader_name"),
        Column("form"),
        Column("content", stretch=True),
    ),
    sections=(
        Section("联系", ("visited_on", "branch", "leader_name", "leader_post", "form")),
        Section("内容", ("content", "advice", "recorder_name")),
        Section("发现的问题和落实", ("findings",)),
    ),
    lines=(LineSpec("findings", "发现的问题和落实", Finding),),
    heading=_heading,
    check=_check,
    complete=_complete,
    people=lambda tree: [tree["leader_name"]] if tree["leader_name"] else [],
    day="visited_on",
    order=("visited_on",),
)

MODELS = (ContactVisit, Finding)
