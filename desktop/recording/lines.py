"""The short lines of a record: what one person said, what is to be done, what was studied."""

from PySide6.QtCore import QSize, Qt

from desktop.editors import AreaEditor, DateEditor
from desktop.recording.people import People, PersonField
from desktop.recording.rows import LineRow
from desktop.recording.wrapline import WrapLine


class ShortDate(DateEditor):
    """A date in a line of its own year: narrower than the one in the head."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class SpeechRow(LineRow):
    """Who said what."""

    def __init__(self, people: People) -> None:
        super().__init__("发言")
        speaker = PersonField(people, "发言人")
        text = AreaEditor("发言要点，不同意见有言必录", lines=1)
        self.add_person("", "speaker", speaker, "发言人")
        self.add("text", text, "发言要点")
        self.line.addWidget(speaker, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(text, 1)


class DecisionRow(LineRow):
    """What is to be done, by whom and by when."""

    def __init__(self, people: People, year: int | None) -> None:
        super().__init__("任务")
        text = WrapLine("要做什么")
        owner = PersonField(people, "责任人")
        due = ShortDate("时限", year=year)
        self.add("text", text, "任务")
        self.add_person("owner", "owner_name", owner, "责任人")
        self.add("due_on", due, "完成时限")
        top = Qt.AlignmentFlag.AlignTop
        self.line.addWidget(text, 1)
        self.line.addWidget(owner, 0, top)
        self.line.addWidget(due, 0, top)


class ReadingRow(LineRow):
    """A document that was studied, with its own date."""

    def __init__(self) -> None:
        super().__init__("学习文件")
        title, issued = WrapLine("文件名称"), ShortDate("文件日期")
        self.add("title", title, "学习文件名称")
        self.add("issued_on", issued, "文件日期")
        self.line.addWidget(title, 1)
        self.line.addWidget(issued, 0, Qt.AlignmentFlag.AlignTop)
