"""Problems found and how they are put right, at 组织生活会 and 民主评议党员."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import spec
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.editors import AreaEditor, DateEditor
from desktop.pages.meetings.kind_section import KindSection
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.lines import ShortDate
from desktop.recording.narrow import WideLine
from desktop.recording.people import People, PersonField
from desktop.recording.rows import LineRow, RowList
from desktop.recording.section import Path, SideField
from desktop.recording.wrapline import WrapLine
from desktop.widgets import SectionTitle, row


class IssueRow(LineRow):
    """Whose problem it is and what, over how, by whom and by when it is put right."""

    def __init__(self, people: People, year: int | None) -> None:
        super().__init__("问题")
        whose = PersonField(people, "对象")
        text = WrapLine("问题，写具体的表现")
        measure = AreaEditor("整改措施", lines=1)
        owner = PersonField(people, "责任人")
        due = ShortDate("时限", year=year)
        self.add_person("", "whose", whose, "对象")
        self.add("text", text, "问题")
        self.add("measure", measure, "整改措施")
        self.add_person("owner", "owner_name", owner, "责任人")
        self.add("due_on", due, "整改时限")
        whose.setToolTip("支部班子，或党员姓名")
        first = row(whose, text, spacing=6)
        second = row(measure, owner, due, spacing=6)
        for line, wide in ((first, text), (second, measure)):
            line.setStretch(line.indexOf(wide), 1)
            for place in range(line.count()):
                line.itemAt(place).setAlignment(Qt.AlignmentFlag.AlignTop)
            line.itemAt(line.indexOf(wide)).setAlignment(Qt.AlignmentFlag(0))
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addLayout(first)
        lines.addLayout(second)
        self.line.addLayout(lines, 1)


class IssuesSection(KindSection):
    """The problems, whether they were made public, when they were reported upwards."""

    kinds = (MeetingKind.LIFE, MeetingKind.APPRAISAL)

    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people
        self._year: int | None = None
        self.title = SectionTitle("问题和整改")
        self.issues = RowList(spec("meeting").line("issues"), self._new_issue, "添加问题")
        self.issues.changed.connect(self._issues_changed)
        publicised, self.reported_on = (
            WideLine("如 3月2日至6日在公示栏公示", characters=14),
            DateEditor(),
        )
        self.add("publicised", publicised)
        self.add("reported_on", self.reported_on)
        holder = QWidget()
        flow = FieldFlow()
        holder.setLayout(flow)
        flow.add(SideField("公示情况", publicised), 1)
        flow.add(SideField("上报日期", self.reported_on))
        self.body.addWidget(self.title)
        self.body.addWidget(self.issues)
        self.body.addWidget(holder)

    def load(self, tree: Tree) -> None:
        """Show the problems of a record."""
        self._year = tree["year"]
        if tree["year"]:
            self.reported_on.year = tree["year"]
        super().load(tree)
        self.issues.load(tree["issues"] if self.wanted else [])
        self._count()

    def values(self) -> Tree:
        """The problems as they stand in the form."""
        return super().values() | {"issues": self.issues.values()} if self.wanted else {}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        super().set_read_only(on=on)
        self.issues.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from super().problems()
        yield from self.issues.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for ("issues", number, key), or for one of the other fields."""
        if path[:1] == ("issues",):
            return self.issues.place(path[1:])
        return super().place(path)

    def _new_issue(self) -> LineRow:
        return IssueRow(self._people, self._year)

    def _issues_changed(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        lines = self.issues.values()
        owned = sum(bool(line["owner_name"] and line["due_on"]) for line in lines)
        text = f"{len(lines)} 个问题，{owned} 个写明了责任人和时限" if lines else "还没有列出问题"
        self.title.set_note(text)
