"""The form of one meeting: the parts that every occasion has, and those of its kind."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal

from db import queries, rulebook
from db.records import spec
from db.records.meeting import HeldAs, scope
from db.rules import meeting as facts_of
from db.rules.rule import Finding
from db.rules.votes import Verdict
from db.rules.voting import item_verdict
from db.spec import Tree
from desktop.pages.meetings.agenda import AgendaSection
from desktop.pages.meetings.appraisal import AppraisalSection
from desktop.pages.meetings.head import HeadSection, MeetingFoot
from desktop.pages.meetings.issues import IssuesSection
from desktop.pages.meetings.lecture import GroupWordsSection, LectureSection, ReadingsSection
from desktop.pages.meetings.life import ExaminationsSection, PreparationSection
from desktop.recording.attendance import AttendanceSection
from desktop.recording.form import OccasionForm
from desktop.recording.people import People

_VOTES = (HeldAs.GENERAL, HeldAs.COMMITTEE)


class MeetingForm(OccasionForm):
    """`deleted(words, take_back)` when an agenda item, or the row of a person, was taken away."""

    deleted = Signal(str, object)

    def __init__(self) -> None:
        kind, people = spec("meeting"), People()
        self.head = HeadSection(people)
        self.lecture = LectureSection(people)
        self.readings = ReadingsSection()
        self.preparation = PreparationSection()
        self.examinations = ExaminationsSection(people)
        self.appraisal = AppraisalSection(people)
        self.issues = IssuesSection(people)
        self.agenda = AgendaSection(people)
        self.words = GroupWordsSection()
        attendance, foot = AttendanceSection(kind), MeetingFoot()
        sections = (
            self.head,
            attendance,
            self.lecture,
            self.preparation,
            self.readings,
            self.examinations,
            self.appraisal,
            self.issues,
            self.agenda,
            self.words,
            foot,
        )
        super().__init__(kind, people, self.head.date, attendance, foot, sections)
        self.head.rescoped.connect(self._rescoped)
        self.agenda.deleted.connect(self._item_deleted)
        self.examinations.deleted.connect(self._examination_deleted)
        self.appraisal.deleted.connect(self._appraisal_deleted)

    def renumber(self, tree: Tree, year: int) -> None:
        """Give the meeting the next number of its kind in the year."""
        branch, kind, group = (tree[key] for key in ("organisation", "kind", "group"))
        self.head.number.set_value(queries.next_number(branch, kind, year, group))

    def show_findings(self, tree: Tree, findings: Sequence[Finding], today: dt.date) -> None:
        """Say what each vote came to."""
        super().show_findings(tree, findings, today)
        self.agenda.show_verdicts(_verdicts(tree, today))

    def _rescoped(self) -> None:
        """Held as another meeting: others are due; a group must be chosen first."""
        if self.head.held_as.value() == HeldAs.GROUP and not self.head.group.value():
            self._section_changed()
        else:
            self.review()

    def _item_deleted(self, title: str) -> None:
        words = f"已删除议题“{title}”。" if title else "已删除议题。"
        self.deleted.emit(words, self.agenda.take_back)

    def _examination_deleted(self, name: str) -> None:
        self.deleted.emit(f"已删去{name}的对照检查。", self.examinations.take_back)

    def _appraisal_deleted(self, name: str) -> None:
        self.deleted.emit(f"已删去{name}的民主测评。", self.appraisal.take_back)


def _verdicts(record: Tree, today: dt.date) -> list[Verdict | None]:
    """What each vote of the agenda came to, by the rules of the day of the meeting."""
    if scope(record) not in _VOTES:
        return []
    facts = facts_of.facts(record)
    rules = rulebook.rules_on(facts.held_on or today)
    return [item_verdict(facts, place, rules) for place in range(len(facts.agenda))]
