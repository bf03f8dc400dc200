"""Numbers frozen with a report: kept as they were, compared with what the records say now."""

from collections.abc import Iterable
from dataclasses import dataclass

from db import numbers, operations, queries, tree
from db.errors import Refused
from db.numbers import Number, Period
from db.operations import Changes
from db.records.frozen_numbers import FROZEN_NUMBERS
from db.spec import Tree

DIFFERS = "与定稿不符"


@dataclass(frozen=True)
class Compared:
    """A frozen number beside that of today; ``differs`` is a sentence, "" where they agree.

    ``now`` is "" where the records now give no such number, ``then`` where they gave none.
    """

    key: str
    system: str
    title: str
    then: str
    now: str
    differs: str


def freeze(
    organisation: str, period: Period, *, title: str, today: str, who: str, at: str
) -> Changes:
    """Keep the numbers of a period as they stand on the ISO day ``today``.

    Raises ``Refused`` when there are none, or the title is missing.
    """
    found = numbers.of_period(organisation, period, today)
    counted = [each for each in found if each.uids]
    if not title.strip():
        raise Refused("请写明这组数字用在哪一份总结、报告里，再定稿。")
    if not counted:
        raise Refused(f"{period.text}没有可以定稿的数字，请先登记记录或换一个时段。")
    record = tree.blank(
        FROZEN_NUMBERS,
        organisation=organisation,
        title=title.strip(),
        first_on=period.first,
        last_on=period.last,
        frozen_on=today,
        numbers=[_line(each) for each in counted],
    )
    return operations.save(FROZEN_NUMBERS, record, who=who, at=at)


def withdraw(uid: str, *, today: str, who: str, at: str) -> Changes:
    """Mark a frozen set as withdrawn (作废) on the ISO day ``today``; it is kept as it is."""
    record = tree.dump(FROZEN_NUMBERS, uid) | {"withdrawn_on": today}
    name = f"作废 {FROZEN_NUMBERS.heading(record)}"
    return operations.save(FROZEN_NUMBERS, record, who=who, at=at, name=name)


def sets_of(organisation: str) -> list[Tree]:
    """Return the root rows of the living frozen sets, the newest first."""
    return [row.values for row in queries.records(FROZEN_NUMBERS, organisation=organisation)]


def compared(record: Tree, today: str) -> list[Compared]:
    """Return each number of a frozen set beside that of today, then those that came to it.

    A number differs when its words do or other records are behind it now.
    """
    period = Period(record["first_on"], record["last_on"])
    now = {each.key: each for each in _now(record["organisation"], period, today)}
    found = [_compare(line, now.pop(line["key"], None)) for line in record["numbers"]]
    found += [
        Compared(each.key, each.system, each.title, "", each.text, f"{DIFFERS}：定稿时没有这一项")
        for each in now.values()
    ]
    return found


def _now(organisation: str, period: Period, today: str) -> Iterable[Number]:
    return (each for each in numbers.of_period(organisation, period, today) if each.uids)


def _compare(line: Tree, now: Number | None) -> Compared:
    then, uids = line["said"], set(line["uids"].split())
    present = set(now.uids) if now else set()
    said = []
    if now is None or now.text != then:
        said.append(f"定稿{then}，现在{now.text if now else '没有'}")
    if gone := len(uids - present):
        said.append(f"少了{gone}条记录")
    if came := len(present - uids):
        said.append(f"多了{came}条记录")
    differs = f"{DIFFERS}：{'，'.join(said)}" if said else ""
    text = now.text if now else ""
    return Compared(line["key"], line["system"], line["title"], then, text, differs)


def _line(number: Number) -> Tree:
    return {
        "key": number.key,
        "system": number.system,
        "title": number.title,
        "said": number.text,
        "uids": " ".join(number.uids),
    }
