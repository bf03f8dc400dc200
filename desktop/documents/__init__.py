"""The papers of the program: every document is listed here, and nowhere else.

A document takes the tree of a record and a ``PaperContext``, puts them into words (``collect``)
and writes them as a PDF (``render``), or by the ending of a name as PDF or Word (``write``); all
raise ``db.errors.Refused`` with a sentence for the person. ``gather`` makes the context from the
open data file, ``volume`` binds many minutes into one file, ``fonts.in_use`` says which font files
print. No module here knows a window.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.records.meeting import MeetingKind
from desktop.documents import (
    activity,
    activity_photos,
    activity_plan,
    activity_year,
    appraisal,
    archive_labels,
    assessment,
    assessment_report,
    closing,
    contact_points,
    debrief,
    general_summary,
    handover,
    hours,
    integrity_talks,
    letter,
    life,
    lists,
    minutes,
    month_sheet,
    notice,
    overview,
    resolution,
    roster,
    rules_sheet,
    self_check,
    sign_in,
    summary,
    talk,
    term_goal,
    year_glance,
    year_plan,
    year_summary,
    yearbook,
)
from desktop.documents.document import Document
from desktop.documents.ledger_papers import LEDGER_PAPERS
from desktop.documents.member_papers import MEMBER_PAPERS

_ALL = tuple(str(kind) for kind in MeetingKind)


_LIFE = (
    Document(
        "issues",
        "问题清单和整改清单",
        ("meeting",),
        (MeetingKind.LIFE, MeetingKind.APPRAISAL),
        life.collect_issues,
        life.render_issues,
        landscape=True,
    ),
    Document(
        "examination",
        "对照检查材料",
        ("meeting",),
        (MeetingKind.LIFE,),
        life.collect_examinations,
        life.render_papers,
    ),
    Document(
        "life-report",
        "组织生活会情况报告",
        ("meeting",),
        (MeetingKind.LIFE,),
        life.collect_report,
        life.render_papers,
    ),
    Document(
        "ballot",
        "民主评议测评表",
        ("meeting",),
        (MeetingKind.APPRAISAL,),
        appraisal.collect_ballot,
        appraisal.render_table,
    ),
    Document(
        "appraisal-summary",
        "民主评议汇总表",
        ("meeting",),
        (MeetingKind.APPRAISAL,),
        appraisal.collect_summary,
        appraisal.render_table,
    ),
    Document(
        "appraisal-form",
        "党员民主评议登记表",
        ("meeting",),
        (MeetingKind.APPRAISAL,),
        appraisal.collect_forms,
        appraisal.render_forms,
    ),
)


def _of_items(
    name: str,
    title: str,
    collect: Callable[..., Any],
    render: Callable[[Any, Path], None] = lists.render,
    *,
    landscape: bool = True,
    asks: str = "",
) -> Document:
    """Declare a paper of all listed items of a year."""
    kind = ("listed_item",)
    return Document(
        name, title, kind, (), collect, render, landscape=landscape, yearly=True, asks=asks
    )


_LISTS = (
    _of_items("responsibilities", "责任清单", lists.collect_responsibilities),
    _of_items("tasks", "任务清单", lists.collect_tasks),
    _of_items("problems", "问题清单", lists.collect_problems),
    _of_items("overdue", "逾期清单", lists.collect_overdue),
    _of_items("person-list", "个人清单", lists.collect_person, asks="person"),
    _of_items(
        "closing-report",
        "销号情况报告",
        closing.collect_report,
        closing.render_report,
        landscape=False,
    ),
    Document("closing", "销号报告单", ("listed_item",), (), closing.collect, closing.render),
)

_TALKS = (
    Document("talk", "谈心谈话记录", ("talk",), (), talk.collect, talk.render),
    Document(
        "talk-coverage",
        "谈心谈话覆盖情况",
        ("talk",),
        (),
        talk.collect_coverage,
        talk.render_coverage,
        landscape=True,
        yearly=True,
    ),
    Document(
        "integrity-talks",
        "廉政谈话台账",
        ("talk",),
        (),
        integrity_talks.collect,
        integrity_talks.render,
        landscape=True,
        yearly=True,
    ),
)


def _of_year(
    name: str,
    title: str,
    collect: Callable[..., Any],
    render: Callable[[Any, Path], None],
    *,
    landscape: bool = False,
    asks: str = "",
    drawn: bool = False,
) -> Document:
    """Declare a paper about a branch's whole year: what is due, and what the checks say."""
    return Document(
        name,
        title,
        ("year_plan",),
        (),
        collect,
        render,
        landscape=landscape,
        yearly=True,
        asks=asks,
        drawn=drawn,
    )


_DESK = (
    _of_year(
        "year-at-a-glance",
        "全年一览",
        year_glance.collect,
        year_glance.render,
        landscape=True,
        drawn=True,
    ),
    _of_year(
        "month-sheet",
        "月安排表",
        month_sheet.collect,
        month_sheet.render,
        asks="month",
        drawn=True,
    ),
    _of_year("year-book", "党支部工作手册", yearbook.collect, yearbook.render, drawn=True),
    _of_year(
        "archive-labels",
        "档案盒标签",
        archive_labels.collect,
        archive_labels.render,
        asks="spine",
        drawn=True,
    ),
    _of_year("self-check", "迎检自查表", self_check.collect, self_check.render),
    _of_year("rules-sheet", "明白纸", rules_sheet.collect, rules_sheet.render),
    _of_year("hours-register", "党员学时统计表", hours.collect, hours.render),
    Document(
        "year-plan",
        "三会一课计划报备表",
        ("year_plan",),
        (),
        year_plan.collect,
        year_plan.render,
        landscape=True,
    ),
)

