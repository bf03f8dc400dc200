"""Resident identity numbers (公民身份号码, GB 11643-1999): checked, shown masked.

The place code is not checked: districts were renumbered again and again, and a number keeps the
code of the place and time of its issue.
"""

import datetime as dt
import re

from stdnum.cn import ric

from db import dates

_FORM = re.compile(r"\d{17}[\dX]", re.ASCII)

HIDDEN = "（不显示）"
LOST_DIGITS = "身份证号被表格存成了数字，末几位已丢失，请按证件重填"


def clean(text: str) -> str:
    """Return the number in half-width signs, without spaces or dashes, X in capitals."""
    narrow = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    return re.sub(r"[\s\-'’‘`]", "", narrow).upper()


def problem(text: str, *, born_on: str | None = None, gender: str | None = None) -> str | None:
    """Return what is wrong with a number in one Chinese sentence, or None.

    ``born_on`` is a partial date, ``gender`` 男 or 女; what is not given is not compared.
    """
    number = clean(text)
    if is_rounded(number):
        return LOST_DIGITS
    if re.fullmatch(r"\d{15}", number, re.ASCII):
        return "身份证号是15位旧号，请按现用证件填18位"
    if len(number) != 18:
        return f"身份证号应为18位，现为{len(number)}位，请按证件核对"
    if not _FORM.fullmatch(number):
        return "身份证号只能是数字，末位可以是X，请按证件核对"
    if birth_date(number) is None:
        return f"身份证号中的出生日期{number[6:14]}不存在，请按证件核对"
    if number[-1] != ric.calc_check_digit(number):
        return "身份证号的校验码不对，至少有一位写错了，请按证件核对"
    return _contradiction(number, born_on, gender)


def _contradiction(number: str, born_on: str | None, gender: str | None) -> str | None:
    born = birth_date(number)
    if born_on and born and not born.isoformat().startswith(born_on):
        inside, given = dates.text(born.isoformat()), dates.text(born_on)
        return f"身份证号中的出生日期是{inside}，与出生日期{given}不一致，请核对"
    if gender and gender != gender_of(number):
        return f"身份证号第17位表示性别为{gender_of(number)}，与性别{gender}不一致，请核对"
    return None


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet has turned the number into a float and lost its last digits.

    Spreadsheets keep 15 digits: 3.7040519680115E+17, or 18 digits that end in three zeros and
    fail the check. (Three true zeros that pass the check occur once in thousands of numbers.)
    """
    number = clean(text)
    if re.fullmatch(r"\d(\.\d+)?E\+?1[67]|\d{18}\.0+", number, re.ASCII):
        return True
    return bool(
        re.fullmatch(r"\d{15}000", number, re.ASCII) and number[-1] != ric.calc_check_digit(number)
    )


def birth_date(number: str) -> dt.date | None:
    """Return the date of birth inside an 18-digit number, None where it is no date since 1900."""
    try:
        born: dt.date = ric.get_birth_date(number)
    except ValueError:
        return None
    return born if born.year >= 1900 else None


def gender_of(number: str) -> str:
    """Return 男 for an odd 17th digit, 女 for an even one."""
    return "男" if int(number[16]) % 2 else "女"


def mask(text: str) -> str:
    """Return the number with the birth date hidden: 370405********0011."""
    return re.sub(r"^(.{6}).+(.{4})$", lambda m: m[1] + "*" * (len(text) - 10) + m[2], text)


def conceal(text: str) -> str:
    """Return what lists and histories may show of a private text: 133****1234, （不显示）."""
    plain = "".join(text.split())
    if re.fullmatch(r"[0-9Xx]{15,18}", plain, re.ASCII):
        return mask(plain)
    if re.fullmatch(r"[0-9+()-]{7,}", plain, re.ASCII):
        return f"{plain[:3]}****{plain[-4:]}" if len(plain) > 8 else f"****{plain[-4:]}"
    return HIDDEN if plain else ""


def is_concealed(text: str) -> bool:
    """Whether a text is what ``conceal`` or ``mask`` made: it says nothing new."""
    return "*" in text or text.strip() == HIDDEN
