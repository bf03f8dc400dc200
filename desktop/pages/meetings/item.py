"""One item of the agenda as a card; its editors are made when it is opened for the first time."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records import spec
from db.records.meeting import AgendaPart, MeetingKind, VoteMethod
from db.rules.votes import Verdict
from db.spec import Tree
from desktop.editors import AreaEditor, FlagEditor
from desktop.pages.meetings.handle import Handle
from desktop.pages.meetings.summary import Summary
from desktop.pages.meetings.vote import VoteLine
from desktop.recording.lines import DecisionRow, SpeechRow
from desktop.recording.people import People, PersonField
from desktop.recording.rows import LineRow, RowList
from desktop.recording.section import LabelledArea, Path, Section, reveal
from desktop.recording.wrapline import WrapLine
from desktop.widgets import Button, Card, Label

_MEETING = spec("meeting")


class _Details(Section):
    """Everything of one item; `year` is the one meant by dates without a year."""

    def __init__(self, people: People, kind: str, part: str, year: int | None) -> None:
        super().__init__()
        self._people, self._year = people, year
        closing = part == AgendaPart.CLOSING
        self.report = AreaEditor(
            "主持人总结讲话" if closing else "传达、汇报的内容", lines=2 if closing else 1
        )
        self.speeches = RowList(_MEETING.line("agenda", "speeches"), self._new_speech, "添加发言")
        self.decisions = RowList(
            _MEETING.line("agenda", "decisions"), self._new_decision, "添加任务"
        )
        self._speeches_area: QWidget | None = None
        self.vote: VoteLine | None = None
        self.add("report", self.report)
        if closing:
            self.body.addWidget(LabelledArea("讲话", self.report))
        else:
            self._add_item_parts(kind)
        self._decisions_area = LabelledArea("任务", self.decisions)
        self.body.addWidget(self._decisions_area)
        for rows in self._row_lists():
            rows.changed.connect(self._changed)

    def _add_item_parts(self, kind: str) -> None:
        self.title = WrapLine("议题名称")
        bold = QFont()  # nothing but bold is set, so that the size still follows the scale
        bold.setBold(True)
        self.title.area.setFont(bold)
        self.add("title", self.title, "议题名称")
        self.speaker = PersonField(self._people, "汇报人")
        self.add_person("", "speaker", self.speaker, "汇报人")
        self.title.entered.connect(self.speaker.target.setFocus)
        self.body.addWidget(LabelledArea("汇报", self.report))
        self._speeches_area = LabelledArea("讨论", self.speeches)
        self.body.addWidget(self._speeches_area)
        if kind in (MeetingKind.GENERAL, MeetingKind.COMMITTEE):
            self.vote = VoteLine()
            self.vote.changed.connect(self._changed)
            self.body.addWidget(LabelledArea("表决", self.vote))
        resolution = AreaEditor("决议或结论，没有的填“无”", lines=1)
        self.add("resolution", resolution)
        self.body.addWidget(LabelledArea("决议", resolution))
        if kind == MeetingKind.COMMITTEE:
            submit = FlagEditor("提交支部党员大会")
            self.add("submit", submit, "提交支部党员大会")
            self.body.addWidget(LabelledArea("", submit))

    def load(self, tree: Tree) -> None:
        """Show an item."""
        super().load(tree)
        if self.vote is not None:
            self.vote.load(tree)
        self.speeches.load(tree["speeches"])
        self.decisions.load(tree["decisions"])

    def values(self) -> Tree:
        """The item as it stands in the form."""
        found = super().values()
        if self.vote is not None:
            found |= self.vote.values()
        return found | {
            "speeches": self.speeches.values(),
            "decisions": self.decisions.values(),
        }

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        super().set_read_only(on=on)
        if self.vote is not None:
            self.vote.set_read_only(on=on)
        for rows in self._row_lists():
            rows.set_read_only(on=on)
        self._decisions_area.setVisible(not on or bool(self.decisions.rows))
        if self._speeches_area is not None:
            self._speeches_area.setVisible(not on or bool(self.speeches.rows))

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from super().problems()
        if self.vote is not None:
            yield from self.vote.problems()
        for rows in self._row_lists():
            yield from rows.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path below the item."""
        if path[:1] == ("speeches",):
            return self.speeches.place(path[1:])
        if path[:1] == ("decisions",):
            return self.decisions.place(path[1:])
        found = super().place(path)
        return found or (self.vote.place(path) if self.vote is not None else None)

    def _row_lists(self) -> tuple[RowList, RowList]:
        return self.speeches, self.decisions

    def _new_speech(self) -> LineRow:
        return SpeechRow(self._people)

    def _new_decision(self) -> LineRow:
        return DecisionRow(self._people, self._year)


