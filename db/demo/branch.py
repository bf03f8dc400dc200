"""The branches of the sample: organisations, people, groups and terms, entered as they came about.

All names and numbers are made up: identity numbers have the order codes 000 and 001, telephones
the area code 000.
"""

import csv
import datetime as dt
import io
import tomllib
import uuid
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import resources
from db import operations, tree, workdays
from db.records import spec
from db.spec import Tree

BEGIN = "2025-01-03"
_SPACE = uuid.UUID("5e5b1f8e-3a44-5d0a-9a3b-0a7c5a1d2026")
_POSTS = ("secretary", "deputy", "organisation", "publicity", "discipline", "member")


def uid(*names: str) -> str:
    """Return the uid of a sample record, e.g. ``uid("first", "单伟")``."""
    return str(uuid.uuid5(_SPACE, "/".join(names)))


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.read_text(f"demo/{name}.toml"))


def moment(day: str, hour: int = 9, minute: int = 20) -> str:
    """Return the moment of an hour in UTC, which is eight hours earlier than in China."""
    return f"{day}T{hour:02}:{minute:02}:00Z"


def save_all(kind: str, trees: Iterable[Tree], name: str, day: str, minute: int = 20) -> None:
    rows = [(spec(kind), row) for row in trees]
    operations.save_many(rows, name=name, who="示范管理员", at=moment(day, 1, minute))


def pick(key: str, count: int) -> int:
    """Return a number below ``count`` that is always the same for the key."""
    return zlib.crc32(key.encode()) % count


def workday(day: str, steps: int) -> str:
    """Return the working day so many working days after a day, or before it."""
    found = dt.date.fromisoformat(day)
    if steps > 0:
        return workdays.add_workdays(found, steps)[0].isoformat()
    while steps < 0:
        found -= dt.timedelta(days=1)
        steps += bool(workdays.is_workday(found))
    return found.isoformat()


def identified(record: Tree, *names: str) -> Tree:
    """Give a tree and all its lines the uids that belong to its place in the sample."""
    record["uid"] = uid(*names)
    for key, value in record.items():
        if isinstance(value, list):
            for place, row in enumerate(value):
                identified(row, *names, key, str(place))
    return record


