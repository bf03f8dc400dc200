"""The year at a glance: duties by rows, twelve months each, for the window and the paper."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.rules.duties.model import Duty, State, rule_of
from db.rules.duties.spells import switched_on
from db.rules.rule import Rule, Rules

ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("支部委员会会议", ("committee_meeting",)),
    ("支部党员大会", ("general_meeting",)),
    ("党小组会", ("group_meeting",)),
    ("党课", ("lecture", "secretary_lecture")),
    ("党员活动日", ("activity",)),
    ("组织生活会", ("life_meeting",)),
    ("民主评议党员", ("appraisal",)),
    ("谈心谈话", ("talks",)),
    ("学习学时", ("hours", "hours_committee")),
    ("年度计划、总结", ("plan", "plan_filing", "summary")),
    ("书记述职、轮训", ("review", "secretary_training")),
    ("党费", ("dues", "dues_report")),
    ("换届、补选", ("reelection", "vacancy")),
    ("预备党员转正", ("probation_end", "full_meeting", "full_approval")),
    (
        "发展党员",
        (
            "activist_review",
            "application",
            "application_talk",
            "activist",
            "publicity",
            "candidate",
            "examination",
            "admission",
            "approval",
            "oath",
        ),
    ),
    ("组织关系介绍信", ("letter", "letter_receipt")),
    ("清单、会议决定", ("list_item", "decision")),
)
"""Every duty by its row; rows of duties that a branch does not have are left out."""

PER_PERSON = ("talks", "hours", "hours_committee")
"""The duties that count people: shown as 18/21."""

_WORST = (State.OVERDUE, State.NOW, State.NOT_YET, State.DONE, State.NOT_APPLICABLE)
_OFTEN = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}
_ALWAYS = 10
"""The first rows are those of every branch; the others are shown where there is such a duty."""
_ASIDE = re.compile(r"（(?!待核）)[^（）]*）")


@dataclass(frozen=True)
class Cell:
    """What is due in one month of a row, and the worst state among it."""

    month: int
    state: State
    duties: tuple[Duty, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The uids of the records that count, each once."""
        return tuple(dict.fromkeys(uid for duty in self.duties for uid in duty.records))

    @property
    def drafts(self) -> tuple[str, ...]:
        """The uids of the records that do not count yet, each once."""
        return tuple(dict.fromkeys(uid for duty in self.duties for uid in duty.drafts))


@dataclass(frozen=True)
class Row:
    """One line of the year: its duty in words, how often, how many people, cells by month."""

    title: str
    note: str
    codes: tuple[str, ...]
    people: str
    cells: Mapping[int, Cell]


def glance(duties: Iterable[Duty], rules: Rules, year: int) -> list[Row]:
    """Return the rows of a year; ``rules`` are those of the branch, ``duties`` all of the year.

    What nobody has switched on is left out, and so is what nobody has (no probationary
    member, no term that ends).
    """
    by_code: dict[str, list[Duty]] = {}
    for duty in duties:
        by_code.setdefault(duty.code, []).append(duty)
    rows = []
    for place, (title, codes) in enumerate(ROWS):
        wanted = [code for code in codes if _shown(rule_of(code, rules))]
        found = [
            duty
            for code in codes
            for duty in by_code.get(code, ())
            if code in wanted or duty.state != State.NOT_APPLICABLE
        ]
        if found or (wanted and place < _ALWAYS and by_code):
            rows.append(_row(title, codes, wanted, found, rules, year))
    return rows


def _shown(rule: Rule) -> bool:
    """Whether a duty has its place: what the branch itself has given up says so by –."""
    return switched_on(rule) or bool(rule.local)


def _row(
    title: str,
    codes: tuple[str, ...],
    wanted: list[str],
    found: list[Duty],
    rules: Rules,
    year: int,
) -> Row:
    months: dict[int, list[Duty]] = {}
    for duty in found:
        months.setdefault(month_of(duty, year), []).append(duty)
    groups = {duty.subject for duty in found if duty.code == "group_meeting" and duty.subject}
    counted = [duty for duty in found if duty.code in PER_PERSON and duty.need]
    return Row(
        title=f"{title}（{len(groups)}个组）" if len(groups) > 1 else title,
        note=often(rule_of(wanted[0], rules)) if wanted else "",
        codes=codes,
        people="、".join(f"{duty.have}/{duty.need}" for duty in counted),
        cells={month: _cell(month, each) for month, each in months.items()},
    )


def _cell(month: int, duties: list[Duty]) -> Cell:
    states = {duty.state for duty in duties}
    return Cell(month, next(state for state in _WORST if state in states), tuple(duties))


def month_of(duty: Duty, year: int) -> int:
    """Return the month of the year in which a duty stands: that of its limit.

    What was due before the year stands in January, what is due after it in December; an activity
    counts for its month, whatever day was fixed for it.
    """
    if duty.code == "activity":
        return duty.begins.month
    day = duty.due_by or duty.begins
    if day.year != year:
        return 1 if day.year < year else 12
    return day.month


def often(rule: Rule) -> str:
    """Return how often or by when a duty is to be done, in few words: 每月1次, 一季度, 32学时."""
    if hours := rule.number("hours"):
        return f"每年{hours}学时"
    length, times = rule.number("months"), rule.number("times")
    if length == 12 and rule.number("until_month"):
        return f"{rule.number('until_month')}月底前"
    if length == 12 and rule.number("from_month") == 10:
        return "第四季度"
    if length == 12 and rule.number("from_month"):
        return f"{rule.number('from_month')}月起"
    if length and not times:
        return "每年覆盖全员" if length == 12 else f"{_OFTEN[length]}覆盖全员"
    if length:
        return f"{_OFTEN[length]}{times}次"
    for name, words in _SPANS.items():
        if number := rule.number(name):
            return words.format(number)
    return ""


_SPANS = {
    "limit_months": "{}个月内",
    "months_ahead": "提前{}个月",
    "wait_workdays": "满{}个工作日",
    "wait_months": "满{}个月",
}


def short_source(source: str) -> str:
    """Shorten what ``Rule.source`` says: 《支部工作条例》第十三条（待核）, 本支部规定 if changed.

    What explains the article and the branch's own reason are left to the list of rules.
    """
    told, _mark, local = source.partition("；本支部另有规定：")
    plain = _ASIDE.sub("", told.replace("《中国共产党", "《").replace("（试行）", ""))
    return plain + ("（本支部规定）" if local else "")
