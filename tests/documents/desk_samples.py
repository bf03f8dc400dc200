"""A year of duties, findings and a plan as the papers of the work desk are given them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from db import rulebook, tree
from db.inspection import Inspected
from db.records import spec
from db.rules.duties.model import Duty, State
from db.rules.rule import Finding, Override, Rule
from db.rules.year_plan import HeldRecord, Match, PlanState
from db.spec import Tree
from db.year_plan import Comparison, PlanRow
from desktop.documents.context import Year

PLAN = spec("year_plan")
REGULATION = "《中国共产党支部工作条例（试行）》"
EDUCATION = "《中国共产党党员教育管理工作条例》"


def duty(
    code: str,
    title: str,
    key: str,
    due_by: str,
    state: State,
    article: str = f"{REGULATION}第十二条",
    **values: Any,
) -> Duty:
    """Return a duty; its period and beginning follow from the key where none are given."""
    year, _, part = key.partition("-")
    limit = dt.date.fromisoformat(due_by)
    given: dict[str, Any] = {
        "period": f"{year}年{int(part[:2])}月" if part[:2].isdecimal() else f"{year}年",
        "begins": limit.replace(day=1),
    }
    return Duty(
        code=code, title=title, article=article, key=key, due_by=limit, state=state,
        **given | values,
    )  # fmt: skip


def month_end(month: int) -> str:
    """Return the last day of a month of 2026."""
    following = dt.date(2026 + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).isoformat()


def duties() -> list[Duty]:
    """Return the duties of a branch with two groups on 24 November 2026."""
    found = []
    for month in range(1, 13):
        key, end = f"2026-{month:02}", month_end(month)
        state = State.DONE if month < 11 else State.NOW if month == 11 else State.NOT_YET
        records = (f"c{month}",) if state == State.DONE else ()
        found.append(
            duty("committee_meeting", "支部委员会会议", key, end, state, records=records, have=1)
        )
        for group in ("第一党小组", "第二党小组"):
            late = State.OVERDUE if (month, group) == (8, "第二党小组") else state
            title, article = f"党小组会（{group}）", f"{REGULATION}第十三条"
            found.append(
                duty("group_meeting", title, f"{key}/{group}", end, late, article, subject=group)
            )
        found.append(
            duty(
                "activity",
                "党员活动日",
                key,
                end,
                state,
                f"{REGULATION}第十六条",
                planned_on=dt.date(2026, month, 28),
                records=records,
            )
        )
    found.append(
        duty(
            "talks",
            "谈心谈话",
            "2026",
            "2026-12-31",
            State.NOW,
            f"{EDUCATION}第十九条",
            have=18,
            need=21,
            begins=dt.date(2026, 1, 1),
            missing=("褚垚", "周翀", "龑䶮"),
            reason="应21人，已18人；还差褚垚、周翀、龑䶮",
        )
    )
    found.append(
        duty(
            "dues",
            "收缴党费",
            "2026-01",
            "2026-01-31",
            State.NOT_APPLICABLE,
            "（待核）",
            reason="本支部没有启用这一项",
        )
    )
    found.append(
        duty(
            "list_item",
            "任务2026-07 送法进社区",
            "b" * 8 + "-0000-0000-0000-000000000000",
            "2026-11-21",
            State.OVERDUE,
            "记录规范要求",
            reason="已超过时限3天",
            period="2026年",
        )
    )
    return sorted(found, key=lambda each: (each.when, each.code, each.key))


def inspected() -> list[Inspected]:
    """Return a meeting in order, one that is not, and a plan."""
    wrong = (
        Finding("R15", "warn", "到会：朱珺请假，没有写事由，请补上", "记录规范要求", (), "到会"),
        Finding("R07", "block", "没有填写散会时间", f"{REGULATION}第十一条", ("ended_at",), "时间"),
        Finding("R04", "ok", "到会过半数", f"{REGULATION}第十一条"),
    )
    good = (Finding("R04", "ok", "到会过半数", f"{REGULATION}第十一条"),)
    return [
        Inspected("meeting", "m1", "b", "2026-03-27", "支部党员大会 2026年第1次", good),
        Inspected("meeting", "m2", "b", "2026-11-20", "支部党员大会 2026年第4次", wrong),
        Inspected("activity_plan", "p", "b", "2026-01-10", "2026年党员活动日计划", ()),
    ]


def plan(**values: object) -> Tree:
    """Return the tree of a plan with four rows."""
    line = PLAN.line("rows")
    rows = [
        tree.blank_line(line, month=3, kind="general", title="总结一季度工作，讨论发展对象",
                        lead_name="单伟", owner_name="王芳", due_on="2026-03-31"),
        tree.blank_line(line, month=3, kind="group", group="g1", lead_name="王芳"),
        tree.blank_line(line, month=3, kind="activity"),
        tree.blank_line(line, month=6, kind="lecture", title="学习党章", lead_name="县委党校高老师",
                        due_on="2026-06-26", remark="半日，2学时"),
    ]  # fmt: skip
    given = {"aims": "抓基本组织、基本队伍、基本制度。", "made_on": "2026-02-10"} | values
    return tree.blank(PLAN, year=2026, organisation="b", rows=rows, **given)


class SampleYear(Year):
    """The year above; ``local`` is what the branch has changed of the lectures."""

    def __init__(self, found: Sequence[Duty] | None = None, local: str = "") -> None:
        self._duties = duties() if found is None else found
        self._local = local

    def duties(self) -> Sequence[Duty]:
        return self._duties

    def inspected(self) -> Sequence[Inspected]:
        return inspected()

    def rules(self) -> Mapping[str, Rule]:
        day = dt.date(2026, 11, 24)
        own = Override("duty.lecture", {"months": 6}, self._local, dt.date(2026, 1, 1))
        rules = rulebook.rules_for(day, (own,) if self._local else ())
        return {code: rule for code, rule in rules.items() if code.startswith("duty.")}

    def compared(self, plan: Tree | None) -> Comparison | None:
        if plan is None:
            return None
        record = HeldRecord("r", "general", "支部党员大会 2026年第1次", dt.date(2026, 3, 27), 3)
        late = HeldRecord("l", "lecture", "党课 2026年第2次", dt.date(2026, 7, 3), 7)
        extra = HeldRecord("x", "committee", "支部委员会会议 2026年第9次", dt.date(2026, 9, 8), 9)
        matches = (
            Match(PlanState.DONE, record), Match(PlanState.MISSED), Match(PlanState.OPEN),
            Match(PlanState.LATE, late),
        )  # fmt: skip
        days = (None, None, "2026-03-28", None)
        rows = [
            PlanRow(
                row | ({"title": "送法进社区"} if row["kind"] == "activity" else {}), match, day
            )
            for row, match, day in zip(plan["rows"], matches, days, strict=True)
        ]
        return Comparison(tuple(rows), (extra,))
