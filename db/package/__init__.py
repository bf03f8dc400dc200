"""The package that a branch sends up (上报包), its merge by uid, and the hand-over (移交).

``write`` makes a package of a branch and a year, ``read`` checks one, ``difference`` holds it
against the open file, ``merge`` takes it in as one undoable step. ``seal``, ``close_old`` and
``take_back`` hand a whole file over to a successor.
"""

from db.errors import Protected
from db.package.compare import BINNED, Compared, Difference, by_type, difference
from db.package.file import Package, is_one, looks_like_one, needs_password, read, write
from db.package.handover import (
    Count,
    attachment_count,
    close_old,
    handover_counts,
    last_copy,
    seal,
    take_back,
)
from db.package.merge import Decisions, keep_ours, merge, merged, take_theirs

__all__ = [
    "BINNED",
    "Compared",
    "Count",
    "Decisions",
    "Difference",
    "Package",
    "Protected",
    "attachment_count",
    "by_type",
    "close_old",
    "difference",
    "handover_counts",
    "is_one",
    "keep_ours",
    "last_copy",
    "looks_like_one",
    "merge",
    "merged",
    "needs_password",
    "read",
    "seal",
    "take_back",
    "take_theirs",
    "write",
]
