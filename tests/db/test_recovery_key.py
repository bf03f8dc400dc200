"""The recovery key on paper: it comes back whole, however it is typed, and tells a slip."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db import recovery_key
from db.errors import Refused

RAW = bytes(range(7, 39))
keys = st.binary(min_size=32, max_size=32)


@given(keys)
def test_a_key_comes_back_from_paper_as_it_was(raw: bytes) -> None:
    assert recovery_key.parse(recovery_key.text(raw)) == raw


def test_a_key_is_fourteen_groups_of_four_without_letters_that_look_like_digits() -> None:
    text = recovery_key.text(RAW)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}", text)


@given(keys, st.sampled_from([" ", "", "－", "—", "\u3000", "\n", ".", " - "]), st.booleans())
def test_case_blanks_dashes_and_lookalikes_do_not_matter(raw, between, low) -> None:
    typed = recovery_key.text(raw).replace("-", between).replace("0", "O").replace("1", "l")
    assert recovery_key.parse(f" {typed.lower() if low else typed}\n") == raw


def test_a_key_typed_in_full_width_is_the_same_key() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in recovery_key.text(RAW))
    assert recovery_key.parse(wide) == RAW


@given(keys, st.integers(0, 55), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_noticed_and_never_blamed_on_another_group(
    raw: bytes, place: int, other: str
) -> None:
    symbols = recovery_key.text(raw).replace("-", "")
    assume(symbols[place] != other)
    with pytest.raises(Refused) as refused:
        recovery_key.parse(symbols[:place] + other + symbols[place + 1 :])
    named = re.search(r"第(\d+)组", str(refused.value))
    # Very rarely two slips explain the check equally well, and then no group is named.
    assert "抄错" in str(refused.value)
    assert named is None or int(named[1]) == place // 4 + 1


def test_the_wrong_group_is_named() -> None:
    text = recovery_key.text(RAW)
    groups = text.split("-")
    swapped = [*groups]
    swapped[4] = groups[4][1] + groups[4][0] + groups[4][2:]
    assert swapped[4] != groups[4]
    with pytest.raises(Refused, match="第5组很可能抄错了"):
        recovery_key.parse("-".join(swapped))
    with pytest.raises(Refused, match="第3组有不该有的字符“U”"):
        recovery_key.parse("-".join([*groups[:2], "ABCU", *groups[3:]]))
    with pytest.raises(Refused, match="有一处或几处抄错了"):
        recovery_key.parse("-".join([groups[1], groups[0], *groups[2:]]))


@pytest.mark.parametrize("typed", ["", " ", "ABCD", "0" * 55, "0" * 57, "密码" * 28])
def test_what_is_no_key_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        recovery_key.parse(typed)
    assert "\n" not in str(refused.value)
    assert not recovery_key.looks_like_one(typed)
