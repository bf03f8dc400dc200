"""The view 发展党员: the persons, the record, and beside it the steps with what is next."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from db import admissions, queries
from db.admissions import KIND, LABELS, Applicant
from db.records import spec
from db.records.meeting import MeetingKind
from db.rules.admission import Step
from db.spec import Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor, Field
from desktop.pages.members.steps import Steps, StepsPane
from desktop.widgets import Button, CardRow

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


class AdmissionsPane(StepsPane):
    """The persons on their way; a step may name the meeting that decided it."""

    register_name = "admission-ledger"

    def __init__(self, context: Context) -> None:
        self._held: dict[str, str | None] = {}
        proof = ("proof", "会议、文号和结果", "如 机关党委批复，同意接收")
        super().__init__(context, KIND.name, _SENTENCE, proof)

    def own_parts(self) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        """The meeting that decided, and the way to the roster."""
        self.meeting = ChoiceEditor()
        self.meeting.set_name("会议记录")
        self.meeting.changed.connect(self._meeting_chosen)
        self._meeting_field = Field("会议记录", self.meeting)
        self.category_button = Button("到名册改为正式党员", "user-check", "secondary")
        self.category_button.clicked.connect(self._to_member)
        return (self._meeting_field,), (self.category_button,)

    def steps_of(self, record: Tree) -> Steps:
        """The steps with their days, the votes of the meetings, and what does not agree."""
        found = self._applicant(record)
        doubts = [("advice", text) for text in found.doubts]
        return Steps(
            next=found.next.code if found.next else None,
            called=f"{found.name} {LABELS[found.next.code]}" if found.next else "",
            words=_next_words(found),
            given=[(_mark(each, found), _step_words(each)) for each in found.steps],
            said=[
                *(("done", f"{text}。") for text in found.votes),
                *(doubts or [("done", "日期、次序和时限没有矛盾。")]),
            ],
        )

    def show_own(self, steps: Steps | None, record: Tree | None) -> None:
        """Offer the meetings that can have decided the next step, the newest first."""
        kind = _DECIDED_BY.get(steps.next or "") if steps else None
        rows = queries.records(_MEETING, organisation=self._context.branch) if kind else []
        fitting = [each for each in rows if each.values["kind"] == kind][:_OFFERED]
        self._held = {each.uid: each.day for each in fitting}
        self.meeting.set_choices((e.uid, f"{e.day or ''} {e.heading}".strip()) for e in fitting)
        self.meeting.set_value(None)
        self._meeting_field.setVisible(bool(fitting) and not self._context.readonly)
        passed = {row["step"] for row in record["steps"]} if record else set()
        known = record is not None and record["member"] is not None
        self.category_button.setVisible("full_meeting" in passed and known)

    def kept(self) -> Tree:
        """The meeting that decided the step."""
        return {"meeting": self.meeting.value() or None}

    def _meeting_chosen(self) -> None:
        """A step has the day of the meeting that decided it."""
        if day := self._held.get(str(self.meeting.value() or "")):
            self.day.set_value(day)

    def _to_member(self) -> None:
        record = self.stored()
        if record is not None and record["member"]:
            self._context.go("member", record["member"], "full_on")

    def _applicant(self, record: Tree) -> Applicant:
        return admissions.applicant(record, self.today())

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
