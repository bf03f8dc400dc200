"""The shipped rules can be read, cited and picked by the day; a broken file says where."""

import datetime as dt
import re

import pytest

import resources
from db import rulebook
from db.errors import Refused
from db.rules.checks import CHECKS
from db.rules.rule import Override, Rule

DAY = dt.date(2026, 3, 27)
GOOD = """
[[rule]]
code = "X01"
title = "标题"
document = "《某条例》"
article = "第一条"
text = "一句话。"
status = "verified"
"""


def test_every_shipped_rule_can_be_cited():
    for code, group in rulebook.versions().items():
        for rule in group:
            assert rule.source, code
            assert rule.text.endswith("。"), code
            assert rule.title, code
            assert ("待核" in rule.source) is not rule.verified


def test_every_check_has_its_rule_with_a_level():
    codes = {check.__name__.upper() for check in CHECKS}
    expected = {f"R{n:02}" for n in (*range(1, 11), *range(12, 18), 21)}
    assert codes == expected
    assert all(rulebook.rule(code, DAY).level for code in codes)


def test_every_file_in_the_folder_is_read():
    shipped = {entry.name for entry in resources.path("rules").iterdir()}
    assert shipped == set(rulebook.FILES)


def test_articles_that_nobody_has_checked_are_not_quoted_as_certain():
    """Articles 15 and 17 to 28 of the 条例 were not read: only 11 to 14 and 16 may stand alone."""
    for group in rulebook.versions().values():
        for rule in group:
            if "支部工作条例" in rule.document and rule.verified:
                assert re.fullmatch(
                    r"第十[一二三四六]条(?:[、至]第十[一二三四六]条)?", rule.article
                ), rule


@pytest.mark.parametrize(
    ("day", "document"),
    [
        ("2026-05-17", "《中国共产党发展党员工作细则》"),
        ("2026-05-18", "《中国共产党发展党员工作细则》（2026年修订）"),
    ],
)
def test_a_record_is_judged_by_the_rule_of_its_day(day, document):
    assert rulebook.rule("vote.admission", dt.date.fromisoformat(day)).document == document


def test_a_record_older_than_every_version_is_judged_with_a_doubt():
    first = rulebook.rule("vote.general", dt.date(2018, 10, 28))
    assert first.verified
    older = rulebook.rule("vote.general", dt.date(2018, 10, 27))
    assert older.numbers == first.numbers
    assert older.source.endswith("（待核）")


def test_a_rule_that_has_ended_is_the_last_one_with_a_doubt():
    ended = Rule(
        "X", "", "甲", "", "", verified=True,
        effective_from=dt.date(2000, 1, 1), effective_to=dt.date(2010, 1, 1),
    )  # fmt: skip
    assert rulebook.pick([ended], dt.date(2009, 12, 31)) is ended
    assert not rulebook.pick([ended], dt.date(2010, 1, 1)).verified


def test_a_good_rule_is_read():
    (rule,) = rulebook.parse(GOOD + "numbers = { days = 3 }\nlists = { a = ['甲'] }", "x.toml")
    assert (rule.source, rule.number("days"), rule.number("other")) == ("《某条例》第一条", 3, 0)
    assert rule.lists == {"a": ("甲",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rule = [", "x.toml 第1行不合写法"),
        ("rule = 3", "要写成 [[rule]]"),
        ("[[rule]]\ncode = 'X01'", "第1条（X01）缺少 title"),
        (GOOD.replace('"X01"', "3"), "code 写法不对"),
        (GOOD.replace('"verified"', '"sure"'), "status 只能是"),
        (GOOD + "level = 'fatal'", "level 只能是"),
        (GOOD + "colour = 'red'", "不认识的项 colour"),
        (GOOD + "effective_from = '2018-10-28'", "effective_from 写法不对"),
        (GOOD + "numbers = { days = 3.5 }", "numbers 只能是整数"),
        (GOOD + "numbers = { days = true }", "numbers 只能是整数"),
        (GOOD + "lists = { a = 'b' }", "lists 只能是"),
    ],
)
def test_a_broken_rule_says_where_and_what(text, said):
    with pytest.raises(Refused) as refusal:
        rulebook.parse(text, "x.toml")
    assert said in str(refusal.value)


def test_two_versions_may_not_hold_at_the_same_time():
    rules = rulebook.parse(GOOD + GOOD, "x.toml")
    with pytest.raises(Refused, match="X01 有两条"):
        rulebook.arrange(rules)


def test_a_branch_changes_a_rule_for_itself_for_a_time_and_with_a_reason():
    own = [
        Override("vote.general", {"pass_numerator": 2}, "支部规定", dt.date(2026, 1, 1)),
        Override(
            "vote.general",
            {"pass_numerator": 3},
            "新规定",
            dt.date(2026, 5, 1),
            dt.date(2026, 6, 1),
        ),
        Override("no.such.rule", {"x": 1}, "无", dt.date(2026, 1, 1)),
    ]
    shipped = rulebook.rule("vote.general", DAY)
    assert rulebook.rules_for(dt.date(2025, 12, 31), own)["vote.general"] == shipped
    changed = rulebook.rules_for(DAY, own)["vote.general"]
    assert changed.number("pass_numerator") == 2
    assert changed.number("pass_denominator") == shipped.number("pass_denominator")
    assert changed.source == f"{shipped.source}；本支部另有规定：支部规定"
    later = rulebook.rules_for(dt.date(2026, 5, 31), own)["vote.general"]
    assert (later.number("pass_numerator"), later.local) == (3, "支部规定；新规定")
    assert rulebook.rules_for(dt.date(2026, 6, 1), own)["vote.general"] == changed
    assert rulebook.rules_on(DAY)["vote.general"] == shipped
