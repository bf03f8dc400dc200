"""The tabs, in their order. A page is imported and built when it is first looked at.

A page is a QWidget made with the context; see `window` for the methods it may have.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from db.systems import LEDGERS
from desktop.app import Context


@dataclass(frozen=True)
class Page:
    """One tab: its words, its key, the types of record that it shows, how to get its class.

    A `yearly` page shows the records of the year that is looked at.
    """

    title: str
    icon: str
    shortcut: str
    record_types: tuple[str, ...]
    load: Callable[[], Callable[[Context], QWidget]]
    yearly: bool = False


def _desk() -> Callable[[Context], QWidget]:
    from desktop.pages.desk.page import DeskPage

    return DeskPage


def _meetings() -> Callable[[Context], QWidget]:
    from desktop.pages.meetings.page import MeetingsPage

    return MeetingsPage


def _activities() -> Callable[[Context], QWidget]:
    from desktop.pages.activities.page import ActivitiesPage

    return ActivitiesPage


def _lists() -> Callable[[Context], QWidget]:
    from desktop.pages.lists.page import ListsPage

    return ListsPage


def _branch() -> Callable[[Context], QWidget]:
    from desktop.pages.branch import BranchPage

    return BranchPage


def _members() -> Callable[[Context], QWidget]:
    from desktop.pages.members.views import MemberViews

    return MemberViews


def _ledgers() -> Callable[[Context], QWidget]:
    from desktop.pages.ledgers.page import LedgersPage

    return LedgersPage


def _assessment() -> Callable[[Context], QWidget]:
    from desktop.pages.assessment.page import AssessmentPage

    return AssessmentPage


PAGES: tuple[Page, ...] = (
    Page(
        "工作台",
        "layout-dashboard",
        "Ctrl+1",
        ("year_plan", "duty_note", "rule_override"),
        _desk,
        yearly=True,
    ),
    Page("三会一课", "users", "Ctrl+2", ("meeting", "talk", "upload"), _meetings, yearly=True),
    Page(
        "28日活动",
        "calendar-days",
        "Ctrl+3",
        ("activity", "activity_plan"),
        _activities,
        yearly=True,
    ),
    Page("三张清单", "list-checks", "Ctrl+4", ("listed_item",), _lists, yearly=True),
    Page(
        "党员",
        "id-card",
        "Ctrl+5",
        (
            "member",
            "dues_base",
            "dues_waiver",
            "dues_month",
            "dues_remittance",
            "admission",
            "transfer_letter",
            "absence",
            "election",
        ),
        _members,
        yearly=True,
    ),
    Page(
        "台账",
        "book-open",
        "Ctrl+6",
        (*(kind.name for kind in LEDGERS), "label_override", "frozen_numbers"),
        _ledgers,
        yearly=True,
    ),
    Page(
        "考核",
        "clipboard-check",
        "Ctrl+7",
        (
            "assessment",
            "scheme",
            "responsibility_letter",
            "term_goal",
            "debrief",
            "year_summary",
            "contact_point",
            "contact_visit",
            "grade_decision",
        ),
        _assessment,
        yearly=True,
    ),
    Page(
        "支部",
        "landmark",
        "Ctrl+9",
        ("organisation", "group", "committee", "text_block", "holiday_year", "platform_form"),
        _branch,
    ),
)
