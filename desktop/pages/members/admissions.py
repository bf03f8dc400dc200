"""The view 发展党员: the persons, the record, and beside it the steps with what is next."""

import datetime as dt

from PySide6.QtWidgets import QVBoxLayout

from db import admissions, queries, tree
from db.admissions import KIND, LABELS, Applicant
from db.records import spec
from db.records.meeting import MeetingKind
from db.rules.admission import Step
from desktop.app import Context
from desktop.editors import ChoiceEditor, DateEditor, Field, LineEditor
from desktop.pages.members.facts import discard, grow
from desktop.pages.members.records import RecordsPane
from desktop.theme import px
from desktop.widgets import Button, Card, CardRow, Label, Mark, ScrollColumn, SectionTitle, row

_SENTENCE = (
    "从左边选一个人，或点“新建”登记递交入党申请书的人。各步的最早、最晚日期由程序按条文推算。"
)

_MEETING = spec("meeting")
_OFFERED = 60  # meetings: five years of 支部委员会会议
_DECIDED_BY = {
    "activist": MeetingKind.COMMITTEE,
    "candidate": MeetingKind.COMMITTEE,
    "committee_review": MeetingKind.COMMITTEE,
    "admission": MeetingKind.GENERAL,
    "full_meeting": MeetingKind.GENERAL,
}
"""Which meeting decides a step (domain 1.4)."""


