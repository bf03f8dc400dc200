"""Commands that look at records: list, search, and who was shown what is covered."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from db import disclosures, listing, queries
from db.errors import Refused
from db.records.activity import ACTIVITY
from db.records.held import Status
from db.records.listed_item import LISTED_ITEM, ItemState
from db.search import search as find
from db.spec import Tree
from desktop.cli.common import branch_names, branch_uid, opened, record_type, show, today


def list_records(arguments: Namespace) -> None:
    """List the records of a type with uid, date, title and branch, and how far they have come.

    Meetings and activities have a status, activities a month, listed items what lists are read
    by. Nothing of a talk is told but between whom it was.
    """
    kind = record_type(arguments.type)
    if arguments.year and not kind.day and "year" not in kind.fields:
        raise Refused(f"{kind.title}不按年份，请去掉 --year。")
    day = today()
    with opened(arguments.file):
        rows = queries.records(kind, organisation=branch_uid(arguments.branch), year=arguments.year)
        names = branch_names()
    found = []
    for row in rows:
        item: dict[str, Any] = {
            "uid": row.uid,
            "date": row.day,
            "title": row.heading,
            "branch": names.get(row.organisation or "", ""),
        }
        if "status" in row.values:
            item["status"] = row.values["status"]
        if kind is ACTIVITY:
            item["month"] = row.values["month"]
        if kind is LISTED_ITEM:
            item |= _listed(row.values, day)
        found.append(item)
    if arguments.json:
        show(found)
        return
    for item in found:
        cells = [item["uid"], item["date"] or item.get("due"), item["branch"], item["title"]]
        cells += [Status(item["status"]).label] if "status" in item else []
        cells += _words(item) if kind is LISTED_ITEM else []
        print("\t".join(" ".join((cell or "—").split()) for cell in cells))


def _listed(values: Tree, day: str) -> dict[str, Any]:
    """Return what a listed item is read by; ``overdue`` as of an ISO day."""
    return {
        "list": values["kind"],
        "year": values["year"],
        "number": values["number"],
        "state": values["state"],
        "owner": values["owner_name"],
        "due": values["due_on"],
        "overdue": listing.overdue(values, day),
    }


def _words(item: dict[str, Any]) -> list[str]:
    """Return the owner and the state of a listed item as they are read."""
    state = ItemState(item["state"]).label
    return [item["owner"], f"{state}，逾期" if item["overdue"] else state]


def search(arguments: Namespace) -> None:
    """Search all text of all records."""
    if not arguments.text.strip():
        raise Refused("请写出要查找的词。")
    with opened(arguments.file):
        hits = find(arguments.text, organisation=branch_uid(arguments.branch), limit=-1)
    if arguments.json:
        show(
            [
                {
                    "type": hit.record_type,
                    "uid": hit.uid,
                    "date": hit.day,
                    "title": hit.heading,
                    "excerpt": hit.excerpt,
                }
                for hit in hits
            ]
        )
        return
    for hit in hits:
        print("\t".join((hit.uid, hit.day or "—", hit.heading, hit.excerpt)))


def shown(arguments: Namespace) -> None:
    """List who was shown what is covered else, newest first."""
    with opened(arguments.file):
        found = disclosures.listed()
    if arguments.json:
        show([asdict(each) for each in found])
        return
    for each in found:
        print(f"{each.at}\t{each.who}\t{each.what}")
