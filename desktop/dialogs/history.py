"""The history of one record: when, who, field by field before and after, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from db import history, tree, versions
from db.fields import LinkField
from db.history import Entry
from db.operations import Changes
from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.dialogs.fieldwords import key_label, key_text, line_changes
from desktop.editors import ChoiceEditor, Field, LineEditor
from desktop.references import References
from desktop.values import moment
from desktop.widgets import Button, Card, EmptyState, Label, Pill, ScrollColumn, row

_QUIET = {"uid", "revision", "entered_at", "organisation", "sequence"}
_EVERY = "*"
_AT_ONCE = 100
_NOTHING = "（空）"


@dataclass(frozen=True)
class Told:
    """A key that a step changed: its label, before and after in words, row by row for a list."""

    key: str
    label: str
    before: str
    after: str
    rows: tuple[str, ...] = ()


class HistoryDialog(Dialog):
    """Shows every change of the record, the latest first. Open it with `.open()`.

    A version, or one field of it, comes back as a new step that Ctrl+Z takes back.
    """

    def __init__(
        self, context: Context, kind: RecordSpec, uid: str, parent: QWidget | None
    ) -> None:
        super().__init__("修改历史", parent, width=820, height=620)
        self._context = context
        self._kind, self._uid = kind, uid
        self._references = References(lambda: context.branch)
        self._limit = _AT_ONCE
        self._stored: Tree = {}
        self.field = ChoiceEditor([(_EVERY, "全部各项")], empty=None)
        self.field.set_name("只看哪一项")
        self.field.changed.connect(self._show)
        self.reason = LineEditor("恢复以前的内容时可以写明原因")
        self.reason.set_name("恢复的原因")
        self.refusal = Label("", "error")
        self.column = ScrollColumn(spacing=8)
        self._nothing = EmptyState("这一项没有改动过。")
        tools = row(Field("只看", self.field, side=True), None)
        self.body.addLayout(tools)
        self.body.addWidget(self.column, 1)
        self.body.addWidget(self._nothing, 1)
        self.body.addWidget(self.refusal)
        self.refusal.hide()
        self._reason_field = Field("原因", self.reason, side=True)
        self.body.addWidget(self._reason_field)
        self._reason_field.setVisible(not context.readonly)
        context.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the history again."""
        self._references.refresh()
        self._stored = tree.dump_many(self._kind, [self._uid]).get(self._uid, {})
        self._entries = history.of_record(self._uid)
        changed = {name for entry in self._entries if entry.before for name in entry.after}
        named = [(name, key_label(self._kind, name)) for name in self._order() if name in changed]
        chosen = self.field.value()
        self.field.set_value(_EVERY)
        self.field.set_choices([(_EVERY, "全部各项"), *named])
        self.field.set_value(chosen if chosen in changed else _EVERY)
        self._show()

    def lines(self, entry: Entry) -> list[tuple[str, str, str]]:
        """The fields that differ as (label, before, after) in words."""
        return [(told.label, told.before, told.after) for told in self.told(entry)]

    def told(self, entry: Entry) -> list[Told]:
        """What a step changed, key by key in the order of the form."""
        before = entry.before or {}
        found = []
        for name in self._order():
            if name not in entry.after:
                continue
            was, now = before.get(name), entry.after[name]
            old, new = self._text(name, was), self._text(name, now)
            masked = getattr(self._kind.fields.get(name), "private", False)
            if old == new and masked and (was or "") != now:
                new = f"{new}（已改，改处不显示）"
            rows = self._rows(name, was, now) if entry.before is not None else ()
            if old != new or rows:
                found.append(Told(name, key_label(self._kind, name), old, new, rows))
        return found

    def _order(self) -> list[str]:
        links = {name for name, f in self._kind.fields.items() if isinstance(f, LinkField)}
        names = [*self._kind.fields, *(line.name for line in self._kind.all_lines), "deleted_at"]
        return [name for name in names if name not in _QUIET | links]

    def _rows(self, name: str, was: Any, now: Any) -> tuple[str, ...]:
        line = next((line for line in self._kind.all_lines if line.name == name), None)
        if line is None:
            return ()
        return tuple(line_changes(line, was or [], now or [], self._references))

    def _text(self, name: str, value: Any) -> str:
        return key_text(self._kind, name, value, self._references)

    # What is shown

    def _show(self) -> None:
        self._clear()
        wanted = self.field.value()
        shown = [
            (entry, [told for told in self.told(entry) if wanted in (_EVERY, told.key)])
            for entry in self._entries
        ]
        shown = [(entry, told) for entry, told in shown if told or wanted == _EVERY]
        for entry, told in shown[: self._limit]:
            self.column.body.addWidget(self._card(entry, told))
        if len(shown) > self._limit:
            more = Button(f"再列出更早的{len(shown) - self._limit}次", "history", "link")
            more.clicked.connect(self._show_more)
            self.column.body.addWidget(more)
        self.column.body.addStretch(1)
        self.column.setVisible(bool(shown))
        self._nothing.setVisible(not shown)

    def _show_more(self) -> None:
        self._limit += 10 * _AT_ONCE
        self._show()

    def _clear(self) -> None:
        body = self.column.body
        while body.count():
            widget = body.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _card(self, entry: Entry, told: list[Told]) -> Card:
        card = Card(role="box", margin=12, spacing=4)
        who = Label(f"{moment(entry.at)}　{entry.who}", "section", wrap=False)
        pill = Pill(entry.name.split(" ")[0], "now" if entry.before is None else "muted")
        head: list[QWidget | None] = [who, pill, None]
        if self._may_restore() and entry.step != self._entries[0].step:
            version = Button("恢复到这一版", "rotate-ccw", "link")
            version.clicked.connect(partial(self.restore_version, entry.step))
            head.append(version)
        card.body.addLayout(row(*head))
        if entry.reason:
            card.body.addWidget(Label(f"原因：{entry.reason}"))
        for each in told:
            self._add(card, entry, each)
        return card

    def _add(self, card: Card, entry: Entry, told: Told) -> None:
        if entry.before is None:
            card.body.addWidget(Label(f"{told.label}：{told.after}"))
            return
        text = f"{told.label}：{told.before or _NOTHING} → {told.after or _NOTHING}"
        label = Label(told.label if told.rows else text)
        line = row(label, *self._ways_back(entry, told))
        line.setStretch(0, 1)
        card.body.addLayout(line)
        for each in told.rows:
            quiet = Label(f"　　{each}")
            card.body.addWidget(quiet)

    def _ways_back(self, entry: Entry, told: Told) -> list[QWidget]:
        """The buttons that bring one key back, where it is not so already."""
        if not self._may_restore() or not versions.may_restore(self._kind, told.key):
            return []
        found: list[QWidget] = []
        for word, values, before in (
            ("恢复改前的", entry.before or {}, True),
            ("恢复改后的", entry.after, False),
        ):
            if values.get(told.key) != self._stored.get(told.key):
                button = Button(word, "", "link", tip=f"只恢复“{told.label}”这一项")
                button.clicked.connect(
                    partial(self.restore_value, entry.step, told.key, before=before)
                )
                found.append(button)
        return found

    def _may_restore(self) -> bool:
        return bool(self._stored) and not self._context.readonly

    # The way back

    def restore_version(self, step: int) -> None:
        """Save the record as it was right after a step."""
        self._do(partial(versions.restore_version, self._kind, self._uid, step))

    def restore_value(self, step: int, key: str, *, before: bool) -> None:
        """Save one field or list as it was before or after a step."""
        restore = partial(versions.restore_value, self._kind, self._uid, step, key, before=before)
        self._do(restore)

    def _do(self, restore: Callable[..., Changes]) -> None:
        context = self._context
        if not context.leave_page():
            return
        self.refusal.hide()
        said = {"who": context.who, "at": context.now(), "reason": str(self.reason.value() or "")}
        if context.run(partial(restore, **said), refused=self._refuse) is not None:
            self.reason.set_value("")
            context.say("已恢复以前的内容。", "撤销", context.undo)

    def _refuse(self, text: str) -> None:
        self.refusal.setText(text)
        self.refusal.show()
