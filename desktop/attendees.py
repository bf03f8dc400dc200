"""The editor of a list of people who were there: the roster to tick, and names from elsewhere."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import tree
from db.branch import RosterEntry
from db.spec import LineSpec, Tree
from desktop.editors import Editor, LineEditor
from desktop.widgets import Button, Check, FlowLayout, Label, row

_SIGNS = str.maketrans(dict.fromkeys("，,;；/\n\t", "、"))


class AttendeesEditor(Editor):
    """`value()` is the list of lines, members in the order of the roster, then others by name.

    `roster` is asked for the people of the day when a record is loaded; whoever stands in the
    record and on no roster is kept and offered too.
    """

    def __init__(self, spec: LineSpec, roster: Callable[[], list[RosterEntry]]) -> None:
        super().__init__()
        self._spec = spec
        self._roster = roster
        self._rows: dict[str, Tree] = {}
        self._others: list[Tree] = []
        self.boxes: dict[str, Check] = {}
        self._count = Label("", "muted")
        self._everybody = Button("全选", "list-checks", "link")
        self._nobody = Button("清空", "x", "link")
        self._everybody.clicked.connect(self.check_all)
        self._nobody.clicked.connect(self.check_none)
        self._place = QWidget()
        self._flow = FlowLayout(self._place)
        self.others = LineEditor("名单以外的人，用顿号隔开")
        self.others.set_name(f"{spec.title}：名单以外的人")
        self.others.changed.connect(self._touched)
        self.target = self._everybody
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(row(Label(spec.title, "muted"), self._count, None, self._everybody,
                           self._nobody))  # fmt: skip
        body.addWidget(self._place)
        body.addWidget(self.others)

    def value(self) -> list[Tree]:
        lines = [
            self._rows.get(uid) or self._line(uid, str(box.property("person")))
            for uid, box in self.boxes.items()
            if box.isChecked()
        ]
        known = {line["name"]: line for line in self._others}
        return lines + [known.get(name) or self._line(None, name) for name in self._names()]

    def set_value(self, value: list[Tree] | None) -> None:
        lines = [dict(line) for line in value or []]
        self._rows = {line["member"]: line for line in lines if line["member"]}
        self._others = [line for line in lines if not line["member"]]
        offered = {entry.member: entry.display_name for entry in self._roster()}
        offered |= {uid: line["name"] for uid, line in self._rows.items() if uid not in offered}
        self._flow.clear()
        self.boxes = {}
        for uid, name in offered.items():
            box = Check(name)
            box.setProperty("person", name)
            box.setChecked(uid in self._rows)
            box.toggled.connect(self._touched)
            self.boxes[uid] = box
            self._flow.addWidget(box)
        self.others.set_value("、".join(line["name"] for line in self._others))
        self._say()

    def set_read_only(self, *, on: bool) -> None:
        for widget in (self._everybody, self._nobody, *self.boxes.values()):
            widget.setEnabled(not on)
        self.others.set_read_only(on=on)

    def offer_anew(self) -> None:
        """Offer the roster of another day; whoever is ticked stays."""
        self.set_value(self.value())

    def check_all(self) -> None:
        """Everybody of the roster was there."""
        self._check(on=True)

    def check_none(self) -> None:
        """Nobody is ticked."""
        self._check(on=False)

    def _check(self, *, on: bool) -> None:
        for box in self.boxes.values():
            with QSignalBlocker(box):
                box.setChecked(on)
        self._touched()

    def _names(self) -> list[str]:
        parts = str(self.others.value()).translate(_SIGNS).split("、")
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def _line(self, member: str | None, name: str) -> Tree:
        line: dict[str, Any] = tree.blank_line(self._spec, member=member, name=name)
        if member:
            self._rows[member] = line
        else:
            self._others.append(line)
        return line

    def _say(self) -> None:
        count = sum(box.isChecked() for box in self.boxes.values()) + len(self._names())
        self._count.setText(f"已选 {count} 人" if count else "还没有选")
        self._place.setVisible(bool(self.boxes))

    def _touched(self) -> None:
        self._say()
        self.changed.emit()
