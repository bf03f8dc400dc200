"""What only 民主评议党员 has: the ballots counted, each member's grade, the branch's opinion."""

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import rulebook
from db.records.meeting import Grade, MeetingKind
from db.rules.appraisal import excellent_share, most_excellent
from db.rules.rule import Rule
from db.spec import Tree
from desktop.editors import AreaEditor
from desktop.pages.meetings.ballots import COUNTS, AppraisalRow, Heads
from desktop.pages.meetings.kind_section import KindSection
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.lines import ShortDate
from desktop.recording.narrow import SmallNumber
from desktop.recording.people import People, PersonField
from desktop.recording.section import LabelledArea, Path, SideField
from desktop.widgets import Button, Label, SectionTitle

_BALLOTS = {"eligible": "应评", "returned": "实评", "valid": "有效票"}


class AppraisalSection(KindSection):
    """A row a member with the four counts; sums and the limit of 优秀 follow what is typed.

    `deleted(name)` after a row was taken away; `take_back()` puts it in its old place.
    """

    kinds = (MeetingKind.APPRAISAL,)
    deleted = Signal(str)

    def __init__(self, people: People) -> None:
        super().__init__()
        self._year: int | None = None
        self._people = people
        self._locked = False
        self._rule: Rule | None = None
        self._gone: list[tuple[int, Tree]] = []
        self.rows: list[AppraisalRow] = []
        self.title = SectionTitle("民主测评")
        self.grades = Label("")
        self.grades.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told_on = ShortDate("反馈日期")
        self.tell_button = Button("填给还没写的人", "", "ghost")
        self.tell_button.clicked.connect(self.tell_all)
        self.conclusion = AreaEditor("支委会或支部党员大会的综合意见", lines=2)
        self.add("conclusion", self.conclusion)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.body.addWidget(self.title)
        self.body.addWidget(self._figures(people))
        self.body.addWidget(Heads())
        self.body.addLayout(self._column)
        self.body.addWidget(self.grades)
        self._telling = QWidget()
        telling = QHBoxLayout(self._telling)
        telling.setContentsMargins(0, 0, 0, 0)
        telling.addWidget(SideField("反馈本人日期", self.told_on))
        telling.addWidget(self.tell_button)
        telling.addStretch()
        self.body.addWidget(self._telling)
        self.body.addWidget(LabelledArea("综合意见", self.conclusion, width=66))
        self.changed.connect(self._count)

    def _figures(self, people: People) -> QWidget:
        flow = FieldFlow()
        for key, label in _BALLOTS.items():
            flow.add(SideField(label, self.add(key, SmallNumber())))
        for key, label in (("scrutineer_name", "监票人"), ("teller_name", "计票人")):
            person = PersonField(people)
            self.add_person("", key, person)
            flow.add(SideField(label, person), 1)
        holder = QWidget()
        holder.setLayout(flow)
        return holder

    def load(self, tree: Tree) -> None:
        """Show the ballots and grades of a record."""
        self._year = self.told_on.year = tree["year"]
        super().load(tree)
        self._rule = _rule_of(tree["held_on"])
        self.told_on.set_value(None)
        self._gone.clear()
        while self.rows:
            self._drop(self.rows[-1])
        for line in tree["appraisals"] if self.wanted else []:
            self._insert(line, len(self.rows))
        self._count()

    def follow_roster(self, tree: Tree) -> None:
        """Bring the rows in line with the roster of another day; what was written stays."""
        if not self.wanted:
            return
        self._rule = _rule_of(tree["held_on"])
        known = {shown.uid: shown for shown in self.rows}
        wanted = [line["uid"] for line in tree["appraisals"]]
        for uid, shown in known.items():
            if uid not in wanted:
                self._drop(shown)
        for place, line in enumerate(tree["appraisals"]):
            shown = known.get(line["uid"]) or self._insert(line, place)
            self.rows.remove(shown)
            self.rows.insert(place, shown)
            self._column.removeWidget(shown)
            self._column.insertWidget(place, shown)
            shown.take(line, stray=self._people.entry(line["member"]) is None)
        self.editors["eligible"].set_value(tree["eligible"])
        self._count()

    def values(self) -> Tree:
        """Figures and rows as they stand in the form."""
        rows = {"appraisals": [shown.values() for shown in self.rows]}
        return super().values() | rows if self.wanted else {}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        super().set_read_only(on=on)
        self._telling.setVisible(not on)
        for shown in self.rows:
            shown.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        yield from super().problems()
        for shown in self.rows:
            yield from shown.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for ("appraisals", number, key), or for one of the figures."""
        if path[:1] != ("appraisals",):
            return super().place(path)
        if len(path) < 2 or not 0 <= int(path[1]) < len(self.rows):
            return self.rows[0].place(()) if self.rows else self.editors["eligible"]
        return self.rows[int(path[1])].place(path[2:])

    def tell_all(self) -> None:
        """Note the day for everybody who has none yet."""
        told_on = self.told_on.value()
        self.told_on.set_error(self.told_on.problem() or ("" if told_on else "先写日期"))
        if told_on and any([shown.tell(told_on) for shown in self.rows]):
            self.changed.emit()

    def take_back(self) -> None:
        """Put the row that was deleted last where it was."""
        if self._gone:
            place, line = self._gone.pop()
            self._insert(line, min(place, len(self.rows)))
            self.changed.emit()

    def _insert(self, line: Tree, place: int) -> AppraisalRow:
        shown = AppraisalRow(line, self._year)
        shown.take(line, stray=self._people.entry(line["member"]) is None)
        shown.set_read_only(on=self._locked)
        shown.changed.connect(self._changed)
        shown.stepped.connect(self._step)
        shown.pasted.connect(self._paste)
        shown.removed.connect(self._removed)
        self.rows.insert(place, shown)
        self._column.insertWidget(place, shown)
        return shown

    def _drop(self, shown: AppraisalRow) -> None:
        self.rows.remove(shown)
        self._column.removeWidget(shown)
        shown.hide()
        shown.deleteLater()

    def _removed(self, shown: AppraisalRow) -> None:
        line = shown.values()
        self._gone.append((self.rows.index(shown), line))
        self._drop(shown)
        self.changed.emit()
        self.deleted.emit(line["name"])

    def _step(self, shown: AppraisalRow, key: str, step: int) -> None:
        """Go to the same count of the row below or above."""
        place = self.rows.index(shown) + step
        if 0 <= place < len(self.rows):
            self.rows[place].begin(key)

    def _paste(self, shown: AppraisalRow, key: str, text: str) -> None:
        """Put a block of figures down and across from a count, as it was copied from a sheet."""
        first, column = self.rows.index(shown), COUNTS.index(key)
        for down, line in enumerate(text.strip("\r\n").splitlines()):
            for across, cell in enumerate(line.split("\t")):
                if first + down < len(self.rows) and column + across < len(COUNTS):
                    self.rows[first + down].put(COUNTS[column + across], cell)
        self.changed.emit()

    def _count(self) -> None:
        valid = self.editors["valid"].value()
        open_rows = [shown.show_sum(valid) for shown in self.rows].count(False)
        people = f"{len(self.rows)} 人"
        self.title.set_note(
            f"{people}，{open_rows} 人的四项合计不等于有效票" if open_rows else people
        )
        self.title.note.set_tone("accent" if open_rows else "")
        text, over = grade_words([shown.grade.value() for shown in self.rows], self._rule)
        self.grades.setText(text)
        self.grades.set_tone("accent" if over else "")


def grade_words(grades: list[str | None], rule: Rule | None) -> tuple[str, bool]:
    """优秀 7 人，上限 7（22 人的三分之一），合格 14 人…, and whether there are too many 优秀.

    ``rule`` is R17 of the day; without it nothing is said of a limit.
    """
    excellent = grades.count(str(Grade.EXCELLENT))
    most = most_excellent(len(grades), rule) if rule is not None else excellent
    parts = [f"优秀 {excellent} 人"]
    if rule is not None:
        parts.append(f"上限 {most}（{len(grades)} 人的{excellent_share(rule).name}）")
    others = (Grade.QUALIFIED, Grade.BASIC, Grade.UNQUALIFIED)
    parts += [f"{grade.label} {grades.count(str(grade))} 人" for grade in others]
    if left := sum(grade is None for grade in grades):
        parts.append(f"还没有评定 {left} 人")
    over = max(0, excellent - most)
    return "，".join(parts) + (f"。优秀多了 {over} 人。" if over else "。"), bool(over)


def _rule_of(day: str | None) -> Rule | None:
    """The rule on the grades as it was on the day of the meeting."""
    return rulebook.rules_on(dt.date.fromisoformat(day))["R17"] if day else None
