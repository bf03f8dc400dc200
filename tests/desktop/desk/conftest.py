"""The window on the work desk of the branch of twenty-one, on 27 March 2026."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db import operations, queries, tree
from db.records import spec
from db.spec import Tree
from desktop.pages import PAGES
from desktop.pages.desk import DeskPage
from tests.desktop.conftest import AT, WHO, Hands

PRESENT = 18  # of the people of the roster who are put into a record


class Desk(Hands):
    """The window, the work desk, and what is done there."""

    @property
    def page(self) -> DeskPage:
        """The desk, whether it is in front or not."""
        page = self.window.page(0)
        assert isinstance(page, DeskPage)
        return page

    @property
    def place(self) -> str:
        """The title of the tab that is in front."""
        return PAGES[self.window._current].title

    def compute(self) -> None:
        """Read everything anew, the checks too."""
        self.page.compute()
        while self.page.busy:
            QApplication.processEvents()

    def rows(self) -> dict[str, object]:
        """The rows of 本月要办 by their title, all of them."""
        self.page.overview.upcoming.show_all()
        return {row.title.text(): row for row in self.page.overview.upcoming.rows}

    def start(self, title: str) -> None:
        """Press the button of a row."""
        self.rows()[title].button.click()

    def choose(self, title: str, month: int) -> None:
        """Choose a cell of the year by the row that begins with a title."""
        grid = self.page.overview.year.grid
        line = next(n for n, row in enumerate(grid.rows()) if row.title.startswith(title))
        grid.go_to(line, month)
        grid._choose()

    def offered(self) -> list[str]:
        """The texts of the menu over a cell."""
        return [action.text() for action in self.page.overview.year.cell_menu.actions()]

    def meeting(self, day: str, kind: str = "committee", **values: object) -> str:
        """Store a finished meeting with people present; its uid."""
        return store("meeting", self.context.branch, day, kind=kind, **values)

    def activity(self, day: str, **values: object) -> str:
        """Store a finished activity with people present; its uid."""
        return store("activity", self.context.branch, day, month=int(day[5:7]), **values)


def store(record_type: str, branch: str, day: str, **values: object) -> str:
    """Store a record of an occasion; the first of the roster were there, the last on leave."""
    kind = spec(record_type)
    line = kind.line("attendance")
    people = queries.members_of(branch)[: PRESENT + 1]
    attendance = [
        tree.blank_line(
            line,
            member=each["uid"],
            name=each["name"],
            state="present" if place < PRESENT else "leave",
        )
        for place, each in enumerate(people)
    ]
    given = {"status": "final", "title": "学习", "number": 1, "attendance": attendance} | values
    record = tree.blank(kind, organisation=branch, held_on=day, year=int(day[:4]), **given)
    operations.save(kind, record, who=WHO, at=AT)
    return str(record["uid"])


def put(record_type: str, branch: str, **values: object) -> Tree:
    """Store a record of a plain type."""
    record = tree.blank(spec(record_type), organisation=branch, **values)
    operations.save(spec(record_type), record, who=WHO, at=AT)
    return record


@pytest.fixture
def desk(open_window, roster_file: Path, bare_context, monkeypatch) -> Desk:
    """The window with all tabs, the desk in front, three days before the end of the quarter."""
    window = open_window(PAGES, dt.date(2026, 3, 27), roster_file, "工作台")
    made = Desk(window, bare_context)
    monkeypatch.setattr(made.page.overview.year.cell_menu, "popup", lambda place: None)
    made.compute()
    return made
