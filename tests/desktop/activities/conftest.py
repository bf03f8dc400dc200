"""The window on the activities of the branch of twenty-one, on 31 March 2026."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import tree
from db.records import spec
from desktop import errors
from desktop.pages import PAGES
from desktop.pages.activities import ActivitiesPage
from desktop.window import MainWindow
from tests.desktop.conftest import Hands

ACTIVITY = spec("activity")


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
def desk(bare_context, roster_store: Path, tmp_path: Path, monkeypatch, qtbot) -> Iterator[Desk]:
    """The window with all tabs, turned to the activities."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(roster_store, path)

    def fail(error: BaseException) -> None:
        raise error

    monkeypatch.setattr(errors, "report", fail)
    monkeypatch.setattr(bare_context, "today", fixed_day)
    window = MainWindow(bare_context, PAGES)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    bare_context.open_file(path)
    bare_context.set_year(2026)
    titles = [page.title for page in PAGES]
    window.show_page(titles.index("28日活动"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Desk(window, bare_context)
    bare_context.close_file()


def fixed_day() -> dt.date:
    """A Tuesday; the 28th was a Saturday."""
    return dt.date(2026, 3, 31)
