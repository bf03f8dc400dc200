"""Who was due: chips to mark with a press or a key, reasons of those away, the sums in words."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from db.records.held import AttendanceState
from db.rules import meeting as facts_of
from db.spec import RecordSpec, Tree
from desktop.editors import FlagEditor
from desktop.recording import words
from desktop.recording.chip import TONES, Chip
from desktop.recording.narrow import SmallNumber, WideLine
from desktop.recording.rows import LineRow, RowList
from desktop.recording.section import LabelledArea, Path, Section
from desktop.recording.wrapline import WrapLine
from desktop.widgets import Button, FlowLayout, Label, Pill, SectionTitle, row


class ReasonRow(Section):
    """Why one person was away: reason, whether it was given afterwards, how it was made up for."""

    finished = Signal(object)

    def __init__(self, line: Tree) -> None:
        super().__init__()
        self.line = line
        state = AttendanceState(line["state"])
        self.pill = Pill(state.label, TONES[state])
        self.name = Label(line["name"], wrap=False)
        self.reason = WrapLine("事由")
        self.late = FlagEditor("会后补记")
        self.late.setToolTip("事由是会后才说明的，照实标注，不影响定稿")
        self.makeup = WideLine("补课方式、日期", characters=9)
        self.add("reason", self.reason, f"{line['name']}{state.label}事由")
        self.add("reason_late", self.late, f"{line['name']}的事由为会后补记")
        self.add("makeup", self.makeup, f"{line['name']}补课")
        across = row(self.name, self.pill, self.reason, self.late, self.makeup, spacing=8)
        across.setStretch(2, 1)
        self.body.addLayout(across)
        self.reason.entered.connect(self._finish)
        self.load(line)
        self.changed.connect(self._keep)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def take(self, line: Tree) -> None:
        """Follow the state of the same person."""
        self.line = line
        state = AttendanceState(line["state"])
        self.pill.set(state.label, TONES[state])
        self.reason.set_name(f"{line['name']}{state.label}事由")
        self.load(line)

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; what was not said takes no room then."""
        super().set_read_only(on=on)
        self.late.setVisible(not on or self.late.value())
        self.makeup.setVisible(not on or bool(self.makeup.value()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.name.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 4)

    def _finish(self) -> None:
        self.finished.emit(self)

    def _keep(self) -> None:
        self.line |= self.values()


class AttendanceSection(Section):
    """Chips in the order of the roster, one stop of Tab with the arrow keys inside.

    `reviewed` asks to bring the list in line with the roster of the day. Where nothing is voted on
    (`votes`) the sums leave the right to vote out.
    """

    reviewed = Signal()

    def __init__(self, kind: RecordSpec, *, votes: bool = True) -> None:
        super().__init__()
        self._votes = votes
        self.title = SectionTitle("到会")
        self.title.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.review_button = Button("按名册核对", "user-check", "ghost")
        self.review_button.setToolTip("按会议当日的名册重新核对应到人员，已记的请假、缺席不变")
        self.review_button.clicked.connect(self.reviewed)
        self.title.tools.addWidget(self.review_button)
        self.chips: list[Chip] = []
        self.reasons: list[ReasonRow] = []
        self._locked = False
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(6)
        self.empty = Label("这一天名册上没有应到的人。请核对日期，或到“党员”页补全名册。", "muted")
        self.observers = RowList(kind.line("observers"), ObserverRow, "添加列席人员")
        self.observers.changed.connect(self._changed)
        self.body.addWidget(self.title)
        self.body.addWidget(holder)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._reasons)
        self._observers_area = LabelledArea("列席", self.observers)
        self.body.addWidget(self._observers_area)

    def load(self, tree: Tree) -> None:
        """Show the attendance and the observers of a record."""
        self._show([dict(line) for line in tree["attendance"]])
        self.observers.load(tree["observers"])
        self._count()

    def follow_roster(self, tree: Tree) -> None:
        """Show another attendance (after a change of the date); the observers stay."""
        self._show([dict(line) for line in tree["attendance"]])
        self._count()

    def values(self) -> Tree:
        """Attendance and observers as they stand in the form."""
        return {
            "attendance": [dict(chip.line) for chip in self.chips],
            "observers": self.observers.values(),
        }

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let mark."""
        self._locked = on
        self.review_button.setVisible(not on)
        self.observers.set_read_only(on=on)
        self._observers_area.setVisible(not on or bool(self.observers.rows))
        for chip in self.chips:
            chip.set_locked(on=on)
        for shown in self.reasons:
            shown.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from self.observers.problems()

    def place(self, path: Path) -> QWidget | None:
        """The chip, the reason or the observer that a path leads to."""
        if path[:1] == ("observers",):
            return self.observers.place(path[1:])
        if path[:1] != ("attendance",):
            return None
        if len(path) < 2 or not 0 <= int(path[1]) < len(self.chips):
            return self.chips[0] if self.chips else self.review_button
        chip = self.chips[int(path[1])]
        if len(path) > 2 and (shown := self._reason_of(chip)) is not None:
            return shown.place(path[2:]) or chip
        return chip

    def _show(self, lines: list[Tree]) -> None:
        if [c.line["member"] for c in self.chips] == [line["member"] for line in lines]:
            for chip, line in zip(self.chips, lines, strict=True):
                chip.set_line(line)
        else:
            self._flow.clear()
            self.chips = []
            for line in lines:
                chip = Chip(line)
                chip.set_locked(on=self._locked)
                chip.marked.connect(self._marked)
                chip.asked.connect(self._asked)
                chip.moved.connect(self._moved)
                self.chips.append(chip)
                self._flow.addWidget(chip)
                chip.show()
        if self.chips:
            self._stop_at(self.chips[0])
        self.empty.setVisible(not self.chips)
        self._show_reasons()

    def _show_reasons(self) -> None:
        """One row for everyone who was away, in the order of the chips."""
        kept = {shown.line["member"]: shown for shown in self.reasons}
        self.reasons = []
        for chip in self.chips:
            shown = kept.pop(chip.line["member"], None)
            if chip.state == AttendanceState.PRESENT:
                if shown is not None:
                    kept[chip.line["member"]] = shown
                continue
            if shown is None:
                shown = ReasonRow(chip.line)
                shown.changed.connect(self._changed)
                shown.finished.connect(self._reason_finished)
            elif shown.line is not chip.line or shown.pill.text() != chip.state.label:
                shown.take(chip.line)
            shown.set_read_only(on=self._locked)
            self._reasons.insertWidget(len(self.reasons), shown)
            shown.show()
            self.reasons.append(shown)
        for shown in kept.values():
            self._reasons.removeWidget(shown)
            shown.hide()
            shown.deleteLater()

    def _count(self) -> None:
        lines = {"attendance": [chip.line for chip in self.chips]}
        self.title.set_note(words.sums(facts_of.counts(facts_of.facts(lines)), votes=self._votes))

    def _reason_of(self, chip: Chip) -> ReasonRow | None:
        return next((r for r in self.reasons if r.line is chip.line), None)

    def _marked(self, chip: Chip) -> None:
        if chip.state == AttendanceState.PRESENT:
            chip.line |= {"reason": "", "reason_late": False, "makeup": ""}
        self._stop_at(chip)
        self._show_reasons()
        self._count()
        self.changed.emit()

    def _asked(self, chip: Chip) -> None:
        shown = self._reason_of(chip)
        if shown is not None:
            shown.reason.target.setFocus()

    def _reason_finished(self, shown: ReasonRow) -> None:
        place = self.reasons.index(shown) + 1
        if place < len(self.reasons):
            self.reasons[place].reason.target.setFocus()
        else:
            self._chip_of(shown).setFocus()

    def _chip_of(self, shown: ReasonRow) -> Chip:
        return next(chip for chip in self.chips if chip.line is shown.line)

    def _moved(self, chip: Chip, step: int) -> None:
        place = self.chips.index(chip) + step
        if 0 <= place < len(self.chips):
            self._stop_at(self.chips[place])
            self.chips[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, stop: Chip) -> None:
        """Make one chip the place where Tab stops."""
        for chip in self.chips:
            here = chip is stop
            policy = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)


class ObserverRow(LineRow):
    """Somebody who sat in, or several people in one line."""

    def __init__(self) -> None:
        super().__init__("列席")
        name, post = WrapLine("姓名或身份，如 入党积极分子"), WrapLine("职务")
        persons = SmallNumber("", least=1, most=999)
        self.add("name", name, "列席人员姓名或身份")
        self.add("post", post, "列席人员职务")
        self.add("persons", persons, "列席人数")
        self.line.addWidget(name, 3)
        self.line.addWidget(post, 2)
        self.line.addWidget(persons)
        self.line.addWidget(Label("人", "muted", wrap=False))

    def values(self) -> Tree:
        """The line; a number left empty counts as one person."""
        found = super().values()
        return found | {"persons": found["persons"] or 1}
