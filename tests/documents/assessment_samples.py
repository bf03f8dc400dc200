"""A scored year of a branch: some lines met, one short, one changed by hand, one not applicable."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from db import tree
from db.records import spec
from db.rules.scoring import sheet as scoring
from db.rules.scoring.model import (
    Adjusted,
    Band,
    Conclusion,
    Formula,
    Group,
    Item,
    Judged,
    Line,
    Scheme,
    Sheet,
    Vetoed,
)
from desktop.documents.context import Year

BRANCH = "50cecdd6-f783-5286-bc39-283af19b2e79"
_GROUPS = (("A", "组织设置"), ("B", "组织生活"), ("D", "党员教育管理"), ("F", "作用发挥"))
_ITEMS = (
    ("A1", "支委会健全、分工明确", 300, "正式党员7人以上没有支委会扣3分，缺一个职务扣1分"),
    ("A2", "按期换届、及时补选", 300, "到期没有换届又没有批准扣3分，职务空缺超过3个月扣1分"),
    ("B1", "支部党员大会", 600, "缺一个季度扣1.5分"),
    ("B2", "支部委员会会议", 800, "缺一个月扣1分"),
    ("B3", "党小组会", 400, "按完成比例得分"),
    ("B5", "28日党员活动日", 800, "缺一个月扣1分，改期没有写原因扣0.5分"),
    ("D1", "党员学时达标", 400, "按达标人数的比例得分"),
    ("F1", "党建与业务融合、特色工作法", 600, "好6分，较好4.5分，一般3分，差0分"),
)


def scheme(**changes: Any) -> Scheme:
    """A scheme of eight items and 42 points."""
    items = tuple(
        Item(code, code[0], title, points, Formula.PER_MISSING, standard=standard,
             evidence="查看会议记录", target="每月1次")
        for code, title, points, standard in _ITEMS
    )  # fmt: skip
    bands = (Band("优秀", 3780), Band("良好", 3360), Band("合格", 2520), Band("不合格"))
    whole = Scheme(
        "standard",
        "党支部年度考核办法",
        2026,
        tuple(Group(*pair) for pair in _GROUPS),
        items,
        bands,
        full=4200,
        bonus_limit=500,
    )
    return replace(whole, **changes)


def sheet(year: int = 2026, *, reviewed: bool = False, vetoed: bool = False) -> Sheet:
    """The sheet of a year; 2025 was worse. With ``reviewed`` one line was marked down."""
    plan = scheme()
    short = 1 if year == 2026 else 3
    met = Conclusion.MET
    said = {
        "A1": _line(plan, "A1", 300, met, "有支委会，5个职务都有人，不扣分", ("u1",)),
        "A2": _line(plan, "A2", 300, met, "2024年3月换届，任期没有满，不扣分", ("u1",)),
        "B1": _line(plan, "B1", 600, met, "应4次，实4次，不扣分", ("u2", "u3", "u4", "u5")),
        "B2": _line(plan, "B2", 800 - 100 * short, Conclusion.PARTIAL,
                    f"应12次，实{12 - short}次，缺{year}年8月，扣{short}分",
                    tuple(f"c{n}" for n in range(11))),
        "B3": _line(plan, "B3", None, Conclusion.ABSENT, "不适用：没有设党小组", ()),
        "B5": _line(plan, "B5", 750, Conclusion.PARTIAL,
                    "应12次，实12次；7月改期没有写原因，扣0.5分", ("u9", "u7")),
        "D1": _line(plan, "D1", 362, Conclusion.PARTIAL,
                    "应21人，已19人，还差王芳、李强，4×19÷21得3.62分", ()),
        "F1": _line(plan, "F1", None, Conclusion.OPEN, "由人评定", ()),
    }  # fmt: skip
    said["B3"] = replace(said["B3"], absent="没有设党小组")
    graded = Judged(grade="较好", own=450, basis="“支部工作法”材料一份")
    said["F1"] = replace(
        said["F1"], score=450, conclusion=Conclusion.PARTIAL, judged=graded, words=""
    )
    if reviewed:
        lowered = Judged(own=600, reviewed=500, reason="一次会议没有会议通知")
        said["B1"] = replace(said["B1"], score=500, judged=lowered, conclusion=Conclusion.PARTIAL)
    bars = (Vetoed("V1", "弄虚作假", "虚报一次会议", "良好"),) if vetoed else ()
    known: Any = SimpleNamespace(year=year, today=dt.date(year, 12, 20))
    bonus = Adjusted("P1", "县级表彰", 100, "获评先进基层党组织", "区委组织部文件")
    minus = Adjusted("M1", "通报批评", -50, "考勤检查通报")
    return scoring.total(plan, known, tuple(said.values()), (bonus, minus), bars)


def _line(
    plan: Scheme,
    code: str,
    score: int | None,
    conclusion: Conclusion,
    words: str,
    evidence: tuple[str, ...],
) -> Line:
    return Line(plan.item(code), score, score, conclusion, words, evidence=evidence)


def without_points() -> Sheet:
    """The same year by a scheme without points."""
    pointed = sheet()
    plan = scheme(full=None, bands=(Band("优秀", partial=1), Band("良好", partial=9)))
    lines = tuple(
        replace(line, proposed=None, score=None, words=line.words.split("，扣")[0])
        for line in pointed.lines
    )
    known: Any = SimpleNamespace(year=2026, today=dt.date(2026, 12, 20))
    return scoring.total(plan, known, lines, (), ())


def assessment(**changes: Any) -> dict[str, Any]:
    """The record of 2026, a draft with the opinion of the branch."""
    values = {
        "organisation": BRANCH,
        "year": 2026,
        "scheme_version": 1,
        "self_opinion": "支部自评为优秀等次，请党总支审核。",
        "self_on": "2026-12-20",
    }
    return tree.filled(spec("assessment"), tree.blank(spec("assessment"), **values | changes))


class Assessed(Year):
    """A year with a known sheet, and perhaps one of the year before."""

    def __init__(
        self, now: Sheet | None = None, before: Sheet | None = None, changes: tuple[str, ...] = ()
    ) -> None:
        self._now, self._before, self._changes = now or sheet(), before, changes

    def assessed(self, _assessment: Any) -> Sheet:
        return self._now

    def assessed_before(self, _assessment: Any) -> Sheet | None:
        return self._before

    def behind(self, _assessment: Any, sheet: Sheet) -> dict[str, str]:
        uids = {uid for line in sheet.lines for uid in line.evidence}
        return {uid: f"支部委员会会议 第{uid}次（2026年3月2日）" for uid in uids if uid != "u9"}

    def assessment_changes(self, _assessment: Any) -> tuple[str, ...]:
        return self._changes
