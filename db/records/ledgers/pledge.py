"""The ledger of 三亮四比五提升: what a member shows, promises, is compared and raised by.

Fields: domain 5: 党员 · 岗位 · 亮身份、承诺、标准 · 承诺内容 · 公示 · 践诺评议. 三亮 is
标准、身份、承诺 and 比 begins with 技能、作风、业绩; the exact words of the fourth 比 and of 五提升
differ from place to place and are not known [unverified], so they stand by number until the place
words them.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    QuantityField,
    ReferenceField,
    TextField,
)
from db.model import Line, Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order, people, year_error
from db.spec import Column, Ledger, LineSpec, RecordSpec, Section, Tree

_LOCAL = "各地提法不同，可用“更多”里的“改名”换成本单位的叫法"
COMPARED = ("compare_skill", "compare_conduct", "compare_result", "compare_fourth")
RAISED = ("raise_first", "raise_second", "raise_third", "raise_fourth", "raise_fifth")


class PledgeReview(Named):
    """What the review of a year's promises came to."""

    OPEN = "open", "未评议"
    GOOD = "good", "好"
    FAIR = "fair", "较好"
    AVERAGE = "average", "一般"
    POOR = "poor", "差"


class Pledge(Record):
    """What one member shows and promises for one year, and how it was kept."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    person = ReferenceField(Member, "党员")
    person_name = TextField("党员姓名", required=True)
    post = TextField("岗位")
    identity = TextField("亮身份", help_text="怎样亮明党员身份，如佩戴党徽、摆放党员身份牌")
    standard = TextField("亮标准", long=True, help_text="岗位标准、服务标准")
    pledged_on = DateField("承诺日期")
    notice_from = DateField("公示开始")
    notice_to = DateField("公示结束")
    notice_place = TextField("公示地点")
    compare_skill = TextField("比技能", long=True)
    compare_conduct = TextField("比作风", long=True)
    compare_result = TextField("比业绩", long=True)
    compare_fourth = TextField("四比之四", long=True, help_text=_LOCAL)
    raise_first = TextField("提升之一", long=True, help_text=_LOCAL)
    raise_second = TextField("提升之二", long=True)
    raise_third = TextField("提升之三", long=True)
    raise_fourth = TextField("提升之四", long=True)
    raise_fifth = TextField("提升之五", long=True)
    reviewed_on = DateField("评议日期")
    reviewers = QuantityField(Unit.PEOPLE, "参加评议人数")
    review = ChoiceField(PledgeReview, "评议结果", default=PledgeReview.OPEN)
    opinion = TextField("评议意见", long=True)

    class Meta:
        indexes = ((("organisation", "year"), False),)


class Promise(Line):
    """One promise (亮承诺); ``done_on`` and ``result`` say how it was kept."""

    record = ReferenceField(Pledge, required=True)
    text = TextField("承诺内容", required=True, long=True)
    due_on = DateField("完成时限")
    done_on = DateField("完成日期")
    result = TextField("践诺情况", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {
        **year_error(tree),
        **in_order(tree, "pledged_on", "notice_from", "公示开始早于承诺日期"),
        **in_order(tree, "notice_from", "notice_to", "公示结束早于公示开始"),
        **in_order(tree, "pledged_on", "reviewed_on", "评议日期早于承诺日期"),
    }
    if tree["reviewed_on"] and tree["review"] == PledgeReview.OPEN:
        errors["reviewed_on"] = "写了评议日期，评议结果还是“未评议”，请核对。"
    for row in tree["promises"]:
        if not row["text"]:
            errors["promises"] = "有一行没有写承诺内容，请写上或删去这一行。"
        if tree["pledged_on"] and row["done_on"] and row["done_on"] < tree["pledged_on"]:
            errors["promises"] = "有一项承诺的完成日期早于承诺日期，请核对。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    if not tree["promises"]:
        said.append("还没有写承诺内容，承诺书印出来是空的。")
    if tree["promises"] and not tree["notice_from"]:
        said.append("承诺没有写公示日期。")
    if tree["review"] != PledgeReview.OPEN and not tree["reviewed_on"]:
        said.append("有评议结果，没有写评议日期。")
    left = sum(not row["result"] for row in tree["promises"])
    if tree["review"] != PledgeReview.OPEN and left:
        said.append(f"已经评议，还有{left}项承诺没有写践诺情况。")
    return said


PLEDGE = RecordSpec(
    name="pledge",
    title="三亮四比五提升",
    model=Pledge,
    columns=(
        Column("year"),
        Column("person_name", title="党员"),
        Column("post", stretch=True),
        Column("pledged_on"),
        Column("notice_from"),
        Column("review"),
    ),
    sections=(
        Section("亮身份、亮标准", ("year", "person", "post", "identity", "standard")),
        Section("亮承诺", ("pledged_on", "promises")),
        Section("公示", ("notice_from", "notice_to", "notice_place")),
        Section("四比", COMPARED),
        Section("五提升", RAISED),
        Section("践诺评议", ("reviewed_on", "reviewers", "review", "opinion")),
    ),
    lines=(LineSpec("promises", "亮承诺", Promise),),
    heading=heading("person_name", "post"),
    check=_check,
    people=people("person_name"),
    order=("year", "person_name"),
    documents=("pledge-letter",),
    ledger=Ledger(
        system="conduct",
        purpose="一名党员一年一份：亮身份、亮标准、亮承诺，比什么、提升什么，公示和践诺评议。",
        key=("year", "person_name"),
        paper_columns=(
            "person", "post", "identity", "pledged_on", "notice_from", "notice_to",
            "reviewed_on", "reviewers", "review",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (Pledge, Promise)
