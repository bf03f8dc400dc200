"""The duties of a year gathered by what they are, for papers that count them and name the rest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.rules.duties.model import Duty
from desktop.documents import dutywords

_NAMES = {"list_item": "清单事项", "decision": "会议决定"}
_OF_ONE = re.compile(r"（[^（）]*(?:（[^（）]*）)?[^（）]*）$")  # whom or which group it is about


@dataclass(frozen=True)
class DutyRow:
    """The duties of one kind, or of one group, and the article they rest on."""

    title: str
    article: str
    duties: tuple[Duty, ...]


def rows_of(duties: Sequence[Duty], order: Sequence[str] = ()) -> list[DutyRow]:
    """Gather the duties of a year in the order of the rules (codes ``duty.…``).

    Those none of which applies are left out, see ``left_out``.
    """
    place = {code.removeprefix("duty."): number for number, code in enumerate(order)}
    made = [
        (place.get(mine[0].code, len(place)), DutyRow(title, article(mine), tuple(mine)))
        for title, mine in _gathered(duties).items()
        if dutywords.asked(mine)
    ]
    return [row for _place, row in sorted(made, key=lambda pair: pair[0])]


def left_out(duties: Sequence[Duty]) -> dict[str, list[str]]:
    """Return by reason the titles of the duties that do not apply at all in the year."""
    found: dict[str, list[str]] = {}
    for title, mine in _gathered(duties).items():
        if not dutywords.asked(mine):
            found.setdefault(mine[-1].reason, []).append(title)
    return found


def article(duties: Sequence[Duty]) -> str:
    """Return the article of duties, the first with 等 where there are several."""
    wanted = dutywords.asked(duties) or list(duties)
    articles = list(dict.fromkeys(map(dutywords.article, wanted)))
    return articles[0] + ("等" if len(articles) > 1 else "")


def _gathered(duties: Sequence[Duty]) -> Mapping[str, list[Duty]]:
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        plain = duty.title if duty.code == "group_meeting" else _OF_ONE.sub("", duty.title)
        found.setdefault(_NAMES.get(duty.code) or plain, []).append(duty)
    return found
