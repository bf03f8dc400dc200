"""What one person said at 组织生活会: own words, what others criticised, the pledge; as a card."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records import spec
from db.spec import Tree
from desktop.editors import AreaEditor, FlagEditor
from desktop.pages.meetings.summary import Summary
from desktop.recording.narrow import WideLine
from desktop.recording.people import People, PersonField
from desktop.recording.rows import LineRow, RowList
from desktop.recording.section import LabelledArea, Path, Section, reveal
from desktop.widgets import Button, Card

_LINE = spec("meeting").line("examinations")
_LABELS = 66


class CriticismRow(LineRow):
    """Who criticised, and what."""

    def __init__(self, people: People) -> None:
        super().__init__("批评意见")
        critic = PersonField(people, "批评人")
        text = AreaEditor("批评意见，写明具体的事", lines=1)
        self.add_person("", "critic_name", critic, "批评人")
        self.add("text", text, "批评意见")
        self.line.addWidget(critic, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(text, 1)


class _Details(Section):
    """The texts of one person; a row that stands for no member has a name to write."""

    def __init__(self, people: People, *, named: bool) -> None:
        super().__init__()
        self._people = people
        if not named:
            name = WideLine("如 支部班子", characters=10)
            self.add("name", name)
            self.body.addWidget(LabelledArea("谁", name, width=_LABELS))
        self.text = AreaEditor("对照检查发言：问题、事例、原因、今后怎么做", lines=3)
        self.criticisms = RowList(_LINE.lines[0], self._new_criticism, "添加批评意见")
        self.add("text", self.text)
        self.add("pledge", AreaEditor("听了批评意见以后本人怎么表态", lines=1))
        self._criticisms_area = LabelledArea("批评意见", self.criticisms, width=_LABELS)
        self.body.addWidget(LabelledArea("自我批评", self.text, width=_LABELS))
        self.body.addWidget(self._criticisms_area)
        self.body.addWidget(LabelledArea("本人表态", self.editors["pledge"], width=_LABELS))
        self.criticisms.changed.connect(self._changed)

    def load(self, tree: Tree) -> None:
        """Show the row of one person."""
        super().load(tree)
        self.criticisms.load(tree["criticisms"])

    def values(self) -> Tree:
        """The texts as they stand in the form."""
        return super().values() | {"criticisms": self.criticisms.values()}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        super().set_read_only(on=on)
        self.criticisms.set_read_only(on=on)
        self._criticisms_area.setVisible(not on or bool(self.criticisms.rows))

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from super().problems()
        yield from self.criticisms.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path below the row."""
        if path[:1] == ("criticisms",):
            return self.criticisms.place(path[1:])
        return super().place(path)

    def _new_criticism(self) -> LineRow:
        return CriticismRow(self._people)


class ExaminationCard(Card):
    """`changed` by a person; `removed(card)`; `turned` when it was opened or folded.

    Its editors are made when it is opened first.

    `stray` is a row of somebody whom the attendance does not hold: such a row may be taken away.
    """

    changed = Signal()
    turned = Signal()
    removed = Signal(object)

    def __init__(self, people: People, line: Tree) -> None:
        super().__init__(role="box", margin=6, spacing=8)
        self._people = people
        self._line = line
        self._locked = False
        self._stray = False
        self.details: _Details | None = None
        self.summary = Summary(one_line=True)
        self.summary.pressed.connect(self.toggle)
        self.written = FlagEditor("书面发言")
        self.written.setToolTip("没有到会，提交了书面发言")
        self.written.set_value(line["written"])
        self.written.changed.connect(self._changed)
        self.fold_button = Button("", "chevron-down", "ghost", tip="展开或收起")
        self.fold_button.clicked.connect(self.toggle)
        self.remove_button = Button("", "trash-2", "ghost", tip="删去这一份")
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remove_button.clicked.connect(self._remove)
        self._holder = QVBoxLayout()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.summary, 1)
        head.addWidget(self.written)
        head.addWidget(self.fold_button)
        head.addWidget(self.remove_button)
        self.body.addLayout(head)
        self.body.addLayout(self._holder)
        self.take(line, stray=False)

    @property
    def is_open(self) -> bool:
        """Whether the editors are shown."""
        return self.details is not None and not self.details.isHidden()

    @property
    def uid(self) -> str:
        """Which row it is."""
        return str(self._line["uid"])

    def take(self, line: Tree, *, stray: bool) -> None:
        """Follow the roster: the same row, whose name may be another now."""
        self._line = self._line | {"member": line["member"], "name": line["name"]}
        self._stray = stray
        self._show_state()

    def values(self) -> Tree:
        """The row as it stands in the form."""
        own = {"written": self.written.value()}
        return self._line | own | (self.details.values() if self.details is not None else {})

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        self.written.set_read_only(on=on)
        if self.details is not None:
            self.details.set_read_only(on=on)
        self._show_state()

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        if self.details is not None:
            yield from self.details.problems()

    def place(self, path: Path) -> QWidget:
        """The widget for a path below the row; the card is opened for it."""
        details = self._opened()
        if path[:1] == ("written",):
            return self.written
        return details.place(path) or details.text

    def open(self) -> None:
        """Show the editors."""
        self._opened()

    def close_details(self) -> None:
        """Show only the heading."""
        if self.details is not None:
            self.details.hide()
        self._show_state()
        self.turned.emit()

    def toggle(self) -> None:
        """Open or close."""
        if self.is_open:
            self.close_details()
        else:
            self.open()

    def begin(self) -> None:
        """Open the card and put the cursor where one begins to write."""
        self.open()
        first = next(iter(self._opened().editors.values()))
        first.target.setFocus()
        QTimer.singleShot(0, self, self._reveal)  # it has its place only when it is laid out

    def _opened(self) -> _Details:
        if self.details is None:
            self.details = _Details(self._people, named=bool(self._line["member"]))
            self.details.load(self._line)
            self.details.set_read_only(on=self._locked)
            self.details.changed.connect(self._changed)
            self._holder.addWidget(self.details)
        if self.details.isHidden():
            self.details.show()
            self._show_state()
            self.turned.emit()
        return self.details

    def _reveal(self) -> None:
        reveal(self)

    def _show_state(self) -> None:
        now = self.values()
        self.written.setVisible(self.is_open and not self._locked)
        self.remove_button.setVisible(self._stray and not self._locked)
        self.fold_button.set_icon("chevron-up" if self.is_open else "chevron-down")
        self.summary.show_words(now["name"] or "（未写姓名）", *_words(now))
        self.setAccessibleName(f"{now['name']}的对照检查")

    def _changed(self) -> None:
        self._show_state()
        self.changed.emit()

    def _remove(self) -> None:
        self.removed.emit(self)


def _words(line: Tree) -> tuple[str, str, str]:
    """What there is of a person: in words, and as a pill with its tone."""
    parts = [f"{len(line['criticisms'])} 条批评意见" if line["criticisms"] else ""]
    parts.append("已表态" if line["pledge"] else "")
    note = "　".join(part for part in parts if part)
    if not line["text"]:
        return note, "没有写", "caution"
    return note, "书面" if line["written"] else "已发言", "now" if line["written"] else "done"
