"""The three lists of the sample: where each item came from and how far it has come.

An item is entered on the day of its making and again with each thing that happened to it, so its
log and its history tell the same.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from db import attachments, listing, operations
from db.branch import Book
from db.demo.branch import Branch, identified, moment, toml, uid, workday
from db.demo.general import finding
from db.demo.occasion import Occasion, Step
from db.records import spec
from db.records.listed_item import ItemState, ListKind
from db.spec import Tree

_ITEM = spec("listed_item")
_LISTS = (
    ("responsibility", ListKind.RESPONSIBILITY),
    ("task", ListKind.TASK),
    ("problem", ListKind.PROBLEM),
)
_TEXTS = ("title", "basis", "method", "cause", "measures")
_STEPS = {"started": ItemState.ACTIVE, "done": ItemState.DONE, "closed": ItemState.CLOSED}


def listed_items(branch: Branch, held: Iterable[Occasion], today: str) -> Iterator[Step]:
    """Yield the entering of the branch's items, all that happened on one day in one step."""
    known = {_reference(one): one for one in held}
    facts, book = toml(f"{branch.key}/listed_item"), Book(branch.uid)
    items = [ItemEntry(branch, row, known, book) for row in _rows(facts, known)]
    made = {item.key: item.at for item in items if item.kind == ListKind.RESPONSIBILITY}
    versions: list[tuple[str, str, Tree]] = []
    for item in _numbered(items):
        ends = dict(item.versions(made, today))  # what happened on one day is entered at once
        versions += [
            (at, item.key, row | {"revision": n}) for n, (at, row) in enumerate(ends.items())
        ]
    versions.sort(key=lambda version: version[:2])
    for at, group in groupby(versions, key=lambda version: version[0]):
        rows = [row for _at, _key, row in group]
        yield at, f"~/{branch.key}", partial(_enter, branch, rows, at)


def _reference(one: Occasion) -> str:
    """Return the word by which the lists name a record: ``committee/2025-01-10``."""
    return f"{one.facts.get('group') or one.kind}/{one.held}"


def _rows(facts: dict[str, Any], known: dict[str, Occasion]) -> Iterator[dict[str, Any]]:
    for name, kind in _LISTS:
        for row in facts.get(name, []):
            yield row | {"kind": kind}
    for group in facts.get("decided", []):
        if group["at"] in known:
            yield from _decided(known[group["at"]], group, known)


def _decided(
    held: Occasion, group: dict[str, Any], known: dict[str, Occasion]
) -> Iterator[dict[str, Any]]:
    """Yield the items that were made of the decisions and problems of one record."""
    lines = list(held.decided())
    if "finished_on" not in held.reached:
        return
    for beginning, *rest in group["items"]:
        origin, line = next(pair for pair in lines if pair[1]["text"].startswith(beginning))
        problem = "measure" in line
        more = rest.pop() if rest and isinstance(rest[-1], dict) else {}
        yield {
            "key": f"{group['at']}/{beginning}",
            "kind": ListKind.PROBLEM if problem else ListKind.TASK,
            "title": line["text"],
            "measures": line.get("measure", ""),
            "source": _source(held, line),
            "note": _note(held, line),
            "from": group["at"],
            "origin": origin,
            "owner": line["owner"],
            "owner_name": line["owner_name"],
            "began": held.held,
            "due": line["due_on"],
            "events": [*more.pop("log", []), *_ending(known, *rest)],
        } | more


def _source(held: Occasion, line: Tree) -> str:
    if held.kind == "activity":
        return "activity"
    return "self_check" if "measure" in line else "meeting"


def _note(held: Occasion, line: Tree) -> str:
    if "measure" not in line:
        return ""
    title = "组织生活会" if held.kind == "life" else "民主评议党员"
    return f"{title}查摆，对象：{line['whose']}"


def _ending(
    known: dict[str, Occasion], done: str = "", words: str = "", proof: str = "", closed: str = ""
) -> list[list[str]]:
    """Return how an item ended that was done on a day and, with a proof, closed.

    Where no day is given it was closed two working days later, or when the proof was there.
    """
    if not done:
        return []
    if not proof:
        return [[done, "done", words]]
    shown = known.get(proof.partition("|")[0])
    day = closed or max(workday(done, 2), shown.held if shown else "")
    return [[done, "done", words], [day, "closed", proof]]


def _numbered(items: list["ItemEntry"]) -> list["ItemEntry"]:
    """Give each item its number within list and year, in the order of making."""
    counts: dict[tuple[str, int], int] = {}
    for item in sorted(items, key=lambda one: (one.at, one.key)):
        series = (item.kind, item.year)
        counts[series] = item.number = counts.get(series, 0) + 1
    return items


def _enter(branch: Branch, rows: list[Tree], at: str) -> None:
    who = branch.people[branch.facts["recorders"]["committee"]]["name"]
    plain = []
    for row in rows:
        files, reason = row.pop("files"), row.pop("reason")
        row["attachments"] = [_attached(name, text, at) for name, text in files]
        identified(row, branch.key, "listed_item", row.pop("key"))
        if not reason:
            plain.append((_ITEM, row))
            continue
        values = {key: row[key] for key in (*_ITEM.fields, "progress")}
        title = f"重新打开 {_ITEM.heading(row)}"
        operations.set_values(_ITEM, row["uid"], values, name=title, who=who, at=at, reason=reason)
    name = f"登记三张清单{len(plain)}项"
    operations.save_many(plain, name=name, who=who, at=at)


