"""Samples of the letters, goals and reports of a secretary, as a general branch keeps them."""

from typing import Any

from db import tree
from db.records import spec
from db.records.debrief import Topic

BRANCH = "50cecdd6-f783-5286-bc39-283af19b2e79"


def letter(**changes: Any) -> dict[str, Any]:
    """The responsibility letter of 2026, signed in January."""
    duties = [
        {"code": "B1", "duty": "按时召开支部党员大会", "target": "每季度1次", "points": 600},
        {"code": "B2", "duty": "按时召开支部委员会会议；", "target": "每月1次。", "points": 800},
        {"code": "E1", "duty": "建好用好责任、任务、问题三张清单", "points": 400,
         "target": "到期事项按时完成、销号，佐证齐全，逾期的写明原因"},
        {"code": "", "duty": "完成党总支交办的其他党建工作"},
    ]  # fmt: skip
    values = {
        "organisation": BRANCH,
        "year": 2026,
        "first_party": "中共示范区司法局总支部委员会",
        "first_name": "陈晗",
        "second_party": "中共示范区司法局机关第一支部委员会",
        "second_name": "单伟",
        "scheme": "党支部年度考核办法 第1版",
        "method": "年底由党总支组织考核，按考核方案逐项评定。\n考核情况在党总支范围内通报。",
        "rewards": "考核为优秀的，通报表扬。\n考核为不合格的，由党总支书记约谈支部书记。",
        "copies": 2,
        "signed_on": "2026-01-15",
        "duties": duties,
    }
    return tree.filled(
        spec("responsibility_letter"), tree.blank(spec("responsibility_letter"), **values | changes)
    )


def goals(**changes: Any) -> dict[str, Any]:
    """The goals of a term of three years: one year reviewed, one open."""
    values = {
        "organisation": BRANCH,
        "name": "单伟",
        "began_on": "2025-01-10",
        "ended_on": "2028-01-09",
        "signed_on": "2025-01-20",
        "goals": [
            {"goal": "支部标准化规范化建设达标", "target": "三年内年度考核两次良好以上"},
            {"goal": "发展党员2名", "target": "程序、时限合规"},
        ],
        "years": [
            {"year": 2026, "goal": "党员学时全部达标", "target": "每人不少于32学时",
             "due_on": "2026-12-31"},
            {"year": 2025, "goal": "建立三张清单", "target": "6月底前建成", "due_on": "2025-06-30",
             "progress": "5月26日建成，全年销号31项。", "own": "fully", "review": "fully",
             "opinion": "同意自评", "reviewed_on": "2025-12-25"},
            {"year": 2025, "goal": "党员活动室改造", "target": "", "due_on": None,
             "progress": "桌椅已更新，文化墙未完成。", "own": "mostly", "review": "mostly",
             "opinion": "文化墙转下年", "reviewed_on": "2025-12-25"},
        ],
    }  # fmt: skip
    return tree.filled(spec("term_goal"), tree.blank(spec("term_goal"), **values | changes))


def report(**changes: Any) -> dict[str, Any]:
    """The report on 2026 with the ballots of twenty people."""
    ballots = [
        {"item": "履行政治建设责任情况", "good": 15, "fair": 4, "average": 1, "poor": 0},
        {"item": "加强党支部建设情况", "good": 16, "fair": 3, "average": 1, "poor": 0},
        {"item": "总体评价", "good": 14, "fair": 5, "average": 0, "poor": 1},
    ]
    values = {
        "organisation": BRANCH,
        "year": 2026,
        "name": "单伟",
        "post": "党支部书记",
        "held_on": "2026-12-20",
        "place": "党总支述职评议会",
        "voters": 21,
        "returned": 20,
        "valid": 20,
        "opinions": "1. 多到社区走走。\n2. 支委会早点通知。",
        "result": "good",
        "decided_on": "2026-12-26",
        "decided_by": "中共示范区司法局总支部委员会",
        "opinion": "同意评为“好”。",
        "parts": [
            {"topic": Topic.POLITICAL, "text": "带头学习，每月在支委会上领学一次。"},
            {"topic": Topic.PROBLEMS, "text": "（一）问题\n学用结合不够。\n（二）原因\n到一线少。"},
        ],
        "ballots": ballots,
    }
    return tree.filled(spec("debrief"), tree.blank(spec("debrief"), **values | changes))
