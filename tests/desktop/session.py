"""A whole working session of the window, alone in a process: python -m tests.desktop.session DIR.

``test_no_network`` traces the system calls of it. It prints what it has done, and what of Qt or
of the library of Python could have gone on a network.
"""

import datetime as dt
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QDialog

from db import queries
from db.records import spec
from desktop.__main__ import speak_chinese
from desktop.app import Context
from desktop.dialogs.export_all import ExportAllDialog
from desktop.pages import PAGES
from desktop.settings import Settings
from desktop.tasks import Tasks
from desktop.theme import Theme
from desktop.window import MainWindow

DATA = Path(__file__).parents[1] / "data"
ROSTER = DATA / "rosters" / "党员花名册.xlsx"


class Desk(Context):
    """A context that answers from `answers` when asked for a file, and opens no other program."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        super().__init__(Settings(folder / "settings.ini"), Tasks(), theme)
        self.answers: list[Any] = []

    def ask(self, title: str, text: str, yes: str, no: str = "取消") -> bool:
        return True

    def choose_open(self, title: str, pattern: str = "") -> Path | None:
        return self.answers.pop(0)

    def choose_several(self, title: str, pattern: str) -> list[Path]:
        return self.answers.pop(0)

    def choose_save(self, title: str, name: str, pattern: str) -> Path | None:
        return self.answers.pop(0)

    def open_path(self, path: Path) -> None:
        return None


def settle(context: Context, milliseconds: int = 100) -> None:
    """Let what waits for the event loop happen, and what runs beside it."""
    deadline = QDeadlineTimer(20_000)
    quiet = QDeadlineTimer(milliseconds)
    while not deadline.hasExpired() and (context.tasks.busy or not quiet.hasExpired()):
        QApplication.processEvents()


def main(folder: Path) -> None:
    """Open, look at every tab, record, attach, print, export, back up, assess, close."""
    app = QApplication(["zhibu"])
    speak_chinese(app)
    context = Desk(folder, Theme(app, "light", 100))
    file = folder / "支部.zhibu"
    shutil.copyfile(DATA / "v3.zhibu", file)
    window = MainWindow(context)
    window.resize(1366, 768)
    window.show()
    window.open_path(file)
    done = ["open"]
    for number, page in enumerate(PAGES):
        window.show_page(number)
        settle(context)
        done.append(page.title)
    done += _record(window, context, folder)
    done += _import(window, context)
    done += _hand_out(window, context, folder)
    window.show_about()
    settle(context)
    for dialog in app.topLevelWidgets():
        if isinstance(dialog, QDialog):
            dialog.close()
    window.files.close()
    window.close()
    settle(context)
    loaded = sorted(name for name in sys.modules if name.startswith("PySide6."))
    sys.stdout.write(json.dumps({"done": done, "loaded": loaded}, ensure_ascii=False))


def _record(window: MainWindow, context: Desk, folder: Path) -> list[str]:
    """Record a meeting, attach a notice and a photo, keep its paper as PDF."""
    from PIL import Image

    number = next(n for n, page in enumerate(PAGES) if "meeting" in page.record_types)
    window.show_page(number)
    page: Any = window.page(number)
    page.begin("general")
    notice, photo = folder / "通知.txt", folder / "现场.jpg"
    notice.write_text("通知", encoding="utf-8")
    Image.new("RGB", (300, 200), "red").save(photo)
    page.side.attachments.add_files([notice, photo])
    settle(context)
    paper = folder / "会议记录.pdf"
    context.answers = [paper]
    page.printing.save_paper("minutes")
    settle(context)
    assert paper.is_file()
    assert queries.records(spec("meeting"))
    return ["meeting", "attachment", "print"]


def _import(window: MainWindow, context: Desk) -> list[str]:
    """Take in a roster, as the tab of the members does."""
    from db.rosters import importer, reader

    found = importer.plan(reader.read(ROSTER), context.branch, today=dt.date.today().isoformat())  # noqa: DTZ011
    importer.apply(found, "单伟", context.now())
    return ["import"]


def _hand_out(window: MainWindow, context: Desk, folder: Path) -> list[str]:
    """Everything that leaves: JSON, a package under a password, a backup; and the assessment."""
    from db import assessment, package

    context.answers = [folder / "全部.json"]
    window.files.export_all()
    window.findChild(ExportAllDialog).main_button.click()
    target = folder / "上报.zhibu"
    year = context.today().year
    package.write(target, context.branch, year, at=context.now(), password="四月·Spring'27")
    package.difference(package.read(target, "四月·Spring'27"))
    context.answers = [folder / "备份.zhibu"]
    window.files.back_up_to()
    assessment.begin(context.branch, year, who="单伟", at=context.now())
    settle(context)
    assert (folder / "全部.json").is_file()
    assert (folder / "备份.zhibu").is_file()
    return ["export", "package", "backup", "assess"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