def _attached(name: str, text: str, at: str) -> Tree:
    return attachments.add(text.encode(), name, at=at)


class ItemEntry:
    """One item of the sample on its way through its states."""

    def __init__(
        self, branch: Branch, facts: dict[str, Any], known: dict[str, Occasion], book: Book
    ) -> None:
        self.branch, self.facts, self.known, self.book = branch, facts, known, book
        self.key, self.kind = facts["key"], str(facts["kind"])
        self.year = int(facts["began"][:4])
        self.number = 0
        self.at = self._moment(facts["began"], facts.get("from", ""))

    def versions(self, made: dict[str, str], today: str) -> Iterator[tuple[str, Tree]]:
        """Yield the moment and the item as it stood after each thing that happened.

        ``made`` gives the moment at which each responsibility was entered: no item knows it before.
        """
        at, reason = self.at, ""
        if self.facts.get("from", "") not in ("", *self.known) or at[:10] > today:
            return
        tree = self._new()
        for place, (day, what, *rest) in enumerate([["", ""], *self.facts.get("events", [])]):
            if place:
                at = max(at, self._moment(day, rest[0].partition("|")[0] if rest else ""))
                if at[:10] > today or not self._shown(what, rest):
                    return
                reason = self._apply(tree, day, what, rest)
            given = self.facts.get("responsibility", "")
            if made.get(given, "9") <= at:
                tree["responsibility"] = uid(self.branch.key, "listed_item", given)
            copy = {key: list(v) if isinstance(v, list) else v for key, v in tree.items()}
            yield at, copy | {"reason": reason}

    def _shown(self, what: str, rest: list[str]) -> bool:
        """Whether the record that is to prove the closing is there: a file always is."""
        proof = rest[0].partition("|")[0] if what == "closed" else ""
        return "/" not in proof or proof in self.known

    def _new(self) -> Tree:
        facts, visit = self.facts, self.facts.get("visit")
        owner, name = facts["owner"], facts.get("owner_name")
        if name is None:
            owner = self.branch.member(owner)
            roster = self.book.roster(facts["began"])
            name = next(entry.display_name for entry in roster if entry.member == owner)
        tree = listing.new_item(
            self.branch.uid,
            self.kind,
            self.year,
            number=self.number,
            owner=owner,
            owner_name=name,
            lead_name=facts.get("lead", ""),
            began_on=facts["began"],
            due_on=facts.get("due") or None,
            source=facts.get("source"),
            origin=facts.get("origin") or (finding(visit) if visit else None),
            source_note=facts.get("note", ""),
            **{key: facts.get(key, "") for key in _TEXTS},
        )
        if source := self.known.get(facts.get("from", "")):
            tree[source.spec.name] = source.uid
        return tree | {"key": self.key, "files": []}

    def _apply(self, tree: Tree, day: str, what: str, rest: list[str]) -> str:
        """Let one thing happen; return the reason of a reopening."""
        if what == "reopened":
            tree |= {"done_on": None, "closed_on": None, "closed_by": ""}
            tree["state"] = str(ItemState.ACTIVE)
            tree["progress"].append(_entry(day, "reopened", rest[0]))
            return rest[0]
        if what not in _STEPS:
            self._advance(tree, day, ItemState.ACTIVE)
            link = self.known.get(rest[0]) if rest else None
            spoke = link.uid if link and link.spec.name == "meeting" else None
            tree["progress"].append(_entry(day, "note", what, spoke))
            return ""
        if what == "done":
            tree |= {"done_on": day, "result": rest[0]}
        if what == "closed":
            self._prove(tree, *rest[0].partition("|")[::2])
            by = rest[1] if len(rest) > 1 else self.branch.facts["closes_items"]
            tree |= {"closed_on": day, "closed_by": self.branch.people[by]["name"]}
        self._advance(tree, day, _STEPS[what])
        return ""

    def _advance(self, tree: Tree, day: str, state: ItemState) -> None:
        before = ItemState(tree["state"])
        if before != state:
            tree["state"] = str(state)
            tree["progress"].append(_entry(day, "state", f"{before.label} → {state.label}"))

    def _prove(self, tree: Tree, proof: str, note: str) -> None:
        if link := self.known.get(proof):
            row = {"meeting": None, "activity": None, "note": note} | {link.spec.name: link.uid}
            tree["evidence"].append(row)
        else:
            tree["files"].append((proof, note))

    def _moment(self, day: str, link: str) -> str:
        """Return the end of a working day on which the record that is referred to is there."""
        linked = self.known.get(link)
        return max(moment(day, 10, 30), moment(linked.at[:10], 10, 30) if linked else "")


def _entry(day: str, what: str, text: str, meeting: str | None = None) -> Tree:
    return {"noted_on": day, "what": what, "text": text, "meeting": meeting}
