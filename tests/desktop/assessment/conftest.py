"""The window on the tab 考核 of the branch of twenty-one, late in 2026."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from db import assessment, connection, operations, tree
from db.records import spec
from desktop import errors
from desktop.pages import PAGES
from desktop.pages.assessment import AssessmentPage
from desktop.window import MainWindow
from tests.desktop.conftest import AT, WHO, Hands
from tests.desktop.desk.conftest import put, store

NUMBER = [page.title for page in PAGES].index("考核")


class Assess(Hands):
    """The window, the tab, and what is done there."""

    @property
    def page(self) -> AssessmentPage:
        """The tab, whether it is in front or not."""
        page = self.window.page(NUMBER)
        assert isinstance(page, AssessmentPage)
        return page

    @property
    def sheet(self):
        """The pane of the sheet."""
        return self.page.sheet

    @property
    def place(self) -> str:
        """The title of the tab that is in front."""
        return PAGES[self.window._current].title

    def row(self, code: str):
        """A line of the sheet."""
        return self.sheet.form.scores.rows[code]

    def compute(self) -> None:
        """Score anew what is stored."""
        self.sheet.compute()
        self.settle()

    def settle(self) -> None:
        """Let what waits for the loop happen, and the sum be made."""
        QApplication.processEvents()
        self.sheet.follow()
        QApplication.processEvents()

    def stored(self) -> Any:
        """The assessment as it stands in the file, None when there is none."""
        return assessment.of_year(self.context.branch, self.context.year)

    def line(self, code: str) -> Any:
        """What is stored of a line."""
        return next(line for line in self.stored()["scores"] if line["code"] == code)

    def over(self, widget: Any, text: str) -> None:
        """Write over what stands in a field and leave it."""
        widget.setFocus()
        widget.selectAll()
        self.write(text)
        self.tab()

    def meeting(self, day: str, kind: str = "committee", **values: object) -> str:
        """Store a finished meeting; its uid."""
        return store("meeting", self.context.branch, day, kind=kind, **values)

    def put(self, record_type: str, **values: object):
        """Store a record of a plain type."""
        return put(record_type, self.context.branch, **values)

    def judge_all(self) -> None:
        """Let a person have said what every line wants."""
        self.sheet._begin()
        record = self.stored()
        made = assessment.sheet_of(record, self.context.today().isoformat())
        kind = spec("assessment").line("scores")
        record["scores"] = [
            tree.blank_line(
                kind,
                code=line.code,
                own=0 if line.proposed is None else line.proposed,
                basis="走访了解",
                points=line.points,
            )
            for line in made.lines
            if line.wants
        ]
        operations.save(spec("assessment"), record, who=WHO, at=AT)
        self.compute()


@pytest.fixture
def assess(
    bare_context, roster_store: Path, tmp_path: Path, monkeypatch, qtbot
) -> Iterator[Assess]:
    """The window with all tabs, 考核 in front, on 25 November 2026."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(roster_store, path)

    def fail(error: BaseException) -> None:
        raise error

    monkeypatch.setattr(errors, "report", fail)
    monkeypatch.setattr(bare_context, "today", lambda: dt.date(2026, 11, 25))
    window = MainWindow(bare_context, PAGES)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    bare_context.open_file(path)
    bare_context.set_year(2026)
    window.show_page(NUMBER)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Assess(window, bare_context)
    made.compute()
    yield made
    bare_context.close_file()
    connection.close()
