"""Records that come about step by step: the steps at the right, where the next one is booked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import tree
from db.records import spec
from db.spec import Tree
from desktop.app import Context
from desktop.editors import DateEditor, Field, LineEditor
from desktop.pages.members.facts import discard, grow
from desktop.pages.members.records import RecordsPane
from desktop.theme import px
from desktop.widgets import Button, Card, Label, Mark, ScrollColumn, SectionTitle, row

Said = tuple[str, str]
"""A mark and a text beside it."""


@dataclass(frozen=True)
class Steps:
    """What stands at the right of a record.

    ``next`` is the code of the step that may be booked, ``called`` what it is called, ``words``
    say it with its days; ``given`` are all steps, ``said`` what agrees and what does not.
    """

    next: str | None
    called: str
    words: str
    given: Sequence[Said]
    said: Sequence[Said]


class StepsPane(RecordsPane):
    """A step is booked with its true day; one that can be undone.

    A pane of a type says what its steps are (``steps_of``), what else a step keeps (``kept``), and
    gives the widgets that it has beyond the day and the proof.
    """

    def __init__(
        self, context: Context, record_type: str, sentence: str, proof: tuple[str, str, str]
    ) -> None:
        """``proof`` is the field of a step beside its day, its label and an example."""
        self._kind = spec(record_type)
        self._proof_name, label, example = proof
        super().__init__(context, (record_type,), sentence, register=self.register_name)
        self.next_label = Label("")
        self.day = DateEditor()
        self._day_field = Field("办理日期", self.day, required=True)
        self.proof = LineEditor(example)
        self._proof_field = Field(label, self.proof)
        self.book_button = Button("登记这一步", "check", "primary")
        self.book_button.clicked.connect(self.book)
        self.bar, self.said = QVBoxLayout(), QVBoxLayout()
        card = Card(spacing=8)
        card.body.addWidget(SectionTitle("步骤"))
        card.body.addWidget(self.next_label)
        before, after = self.own_parts()
        for part in (*before, self._day_field, self._proof_field, self.book_button, *after):
            card.body.addWidget(part)
        for layout in (self.bar, self.said):
            layout.setSpacing(4)
        card.body.addLayout(self.bar)
        card.body.addWidget(SectionTitle("核对"))
        card.body.addLayout(self.said)
        self.side = ScrollColumn(spacing=8)
        self.side.body.addWidget(card)
        self.side.body.addStretch(1)
        self.side.setMinimumWidth(px(250))
        self.split.addWidget(self.side)
        self.split.setSizes([px(250), px(630), px(290)])
        self.show_steps()

    register_name = ""
    """The paper of all records, "" for none."""

    # What a pane of a type says

    def own_parts(self) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        """The widgets before the day of the step and after the button."""
        return (), ()

    def steps_of(self, record: Tree) -> Steps:
        """What the stored record says of its steps."""
        raise NotImplementedError

    def show_own(self, steps: Steps | None, record: Tree | None) -> None:
        """Fill the widgets of the type's own; None when no stored record is open."""

    def kept(self) -> Tree:
        """What a step keeps beyond its day and its proof."""
        return {}

    # The steps

    def refresh(self) -> None:
        """Read the records of the branch that is looked at."""
        super().refresh()
        if hasattr(self, "side"):
            self.show_steps()

    def show_steps(self) -> None:
        """Show the steps of the stored record that is open."""
        record = self.stored()
        steps = self.steps_of(record) if record is not None else None
        self.side.setVisible(steps is not None)
        for layout in (self.bar, self.said):
            while item := layout.takeAt(0):
                discard(item)
        self.show_own(steps, record)
        if steps is None:
            return
        asking = steps.next is not None and not self._context.readonly
        for part in (self._day_field, self._proof_field, self.book_button):
            part.setVisible(asking)
        self.next_label.setText(steps.words)
        self._day_field.set_error("")
        self.day.year = self._context.year
        self.day.set_value(None)
        self.proof.set_value("")
        for layout, texts in ((self.bar, steps.given), (self.said, steps.said)):
            for mark, text in texts:
                layout.addLayout(row(Mark(mark), grow(text)))

    def book(self) -> None:
        """Store the next step with its true day."""
        record, day = self.stored(), self.day.value()
        problem = self.day.problem() or ("" if day else "请写明哪一天办的。")
        if day and day > self.today():
            problem = "办理日期在今天以后，请核对。"
        self._day_field.set_error(problem)
        steps = self.steps_of(record) if record is not None else None
        if problem or steps is None or steps.next is None:
            self.day.target.setFocus()
            return
        # Leaving the form shows the steps anew, and with them empty fields.
        values = {self._proof_name: self.proof.value(), **self.kept()}
        if not self.leave():
            return
        changed = tree.dump(self._kind, self.uid)
        line = tree.blank_line(self._kind.line("steps"), step=steps.next, done_on=day, **values)
        changed["steps"] = [*changed["steps"], line]
        if self._context.save(self._kind, changed, self) is not None:
            self._show(self.uid)
            self.refresh()
            self._context.say(f"已登记“{steps.called}”。", "撤销", self._context.undo)

    def stored(self) -> Tree | None:
        """The stored record that is open."""
        if self.uid not in self._kinds:
            return None
        return tree.dump_many(self._kind, [self.uid]).get(self.uid)

    def today(self) -> str:
        """The day by the clock, as ISO text."""
        return self._context.today().isoformat()

    def _show(self, uid: str) -> None:
        super()._show(uid)
        if hasattr(self, "side"):
            self.show_steps()
