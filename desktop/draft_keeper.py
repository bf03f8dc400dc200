"""Drafts of open forms, kept outside of the records while somebody writes.

They are kept every few seconds, soon after the keyboard went to another field, and at once when
the person looks at another window.
"""

import json
import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from db import drafts
from db.errors import Refused
from db.spec import Tree

log = logging.getLogger(__name__)

_EVERY = 4000
_SOON = 300


class Form(Protocol):
    """What can lose typed work in a crash."""

    record_type: str

    def draft(self) -> Tree | None:
        """The record as it stands in the form; None when nothing is unsaved."""


class DraftKeeper(QObject):
    """`failed(sentence)` once when drafts cannot be kept, `recovered` once when they can again.

    ``writable`` tells whether there is a file to keep them in, ``now`` the moment in UTC.
    """

    failed = Signal(str)
    recovered = Signal()

    def __init__(
        self, parent: QObject, writable: Callable[[], bool], now: Callable[[], str]
    ) -> None:
        super().__init__(parent)
        self._writable, self._now = writable, now
        self._forms: list[Form] = []
        self._kept: dict[str, str] = {}
        self._draft_of: dict[int, str] = {}
        self._failing = False
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY)
        self._clock.timeout.connect(self.keep)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.keep)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
            application.applicationStateChanged.connect(self._looked_away)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that are open."""
        return tuple(self._forms)

    def start(self) -> None:
        """Begin to keep drafts: a file was opened."""
        self._clock.start()

    def stop(self) -> None:
        """Keep nothing any more and forget the forms: the file is being closed."""
        self._clock.stop()
        self._soon.stop()
        self._forms.clear()
        self._kept.clear()
        self._draft_of.clear()
        self._failing = False

    def track(self, form: Form) -> None:
        """Keep what stands unsaved in a form, until it is untracked."""
        if form not in self._forms:
            self._forms.append(form)

    def untrack(self, form: Form) -> None:
        """Stop keeping it: it was saved or given up, so its draft goes."""
        if form in self._forms:
            self._forms.remove(form)
        uid = self._draft_of.pop(id(form), "")
        if uid:
            self.drop(uid)

    def drop(self, uid: str) -> None:
        """Forget the draft of a record: it was saved, or given up."""
        self._kept.pop(uid, None)
        try:
            drafts.drop(uid)
        except Refused as refusal:
            log.warning("draft not dropped: %s", type(refusal).__name__)

    def drop_all(self) -> None:
        """Forget the drafts that were kept since the file was opened."""
        for uid in list(self._kept):
            self.drop(uid)

    def keep(self) -> bool:
        """Keep the drafts of all open forms now; whether they are kept."""
        if not self._writable():
            return True
        try:
            kept = sum(self._keep(form) for form in self._forms)
        except Refused as refusal:
            if not self._failing:
                self._failing = True
                self.failed.emit(str(refusal))
            return False
        if kept and self._failing:
            self._failing = False
            self.recovered.emit()
        return True

    def left_behind(self) -> list[drafts.Pending]:
        """The drafts of no form that is open now: what a crash left, newest first."""
        open_now = {*self._kept, *self._draft_of.values()}
        open_now |= {tree["uid"] for form in self._forms if (tree := form.draft()) is not None}
        return [each for each in drafts.pending() if each.tree["uid"] not in open_now]

    def _keep(self, form: Form) -> bool:
        """Keep the draft of one form; whether there was anything new. Raises `Refused`."""
        tree = form.draft()
        known = self._draft_of.get(id(form), "")
        if known and (tree is None or tree["uid"] != known):
            self.drop(known)
            del self._draft_of[id(form)]
        if tree is None:
            return False
        text = json.dumps(tree, ensure_ascii=False, sort_keys=True, default=str)
        if self._kept.get(tree["uid"]) == text:
            return False
        drafts.keep(form.record_type, tree, self._now())
        self._kept[tree["uid"]] = text
        self._draft_of[id(form)] = tree["uid"]
        return True

    def _focus_moved(self, before: QWidget | None, _now: QWidget | None) -> None:
        if before is not None and self._forms:
            self._soon.start()

    def _looked_away(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.keep()
