"""What a paper needs from the open data file: the only module here that reads it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from db import (
    absences,
    assessment,
    attachments,
    dates,
    due,
    dues,
    elections,
    figures,
    frozen_numbers,
    inspection,
    numbers,
    overview,
    package,
    queries,
    rulebook,
    tree,
    year_plan,
)
from db.absences import Away
from db.assessment import Behind, frozen
from db.branch import Book, roster
from db.elections import Judged
from db.inspection import Inspected
from db.records import spec
from db.records.assessment import SheetStatus
from db.records.label_override import relabelled
from db.records.rule_override import overrides_of
from db.rules.duties.model import Duty
from db.rules.rule import Rule
from db.rules.scoring.model import Sheet
from db.spec import Tree
from db.year_plan import Comparison
from desktop.documents.context import Handover, PaperContext, Person, Year
from desktop.documents.context import Tree as PaperTree


def context_for(tree: Tree, *, today: str, reveal: bool = False, option: str = "") -> PaperContext:
    """Return what stands beside a record, as of the day of the record.

    Several records of one branch: make a ``Gatherer`` once and ask it.
    """
    return Gatherer(tree["organisation"], today=today, reveal=reveal, option=option).context(tree)


def of_year(record_type: str, branch: str, year: int) -> list[Tree]:
    """Return the records of a type that belong to a year of a branch, oldest first."""
    kind = spec(record_type)
    if record_type == "listed_item":  # what earlier years left open belongs to the year as well
        uids = [row["uid"] for row in queries.listed_items(branch, year)]
    else:
        rows = queries.records(kind, organisation=branch, year=year)
        uids = [row.uid for row in (reversed(rows) if kind.day else rows)]
    found = tree.dump_many(kind, uids)
    return [found[uid] for uid in uids]


class _Year(Year):
    """The year of a branch in the open file."""

    def __init__(self, gatherer: "Gatherer", branch: str, year: int, today: str) -> None:
        self._gatherer = gatherer
        self._branch, self._year, self._today = branch, year, today

    def records(self, record_type: str) -> Sequence[Tree]:
        if record_type != "member":
            return of_year(record_type, self._branch, self._year)
        day = min(f"{self._year}-12-31", self._today)
        people = [entry.member for entry in roster(self._branch, day)]
        return list(tree.dump_many(spec("member"), people).values())

    def record(self, record_type: str, uid: str) -> Tree | None:
        return tree.dump_many(spec(record_type), [uid]).get(uid)

    def context_of(self, record: PaperTree) -> PaperContext:
        return self._gatherer.context(dict(record))

    def duties(self) -> Sequence[Duty]:
        return due.duties(self._branch, self._year, self._today)

    def inspected(self) -> Sequence[Inspected]:
        found = inspection.findings_for_all(self._today, self._branch)
        return [each for each in found if (each.held_on or "").startswith(str(self._year))]

    def rules(self) -> Mapping[str, Rule]:
        last = f"{self._year}-12-31"
        day = dt.date.fromisoformat(min(max(self._today, f"{self._year}-01-01"), last))
        rules = rulebook.rules_for(day, overrides_of(self._branch))
        return {code: rule for code, rule in rules.items() if code.startswith("duty.")}

    def compared(self, plan: PaperTree | None) -> Comparison | None:
        if plan is None:
            plan = year_plan.activities_alone(self._branch, self._year)
        return year_plan.compared(dict(plan), self._today)

    def absences(self) -> Sequence[Away]:
        return absences.register(self._branch, self._year, self._today)

    def election(self, record: PaperTree) -> Judged:
        return elections.judged(dict(record), self._today)

    def handover(self) -> Handover:
        counts = package.handover_counts(self._branch)
        files, size = package.attachment_count()
        note = package.last_copy() or {}
        return Handover(
            counts=[(each.kind.title, each.by_year) for each in counts],
            files=files,
            bytes=size,
            **{key: note[key] for key in ("to", "on", "file", "size", "sha256") if key in note},
        )

    def general(self) -> overview.Overview:
        return overview.of_general(self._branch, self._year, self._today)

    def numbers(self, period: numbers.Period) -> Sequence[numbers.Number]:
        return numbers.of_period(self._branch, period, self._today)

    def frozen_numbers(self, record: PaperTree) -> Sequence[frozen_numbers.Compared]:
        return frozen_numbers.compared(dict(record), self._today)

    def assessed(self, record: PaperTree) -> Sheet:
        return assessment.sheet_of(dict(record), self._today)

    def assessed_before(self, record: PaperTree) -> Sheet | None:
        before = assessment.of_year(self._branch, record["year"] - 1)
        return assessment.sheet_of(before, self._today) if before else None

    def behind(self, record: PaperTree, sheet: Sheet) -> Mapping[str, str]:
        final = record["status"] == SheetStatus.FINAL and record["frozen"]
        kept = frozen.records_of(record["frozen"]) if final else assessment.behind(sheet)
        return {each.uid: _evidence(each) for each in kept}

    def assessment_changes(self, record: PaperTree) -> Sequence[str]:
        return assessment.differences(dict(record), self._today)

    def dues(self, year: int) -> dues.Ledger:
        return dues.ledger(self._branch, year, self._today)

    def figures(self, year: int, day: str) -> figures.Year:
        return figures.of_year(self._branch, year, min(day, self._today))


def _evidence(record: Behind) -> str:
    """Return a record and its day; of a talk not with whom it was."""
    kind = spec(record.record_type)
    name = kind.title if kind.name == "talk" else record.heading
    return name + (f"（{dates.text(record.day)}）" if record.day else "")


class Gatherer:
    """Names of one branch, read once, for any number of its records.

    ``option`` is what a person chose for the paper (``Document.asks``).
    """

    def __init__(self, branch: str, *, today: str, reveal: bool = False, option: str = "") -> None:
        """Read the branch with that uid."""
        self._organisation = queries.organisation(branch)
        parent = self._organisation["parent"]
        self._superior = queries.organisation(parent)["name"] if parent else ""
        self._book = Book(branch)
        self._groups = {group.uid: str(group.name) for group in self._book.groups}
        self._today, self._reveal, self._option = today, reveal, option
        self._links: dict[str, str] | None = None

    def context(self, tree: Tree) -> PaperContext:
        """Return the context of one record; the day is that of the meeting, else today."""
        return self._context(tree.get("held_on") or self._today, tree.get("group"))

    def on(self, day: str) -> PaperContext:
        """Return the context of a paper about the whole branch on an ISO day."""
        return self._context(day, None)

    def year(self, year: int) -> PaperContext:
        """Return the context of a paper about a year: people as of its end, or of today."""
        return self._context(min(f"{year}-12-31", self._today), None, year)

    def _link(self, uid: str) -> str:
        """Name a record of the branch; all of them are read once, when the first is asked for."""
        if self._links is None:
            branch = self._organisation["uid"]
            self._links = {
                row.uid: row.heading + (f"（{dates.text(row.day)}）" if row.day else "")
                for name in ("meeting", "activity", "listed_item")
                for row in queries.records(spec(name), organisation=branch)
            }
        return self._links.get(uid, "")

    def _context(self, day: str, group: str | None, year: int | None = None) -> PaperContext:
        people = {
            entry.member: Person(
                display_name=entry.display_name,
                category=entry.category,
                post=entry.post,
                group=self._groups.get(entry.group or "", ""),
            )
            for entry in self._book.roster(day)
        }
        shown_year = year or int((day or self._today)[:4])
        return PaperContext(
            organisation_name=self._organisation["name"],
            organisation_short_name=self._organisation["short_name"],
            superior_name=self._superior,
            group_name=self._groups.get(group or "", ""),
            people=people,
            groups=self._groups,
            phone=self._organisation["phone"],
            today=self._today,
            reveal=self._reveal,
            year=year,
            option=self._option,
            read=attachments.read,
            link=self._link,
            desk=_Year(self, self._organisation["uid"], shown_year, self._today),
            relabel=partial(relabelled, branch=self._organisation["uid"]),
        )
