"""The head of a meeting's record: when, where, who chairs, who writes; and its foot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import drafting, queries, tree
from db.branch import Post
from db.records import spec
from db.records.meeting import HeldAs, MeetingKind, scope
from db.spec import Tree
from desktop.editors import ChoiceEditor, DateEditor
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.foot import FootSection
from desktop.recording.narrow import ShortTime, SmallNumber, WideLine
from desktop.recording.people import People, PersonField
from desktop.recording.section import Path, Section, SideField
from desktop.widgets import Button, row

HELD_IN_A_WAY = (MeetingKind.LIFE, MeetingKind.APPRAISAL)
"""The kinds that are held as a meeting of another kind (召开形式)."""


class HeadSection(Section):
    """Date, times, place, chair and recorder.

    `rescoped` when it is held as another meeting, so that others are due; `activity_wanted(uid)`
    when the activity is asked for inside which the meeting was held.
    """

    rescoped = Signal()
    activity_wanted = Signal(str)

    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people
        self._kind = str(MeetingKind.GENERAL)
        self._activity = ""
        self.activity_button = Button("", "calendar", "link", tip="打开这次活动的记录")
        self.activity_button.clicked.connect(self._open_activity)
        self.held_as = ChoiceEditor([(str(h), h.label) for h in HeldAs], empty=None)
        self.group = ChoiceEditor(empty="哪个党小组")
        self.number = SmallNumber("", least=1, most=999)
        self.date = DateEditor()
        began, ended = ShortTime("开始"), ShortTime("散会")
        self.chair = PersonField(people)
        self.chair_post = WideLine("职务", characters=6)
        recorder = PersonField(people)
        self.delegation = WideLine("受谁委托主持，如 书记外出学习，委托组织委员主持", characters=20)
        place = WideLine("地点", characters=12)
        self.add("held_on", self.date)
        self.add("number", self.number)
        self.add("began_at", began)
        self.add("ended_at", ended)
        self.add("place", place)
        self.add_person("chair", "chair_name", self.chair)
        self.add("chair_post", self.chair_post)
        self.add("delegation", self.delegation)
        self.add_person("recorder", "recorder_name", recorder)
        flow = FieldFlow()
        holder = QWidget()
        holder.setLayout(flow)
        self._held_field = SideField("召开形式", self.held_as, self.group)
        self.held_as.changed.connect(self._rescoped)
        self.group.changed.connect(self._rescoped)
        self.group.set_name("党小组")
        flow.add(self._held_field)
        flow.add(SideField("日期", self.date), 1)
        flow.add(SideField("第", self.number, after="次"))
        flow.add(SideField("时间", began, ended, between="—"))
        flow.add(SideField("地点", place), 3)
        flow.add(SideField("主持人", self.chair, self.chair_post), 1)
        flow.add(SideField("记录人", recorder), 1)
        self._delegation_field = SideField("受托说明", self.delegation)
        flow.add(self._delegation_field, 3)
        self.number.set_name("本年度第几次")
        self.number.setToolTip("本年度第几次")
        began.set_name("开始时间")
        ended.set_name("散会时间")
        self.chair_post.set_name("主持人职务")
        self._activity_line = QWidget()
        self._activity_line.setLayout(row(self.activity_button, None))
        self.body.addWidget(self._activity_line)
        self.body.addWidget(holder)
        self.chair.changed.connect(self._chair_changed)

    def load(self, record: Tree) -> None:
        """Show a record."""
        self._kind = record["kind"]
        if record["year"]:
            self.date.year = record["year"]
        super().load(record)
        self._show_activity(record["activity"])
        self._load_scope(record)
        self._show_delegation()

    def values(self) -> Tree:
        """The values as they stand in the form."""
        found = super().values()
        if self._kind in HELD_IN_A_WAY:
            found |= {"held_as": self.held_as.value(), "group": self.group.value()}
        return found

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        super().set_read_only(on=on)
        self.held_as.set_read_only(on=on)
        self.group.set_read_only(on=on)

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path."""
        own = {"held_as": self.held_as, "group": self.group}
        found = own.get(str(path[0])) if path and self._kind in HELD_IN_A_WAY else None
        return found or super().place(path)

    def _load_scope(self, record: Tree) -> None:
        wanted = self._kind in HELD_IN_A_WAY
        self._held_field.setVisible(wanted)
        if wanted:
            groups = queries.groups_of(record["organisation"])
            self.group.set_value(None)
            self.group.set_choices([(each["uid"], each["name"]) for each in groups])
            self.held_as.set_value(scope(record))
            self.group.set_value(record["group"])
        self.group.setVisible(wanted and self.held_as.value() == HeldAs.GROUP)

    def _rescoped(self) -> None:
        by_group = self.held_as.value() == HeldAs.GROUP
        self.group.setVisible(by_group)
        if not by_group:
            self.group.set_value(None)
        self._show_delegation()
        self.rescoped.emit()

    def _show_activity(self, uid: str | None) -> None:
        """Say inside which activity the meeting was held, if it was."""
        found = tree.dump_many(spec("activity"), [uid]).get(uid) if uid else None
        self._activity_line.setVisible(found is not None)
        if found is not None:
            self._activity = found["uid"]
            when = f"{found['year']}年{found['month']}月" if found["year"] else ""
            self.activity_button.setText(f"在{when}活动《{found['title']}》中召开")

    def _open_activity(self) -> None:
        self.activity_wanted.emit(self._activity)

    def _chair_changed(self) -> None:
        entry = self._people.entry(self.chair.value())
        post = drafting.as_chair(entry)["chair_post"] if entry else ""
        self.chair_post.set_value(post)
        self._show_delegation()
        self.changed.emit()

    def _show_delegation(self) -> None:
        """支部工作条例 Art. 14: who chairs in the secretary's place does so by delegation."""
        entry = self._people.entry(self.chair.value())
        secretary = entry is not None and Post.SECRETARY in entry.posts
        held = self.held_as.value() if self._kind in HELD_IN_A_WAY else self._kind
        asked = held in (MeetingKind.GENERAL, MeetingKind.COMMITTEE)
        wanted = asked and bool(self.chair.name()) and not secretary
        self._delegation_field.setVisible(wanted or bool(self.delegation.value()))


class MeetingFoot(FootSection):
    """The foot with the theme that a meeting may have.

    The subject of a lecture has its place among what only a lecture has.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind = str(MeetingKind.GENERAL)
        self.theme = WideLine("可不填", characters=12)
        self.add("title", self.theme)
        self._theme_field = SideField("主题", self.theme)
        self.flow.add(self._theme_field, 1)

    def load(self, tree: Tree) -> None:
        """Show a record."""
        self._kind = tree["kind"]
        super().load(tree)

    def values(self) -> Tree:
        """The values as they stand in the form."""
        found = super().values()
        if self._kind == MeetingKind.LECTURE:
            del found["title"]
        return found

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; what was not said takes no room then."""
        super().set_read_only(on=on)
        themed = self._kind != MeetingKind.LECTURE and (not on or bool(self.theme.value()))
        self._theme_field.setVisible(themed)
