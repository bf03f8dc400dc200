"""What the work desk says in words: states, days left, short sources, what a button does."""

import datetime as dt
from typing import NamedTuple

from db.rules.duties.glance import Cell, Row, short_source
from db.rules.duties.model import Duty, State

MARKS = {
    State.DONE: "done",
    State.NOW: "now",
    State.OVERDUE: "overdue",
    State.NOT_YET: "later",
    State.NOT_APPLICABLE: "none",
}
"""The mark of each state, a key of ``paint.MARKS``."""


class Verb(NamedTuple):
    """What the button of a duty says, and whether it needs a file that may be changed."""

    text: str
    writes: bool = True


def verb(duty: Duty) -> Verb:
    """What can be done for a duty that is not done yet."""
    if duty.drafts:
        return Verb("继续写", writes=False)
    fixed = {
        "list_item": Verb("更新进展", writes=False),
        "decision": Verb("列入清单"),
        "probation_end": Verb("核对", writes=False),
        "reelection": Verb("办换届"),
        "vacancy": Verb("办补选"),
        "summary": Verb("写总结"),
        "hours": Verb("看学时", writes=False),
        "hours_committee": Verb("看学时", writes=False),
        "talks": Verb("记谈话"),
        "plan": Verb("去计划", writes=False),
        "plan_filing": Verb("去计划", writes=False),
    }
    if duty.code in fixed:
        return fixed[duty.code]
    if duty.start is not None and duty.start.record_type == "duty_note":
        return Verb("办结登记")
    if duty.state == State.OVERDUE:
        return Verb("补记")
    return Verb("准备" if duty.code == "activity" else "开始记录")


def title(duty: Duty, year: int) -> str:
    """11月党小组会（第二党小组）, 第四季度党课; 2025年民主评议党员 where the year is another."""
    if duty.code == "list_item":
        return f"清单：{duty.title}"
    if duty.code == "decision":
        return f"会议决定：{duty.title}"
    when = duty.period.removeprefix(f"{year}年")
    own = when and (when != duty.period or duty.period.endswith(("月", "季度", "半年", "年")))
    return f"{when}{duty.title}".replace("年年度", "年度") if own else duty.title


def left(duty: Duty, today: dt.date) -> str:
    """还有 7 天, 今天到期, 已逾期 85 天; counted to the planned day while that is to come."""
    day = duty.due_by
    if duty.planned_on is not None and duty.planned_on >= today:
        day = duty.planned_on
    if day is None:
        return "没有规定期限"
    days = (day - today).days
    if days < 0:
        return f"已逾期 {-days} 天"
    return f"还有 {days} 天" if days else "今天到期"


def cell_words(row: Row, month: int, cell: Cell | None) -> str:
    """What a cell of the year means, for the line under it, the tooltip and screen readers."""
    if cell is None:
        return f"{month}月 {row.title}：这个月没有要求。"
    said = [f"{month}月 {row.title}：{cell.state}"]
    if cell.records:
        said.append(f"{len(cell.records)}份记录")
    reasons = [f"{_named(duty, cell)}{duty.reason}" for duty in cell.duties if duty.reason]
    said += reasons[:3]
    if len(reasons) > 3:
        said.append(f"另有{len(reasons) - 3}件")
    sources = dict.fromkeys(short_source(duty.article) for duty in cell.duties)
    return f"{'；'.join(said)}。{'、'.join(sources)}"


def _named(duty: Duty, cell: Cell) -> str:
    return f"{duty.title}，" if len(cell.duties) > 1 else ""
