"""Elections of a branch: the clock of the term, the records met with the rules and the roster."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from db import queries, rulebook, tree
from db.branch import Book, Post, Tenure
from db.records import spec
from db.records.election import ElectionKind, ElectionStep, Round
from db.records.rule_override import overrides_of
from db.rules import election as rules
from db.rules.election import Ballots, Candidate, Doubt
from db.rules.period import add_months
from db.rules.quorum import Quorum
from db.rules.rule import Rule, Rules
from db.rules.votes import Outcome
from db.spec import Tree

KIND, COMMITTEE = spec("election"), spec("committee")
LABELS = {str(step): step.label for step in ElectionStep}
_LEADERS = (Post.SECRETARY, Post.DEPUTY)


@dataclass(frozen=True)
class Clock:
    """The present term: which one, until when, and how many days are left on a day."""

    number: int
    began_on: str
    due_on: dt.date
    left: int

    @property
    def text(self) -> str:
        """Return 第4届，2024年5月17日至2027年5月16日，还有175天."""
        began = dt.date.fromisoformat(self.began_on)
        said = f"还有{self.left}天" if self.left >= 0 else f"已超过{-self.left}天"
        return f"第{self.number}届，{_day(began)}至{_day(self.due_on)}，{said}"


@dataclass(frozen=True)
class Judged:
    """An election with its votes judged, what comes next and what does not agree."""

    record: Tree
    rule: Rule
    quorum: Quorum | None
    outcomes: tuple[Outcome | None, ...]
    doubts: tuple[Doubt, ...]

    @cached_property
    def done(self) -> dict[str, dt.date]:
        """The steps that were done, by code."""
        return _done(self.record)

    @property
    def next(self) -> str | None:
        """The code of the next step, None when all are done."""
        return rules.next_step(self.done)

    @property
    def stage(self) -> str:
        """The last step that is done, in words."""
        codes = [code for code in rules.ORDER if code in self.done]
        return LABELS[codes[-1]] if codes else "还没有登记步骤"

    @property
    def elected(self) -> list[Tree]:
        """The lines of those who were elected."""
        return [row for row in self.record["candidates"] if row["elected"]]


def words(text: str) -> str:
    """Return a sentence on a vote in the words of an election: 选举权, 选举."""
    for vote, election in (("有表决权", "有选举权"), ("能表决", "能选举"), ("以表决", "以选举")):
        text = text.replace(vote, election)
    return text


def clock(organisation: str, today: str) -> Clock | None:
    """Return the term of a branch on an ISO day, None without a committee."""
    day = dt.date.fromisoformat(today)
    years = queries.organisation(organisation)["term_years"]
    found = None
    for term in Book(organisation).terms():
        if term.began_on and term.began_on <= today:
            found = term
    if found is None or not found.began_on:
        return None
    began = dt.date.fromisoformat(found.began_on)
    due_on = _date(found.due_on) or add_months(began, 12 * years)
    return Clock(found.number, found.began_on, due_on, (due_on - day).days)


def judged(record: Tree, today: str, book: Book | None = None) -> Judged:
    """Return an election met with the rules of its day; the record may be unsaved."""
    day = _date(record["held_on"]) or dt.date.fromisoformat(today)
    in_force = rulebook.rules_for(day, overrides_of(record["organisation"]))
    rule, book = in_force["vote.election"], book or Book(record["organisation"])
    ballots = Ballots(*(record[n] for n in _BALLOTS))
    presence = rules.quorum(ballots, rule)
    candidates = [_candidate(row, book) for row in _named(record)]
    outcomes = tuple(
        rules.outcome(each, *_voters(row, record), rule)
        for each, row in zip(candidates, _named(record), strict=True)
    )
    judgements = rules.result_doubts(candidates, outcomes, presence)
    doubts = [
        *rules.order_doubts(_done(record), LABELS),
        *_time(record, today, in_force),
        *rules.ballot_doubts(ballots, _of(Round.ASSEMBLY, record, candidates)),
        *_committee_votes(record, _of(Round.COMMITTEE, record, candidates)),
        *(Doubt(words(each.text), each.field) for each in judgements),
        *_sizes(record, book, day, in_force["branch.committee"]),
        *_people(record, book, day, in_force["election.secretary"]),
        *_entered(record),
    ]
    return Judged(record, rule, presence, outcomes, tuple(doubts))


def elections(organisation: str, today: str) -> list[Judged]:
    """Return the elections of a branch, the newest first."""
    uids = [row.uid for row in queries.records(KIND, organisation=organisation)]
    found, book = tree.dump_many(KIND, uids), Book(organisation)
    known = [judged(found[uid], today, book) for uid in uids]
    return sorted(known, key=_latest, reverse=True)


_BALLOTS = ("due", "present", "issued", "returned", "valid", "invalid")


def _latest(each: Judged) -> str:
    days = [day.isoformat() for day in each.done.values()]
    return max([*days, str(each.record["held_on"] or ""), str(each.record["entered_at"][:10])])


def _named(record: Tree) -> list[Tree]:
    return [row for row in record["candidates"] if row["member"] or row["name"]]


def _candidate(row: Tree, book: Book) -> Candidate:
    return Candidate(
        name_of(row, book),
        row["votes_for"],
        row["votes_against"],
        row["votes_abstain"],
        bool(row["elected"]),
    )


def name_of(row: Tree, book: Book) -> str:
    """Return the name of a candidate: as kept, else that of the member."""
    names = {tenure.member.uid: str(tenure.name) for tenure in book.tenures()}
    return str(row["name"] or names.get(row["member"] or "", ""))


def _voters(row: Tree, record: Tree) -> tuple[int | None, int | None]:
    if row["round"] == Round.COMMITTEE:
        return record["committee_present"], record["committee_due"]
    return record["present"], record["due"]


def _of(wanted: Round, record: Tree, candidates: list[Candidate]) -> list[Candidate]:
    rows = zip(_named(record), candidates, strict=True)
    return [each for row, each in rows if row["round"] == wanted]


def _done(record: Tree) -> dict[str, dt.date]:
    rows = record["steps"]
    return {r["step"]: dt.date.fromisoformat(r["done_on"]) for r in rows if r["done_on"]}


def _time(record: Tree, today: str, in_force: Rules) -> list[Doubt]:
    if record["kind"] != ElectionKind.TERM:
        return []
    held = _date(record["held_on"]) or _done(record).get(str(ElectionStep.HELD))
    due_on, now = _date(record["term_due_on"]), dt.date.fromisoformat(today)
    return list(rules.time_doubts(held, due_on, record["changed_by"].strip(), now, in_force))


def _committee_votes(record: Tree, candidates: list[Candidate]) -> list[Doubt]:
    due, present = record["committee_due"], record["committee_present"]
    found = list(rules.vote_doubts(candidates, present, "实到委员"))
    if due is not None and present is not None and present > due:
        found.append(Doubt(f"实到委员{present}人，多于应到委员{due}人", "committee_present"))
    return found


def _entered(record: Tree) -> list[Doubt]:
    """Say where those who were elected are not those of the committee that was entered."""
    if record["committee"] is None:
        return []
    known = tree.dump_many(COMMITTEE, [record["committee"]]).get(record["committee"])
    if known is None:
        return []
    found = []
    if str(ElectionStep.APPROVED) not in _done(record):
        said = f"职务已经登入，没有登记“{ElectionStep.APPROVED.label}”"
        found.append(Doubt(said, "steps"))
    elected = {row["member"] for row in record["candidates"] if row["elected"] and row["member"]}
    # Whoever came into the committee later was not elected with it.
    of_term = record["kind"] == ElectionKind.TERM
    first = {row["member"] for row in known["posts"] if row["began_on"] is None and of_term}
    if elected - {row["member"] for row in known["posts"]} or first - elected:
        found.append(Doubt("当选的人与登入的支部委员会不一致", "committee"))
    return found


def _sizes(record: Tree, book: Book, day: dt.date, rule: Rule) -> list[Doubt]:
    chosen = [
        row for row in record["candidates"] if row["elected"] and row["round"] == Round.ASSEMBLY
    ]
    found = []
    if record["seats"] is not None and len(chosen) > record["seats"]:
        said = f"当选{len(chosen)}人，多于应选名额{record['seats']}人"
        found.append(Doubt(said, "seats"))
    if record["kind"] == ElectionKind.TERM:
        full = sum(entry.category == "full" for entry in book.roster(day.isoformat()))
        only_leaders = all(row["post"] in _LEADERS for row in chosen)
        found += rules.size_doubts(len(chosen), full, rule, only_leaders=only_leaders)
    return found


def _people(record: Tree, book: Book, day: dt.date, rule: Rule) -> list[Doubt]:
    """Whoever stands for a post is a full member with rights; a secretary for at least a year."""
    roster = {entry.member: entry for entry in book.roster(day.isoformat())}
    known: dict[str, Tenure] = {tenure.member.uid: tenure for tenure in book.tenures()}
    found = []
    for row in _named(record):
        if row["member"] is None:
            said = f"{row['name']}没有从名册里选，不能核对是不是本支部的正式党员"
            found.append(Doubt(said, "candidates"))
            continue
        name, entry = name_of(row, book), roster.get(row["member"])
        if entry is None or entry.category != "full":
            found.append(Doubt(f"{name}在{_day(day)}不是本支部的正式党员", "candidates"))
        elif not entry.voting:
            found.append(Doubt(f"{name}在{_day(day)}没有被选举权：{entry.reason}", "candidates"))
        joined = str(known[row["member"]].member.joined_on or "") if row["member"] in known else ""
        exact = bool(joined) and len(joined) == len("2026-03-27")
        months = rule.number("member_months")
        since = add_months(dt.date.fromisoformat(joined), months) if exact else day
        if row["post"] == Post.SECRETARY and since > day:
            said = f"{name}的党龄不满{months}个月，不能任书记"
            found.append(Doubt(said, "candidates", rule.source))
    return found


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