class AdmissionsPane(RecordsPane):
    """`refresh()` reads the persons; the next step is booked at the right with its true day."""

    def __init__(self, context: Context) -> None:
        self._held: dict[str, str | None] = {}
        super().__init__(context, (KIND.name,), _SENTENCE, register="admission-ledger")
        self.title = SectionTitle("步骤")
        self.next_label = Label("")
        self.day = DateEditor()
        self._day_field = Field("办理日期", self.day, required=True)
        self.proof = LineEditor("如 第3次支部党员大会，应到21人，赞成20票")
        self.meeting = ChoiceEditor()
        self.meeting.set_name("会议记录")
        self.meeting.changed.connect(self._meeting_chosen)
        self.book_button = Button("登记这一步", "check", "primary")
        self.book_button.clicked.connect(self.book)
        self.category_button = Button("到名册改为正式党员", "user-check", "secondary")
        self.category_button.clicked.connect(self._to_member)
        self.bar = QVBoxLayout()
        self.bar.setSpacing(4)
        self.said = QVBoxLayout()
        self.said.setSpacing(4)
        side = ScrollColumn(spacing=8)
        card = Card(spacing=8)
        self._proof_field = Field("会议、文号和结果", self.proof)
        self._meeting_field = Field("会议记录", self.meeting)
        for part in (
            self.title,
            self.next_label,
            self._meeting_field,
            self._day_field,
            self._proof_field,
            self.book_button,
            self.category_button,
        ):
            card.body.addWidget(part)
        card.body.addLayout(self.bar)
        card.body.addWidget(SectionTitle("核对"))
        card.body.addLayout(self.said)
        side.body.addWidget(card)
        side.body.addStretch(1)
        side.setMinimumWidth(px(250))
        self.side = side
        self.split.addWidget(side)
        self.split.setSizes([px(230), px(640), px(290)])
        self.show_steps()

    def refresh(self) -> None:
        """Read the persons of the branch that is looked at."""
        super().refresh()
        if hasattr(self, "side"):
            self.show_steps()

    # The steps

    def show_steps(self) -> None:
        """Show the steps of the stored record that is open."""
        found = self._applicant()
        self.side.setVisible(found is not None)
        for layout in (self.bar, self.said):
            while item := layout.takeAt(0):
                discard(item)
        if found is None:
            return
        step = found.next
        asking = step is not None and not self._context.readonly
        for part in (self._day_field, self._proof_field, self.book_button):
            part.setVisible(asking)
        self._offer_meetings(found)
        done = {each.code for each in found.steps if each.done_on}
        self.category_button.setVisible("full_meeting" in done and bool(found.record["member"]))
        self.next_label.setText(_next_words(found))
        self._day_field.set_error("")
        self.day.year = self._context.year
        self.day.set_value(None)
        self.proof.set_value("")
        for each in found.steps:
            self.bar.addLayout(row(Mark(_mark(each, found)), grow(_step_words(each))))
        for text in found.votes:
            self.said.addLayout(row(Mark("done"), grow(f"{text}。")))
        for text in found.doubts:
            self.said.addLayout(row(Mark("advice"), grow(text)))
        if not found.doubts:
            self.said.addLayout(row(Mark("done"), grow("日期、次序和时限没有矛盾。")))

    def book(self) -> None:
        """Store the next step with its true day; one undoable step."""
        day, found = self.day.value(), self._applicant()
        problem = self.day.problem() or ("" if day else "请写明哪一天办的。")
        if day and day > self._context.today().isoformat():
            problem = "办理日期在今天以后，请核对。"
        self._day_field.set_error(problem)
        if problem or found is None or found.next is None:
            self.day.target.setFocus()
            return
        if not self.leave():
            return
        record = tree.dump(KIND, self.uid)
        line = tree.blank_line(
            KIND.line("steps"),
            step=found.next.code,
            done_on=day,
            proof=self.proof.value(),
            meeting=self.meeting.value() or None,
        )
        record["steps"] = [*record["steps"], line]
        if self._context.save(KIND, record, self) is not None:
            said = f"已登记{found.name}“{LABELS[found.next.code]}”。"
            self._show(self.uid)
            self.refresh()
            self._context.say(said, "撤销", self._context.undo)

    def _offer_meetings(self, found: Applicant) -> None:
        """Offer the meetings that can have decided the next step, the newest first."""
        kind = _DECIDED_BY.get(found.next.code) if found.next else None
        rows = queries.records(_MEETING, organisation=self._context.branch) if kind else []
        fitting = [each for each in rows if each.values["kind"] == kind][:_OFFERED]
        self._held = {each.uid: each.day for each in fitting}
        self.meeting.set_choices((e.uid, f"{e.day or ''} {e.heading}".strip()) for e in fitting)
        self.meeting.set_value(None)
        self._meeting_field.setVisible(bool(fitting) and not self._context.readonly)

    def _meeting_chosen(self) -> None:
        """A step has the day of the meeting that decided it."""
        if day := self._held.get(str(self.meeting.value() or "")):
            self.day.set_value(day)

    def _to_member(self) -> None:
        found = self._applicant()
        if found is not None and found.record["member"]:
            self._context.go("member", found.record["member"], "full_on")

    def _applicant(self) -> Applicant | None:
        if self.uid not in self._kinds:
            return None
        record = tree.dump_many(KIND, [self.uid]).get(self.uid)
        if record is None:
            return None
        return admissions.applicant(record, self._context.today().isoformat())

    def _show(self, uid: str) -> None:
        super()._show(uid)
        if hasattr(self, "side"):
            self.show_steps()

    # The list

    def _rows(self) -> list[CardRow]:
        self._kinds = {}
        rows = []
        today = self._context.today()
        for each in admissions.applicants(self._context.branch, today.isoformat()):
            uid = str(each.record["uid"])
            self._kinds[uid] = KIND
            late = each.next is not None and each.next.late(today)
            pill, tone = ("超时限", "accent") if late else (each.stage, "now")
            after = f"下一步：{LABELS[each.next.code]}" if each.next else ""
            rows.append(CardRow(uid, each.name, after, pill, tone))
        return rows


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _mark(step: Step, found: Applicant) -> str:
    if step.done_on:
        return "advice" if step.late(found.today) else "done"
    if found.next is not None and step.code == found.next.code:
        return "advice" if step.late(found.today) else "now"
    return "none"


def _step_words(step: Step) -> str:
    if step.done_on:
        return f"{LABELS[step.code]}\n{_day(step.done_on)}"
    return LABELS[step.code]


def _next_words(found: Applicant) -> str:
    step = found.next
    if step is None:
        return found.stage if found.ended else "各步都已登记。"
    words = f"下一步：{LABELS[step.code]}"
    if step.begins is not None and step.begins > found.today:
        words += f"，最早{_day(step.begins)}" + ("（暂算）" if step.provisional else "")
    if step.due_by is not None:
        words += f"，最晚{_day(step.due_by)}" + ("，已超过" if step.late(found.today) else "")
    return f"{words}。"
