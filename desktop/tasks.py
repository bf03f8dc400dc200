"""Work that takes longer than a blink, off the window's thread, one piece at a time.

The work gets a `Job`: it reports progress by `job.step(done, total, text)` and stops when
`job.cancelled` is true. It touches no widget, and the database only by a connection of its own.
"""

import logging
from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

log = logging.getLogger(__name__)

Work = Callable[["Job"], Any]
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Cancelled(Exception):
    """Raised by work that was told to stop; neither a result nor a fault."""


class Job(QObject):
    """One piece of work: its title, its progress, its outcome."""

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether the work should stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report progress (from the work); raises `Cancelled` when it should stop."""
        if self.cancelled:
            raise Cancelled
        self.progressed.emit(done, total, text)


class _Runner(QRunnable):
    def __init__(self, job: Job, work: Work) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        _perform(self._job, self._work)


def _perform(job: Job, work: Work) -> None:
    try:
        result = work(job)
    except BaseException as error:  # whatever it is, the window must hear of it
        job.failed.emit(error)
    else:
        job.finished.emit(result)


class Tasks(QObject):
    """Runs work on one pool thread and answers on the thread of the window.

    `started(job)` and `ended(job)` let the window show progress and a button to cancel.
    """

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: dict[int, tuple[Job, Then, Failed]] = {}

    def run(self, title: str, work: Work, then: Then, failed: Failed) -> Job:
        """Do `work(job)`; then call `then(result)`, or `failed(error)`; neither after a cancel."""
        job = Job(title)
        self._jobs[id(job)] = (job, then, failed)
        job.finished.connect(self._finished)
        job.failed.connect(self._failed)
        self.started.emit(job)
        self._start(job, work)
        return job

    @property
    def busy(self) -> bool:
        """Whether anything is running or waiting."""
        return bool(self._jobs)

    def cancel_all(self) -> None:
        """Ask everything to stop."""
        for job, _, _ in self._jobs.values():
            job.cancel()

    def wait(self) -> None:
        """Wait until nothing runs (on closing)."""
        self._pool.waitForDone()

    def _start(self, job: Job, work: Work) -> None:
        self._pool.start(_Runner(job, work))

    def _take(self) -> tuple[Job, Then, Failed] | None:
        return self._jobs.pop(id(self.sender()), None)

    def _finished(self, result: object) -> None:
        entry = self._take()
        if entry is None:
            return
        job, then, _ = entry
        self.ended.emit(job)
        job.deleteLater()
        if not job.cancelled:
            then(result)

    def _failed(self, error: BaseException) -> None:
        entry = self._take()
        if entry is None:
            return
        job, _, failed = entry
        self.ended.emit(job)
        job.deleteLater()
        if not isinstance(error, Cancelled):
            log.warning("%s failed: %s", type(self).__name__, type(error).__name__)
            failed(error)


class InlineTasks(Tasks):
    """Does the work at once, on the spot: for tests and for pictures of the window."""

    def _start(self, job: Job, work: Work) -> None:
        _perform(job, work)
