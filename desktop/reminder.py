"""A quiet reminder at start of what is due this month, once a day for each file."""

from PySide6.QtCore import QObject, QTimer, Signal

from db import due
from db.rules.duties.model import Duty, State
from desktop.app import Context

_AFTER = 400  # milliseconds: the window is drawn and usable first


class Reminder(QObject):
    """`came(text)` some moments after a file was opened, unless it was said today already."""

    came = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self.remind)
        context.opened.connect(self._opened)

    def remind(self) -> None:
        """Say now what is due, if it was not said today."""
        context = self._context
        if context.path is None or not context.branch:
            return
        today = context.today().isoformat()
        said = f"{today} {context.path}"
        known = context.settings.preferences.reminded
        if said in known:
            return
        text = words(due.upcoming(context.branch, today))
        kept = tuple(each for each in known if each.startswith(today))
        context.settings.change(reminded=(*kept, said))
        if text:
            self.came.emit(text)

    def _opened(self) -> None:
        if self._context.path is None:
            self._timer.stop()
        else:
            self._timer.start()


def words(duties: list[Duty]) -> str:
    """本月有 3 件要办，其中逾期 1 件。 "" when there is nothing."""
    if not duties:
        return ""
    late = sum(duty.state == State.OVERDUE for duty in duties)
    return f"本月有 {len(duties)} 件要办" + (f"，其中逾期 {late} 件。" if late else "。")
