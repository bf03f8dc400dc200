"""From a record to the three lists: what it decided goes on them, what it said is noted."""

from functools import partial

from PySide6.QtWidgets import QWidget

from db import listing, tree
from db.spec import RecordSpec
from desktop.app import Context
from desktop.dialogs.put_on_list import PutOnListDialog


def offer_lists(
    context: Context, kind: RecordSpec, uid: str, parent: QWidget, *, always: bool = False
) -> bool:
    """Offer to put the decisions and problems of a stored record on the lists; whether it did.

    Without ``always`` only while there are some that stand on no list yet.
    """
    if context.readonly:
        return False
    record = tree.dump(kind, uid)
    found = listing.candidates(kind, record)
    if not found:
        if always:
            context.say("这份记录里没有写明的任务或问题，没有可列入清单的。")
        return False
    if not always and all(each.made for each in found):
        return False
    PutOnListDialog(context, kind, record, parent).open()
    return True


def note_progress(context: Context, kind: RecordSpec, uid: str, initiator: object) -> None:
    """Write what a final meeting said of listed items into their logs, once, and say so."""
    record = tree.dump(kind, uid)
    if not listing.said_of(record):
        return
    take = partial(listing.take_progress, record, who=context.who, at=context.now())
    changes = context.run(take, initiator)
    if changes is not None and changes.records:
        count = len(changes.records)
        context.say(f"已把本次会议的情况记入 {count} 项清单事项的进展。")
