"""The record type of a branch's assessment of one year (考核): what people say of it.

Form: 考核评分表 (domain 3.2). The program proposes scores out of the records (``db.assessment``);
here stand the person's confirmations and changes with their reasons, ballots, opinions and the
grade. A final assessment keeps what it was made of in ``frozen``. Points are hundredths: 150 is
1.5 分.
"""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    HundredthsField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.records.scheme import Scheme
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class SheetStatus(Named):
    """Whether people still work on the sheet."""

    DRAFT = "draft", "草稿"
    FINAL = "final", "定稿"


class BallotKind(Named):
    """What was voted on by 好、较好、一般、差."""

    REVIEW = "review", "述职评议测评"
    SATISFACTION = "satisfaction", "党员群众满意度测评"


class Assessment(Record):
    """The assessment of one branch in one year by one version of a scheme.

    Without ``scheme`` the scheme in force for the year is used. ``grade`` (等次) is what people
    decided; what the points propose is computed.
    """

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    scheme = ReferenceField(Scheme, "考核方案")
    scheme_version = IntegerField("方案版本", null=True)
    status = ChoiceField(SheetStatus, "状态", default=SheetStatus.DRAFT)
    self_opinion = TextField("支部自评意见", long=True)
    self_on = DateField("自评日期")
    group_opinion = TextField("考核组意见", long=True)
    group_on = DateField("考核日期")
    superior_opinion = TextField("总支意见", long=True)
    superior_on = DateField("总支意见日期")
    grade = TextField("评定等次", help_text="党总支研究确定的等次")
    grade_reason = TextField("定等依据", help_text="与得分对应的等次不同的，写明理由")
    frozen_on = DateField("定稿日期")
    frozen = TextField("定稿内容", long=True, private=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


class ScoredItem(Line):
    """One item of the scheme: what was proposed, what people made of it and why.

    ``own`` is 自评分, ``reviewed`` 核定分; None is not given. ``grade`` is the grade of an item
    judged by people, ``confirmed`` their yes to what the program proposed. ``proposed``,
    ``words`` and ``evidence`` (a JSON list of uids) are written when the sheet is frozen.
    """

    record = ReferenceField(Assessment, required=True)
    code = TextField("代号", required=True)
    title = TextField("项目")
    points = HundredthsField("分值", null=True)
    proposed = HundredthsField("建议分", null=True)
    own = HundredthsField("自评分", null=True)
    reviewed = HundredthsField("核定分", null=True)
    confirmed = BooleanField("已确认")
    grade = TextField("评价")
    reason = TextField("改分理由", long=True)
    basis = TextField("评价依据", long=True)
    words = TextField("计算过程", long=True)
    evidence = TextField("依据的记录", private=True)


class Deduction(Line):
    """A bonus or a deduction by its code in the scheme; ``points`` are never negative."""

    record = ReferenceField(Assessment, required=True)
    code = TextField("代号", required=True)
    title = TextField("事项")
    points = HundredthsField("分数", null=True)
    reason = TextField("事由", required=True, long=True)
    proof = TextField("证明材料", help_text="文号、证书编号，扫描件作为附件")


class Veto(Line):
    """Something that forbids a grade (一票否决), by its code in the scheme."""

    record = ReferenceField(Assessment, required=True)
    code = TextField("代号", required=True)
    title = TextField("情形")
    reason = TextField("事实和依据", required=True, long=True)


class BallotCount(Line):
    """The counts of one round of ballots; ``voters`` were to vote, ``returned`` came back."""

    record = ReferenceField(Assessment, required=True)
    what = ChoiceField(BallotKind, "测评内容", default=BallotKind.REVIEW)
    held_on = DateField("测评日期")
    voters = IntegerField("应参加人数", null=True)
    returned = IntegerField("收回票数", null=True)
    good = IntegerField("好", null=True)
    fair = IntegerField("较好", null=True)
    average = IntegerField("一般", null=True)
    poor = IntegerField("差", null=True)
    note = TextField("说明", long=True)


GRADES = ("good", "fair", "average", "poor")
"""The fields of a ballot line that count votes, best first."""


def ballot_error(line: Tree) -> str:
    """Return what is wrong with the counts of a ballot line, "" when they can be."""
    counts = [line[name] or 0 for name in GRADES]
    name = BallotKind(line["what"]).label
    if min(counts) < 0 or min(line["voters"] or 0, line["returned"] or 0) < 0:
        return f"{name}的票数不能是负数。"
    if sum(counts) > (line["returned"] or 0):
        return f"{name}各档合计{sum(counts)}票，多于收回的{line['returned'] or 0}票，请核对。"
    if (line["returned"] or 0) > (line["voters"] or 0):
        said = f"收回{line['returned']}票，多于应参加的{line['voters'] or 0}人"
        return f"{name}{said}，请核对。"
    return ""


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        errors["year"] = "年度请写四位数字，如2026。"
    for line in tree["ballots"]:
        if wrong := ballot_error(line):
            errors["ballots"] = wrong
    codes = [line["code"] for line in tree["scores"]]
    if len(codes) != len(set(codes)):
        errors["scores"] = "评分表里有一项写了两次，请删去一行。"
    if any((line[n] or 0) < 0 for line in tree["scores"] for n in ("own", "reviewed")):
        errors["scores"] = "得分不能是负数。"
    if too_high := [line["code"] for line in tree["scores"] if _too_high(line)]:
        errors["scores"] = f"{too_high[0]}的得分高于分值，请改正。"
    if any((line["points"] or 0) < 0 for line in tree["deductions"]):
        errors["deductions"] = "加分、扣分都写正数。"
    return errors


def _too_high(line: Tree) -> bool:
    marks = [line[name] or 0 for name in ("own", "reviewed")]
    return line["points"] is not None and max(marks) > line["points"]


_AFTER_FREEZING = frozenset(
    {"attachments", "superior_opinion", "superior_on", "grade", "grade_reason"}
)


def _open_keys(tree: Tree) -> frozenset[str] | None:
    """A final sheet stays as it is; what the general branch says of it comes afterwards."""
    return None if tree["status"] == SheetStatus.DRAFT else _AFTER_FREEZING


ASSESSMENT = RecordSpec(
    name="assessment",
    title="年度考核",
    model=Assessment,
    columns=(
        Column("year"),
        Column("status"),
        Column("grade"),
        Column("frozen_on"),
        Column("self_opinion", stretch=True),
    ),
    sections=(
        Section("考核", ("year", "scores", "deductions", "vetoes", "ballots")),
        Section("意见", ("self_opinion", "self_on", "group_opinion", "group_on")),
        Section("定等", ("superior_opinion", "superior_on", "grade", "grade_reason")),
    ),
    lines=(
        LineSpec("scores", "评分", ScoredItem),
        LineSpec("deductions", "加分扣分", Deduction),
        LineSpec("vetoes", "一票否决", Veto),
        LineSpec("ballots", "测评", BallotCount),
    ),
    heading=lambda tree: f"{tree['year'] or ''}年党支部考核",
    check=_check,
    open_keys=_open_keys,
    steps_of_life=frozenset({"scheme", "scheme_version", "status", "frozen_on", "frozen"}),
    order=("year",),
    documents=(
        "assessment",
        "assessment-report",
        "assessment-plain",
        "assessment-comparison",
    ),
)

MODELS = (Assessment, ScoredItem, Deduction, Veto, BallotCount)
