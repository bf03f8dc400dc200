"""What a meeting or an activity decided goes on the lists: chosen, with owner and limit."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db import listing
from db.listing import Candidate
from db.records.listed_item import ListKind, number_text
from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.editors import DateEditor, Person, PersonEditor
from desktop.references import References
from desktop.widgets import Button, Card, Check, EmptyState, Label, Pill, ScrollColumn, row

_TONES = {ListKind.TASK: "now", ListKind.PROBLEM: "caution"}


class CandidateRow(Card):
    """One decision or problem with its check box; one that is on a list already only says so."""

    changed = Signal()

    def __init__(self, candidate: Candidate, people: list[Person], year: int) -> None:
        super().__init__(role="box", margin=12, spacing=6)
        self._candidate = candidate
        fresh = candidate.made is None
        self.check = Check()
        self.check.setAccessibleName(candidate.text)
        self.check.setChecked(fresh)
        self.check.setEnabled(fresh)
        self.check.toggled.connect(self._toggled)
        self.owner = PersonEditor(people, free_text=True)
        self.owner.set_value(candidate.owner, candidate.owner_name)
        self.owner.set_name(f"“{candidate.text}”的责任人")
        self.due = DateEditor(year=year)
        self.due.set_value(candidate.due_on)
        self.due.set_name(f"“{candidate.text}”的完成时限")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(candidate.text), 1)
        head.addWidget(self._pill(), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        if candidate.note:
            self.body.addWidget(Label(candidate.note, "muted"))
        self._fields = QWidget()
        self._fields.setLayout(
            row(
                Label("责任人", "muted", wrap=False),
                self.owner,
                8,
                Label("完成时限", "muted", wrap=False),
                self.due,
                None,
            )
        )
        self.body.addWidget(self._fields)
        if not fresh:
            self._fields.hide()

    @property
    def chosen(self) -> bool:
        """Whether it is to go on the list."""
        return self.check.isChecked() and self._candidate.made is None

    def candidate(self) -> Candidate:
        """The candidate with the owner and limit as they stand here."""
        return replace(
            self._candidate,
            owner=self.owner.value(),
            owner_name=self.owner.name(),
            due_on=self.due.value(),
        )

    def problem(self) -> str:
        """What was typed and cannot be read, "" when all is well."""
        return self.due.problem()

    def _pill(self) -> Pill:
        made, kind = self._candidate.made, self._candidate.kind
        if made is not None:
            return Pill(f"已在清单：{number_text(made)}", "done")
        return Pill(kind.label, _TONES.get(kind, "muted"))

    def _toggled(self) -> None:
        self._fields.setEnabled(self.check.isChecked())
        self.changed.emit()


class PutOnListDialog(Dialog):
    """The decisions and problems of a stored record, all chosen that are on no list yet.

    Open it with `.open()`; `accepted` after they went on the lists.
    """

    def __init__(
        self, context: Context, kind: RecordSpec, record: Tree, parent: QWidget | None
    ) -> None:
        super().__init__("加入清单", parent, width=720, height=540)
        self._context = context
        self._kind = kind
        self._record = record
        found = listing.candidates(kind, record)
        organisation, day = listing.place_of(kind, record)
        people = References(lambda: organisation).people()
        year = int(day[:4])
        self.rows = [CandidateRow(each, people, year) for each in found]
        self.sums = Label("", "muted")
        self.error = Label("", "error")
        self.error.hide()
        self.main_button = Button("加入清单", "list-plus", "primary")
        self.main_button.clicked.connect(self._put)
        if not found:
            sentence = "这份记录里没有写明的任务或问题，没有可以加入清单的。"
            self.body.addWidget(EmptyState(sentence), 1)
            return
        self.body.addWidget(
            Label(f"{kind.heading(record)}议定的事项，选中的加入清单，跟踪到销号。")
        )
        column = ScrollColumn(spacing=8)
        for each in self.rows:
            each.changed.connect(self._count)
            column.body.addWidget(each)
        column.body.addStretch(1)
        self.body.addWidget(column, 1)
        self.body.addWidget(self.error)
        self.body.addWidget(self.sums)
        self.add_button(self.main_button)
        self._count()

    def _count(self) -> None:
        kinds = [each.candidate().kind for each in self.rows if each.chosen]
        parts = [f"{kind.label} {kinds.count(kind)}" for kind in ListKind if kind in kinds]
        self.sums.setText(
            f"选中 {len(kinds)} 项：{'，'.join(parts)}" if kinds else "一项也没有选。"
        )
        self.main_button.setEnabled(bool(kinds))

    def _put(self) -> None:
        chosen = [each for each in self.rows if each.chosen]
        for each in chosen:
            if text := each.problem():
                self._refuse(f"{text}。")
                each.due.target.setFocus()
                return
        put = partial(
            listing.put_on_list,
            self._kind,
            self._record,
            [each.candidate() for each in chosen],
            who=self._context.who,
            at=self._context.now(),
        )
        if self._context.run(put, self, refused=self._refuse) is not None:
            self._context.say(f"已加入清单 {len(chosen)} 项。", "撤销", self._context.undo)
            self.accept()

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()
