"""The grades of all branches with the quota of 优秀 beside them, counted as one chooses."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from db import overview
from db.overview import Overview
from db.records.grade_decision import most_of_best
from db.spec import LineSpec, RecordSpec, Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor, Editor, LineEditor
from desktop.form import RecordForm
from desktop.record_editor import RecordEditor
from desktop.references import References
from desktop.widgets import Button, Card, EmptyState, Label, row


class GradesEditor(Editor):
    """A line for each branch in its own order: state of its sheet, grade, reason.

    `show_quota(grade, percent)` counts a grade anew; `show_overview(found)` offers the grades of
    the scheme and tells how far the sheets are. A stored grade of another name stays.
    """

    def __init__(self, _line: LineSpec, references: References) -> None:
        super().__init__()
        self._references = references
        self._lines: list[Tree] = []
        self._found: Overview | None = None
        self._quota: tuple[str, int | None] = ("", None)
        self._locked = False
        self.choices: dict[str, ChoiceEditor] = {}
        self.reasons: dict[str, LineEditor] = {}
        self.quota = Label("")
        self.objections = Label("", "muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addWidget(self.quota)
        body.addLayout(self._grid)
        body.addWidget(self.objections)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def value(self) -> list[Tree]:
        return [
            line
            | {
                "grade": self.choices[line["branch"]].value() or "",
                "reason": self.reasons[line["branch"]].value(),
            }
            for line in self._lines
        ]

    def set_value(self, value: list[Tree] | None) -> None:
        self._lines = [dict(line) for line in value or []]
        self._build()

    def set_error(self, text: str) -> None:
        self.setAccessibleDescription(text)

    def set_read_only(self, *, on: bool) -> None:
        self._locked = on
        for editor in (*self.choices.values(), *self.reasons.values()):
            editor.set_read_only(on=on)

    def show_overview(self, found: Overview) -> None:
        """Tell how far the sheet of each branch is."""
        self._found = found
        self._build()

    def show_quota(self, limited: str, percent: int | None) -> None:
        """Say how many have the limited grade and how many may have it."""
        self._quota = (limited, percent)
        lines = self.value()
        best = sum(line["grade"] == limited for line in lines) if limited else 0
        most = most_of_best(len(lines), percent or 0)
        share = f"{len(lines)} 个支部的 {percent or 0}%"
        over = "，超过名额，不能保存" if best > most else ""
        self.quota.setText(f"{limited} {best} 个，至多 {most} 个（{share}，舍去小数）{over}。")
        self.quota.set_tone("accent" if over else "done")
        said = overview.objections(self._found, lines) if self._found is not None else []
        self.objections.setText("\n".join(said))
        self.objections.setVisible(bool(said))

    def _build(self) -> None:
        kept = self.value() if self.choices and len(self.choices) == len(self._lines) else []
        lines = kept or self._lines
        self._clear()
        for place, title in enumerate(("党支部", "年度考核表", "等次", "理由")):
            self._grid.addWidget(Label(title, "muted", wrap=False), 0, place)
        for number, line in enumerate(lines, 1):
            self._line(number, line)
        self.set_read_only(on=self._locked)
        self.show_quota(*self._quota)

    def _line(self, number: int, line: Tree) -> None:
        branch = line["branch"]
        name, state = self._about(branch)
        offered = [band.title for band in self._found.bands] if self._found is not None else []
        choice = ChoiceEditor([(each, each) for each in offered], empty="未定", missing="")
        choice.set_value(line["grade"])
        choice.set_name(f"{name}的等次")
        choice.changed.connect(self._changed)
        reason = LineEditor("为什么定这个等次")
        reason.set_value(line["reason"])
        reason.set_name(f"{name}定等次的理由")
        reason.changed.connect(self._changed)
        self.choices[branch], self.reasons[branch] = choice, reason
        if number == 1:
            self.target = choice.target
        widgets: Sequence[QWidget] = (
            Label(name, wrap=False),
            Label(state, "muted", wrap=False),
            choice,
            reason,
        )
        for place, widget in enumerate(widgets):
            self._grid.addWidget(widget, number, place)

    def _about(self, branch: str) -> tuple[str, str]:
        """Return the name of a branch and how far its sheet is."""
        for each in self._found.branches if self._found is not None else ():
            if each.uid == branch:
                return each.name, each.assessed
        from db.records.grade_decision import BranchGrade

        return self._references.label(BranchGrade.branch, branch), "—"

    def _clear(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.choices.clear()
        self.reasons.clear()

    def _changed(self) -> None:
        self.show_quota(*self._quota)
        self.changed.emit()


class DecisionForm(RecordForm):
    """The quota follows its percentage as it is typed."""

    def __init__(self, spec: RecordSpec, references: References, found: Overview | None) -> None:
        super().__init__(spec, references, line_editors={"grades": GradesEditor})
        self._found = found
        self.changed.connect(self.count)

    @property
    def grades(self) -> GradesEditor:
        """The lines of the branches."""
        editor = self.lines["grades"]
        assert isinstance(editor, GradesEditor)
        return editor

    def load(self, tree: Tree) -> None:
        """Show a decision; nothing is dirty then."""
        super().load(tree)
        if self._found is not None:
            self.grades.show_overview(self._found)
        self.count()

    def count(self) -> None:
        """Count the limited grade against the share that stands in the form."""
        limited, percent = (self.fields[n].editor.value() for n in ("limited", "quota_percent"))
        self.grades.show_quota(limited, percent)


class DecisionEditor(RecordEditor):
    """The plain editor with the form of a decision; it is told the overview beforehand."""

    def __init__(self, context: Context) -> None:
        self.found: Overview | None = None
        super().__init__(context, overview.DECISION)

    def make_form(self, references: References) -> RecordForm:
        """Make the form for a decision."""
        return DecisionForm(self._kind, references, self.found)


class GradesView(QWidget):
    """The decision of the year, or the button that begins it; `stale` when it was saved."""

    stale = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: Overview | None = None
        self.editor = DecisionEditor(context)
        self.editor.saved.connect(self._saved)
        self.editor.gone.connect(self._saved)
        self.empty = EmptyState("这一年还没有评定等次。", "评定等次")
        self.empty.clicked.connect(self.begin)
        self.hand_down_button = Button(
            "写入各支部考核表", "file-input", tip="把评定的等次和理由写入各支部这一年的考核表"
        )
        self.hand_down_button.clicked.connect(self.hand_down)
        self._card = Card()
        self._card.body.addLayout(row(None, self.hand_down_button))
        self._card.body.addWidget(self.editor, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._card, 1)
        body.addWidget(self.empty, 1)
        self._show_tools()

    def show_overview(self, found: Overview) -> None:
        """Show the decision of a year; what is being edited stays as it is."""
        self._found = self.editor.found = found
        if self.editor.draft() is None:
            if found.decision is None:
                self.editor.clear()
            else:
                self.editor.open_record(found.decision["uid"])
        self._show_tools()

    def begin(self) -> None:
        """Begin the decision of the year with a line for each branch."""
        if self._found is not None and not self._context.readonly:
            self.editor.begin(overview.new_decision(self._found))
            self._show_tools()

    def open_draft(self, draft: Tree) -> None:
        """Show values that were not saved before a crash."""
        self.editor.take_draft(draft)
        self._show_tools()

    def leave(self) -> bool:
        """Save what was changed; False when it needs the person."""
        return self.editor.leave()

    def hand_down(self) -> None:
        """Write the decided grades into the sheets of the branches, and offer to take it back."""
        if not self.leave() or self._found is None:
            return
        context, found = self._context, self._found
        who, at = context.who, context.now()
        changes = context.run(lambda: overview.hand_down(found, who=who, at=at), self)
        if changes is not None:
            count = len(changes.records)
            said = f"已写入 {count} 个支部的考核表。" if count else "各支部的考核表已是这个等次。"
            context.say(said, *(("撤销", context.undo) if count else ()))
            self.stale.emit()

    def _show_tools(self) -> None:
        shown = self.editor.form is not None
        self._card.setVisible(shown)
        self.empty.setVisible(not shown)
        self.empty.button.setEnabled(not self._context.readonly)
        decided = self._found is not None and self._found.decision is not None
        self.hand_down_button.setVisible(decided and not self._context.readonly)

    def _saved(self, *_uid: str) -> None:
        self.stale.emit()
