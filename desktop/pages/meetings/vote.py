"""The vote line of an agenda item: matter, method, figures, and the verdict in words under it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.records.meeting import Matter, VoteMethod
from db.rules.votes import Verdict
from db.spec import Tree
from desktop.editors import ChoiceEditor
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.narrow import SmallNumber
from desktop.recording.section import Section, SideField
from desktop.widgets import Label, Pill, row

_WITH_WRITTEN = (Matter.ADMISSION, Matter.FULL_MEMBERSHIP)
_FIGURES = {"votes_for": "赞成", "votes_against": "反对", "votes_abstain": "弃权"}


class VoteLine(Section):
    """Figures are asked for once a method is chosen; 书面意见 only where it is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.matter = ChoiceEditor([(str(m), m.label) for m in Matter], empty=None)
        self.method = ChoiceEditor([(str(m), m.label) for m in VoteMethod], empty=None)
        self.add("matter", self.matter, "表决事项")
        self.add("vote_method", self.method, "表决方式")
        self.matter.setToolTip("事项：决定到会人数和赞成票数的要求")
        self.method.setToolTip("表决方式")
        flow = FieldFlow(gap=10, line_gap=6)
        flow.add(self.matter)
        flow.add(self.method)
        fields = [SideField(label, self.add(key, SmallNumber())) for key, label in _FIGURES.items()]
        self._figures = QWidget()
        self._figures.setLayout(row(*fields, spacing=10))
        flow.add(self._figures)
        self._written = SideField("其中书面意见", self.add("written", SmallNumber()))
        flow.add(self._written)
        holder = QWidget()
        holder.setLayout(flow)
        self.pill = Pill()
        self.pill.hide()
        self.verdict = Label("", "muted")
        self.verdict.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.pill)
        line.addWidget(self.verdict, 1)
        self.body.setSpacing(6)
        self.body.addWidget(holder)
        self.body.addLayout(line)
        self.changed.connect(self._refresh)

    def load(self, tree: Tree) -> None:
        """Show the vote of an item."""
        super().load(tree)
        self._refresh()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Say whether the meeting may vote and whether it passes, with the sum and the article."""
        shown = verdict is not None and self._voting()
        self.pill.setVisible(shown)
        self.verdict.setVisible(shown)
        if verdict is not None:
            self.pill.set(verdict.label, "done" if verdict.ok else "accent")
            self.pill.setVisible(shown)
            self.verdict.setText(f"{verdict.text}。{verdict.rule.source}")

    def _voting(self) -> bool:
        return self.method.value() not in (None, VoteMethod.NONE) or any(
            self.editors[key].value() is not None for key in _FIGURES
        )

    def _refresh(self) -> None:
        voting = self._voting()
        self._figures.setVisible(voting)
        written = self.editors["written"].value()
        allowed = self.matter.value() in _WITH_WRITTEN
        self._written.setVisible(voting and (allowed or bool(written)))
        if not voting:
            self.show_verdict(None)
