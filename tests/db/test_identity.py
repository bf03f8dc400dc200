"""Resident identity numbers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from db import identity


@pytest.mark.parametrize(
    "number",
    [
        "370405197403150011",
        "37040519950315000X",
        " 370405 19950315 000x",
        "３７０４０５１９７４０３１５００１１",
    ],
)
def test_a_right_number_has_no_problem(number: str) -> None:
    assert identity.problem(number) is None


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("370405198711150011", "身份证号的校验码不对，至少有一位写错了，请按证件核对"),
        ("37040519740315001", "身份证号应为18位，现为17位，请按证件核对"),
        ("370405740315001", "身份证号是15位旧号，请按现用证件填18位"),
        ("3704051974031500A1", "身份证号只能是数字，末位可以是X，请按证件核对"),
        ("370405197413150011", "身份证号中的出生日期19741315不存在，请按证件核对"),
        ("370405187403150011", "身份证号中的出生日期18740315不存在，请按证件核对"),
        ("3.7040519680115e+17", identity.LOST_DIGITS),
        ("3.70405E+17", identity.LOST_DIGITS),
        ("370405196801150000", identity.LOST_DIGITS),
    ],
)
def test_a_wrong_number_is_named_in_one_sentence(number: str, sentence: str) -> None:
    assert identity.problem(number) == sentence


def test_a_number_may_contradict_the_birth_date_and_the_gender() -> None:
    number = "370405197403150011"
    assert identity.problem(number, born_on="1974-03", gender="男") is None
    assert identity.problem(number, born_on="1974", gender=None) is None
    assert identity.problem(number, born_on="1975-03") == (
        "身份证号中的出生日期是1974年3月15日，与出生日期1975年3月不一致，请核对"
    )
    assert identity.problem(number, gender="女") == (
        "身份证号第17位表示性别为男，与性别女不一致，请核对"
    )


def test_the_masked_number_hides_the_date_of_birth() -> None:
    assert identity.mask("370405197403150011") == "370405********0011"
    assert identity.mask("") == ""


@given(
    st.dates(min_value=dt.date(1900, 1, 1)),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_one_wrong_digit_is_always_found(
    day: dt.date, sequence: int, place: int, shift: int
) -> None:
    body = f"370405{day:%Y%m%d}{sequence:03}"
    number = body + ric.calc_check_digit(body + "0")
    assert identity.problem(number) is None
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert identity.problem(wrong) is not None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("370405197403150011", "370405********0011"),
        ("13300001234", "133****1234"),
        ("0537-2345678", "053****5678"),
        ("2345678", "****5678"),
        ("幸福路12号3单元", "（不显示）"),
        ("370405", "（不显示）"),
        ("", ""),
    ],
)
def test_little_is_shown_of_what_is_private(text, shown):
    assert identity.conceal(text) == shown
