"""查看记录: who has looked at, printed or taken out numbers, addresses and talks, and when."""

from PySide6.QtWidgets import QWidget

from db import disclosures
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.values import moment
from desktop.widgets import Card, CardList, CardRow, EmptyState, Label, SearchBox


class DisclosuresDialog(Dialog):
    """Lists every time, the latest first; nothing can be taken out of the list."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("查看记录", parent, width=700, height=540)
        self._found = disclosures.listed()
        self.search = SearchBox("查找谁、哪一天、哪位党员")
        self.search.searched.connect(self._show)
        self.list = CardList("查看记录")
        self._card = Card(margin=1)
        self._card.body.addWidget(self.list)
        self.empty = EmptyState("")
        self.body.addWidget(
            Label("谁在何时看过、打印过、带出过完整的身份证号、电话、住址和谈话内容，都记在这里。")
        )
        self.body.addWidget(self.search)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self.empty, 1)
        note = "记录不能修改，也不能删除。" + (
            "这个文件现在只读，这次的查看记不进来。" if context.readonly else ""
        )
        self.body.addWidget(Label(note, "muted"))
        self._show()

    def _show(self) -> None:
        words = self.search.text().split()
        rows = [
            CardRow(str(place), each.what, f"{moment(each.at)}　{each.who}")
            for place, each in enumerate(self._found)
        ]
        shown = [r for r in rows if all(word in r.title + r.subtitle for word in words)]
        self.list.set_rows(shown)
        self._card.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.empty.set_sentence("没有查到。" if self._found else "还没有人看过。")
