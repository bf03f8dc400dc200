"""The window on the general branch of the sample file, on 24 November 2026."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.demo.branch import uid
from desktop.pages import PAGES
from desktop.pages.assessment import AssessmentPage
from desktop.pages.general import GeneralPane
from desktop.window import MainWindow
from tests.desktop.conftest import Hands, Talk

TODAY = "2026-11-24"
GENERAL = uid("general_branch")


class General(Hands):
    """The window with the pane of the general branch in front."""

    def __init__(self, window: MainWindow, context: Talk) -> None:
        super().__init__(window, context)
        self.number = [entry.title for entry in PAGES].index("考核")

    @property
    def pane(self) -> GeneralPane:
        """The pane, whether it is in front or not."""
        page = self.window.page(self.number)
        assert isinstance(page, AssessmentPage)
        pane = page._general()
        assert isinstance(pane, GeneralPane)
        return pane

    @property
    def place(self) -> str:
        """The title of the tab that is in front."""
        return PAGES[self.window._current].title

    def settle(self) -> None:
        """Let the pane read again what was changed."""
        while self.pane._timer.isActive():
            QApplication.processEvents()


@pytest.fixture(scope="session")
def sample_file(demo_file: Path) -> Path:
    """The sample file; made once, copied by each test."""
    return demo_file


@pytest.fixture
def general(open_window, bare_context, sample_file: Path, tmp_path: Path) -> General:
    """The window on a copy of the sample file, the general branch looked at in 2026."""
    path = tmp_path / "示例.zhibu"
    shutil.copyfile(sample_file, path)
    window = open_window(PAGES, dt.date(2026, 11, 24), path)
    bare_context.set_branch(GENERAL)
    made = General(window, bare_context)
    window.show_page(made.number)
    return made
