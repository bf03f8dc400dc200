"""The window on the activities of the branch of twenty-one, on 31 March 2026."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import tree
from db.records import spec
from desktop.pages import PAGES
from desktop.pages.activities import ActivitiesPage
from tests.desktop.conftest import Hands

ACTIVITY = spec("activity")
TODAY = dt.date(2026, 3, 31)  # a Tuesday; the 28th was a Saturday


class Desk(Hands):
    """The window, the page of activities, and what is done there."""

    @property
    def page(self) -> ActivitiesPage:
        """The page that is shown."""
        page = self.window.current_page()
        assert isinstance(page, ActivitiesPage)
        return page

    @property
    def form(self):
        """The form of the open record."""
        return self.page.form

    def stored(self):
        """The open record as the file holds it."""
        return tree.dump(ACTIVITY, self.page.record.uid)

    def begin(self, theme: str = "送法进社区", day: str = "") -> None:
        """Begin this month's activity."""
        self.page.list.new_button.click()
        if day:
            self.page.new.date.box.selectAll()
            self.into(self.page.new.date.target, day)
        self.into(self.page.new.theme.target, theme)
        self.press(Qt.Key.Key_Return)

    def findings(self, level: str = "") -> list[str]:
        """The sentences of the live panel, those of one level or all."""
        self.page.record.judge()
        shown = self.page.side.checks.findings
        return [f"{f.code} {f.text}" for f in shown if level in ("", f.level)]


@pytest.fixture
def desk(open_window, roster_file: Path, bare_context) -> Desk:
    """The window with all tabs, turned to the activities."""
    return Desk(open_window(PAGES, TODAY, roster_file, "28日活动"), bare_context)
