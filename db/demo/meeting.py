"""The meetings of the sample: what was said and decided at each."""

from collections.abc import Iterable, Iterator
from typing import Any

from db import drafting, tree
from db.branch import Book, RosterEntry, due
from db.demo.branch import Branch, toml, uid
from db.demo.life import organisation_life
from db.demo.occasion import Occasion, numbered
from db.records import spec
from db.records.meeting import HeldAs, MeetingKind
from db.spec import Tree

_KINDS = ("committee", "general", "lecture", "group", "life", "appraisal")
_HELD_AS_ANOTHER = (MeetingKind.LIFE, MeetingKind.APPRAISAL)
_NOBODY_FREE = ("committee", "general", "life", "appraisal")


def meetings(
    branch: Branch, activities: Iterable[Occasion], today: str
) -> "Iterator[MeetingEntry]":
    """Yield the meetings that the branch held up to the day, some within its activities."""
    book, days = Book(branch.uid), {activity.held: activity for activity in activities}
    for kind in _KINDS:
        for facts in numbered(toml(f"{branch.key}/{kind}")["meeting"], "group"):
            if facts["held"] <= today:
                within = days[facts["held"]] if facts.get("within_activity") else None
                yield MeetingEntry(branch, kind, facts, book, today, within)


class MeetingEntry(Occasion):
    """One meeting of the sample; ``within`` is the activity in which it was held."""

    spec = spec("meeting")
    texts = (
        "delegation", "late_reason", "aim", "outline", "discussion", "feedback", "criticism",
        "assignments", "scheme", "opinions", "previous", "conclusion", "publicised",
        "reported_on",
    )  # fmt: skip

    def __init__(
        self,
        branch: Branch,
        kind: str,
        facts: dict[str, Any],
        book: Book,
        today: str,
        within: Occasion | None = None,
    ) -> None:
        name = "/".join((branch.key, kind, facts.get("group", ""), facts["held"]))
        super().__init__(branch, name, facts, book, today)
        self.kind, self.within = kind, within
        self.group = branch.group_uid(facts["group"]) if "group" in facts else None
        self.held_as = str(HeldAs.GENERAL) if kind in _HELD_AS_ANOTHER else None
        self.due = due(self.roster.values(), self.held_as or kind, self.group)
        if within is not None:
            self.at = max(self.at, within.at)

    def decided(self) -> Iterator[tuple[str, Tree]]:
        """Yield the uid and the values of each decision and issue."""
        for place, item in enumerate(self._agenda()):
            for row, decision in enumerate(item["decisions"]):
                yield uid(self.name, "agenda", str(place), "decisions", str(row)), decision
        for row, issue in enumerate(organisation_life(self).get("issues", [])):
            yield uid(self.name, "issues", str(row)), issue

    def away(self) -> dict[str, Tree]:
        """Return who was not there; within an activity they are those of the activity."""
        return super().away() if self.within is None else self.within.away()

    def _record(self) -> Tree:
        facts, branch = self.facts, self.branch
        began, ended = self.time()
        record = tree.blank(
            self.spec,
            organisation=branch.uid,
            kind=self.kind,
            held_as=self.held_as,
            group=self.group,
            year=int(self.held[:4]),
            number=facts["number"],
            title=facts.get("title", ""),
            held_on=self.held,
            began_at=began,
            ended_at=ended,
            place=self._place(),
            activity=self.within.uid if self.within else None,
            readings=[{"title": t, "issued_on": day} for t, day in facts.get("readings", [])],
            observers=self.observers(),
            agenda=self._agenda(),
            **organisation_life(self),
        )
        record |= {key: facts[key] for key in self.texts if key in facts}
        return record | self.notice() | self.officers() | {"attendance": self.attendance()}

    def _minutes(self) -> int:
        return self.facts["hours"] // 2 if self.kind == "lecture" else super()._minutes()

    def _place(self) -> str:
        group = self.branch.groups.get(self.facts.get("group", ""), self.branch.facts)
        return str(self.facts.get("place") or group["place"])

    def officers(self) -> Tree:
        """Return the chair and the recorder, the lecturer too."""
        record = super().officers()
        if "lecturer" in self.facts:
            as_chair = drafting.as_chair(self.entry(self.facts["lecturer"]))
            record |= {f"lecturer{key.removeprefix('chair')}": v for key, v in as_chair.items()}
            record |= {"form": self.facts["form"], "hours": self.facts["hours"]}
        return record

    def chair(self) -> RosterEntry:
        """Return who chairs: in a group its leader, at a lecture another than the lecturer."""
        if "chair" in self.facts:
            return self.entry(self.facts["chair"])
        if self.kind == "group":
            return self.entry(self.branch.groups[self.facts["group"]]["leader"])
        teaching = self.facts.get("lecturer")
        teacher = self.branch.member(teaching) if teaching else None
        return next(e for e in self.roster.values() if e.posts and e.member != teacher)

    def recorder_key(self) -> str:
        """Return the key of the person who keeps the record."""
        usual = self.branch.facts["recorders"]
        held = "general" if self.kind in _HELD_AS_ANOTHER else self.kind
        return str(self.facts.get("recorder") or usual[self.facts.get("group", held)])

    def _agenda(self) -> list[Tree]:
        items = [self._item(item) for item in self.facts.get("agenda", [])]
        if "topic" in self.facts:
            items = [self._item(self.facts | {"title": self.facts["topic"], "tasks": []})]
        if "closing" in self.facts:
            words = {"title": "主持人总结", "report": self.facts["closing"]}
            tasks = self.facts.get("closing_tasks", [])
            closing = self._item(words | {"tasks": tasks}) | {"part": "closing"}
            items.append(closing)
        return items

    def _item(self, facts: dict[str, Any]) -> Tree:
        method, *figures = facts.get("vote", ["none", None, None, None])
        votes = dict(zip(("votes_for", "votes_against", "votes_abstain"), figures, strict=True))
        listed = facts.get("listed_item")
        return tree.blank_line(
            drafting.line("agenda"),
            title=facts["title"],
            speaker=self.shown(facts.get("speaker", "")),
            report=facts.get("report", ""),
            matter=facts.get("matter", "general"),
            submit=facts.get("submit", False),
            vote_method=method,
            resolution=facts.get("resolution", ""),
            listed_item=uid(self.branch.key, "listed_item", listed) if listed else None,
            speeches=[{"speaker": self.shown(who), "text": t} for who, t in facts.get("said", [])],
            decisions=[self.owned(*row) for row in facts.get("tasks", [])],
            **{key: None if figure == "" else figure for key, figure in votes.items()},
        )

    def _casual(self) -> dict[str, Tree]:
        return {} if self.kind in _NOBODY_FREE else super()._casual()

    def involved(self) -> set[str]:
        """Return the keys of those who speak, teach or keep the record."""
        items = [*self.facts.get("agenda", []), self.facts]
        speakers = {who for item in items for who, _text in item.get("said", [])}
        teaching = {self.facts.get("lecturer", "")}
        return super().involved() | ((speakers | teaching) & set(self.branch.people))
