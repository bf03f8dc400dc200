"""The members of a branch as the list shows them: searched, filtered, grouped, in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from db import dates, identity, names, queries
from db.branch import Book, RosterEntry
from db.fields import Named
from db.spec import Tree


class Show(Named):
    """Which members are listed."""

    HERE = "here", "在册党员"
    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"
    RESTRICTED = "restricted", "权利受限"
    GONE = "gone", "已转出"
    ALL = "all", "全部"


class Order(Named):
    """In which order."""

    ROSTER = "roster", "名册次序"
    PINYIN = "pinyin", "拼音"
    STROKES = "strokes", "姓氏笔画"
    JOINED = "joined", "入党时间"


class Grouping(Named):
    """By what the list is grouped."""

    NONE = "none", "不分组"
    GROUP = "group", "按党小组"
    CATEGORY = "category", "按类别"


@dataclass(frozen=True)
class Person:
    """A member as of one day; ``entry`` is None for who is not in the branch that day."""

    row: Tree
    entry: RosterEntry | None
    group: str

    @property
    def uid(self) -> str:
        """Identity of the member's record."""
        return str(self.row["uid"])

    @property
    def name(self) -> str:
        """Name, with the year of birth while a namesake is there."""
        return self.entry.display_name if self.entry else str(self.row["name"])

    @property
    def category(self) -> str:
        """正式党员, 预备党员 or 已转出."""
        if self.entry is None:
            return "已转出"
        return "正式党员" if self.entry.category == "full" else "预备党员"

    @property
    def restricted(self) -> bool:
        """Whether a full member may not vote."""
        return self.entry is not None and self.entry.category == "full" and not self.entry.voting

    @property
    def note(self) -> str:
        """What a list says beside the name: category, or why there is no vote."""
        if self.entry is not None and self.restricted:
            return self.entry.reason
        return self.category

    @property
    def summary(self) -> str:
        """The quiet line of the list: post, group, job."""
        post = self.entry.post if self.entry else ""
        return " · ".join(part for part in (post, self.group, self.row["job"]) if part)

    def cells(self) -> dict[str, str]:
        """The values of the roster table; the identity number is masked."""
        return {
            "name": self.name,
            "gender": self.row["gender"] or "",
            "ethnicity": self.row["ethnicity"],
            "born_on": dates.text(self.row["born_on"]),
            "education": self.row["education"],
            "id_number": identity.mask(self.row["id_number"]),
            "joined_on": dates.text(self.row["joined_on"]),
            "full_on": dates.text(self.row["full_on"]),
            "category": self.note,
            "post": self.entry.post if self.entry else "",
            "group": self.group,
            "job": self.row["job"],
        }


def people(branch: str, day: str) -> list[Person]:
    """Return everybody who is or was in the branch, as of an ISO day, in roster order."""
    entries = {entry.member: entry for entry in Book(branch).roster(day)}
    groups = {row["uid"]: row["name"] for row in queries.groups_of(branch)}
    found = []
    for row in queries.members_ever_of(branch):
        entry = entries.get(row["uid"])
        found.append(Person(row, entry, groups.get(entry.group or "", "") if entry else ""))
    return found


def arranged(
    everybody: Iterable[Person],
    *,
    words: str = "",
    show: Show = Show.HERE,
    order: Order = Order.ROSTER,
    grouping: Grouping = Grouping.NONE,
) -> list[tuple[str, list[Person]]]:
    """Return titled groups of the members that match, in order; one untitled group if ungrouped."""
    chosen = [p for p in everybody if _shown(p, show) and _matches(p, words)]
    chosen.sort(key=_key(order))
    if grouping is Grouping.NONE:
        return [("", chosen)] if chosen else []
    groups: dict[str, list[Person]] = {}
    for person in chosen:
        title = person.category if grouping is Grouping.CATEGORY else person.group or "未编组"
        groups.setdefault(title, []).append(person)
    return sorted(groups.items(), key=_title_key)


def _title_key(group: tuple[str, list[Person]]) -> tuple[bool, str]:
    return group[0] == "未编组", group[0]


def _shown(person: Person, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.GONE:
            return person.entry is None
        case Show.RESTRICTED:
            return person.restricted
        case Show.HERE:
            return person.entry is not None
    return person.entry is not None and person.entry.category == show


def _matches(person: Person, words: str) -> bool:
    """Every word stands in what the list shows, or begins a reading of the name."""
    text = f"{person.row['name']} {person.summary} {person.note}"
    return all(
        word in text or (word.isascii() and any(r.startswith(word) for r in _readings(person)))
        for word in words.lower().split()
    )


def _readings(person: Person) -> list[str]:
    return names.search_text(person.row["name"]).split()


def _key(order: Order) -> Callable[[Person], tuple[object, ...]]:
    def key(person: Person) -> tuple[object, ...]:
        name = person.row["name"]
        match order:
            case Order.PINYIN:
                return (names.pinyin_key(name), person.row["sequence"])
            case Order.STROKES:
                return (names.stroke_key(name), person.row["sequence"])
            case Order.JOINED:
                return (person.row["joined_on"] or "9", person.row["sequence"])
        return (person.entry is None, person.row["sequence"])

    return key
