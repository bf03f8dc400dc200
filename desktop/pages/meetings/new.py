"""Beginning a meeting: its date, time and place first, perhaps with an earlier one's frame."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import dates, drafting, queries, tree
from db.queries import Row
from db.records import spec
from db.records.meeting import HeldAs
from db.spec import Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor, DateEditor, Field, TimeEditor
from desktop.pages.meetings import words
from desktop.pages.meetings.head import HELD_IN_A_WAY
from desktop.recording.narrow import WideLine
from desktop.recording.words import day
from desktop.widgets import Button, Label, row

_MEETING = spec("meeting")


class NewMeeting(QWidget):
    """`begun(tree)` with the draft of a new meeting; `given_up` on Esc or the second button."""

    begun = Signal(object)
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kind, self._group = "", ""
        self.title = Label("", "title")
        self.date = DateEditor()
        self.time = TimeEditor()
        self.place = WideLine("如 三楼会议室", characters=16)
        self.held_as = ChoiceEditor([(str(h), h.label) for h in HeldAs], empty=None)
        self.held_as.changed.connect(self._held_changed)
        self.group = ChoiceEditor(empty="")
        self.frame = ChoiceEditor(empty="不带，从空白开始")
        self.frame.changed.connect(self._frame_changed)
        self._fields = [
            Field("日期", self.date, required=True),
            Field("开始时间", self.time),
            Field("地点", self.place),
        ]
        self._held_fields = [Field("召开形式", self.held_as), Field("党小组", self.group)]
        frame = Field(
            "带出以前一次的框架",
            self.frame,
            help_text="带出主持人、记录人、地点和议题名称；不带出任何发言、票数、决议和请假情况",
        )
        self.begin_button = Button("开始记录", "pencil", "primary")
        self.begin_button.clicked.connect(self.begin)
        cancel = Button("取消", "", "ghost")
        cancel.clicked.connect(self.given_up)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        for field, stretch in zip(self._fields, (2, 1, 3), strict=True):
            fields.addWidget(field, stretch)
        held = row(*self._held_fields, None, spacing=12)
        body = QVBoxLayout(self)
        body.setContentsMargins(24, 24, 24, 24)
        body.setSpacing(16)
        body.addWidget(self.title)
        body.addWidget(Label("应到人员按这一天的名册列出，先都记为实到。", "muted"))
        body.addLayout(held)
        body.addLayout(fields)
        body.addWidget(frame)
        body.addLayout(row(self.begin_button, cancel, None))
        body.addStretch(1)

    def ask(self, kind: str, group: str, group_name: str | None, earlier: list[Row]) -> None:
        """Ask for a meeting of a kind (and group); `earlier` are those whose frame may be taken."""
        self._kind, self._group = kind, group
        branch = queries.organisation(self._context.branch)
        today = self._context.today()
        self.title.setText(f"新建{words.name(kind, group_name)}")
        self.date.year = self._context.year
        self.date.set_value(today.isoformat() if today.year == self._context.year else None)
        self.time.set_value(None)
        places = queries.places(branch["uid"])
        self.place.set_value(branch["place"] or next(iter(places), ""))
        self.frame.set_choices([(found.uid, self._frame_name(found)) for found in earlier])
        self.frame.set_value(None)
        groups = queries.groups_of(branch["uid"])
        self.group.set_value(None)
        self.group.set_choices([(each["uid"], each["name"]) for each in groups])
        self.held_as.set_value(str(HeldAs.GENERAL))
        self._held_changed()
        for field in (*self._fields, *self._held_fields):
            field.set_error("")
        self.date.target.setFocus()
        self.date.box.selectAll()

    def take_frame(self, uid: str) -> None:
        """Take the frame of this meeting, as far as it is of the same kind."""
        self.frame.set_value(uid)
        self._frame_changed()

    def begin(self) -> None:
        """Make the draft, unless the day or the group is missing."""
        problem = self.date.problem() or ("" if self.date.value() else "请先填写会议日期。")
        self._fields[0].set_error(problem)
        self._fields[1].set_error(self.time.problem())
        day = self.date.value()
        if problem or self.time.problem() or day is None:
            self.date.target.setFocus()
            return
        if self._by_group and not self.group.value():
            self._held_fields[1].set_error("请选定是哪个党小组。")
            self.group.target.setFocus()
            return
        self.begun.emit(self._draft(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
        else:
            super().keyPressEvent(event)

    def _frame_changed(self) -> None:
        if uid := self.frame.value():
            source = tree.dump(_MEETING, uid)
            self.place.set_value(source["place"] or self.place.value())
            self.held_as.set_value(source["held_as"] or str(HeldAs.GENERAL))
            self.group.set_value(source["group"])
            self._held_changed()

    @property
    def _by_group(self) -> bool:
        """Whether a group holds what is usually a meeting of the branch."""
        return self._kind in HELD_IN_A_WAY and self.held_as.value() == HeldAs.GROUP

    def _held_changed(self) -> None:
        self._held_fields[0].setVisible(self._kind in HELD_IN_A_WAY)
        self._held_fields[1].setVisible(self._by_group)
        self._held_fields[1].set_error("")

    def _frame_name(self, found: Row) -> str:
        """When an earlier meeting was, and what was on."""
        own = (found.day or "").startswith(str(self._context.year))
        when = day(found.day) if own or not found.day else dates.text(found.day)
        return f"{when}　{'、'.join(found.topics)}"[:40]

    def _draft(self, day: str) -> Tree:
        held_as = self.held_as.value() if self._kind in HELD_IN_A_WAY else None
        group = self.group.value() if self._by_group else self._group or None
        if uid := self.frame.value():
            source = tree.dump(_MEETING, uid) | {"held_as": held_as}
            record = drafting.copy_frame(source | {"group": group}, day)
        else:
            record = drafting.new_meeting(
                self._context.branch, self._kind, day, group, held_as=held_as
            )
        if self.time.value():
            record["began_at"] = self.time.value()
        record["place"] = self.place.value() or record["place"]
        return record
