"""What travels to other files only when it is asked for: a member's numbers, address and scans.

Left out it says nothing: what the receiving file has of it stays.
"""

from db.records.member import MEMBER
from db.spec import ATTACHMENTS, RecordSpec


def private_keys(kind: RecordSpec) -> frozenset[str]:
    """Return the keys of a record that travel only when they are asked for."""
    if kind is not MEMBER:
        return frozenset()
    names = {name for name, field in kind.fields.items() if getattr(field, "private", False)}
    return frozenset({*names, ATTACHMENTS.name})
