"""The recycle bin: what was deleted, by whom and when, the way back, and emptying by hand."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from db import history, queries, recycle
from db.spec import RecordSpec
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.editors import ChoiceEditor
from desktop.values import moment
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, Label, SearchBox, row

_EVERY = "*"
_MOST_NAMED = 12


class BinDialog(Dialog):
    """Lists deleted records, the latest first; each comes back with everything that it had."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("回收站", parent, width=700, height=540)
        self._context = context
        self._kinds: dict[str, RecordSpec] = {}
        self._rows: list[CardRow] = []
        self.search = SearchBox("在回收站中查找")
        self.search.searched.connect(self._show)
        self.kind = ChoiceEditor([(_EVERY, "全部类型")], empty=None)
        self.kind.setAccessibleName("类型")
        self.kind.changed.connect(self._show)
        self._tools = QWidget()
        tools = row(self.search, self.kind)
        tools.setStretch(0, 1)
        self._tools.setLayout(tools)
        self.list = CardList("回收站里的记录")
        self.list.opened.connect(self.restore)
        self._card = Card(margin=1)
        self._card.body.addWidget(self.list)
        self._empty = EmptyState("")
        self.note = Label("", "muted")
        self.empty_button = Button(f"清空{recycle.KEPT_DAYS}天以前的…", "trash-2")
        self.empty_button.clicked.connect(self.empty)
        self.restore_button = Button("恢复这条记录", "rotate-ccw", "primary")
        self.restore_button.clicked.connect(self.restore)
        self.body.addWidget(self._tools)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.note)
        self.add_button(self.empty_button)
        self.add_button(self.restore_button)
        context.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the bin again."""
        self._kinds, self._rows = {}, []
        titles: dict[str, str] = {}
        for kind, tree in queries.bin_contents():
            self._kinds[tree["uid"]] = kind
            titles[kind.name] = kind.title
            last = next(iter(history.of_record(tree["uid"])), None)
            who = f"，{last.who}" if last else ""
            when = f"{moment(tree['deleted_at'])} 删除{who}"
            self._rows.append(CardRow(tree["uid"], kind.heading(tree), when, kind.title))
        chosen = self.kind.value()
        self.kind.set_value(_EVERY)
        self.kind.set_choices([(_EVERY, "全部类型"), *titles.items()])
        self.kind.set_value(chosen if chosen in titles else _EVERY)
        old = recycle.emptying(self._context.now())
        self.empty_button.setEnabled(bool(old.gone))
        kept = f"其中{old.referred}条还被别的记录引用，不能清空。" if old.referred else ""
        count = f"放入满{recycle.KEPT_DAYS}天的有{len(old.gone) + old.referred}条"
        self.note.setText(f"程序从不自己清空回收站。{count}，由您决定是否清空。{kept}")
        self._show()

    def _show(self) -> None:
        words = self.search.text().split()
        kind = self.kind.value()
        rows = [
            each
            for each in self._rows
            if kind in (_EVERY, self._kinds[each.uid].name)
            and all(word in f"{each.title} {each.subtitle} {each.pill}" for word in words)
        ]
        self.list.set_rows(rows)
        if rows and not self.list.selected():
            self.list.select(rows[0].uid)
        writable = not self._context.readonly
        self._card.setVisible(bool(rows))
        self._tools.setVisible(bool(self._rows))
        self._empty.setVisible(not rows)
        self._empty.set_sentence(
            "没有符合的记录，换个词再找。"
            if self._rows
            else "回收站是空的。删除的记录先放在这里，随时可以恢复。"
        )
        self.note.setVisible(bool(self._rows))
        self.empty_button.setVisible(bool(self._rows) and writable)
        self.restore_button.setVisible(bool(rows))
        self.restore_button.setEnabled(writable)

    def restore(self) -> None:
        """Take the chosen record out; what it stands on and lies here too is offered with it."""
        uid, context = self.list.selected(), self._context
        if not uid or context.readonly:
            return
        kind = self._kinds[uid]
        also = recycle.also_restored(kind, uid)
        if also:
            names = "、".join(f"{each.title}“{heading}”" for each, heading in also)
            text = f"它用到的{names}也在回收站，一并恢复。"
            if not context.ask("恢复这条记录", text, "一并恢复"):
                return
        who, at = context.who, context.now()
        if context.run(lambda: recycle.restore(kind, uid, who=who, at=at)) is not None:
            context.say("已从回收站恢复。", "查看", lambda: self._look(kind, uid))

    def _look(self, kind: RecordSpec, uid: str) -> None:
        self._context.go(kind.name, uid)

    def empty(self) -> None:
        """Say what goes for good, then back up and remove it."""
        context = self._context
        old = recycle.emptying(context.now())
        if not old.gone:
            return
        named = [f"{kind.title} {heading}" for kind, _uid, heading, _at in old.gone]
        more = f"等{len(named)}条" if len(named) > _MOST_NAMED else f"，共{len(named)}条"
        text = (
            f"将清空：{'、'.join(named[:_MOST_NAMED])}{more}。\n"
            "连同它们的附件和修改历史，不能撤销。清空之前先做一份备份，备份里还有这些记录。"
        )
        if not context.ask(f"清空{recycle.KEPT_DAYS}天以前的记录", text, f"清空这{len(named)}条"):
            return
        who, at = context.who, context.now()
        now = dt.datetime.now()  # noqa: DTZ005 - local time, as the backup is named
        changes = context.run(lambda: recycle.empty(now, who=who, at=at))
        if changes is not None:
            context.say(f"已备份并清空{len(changes.records)}条。")
