"""What was done: fixed items, the course of the day, what was agreed, the outcome, the hours."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from db import drafting, tree
from db.records import spec
from db.spec import Tree
from desktop.editors import AreaEditor, FlagEditor, HoursEditor
from desktop.recording.lines import DecisionRow
from desktop.recording.people import People
from desktop.recording.rows import RowList
from desktop.recording.section import LabelledArea, Path, Section
from desktop.theme import px
from desktop.widgets import Button, FlowLayout, Label, SectionTitle, row

_ACTIVITY = spec("activity")


class FixedItemsSection(Section):
    """规定动作 as boxes to tick; `edit_wanted` leads to the branch's own list."""

    edit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Tree] = []
        self._branch = ""
        self._locked = False
        self.boxes: list[FlagEditor] = []
        self.title = SectionTitle("规定动作")
        self.update_button = Button("按支部规定更新", "refresh-cw", "ghost")
        self.update_button.setToolTip("补上支部后来规定的动作，已勾选的不变")
        self.update_button.clicked.connect(self.take_branch_list)
        self.edit_button = Button("修改规定动作", "pencil", "ghost")
        self.edit_button.setToolTip("到“支部”页修改本支部的规定动作，以后的活动都照它列出")
        self.edit_button.clicked.connect(self.edit_wanted)
        self.title.tools.addWidget(self.update_button)
        self.title.tools.addWidget(self.edit_button)
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=16)
        self.empty = Label("本支部没有规定动作。", "muted")
        self.body.addWidget(self.title)
        self.body.addWidget(holder)
        self.body.addWidget(self.empty)

    def load(self, tree: Tree) -> None:
        """Show the fixed items of a record."""
        self._branch = tree["organisation"]
        self._show([dict(line) for line in tree["fixed_items"]])

    def values(self) -> Tree:
        """The fixed items as they stand in the form."""
        done = [box.value() for box in self.boxes]
        return {"fixed_items": [
            line | {"done": ticked} for line, ticked in zip(self._lines, done, strict=True)
        ]}  # fmt: skip

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let tick."""
        self._locked = on
        self.update_button.setVisible(not on)
        self.edit_button.setVisible(not on)
        for box in self.boxes:
            box.set_read_only(on=on)

    def place(self, path: Path) -> QWidget | None:
        """The box for ("fixed_items", number, …)."""
        if path[:1] != ("fixed_items",):
            return None
        number = int(path[1]) if len(path) > 1 else 0
        return self.boxes[number] if number < len(self.boxes) else self.edit_button

    def take_branch_list(self) -> None:
        """Add what the branch has laid down since; what is ticked stays."""
        known = {line["name"] for line in self.values()["fixed_items"]}
        line = _ACTIVITY.line("fixed_items")
        fresh = [name for name in drafting.fixed_items(self._branch) if name not in known]
        if fresh:
            added = [tree.blank_line(line, name=name) for name in fresh]
            self._show([*self.values()["fixed_items"], *added])
            self.changed.emit()

    def _show(self, lines: list[Tree]) -> None:
        self._flow.clear()
        self._lines, self.boxes = lines, []
        for line in lines:
            box = FlagEditor(line["name"])
            box.set_name(line["name"])
            box.set_value(line["done"])
            box.set_read_only(on=self._locked)
            box.changed.connect(self.changed)
            self.boxes.append(box)
            self._flow.addWidget(box)
            box.show()
        self.empty.setVisible(not lines)


class _Hours(HoursEditor):
    """Hours take no more room than their figures."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("0000.00") + px(22))
        return hint


class ContentSection(Section):
    """活动过程, 议定事项, 成效 and 学时."""

    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people
        self._year: int | None = None
        self.process = AreaEditor("做了什么、谁讲了什么、怎么做的，写本次活动自己的情况", lines=6)
        self.outcome = AreaEditor("做成了什么，有数字的写数字", lines=2)
        self.hours = _Hours()
        self.decisions = RowList(_ACTIVITY.line("decisions"), self._new_decision, "添加议定事项")
        self.add("process", self.process, "活动过程")
        self.add("outcome", self.outcome, "活动成效")
        self.add("hours", self.hours, "学时")
        self.decisions.changed.connect(self._changed)
        self.body.addWidget(SectionTitle("活动过程"))
        self.body.addWidget(self.process)
        self.body.addWidget(LabelledArea("议定事项", self.decisions, width=66))
        self.body.addWidget(LabelledArea("成效", self.outcome, width=66))
        holder = QWidget()
        holder.setLayout(row(self.hours, None))
        self.body.addWidget(LabelledArea("学时", holder, width=66))

    def load(self, tree: Tree) -> None:
        """Show a record."""
        self._year = tree["year"]
        super().load(tree)
        self.decisions.load(tree["decisions"])

    def values(self) -> Tree:
        """The values as they stand in the form."""
        return super().values() | {"decisions": self.decisions.values()}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        super().set_read_only(on=on)
        self.decisions.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from super().problems()
        yield from self.decisions.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path into the record."""
        if path[:1] == ("decisions",):
            return self.decisions.place(path[1:])
        return super().place(path)

    def _new_decision(self) -> DecisionRow:
        return DecisionRow(self._people, self._year)
