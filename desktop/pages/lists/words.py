"""What the lists say in words, and which items a filter lets through. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from db import dates, names
from db.listing import Item
from db.records.listed_item import ItemState, ListKind
from db.spec import Tree
from desktop.editors.reading import plain

STATE_TONES = {
    ItemState.WAITING: "muted",
    ItemState.ACTIVE: "now",
    ItemState.DONE: "done",
    ItemState.CLOSED: "muted",
}
BELONGS = {
    ListKind.RESPONSIBILITY: "责任清单写明谁对什么负责：责任内容、依据、责任人、考核方式。",
    ListKind.TASK: "任务清单写明要做的事：会议和活动定下的、上级部署的，一直跟到销号。",
    ListKind.PROBLEM: "问题清单写明查出的问题：来源、原因、措施、责任人、时限，改好凭佐证销号。",
}


@dataclass(frozen=True)
class Filter:
    """What is looked for: words, an owner, a source, only what is overdue; empty lets all pass."""

    words: str = ""
    owner: str = ""
    source: str = ""
    overdue: bool = False

    def passes(self, item: Item) -> bool:
        """Whether an item is shown."""
        values = item.values
        if self.overdue and not item.overdue:
            return False
        if self.owner and self.owner not in (values["owner_name"], values["lead_name"]):
            return False
        if self.source and values["source"] != self.source:
            return False
        return not self.words or self._has_words(item)

    def _has_words(self, item: Item) -> bool:
        """Every word stands in the item, or begins a reading of its owner."""
        values = item.values
        people = [name for name in (values["owner_name"], values["lead_name"]) if name]
        text = plain(" ".join([item.number, values["title"], *people]))
        for word in plain(self.words).split():
            sounds = [each for name in people for each in _sounds(name)] if word.isascii() else []
            if word not in text and not any(sound.startswith(word) for sound in sounds):
                return False
        return True


@cache
def _sounds(name: str) -> list[str]:
    return names.search_text(name).split()


def noun(kind: str) -> str:
    """责任, 任务 or 问题."""
    return ListKind(kind).label.removesuffix("清单")


def owners(items: Iterable[Item]) -> list[str]:
    """The names of those who are responsible, in the order of their sounds."""
    found = {item.values[key] for item in items for key in ("owner_name", "lead_name")}
    return sorted((name for name in found if name), key=names.pinyin_key)


def sums(items: Iterable[Item], kind: str) -> str:
    """任务 24：未开始 3，进行中 8（逾期 2），已完成 5，已销号 8."""
    counts, late = dict.fromkeys(map(str, ItemState), 0), dict.fromkeys(map(str, ItemState), 0)
    for item in items:
        state = item.values["state"]
        counts[state] += 1
        late[state] += item.overdue
    parts = [
        f"{state.label} {counts[state]}" + (f"（逾期 {late[state]}）" if late[state] else "")
        for state in ItemState
    ]
    return f"{noun(kind)} {sum(counts.values())}：{'，'.join(parts)}"


def limit(item: Item) -> str:
    """When an item is due, or how late it is: 6月30日前; 逾期3天，限6月27日; 2月3日销号."""
    values = item.values
    year = None if item.carried else values["year"]
    if values["closed_on"]:
        return f"{_day(values['closed_on'], year)}销号"
    if values["done_on"]:
        return f"{_day(values['done_on'], year)}完成"
    if not values["due_on"]:
        return ""
    day = _day(values["due_on"], year)
    return f"逾期{item.days_late}天，限{day}" if item.overdue else f"{day}前"


def dated(record: Tree) -> str:
    """What has been dated in the life of an item: 2026年5月28日完成，2026年6月2日由王芳销号."""
    done, closed = record["done_on"], record["closed_on"]
    parts = [f"{dates.text(done)}完成"] if done else []
    parts += [f"{dates.text(closed)}由{record['closed_by']}销号"] if closed else []
    return "，".join(parts)


def mark(item: Item) -> str:
    """The mark of an item's state; see `widgets.paint.MARKS`."""
    if item.overdue:
        return "overdue"
    state = item.values["state"]
    return {"waiting": "later", "active": "now", "done": "done", "closed": "done"}[state]


def state_text(item: Item) -> str:
    """The state as the table shows it: ▲ 进行中，逾期3天."""
    label = ItemState(item.values["state"]).label
    return f"▲ {label}，逾期{item.days_late}天" if item.overdue else label


def _day(day: str, year: int | None) -> str:
    """3月27日; with the year when it is not that of the item."""
    text = dates.text(day)
    return text.partition("年")[2] if day[:4] == str(year) else text
