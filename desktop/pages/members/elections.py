"""The view 换届: the clock of the term, each election with its steps, and what does not agree."""

from functools import partial

from PySide6.QtWidgets import QMenu, QVBoxLayout

from db import drafting, elections, operations, tree
from db.elections import COMMITTEE, KIND, LABELS, Judged
from db.records.election import ElectionKind
from desktop.app import Context
from desktop.editors import DateEditor, Field, LineEditor
from desktop.pages.members.facts import discard, grow
from desktop.pages.members.records import RecordsPane
from desktop.theme import px
from desktop.widgets import Button, Card, CardRow, Label, Mark, ScrollColumn, SectionTitle, row

_SENTENCE = (
    "从左边选一次选举，或点“新建”开始换届、补选。请示、批复、选票、计票、结果报告都从这里印，"
    "换届后再登入新一届支部委员会。"
)


class ElectionsPane(RecordsPane):
    """The next step is booked at the right with its true day; the new term by a press."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, (KIND.name,), _SENTENCE)
        self.clock = Label("", "muted")
        self.left.insertWidget(0, self.clock)
        self.next_label = Label("")
        self.day = DateEditor()
        self._day_field = Field("办理日期", self.day, required=True)
        self.document = LineEditor("文号、说明")
        self._document_field = Field("文号、说明", self.document)
        self.book_button = Button("登记这一步", "check", "primary")
        self.book_button.clicked.connect(self.book)
        self.enter_button = Button("登入支部委员会", "users", "secondary")
        self.enter_button.setToolTip("按当选的人建立新一届支部委员会，请再核对；可以撤销")
        self.enter_button.clicked.connect(self.enter_committee)
        self.steps, self.said = QVBoxLayout(), QVBoxLayout()
        card = Card(spacing=8)
        card.body.addWidget(SectionTitle("步骤"))
        for part in (
            self.next_label,
            self._day_field,
            self._document_field,
            self.book_button,
            self.enter_button,
        ):
            card.body.addWidget(part)
        card.body.addLayout(self.steps)
        card.body.addWidget(SectionTitle("核对"))
        card.body.addLayout(self.said)
        self.side = ScrollColumn(spacing=8)
        self.side.body.addWidget(card)
        self.side.body.addStretch(1)
        self.side.setMinimumWidth(px(250))
        self.split.addWidget(self.side)
        self.split.setSizes([px(280), px(620), px(290)])
        self.show_steps()

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind in ElectionKind:
            menu.addAction(kind.label).triggered.connect(partial(self.begin_kind, kind))
        return menu

    # What the views ask for

    def refresh(self) -> None:
        """Read the elections of the branch that is looked at."""
        super().refresh()
        if hasattr(self, "side"):
            branch = self._context.branch
            now = elections.clock(branch, self._today()) if branch else None
            self.clock.setText(f"本届：{now.text}" if now else "还没有登记支部委员会的任期。")
            late = now is not None and now.left < 0
            self.clock.set_tone("caution" if late else "")
            self.show_steps()

    def begin(self, record_type: str, _checked: object = None, **_values: object) -> None:
        """Begin an election of the next committee."""
        self.begin_kind(ElectionKind.TERM)

    def begin_kind(self, kind: ElectionKind, _checked: object = None) -> None:
        """Begin an election with what is known of the present term."""
        if self._context.readonly or not self.leave():
            return
        self.list.select("")
        record = drafting.new_election(self._context.branch, kind, self._today())
        self._editor_of(KIND).begin(record)
        self._show_tools()
        self.show_steps()

    # The steps

    def show_steps(self) -> None:
        """Show the steps of the stored election that is open."""
        found = self._found()
        self.side.setVisible(found is not None)
        for layout in (self.steps, self.said):
            while item := layout.takeAt(0):
                discard(item)
        if found is None:
            return
        writable = not self._context.readonly
        for part in (self._day_field, self._document_field, self.book_button):
            part.setVisible(found.next is not None and writable)
        self.enter_button.setVisible(writable and _may_enter(found))
        words = f"下一步：{LABELS[found.next]}。" if found.next else "各步都已登记。"
        self.next_label.setText(words)
        self._day_field.set_error("")
        self.day.year = self._context.year
        self.day.set_value(None)
        self.document.set_value("")
        for code, label in LABELS.items():
            day = found.done.get(code)
            mark = "done" if day else "now" if code == found.next else "none"
            when = f"\n{day.year}年{day.month}月{day.day}日" if day else ""
            self.steps.addLayout(row(Mark(mark), grow(f"{label}{when}")))
        if found.quorum is not None:
            mark = "done" if found.quorum.ok else "advice"
            self.said.addLayout(row(Mark(mark), grow(f"{elections.words(found.quorum.text)}。")))
        for each in found.doubts:
            self.said.addLayout(row(Mark("advice"), grow(f"{each.text}。")))
        if not found.doubts:
            self.said.addLayout(row(Mark("done"), grow("次序、时间、人数和票数没有矛盾。")))
        self.said.addWidget(Label(f"依据：{found.rule.source}", "muted"))

    def book(self) -> None:
        """Store the next step with its true day; one undoable step."""
        day, found = self.day.value(), self._found()
        problem = self.day.problem() or ("" if day else "请写明哪一天办的。")
        if day and day > self._today():
            problem = "办理日期在今天以后，请核对。"
        self._day_field.set_error(problem)
        if problem or found is None or found.next is None:
            self.day.target.setFocus()
            return
        document, code = self.document.value(), found.next
        if not self.leave():
            return
        record = tree.dump(KIND, self.uid)
        line = tree.blank_line(KIND.line("steps"), step=code, done_on=day, document=document)
        record["steps"] = [*record["steps"], line]
        if self._context.save(KIND, record, self) is not None:
            self._show(self.uid)
            self.refresh()
            self._context.say(f"已登记“{LABELS[code]}”。", "撤销", self._context.undo)

    def enter_committee(self) -> None:
        """Make the new committee of those who were elected, and go there to look at it."""
        found = self._found()
        if found is None or not _may_enter(found) or not self.leave():
            return
        record = tree.dump(KIND, self.uid)
        made = drafting.new_committee(record)
        record["committee"] = made["uid"]
        change = partial(
            operations.save_many,
            [(COMMITTEE, made), (KIND, record)],
            name=f"登入{COMMITTEE.heading(made)}",
            who=self._context.who,
            at=self._context.now(),
        )
        if self._context.run(change, self) is not None:
            self._context.go(COMMITTEE.name, made["uid"])
            self._context.say("已登入，请核对职务和任期。", "撤销", self._context.undo)

    def _found(self) -> Judged | None:
        record = tree.dump_many(KIND, [self.uid]).get(self.uid) if self.uid in self._kinds else None
        return elections.judged(record, self._today()) if record is not None else None

    def _today(self) -> str:
        return self._context.today().isoformat()

    def _show(self, uid: str) -> None:
        super()._show(uid)
        if hasattr(self, "side"):
            self.show_steps()

    # The list

    def _rows(self) -> list[CardRow]:
        self._kinds = {}
        rows: list[CardRow] = []
        if not self._context.branch:
            return rows
        for each in elections.elections(self._context.branch, self._today()):
            uid = str(each.record["uid"])
            self._kinds[uid] = KIND
            pill, tone = ("已办完", "done") if each.next is None else (each.stage, "now")
            if each.doubts:
                pill, tone = f"{len(each.doubts)}处要核对", "caution"
            rows.append(CardRow(uid, KIND.heading(each.record), each.stage, pill, tone))
        return rows


def _may_enter(found: Judged) -> bool:
    """Whether a new committee follows: a whole one was elected and is not entered yet."""
    of_term = found.record["kind"] == ElectionKind.TERM
    known = any(row["member"] for row in found.elected)
    return of_term and known and bool(found.record["held_on"]) and not found.record["committee"]
