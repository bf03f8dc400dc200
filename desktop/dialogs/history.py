"""The history of one record: when, who, and field by field what was before and after."""

from typing import Any

from PySide6.QtWidgets import QWidget

from db import history
from db.history import Entry
from db.spec import RecordSpec
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.references import References
from desktop.values import moment, shown
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
                found.append((self._label(name), old, new))
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

    def _label(self, name: str) -> str:
        return "回收站" if name == "deleted_at" else self._kind.label(name)

    def _text(self, name: str, value: Any) -> str:
        if name == "deleted_at":
            return f"{moment(value)} 放入" if value else ""
        if name in self._kind.fields:
            return shown(self._kind.fields[name], value, self._references)
        return self._rows_text(name, value)

    def _rows_text(self, name: str, rows: Any) -> str:
        line = next(spec for spec in self._kind.all_lines if spec.name == name)
        texts = []
        for values in rows or []:
            cells = [
                shown(field, values.get(key), self._references)
                for key, field in line.fields.items()
                if values.get(key) not in (None, "", False)
            ]
            texts.append(" ".join(cell for cell in cells if cell))
        return "；".join(texts)