class AgendaCard(Card):
    """`changed` by a person; `removed(card)`; `dragged(card, y)` with y in global pixels.

    `item_wanted(uid)` when the number of the listed item is pressed that the card is about; `kind`
    is that of the meeting, or the one as which it is held.
    """

    changed = Signal()
    item_wanted = Signal(str)
    removed = Signal(object)
    dragged = Signal(object, int)

    def __init__(self, people: People, kind: str, year: int | None, line: Tree) -> None:
        super().__init__(role="box", margin=12, spacing=8)
        self._people, self._kind, self._year = people, kind, year
        self._line = line
        self._locked = False
        self._verdict: Verdict | None = None
        self.details: _Details | None = None
        self.closing = line["part"] == AgendaPart.CLOSING
        self.handle = Handle()
        self.handle.dragged.connect(self._drag)
        self.number = Label("", "section", wrap=False)
        self._summary = Summary()
        self._summary.pressed.connect(self.toggle)
        self.item_button = Button("", "list-checks", "link", tip="打开清单上的这一项")
        self.item_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.item_button.clicked.connect(self._open_item)
        self.item_button.hide()
        self._open_head = QWidget()
        self._open_line = QHBoxLayout(self._open_head)
        self._open_line.setContentsMargins(0, 0, 0, 0)
        self._open_line.setSpacing(8)
        self.fold_button = Button("", "chevron-down", "ghost", tip="展开或收起")
        self.fold_button.clicked.connect(self.toggle)
        self.remove_button = Button("", "trash-2", "ghost", tip="删除这个议题")
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remove_button.clicked.connect(self._remove)
        self._details_holder = QVBoxLayout()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.handle)
        head.addWidget(self.number)
        head.addWidget(self._summary, 1)
        head.addWidget(self._open_head, 1)
        head.addWidget(self.item_button)
        head.addWidget(self.fold_button)
        head.addWidget(self.remove_button)
        self.body.addLayout(head)
        self.body.addLayout(self._details_holder)
        self._open_head.hide()
        self._summary.show_words(*_words(line, None))
        if self.closing:
            for widget in (self.handle, self.fold_button, self.remove_button):
                widget.hide()
            self.number.setText("主持人总结")
            self.open()
            self._summary.hide()
            head.addStretch(1)

    @property
    def is_open(self) -> bool:
        """Whether the editors are shown."""
        return self.details is not None and not self.details.isHidden()

    @property
    def title(self) -> str:
        """The title as it stands in the form."""
        return str(self.values()["title"])

    def set_number(self, number: int) -> None:
        """Say which item it is."""
        self.number.setText(str(number))
        self.setAccessibleName(f"议题{number}")

    def show_item(self, name: str) -> None:
        """Name the listed item that this is about, "" for none."""
        self.item_button.setText(name)
        self.item_button.setVisible(bool(name))

    def values(self) -> Tree:
        """The item as it stands in the form."""
        return self._line | (self.details.values() if self.details is not None else {})

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        if not self.closing:
            self.handle.setVisible(not on)
            self.remove_button.setVisible(not on)
        if self.details is not None:
            self.details.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        if self.details is not None:
            yield from self.details.problems()

    def place(self, path: Path) -> QWidget:
        """The widget for a path below the item; the card is opened for it."""
        self.open()
        assert self.details is not None
        return self.details.place(path) or self

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Say what the vote came to."""
        self._verdict = verdict
        if self.details is not None and self.details.vote is not None:
            self.details.vote.show_verdict(verdict)
        if not self.is_open:
            self._summary.show_words(*_words(self.values(), verdict))

    def open(self) -> None:
        """Show the editors."""
        if self.details is None:
            part = str(AgendaPart.CLOSING if self.closing else AgendaPart.ITEM)
            self.details = _Details(self._people, self._kind, part, self._year)
            self.details.load(self._line)
            self.details.set_read_only(on=self._locked)
            if not self.closing:
                self._open_line.addWidget(self.details.title, 1)
                self._open_line.addWidget(self.details.speaker)
            if self.details.vote is not None:
                self.details.vote.show_verdict(self._verdict)
            self.details.changed.connect(self.changed)
            self._details_holder.addWidget(self.details)
        self.details.show()
        self._show_state(open_now=True)

    def close_details(self) -> None:
        """Show only the heading of the item."""
        if self.details is not None and not self.closing:
            self.details.hide()
            self._summary.show_words(*_words(self.values(), self._verdict))
            self._show_state(open_now=False)

    def toggle(self) -> None:
        """Open or close."""
        if self.is_open:
            self.close_details()
        else:
            self.open()

    def begin(self) -> None:
        """Put the cursor where one begins to write."""
        self.open()
        if self.details is not None:
            target = self.details.report if self.closing else self.details.title
            target.target.setFocus()
            QTimer.singleShot(0, self, self._reveal)  # it has its place only when laid out

    def _reveal(self) -> None:
        reveal(self)

    def _show_state(self, *, open_now: bool) -> None:
        self._open_head.setVisible(open_now and not self.closing)
        self._summary.setVisible(not open_now)
        self.fold_button.set_icon("chevron-up" if open_now else "chevron-down")
        # In an open item the next field follows the title; a closed one is opened by the keys.
        policy = Qt.FocusPolicy.ClickFocus if open_now else Qt.FocusPolicy.StrongFocus
        self.fold_button.setFocusPolicy(policy)

    def _open_item(self) -> None:
        self.item_wanted.emit(self._line["listed_item"])

    def _drag(self, y: int) -> None:
        self.dragged.emit(self, y)

    def _remove(self) -> None:
        self.removed.emit(self)


def _words(line: Tree, verdict: Verdict | None) -> tuple[str, str, str, str]:
    """What a closed item says: heading, what there is in it, what its vote came to."""
    parts = [f"汇报人 {line['speaker']}" if line["speaker"] else ""]
    if line["speeches"]:
        parts.append(f"{len(line['speeches'])} 人次发言")
    if line["decisions"]:
        parts.append(f"{len(line['decisions'])} 项任务")
    note = "　".join(part for part in parts if part)
    shown = verdict if line["vote_method"] != VoteMethod.NONE else None
    tone = "done" if shown and shown.ok else "accent"
    return line["title"] or "（未写议题名称）", note, shown.label if shown else "", tone
