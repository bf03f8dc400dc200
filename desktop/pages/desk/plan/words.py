"""What the plan of the year says in words: a row's kind, its day, what became of it."""

import datetime as dt
from collections.abc import Mapping

from db.records.year_plan import PlanKind
from db.rules.year_plan import Match, PlanState
from db.year_plan import Comparison, PlanRow
from desktop.recording.words import day as day_text

MARKS = {
    PlanState.DONE: "●",
    PlanState.EARLY: "●",
    PlanState.LATE: "●",
    PlanState.DRAFT: "◐",
    PlanState.OPEN: "○",
    PlanState.MISSED: "▲",
    PlanState.ASIDE: "–",
}
TONES = {
    PlanState.DONE: "done",
    PlanState.EARLY: "done",
    PlanState.LATE: "caution",
    PlanState.DRAFT: "now",
    PlanState.OPEN: "now",
    PlanState.MISSED: "accent",
    PlanState.ASIDE: "muted",
}


def what(kind: str, group: str | None, groups: Mapping[str, str]) -> str:
    """支部委员会会议, or 第一党小组会 for a meeting of a group."""
    name, label = groups.get(group or "", ""), PlanKind(kind).label
    return f"{name}会" if name.endswith("组") else f"{label}（{name}）" if name else label


def limit(row: PlanRow) -> str:
    """12月28日 for a fixed day, 12月31日前 for a limit, 当月 for neither."""
    if row.day is not None:
        return day_text(row.day) + ("（暂算）" if row.provisional else "")
    return f"{day_text(row.line['due_on'])}前" if row.line["due_on"] else "当月"


def outcome(match: Match) -> str:
    """● 已完成 3月27日, ▲ 未完成 · 开始记录."""
    said = f"{MARKS[match.state]} {match.state}"
    if match.record is not None:
        return f"{said} {short(match.record.day)}"
    return said if match.state == PlanState.ASIDE else f"{said} · 开始记录"


def short(day: dt.date) -> str:
    """3月27日."""
    return f"{day.month}月{day.day}日"


def sums(found: Comparison) -> str:
    """计划58项：已完成41，未到时限12，计划以外2."""
    if not found.rows:
        return "计划中还没有安排。"
    states = [row.match.state for row in found.rows]
    said = [f"{state}{states.count(state)}" for state in PlanState if state in states]
    said += [f"计划以外{len(found.unplanned)}"] if found.unplanned else []
    return f"计划{len(states)}项：{'，'.join(said)}。点“完成情况”打开或开始记录。"
