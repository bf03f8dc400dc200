"""Heart-to-heart talks (谈心谈话): whom the year's talks reached, and whom not yet.

教育管理条例 Art. 19; 支部工作条例（试行） Art. 19 [待核]: among the committee, between committee
and members, and among members, as a rule at least once a year each. What was said is not read.
"""

from collections import Counter
from dataclasses import dataclass, field

from db.branch import Book
from db.model import dicts
from db.records.talk import Talk


@dataclass(frozen=True)
class Reached:
    """One member and the talks of the year: as listener by kind, as talker, the last day."""

    member: str
    name: str
    post: str
    listened: Counter[str] = field(default_factory=Counter)
    talked: int = 0
    last: str | None = None

    @property
    def covered(self) -> bool:
        """Whether the member took part in a talk, on either side."""
        return bool(self.talked or self.listened.total())


def coverage(branch: str, year: int, today: str) -> list[Reached]:
    """Return every member of the branch with the year's talks, in the order of the roster.

    The roster is that of the last day of the year, or of ``today`` (ISO) while the year runs.
    """
    listened: dict[str, Counter[str]] = {}
    talked: Counter[str] = Counter()
    last: dict[str, str] = {}
    names = (Talk.talker, Talk.listener, Talk.kind, Talk.held_on)
    query = Talk.select(*names).where(
        Talk.organisation == branch, Talk.year == year, Talk.deleted_at.is_null()
    )
    for row in dicts(query.order_by(Talk.held_on)):
        if row["listener"]:
            listened.setdefault(row["listener"], Counter())[row["kind"]] += 1
        if row["talker"]:
            talked[row["talker"]] += 1
        for member in filter(None, (row["listener"], row["talker"])):
            last[member] = row["held_on"]
    return [
        Reached(
            entry.member,
            entry.display_name,
            entry.post,
            listened.get(entry.member, Counter()),
            talked[entry.member],
            last.get(entry.member),
        )
        for entry in Book(branch).roster(min(today, f"{year}-12-31"))
    ]


def coverage_words(reached: list[Reached]) -> str:
    """党员 21 人，谈过 19 人；还没有谈过的：单伟、仇昇."""
    without = [each.name for each in reached if not each.covered]
    text = f"党员 {len(reached)} 人，谈过 {len(reached) - len(without)} 人"
    if not reached:
        return "这一年名册上没有党员。"
    return f"{text}；还没有谈过的：{'、'.join(without)}。" if without else f"{text}，已全部覆盖。"
