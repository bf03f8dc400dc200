"""The activity days of the sample: the plan of each year and what was done on the day."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from db import drafting, operations, tree
from db.branch import Book, due
from db.demo.branch import Branch, identified, moment, toml, uid
from db.demo.occasion import Occasion, Step, numbered
from db.records import spec
from db.spec import Tree

_PLAN = spec("activity_plan")


def plans(branch: Branch, today: str) -> Iterator[Step]:
    """Yield the entering of each year's plan of the branch up to the day."""
    for facts in toml(f"{branch.key}/plan")["plan"]:
        if facts["made_on"] <= today:
            name = f"{branch.key}/activity_plan/{facts['year']}"
            at = moment(facts["made_on"], 8)
            yield at, name, partial(_enter_plan, branch, name, facts, at)


def _enter_plan(branch: Branch, name: str, facts: dict[str, Any], at: str) -> None:
    record = drafting.new_plan(branch.uid, facts["year"])
    record |= {key: facts[key] for key in ("aims", "made_on", "filed_on")}
    months = {row["month"]: row for row in record["months"]}
    shown = {e.member: e.display_name for e in Book(branch.uid).roster(facts["made_on"])}
    for month, category, title, place, organiser, owner, *rest in facts["months"]:
        remark, planned_on, reason = (*rest, "", "", "")[:3]
        member = branch.member(owner)
        months[month] |= {
            "category": category,
            "title": title,
            "place": place,
            "organiser": organiser,
            "owner": member,
            "owner_name": shown.get(member, owner),
            "remark": remark,
            "moved_reason": reason,
        }
        if planned_on:
            months[month]["planned_on"] = planned_on
    for month in facts.get("unplanned", []):
        months[month] |= {"planned_on": None, "title": facts["unplanned_title"]}
    who = shown[branch.member(branch.facts["recorders"]["committee"])]
    operations.save(_PLAN, identified(record, name), who=who, at=at)


def activities(branch: Branch, today: str) -> "Iterator[ActivityEntry]":
    """Yield the activities that the branch held up to the day."""
    book = Book(branch.uid)
    for facts in numbered(toml(f"{branch.key}/activity")["activity"]):
        if facts["held"] <= today:
            yield ActivityEntry(branch, facts, book, today)


class ActivityEntry(Occasion):
    """One activity of the sample; what it does not say itself stands in the year's plan."""

    spec = spec("activity")
    texts = (
        "title", "category", "place", "organiser", "process", "outcome", "moved_reason",
        "late_reason", "preparation", "hours",
    )  # fmt: skip
    kind = "activity"

    def __init__(self, branch: Branch, facts: dict[str, Any], book: Book, today: str) -> None:
        name = f"{branch.key}/activity/{facts['held']}"
        super().__init__(branch, name, facts, book, today)
        self.due = due(self.roster.values(), "activity")

    def decided(self) -> Iterator[tuple[str, Tree]]:
        """Yield the uid and the values of each decision."""
        for row, facts in enumerate(self.facts.get("tasks", [])):
            yield uid(self.name, "decisions", str(row)), self.owned(*facts)

    def _record(self) -> Tree:
        facts = self.facts
        planned = facts.get("planned_on")
        began, ended = self.time()
        record = drafting.new_activity(self.branch.uid, self.held, planned_on=planned)
        undone = facts.get("undone", [])
        for item in record["fixed_items"]:
            item["done"] = item["name"] not in undone
        record |= {key: facts[key] for key in self.texts if key in facts}
        record |= {
            "number": facts["number"],
            "began_at": began,
            "ended_at": ended,
            "observers": self.observers(),
            "decisions": [
                tree.blank_line(self.spec.line("decisions"), **line)
                for _uid, line in self.decided()
            ],
            "attendance": self.attendance(),
        }
        return record | self.notice() | self.officers()

    def _minutes(self) -> int:
        return 90

    def involved(self) -> set[str]:
        """Return the keys of those whom the text names."""
        words = "".join(self.facts.get(key, "") for key in ("process", "outcome", "organiser"))
        named = {key for key, row in self.branch.people.items() if row["name"] in words}
        owners = {who for _text, who, _day in self.facts.get("tasks", [])}
        return super().involved() | named | (owners & set(self.branch.people))
