"""The record type of a responsibility letter (考核责任书), signed by both secretaries each year.

Form: domain row 15: 甲方、乙方 · 年度 · 责任内容（条款、指标）· 考核办法 · 奖惩 · 一式几份. The day
of signing is that of the signed paper, whose scan is attached.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import DateField, HundredthsField, IntegerField, ReferenceField, TextField
from db.model import Line, Record
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class ResponsibilityLetter(Record):
    """The letter of one branch for one year; 甲方 is the general branch, 乙方 the branch."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    first_party = TextField("甲方", help_text="党总支的全称")
    first_name = TextField("甲方签字人", help_text="一般是党总支书记")
    second_party = TextField("乙方", help_text="党支部的全称")
    second = ReferenceField(Member, "乙方签字人")
    second_name = TextField("乙方签字人姓名")
    scheme = TextField("考核方案", help_text="条款和指标取自哪个方案")
    method = TextField("考核办法", long=True)
    rewards = TextField("奖惩", long=True)
    copies = IntegerField("一式几份", default=2)
    signed_on = DateField("签订日期", help_text="双方在纸上签字的日期；签字扫描件放进附件")
    note = TextField("备注", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


class LetterDuty(Line):
    """One clause of the letter: what is to be done, and how it is measured."""

    record = ReferenceField(ResponsibilityLetter, required=True)
    code = TextField("编号")
    duty = TextField("责任内容", required=True, long=True)
    target = TextField("指标", long=True)
    points = HundredthsField("分值", null=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        errors["year"] = "年度请写四位数字，如2026。"
    if not 1 <= tree["copies"] <= 20:
        errors["copies"] = "一式几份请写1到20。"
    if any((row["points"] or 0) < 0 for row in tree["duties"]):
        errors["duties"] = "分值不能小于0，请改正。"
    return errors


def _people(tree: Tree) -> list[str]:
    return [name for name in (tree["first_name"], tree["second_name"]) if name]


RESPONSIBILITY_LETTER = RecordSpec(
    name="responsibility_letter",
    title="考核责任书",
    model=ResponsibilityLetter,
    columns=(
        Column("year"),
        Column("first_name"),
        Column("second_name"),
        Column("signed_on"),
        Column("scheme", stretch=True),
    ),
    sections=(
        Section(
            "双方",
            ("year", "first_party", "first_name", "second_party", "second", "second_name"),
        ),
        Section("责任内容", ("scheme", "duties")),
        Section("考核和奖惩", ("method", "rewards")),
        Section("签订", ("copies", "signed_on", "note")),
    ),
    lines=(LineSpec("duties", "责任内容", LetterDuty),),
    heading=lambda tree: f"{tree['year'] or ''}年考核责任书",
    check=_check,
    people=_people,
    order=("year",),
    documents=("responsibility-letter",),
)

MODELS = (ResponsibilityLetter, LetterDuty)
