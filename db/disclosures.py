"""Who has looked at, printed or taken out what is otherwise covered: numbers, addresses, talks.

Each time is a step in the history of the file, which undo passes over and nothing removes.
"""

from dataclasses import dataclass

from db import history, operations
from db.connection import is_readonly
from db.history import DISCLOSED, Step
from db.model import dicts


@dataclass(frozen=True)
class Disclosure:
    """What somebody saw or took out; ``at`` is the true moment in UTC."""

    at: str
    who: str
    what: str


def record(what: str, *, who: str, at: str) -> bool:
    """Write down that ``what`` is being shown; False when the file is open for reading only.

    Raises ``Refused`` when it cannot be written: then it should not be shown.
    """
    if is_readonly():
        return False
    operations.record_step(f"{DISCLOSED}{what}", who=who, at=at)
    return True


def listed() -> list[Disclosure]:
    """Return what has been shown so far, newest first."""
    query = Step.select(Step.at, Step.who, Step.name).where(history.is_disclosure())
    rows = dicts(query.order_by(Step.number.desc()))
    return [Disclosure(row["at"], row["who"], row["name"].removeprefix(DISCLOSED)) for row in rows]


def named(*, identity: bool, talks: bool) -> str:
    """Return in words what of it an export takes along, "" for nothing."""
    numbers = "身份证号、电话、住址和扫描件" if identity else ""
    return "，".join(text for text in (numbers, "谈心谈话记录" if talks else "") if text)
