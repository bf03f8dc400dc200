"""When the program itself is at fault: a log, one dialog, a report that tells nothing of records.

Messages of exceptions may quote what a person entered, so only their kind and the place in the
program are written down.
"""

import faulthandler
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import (
    QMessageLogContext,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QVBoxLayout

from desktop.theme import px
from desktop.widgets.basic import Button, Label, row

log = logging.getLogger(__name__)

_LARGEST = 500_000

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _State:
    """The log in use and the dialog that is open, if any: a second fault opens no second one."""

    log_path: Path | None = None
    crash_log: IO[str] | None = None
    dialog: "FaultDialog | None" = None


def install(log_path: Path) -> None:
    """Log to `log_path` and catch whatever would end the program unheard.

    The log of the time before is kept as one old file when it has grown beyond 500 kB.
    """
    log_path.parent.mkdir(parents=True, exist_ok=True)
    if log_path.is_file() and log_path.stat().st_size > _LARGEST:
        log_path.replace(log_path.with_suffix(".old.log"))
    handler = logging.FileHandler(log_path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    _State.log_path = log_path
    _State.crash_log = log_path.with_name("crash.log").open("a", encoding="utf-8")
    faulthandler.enable(_State.crash_log)
    sys.excepthook = _except_hook
    threading.excepthook = _thread_hook
    qInstallMessageHandler(_qt_message)


def story(error: BaseException) -> str:
    """Where in the program an exception arose and of what kind it is, without its message."""
    parts = []
    seen: BaseException | None = error
    while seen is not None:
        parts.append("".join(traceback.format_tb(seen.__traceback__)) + type(seen).__name__)
        seen = seen.__cause__ or seen.__context__
    return "\n由此引起：\n".join(reversed(parts))


def report_text(error: BaseException) -> str:
    """The report that a person may pass on: versions and the story, nothing of any record."""
    import platform

    return "\n".join(
        (
            "支部工作台 出错报告（不含任何记录内容）",
            f"系统：{platform.platform()}",
            f"Python {platform.python_version()}，Qt {qVersion()}",
            "",
            story(error),
            "",
        )
    )


def report(error: BaseException) -> None:
    """Log a fault and, when there is a window, show the one dialog."""
    log.error("fault: %s", story(error))
    app = QApplication.instance()
    if app is None or threading.current_thread() is not threading.main_thread():
        return
    if _State.dialog is None:
        _State.dialog = FaultDialog(report_text(error))
        _State.dialog.finished.connect(_forget_dialog)
        _State.dialog.open()


def _forget_dialog() -> None:
    if _State.dialog is not None:
        _State.dialog.deleteLater()
        _State.dialog = None


def _except_hook(
    kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    report(error)


def _thread_hook(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        report(arguments.exc_value)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)


class FaultDialog(QDialog):
    """What happened, what is safe, and a report to keep."""

    def __init__(self, report_body: str) -> None:
        super().__init__(QApplication.activeWindow())
        self._report = report_body
        self.setWindowTitle("程序出错")
        text = Label(
            "刚才的操作没有完成，这是程序的错，不是您的错。\n\n"
            "已经保存的记录都在数据文件里，没有受影响；正在填写的表单留有草稿。"
            "建议先关闭程序再打开；如果再次出现，请把出错报告交给维护的人。"
        )
        text.setMinimumWidth(px(420))
        self._said = Label("", "muted")
        self._said.hide()
        save = Button("保存出错报告…", "save")
        save.clicked.connect(self._save)
        folder = Button("打开日志文件夹", "folder-open", "ghost")
        folder.clicked.connect(self._open_folder)
        folder.setVisible(_State.log_path is not None)
        close = Button("继续", "check", "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        body = QVBoxLayout(self)
        body.setContentsMargins(24, 24, 24, 16)
        body.setSpacing(12)
        body.addWidget(Label("出了一点问题", "title"))
        body.addWidget(text)
        body.addWidget(self._said)
        body.addLayout(row(save, folder, None, close))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "保存出错报告", "支部工作台出错报告.txt", "文本文件 (*.txt)"
        )
        if not name:
            return
        try:
            Path(name).write_text(self._report, encoding="utf-8")
            self._said.setText(f"报告已保存：{name}")
        except OSError as error:
            self._said.setText(f"报告没有写成（{error.strerror}），请换一个位置。")
        self._said.show()

    def _open_folder(self) -> None:
        if _State.log_path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(_State.log_path.parent)))
