"""发展党员 of a branch: the records met with the limits of their steps and the roster."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from db import dates, queries, rulebook, tree, workdays
from db.branch import Book
from db.model import dicts
from db.records import spec
from db.records.admission import Admission, AdmissionStep, HalfYearReview, MentorRole, StepDone
from db.records.meeting import Matter, VoteMethod
from db.records.rule_override import overrides_of
from db.rules import admission as rules
from db.rules import meeting, voting
from db.rules.admission import Step
from db.rules.rule import Rules
from db.spec import Tree

KIND = spec("admission")
REVIEW = "activist_review"
"""The code of the duty that a review does: half-yearly from 积极分子 to the branch meeting."""
LABELS = {str(step): step.label for step in AdmissionStep}
_MOST_MENTORS = 2
_MEETING = spec("meeting")
_MATTERS = {
    str(AdmissionStep.ADMISSION): Matter.ADMISSION,
    str(AdmissionStep.FULL_MEETING): Matter.FULL_MEMBERSHIP,
}


@dataclass(frozen=True)
class Applicant:
    """A person with all steps in order as they stand on ``today``."""

    record: Tree
    steps: tuple[Step, ...]
    today: dt.date
    other_doubts: tuple[str, ...] = ()
    votes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Name as entered."""
        return str(self.record["name"])

    @property
    def ended(self) -> bool:
        """Whether the way was given up."""
        return self.record["ended_on"] is not None

    @cached_property
    def next(self) -> Step | None:
        """The next step, None when all is done or the way was given up."""
        return None if self.ended else rules.next_step(self.steps)

    @property
    def stage(self) -> str:
        """The last step that is done, in words."""
        if self.ended:
            return "已终止"
        done = [step for step in self.steps if step.done_on]
        return LABELS[done[-1].code] if done else "还没有登记步骤"

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What does not agree, in a sentence each."""
        born = self.record["born_on"]
        reviews = [dt.date.fromisoformat(row["reviewed_on"]) for row in self.record["reviews"]]
        until = self.record["ended_on"]
        found = rules.doubts(
            self.steps,
            dt.date.fromisoformat(born) if born else None,
            reviews,
            LABELS,
            min(self.today, dt.date.fromisoformat(until)) if until else self.today,
        )
        return (*found, *self.other_doubts)


def applicants(organisation: str, today: str) -> list[Applicant]:
    """Return the persons of a branch on the way into the Party as of an ISO day, by name."""
    uids = [row.uid for row in queries.records(KIND, organisation=organisation)]
    found = tree.dump_many(KIND, uids)
    book = Book(organisation)
    return [applicant(found[uid], today, book) for uid in uids]


def applicant(record: Tree, today: str, book: Book | None = None) -> Applicant:
    """Return one person; the record may be unsaved, lines without a date are passed over."""
    overrides = overrides_of(record["organisation"])

    @cache
    def rules_on(day: dt.date) -> Rules:
        return rulebook.rules_for(day, overrides)

    reviews = [row for row in record["reviews"] if row["reviewed_on"]]
    done = {
        row["step"]: dt.date.fromisoformat(row["done_on"])
        for row in record["steps"]
        if row["done_on"]
    }
    extended = record["extended_to"]
    given = rules.steps(
        done,
        dt.date.fromisoformat(extended) if extended else None,
        rules_on,
        workdays.add_workdays,
    )
    mentors = _mentors(record, done, book or Book(record["organisation"]))
    doubts, votes = _meetings(record, rules_on)
    whole = {**record, "reviews": reviews}
    day = dt.date.fromisoformat(today)
    return Applicant(whole, tuple(given), day, (*mentors, *doubts), tuple(votes))


def _mentors(record: Tree, done: dict[str, dt.date], book: Book) -> Iterator[str]:
    """One or two full members each; whoever is on the roster must be full on the first day."""
    for role, step in ((MentorRole.CONTACT, "activist"), (MentorRole.INTRODUCER, "admission")):
        rows = [row for row in record["mentors"] if row["role"] == role]
        if step in done and not rows:
            yield f"没有登记{role.label}（1至2名正式党员）"
        begun = done[step].isoformat() if step in done else None
        for row in rows:
            day = row["began_on"] or begun
            if row["member"] is None or day is None:
                continue
            entry = next((e for e in book.roster(day) if e.member == row["member"]), None)
            if entry is None or entry.category != "full":
                yield f"{role.label}{row['name'] or ''}在{dates.text(day)}不是本支部的正式党员"
        now = [row for row in rows if row["ended_on"] is None]
        if len(now) > _MOST_MENTORS:
            yield f"{role.label}有{len(now)}名，应为1至2名"


def _meetings(record: Tree, rules_on: Callable[[dt.date], Rules]) -> tuple[list[str], list[str]]:
    """Return what does not agree with the meetings of the steps, and how they voted."""
    doubts: list[str] = []
    votes: list[str] = []
    linked = {row["meeting"] for row in record["steps"] if row.get("meeting")}
    known = tree.dump_many(_MEETING, linked)
    for row in record["steps"]:
        held = known.get(row.get("meeting") or "")
        if held is None or not row["done_on"]:
            continue
        label = LABELS[row["step"]]
        if held["held_on"] != row["done_on"]:
            doubts.append(f"“{label}”的日期与会议记录的{dates.text(held['held_on'])}不同")
        matter = _MATTERS.get(row["step"])
        if matter is not None:
            day = dt.date.fromisoformat(row["done_on"])
            ok, text = _vote(held, matter, str(record["name"]), rules_on(day))
            (votes if ok else doubts).append(f"“{label}”：{text}")
    return doubts, votes


def _vote(held: Tree, matter: Matter, name: str, rules_given: Rules) -> tuple[bool, str]:
    """Judge the vote of a meeting on one person, by the rule of the day."""
    facts = meeting.facts(held)
    places = [
        place
        for place, item in enumerate(facts.agenda)
        if item.matter == matter and name in item.title
    ]
    if not places:
        return False, f"会议记录里没有{matter.label}“{name}”的议题"
    judged = voting.item_verdict(facts, places[0], rules_given)
    if judged is None:
        return False, "会议记录里的票数没有填全"
    method = facts.agenda[places[0]].vote.method
    if judged.ok and judged.rule.number("secret") and method != VoteMethod.BALLOT:
        return False, f"{judged.rule.title}应当无记名投票"
    return judged.ok, f"{judged.label}，{judged.text}"


def steps_noted(organisation: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield for every step and review done: its code, day, record, whom it is about, the name."""
    steps = _lines(StepDone, organisation, StepDone.done_on, StepDone.step)
    reviews = _lines(HalfYearReview, organisation, HalfYearReview.reviewed_on)
    for row in (*steps, *reviews):
        about = row["member"] or row["name"]
        yield row.get("step", REVIEW), row["day"], row["record_uid"], about, row["name"]


def _lines(line: Any, organisation: str, day: Any, *more: Any) -> Iterable[Tree]:
    whose = (Admission.uid.alias("record_uid"), Admission.member, Admission.name)
    return dicts(
        line.select(day.alias("day"), *more, *whose)
        .join(Admission)
        .where(Admission.organisation == organisation, Admission.deleted_at.is_null())
        .order_by(day)
    )


def given_up(organisation: str) -> Iterator[tuple[str, str, str]]:
    """Yield for every way that was given up: its day, the record, the name."""
    query = Admission.select().where(
        Admission.organisation == organisation,
        Admission.ended_on.is_null(is_null=False),
        Admission.deleted_at.is_null(),
    )
    for row in dicts(query):
        yield row["ended_on"], row["uid"], row["name"]
