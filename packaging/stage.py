"""The window without a screen, for pictures: `open_stage(folder)` gives a `Stage`."""

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.__main__ import speak_chinese
from desktop.app import Context
from desktop.settings import Settings
from desktop.tasks import InlineTasks
from desktop.theme import Theme
from desktop.window import MainWindow

_SIZE = (1366, 768)
_ROUNDS = 8


class Stage:
    """A window on the offscreen platform, of the size of an office screen."""

    def __init__(self, settings: Path) -> None:
        qInstallMessageHandler(_only_faults)
        self.app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(self.app, QApplication)
        speak_chinese(self.app)
        self.theme = Theme(self.app, "light", 100)
        self.context = Context(Settings(settings), InlineTasks(), self.theme)
        self.context.settings.change(backup_on_close=False)
        self.window = MainWindow(self.context)
        self.window.resize(*_SIZE)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Let everything that waits for the event loop happen."""
        for _ in range(_ROUNDS):
            self.app.processEvents()

    def look(self, mode: str, percent: int) -> None:
        """Show the window in light or dark, at a text scale in per cent."""
        self.theme.set_mode(mode)
        self.theme.set_percent(percent)
        self.window.resize(*_SIZE)
        self.settle()

    def page(self, title: str) -> QWidget:
        """Go to the tab of that title and return its page."""
        from desktop.pages import PAGES

        number = [page.title for page in PAGES].index(title)
        self.window.show_page(number)
        self.settle()
        return self.window.page(number)

    def picture(self, path: Path, widget: QWidget | None = None) -> Path:
        """Save a picture of the window, or of one widget."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        (widget or self.window).grab().save(str(path))
        return path

    def dialogs(self) -> list[QDialog]:
        """Return the dialogs that are open."""
        self.settle()
        shown = [w for w in self.app.topLevelWidgets() if isinstance(w, QDialog)]
        return [dialog for dialog in shown if dialog.isVisible()]

    def close(self) -> None:
        """Close the file and the window."""
        self.window.close()
        self.context.close_file()


def pages(path: Path, scale: float = 1.3) -> list[Any]:
    """Return the pages of a PDF as pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    images = [page.render(scale=scale).to_pil() for page in document]
    document.close()
    return images


def _only_faults(kind: QtMsgType, _context: object, text: str) -> None:
    """Pass over what the offscreen platform says of itself."""
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        sys.stderr.write(text + "\n")
