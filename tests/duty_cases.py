"""Reads the golden cases of duties: one line each, in words that a secretary could check.

How they are written stands in ``tests/data/duties/README.md``.
"""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from db import rulebook, workdays
from db.records.duty_note import DutyCode
from db.rules.duties.model import (
    Branch,
    Duty,
    Fact,
    Facts,
    Group,
    Held,
    Item,
    Person,
    Planned,
    RulesOn,
    Span,
    Term,
)
from db.rules.duties.year import duties_of_year
from db.rules.rule import Override

FOLDER = Path(__file__).parent / "data" / "duties"
LONG_AGO = dt.date(2001, 7, 1)
NAMES = "甲乙丙丁戊己庚辛"
POSTS = {"甲": "secretary", "乙": "organisation", "丙": "publicity", "丁": "discipline"}
KINDS = {
    "大会": "general",
    "支委会": "committee",
    "党课": "lecture",
    "组织生活会": "life",
    "民主评议": "appraisal",
    "活动": "activity",
}
CODES = {code.label: str(code) for code in DutyCode}
LENGTH = {"次": "times", "个月": "months"}


@dataclass
class World:
    """A branch as a line tells it."""

    people: dict[str, Person] = field(default_factory=dict)
    lives: Span = field(default_factory=Span)
    groups: list[Group] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    planned: dict[int, Planned] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in NAMES:
            posts = (Held(post=POSTS[name]),) if name in POSTS else ()
            self.people[name] = Person(name, name, (Span(),), LONG_AGO, LONG_AGO, posts=posts)

    def change(self, name: str, **values: object) -> None:
        """Replace facts of one person."""
        self.people[name] = replace(self.people[name], **values)

    def given(self) -> Facts:
        """Return the facts as the rules take them."""
        first = Term("届1", 1, dt.date(2024, 1, 1), dt.date(2027, 1, 1))
        branch = Branch(
            self.lives,
            tuple(self.people.values()),
            tuple(self.groups),
            tuple(self.terms or [first]),
            self.planned,
        )
        return Facts(branch, workdays.add_workdays, tuple(self.facts), tuple(self.items))

    def rules(self) -> RulesOn:
        """Return the shipped rules with the changes of the line."""
        return functools.cache(lambda day: rulebook.rules_for(day, self.overrides))


def _day(text: str) -> dt.date:
    return dt.datetime.fromisoformat(text).date()  # a meeting at 23:59 is of that day


def _occasion(world: World, noun: str, draft: str, moment: str, more: str) -> None:
    day = _day(moment.strip())
    fact = Fact(KINDS.get(noun, "group"), day, f"{noun}{len(world.facts)}", counts=not draft)
    if fact.kind == "group":
        fact = replace(fact, group=noun.removesuffix("会"))
    for word in more.split():
        if found := re.fullmatch(r"算(\d+)月", word):
            fact = replace(fact, on=dt.date(day.year, int(found[1]), 1))
        elif found := re.fullmatch(r"([\d.]+)学时", word):
            fact = replace(fact, hours=round(float(found[1]) * 100))
        elif found := re.fullmatch(r"录入(\S+)", word):
            fact = replace(fact, entered_on=_day(found[1]))
        elif found := re.fullmatch(r"(.)讲", word):
            fact = replace(fact, lecturer=found[1])
        elif word == "在活动中":
            fact = replace(fact, occasion=f"活动{day}")
        else:
            fact = replace(fact, members=frozenset(NAMES if word == "全体" else word))
    world.facts.append(fact)


def _talk(world: World, day: str, both: str) -> None:
    world.facts.append(Fact("talk", _day(day), f"谈话{day}{both}", members=frozenset(both)))


def _plan(world: World, draft: str, day: str) -> None:
    first = dt.date(2026, 1, 1)
    made = _day(day) if day else first
    world.facts.append(Fact("plan", made, "计划", on=first, counts=not draft))


def _filed(world: World, day: str) -> None:
    world.facts.append(Fact("plan_filed", _day(day), "计划", on=dt.date(2026, 1, 1)))


def _branch(world: World, day: str, what: str) -> None:
    world.lives = Span(_day(day), None) if what == "成立" else Span(None, _day(day))


def _full_members(world: World, count: str) -> None:
    for name in NAMES[int(count) :]:
        del world.people[name]


def _no_committee(world: World) -> None:
    for name in world.people:
        world.change(name, posts=())


def _group(world: World, name: str, day: str, what: str) -> None:
    lives = {"成立": lambda: Span(_day(day), None), "撤销": lambda: Span(None, _day(day))}
    world.groups.append(Group(name, name, lives[what]() if what else Span()))


def _moved(world: World, name: str, day: str, what: str) -> None:
    here = Span(_day(day), None) if what == "转入" else Span(None, _day(day))
    world.change(name, here=(here,))


def _frail(world: World, name: str) -> None:
    world.change(name, frail=True)


def _uncounted(world: World, name: str) -> None:
    world.change(name, uncounted=(Span(),))


def _leaves_post(world: World, name: str, day: str) -> None:
    (held,) = world.people[name].posts
    world.change(name, posts=(replace(held, end=_day(day)),))


