"""What every test stands on: no real screen, no real dialog, and a data file of its own.

Qt is imported only by tests that ask for it, so the tests of `db` run without it.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns of any other encoding, and a warning fails a test

# A shared machine may be slow; a slow example is no fault of the program. A desk tries new examples
# at every run; continuous integration tries the same ones, so that a change is judged for itself.
settings.register_profile("zhibu", deadline=None, derandomize="CI" in os.environ, max_examples=20)
settings.register_profile("thorough", deadline=None, max_examples=200)
settings.load_profile(os.environ.get("ZHIBU_PROFILE", "zhibu"))

_QT_TESTS = {"qtbot", "qapp", "qtmodeltester"}


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated data file without a record; made once, copied by `store`."""
    from db import connection

    path = tmp_path_factory.mktemp("empty") / "empty.zhibu"
    connection.create(path)
    connection.close()
    return path


@pytest.fixture
def store(empty_file: Path, tmp_path: Path) -> Iterator[Path]:
    """A fresh data file, open for writing and closed after the test; its path."""
    from db import connection

    path = tmp_path / "支部.zhibu"
    shutil.copyfile(empty_file, path)
    connection.open_file(path)
    yield path
    connection.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample file as it is made on 24 November 2026; nobody may write into it."""
    from db.demo import build

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # the workers share the one that the first makes
        folder = folder.parent
    path = folder / "示例 2026-11-24.zhibu"
    making = folder / "making"
    try:
        making.mkdir()
    except FileExistsError:
        while not path.exists():
            time.sleep(0.2)
    else:
        build(path, today="2026-11-24")
    return path


@pytest.fixture
def demo(demo_file: Path) -> Iterator[Path]:
    """The sample file, open for reading."""
    from db import connection

    connection.open_file(demo_file, readonly=True)
    yield demo_file
    connection.close()


@pytest.fixture(autouse=True)
def _no_modal_dialog(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that waits for a person would hang the tests: it fails them at once instead.

    A test that means to answer a dialog patches it, after this fixture and for itself.
    """
    if not _QT_TESTS & set(request.fixturenames) and "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox

    def refusal(what: str):
        def refuse(*arguments: object, **options: object) -> NoReturn:
            raise AssertionError(f"{what} would wait for a person: {arguments} {options}")

        return refuse

    refused = {
        QDialog: ("exec",),
        QMessageBox: ("exec", "about", "critical", "information", "question", "warning"),
        QFileDialog: (
            "exec",
            "getExistingDirectory",
            "getOpenFileName",
            "getOpenFileNames",
            "getSaveFileName",
        ),
        QInputDialog: ("exec", "getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    }
    for kind, names in refused.items():
        for name in names:
            monkeypatch.setattr(kind, name, refusal(f"{kind.__name__}.{name}"))


@pytest.fixture(autouse=True)
def _no_widget_outlives_its_test() -> Iterator[None]:
    """What a test has shown is gone before the next one, which would style and time it too."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    if isinstance(application, QApplication):
        for widget in application.topLevelWidgets():
            widget.close()
            widget.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, drafts and logs of a test go to its own folder, never to the person's."""
    home = tmp_path / "home"
    for variable, folder in (
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        monkeypatch.setenv(variable, str(home / folder))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The name under which Qt files what belongs to the tests."""
    return ["zhibu-test"]


@pytest.fixture(scope="session")
def qapp(qapp: "QApplication") -> "QApplication":
    """The one application, in the language of the office whatever the machine speaks."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    return qapp
