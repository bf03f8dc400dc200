"""The head of a record: when, where, who chairs, who writes; and its foot: notice and lateness."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from db import drafting
from db.branch import Post
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.editors import AreaEditor, DateEditor, LineEditor, NumberEditor, TimeEditor
from desktop.pages.meetings.fieldflow import FieldFlow
from desktop.pages.meetings.people import People, PersonField
from desktop.pages.meetings.section import LabelledArea, Section, SideField
from desktop.theme import px
from desktop.widgets import SectionTitle


class SmallNumber(NumberEditor):
    """A number of a few digits."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("0") * 3 + px(22))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ShortTime(TimeEditor):
    """A time of day that takes no more room than it needs."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("00:00") + px(34))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class WideLine(LineEditor):
    """A line that wants room for some dozen characters and takes more where there is more."""

    def __init__(self, placeholder: str = "", *, characters: int = 12) -> None:
        super().__init__(placeholder)
        self._characters = characters

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("国") * self._characters)
        return hint


class HeadSection(Section):
    """Date, times, place, chair and recorder. `moved` when another date was set."""

    moved = Signal()

    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people
        self._kind = str(MeetingKind.GENERAL)
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
        self.body.addWidget(holder)
        self.date.changed.connect(self.moved)
        self.chair.changed.connect(self._chair_changed)

    def load(self, tree: Tree) -> None:
        """Show a record."""
        self._kind = tree["kind"]
        if tree["year"]:
            self.date.year = tree["year"]
        super().load(tree)
        self._show_delegation()

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
        asked = self._kind in (MeetingKind.GENERAL, MeetingKind.COMMITTEE)
        wanted = asked and bool(self.chair.name()) and not secretary
        self._delegation_field.setVisible(wanted or bool(self.delegation.value()))


class FootSection(Section):
    """The notice before the meeting, a theme if it had one, and why the record was late if it was.

    The subject of a lecture has its place among what only a lecture has.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind = str(MeetingKind.GENERAL)
        self.theme = WideLine("可不填", characters=12)
        self.add("title", self.theme)
        self.title = SectionTitle("通知与完成")
        notice_on, notice_by = DateEditor(), WideLine("如 微信群、张贴", characters=14)
        preparation = AreaEditor("请与会人员准备什么", lines=1)
        self.late = AreaEditor("写明为什么没有在会后三个工作日内完成记录", lines=1)
        self.add("notice_on", notice_on)
        self.add("notice_by", notice_by)
        self.add("preparation", preparation)
        self.add("late_reason", self.late)
        self.notice_on = notice_on
        flow = FieldFlow()
        holder = QWidget()
        holder.setLayout(flow)
        flow.add(SideField("通知日期", notice_on))
        flow.add(SideField("通知方式", notice_by), 1)
        self._theme_field = SideField("主题", self.theme)
        flow.add(self._theme_field, 1)
        self._late_field = LabelledArea("补记原因", self.late, width=66)
        self.body.addWidget(self.title)
        self.body.addWidget(holder)
        self.preparation = preparation
        self._preparation_field = LabelledArea("准备要求", preparation, width=66)
        self.body.addWidget(self._preparation_field)
        self.body.addWidget(self._late_field)

    def load(self, tree: Tree) -> None:
        """Show a record."""
        self._kind = tree["kind"]
        if tree["year"]:
            self.notice_on.year = tree["year"]
        super().load(tree)
        self.ask_late(on=False)

    def values(self) -> Tree:
        """The values as they stand in the form."""
        found = super().values()
        if self._kind == MeetingKind.LECTURE:
            del found["title"]
        return found

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; what was not said takes no room then."""
        super().set_read_only(on=on)
        self._preparation_field.setVisible(not on or bool(self.preparation.value()))
        themed = self._kind != MeetingKind.LECTURE and (not on or bool(self.theme.value()))
        self._theme_field.setVisible(themed)

    def ask_late(self, *, on: bool) -> None:
        """Ask for the reason of a late record; one that was given stays to be seen."""
        self._late_field.setVisible(on or bool(self.late.value()))
