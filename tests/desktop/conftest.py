"""What stands in for a window in tests: inline tasks, recorded notices, prepared answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db import connection, operations, tree
from db.records import spec
from desktop.app import Context
from desktop.settings import Settings
from desktop.tasks import InlineTasks
from desktop.theme import Theme


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
