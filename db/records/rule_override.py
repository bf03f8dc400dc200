"""The record type of a local change of a rule: the branch's own number, or the duty on or off.

Central rules say 一般; the district's own rules set what is counted (domain, warning 2). A change
has a reason and a beginning, so a year is judged by what held in it.
"""

import datetime as dt
from collections.abc import Mapping

from db import rulebook
from db.branch import Organisation
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    ReferenceField,
    TextField,
)
from db.model import Record, dicts
from db.records.duty_note import DutyCode
from db.rules.rule import Override
from db.spec import Column, RecordSpec, Section, Tree


class RuleNumber(Named):
    """The numbers of a duty that a branch may set for itself."""

    TIMES = "times", "每期次数"
    MONTHS = "months", "每期几个月"
    FROM_MONTH = "from_month", "从几月起办"
    UNTIL_MONTH = "until_month", "到几月为止"
    HOURS = "hours", "学时"
    DAYS_AFTER = "days_after", "期后宽限天数"
    DAYS_AHEAD = "days_ahead", "提前几天提醒"
    MONTHS_AHEAD = "months_ahead", "提前几个月提醒"
    MONTHS_AFTER = "months_after", "期满后几个月内"
    LIMIT_MONTHS = "limit_months", "几个月内办结"
    WAIT_MONTHS = "wait_months", "满几个月才办"
    WAIT_WORKDAYS = "wait_workdays", "满几个工作日才办"


_LENGTHS = (1, 3, 6, 12)
_HIGHEST = {
    RuleNumber.FROM_MONTH: 12,
    RuleNumber.UNTIL_MONTH: 12,
    RuleNumber.TIMES: 31,
    RuleNumber.HOURS: 1000,
}


class RuleOverride(Record):
    """A change of one rule for one branch, from a day on; it holds before ``effective_to``."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    code = ChoiceField(DutyCode, "事项", required=True, default=DutyCode.LECTURE)
    active = BooleanField("执行", default=True, help_text="去掉勾，本支部就不提醒这一项")
    number = ChoiceField(RuleNumber, "改哪个数", null=True, default=None)
    value = IntegerField("改为", null=True)
    effective_from = DateField(
        "生效日期", required=True, help_text="从这一天以后开始的第一期起算；按年的写1月1日"
    )
    effective_to = DateField("失效日期", help_text="从这一天起不再按它；空着表示一直有效")
    reason = TextField("依据和理由", required=True, help_text="写明依据哪个文件、哪次会议")


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    number, value, title = tree["number"], tree["value"], DutyCode(tree["code"]).label
    if (number is None) != (value is None):
        errors["number"] = errors["value"] = "改哪个数和改成多少要一起写，不改数的都空着。"
    elif number is not None:
        known = rulebook.versions()[f"duty.{tree['code']}"][-1].numbers
        if number not in known:
            label = RuleNumber(number).label
            errors["number"] = errors["value"] = f"{title}没有“{label}”这个数，请换一个。"
        elif number == RuleNumber.MONTHS and value not in _LENGTHS:
            errors["value"] = "每期只能是1、3、6、12个月。"
        elif not 1 <= value <= _HIGHEST.get(number, 120):
            errors["value"] = (
                f"这个数应在1到{_HIGHEST.get(number, 120)}之间；不要求的请去掉“执行”。"
            )
    if tree["effective_to"] and tree["effective_to"] <= (tree["effective_from"] or ""):
        errors["effective_to"] = "失效日期要晚于生效日期。"
    return errors


def _heading(tree: Tree) -> str:
    """Return 党课：每期几个月改为6 or 收缴党费：执行."""
    changed = RuleNumber(tree["number"]).label if tree["number"] else ""
    what = f"{changed}改为{tree['value']}" if changed else "执行" if tree["active"] else "不执行"
    return f"{DutyCode(tree['code']).label}：{what}"


RULE_OVERRIDE = RecordSpec(
    name="rule_override",
    title="本支部规定",
    model=RuleOverride,
    columns=(
        Column("code"),
        Column("active"),
        Column("number"),
        Column("value"),
        Column("effective_from"),
        Column("effective_to"),
        Column("reason", stretch=True),
    ),
    sections=(
        Section("改什么", ("code", "active", "number", "value")),
        Section("什么时候、为什么", ("effective_from", "effective_to", "reason")),
    ),
    heading=_heading,
    check=_check,
    order=("code", "effective_from"),
)

MODELS = (RuleOverride,)


def overrides_of(branch: str) -> tuple[Override, ...]:
    """Return the living changes of a branch by their beginning, as the rules take them."""
    query = RuleOverride.select().where(
        RuleOverride.organisation == branch, RuleOverride.deleted_at.is_null()
    )
    rows = dicts(query.order_by(RuleOverride.effective_from, RuleOverride.entered_at))
    return tuple(_override(row) for row in rows if row["effective_from"])


def _override(row: Tree) -> Override:
    numbers = {"on": int(row["active"])}
    if row["number"] is not None and row["value"] is not None:
        numbers[row["number"]] = row["value"]
    end = row["effective_to"]
    return Override(
        code=f"duty.{row['code']}",
        numbers=numbers,
        reason=row["reason"],
        effective_from=dt.date.fromisoformat(row["effective_from"]),
        effective_to=dt.date.fromisoformat(end) if end else None,
    )
