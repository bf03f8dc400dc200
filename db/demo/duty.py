"""What the tidy branch of the sample did for its year: the summary settled, the plan filed."""

from collections.abc import Iterator
from functools import partial

from db import drafting, operations, tree
from db.demo.branch import Branch, identified, moment, toml
from db.demo.occasion import Step
from db.records import spec
from db.spec import Tree

_SUMMARY = "2025-12-30"
_PLAN = "2026-01-09"
_AIMS = (
    "全年三会一课按月按季排定，每次会前三天发通知，会后三个工作日内定稿；"
    "党课由支委轮流讲，书记讲第一课；活动日照活动日计划，不与会议重复安排。"
)


def duties(branch: Branch, today: str) -> Iterator[Step]:
    """Yield last year's summary and the plan of this year, up to the day."""
    if branch.key != "first":
        return
    if today >= _SUMMARY:
        yield moment(_SUMMARY), "first/year_summary", partial(_summary, branch)
    if today >= _PLAN:
        yield moment(_PLAN), "first/year_plan", partial(_plan, branch)


def _summary(branch: Branch) -> None:
    record = drafting.new_year_summary(branch.uid, 2025)
    line = spec("year_summary").line("parts")
    record |= {
        "parts": [
            tree.blank_line(line, heading=part["heading"], text=part["text"].strip())
            for part in toml("first/summary")["part"]
        ],
        "finished_on": _SUMMARY,
        "reported_on": _SUMMARY,
    }
    _save("year_summary", identified(record, branch.key, "year_summary", "2025"), _SUMMARY)


def _plan(branch: Branch) -> None:
    record = drafting.new_year_plan(branch.uid, 2026)
    record |= {"aims": _AIMS, "made_on": "2026-01-07", "filed_on": _PLAN}
    _save("year_plan", identified(record, branch.key, "year_plan", "2026"), _PLAN)


def _save(kind: str, record: Tree, day: str) -> None:
    operations.save(spec(kind), record, who="陈晗", at=moment(day))
