"""Contact points (党建联系点): who looks after which branch, how often, what came of findings.

Source: 党建联系点制度 of the seed branch (domain 5). A visit belongs to the contact point of the
same leader, branch and year; the general branch keeps both, a branch without one may keep its own.
"""

from dataclasses import dataclass

from db import operations, queries, tree
from db.errors import Refused
from db.model import dicts
from db.operations import Changes
from db.records import spec
from db.records.contact_point import ContactPoint
from db.records.contact_visit import ContactVisit
from db.spec import Tree

POINT, VISIT = spec("contact_point"), spec("contact_visit")


@dataclass(frozen=True)
class Contact:
    """A leader's branch in a year; ``visits`` are the uids of the visits up to a day, by day.

    ``point`` is None for visits of a leader who has no contact point there in the year.
    """

    leader: str
    post: str
    branch: str
    planned: int
    visits: tuple[str, ...]
    point: Tree | None = None

    @property
    def missing(self) -> int:
        """How many of the planned visits are still to come."""
        return max(self.planned - len(self.visits), 0)


@dataclass(frozen=True)
class Found:
    """A finding of a visit; ``made`` is the living item of 问题清单 that was made of it."""

    visit: Tree
    line: Tree
    made: Tree | None

    @property
    def settled(self) -> bool:
        """Whether it was followed up: noted as done, or closed on the list."""
        return bool(self.line["done_on"]) or (self.made or {}).get("state") in ("done", "closed")


def contact_visits(branch: str, year: int, today: str | None = None) -> list[str]:
    """Return the uids of the visits that leaders paid to a branch in a year, by day.

    Those after the ISO day ``today``, when it is given, do not count. A visit that two
    organisations have noted (same leader, same day) counts once.
    """
    query = ContactVisit.select(
        ContactVisit.uid, ContactVisit.visited_on, ContactVisit.leader_name
    ).where(
        ContactVisit.branch == branch,
        ContactVisit.year == year,
        ContactVisit.deleted_at.is_null(),
    )
    if today is not None:
        query = query.where(ContactVisit.visited_on <= today)
    found: dict[tuple[str, str], str] = {}
    for row in dicts(query.order_by(ContactVisit.visited_on, ContactVisit.entered_at)):
        found.setdefault((row["visited_on"], row["leader_name"]), row["uid"])
    return list(found.values())


def planned(branch: str, year: int) -> int | None:
    """Return how many visits the contact points of a branch plan for a year, None without one."""
    query = ContactPoint.select(ContactPoint.planned).where(
        ContactPoint.branch == branch,
        ContactPoint.year == year,
        ContactPoint.deleted_at.is_null(),
    )
    numbers = [int(row["planned"]) for row in dicts(query)]
    return sum(numbers) if numbers else None


def visits(organisation: str, year: int, today: str) -> list[Tree]:
    """Return the visits that an organisation keeps of a year, up to an ISO day, by day."""
    rows = queries.records(VISIT, organisation=organisation, year=year)
    uids = [row.uid for row in reversed(rows) if (row.day or "") <= today]
    return list(tree.dump_many(VISIT, uids).values())


def of_year(organisation: str, year: int, today: str) -> list[Contact]:
    """Return the contact points of a year in the order of the branches, with visits to an ISO day.

    Visits without a contact point follow.
    """
    held: dict[tuple[str, str], list[Tree]] = {}
    for visit in visits(organisation, year, today):
        held.setdefault((visit["branch"], visit["leader_name"]), []).append(visit)
    found = []
    order = {row["uid"]: place for place, row in enumerate(queries.organisations())}
    points = [row.values for row in queries.records(POINT, organisation=organisation, year=year)]
    for values in sorted(points, key=lambda point: order.get(point["branch"], len(order))):
        own = held.pop((values["branch"], values["leader_name"]), [])
        found.append(
            Contact(
                leader=values["leader_name"],
                post=values["leader_post"],
                branch=values["branch"],
                planned=values["planned"],
                visits=tuple(visit["uid"] for visit in own),
                point=values,
            )
        )
    for (branch, leader), own in held.items():
        uids = tuple(visit["uid"] for visit in own)
        found.append(Contact(leader, own[0]["leader_post"], branch, 0, uids))
    return found


def findings(organisation: str, year: int, today: str) -> list[Found]:
    """Return what the visits of a year found, by day, each with the item that was made of it."""
    pairs = [
        (visit, line) for visit in visits(organisation, year, today) for line in visit["findings"]
    ]
    made = queries.items_of_origins([line["uid"] for _visit, line in pairs])
    return [Found(visit, line, made.get(line["uid"])) for visit, line in pairs]


def new_point(organisation: str, year: int, **values: object) -> Tree:
    """Return a contact point of a year to be filled in."""
    return tree.blank(POINT, organisation=organisation, year=year, **values)


def can_copy(organisation: str, year: int) -> bool:
    """Whether a year has no contact points yet and the one before it has some."""
    if queries.records(POINT, organisation=organisation, year=year):
        return False
    return bool(queries.records(POINT, organisation=organisation, year=year - 1))


def copy_points(organisation: str, year: int, *, who: str, at: str) -> Changes:
    """Begin the contact points of a year as they were in the year before, in one undoable step.

    Days and notes are not taken over. Raises ``Refused`` where there is nothing to copy, or some
    are there already.
    """
    if not can_copy(organisation, year):
        raise Refused(f"{year}年已有联系点，或{year - 1}年没有可照抄的，请逐个登记。")
    uids = [row.uid for row in queries.records(POINT, organisation=organisation, year=year - 1)]
    names = ("leader_name", "leader_post", "branch", "planned", "duty")
    made = [
        new_point(organisation, year, **{name: point[name] for name in names})
        for point in tree.dump_many(POINT, uids).values()
    ]
    rows = [(POINT, point) for point in made]
    return operations.save_many(rows, name=f"照{year - 1}年登记联系点", who=who, at=at)


def new_visit(organisation: str, contact: Contact | None = None, day: str | None = None) -> Tree:
    """Return a visit to be filled in, of a contact point when one is given; the day is ISO."""
    known = {}
    if contact is not None:
        known = {
            "branch": contact.branch,
            "leader_name": contact.leader,
            "leader_post": contact.post,
        }
    return tree.blank(VISIT, organisation=organisation, visited_on=day, **known)
