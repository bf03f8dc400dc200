"""The foot of a record: the notice before the day, and why the record was late if it was."""

from PySide6.QtWidgets import QWidget

from db.spec import Tree
from desktop.editors import AreaEditor, DateEditor
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.narrow import WideLine
from desktop.recording.section import LabelledArea, Section, SideField
from desktop.widgets import SectionTitle


class FootSection(Section):
    """The notice and the reason of a late record; `flow` takes further short fields."""

    def __init__(self) -> None:
        super().__init__()
        self.title = SectionTitle("通知与完成")
        notice_on, notice_by = DateEditor(), WideLine("如 微信群、张贴", characters=14)
        preparation = AreaEditor("请与会人员准备什么", lines=1)
        self.late = AreaEditor("写明为什么没有在会后三个工作日内完成记录", lines=1)
        self.add("notice_on", notice_on)
        self.add("notice_by", notice_by)
        self.add("preparation", preparation)
        self.add("late_reason", self.late)
        self.notice_on = notice_on
        self.flow = FieldFlow()
        holder = QWidget()
        holder.setLayout(self.flow)
        self.flow.add(SideField("通知日期", notice_on))
        self.flow.add(SideField("通知方式", notice_by), 1)
        self._late_field = LabelledArea("补记原因", self.late, width=66)
        self.body.addWidget(self.title)
        self.body.addWidget(holder)
        self.preparation = preparation
        self._preparation_field = LabelledArea("准备要求", preparation, width=66)
        self.body.addWidget(self._preparation_field)
        self.body.addWidget(self._late_field)

    def load(self, tree: Tree) -> None:
        """Show a record."""
        if tree["year"]:
            self.notice_on.year = tree["year"]
        super().load(tree)
        self.ask_late(on=False)

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; what was not said takes no room then."""
        super().set_read_only(on=on)
        self._preparation_field.setVisible(not on or bool(self.preparation.value()))

    def ask_late(self, *, on: bool) -> None:
        """Ask for the reason of a late record; one that was given stays to be seen."""
        self._late_field.setVisible(on or bool(self.late.value()))
