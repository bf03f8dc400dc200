"""What the declarations of several ledgers share: checks, headings, the people who were there."""

from collections.abc import Callable, Mapping

from db import dates
from db.branch import Member
from db.fields import ReferenceField, TextField
from db.model import Line
from db.spec import Tree

HOURS_HELP = "记给下面名单里的每一位党员；已在党课或活动里记过学时的，这里不再写"


class Attendee(Line):
    """Somebody who was there; each ledger declares the reference to its record.

    ``name`` is how the person was called then; without ``member`` it is somebody from elsewhere.
    """

    member = ReferenceField(Member, "党员")
    name = TextField("姓名", required=True)


def heading(*names: str) -> Callable[[Tree], str]:
    """Return what makes a heading of the texts of these fields: 第3期 宪法宣讲."""

    def made(tree: Tree) -> str:
        return " ".join(" ".join(str(tree[name]).split()) for name in names if tree[name])

    return made


def people(*names: str) -> Callable[[Tree], list[str]]:
    """Return what lists the people that these fields name."""
    return lambda tree: [tree[name] for name in names if tree[name]]


def in_order(tree: Tree, first: str, second: str, words: str) -> Mapping[str, str]:
    """Return the error of two dates that stand the wrong way round: ``words`` says which.

    Partial dates are compared by their first day.
    """
    one, two = tree[first], tree[second]
    if one and two and dates.first_day(two) < dates.first_day(one):
        return {second: f"{words}，请核对。"}
    return {}


def year_error(tree: Tree) -> Mapping[str, str]:
    """Return the error of a year that no record can be of."""
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        return {"year": "年度请写四位数字，如2026。"}
    return {}


def nobody_twice(tree: Tree, line: str, title: str) -> Mapping[str, str]:
    """Return the error of a list that holds a member twice, or a row without a name."""
    seen: set[str] = set()
    for row in tree[line]:
        if not row["name"]:
            return {line: f"{title}里有一行没有姓名，请写上或删去。"}
        if row["member"] in seen:
            return {line: f"{title}里有两个“{row['name']}”，请去掉一个。"}
        if row["member"]:
            seen.add(row["member"])
    return {}
