"""Line breaking: full lines, signs at the ends of lines, words and names kept whole."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.official import BODY, PITCH, TITLE, WIDTH
from desktop.documents.text import NO_END, Style, break_text, break_title, one_line, text_width

FORBIDDEN_FIRST = frozenset("，。；：！？）》”、’】")
FORBIDDEN_LAST = frozenset("（《“‘【")
CELL = Style("仿宋", 12, 18, tight=True)

# Text as people write it: never more than two signs together, none at the head of a paragraph.
_words = st.text("支部党员大会讨论通过决议学习贯彻落实组织生活䶮𠮷", min_size=1, max_size=12)
_western = st.sampled_from(["2026年3月27日", "GB/T 9704", "13票", "Windows", "15:00", "50%", "A"])
_opened = st.builds(lambda a, t, b: a[0] + t + a[1] + b, st.sampled_from(["“”", "（）", "《》"]),
                    _words, st.sampled_from(["", "，", "。", "、"]))  # fmt: skip
_signed = st.builds(lambda t, b: t + b, _words, st.sampled_from("，。；：！？、"))
_texts = st.lists(st.one_of(_signed, _opened, _words, _western), min_size=1, max_size=40).map(
    "".join
)


def test_a_full_line_holds_twenty_eight_characters_and_fills_the_block() -> None:
    lines = break_text([("仿宋", "党" * 100)], BODY, WIDTH)
    assert [len(line.text) for line in lines] == [28, 28, 28, 16]
    assert lines[0].width == pytest.approx(28 * PITCH, abs=0.3)


def test_the_first_line_of_a_paragraph_holds_two_characters_less() -> None:
    lines = break_text([("仿宋", "党" * 60)], BODY, WIDTH, first=2 * PITCH)
    assert [len(line.text) for line in lines] == [26, 28, 6]
    assert lines[0].pieces[0].x == pytest.approx(2 * PITCH)


@pytest.mark.parametrize("sign", sorted(FORBIDDEN_FIRST))
def test_a_closing_sign_is_taken_into_the_line_before_it(sign: str) -> None:
    lines = break_text([("仿宋", "党" * 28 + sign + "员" * 28)], BODY, WIDTH)
    assert lines[0].text == "党" * 28 + sign
    assert lines[0].width <= WIDTH + 1


@pytest.mark.parametrize("sign", sorted(FORBIDDEN_LAST))
def test_an_opening_sign_goes_down_to_the_next_line(sign: str) -> None:
    lines = break_text([("仿宋", "党" * 27 + sign + "员" * 28)], BODY, WIDTH)
    assert lines[0].text == "党" * 27
    assert lines[1].text.startswith(sign)


@settings(max_examples=150)
@given(_texts, st.sampled_from([BODY, CELL]), st.floats(150, 445))
def test_no_line_begins_or_ends_with_a_sign_that_may_not(
    text: str, style: Style, width: float
) -> None:
    lines = break_text([(style.role, text)], style, width, first=2 * style.size)
    assert "".join(line.text for line in lines) == text
    for line in lines[1:]:
        assert line.text[0] not in FORBIDDEN_FIRST
    for line in lines[:-1]:
        assert line.text.rstrip()[-1] not in NO_END


@settings(max_examples=150)
@given(_texts)
def test_no_character_stands_outside_the_block(text: str) -> None:
    for line in break_text([("仿宋", text)], BODY, WIDTH):
        assert line.pieces[0].x > -9  # the empty half of an opening sign at most
        assert line.width <= WIDTH + 1 or line.text.endswith(" ")


def test_every_line_but_the_last_is_filled() -> None:
    text = "2026年3月27日15:00，单伟主持召开支部党员大会（第1次），应到21人，实到17人。" * 5
    lines = break_text([("仿宋", text)], BODY, WIDTH)
    for line in lines[:-1]:
        assert line.width == pytest.approx(WIDTH, abs=9)


def test_numbers_with_their_units_and_western_words_stay_whole() -> None:
    text = "会议应到党员实到党员有表决权党员请假党员缺席党员2026年共计Windows"
    for width in range(320, 440, 3):
        for line, after in pairwise(break_text([("仿宋", text)], BODY, width)):
            assert not (line.text[-1].isdigit() and after.text[0] in "0123456789年")
            assert not (line.text[-1].isascii() and after.text[0].isascii())


def test_a_word_longer_than_a_line_is_broken() -> None:
    lines = break_text([("仿宋", "a" * 300)], BODY, WIDTH)
    assert len(lines) > 3
    assert all(line.width <= WIDTH + 1 for line in lines)


def test_names_are_not_divided() -> None:
    text = "出席会议的同志有" * 3 + "解晓璟、仇昇"
    for width in range(250, 440, 11):
        lines = break_text([("仿宋", text)], BODY, width, keep=("解晓璟", "仇昇"))
        assert any("解晓璟" in line.text for line in lines)


def test_a_closing_sign_before_another_sign_takes_half_a_square_in_tables() -> None:
    wide = one_line([("仿宋", "（一）、（二）。")], Style("仿宋", 12, 18))
    tight = one_line([("仿宋", "（一）、（二）。")], CELL)
    assert wide.width - tight.width == pytest.approx(18, abs=0.1)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("支部党员大会会议纪要", ["支部党员大会会议纪要"]),
        (
            "关于推荐区级“人民满意公务员”支部人选的决议",
            ["关于推荐区级“人民满意公务员”", "支部人选的决议"],
        ),
    ],
)
def test_a_title_is_divided_between_words(title: str, expected: list[str]) -> None:
    assert break_title(title, TITLE, WIDTH) == expected


def test_a_title_of_sixty_characters_is_divided_into_balanced_lines() -> None:
    title = (
        "关于召开中共示范区司法局机关第一支部委员会2026年第三季度支部党员大会暨专题组织生活会"
        "学习贯彻会议精神并讨论有关事项的通知"
    )
    lines = break_title(title, TITLE, WIDTH)
    assert "".join(lines) == title
    assert len(lines) == 4 or len(lines) == 3
    assert max(map(len, lines)) - min(map(len, lines)) <= 8
    assert all(text_width(line, TITLE) <= WIDTH + 0.5 for line in lines)
    assert not any(line[0] in "的暨并" for line in lines[1:])


def test_a_title_of_nothing_but_signs_still_prints() -> None:
    assert "".join(break_title("，" * 50, TITLE, WIDTH)) == "，" * 50
