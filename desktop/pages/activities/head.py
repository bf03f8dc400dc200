"""The head of an activity's record: what, when it was planned and held, where, who."""

from PySide6.QtWidgets import QWidget

from db import drafting
from db.records.activity import ActivityCategory
from db.spec import Tree
from desktop.editors import ChoiceEditor, DateEditor
from desktop.pages.activities import words
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.narrow import ShortTime, SmallNumber, WideLine
from desktop.recording.people import People, PersonField
from desktop.recording.section import Section, SideField
from desktop.recording.wrapline import WrapLine
from desktop.widgets import Pill


class HeadSection(Section):
    """Theme, kind, planned and real day with the reason of a move, times, place and people."""

    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people
        self.number = SmallNumber("", least=1, most=999)
        self.theme = WrapLine("活动主题")
        category = ChoiceEditor([(str(c), c.label) for c in ActivityCategory], empty=None)
        self.planned, self.date = DateEditor(), DateEditor()
        self.moved = WideLine("为什么没有在计划的这一天开展", characters=18)
        began, ended = ShortTime("开始"), ShortTime("结束")
        place = WideLine("地点", characters=12)
        organiser = PersonField(people, "姓名或部门")
        self.chair = PersonField(people)
        self.chair_post = WideLine("职务", characters=6)
        recorder = PersonField(people)
        for key, editor in (
            ("title", self.theme),
            ("number", self.number),
            ("category", category),
            ("planned_on", self.planned),
            ("held_on", self.date),
            ("moved_reason", self.moved),
            ("began_at", began),
            ("ended_at", ended),
            ("place", place),
        ):
            self.add(key, editor)
        self.add_person("", "organiser", organiser)
        self.add_person("chair", "chair_name", self.chair)
        self.add("chair_post", self.chair_post)
        self.add_person("recorder", "recorder_name", recorder)
        self.note = Pill("", "caution")
        flow = FieldFlow()
        holder = QWidget()
        holder.setLayout(flow)
        flow.add(SideField("主题", self.theme), 3)
        flow.add(SideField("类别", category))
        flow.add(SideField("第", self.number, after="次"))
        flow.add(SideField("计划", self.planned), 1)
        flow.add(SideField("实际", self.date), 1)
        flow.add(self.note)
        self._moved_field = SideField("变更原因", self.moved)
        flow.add(self._moved_field, 3)
        flow.add(SideField("时间", began, ended, between="—"))
        flow.add(SideField("地点", place), 2)
        flow.add(SideField("组织者", organiser), 1)
        flow.add(SideField("主持人", self.chair, self.chair_post), 1)
        flow.add(SideField("记录人", recorder))
        self.body.addWidget(holder)
        self.theme.set_name("活动主题")
        self.number.set_name("本年度第几次")
        self.planned.set_name("计划日期")
        self.date.set_name("实际日期")
        began.set_name("开始时间")
        ended.set_name("结束时间")
        self.chair_post.set_name("主持人职务")
        self.planned.changed.connect(self._days_changed)
        self.date.changed.connect(self._days_changed)
        self.chair.changed.connect(self._chair_changed)

    def load(self, tree: Tree) -> None:
        """Show a record."""
        if tree["year"]:
            self.planned.year = self.date.year = tree["year"]
        super().load(tree)
        self._days_changed()

    def _days_changed(self) -> None:
        planned, held = self.planned.value(), self.date.value()
        self.note.set(words.day_mark(held or planned), "caution")
        moved = bool(planned and held and planned != held)
        self._moved_field.setVisible(moved or bool(self.moved.value()))

    def _chair_changed(self) -> None:
        entry = self._people.entry(self.chair.value())
        self.chair_post.set_value(drafting.as_chair(entry)["chair_post"] if entry else "")
        self.changed.emit()
