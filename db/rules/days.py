"""R10: no meeting on a day off, and the activity on the branch's own day of the month."""

import datetime as dt
from collections.abc import Iterator, Sequence

from db.rules.meeting import MeetingFacts
from db.rules.rule import Finding, Level, Path, Rule, Rules, finding
from db.rules.surroundings import FixedDay, Surroundings
from db.rules.wording import day_text, weekday_text


def r10(facts: MeetingFacts, around: Surroundings, rules: Rules) -> Iterator[Finding]:
    """Say a day off, and an activity that was moved without a reason."""
    rule, held = rules["R10"], facts.held_on
    if held is None:
        return
    if off := _day_off(held, around):
        text = f"{facts.noun}日期 {off}"
        fixed = around.fixed_day
        level: Level | None = None
        if facts.moved_reason:
            text, level = f"{text}，原因：{facts.moved_reason}", "remind"
        elif fixed is not None and (fixed.fixed, fixed.shift) == (held, "keep"):
            text, level = f"{text}；按本支部的规定，活动日遇休息日不变", "remind"
        else:
            text += "，请核对日期"
        yield finding(rule, text, ("held_on",), "日期", level=level)
    if around.fixed_day is not None and not facts.moved_reason:
        yield from _moved(held, around.fixed_day, rule, rules["activity.fixed"])


def _day_off(day: dt.date, around: Surroundings) -> str:
    """Return what day off it is: 2026年10月1日是国庆节假期, "" for a working day."""
    works = around.is_workday(day)
    if day.isoweekday() <= 5 if works is None else works:
        return ""
    name = around.day_name(day)
    what = f"{name}假期" if name else f"休息日（{weekday_text(day)}）"
    provisional = "（没有这一年的节假日安排，暂算）" if works is None else ""
    return f"{day_text(day)} 是{what}{provisional}"


def _moved(held: dt.date, fixed: FixedDay, rule: Rule, basis: Rule) -> Iterator[Finding]:
    allowed = {fixed.fixed, fixed.shifted}
    if fixed.planned is not None and fixed.reason:
        allowed.add(fixed.planned)
    if held not in allowed:
        text = f"活动日期 {day_text(held)} 不是{fixed_text(fixed)}，请写明变更原因"
        yield finding(rule, text, ("moved_reason",), "变更原因", basis=basis)


def fixed_text(fixed: FixedDay) -> str:
    """Return 固定的活动日 2026年3月28日（遇休息日为 2026年3月30日）."""
    text = f"固定的活动日 {day_text(fixed.fixed)}"
    if fixed.shifted != fixed.fixed:
        text += f"（遇休息日为 {day_text(fixed.shifted)}{'，暂算' if fixed.provisional else ''}）"
    return text


def plan_findings(
    months: Sequence[tuple[Path, dt.date | None, str, FixedDay]],
    around: Surroundings,
    rules: Rules,
) -> list[Finding]:
    """Check the days of a year's plan: path of the line, planned day, reason, the branch's day."""
    rule, found = rules["R10"], []
    for at, planned, reason, fixed in months:
        if planned is None or reason:
            continue
        where = f"{fixed.fixed.month}月"
        if planned not in (fixed.fixed, fixed.shifted):
            text = f"{where}的计划日期不是{fixed_text(fixed)}，请写明改期原因"
            at_reason = (*at, "moved_reason")
            found.append(finding(rule, text, at_reason, where, basis=rules["activity.fixed"]))
        elif planned != fixed.shifted and (off := _day_off(planned, around)):
            text = f"{where}的计划日期 {off}，按本支部的规定应为 {day_text(fixed.shifted)}，请核对"
            found.append(finding(rule, text, (*at, "planned_on"), where))
    return found