_ASSESSMENT = (
    Document(
        "assessment",
        "考核评分表",
        ("assessment",),
        (),
        assessment.collect,
        assessment.render,
        landscape=True,
    ),
    Document(
        "assessment-report",
        "考核报告",
        ("assessment",),
        (),
        assessment_report.collect,
        assessment_report.render,
    ),
    Document(
        "assessment-plain",
        "考核报告（不带分值）",
        ("assessment",),
        (),
        assessment_report.collect_plain,
        assessment_report.render,
    ),
    Document(
        "assessment-comparison",
        "考核对比表",
        ("assessment",),
        (),
        assessment.collect_comparison,
        assessment.render,
        landscape=True,
    ),
)

_LETTERS = (
    Document(
        "responsibility-letter",
        "考核责任书",
        ("responsibility_letter",),
        (),
        letter.collect,
        letter.render,
    ),
    Document(
        "term-goals",
        "书记任期目标书",
        ("term_goal",),
        (),
        term_goal.collect,
        term_goal.render,
        landscape=True,
    ),
    Document(
        "year-summary",
        "年度总结",
        ("year_summary",),
        (),
        year_summary.collect,
        year_summary.render,
    ),
    Document("debrief", "述职报告", ("debrief",), (), debrief.collect, debrief.render),
    Document(
        "debrief-ballot",
        "述职评议测评表",
        ("debrief",),
        (),
        debrief.collect_ballot,
        debrief.render_table,
    ),
    Document(
        "debrief-result",
        "述职评议结果",
        ("debrief",),
        (),
        debrief.collect_result,
        debrief.render_table,
    ),
)


def _of_general(
    name: str,
    title: str,
    record_type: str,
    collect: Callable[..., Any],
    render: Callable[[Any, Path], None],
    *,
    landscape: bool = True,
) -> Document:
    """Declare a paper of a general branch about the year of all its branches."""
    return Document(
        name,
        title,
        (record_type,),
        (),
        collect,
        render,
        landscape=landscape,
        yearly=True,
        general=True,
    )


_GENERAL = (
    _of_general(
        "overview", "各党支部情况一览", "grade_decision", overview.collect, overview.render
    ),
    _of_general(
        "general-summary",
        "年度情况汇总",
        "grade_decision",
        general_summary.collect,
        general_summary.render,
        landscape=False,
    ),
    _of_general(
        "contact-points",
        "联系点分工表",
        "contact_point",
        contact_points.collect,
        contact_points.render,
    ),
    _of_general(
        "contact-visits",
        "联系点工作记录",
        "contact_visit",
        contact_points.collect_visits,
        contact_points.render,
    ),
)


DOCUMENTS: tuple[Document, ...] = (
    Document("minutes", "会议记录", ("meeting",), _ALL, minutes.collect, minutes.render),
    Document(
        "summary",
        "会议纪要",
        ("meeting",),
        (MeetingKind.GENERAL, MeetingKind.COMMITTEE, MeetingKind.GROUP),
        summary.collect,
        summary.render,
    ),
    Document("notice", "会议通知", ("meeting",), _ALL, notice.collect, notice.render),
    Document("sign-in", "签到表", ("meeting", "activity"), (), sign_in.collect, sign_in.render),
    Document(
        "resolution",
        "支部大会决议",
        ("meeting",),
        (MeetingKind.GENERAL,),
        resolution.collect,
        resolution.render,
    ),
    Document("activity", "活动记录表", ("activity",), (), activity.collect, activity.render),
    Document(
        "photos",
        "照片页",
        ("meeting", "activity"),
        (),
        activity_photos.collect,
        activity_photos.render,
        asks="per_page",
    ),
    Document(
        "activity-notice",
        "活动通知",
        ("activity",),
        (),
        notice.collect_activity,
        notice.render,
    ),
    Document(
        "activity-list",
        "活动年度一览",
        ("activity",),
        (),
        activity_year.collect,
        activity_year.render,
        landscape=True,
        yearly=True,
    ),
    Document(
        "activity-plan",
        "活动日年度计划",
        ("activity_plan",),
        (),
        activity_plan.collect,
        activity_plan.render,
        landscape=True,
    ),
    Document(
        "roster",
        "党员花名册",
        ("member",),
        (),
        roster.collect,
        roster.render,
        landscape=True,
        collective=True,
    ),
    Document(
        "handover",
        "移交清单",
        ("organisation",),
        (),
        handover.collect,
        handover.render,
        collective=True,
    ),
    *_LIFE,
    *_LISTS,
    *_TALKS,
    *_DESK,
    *_ASSESSMENT,
    *_LETTERS,
    *_GENERAL,
    *MEMBER_PAPERS,
    *LEDGER_PAPERS,
)


_BY_NAME = {each.name: each for each in DOCUMENTS}


def document(name: str) -> Document:
    """Return the document of that name; raises ``KeyError``."""
    return _BY_NAME[name]
