"""What stands in for a window in tests: inline tasks, recorded notices, prepared answers."""

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db import connection, operations, tree
from db.records import RECORDS, spec
from db.rosters import importer, reader
from desktop import cli, errors
from desktop.app import Context
from desktop.pages import Page
from desktop.settings import Settings
from desktop.tasks import InlineTasks
from desktop.theme import Theme
from desktop.window import MainWindow
from tests.samples import make_world, sample

ROSTER = Path(__file__).parents[1] / "data" / "rosters" / "党员花名册.xlsx"
WHO, AT, TODAY = "陈晗", "2026-01-07T01:00:00Z", "2026-01-07"


class Talk(Context):
    """A context that writes down what it would show and answers from `answers`."""

    def __init__(self, settings: Settings, theme: Theme) -> None:
        super().__init__(settings, InlineTasks(), theme)
        self.notices: list[str] = []
        self.warnings: list[str] = []
        self.questions: list[str] = []
        self.answers: list[object] = []
        self.shown_files: list[Path] = []

    def say(self, text, button="", action=None):
        self.notices.append(text)
        super().say(text, button, action)

    def warn(self, text):
        self.warnings.append(text)
        super().warn(text)

    def ask(self, title, text, yes, no="取消"):
        self.questions.append(f"{title} {text}")
        return self.answers.pop(0)

    def choose_open(self, title, pattern=""):
        return self.answers.pop(0)

    def choose_several(self, title, pattern):
        return self.answers.pop(0)

    def choose_save(self, title, name, pattern):
        return self.answers.pop(0)

    def choose_folder(self, title):
        return self.answers.pop(0)

    def open_path(self, path):
        self.shown_files.append(path)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the window, once for all tests."""
    return Theme(qapp, "light", 100)


@pytest.fixture
def bare_context(theme: Theme, tmp_path: Path) -> Iterator[Talk]:
    """A context without a file."""
    talk = Talk(Settings(tmp_path / "settings.ini"), theme)
    talk.settings.change(backup_on_close=False, recorder="测试员")
    yield talk
    connection.close()
    talk.deleteLater()  # and with it the clock that keeps drafts


@pytest.fixture
def context(bare_context: Talk, store: Path) -> Talk:
    """A context with an open file that holds one branch."""
    connection.close()
    kind = spec("organisation")
    branch = tree.blank(kind, name="中共示范区司法局机关第一支部委员会", short_name="第一党支部")
    connection.open_file(store)
    operations.save(kind, branch, who="测试员", at="2026-01-01T00:00:00Z")
    connection.close()
    bare_context.open_file(store)
    return bare_context


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


class Hands:
    """What hands do at a window."""

    def __init__(self, window: MainWindow, context: Talk) -> None:
        self.window = window
        self.context = context

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


Opening = Callable[..., MainWindow]


@pytest.fixture
def open_window(bare_context: Talk, monkeypatch, qtbot) -> Iterator[Opening]:
    """Opens the window on a day with some tabs, one of them in front, of an office screen's size.

    A fault in it fails the test instead of being reported.
    """

    def fail(error: BaseException) -> None:
        raise error

    monkeypatch.setattr(errors, "report", fail)

    def opened(
        pages: Sequence[Page], today: dt.date, path: Path | None = None, front: str = ""
    ) -> MainWindow:
        monkeypatch.setattr(bare_context, "today", lambda: today)
        window = MainWindow(bare_context, tuple(pages))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        bare_context.year = today.year
        if path is not None:
            bare_context.open_file(path)
        bare_context.set_year(today.year)
        if front:
            window.show_page([page.title for page in pages].index(front))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield opened
    bare_context.close_file()


@pytest.fixture
def roster_file(roster_store: Path, tmp_path: Path) -> Path:
    """A copy of the branch with the sample roster, for one test."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(roster_store, path)
    return path


class Said(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def zhibu(capsys) -> Callable[..., Said]:
    """Run a command of the command line; what it said."""

    def run(*arguments: object) -> Said:
        status = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert connection.current_path() is None, "the command left the file open"
        return Said(status, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def filled_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample of every type and two more meetings; made once, copied by `file`."""
    path = tmp_path_factory.mktemp("filled") / "filled.zhibu"
    shutil.copyfile(empty_file, path)
    connection.open_file(path)
    world = make_world()
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    for day in ("2025-04-03", "2026-05-06"):
        meeting = tree.blank(
            spec("meeting"), organisation=world.organisation, held_on=day, number=2
        )
        meeting["agenda"] = [{"title": "学习贯彻会议精神", "report": "宣读文件"}]
        operations.save(spec("meeting"), meeting, who=WHO, at=AT)
    connection.close()
    return path


@pytest.fixture
def file(filled_file: Path, tmp_path: Path) -> Path:
    """A closed data file of the test's own with a sample of every type and two more meetings."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(filled_file, path)
    return path
