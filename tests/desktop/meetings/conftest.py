"""A branch of twenty-one with its roster, the window on its meetings, and two hands to type."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db import connection, operations, queries, tree
from db.records import spec
from db.rosters import importer, reader
from desktop import errors
from desktop.pages import Page
from desktop.pages.meetings import MeetingsPage
from desktop.window import MainWindow

ROSTER = Path(__file__).parents[2] / "data" / "rosters" / "党员花名册.xlsx"
MEETING = spec("meeting")
WHO, AT, TODAY = "陈晗", "2026-01-07T01:00:00Z", "2026-01-07"


@pytest.fixture(scope="session")
def roster_store(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with one branch and the sample roster in it; made once."""
    path = tmp_path_factory.mktemp("roster") / "支部.zhibu"
    shutil.copyfile(empty_file, path)
    connection.open_file(path)
    branch = tree.blank(
        spec("organisation"),
        name="中共示范区司法局机关第一支部委员会",
        short_name="机关第一党支部",
        place="三楼会议室",
    )
    branch["organisation"] = branch["uid"]
    operations.save(spec("organisation"), branch, who=WHO, at=AT)
    plan = importer.plan(reader.read(ROSTER), branch["uid"], today=TODAY)
    importer.apply(plan, WHO, AT)
    connection.close()
    return path


class Desk:
    """The window, its page, and what hands and eyes do at it."""

    def __init__(self, window: MainWindow, context) -> None:
        self.window = window
        self.context = context

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

    def focus(self) -> QWidget:
        """Where the keyboard is."""
        widget = self.window.focusWidget()
        assert widget is not None
        return widget

    def press(self, *keys: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys wherever the keyboard is."""
        for key in keys:
            QTest.keyClick(self.focus(), key, modifiers)

    def tab(self, times: int = 1) -> None:
        """Go on with Tab."""
        for _ in range(times):
            QTest.keyClick(self.focus(), Qt.Key.Key_Tab)

    def write(self, text: str) -> None:
        """Type; Chinese comes from an input method, first composed, then committed."""
        target = self.focus()
        if text.isascii():
            QTest.keyClicks(target, text)
            return
        QApplication.sendEvent(target, QInputMethodEvent("pinyin", []))
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)

    def into(self, widget: QWidget, text: str) -> None:
        """Go to a field, write into it and leave it."""
        widget.setFocus()
        self.write(text)
        self.tab()

    def begin(self, kind: str = "general", day: str = "2026-3-27") -> None:
        """Begin a meeting by way of the menu."""
        page = self.page
        page.list.new_menu.aboutToShow.emit()
        actions = {action.data()[0]: action for action in page.list.new_menu.actions()}
        actions[kind].trigger()
        self.write(day)
        self.press(Qt.Key.Key_Return)

    def settle(self) -> None:
        """What the checks say by now."""
        self.page.record.judge()

    def findings(self, level: str = "") -> list[str]:
        """The sentences of the live panel, those of one level or all."""
        shown = self.page.side.checks.findings
        return [f"{f.code} {f.text}" for f in shown if level in ("", f.level)]


@pytest.fixture
def desk(bare_context, roster_store: Path, tmp_path: Path, monkeypatch, qtbot) -> Iterator[Desk]:
    """The window on the meetings of the branch, on 27 March 2026."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(roster_store, path)

    def fail(error: BaseException) -> None:
        raise error

    monkeypatch.setattr(errors, "report", fail)
    monkeypatch.setattr(bare_context, "today", fixed_day)
    page = Page("三会一课", "users", "Ctrl+2", ("meeting",), load_page, yearly=True)
    window = MainWindow(bare_context, (page,))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    bare_context.year = 2026
    bare_context.open_file(path)
    bare_context.set_year(2026)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Desk(window, bare_context)
    bare_context.close_file()


def fixed_day() -> dt.date:
    """The day of the sample meeting."""
    return dt.date(2026, 3, 27)


def load_page():
    """The class of the page."""
    return MeetingsPage


def members(branch: str) -> dict[str, str]:
    """The uids of the members of a branch by name; of namesakes the first."""
    found: dict[str, str] = {}
    for row in queries.members_of(branch):
        found.setdefault(row["name"], row["uid"])
    return found
