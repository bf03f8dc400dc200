"""测评: ballots entered as counts, checked against the number of voters while one types."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.assessment import ASSESSMENT, GRADES, BallotKind, ballot_error
from db.spec import Tree
from desktop.editors import ChoiceEditor, LineEditor
from desktop.pages.assessment import words
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.lines import ShortDate
from desktop.recording.narrow import SmallNumber
from desktop.recording.rows import LineRow, RowList
from desktop.recording.section import Path, Section, SideField
from desktop.widgets import Label, SectionTitle

BALLOTS = ASSESSMENT.line("ballots")


class BallotRow(LineRow):
    """One round of ballots; `line_error` says at once when the counts cannot be."""

    def __init__(self, year: int | None) -> None:
        super().__init__("测评")
        what = ChoiceEditor([(str(each), each.label) for each in BallotKind], empty=None)
        held_on = ShortDate("日期", year=year)
        note = LineEditor("说明，如 在哪里测评、谁计票")
        self.add("what", what, "测评内容")
        self.add("held_on", held_on, "测评日期")
        first = self._fields((what, held_on), ("voters", "returned"))
        counts = self._fields((), GRADES)
        self.add("note", note, "测评的说明")
        self.sum = Label("", "muted")
        self.line_error = Label("", "error")
        column = QVBoxLayout()
        column.setSpacing(4)
        for widget in (first, counts, note, self.sum, self.line_error):
            column.addWidget(widget)
        self.line.addLayout(column, 1)
        self.changed.connect(self._judge)
        self._judge()

    def _fields(self, before: Sequence[QWidget], keys: Sequence[str]) -> QWidget:
        """Counts beside each other, behind what comes before them."""
        holder = QWidget()
        flow = FieldFlow(gap=12, line_gap=4)
        holder.setLayout(flow)
        for widget in before:
            flow.add(widget)
        for key in keys:
            label = str(BALLOTS.fields[key].verbose_name)
            editor = SmallNumber(least=0, most=9999)
            self.add(key, editor)
            flow.add(SideField(label, editor))
            editor.set_name(f"测评的{label}")
        return holder

    def load(self, tree: Tree) -> None:
        """Show a line."""
        super().load(tree)
        self._judge()

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, or cannot be."""
        yield from super().problems()
        if text := self._error():
            yield self.editors["returned"], text.rstrip("。")

    def _error(self) -> str:
        found = self.values()
        return ballot_error(found) if found.get("what") else ""

    def _judge(self) -> None:
        found = self.values()
        if not found.get("uid"):
            self.sum.hide()
            self.line_error.hide()
            return
        error = self._error()
        self.line_error.setText(error)
        self.line_error.setVisible(bool(error))
        said = "" if error else words.ballot(found)
        self.sum.setText(said)
        self.sum.setVisible(bool(said))


class BallotsSection(Section):
    """The rounds of ballots of the year."""

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None
        self.title = SectionTitle("测评", "按计票结果填人数和票数；不记名，不录每张票。")
        self.rows = RowList(BALLOTS, self._make, "加一次测评")
        self.rows.changed.connect(self.changed)
        self.body.addWidget(self.title)
        self.body.addWidget(self.rows)

    def load(self, tree: Tree) -> None:
        """Show the rounds of a record."""
        if tree["year"] != self._year:
            self._year = tree["year"]
            self.rows.load([])
        self.rows.load(tree["ballots"])

    def values(self) -> Tree:
        """The rounds as they stand."""
        return {"ballots": self.rows.values()}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self.rows.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, or cannot be."""
        yield from self.rows.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path into the record."""
        return self.rows.place(path[1:]) if path[:1] == ("ballots",) else None

    def _make(self) -> LineRow:
        return BallotRow(self._year)
