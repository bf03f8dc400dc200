"""Writing down that somebody is being shown what is otherwise covered."""

from db import disclosures
from db.errors import Refused
from desktop.app import Context


def noted(context: Context, what: str) -> bool:
    """Whether `what` may be shown now: it was written down, or said why that cannot be.

    In a file open for reading only nothing can be written; that is said, and it is shown.
    """
    try:
        kept = disclosures.record(what, who=context.who, at=context.now())
    except Refused as refusal:
        context.warn(f"没有显示“{what}”，因为这次查看记不下来：{refusal}")
        return False
    if not kept:
        context.say("文件只读，这次查看没有留下记录。")
    return True


def may_leave_the_file(context: Context, where: str, *, identity: bool, talks: bool) -> bool:
    """Whether an export may be written: what goes along that is covered else was written down."""
    along = disclosures.named(identity=identity, talks=talks)
    return not along or noted(context, f"导出“{where}”，带有{along}")
