"""Commands that look at records: list and search."""

from argparse import Namespace
from typing import Any

from db import queries
from db.errors import Refused
from db.records.meeting import Status
from db.search import search as find
from desktop.cli.common import branch_names, branch_uid, opened, record_type, show


def list_records(arguments: Namespace) -> None:
    """List the records of a type with uid, date, title and branch; meetings with their status."""
    kind = record_type(arguments.type)
    if arguments.year and not kind.day:
        raise Refused(f"{kind.title}不按年份，请去掉 --year。")
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
        found.append(item)
    if arguments.json:
        show(found)
        return
    for item in found:
        cells = [item["uid"], item["date"] or "—", item["branch"] or "—", item["title"]]
        cells += [Status(item["status"]).label] if "status" in item else []
        print("\t".join(" ".join(cell.split()) for cell in cells))


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
