"""The checks of a period, run a few records at a time while the window is at rest."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from db.inspection import Inspected, findings_of_period
from desktop.app import Context

_SLICE = 0.012  # seconds at a time: a key that is pressed meanwhile is not felt to wait


class Inspecting(QObject):
    """`run(begin, end)` checks the records of a half-open period; `done(list[Inspected])`.

    A file that is closed or a new run stops the old one.
    """

    done = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._work: Iterator[Inspected] | None = None
        self._found: list[Inspected] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        context.opened.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether records are still being checked."""
        return self._work is not None

    def run(self, begin: str, end: str) -> None:
        """Begin to check the records of the branch that is looked at."""
        self.stop()
        if self._context.branch:
            today = self._context.today().isoformat()
            self._work = findings_of_period(self._context.branch, begin, end, today)
            self._timer.start()

    def stop(self) -> None:
        """Give up what is being checked."""
        self._timer.stop()
        self._work = None
        self._found = []

    def _go_on(self) -> None:
        until = time.monotonic() + _SLICE
        while self._work is not None and time.monotonic() < until:
            one = next(self._work, None)
            if one is None:
                found = self._found
                self.stop()
                self.done.emit(found)
            else:
                self._found.append(one)
