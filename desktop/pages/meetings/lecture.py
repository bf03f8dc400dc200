"""What only a lecture has, and what only a group meeting has."""

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from db import drafting
from db.records import spec
from db.records.meeting import LectureForm, MeetingKind
from db.spec import Tree
from desktop.editors import AreaEditor, ChoiceEditor, HoursEditor
from desktop.pages.meetings.kind_section import KindSection
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.lines import ReadingRow
from desktop.recording.narrow import WideLine
from desktop.recording.people import People, PersonField
from desktop.recording.rows import RowList
from desktop.recording.section import LabelledArea, Path, Section, SideField
from desktop.recording.wrapline import WrapLine
from desktop.theme import px
from desktop.widgets import SectionTitle


class _Hours(HoursEditor):
    """Study hours: a figure of a few digits."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("0") * 5 + px(22))
        return hint


class LectureSection(KindSection):
    """题目, 授课人, 形式, 学时, 目的, 提纲或讲稿, 互动, 反馈."""

    kinds = (MeetingKind.LECTURE,)

    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people
        title = WrapLine("党课题目")
        self.lecturer = PersonField(people)
        self.post = WideLine("职务", characters=8)
        form = ChoiceEditor([(str(f), f.label) for f in LectureForm], empty="")
        self.add("title", title)
        self.add_person("lecturer", "lecturer_name", self.lecturer)
        self.add("lecturer_post", self.post)
        self.add("form", form)
        self.add("hours", _Hours())
        flow = FieldFlow()
        holder = QWidget()
        holder.setLayout(flow)
        flow.add(SideField("授课人", self.lecturer, self.post), 1)
        flow.add(SideField("形式", form))
        flow.add(SideField("学时", self.editors["hours"]))
        self.post.set_name("授课人职务")
        self.body.addWidget(SectionTitle("授课"))
        self.body.addWidget(LabelledArea("题目", title))
        self.body.addWidget(holder)
        areas = (
            ("aim", "目的", "这一课要解决什么问题", 1),
            ("outline", "讲稿", "提纲或讲稿", 6),
            ("discussion", "互动", "提问和讨论", 2),
            ("feedback", "反馈", "听课党员的意见", 1),
        )
        for key, label, placeholder, lines in areas:
            area = AreaEditor(placeholder, lines=lines)
            self.add(key, area)
            self.body.addWidget(LabelledArea(label, area))
        self.lecturer.changed.connect(self._lecturer_changed)

    def _lecturer_changed(self) -> None:
        entry = self._people.entry(self.lecturer.value())
        self.post.set_value(drafting.as_chair(entry)["chair_post"] if entry else "")
        self.changed.emit()


class ReadingsSection(Section):
    """The documents that were studied; any kind of meeting may have some."""

    def __init__(self) -> None:
        super().__init__()
        self.readings = RowList(spec("meeting").line("readings"), ReadingRow, "添加学习文件")
        self.readings.changed.connect(self._changed)
        self.body.addWidget(LabelledArea("学习文件", self.readings, width=66))

    def load(self, tree: Tree) -> None:
        """Show the documents that were studied."""
        self.readings.load(tree["readings"])

    def values(self) -> Tree:
        """The documents that were studied."""
        return {"readings": self.readings.values()}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self.readings.set_read_only(on=on)
        self.setVisible(not on or bool(self.readings.rows))

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from self.readings.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for ("readings", number, key)."""
        return self.readings.place(path[1:]) if path[:1] == ("readings",) else None


class GroupWordsSection(KindSection):
    """批评和自我批评, 支部交办任务及分工 of a group meeting."""

    kinds = (MeetingKind.GROUP,)

    def __init__(self) -> None:
        super().__init__()
        criticism = AreaEditor("谁批评了谁、批评了什么，本人怎么说", lines=2)
        assignments = AreaEditor("支部交办的任务，谁做什么、什么时候完成", lines=2)
        self.add("criticism", criticism)
        self.add("assignments", assignments)
        self.body.addWidget(SectionTitle("批评和自我批评"))
        self.body.addWidget(criticism)
        self.body.addWidget(SectionTitle("支部交办任务及分工"))
        self.body.addWidget(assignments)
        criticism.set_name("批评和自我批评")
        assignments.set_name("支部交办任务及分工")
