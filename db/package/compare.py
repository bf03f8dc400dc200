"""A package held against the open file: record by record, who is ahead, key by key what differs."""

from collections import Counter
from dataclasses import dataclass, field

from db import lineage, tree
from db.branch import Organisation
from db.lineage import Verdict
from db.model import dicts
from db.package import parts
from db.package.file import Package
from db.records import RECORDS
from db.spec import RecordSpec, Tree
from db.withheld import private_keys

BINNED = "deleted_at"
"""The key under which it is compared whether a record is deleted."""


@dataclass(frozen=True)
class Compared:
    """One record of a package beside that of the open file.

    ``here`` is None when the open file has none; ``there`` holds what the package left out as it
    is here, None for a record that is known there only as deleted. ``takes`` are the keys in
    which the package is ahead, ``open`` those that were changed on both sides: a person decides.
    """

    kind: RecordSpec
    uid: str
    here: Tree | None
    there: Tree | None
    verdict: Verdict
    takes: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The line by which a person knows the record."""
        return self.kind.heading(self.there or self.here or {})

    @property
    def is_new(self) -> bool:
        """Whether the open file has nothing of it."""
        return self.here is None or (self.verdict is Verdict.THERE and not self.takes)

    @property
    def is_deleted_there(self) -> bool:
        """Whether it lies in the bin over there."""
        return self.there is None or self.there["deleted_at"] is not None


@dataclass(frozen=True)
class Difference:
    """What a package would bring into the open file. Nothing has been written yet.

    ``states`` are those of its records that the open file shall know after the merge; ``notes``
    are sentences for the person.
    """

    package: Package
    records: tuple[Compared, ...]
    states: dict[tuple[str, str], set[str]] = field(repr=False)
    notes: tuple[str, ...] = ()

    def of(self, *verdicts: Verdict) -> list[Compared]:
        """Return the records with one of these verdicts."""
        return [each for each in self.records if each.verdict in verdicts]

    @property
    def new(self) -> list[Compared]:
        """The records that the open file does not have."""
        return [each for each in self.of(Verdict.THERE) if each.is_new]

    @property
    def changed(self) -> list[Compared]:
        """The records that were changed only there."""
        return [each for each in self.of(Verdict.THERE) if not each.is_new]

    @property
    def conflicts(self) -> list[Compared]:
        """The records that were changed on both sides."""
        return self.of(Verdict.BOTH)

    @property
    def summary(self) -> str:
        """The counts in words: 新增3条，更新2条，两边都改过1条，这里较新0条，相同40条."""
        same, ahead = len(self.of(Verdict.SAME)), len(self.of(Verdict.HERE))
        return (
            f"新增{len(self.new)}条，更新{len(self.changed)}条，两边都改过{len(self.conflicts)}条，"
            f"这里较新{ahead}条，相同{same}条"
        )


def difference(package: Package) -> Difference:
    """Hold a package against the open file; raises ``Refused``."""
    compared: list[Compared] = []
    states: dict[tuple[str, str], set[str]] = {}
    for kind in RECORDS:
        there: dict[str, Tree | None] = dict.fromkeys(package.deleted.get(kind.name, []))
        there |= {record["uid"]: record for record in package.records.get(kind.name, [])}
        here = tree.dump_many(kind, there)
        past = lineage.earlier(here.values())
        known = lineage.known(here)
        for uid, record in there.items():
            stored = here.get(uid)
            if record is None and stored is None:
                continue
            case = _Case(kind, package, stored if uid in past else None, record, past, known)
            each, told = case.compared(uid, stored)
            compared.append(each)
            states |= told
    return Difference(package, tuple(compared), states, tuple(_notes(package)))


@dataclass(frozen=True)
class _Case:
    """One record on both sides; ``here`` is None when nothing that stands has made it here."""

    kind: RecordSpec
    package: Package
    here: Tree | None
    there: Tree | None
    past: dict[str, list[Tree]]
    known: dict[tuple[str, str], set[str]]

    def compared(
        self, uid: str, stored: Tree | None
    ) -> tuple[Compared, dict[tuple[str, str], set[str]]]:
        """Return the comparison and the states that the open file may learn from it."""
        told = {(uid, part): self._told(uid, part) for part in self._parts()}
        if self.here is None:
            verdict = Verdict.SAME if self.there is None else Verdict.THERE
            return Compared(self.kind, uid, stored, self._whole(stored), verdict), told
        takes: list[str] = []
        undecided: list[str] = []
        verdicts = set()
        for part in self._parts():
            verdict = self._verdict(uid, part)
            verdicts.add(verdict)
            if verdict is Verdict.THERE:
                takes += self._differing(part)
            elif verdict is Verdict.BOTH:
                undecided += self._differing(part)
        order = (Verdict.BOTH, Verdict.THERE, Verdict.HERE, Verdict.SAME)
        overall = next(each for each in order if each in verdicts)
        whole = self._whole(self.here)
        return (
            Compared(self.kind, uid, self.here, whole, overall, tuple(takes), tuple(undecided)),
            told,
        )

    def _parts(self) -> list[str]:
        """The parts that the package speaks of."""
        named = parts.parts(self.kind)
        speaks = self.package.identity and self.there is not None
        return [part for part in named if part == parts.OPEN or speaks]

    def _whole(self, stored: Tree | None) -> Tree | None:
        """Return the record of the package with what it left out as it is here."""
        if self.there is None or self.package.identity or stored is None:
            return self.there
        return self.there | {name: stored[name] for name in private_keys(self.kind)}

    def _now_there(self, part: str) -> str:
        return parts.DELETED if self.there is None else parts.state(self.kind, self.there, part)

    def _told(self, uid: str, part: str) -> set[str]:
        return {*self.package.states.get((uid, part), ()), self._now_there(part)}

    def _verdict(self, uid: str, part: str) -> Verdict:
        assert self.here is not None
        here, there = parts.state(self.kind, self.here, part), self._now_there(part)
        past_here = {parts.state(self.kind, each, part) for each in self.past.get(uid, [])}
        past_here |= self.known.get((uid, part), set())
        past_there = set(self.package.states.get((uid, part), ()))
        if part == parts.PRIVATE:  # what was never filled in says nothing
            if there == parts.EMPTY and not past_there:
                return Verdict.SAME if here == there else Verdict.HERE
            if here == parts.EMPTY and not past_here - {parts.EMPTY}:
                past_there.add(parts.EMPTY)
        return lineage.verdict(here, there, past_here - {here}, past_there - {there})

    def _differing(self, part: str) -> list[str]:
        here, there = self.here, self.there
        assert here is not None
        if there is None or (there[BINNED] is None) != (here[BINNED] is None):
            return [BINNED] if part == parts.OPEN else []
        return [
            name
            for name in parts.keys(self.kind, part)
            if _plain(here[name]) != _plain(there[name])
        ]


def _plain(value: object) -> object:
    return tree.without_identity(value) if isinstance(value, list) else value


def _notes(package: Package) -> list[str]:
    """Tell of an organisation that was entered here by hand under a uid of its own."""
    names = {row["name"]: row["uid"] for row in dicts(Organisation.select())}
    return [
        f"这里已有另行录入的“{each['name']}”，导入后会有两个同名的党组织，请核对后再合并。"
        for each in package.records.get("organisation", [])
        if names.get(each["name"], each["uid"]) != each["uid"]
    ]


def by_type(records: list[Compared]) -> list[tuple[RecordSpec, int]]:
    """Return how many of the records are of each type, in the order of the registry."""
    counts = Counter(each.kind.name for each in records)
    return [(kind, counts[kind.name]) for kind in RECORDS if counts[kind.name]]
