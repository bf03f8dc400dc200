"""Reads the golden cases of the assessment: one line each, worked out by hand in the file itself.

How they are written stands in ``tests/data/assessment/README.md``. Facts of duties are written as
in ``tests/data/duties``.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from db.rules.duties.year import duties_of_year
from db.rules.rule import Finding
from db.rules.scoring.evidence import (
    Contacts,
    Evidence,
    Listed,
    Occasion,
    Reviewed,
    Signed,
    Votes,
)
from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Judged, Scheme, Sheet
from db.rules.scoring.sheet import Remark, scored, sum_words
from db.schemes import built_in
from tests import duty_cases

FOLDER = Path(__file__).parent / "data" / "assessment"
YEAR = 2026
RATINGS = {"好": "good", "较好": "fair", "一般": "average", "差": "poor"}


@dataclass
class World(duty_cases.World):
    """A branch and its year as a line tells it, with what people said of the sheet."""

    changes: dict[dt.date, list[Callable[[Occasion], Occasion]]] = field(default_factory=dict)
    listed: list[Listed] = field(default_factory=list)
    letters: list[Signed] = field(default_factory=list)
    debriefs: list[Reviewed] = field(default_factory=list)
    contacts: Contacts = field(default_factory=Contacts)
    attendance: tuple[int, int] = (0, 0)
    votes: dict[str, Votes] = field(default_factory=dict)
    judged: dict[str, Judged] = field(default_factory=dict)
    adjustments: list[Remark] = field(default_factory=list)
    vetoes: list[Remark] = field(default_factory=list)
    switched_off: set[str] = field(default_factory=set)

    def evidence(self, today: dt.date, scheme: Scheme) -> Evidence:
        """Return the evidence as the scoring takes it."""
        given, rules = self.given(), self.rules()
        return Evidence(
            year=YEAR,
            today=today,
            branch=given.branch,
            rules=rules,
            duties=tuple(duties_of_year(given, rules, YEAR, today)),
            occasions=tuple(self._occasions(today)),
            items=tuple(self.listed),
            letters=tuple(self.letters),
            debriefs=tuple(self.debriefs),
            contacts=self.contacts,
            attendance=self.attendance,
            votes=self.votes,
            clean=scheme.clean,
        )

    def _occasions(self, today: dt.date) -> Iterator[Occasion]:
        held = (*duty_cases.KINDS.values(), "group")
        for fact in self.facts:
            if fact.kind in held and fact.counts and fact.day <= today:
                heading = fact.uid.rstrip("0123456789") + f"{fact.day.month}月{fact.day.day}日"
                made = Occasion(fact.uid, heading, fact.kind, fact.day)
                for change in self.changes.get(fact.day, ()):
                    made = change(made)
                yield made

    def change_of(self, day: str, act: Callable[[Occasion], Occasion]) -> None:
        """Say something of the records held on a day."""
        self.changes.setdefault(dt.date.fromisoformat(day), []).append(act)


def _checked(world: World, day: str, code: str, times: str) -> None:
    level = "remind" if code == "R09" else "warn" if code in ("R10", "R21") else "block"
    found = Finding(code, level, "说明", "", ("moved_reason",) if code == "R10" else ())
    own = (found,) * int(times or 1)
    world.change_of(day, lambda made: replace(made, findings=(*made.findings, *own)))


def _unsigned(world: World, day: str) -> None:
    world.change_of(day, lambda made: replace(made, signed=False))


def _issues(world: World, day: str, count: str) -> None:
    world.change_of(day, lambda made: replace(made, issues=int(count)))


def _excellent(world: World, day: str, count: str, most: str) -> None:
    def act(made: Occasion) -> Occasion:
        return replace(made, excellent=int(count), most_excellent=int(most))

    world.change_of(day, act)


def _service(world: World, day: str) -> None:
    world.change_of(day, lambda made: replace(made, service=made.kind == "activity"))


def _attendance(world: World, present: str, due: str) -> None:
    world.attendance = int(present), int(due)


def _letter(world: World, day: str) -> None:
    world.letters.append(Signed("责任书", dt.date.fromisoformat(day)))


def _debrief(world: World, day: str, result: str) -> None:
    world.debriefs.append(
        Reviewed("述职", dt.date.fromisoformat(day), RATINGS.get(result.strip(), ""))
    )


def _contact(world: World, planned: str, visits: str) -> None:
    uids = tuple(f"联系{number}" for number in range(int(visits)))
    world.contacts = Contacts(int(planned) if planned else None, uids)


def _listed(world: World, what: str, due: str, done: str) -> None:
    heading = f"{what}{len(world.listed) + 1}"
    done_on = dt.date.fromisoformat(done) if done else None
    due_on = dt.date.fromisoformat(due)
    world.listed.append(Listed(heading, heading, due_on, done_on, inspected=what == "督查问题"))


def _votes(world: World, what: str, *counts: str) -> None:
    code = "satisfaction" if what == "满意度" else "review"
    world.votes[code] = Votes(*(int(count) for count in counts))


def _said(world: World, who: str, code: str, points: str, why: str) -> None:
    before = world.judged.get(code, Judged())
    mark = round(float(points) * 100)
    given = {"own": mark} if who == "自评" else {"reviewed": mark}
    world.judged[code] = replace(before, **given, reason=why or before.reason)


def _graded(world: World, code: str, grade: str, basis: str) -> None:
    item = built_in().item(code)
    points = next((c.points for c in item.grades if c.title == grade), None)
    world.judged[code] = Judged(own=points, grade=grade, basis=basis)


def _confirmed(world: World, code: str) -> None:
    world.judged[code] = replace(world.judged.get(code, Judged()), confirmed=True)


def _adjusted(world: World, code: str) -> None:
    world.adjustments.append(Remark(code, reason="见文件"))


def _vetoed(world: World, code: str) -> None:
    world.vetoes.append(Remark(code, reason="查实"))


def _off(world: World, code: str) -> None:
    world.switched_off.add(code)


def _monthly(world: World, noun: str, months: str) -> None:
    for month in months.split("、"):
        number = int(month.removesuffix("月"))
        duty_cases._occasion(world, noun, "", f"{YEAR}-{number:02}-20", "")


_D = r"(\d{4}-\d\d-\d\d)"
GRAMMAR: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"(大会|支委会|党课|活动|\S+小组会) ((?:\d+月、?)+)", _monthly),
    (rf"校验 {_D} (R\d\d)(?: (\d+)处)?", _checked),
    (rf"没签字 {_D}", _unsigned),
    (rf"整改 {_D} (\d+)条", _issues),
    (rf"优秀 {_D} (\d+)人最多(\d+)人", _excellent),
    (rf"志愿服务 {_D}", _service),
    (r"到会 (\d+)/(\d+)", _attendance),
    (rf"责任书 {_D}", _letter),
    (rf"述职 {_D}( 好| 较好| 一般| 差)?", _debrief),
    (r"联系点(?: 计划(\d+)次)? 到(\d+)次", _contact),
    (rf"(事项|督查问题) {_D}(?: 完成{_D})?", _listed),
    (r"(满意度|述职测评) 好(\d+) 较好(\d+) 一般(\d+) 差(\d+)", _votes),
    (r"(自评|核定) (\w\d) ([\d.]+)分(?: (\S+))?", _said),
    (r"评 (\w\d) (\S+)(?: (\S+))?", _graded),
    (r"确认 (\w\d)", _confirmed),
    (r"加扣 ([+-]\d)", _adjusted),
    (r"否决 (V\d)", _vetoed),
    (r"停用 (\w\d)", _off),
)
"""What this adds to the facts of ``duty_cases``."""


def world(text: str) -> World:
    """Return the branch and year that the first cell of a line tells."""
    made = World()
    for part in text.split("；"):
        for pattern, act in (*GRAMMAR, *duty_cases.GRAMMAR):
            if found := re.fullmatch(pattern, part.strip()):
                act(made, *(group or "" for group in found.groups()))
                break
        else:
            raise ValueError(f"not a fact: {part!r}")
    return made


@cache
def scheme_of(code: str, switched_off: frozenset[str]) -> Scheme:
    """Return a shipped scheme with some items switched off."""
    whole = built_in(code)
    items = tuple(replace(i, on=i.on and i.code not in switched_off) for i in whole.items)
    return replace(whole, items=items)


@dataclass(frozen=True)
class Case:
    """One line: facts, day, item, its score (— for 不适用, ? for 待评定), the sum in words."""

    where: str
    facts: str
    today: dt.date
    item: str
    score: str
    words: str

    def sheet(self) -> Sheet:
        """Return the whole sheet of the line."""
        told = world(self.facts)
        code = "plain" if self.item.startswith("文字") else "standard"
        scheme = scheme_of(code, frozenset(told.switched_off))
        evidence = told.evidence(self.today, scheme)
        return scored(scheme, evidence, told.judged, told.adjustments, told.vetoes)

    def found(self) -> tuple[str, str]:
        """Return score and words as the program has them."""
        sheet = self.sheet()
        if self.item == "合计":
            total = "—" if sheet.total is None else points_text(sheet.total)
            return f"{total} {sheet.band}", sum_words(sheet)
        line = sheet.line(self.item.removeprefix("文字"))
        if not sheet.scheme.pointed:
            return str(line.conclusion), line.words
        if line.absent:
            return "—", line.words
        return ("?" if line.score is None else points_text(line.score)), line.words


def cases() -> Iterator[Case]:
    """Yield every line of the tables."""
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            facts, today, item, score, words = (cell.strip() for cell in line.split("|"))
            day = dt.date.fromisoformat(today)
            yield Case(f"{path.name} 第{number}行", facts, day, item, score, words)