def _takes_post(world: World, name: str, day: str) -> None:
    world.change(name, posts=(Held(_day(day), None, "secretary"),))


def _probationary(world: World, name: str, day: str) -> None:
    world.people[name] = Person(name, name, (Span(),), _day(day), None)


def _full(world: World, name: str, day: str) -> None:
    world.change(name, full_on=_day(day))


def _term(world: World, number: str, began: str, due: str) -> None:
    world.terms.append(Term(f"届{number}", int(number), _day(began), _day(due)))


def _own_rule(world: World, title: str, number: str, unit: str, day: str) -> None:
    numbers = {LENGTH.get(unit, "hours"): int(number), "on": 1}
    world.overrides.append(Override(f"duty.{CODES[title]}", numbers, "局文件", _day(day)))


def _switched(world: World, what: str, title: str, day: str) -> None:
    numbers = {"on": int(what == "启用")}
    world.overrides.append(Override(f"duty.{CODES[title]}", numbers, "局文件", _day(day)))


def _of_period(world: World, title: str, year: str, month: str, day: str) -> None:
    on = dt.date(int(year), int(month or 1), 1)
    world.facts.append(Fact("note", _day(day), f"登记{title}{on}", on=on, code=CODES[title]))


def _of_person(world: World, title: str, name: str, day: str) -> None:
    uid = f"登记{title}{name}"
    world.facts.append(Fact("note", _day(day), uid, name, code=CODES[title], about=name))


def _item(world: World, due: str, done: str) -> None:
    done_on = _day(done) if done else None
    world.items.append(Item("list_item", "项1", "项1", "任务", _day(due), done_on))


def _decision(world: World, due: str) -> None:
    world.items.append(Item("decision", "行1", "会1", "决定", _day(due)))


def _planned(world: World, month: str, day: str) -> None:
    on = _day(day)
    world.planned[int(month)] = Planned(on, f"定在{on.month}月{on.day}日")


def _nothing(_world: World) -> None:
    pass


_D = r"(\d{4}-\d\d-\d\d)"
GRAMMAR: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"无", _nothing),
    (rf"谈话 {_D} (..)", _talk),
    (rf"计划(草稿)?(?: {_D})?", _plan),
    (rf"报备 {_D}", _filed),
    (rf"支部 {_D}(成立|撤销)", _branch),
    (r"正式党员(\d)人", _full_members),
    (r"无支委", _no_committee),
    (rf"小组 (\S+)(?: {_D}(成立|撤销))?", _group),
    (rf"(.) {_D}(转入|转出)", _moved),
    (r"(.)年老体弱", _frail),
    (r"(.)不计入应到", _uncounted),
    (rf"(.) {_D}卸任", _leaves_post),
    (rf"(.) {_D}任书记", _takes_post),
    (rf"预备党员(.) {_D}", _probationary),
    (rf"(.) {_D}转正", _full),
    (rf"第(\d)届 {_D}至{_D}", _term),
    (rf"规定 (\S+) (?:每期)?(\d+)(次|个月|学时) {_D}起", _own_rule),
    (rf"(停办|启用) (\S+) {_D}起", _switched),
    (rf"办结 (\S+) (\d{{4}})年(?:(\d+)月)? {_D}", _of_period),
    (rf"办结 (\S+) (\S+) {_D}", _of_person),
    (rf"任务 {_D}(?: 完成{_D})?", _item),
    (rf"决定 {_D}", _decision),
    (rf"活动日 (\d+)月定在{_D}", _planned),
    (rf"(\S+?)(草稿)? ({_D[1:-1]}(?: \d\d:\d\d)?)((?: \S+)*)", _occasion),
)
"""How a fact is written, and what it does to the branch; the first that fits is taken."""


def world(text: str) -> World:
    """Return the branch that the first cell of a line tells."""
    made = World()
    for part in text.split("；"):
        for pattern, act in GRAMMAR:
            if found := re.fullmatch(pattern, part.strip()):
                act(made, *(group or "" for group in found.groups()))
                break
        else:
            raise ValueError(f"not a fact: {part!r}")
    return made


@dataclass(frozen=True)
class Case:
    """One line: facts, day, duty with its period, expected state and words, article."""

    where: str
    facts: str
    today: dt.date
    duty: str
    state: str
    said: str
    article: str

    def found(self) -> list[Duty]:
        """Return the duty as the pages of its year and of the current one have it."""
        told = world(self.facts)
        named = re.search(r"(\d{4})年", self.duty)
        years = {self.today.year, int(named[1]) if named else self.today.year}
        return [
            duty
            for year in sorted(years)
            for duty in duties_of_year(told.given(), told.rules(), year, self.today)
            if f"{duty.title} {duty.period}" == self.duty
        ]


def cases() -> Iterator[Case]:
    """Yield every line of the tables."""
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            facts, today, duty, state, article = (cell.strip() for cell in line.split("|"))
            state, _, said = state.partition("（")
            where = f"{path.name} 第{number}行"
            said = said.removesuffix("）")
            yield Case(where, facts, _day(today), duty, state, said, article)
