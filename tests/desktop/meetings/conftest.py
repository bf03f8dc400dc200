"""A branch of twenty-one with its roster, the window on its meetings, and two hands to type."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import drafting, operations, queries, tree
from db.records import spec
from desktop.pages import Page
from desktop.pages.meetings import MeetingsPage
from tests.desktop.conftest import Hands

MEETING = spec("meeting")
WHO, AT = "陈晗", "2026-01-07T01:00:00Z"


class Desk(Hands):
    """The window, its page, and what hands and eyes do at it."""

    @property
    def page(self) -> MeetingsPage:
        """The page that is shown."""
        page = self.window.current_page()
        assert isinstance(page, MeetingsPage)
        return page

    @property
    def form(self):
        """The form of the open record."""
        return self.page.record.form

    @property
    def record(self):
        """The record as it stands in the form."""
        return self.page.record.record

    def stored(self, uid: str = ""):
        """The record as the file holds it."""
        return tree.dump(MEETING, uid or self.page.record.uid)

    def begin(self, kind: str = "general", day: str = "2026-3-27") -> None:
        """Begin a meeting by way of the menu."""
        page = self.page
        page.list.new_menu.aboutToShow.emit()
        offered = [action for action in page.list.new_menu.actions() if action.data()]
        actions = {action.data()[0]: action for action in offered}
        actions[kind].trigger()
        self.write(day)
        self.press(Qt.Key.Key_Return)

    def begin_talk(self) -> None:
        """Begin a talk by way of the menu."""
        self.page.list.new_menu.aboutToShow.emit()
        self.page.list.new_menu.actions()[-1].trigger()

    def settle(self) -> None:
        """What the checks say by now."""
        self.page.record.judge()

    def findings(self, level: str = "") -> list[str]:
        """The sentences of the live panel, those of one level or all."""
        shown = self.page.side.checks.findings
        return [f"{f.code} {f.text}" for f in shown if level in ("", f.level)]


@pytest.fixture
def desk(open_window, roster_file: Path, bare_context) -> Desk:
    """The window on the meetings of the branch, on the day of the sample meeting."""
    page = Page("三会一课", "users", "Ctrl+2", ("meeting", "talk"), load_page, yearly=True)
    return Desk(open_window((page,), dt.date(2026, 3, 27), roster_file), bare_context)


def load_page():
    """The class of the page."""
    return MeetingsPage


def members(branch: str) -> dict[str, str]:
    """The uids of the members of a branch by name; of namesakes the first."""
    found: dict[str, str] = {}
    for row in queries.members_of(branch):
        found.setdefault(row["name"], row["uid"])
    return found


def add_meeting(desk, kind="general", day="2026-03-20", **values):
    """Save a draft without the window and let everybody know."""
    group = values.get("group")
    record = drafting.new_meeting(desk.context.branch, kind, day, group) | values
    desk.context.tell(operations.save(MEETING, record, who=WHO, at=AT), None)
    return record["uid"]
