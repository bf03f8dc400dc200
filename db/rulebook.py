"""The shipped rules: read once from ``resources/rules`` and asked for the day of the record.

Every rule names its document and article and the time in which it holds, so last year's record is
judged by last year's rule.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import resources
from db import toml_text
from db.errors import Refused
from db.rules.rule import LEVELS, Override, Rule, Rules

FILES = (
    "votes.toml",
    "elections.toml",
    "meetings.toml",
    "organisation_life.toml",
    "checks.toml",
    "duties.toml",
    "dues.toml",
)

_KEYS = {
    "code": str,
    "title": str,
    "document": str,
    "article": str,
    "text": str,
    "status": str,
    "level": str,
    "effective_from": dt.date,
    "effective_to": dt.date,
    "numbers": dict,
    "lists": dict,
}
_REQUIRED = ("code", "title", "document", "article", "text", "status")


def parse(text: str, name: str) -> list[Rule]:
    """Read the rules of one file; ``name`` is said when it is broken, which raises ``Refused``."""
    tables = toml_text.parse(text, f"规则文件 {name} ").get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Refused(f"规则文件 {name} 里的规则要写成 [[rule]]。")
    return [_rule(table, f"规则文件 {name} 第{i}条") for i, table in enumerate(tables, 1)]


def _rule(table: Mapping[str, Any], where: str) -> Rule:
    where = f"{where}（{table.get('code', '无代码')}）"
    if missing := [key for key in _REQUIRED if key not in table]:
        raise Refused(f"{where}缺少 {'、'.join(missing)}。")
    if unknown := sorted(set(table) - set(_KEYS)):
        raise Refused(f"{where}有不认识的项 {'、'.join(unknown)}。")
    for key, value in table.items():
        if type(value) is not _KEYS[key]:
            raise Refused(f"{where}的 {key} 写法不对：{value!r}。")
    if table["status"] not in ("verified", "unverified"):
        raise Refused(f"{where}的 status 只能是 verified 或 unverified。")
    if table.get("level") not in (None, *LEVELS[:3]):
        raise Refused(f"{where}的 level 只能是 block、warn 或 remind。")
    numbers, lists = table.get("numbers", {}), table.get("lists", {})
    if not all(type(number) is int for number in numbers.values()):
        raise Refused(f"{where}的 numbers 只能是整数。")
    if not all(isinstance(words, list) and _all_text(words) for words in lists.values()):
        raise Refused(f"{where}的 lists 只能是文字的列表。")
    given = {key: table[key] for key in table if key not in ("status", "numbers", "lists")}
    return Rule(
        **given,
        verified=table["status"] == "verified",
        numbers=numbers,
        lists={key: tuple(words) for key, words in lists.items()},
    )


def _all_text(words: Iterable[Any]) -> bool:
    return all(isinstance(word, str) for word in words)


def arrange(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Group the versions of each rule by code, oldest first; raises ``Refused`` on an overlap."""
    versions: dict[str, list[Rule]] = {}
    for rule in rules:
        versions.setdefault(rule.code, []).append(rule)
    for code, group in versions.items():
        group.sort(key=lambda rule: rule.effective_from or dt.date.min)
        for older, newer in pairwise(group):
            if (older.effective_to or dt.date.max) > (newer.effective_from or dt.date.min):
                raise Refused(f"规则 {code} 有两条在同一时间生效，请核对起止日期。")
    return {code: tuple(group) for code, group in versions.items()}


@cache
def versions() -> Mapping[str, tuple[Rule, ...]]:
    """Return all shipped rules with their versions, oldest first."""
    return arrange(
        rule for name in FILES for rule in parse(resources.read_text(f"rules/{name}"), name)
    )


def pick(group: Iterable[Rule], day: dt.date) -> Rule:
    """Return the version in force on the day, else the nearest one as 待核.

    A record from before the first version that we know is better judged with a doubt than not.
    """
    ordered = list(group)
    for rule in ordered:
        if rule.holds_on(day):
            return rule
    begun = [rule for rule in ordered if rule.effective_from is None or rule.effective_from <= day]
    return replace(begun[-1] if begun else ordered[0], verified=False)


@lru_cache(maxsize=512)
def rules_on(day: dt.date) -> Rules:
    """Return all rules as they stand on the day, by code."""
    return {code: pick(group, day) for code, group in versions().items()}


def rule(code: str, day: dt.date) -> Rule:
    """Return the rule of that code as it stands on the day; raises ``KeyError``."""
    return rules_on(day)[code]


def rules_for(day: dt.date, overrides: Iterable[Override]) -> Rules:
    """Return all rules as they stand on the day for a branch with these changes of its own.

    Of two changes in force of the same number, the one that began later counts.
    """
    rules = dict(rules_on(day))
    for own in sorted(overrides, key=lambda each: each.effective_from):
        if own.holds_on(day) and own.code in rules:
            rule = rules[own.code]
            local = f"{rule.local}；{own.reason}" if rule.local else own.reason
            numbers = {**rule.numbers, **own.numbers}
            rules[own.code] = replace(rule, numbers=numbers, local=local)
    return rules
