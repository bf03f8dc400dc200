"""When the program itself is at fault: a log, one dialog, a report that tells nothing of records.

Messages of exceptions may quote what a person entered, so only their kind and the place in the
program are written down.
"""

import faulthandler
import logging
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from copy import copy
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QVBoxLayout

from db import connection
from db.errors import Refused
from desktop.theme import px
from desktop.widgets.basic import Button, Label, row

log = logging.getLogger(__name__)

_LARGEST = 500_000
_MOST_TOLD = 20

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _Bridge(QObject):
    """Brings a fault to the window, from another thread or out of the middle of a paint."""

    raised = Signal(object)


class _State:
    """The log in use, the dialog that is open (a second fault is counted in it), who helps."""

    log_path: Path | None = None
    crash_log: IO[str] | None = None
    dialog: "FaultDialog | None" = None
    bridge: _Bridge | None = None
    keep: Callable[[], bool] | None = None
    say: Callable[[str], None] | None = None


class _Discreet(logging.Formatter):
    """Writes of an exception where it arose and of what kind it is, never its message."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)
        own.exc_text = None  # what another handler has made of it, with the message
        return super().format(own)

    def formatException(self, ei: Any) -> str:
        return story(ei[1]) if ei[1] is not None else ""


def install(log_path: Path) -> None:
    """Log to `log_path` and catch whatever would end the program unheard.

    A log that grows beyond 500 kB is kept as one old file (`.old.log`) and begun anew, the log of
    crashes when the program starts.
    """
    log_path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(log_path, maxBytes=_LARGEST, backupCount=1, encoding="utf-8")
    handler.namer = lambda _name: str(log_path.with_suffix(".old.log"))
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    crashes = log_path.with_name("crash.log")
    if crashes.is_file() and crashes.stat().st_size > _LARGEST:
        crashes.replace(crashes.with_suffix(".old.log"))
    _State.log_path = log_path
    _State.crash_log = crashes.open("a", encoding="utf-8")
    _State.bridge = _Bridge()
    _State.bridge.raised.connect(_surface, Qt.ConnectionType.QueuedConnection)
    faulthandler.enable(_State.crash_log)
    sys.excepthook = _except_hook
    sys.unraisablehook = _unraisable_hook
    threading.excepthook = _thread_hook
    qInstallMessageHandler(_qt_message)


def attach(keep: Callable[[], bool], say: Callable[[str], None]) -> None:
    """Before a fault is shown `keep()` keeps the drafts of open forms, whether it could; `say`
    tells a refusal that nobody caught."""
    _State.keep, _State.say = keep, say


def story(error: BaseException) -> str:
    """Where in the program an exception arose and of what kind it is, without its message."""
    parts: list[str] = []
    told: set[int] = set()
    seen: BaseException | None = error
    while seen is not None and id(seen) not in told:
        told.add(id(seen))
        parts.append(_told(seen))
        seen = seen.__cause__ or seen.__context__
    return "\n由此引起：\n".join(reversed(parts))


def _told(error: BaseException) -> str:
    lines = [
        f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    lines.append(type(error).__name__)
    if isinstance(error, BaseExceptionGroup):
        lines += [f"其中：\n{story(each)}" for each in error.exceptions]
    return "\n".join(lines)


def report_text(*faults: BaseException | str) -> str:
    """The report that a person may pass on: versions and the stories, nothing of any record."""
    import platform

    stories = [each if isinstance(each, str) else story(each) for each in faults]
    return "\n".join(
        (
            "支部工作台 出错报告（不含任何记录内容）",
            f"系统：{platform.platform()}",
            f"Python {platform.python_version()}，Qt {qVersion()}",
            "",
            *(f"{each}\n" for each in stories),
        )
    )


def report(error: BaseException) -> None:
    """Log a fault and, when there is a window, show the one dialog, from any thread.

    A refusal that nobody caught is no fault: its sentence is said. Neither is a locked file or a
    stick that was pulled out while something was looked up.
    """
    if not (_said_plainly(error) and _State.say is not None):
        log.error("fault: %s", story(error))
    if QApplication.instance() is None:
        return
    if threading.current_thread() is threading.main_thread():
        _surface(error)
    elif _State.bridge is not None:
        _State.bridge.raised.emit(error)


def _said_plainly(error: BaseException) -> str:
    """Return the sentence for an error that is no fault of the program, "" for one that is."""
    if isinstance(error, Refused):
        return str(error)
    return connection.trouble(error) or ""


def _surface(error: BaseException) -> None:
    sentence = _said_plainly(error)
    if sentence and _State.say is not None:
        log.warning("trouble was told: %s", type(error).__name__)
        _State.say(sentence)
        return
    kept = _keep()
    if _State.dialog is None:
        _State.dialog = FaultDialog()
        _State.dialog.finished.connect(_forget_dialog)
    _State.dialog.add(error, kept=kept)
    _State.dialog.open()


def _keep() -> bool:
    """Keep what stands in open forms; a fault in that is not another fault to be told."""
    keep, _State.keep = _State.keep, None
    try:
        return keep is None or keep()
    except Exception as error:
        log.exception("drafts were not kept: %s", type(error).__name__)
        return False
    finally:
        _State.keep = keep


def _forget_dialog() -> None:
    if _State.dialog is not None:
        _State.dialog.deleteLater()
        _State.dialog = None


def _except_hook(
    kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    _later(error)


def _thread_hook(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _later(arguments.exc_value)


def _unraisable_hook(arguments: Any) -> None:
    if arguments.exc_value is not None:
        _later(arguments.exc_value)


def _later(error: BaseException) -> None:
    """Report when Qt is done with what it is at: it may be in the middle of painting."""
    log.error("fault: %s", story(error))
    if QApplication.instance() is not None and _State.bridge is not None:
        _State.bridge.raised.emit(error)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)


class FaultDialog(QDialog):
    """What happened, what is safe, and a report to keep; further faults are counted here."""

    def __init__(self) -> None:
        super().__init__(QApplication.activeWindow())
        self._stories: Counter[str] = Counter()
        self._kept = True
        self.setWindowTitle("程序出错")
        self.text = Label("")
        self.text.setMinimumWidth(px(420))
        self.count = Label("", "muted")
        self._log = Label("", "muted")
        if _State.log_path is not None:
            self._log.setText(f"日志：{_State.log_path}")
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
        body.addWidget(self.text)
        body.addWidget(self.count)
        body.addWidget(self._log)
        body.addWidget(self._said)
        body.addLayout(row(save, folder, None, close))

    def add(self, error: BaseException, *, kept: bool) -> None:
        """Tell of one more fault; `kept` says whether the drafts of open forms are safe."""
        self._stories[story(error)] += 1
        self._kept = self._kept and kept
        draft = (
            "正在填写的表单已留草稿，按“继续”可以接着填。"
            if self._kept
            else "正在填写的表单没有留下草稿，请按“继续”，先把它保存或抄下来。"
        )
        self.text.setText(
            "刚才的操作没有完成，这是程序的错，不是您的错。\n\n"
            f"已经保存的记录都在数据文件里，没有受影响；{draft}"
            "如果再次出现，请关闭程序再打开，并把出错报告交给维护的人。"
        )
        times = self._stories.total()
        self.count.setText(f"已连续出错 {times} 次。")
        self.count.setVisible(times > 1)

    def report_body(self) -> str:
        """The report of all faults so far, each once with how often it came."""
        told = list(self._stories.items())[:_MOST_TOLD]
        return report_text(*(f"{times}次：\n{each}" for each, times in told))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "保存出错报告", "支部工作台出错报告.txt", "文本文件 (*.txt)"
        )
        if not name:
            return
        try:
            Path(name).write_text(self.report_body(), encoding="utf-8")
            self._said.setText(f"报告已保存：{name}")
        except OSError as error:
            self._said.setText(f"报告没有写成（{error.strerror}），请换一个位置。")
        self._said.show()

    def _open_folder(self) -> None:
        if _State.log_path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(_State.log_path.parent)))
