"""The history of one record: when, who, and field by field what was before and after."""

from typing import Any

from PySide6.QtWidgets import QWidget

from db import history
from db.history import Entry
from db.spec import RecordSpec
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.dialogs.fieldwords import key_label, key_text
from desktop.references import References
from desktop.values import moment
from desktop.widgets import Card, Label, Pill, ScrollColumn, row

_QUIET = {"uid", "revision", "entered_at", "organisation", "sequence"}


class HistoryDialog(Dialog):
    """Shows every change of the record, the latest first. Open it with `.open()`."""

    def __init__(
        self, context: Context, kind: RecordSpec, uid: str, parent: QWidget | None
    ) -> None:
        super().__init__("修改历史", parent, width=760, height=560)
        self._kind = kind
        self._references = References(lambda: context.branch)
        column = ScrollColumn(spacing=8)
        for entry in history.of_record(uid):
            column.body.addWidget(self._card(entry))
        column.body.addStretch(1)
        self.body.addWidget(column, 1)

    def lines(self, entry: Entry) -> list[tuple[str, str, str]]:
        """The fields that differ as (label, before, after) in words."""
        before = entry.before or {}
        found = []
        order = [*self._kind.fields, *(line.name for line in self._kind.all_lines), "deleted_at"]
        for name in order:
            if name in _QUIET or name not in entry.after:
                continue
            old, new = self._text(name, before.get(name)), self._text(name, entry.after[name])
            masked = getattr(self._kind.fields.get(name), "private", False)
            if old == new and masked and (before.get(name) or "") != entry.after[name]:
                new = f"{new}（已改，改处不显示）"
            if old != new:
                found.append((key_label(self._kind, name), old, new))
        return found

    def _card(self, entry: Entry) -> Card:
        card = Card(role="box", margin=12, spacing=4)
        who = Label(f"{moment(entry.at)}　{entry.who}", "section", wrap=False)
        pill = Pill(entry.name.split(" ")[0], "now" if entry.before is None else "muted")
        card.body.addLayout(row(who, pill, None))
        if entry.reason:
            card.body.addWidget(Label(f"原因：{entry.reason}"))
        for label, old, new in self.lines(entry):
            if entry.before is None:
                text = f"{label}：{new}"
            else:
                text = f"{label}：{old or '（空）'} → {new or '（空）'}"
            card.body.addWidget(Label(text))
        return card

    def _text(self, name: str, value: Any) -> str:
        return key_text(self._kind, name, value, self._references)
