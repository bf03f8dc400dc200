"""What a crash left behind: forms that were being filled in."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import drafts, tree
from db.records import spec as spec_of
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.values import moment
from desktop.widgets import Button, Card, CardList, CardRow, Label


class DraftsDialog(Dialog):
    """`wanted(Pending)` opens a draft in its form, where it can be saved; or it is given up.

    `gave_up([Pending])` at the end tells what was given up, so that it can be put back.
    """

    wanted = Signal(object)
    gave_up = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("没有保存的草稿", parent, width=560, height=400)
        self._context = context
        self._drafts = {draft.tree["uid"]: _whole(draft) for draft in context.left_behind()}
        self._given_up: list[drafts.Pending] = []
        self.finished.connect(self._tell)
        self.list = CardList("草稿")
        self.list.set_rows([self._row(uid) for uid in self._drafts])
        self.list.select(next(iter(self._drafts), ""))
        self.list.opened.connect(self._take)
        card = Card(margin=1)
        card.body.addWidget(self.list)
        take = Button("打开这份草稿", "square-pen", "primary")
        take.clicked.connect(self._take)
        drop = Button("不要了", "trash-2", "ghost")
        drop.clicked.connect(self._drop)
        self.body.addWidget(Label("上次没有来得及保存，内容都还在。打开后可以接着填，再保存。"))
        self.body.addWidget(card, 1)
        self.add_button(drop)
        self.add_button(take)

    def _row(self, uid: str) -> CardRow:
        draft = self._drafts[uid]
        kind = spec_of(draft.record_type)
        name = kind.heading(draft.tree) or f"新{kind.title}"
        note = f"{moment(draft.kept_at)} 的草稿"
        if stored := tree.dump_many(kind, [uid]).get(uid):
            if stored["deleted_at"]:
                note += "，记录在回收站里"
            elif stored["revision"] != draft.tree["revision"]:
                note += "，记录之后又改过"
        return CardRow(uid, name, note, kind.title)

    def _take(self) -> None:
        draft = self._drafts.get(self.list.selected())
        if draft is not None:
            self.wanted.emit(draft)
            self.accept()

    def _drop(self) -> None:
        uid = self.list.selected()
        if not uid:
            return
        self._context.drop_draft(uid)
        self._given_up.append(self._drafts.pop(uid))
        self.list.set_rows([self._row(each) for each in self._drafts])
        self.list.select(next(iter(self._drafts), ""))
        if not self._drafts:
            self.close()

    def _tell(self) -> None:
        if self._given_up:
            self.gave_up.emit(self._given_up)


def _whole(draft: drafts.Pending) -> drafts.Pending:
    """A draft of an older program with what its record has got since."""
    return replace(draft, tree=tree.filled(spec_of(draft.record_type), draft.tree))
