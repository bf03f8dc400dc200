"""The ledger of honours (先进评选): 学知识与学榜样.

Fields: domain 5: 称号 · 年度 · 申报/推荐 · 事迹 · 支部意见 · 公示（5天常见） · 结果.
"""

import datetime as dt
from collections.abc import Mapping

from db import dates, workdays
from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, IntegerField, Named, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import in_order, people, year_error
from db.spec import Column, Counted, Ledger, RecordSpec, Section, Tree

USUAL_NOTICE = 5
"""Working days that a notice usually stands (domain 5: 5天常见)."""


class HonourWay(Named):
    """How a person was named."""

    APPLIED = "applied", "个人申报"
    RECOMMENDED = "recommended", "支部推荐"
    GROUP = "group", "党小组推荐"
    SUPERIOR = "superior", "上级确定"


class HonourResult(Named):
    """What came of it."""

    OPEN = "open", "评选中"
    GRANTED = "granted", "已授予"
    DECLINED = "declined", "未授予"


class Honour(Record):
    """One person or body named for one title of one year."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    title = TextField("称号", required=True)
    person = ReferenceField(Member, "推荐对象")
    person_name = TextField("推荐对象姓名", required=True)
    post = TextField("职务")
    way = ChoiceField(HonourWay, "产生方式", default=HonourWay.RECOMMENDED)
    named_on = DateField("申报日期")
    deeds = TextField("主要事迹", long=True)
    opinion = TextField("支部意见", long=True)
    decided_on = DateField("支部意见日期")
    notice_from = DateField("公示开始")
    notice_to = DateField("公示结束", help_text="一般公示5个工作日")
    objections = TextField("公示反映", help_text="没有的写“无异议”")
    result = ChoiceField(HonourResult, "结果", default=HonourResult.OPEN)
    granted_on = DateField("授予日期")
    granted_by = TextField("授予单位")

    class Meta:
        indexes = ((("organisation", "year"), False),)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {
        **year_error(tree),
        **in_order(tree, "decided_on", "notice_from", "公示开始早于支部意见日期"),
        **in_order(tree, "notice_from", "notice_to", "公示结束早于公示开始"),
        **in_order(tree, "notice_to", "granted_on", "授予日期早于公示结束"),
    }
    if tree["granted_on"] and tree["result"] != HonourResult.GRANTED:
        errors["granted_on"] = "写了授予日期，结果却不是“已授予”，请核对。"
    return errors


def notice_days(tree: Tree) -> int | None:
    """Return the working days of the notice, both ends counted; None when it has no two ends."""
    if not (tree["notice_from"] and tree["notice_to"]):
        return None
    first, last = map(dt.date.fromisoformat, (tree["notice_from"], tree["notice_to"]))
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    known = ((workdays.is_workday(day), day.isoweekday() <= 5) for day in days)
    return sum(usual if worked is None else worked for worked, usual in known)


def _advice(tree: Tree) -> list[str]:
    said = []
    days = notice_days(tree)
    if days is not None and days < USUAL_NOTICE:
        first = dt.date.fromisoformat(tree["notice_from"])
        before = first - dt.timedelta(days=1)
        last, provisional = workdays.add_workdays(before, USUAL_NOTICE)
        until = dates.text(last.isoformat()) + ("（暂算）" if provisional else "")
        said.append(f"公示只有{days}个工作日，一般为{USUAL_NOTICE}个，应到{until}。")
    if tree["result"] == HonourResult.GRANTED and days is None:
        said.append("已授予称号，没有公示的起止日期。")
    if not tree["deeds"]:
        said.append("还没有写主要事迹。")
    return said


HONOUR = RecordSpec(
    name="honour",
    title="先进评选",
    model=Honour,
    columns=(
        Column("year"),
        Column("title", stretch=True),
        Column("person_name", title="推荐对象"),
        Column("way"),
        Column("notice_from"),
        Column("result"),
    ),
    sections=(
        Section("推荐", ("year", "title", "person", "post", "way", "named_on")),
        Section("事迹和意见", ("deeds", "opinion", "decided_on")),
        Section("公示和结果", (
            "notice_from", "notice_to", "objections", "result", "granted_on", "granted_by",
        )),
    ),
    heading=lambda tree: f"{tree['title']} {tree['person_name']}".strip(),
    check=_check,
    people=people("person_name"),
    order=("year", "title"),
    ledger=Ledger(
        counted=Counted(
            "评出先进",
            Unit.PEOPLE,
            lambda tree: tree["result"] == HonourResult.GRANTED,
            day="granted_on",
        ),
        system="thought",
        purpose="登记评选先进的推荐、事迹、支部意见、公示和结果，印推荐表和光荣册。",
        key=("year", "title", "person_name"),
        counted_by="title",
        paper_columns=(
            "title", "person", "post", "way", "decided_on", "notice_from", "notice_to", "result",
            "granted_on",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (Honour,)
