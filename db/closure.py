"""Records with everything that they refer to, so that they can stand in a file of their own."""

from db import tree
from db.model import Record
from db.records import RECORDS, spec
from db.spec import Tree


def add_referenced(records: dict[str, list[Tree]]) -> None:
    """Add to records by type name what they refer to, until every reference is answered.

    What lies in the bin comes along when it is referred to.
    """
    have = {record["uid"] for trees in records.values() for record in trees}
    names: dict[type[Record], str] = {kind.model: kind.name for kind in RECORDS}
    fresh = records
    while fresh:
        wanted: dict[str, list[str]] = {}
        for name, trees in fresh.items():
            for record in trees:
                for model, uid in tree.references(spec(name), record):
                    if uid not in have:
                        have.add(uid)
                        wanted.setdefault(names[model], []).append(uid)
        fresh = {
            name: list(tree.dump_many(spec(name), uids).values()) for name, uids in wanted.items()
        }
        for name, trees in fresh.items():
            records[name] = [*records.get(name, []), *trees]