class Branch:
    """One branch of the sample on its way into the file."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.uid = uid(key)
        self.facts = toml(f"{key}/branch")
        reader = csv.DictReader(io.StringIO(resources.read_text(f"demo/{key}/members.csv")))
        self.people = {row["key"]: row for row in reader}
        self.groups = {group["name"]: group for group in self.facts["groups"]}

    def organisation(self) -> Tree:
        """Return the record of the branch itself."""
        names = ("name", "short_name", "founded_on", "place", "address", "phone")
        values = {name: self.facts[name] for name in names}
        values["activity_shift"] = self.facts.get("activity_shift", "keep")
        fixed = [{"name": name} for name in self.facts.get("fixed_items", [])]
        record = tree.blank(
            spec("organisation"),
            kind="branch",
            parent=uid("general_branch"),
            remark="示例数据，人名均为虚构。",
            fixed_items=fixed,
            **values,
        )
        return identified(record, self.key)

    def fill(self, today: str) -> None:
        """Enter people, groups, terms and phrases as they were up to the day."""
        self._enter_members(today)
        save_all("group", map(self._group, self.groups.values()), "登记党小组", BEGIN)
        for term in self.facts["committees"]:
            day = max(BEGIN, term["began_on"])
            if day > today:
                continue
            save_all("committee", [self._committee(term)], "登记支部委员会", day)
        blocks = [self._block(n, b) for n, b in enumerate(toml("text_blocks")["block"])]
        save_all("text_block", blocks, "录入常用语", BEGIN)

    def member(self, key: str) -> str:
        """Return the uid of the person with that key."""
        return uid(self.key, "member", self.people[key]["key"])

    def group_uid(self, name: str) -> str:
        """Return the uid of a group by its name."""
        return uid(self.key, "group", self.groups[name]["name"])

    def _group(self, facts: dict[str, Any]) -> Tree:
        leader = {"member": self.member(facts["leader"]), "began_on": None, "ended_on": None}
        record = tree.blank(
            spec("group"),
            organisation=self.uid,
            name=facts["name"],
            founded_on=facts["founded_on"],
            leaders=[leader],
        )
        return identified(record, self.key, "group", facts["name"])

    def _committee(self, term: dict[str, Any]) -> Tree:
        values = {key: value for key, value in term.items() if key not in _POSTS}
        posts = [
            {"member": self.member(term[post]), "post": post, "began_on": None, "ended_on": None}
            for post in _POSTS
            if post in term
        ]
        record = tree.blank(spec("committee"), organisation=self.uid, posts=posts, **values)
        return identified(record, self.key, "committee", str(term["number"]))

    def _block(self, place: int, block: dict[str, str]) -> Tree:
        record = tree.blank(spec("text_block"), organisation=self.uid, position=place, **block)
        return identified(record, self.key, "text_block", str(place))

    def _enter_members(self, today: str) -> None:
        """Enter everyone as known at the beginning, then each change on the day it happened."""
        records = [self._member(n, row) for n, row in enumerate(self.people.values(), 1)]
        days = {day for record in records for day in _days(record) if BEGIN < day <= today}
        entered: dict[str, Tree] = {}
        for day in [BEGIN, *sorted(days)]:
            changed = []
            for record in records:
                known = _as_known(record, day)
                if known is None or known == entered.get(record["uid"]):
                    continue
                revision = spec("member").model.get_or_none(uid=record["uid"])
                entered[record["uid"]] = known
                changed.append(known | {"revision": revision.revision if revision else 0})
            save_all("member", changed, "登记党员", day)

    def _member(self, sequence: int, row: dict[str, str]) -> Tree:
        values: Tree = {name: text for name, text in row.items() if name not in ("key", "group")}
        values |= {name: row[name] or None for name in ("born_on", "worked_from", "full_on")}
        moved = [t for t in self.facts.get("transfers", []) if t["member"] == row["key"]]
        span: Tree = {"branch": self.uid, "began_on": None, "ended_on": None}
        for facts in moved:
            span |= {key: value for key, value in facts.items() if key != "member"}
        grouping = {"group": self.group_uid(row["group"])}
        grouping |= {key: span[key] for key in ("began_on", "ended_on")}
        restrictions = [
            {key: value for key, value in facts.items() if key != "member"} | {"ended_on": None}
            for facts in self.facts.get("restrictions", [])
            if facts["member"] == row["key"]
        ]
        values |= {
            "frail": row["frail"] == "是",
            "id_number": _id_number(row["born_on"], row["gender"]),
            "phone": f"000-{self.facts['phone'][-1]}{sequence:06}",
            "address": f"示范区虚构路{sequence}号",
        }
        record = tree.blank(
            spec("member"),
            organisation=self.uid,
            sequence=sequence,
            memberships=[span],
            groupings=[grouping],
            restrictions=restrictions,
            **values,
        )
        return tree.normalise(spec("member"), identified(record, self.key, "member", row["key"]))


def _id_number(born_on: str, gender: str) -> str:
    """Return an identity number that checks and yet can be nobody's: order code 000 or 001."""
    from stdnum.cn import ric

    digits = (born_on + "-15")[:10].replace("-", "")
    number = f"370405{digits}{'001' if gender == '男' else '000'}"
    return number + str(ric.calc_check_digit(f"{number}0"))


def _days(record: Tree) -> Iterator[str]:
    """Yield the days on which a member's record changed."""
    dates = [record["joined_on"], record["full_on"]]
    for span in (*record["memberships"], *record["restrictions"]):
        dates += [span["began_on"], span["ended_on"]]
    yield from (day for day in dates if day and len(day) == 10)


def _as_known(record: Tree, day: str) -> Tree | None:
    """Return a member's record as it stood at the end of a day, None before the first entry."""
    span = record["memberships"][0]
    if max(record["joined_on"], span["began_on"] or "") > day:
        return None
    known = dict(record)
    if (record["full_on"] or "") > day:
        known["full_on"] = None
    if (span["ended_on"] or "") > day:
        gone = {"ended_on": None, "ended_how": "", "destination": ""}
        known["memberships"] = [span | gone]
        known["groupings"] = [record["groupings"][0] | {"ended_on": None}]
    known["restrictions"] = [r for r in record["restrictions"] if r["began_on"] <= day]
    return known
