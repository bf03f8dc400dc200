"""The parts of a record that are compared on their own.

What a package may leave out (the numbers, addresses and scans of a member) is a part by itself:
left out it says nothing, and what the receiving file has of it stays.
"""

from db.lineage import fingerprint
from db.spec import ATTACHMENTS, ROOT_KEYS, RecordSpec, Tree
from db.withheld import private_keys

OPEN, PRIVATE = "", "private"
DELETED, EMPTY = "deleted", "empty"


def keys(kind: RecordSpec, part: str) -> list[str]:
    """Return the keys of a part, in the order of the form; not those of identity and life."""
    names = [*kind.fields, *(line.name for line in kind.all_lines)]
    private = private_keys(kind)
    return [name for name in names if (name in private) == (part == PRIVATE)]


def parts(kind: RecordSpec) -> tuple[str, ...]:
    """Return the parts that a record of the type has."""
    return (OPEN, PRIVATE) if private_keys(kind) else (OPEN,)


def state(kind: RecordSpec, record: Tree, part: str) -> str:
    """Return what a part of a record is now: a fingerprint, or that it is deleted or empty."""
    if part == OPEN:
        if record["deleted_at"] is not None:
            return DELETED
        return fingerprint(record, private_keys(kind))
    if not any(record[name] for name in keys(kind, part)):
        return EMPTY
    return fingerprint(record, [*ROOT_KEYS, *keys(kind, OPEN)])


def without_private(kind: RecordSpec, record: Tree) -> Tree:
    """Return a record as it travels without the private part of it."""
    empty = {name: [] if name == ATTACHMENTS.name else "" for name in private_keys(kind)}
    return record | empty
