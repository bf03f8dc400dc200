"""What an item of a scheme can count, by the name that it has there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from db.rules.scoring.evidence import Evidence
from db.rules.scoring.keeping import (
    attachments,
    attendance,
    completeness,
    hours,
    promptness,
    sums,
)
from db.rules.scoring.model import Formula, Item, Measure
from db.rules.scoring.organising import committee, election, plan_and_summary
from db.rules.scoring.periods import (
    activities,
    appraisal,
    committee_meetings,
    dues,
    general_meetings,
    group_meetings,
    lectures,
    life_meeting,
    steps_in_time,
    talks,
)
from db.rules.scoring.responsibility import (
    contacts,
    inspected_problems,
    letter_and_review,
    listed,
    satisfaction,
    service,
)

_COUNTS = (Formula.PER_MISSING, Formula.RATIO)


@dataclass(frozen=True)
class Source:
    """Something to count: its name for people, how, by which formulas, what may be missing in it.

    ``gaps`` and ``numbers`` are the words for what a scheme may give points or a number for.
    """

    title: str
    measure: Callable[[Evidence, Item], Measure]
    formulas: tuple[Formula, ...]
    gaps: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


_MISSING = {"missing": "缺一次"}

SOURCES: Mapping[str, Source] = {
    "committee": Source(
        "支部委员会",
        committee,
        (Formula.PER_MISSING,),
        {"none": "应设而没有设", "vacant": "空缺一职"},
    ),
    "election": Source(
        "换届和补选",
        election,
        (Formula.PER_MISSING,),
        {"expired": "届满没有换届", "vacancy": "空缺超过期限"},
    ),
    "plan_and_summary": Source(
        "年度计划和总结",
        plan_and_summary,
        (Formula.PER_MISSING,),
        {"plan": "没有计划", "summary": "没有总结"},
    ),
    "general_meetings": Source("支部党员大会", general_meetings, _COUNTS, _MISSING),
    "committee_meetings": Source("支部委员会会议", committee_meetings, _COUNTS, _MISSING),
    "group_meetings": Source("党小组会", group_meetings, _COUNTS, _MISSING),
    "lectures": Source("党课", lectures, _COUNTS, _MISSING | {"secretary": "书记没有讲党课"}),
    "activities": Source("党员活动日", activities, _COUNTS, _MISSING | {"moved": "改期没有写原因"}),
    "life_meeting": Source(
        "组织生活会", life_meeting, (Formula.PER_MISSING,), _MISSING | {"issues": "没有整改清单"}
    ),
    "appraisal": Source(
        "民主评议党员",
        appraisal,
        (Formula.PER_MISSING,),
        _MISSING | {"excellent": "优秀超过比例"},
    ),
    "talks": Source("谈心谈话", talks, (Formula.COVERAGE, Formula.RATIO)),
    "completeness": Source("记录要素", completeness, (Formula.PER_MISSING,), {"defect": "缺一处"}),
    "sums": Source("人数和票数", sums, (Formula.PER_MISSING,), {"defect": "不闭合一处"}),
    "promptness": Source("记录及时", promptness, (Formula.LATE_SHARE, Formula.RATIO)),
    "attachments": Source(
        "签字和附件",
        attachments,
        (Formula.PER_MISSING,),
        {"unsigned": "没有签字一份", "attachment": "缺附件一处"},
    ),
    "hours": Source("学时", hours, (Formula.COVERAGE, Formula.RATIO)),
    "attendance": Source("到会率", attendance, (Formula.STEPS, Formula.RATIO)),
    "dues": Source("党费", dues, (Formula.PER_MISSING,), {"month": "每人每月没有收缴登记"}),
    "steps_in_time": Source(
        "发展党员和组织关系",
        steps_in_time,
        (Formula.PER_MISSING,),
        {"breach": "超过时限一次"},
    ),
    "listed": Source("三张清单", listed, (Formula.RATIO,)),
    "letter_and_review": Source(
        "责任书和述职评议",
        letter_and_review,
        (Formula.PER_MISSING,),
        {"letter": "没有签责任书", "review": "没有述职评议", "poor": "评议结果为差"},
        {"letter_month": "责任书几月底前签", "review_month": "次年几月底前述职"},
    ),
    "contacts": Source(
        "联系点领导指导",
        contacts,
        (Formula.PER_MISSING, Formula.RATIO),
        _MISSING,
        {"visits": "每年几次"},
    ),
    "inspected_problems": Source(
        "督查通报的问题",
        inspected_problems,
        (Formula.PER_MISSING,),
        {"overdue": "有逾期没有整改的"},
    ),
    "service": Source(
        "志愿服务", service, (Formula.RATIO, Formula.PER_MISSING), _MISSING, {"target": "每年几次"}
    ),
    "satisfaction": Source(
        "党员群众满意度", satisfaction, (Formula.RATIO, Formula.COVERAGE, Formula.STEPS)
    ),
}
"""Everything that a scheme may count."""
