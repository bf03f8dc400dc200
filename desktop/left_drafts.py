"""What a crash left unsaved: offered when a file is opened, shown again, or given up."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db import drafts, tree
from db.records import spec
from desktop.app import Context


class LeftDrafts(QObject):
    """`found(text)` when there are drafts to offer; `wanted(Pending)` when one is to be opened."""

    found = Signal(str)
    wanted = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def offer(self) -> None:
        """Offer what no form that is open now holds."""
        if self._context.path is None or self._context.readonly:
            return
        if count := len(self._context.left_behind()):
            self.found.emit(f"上次有 {count} 份没有保存的内容，都还在。")

    def show(self) -> None:
        """Show the drafts, to open or to give up."""
        from desktop.dialogs.drafts import DraftsDialog

        dialog = DraftsDialog(self._context, self._window)
        dialog.wanted.connect(self.open)
        dialog.gave_up.connect(self._offer_back)
        dialog.finished.connect(self.offer)
        dialog.open()

    def open(self, draft: drafts.Pending) -> None:
        """Open a draft in its form, and say when its record was changed meanwhile."""
        stored = tree.dump_many(spec(draft.record_type), [draft.tree["uid"]])
        record = stored.get(draft.tree["uid"])
        if record is not None and record["deleted_at"]:
            self._context.warn("这份草稿的记录在回收站里。请先从回收站恢复它，再打开草稿。")
            return
        self.wanted.emit(draft)
        if record is not None and record["revision"] != draft.tree.get("revision"):
            self._context.warn("留下这份草稿之后，这条记录又改过。请对照“历史”核对，再保存。")

    def _offer_back(self, given_up: list[drafts.Pending]) -> None:
        action = partial(self._put_back, given_up)
        self._context.say(f"放弃了 {len(given_up)} 份草稿。", "放回", action)

    def _put_back(self, given_up: list[drafts.Pending]) -> None:
        self._context.put_back(given_up)
        self.offer()
