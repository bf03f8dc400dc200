"""The papers of the program: every document is listed here, and nowhere else.

A document takes the tree of a record and a ``PaperContext``, puts them into words (``collect``)
and writes them as a PDF (``render``), or by the ending of a name as PDF or Word (``write``); all
raise ``db.errors.Refused`` with a sentence for the person. ``gather`` makes the context from the
open data file, ``volume`` binds many minutes into one file, ``fonts.in_use`` says which font files
print. No module here knows a window.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from db.errors import Refused
from db.records.meeting import MeetingKind
from db.spec import RecordSpec
from db.systems import LEDGERS
from desktop.documents import (
    activity,
    activity_photos,
    activity_plan,
    activity_year,
    admission,
    appraisal,
    assessment,
    assessment_report,
    closing,
    contact_points,
    debrief,
    dues,
    general_summary,
    handover,
    hours,
    ledger,
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
    transfer,
    year_glance,
    year_plan,
)

WORD = ".docx"
_ALL = tuple(str(kind) for kind in MeetingKind)


@dataclass(frozen=True)
class Document:
    """One kind of paper.

    ``kinds`` are the values of the record's ``kind`` for which it exists, empty for all.
    ``collect`` takes a tree; that of a ``collective`` paper (the branch as it is today) and of a
    ``yearly`` one (all records of a branch that belong to ``context.year``, oldest first) takes
    the list of trees, which may be empty. A ``general`` paper is one of a general branch about all
    branches below it. ``asks`` names what else a person chooses, handed over
    as ``context.option``: ``per_page`` (``activity_photos.PER_PAGE``), ``person`` (a name or uid),
    ``month`` (1 to 12). A ``drawn`` paper is a picture of its facts and has no Word document.
    """

    name: str
    title: str
    record_types: tuple[str, ...]
    kinds: tuple[str, ...]
    collect: Callable[..., Any]
    render: Callable[[Any, Path], None]
    landscape: bool = False
    collective: bool = False
    yearly: bool = False
    general: bool = False
    asks: str = ""
    drawn: bool = False

    def write(self, sheet: Any, path: Path) -> None:
        """Write what ``collect`` returned: as Word for a name in .docx, else as PDF.

        Raises ``Refused``.
        """
        if path.suffix.lower() == WORD:
            if self.drawn:
                raise Refused(f"{self.title}是画出来的，没有 Word 文档，请存为 PDF。")
            from desktop.documents import word

            word.write(sheet, path)
        else:
            self.render(sheet, path)

    @property
    def of_many(self) -> bool:
        """Whether ``collect`` takes a list of trees."""
        return self.collective or self.yearly

    def option_text(self, option: str) -> str:
        """Return what a person chose for the paper as its file name says it: 11月, 单伟."""
        return f"{option}月" if option and self.asks == "month" else option

    def suits(self, record_type: str, kind: str | None = None) -> bool:
        """Whether the paper exists for a record of that type and kind."""
        return record_type in self.record_types and (not self.kinds or kind in self.kinds)


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


def of_ledger(kind: RecordSpec) -> tuple[Document, ...]:
    """Declare the papers that every ledger has: the table of a year and the sheet of a record."""
    name = kind.name.replace("_", "-")
    return (
        Document(
            f"{name}-ledger",
            f"{kind.title}台账",
            (kind.name,),
            (),
            partial(ledger.collect, kind),
            ledger.render,
            landscape=True,
            yearly=True,
        ),
        Document(
            name,
            f"{kind.title}登记表",
            (kind.name,),
            (),
            partial(ledger.collect_entry, kind),
            ledger.render_entry,
        ),
    )


def _of_members(
    paper: tuple[str, str, str],
    collect: Callable[..., Any],
    render: Callable[[Any, Path], None],
    *,
    yearly: bool = True,
    asks: str = "",
) -> Document:
    """Declare a paper about members, by name, title and record type: of a year or of a record."""
    name, title, kind = paper
    return Document(
        name, title, (kind,), (), collect, render, landscape=yearly, yearly=yearly, asks=asks
    )


_OWN = partial(_of_members, yearly=False)

_MEMBERS = (
    _of_members(("dues-ledger", "党费收缴台账", "dues_month"), dues.collect_year, dues.render),
    _of_members(
        ("dues-quarter", "党费季度台账", "dues_month"),
        dues.collect_quarter,
        dues.render,
        asks="month",
    ),
    _of_members(("dues-notice", "党费公示表", "dues_month"), dues.collect_notice, dues.render),
    _OWN(("dues-receipts", "党费收缴登记表", "dues_month"), dues.collect_receipts, dues.render),
    _of_members(
        ("admission-ledger", "发展党员工作台账", "admission"),
        admission.collect_ledger,
        admission.render,
    ),
    _OWN(
        ("admission-file", "发展党员登记表", "admission"), admission.collect_file, admission.render
    ),
    _of_members(
        ("transfer-register", "组织关系转接登记簿", "transfer_letter"),
        transfer.collect_register,
        transfer.render,
    ),
    _OWN(
        ("transfer-letter", "组织关系介绍信", "transfer_letter"),
        transfer.collect_letter,
        transfer.render,
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
    *_MEMBERS,
    *(paper for kind in LEDGERS for paper in of_ledger(kind)),
)


_BY_NAME = {each.name: each for each in DOCUMENTS}


def document(name: str) -> Document:
    """Return the document of that name; raises ``KeyError``."""
    return _BY_NAME[name]
