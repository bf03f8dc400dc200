"""Copied texts are alike whatever their order and figures; others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.likeness import at_least, fingerprint, normalised, percent_alike, titles_alike

TEXTS = st.text(alphabet="支部党员大会学习讨论整改落实责任", max_size=120)


def _alike(one: str, other: str) -> int:
    return percent_alike(fingerprint(one), fingerprint(other))


@given(one=TEXTS, other=TEXTS)
def test_likeness_is_symmetric(one, other):
    assert _alike(one, other) == _alike(other, one)
    assert titles_alike(one, other) == titles_alike(other, one)
    first, second = fingerprint(one), fingerprint(other)
    assert at_least(first, second, 60) == at_least(second, first, 60)


@given(text=TEXTS)
def test_a_text_is_wholly_like_itself_once_it_has_a_run(text):
    assert _alike(text, text) == (100 if len(text) >= 4 else 0)


@given(one=TEXTS, other=TEXTS)
def test_the_first_look_at_short_texts_loses_nothing(one, other):
    percent = _alike(one, other)
    found = at_least(fingerprint(one), fingerprint(other), 60)
    assert found == (percent if percent >= 60 else 0)


def test_reordered_speakers_and_other_dates_do_not_hide_a_copy():
    first = "王芳说调解员下社区要提前排好班次，别让群众白跑一趟。"
    second = "李伟认为合并安排容易走过场，建议单独去一次并留下记录。"
    third = "仇昇汇报3月12日的普法活动发放资料200份，接受咨询46人次。"
    copied = third.replace("3月12日", "9月8日").replace("200", "310") + first + second
    assert _alike(first + second + third, copied) >= 80


def test_figures_and_punctuation_do_not_count():
    assert normalised("3月，12 日：OK！") == "月日OK"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("讨论接收褚垚同志转正", "研究褚垚同志转正事宜", True),
        ("推荐区级人民满意公务员人选", "研究推荐区级“人民满意公务员”支部人选", True),
        ("一季度党费收缴情况", "研究褚垚同志转正事宜", False),
        ("", "研究褚垚同志转正事宜", False),
    ],
)
def test_titles_of_the_same_matter_are_alike(one, other, alike):
    assert (titles_alike(one, other) >= 40) is alike


def test_long_texts_that_are_alike_survive_the_first_look():
    text = "".join(chr(0x4E00 + (place * 37) % 3000) for place in range(1500))
    copy = text[300:] + text[:200]
    percent = percent_alike(fingerprint(text), fingerprint(copy))
    assert percent > 80
    assert at_least(fingerprint(text), fingerprint(copy), 60) == percent
    other = "".join(chr(0x6E00 + (place * 41) % 3000) for place in range(1500))
    assert at_least(fingerprint(text), fingerprint(other), 60) == 0
