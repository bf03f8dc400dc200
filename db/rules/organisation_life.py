"""What 组织生活会 and 民主评议党员 add to a meeting: examinations, issues, appraisals, ballots."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.rules import cells

GRADES = ("excellent", "qualified", "basic", "unqualified")


@dataclass(frozen=True)
class Criticism:
    """What one person criticised in another."""

    critic: str
    text: str


@dataclass(frozen=True)
class Examination:
    """What one person said of himself; ``written`` when it was handed in instead."""

    member: str
    name: str
    written: bool
    text: str
    pledge: str
    criticisms: tuple[Criticism, ...]


@dataclass(frozen=True)
class Issue:
    """A problem to be put right; ``owner`` is a name."""

    uid: str
    text: str
    measure: str
    owner: str
    due_on: dt.date | None


@dataclass(frozen=True)
class Appraisal:
    """One member's appraisal; ``ballots`` by grade as in ``GRADES``, None where not noted."""

    member: str
    name: str
    category: str
    ballots: tuple[int | None, ...]
    grade: str
    summary: str
    told_on: dt.date | None


@dataclass(frozen=True)
class OrganisationLife:
    """The part of a meeting's record that only these two kinds have."""

    scheme: str
    opinions: str
    previous: str
    conclusion: str
    eligible: int | None
    returned: int | None
    valid: int | None
    reported_on: dt.date | None
    examinations: tuple[Examination, ...]
    issues: tuple[Issue, ...]
    appraisals: tuple[Appraisal, ...]

    def texts(self) -> list[str]:
        """Return the running texts of these parts."""
        parts = [self.opinions, self.previous, self.conclusion]
        for said in self.examinations:
            parts += [said.text, *(each.text for each in said.criticisms), said.pledge]
        parts += [row.summary for row in self.appraisals]
        return [*parts, *(issue.text + issue.measure for issue in self.issues)]


def read(tree: Mapping[str, Any]) -> OrganisationLife:
    """Read these parts of a tree, finished or not."""
    return OrganisationLife(
        scheme=cells.text(tree, "scheme"),
        opinions=cells.text(tree, "opinions"),
        previous=cells.text(tree, "previous"),
        conclusion=cells.text(tree, "conclusion"),
        eligible=cells.number(tree, "eligible"),
        returned=cells.number(tree, "returned"),
        valid=cells.number(tree, "valid"),
        reported_on=cells.day(tree, "reported_on"),
        examinations=tuple(map(_examination, cells.rows(tree, "examinations"))),
        issues=tuple(map(_issue, cells.rows(tree, "issues"))),
        appraisals=tuple(map(_appraisal, cells.rows(tree, "appraisals"))),
    )


def _examination(row: Mapping[str, Any]) -> Examination:
    return Examination(
        member=cells.text(row, "member"),
        name=cells.text(row, "name"),
        written=row.get("written") is True,
        text=cells.text(row, "text"),
        pledge=cells.text(row, "pledge"),
        criticisms=tuple(
            Criticism(cells.text(each, "critic_name"), cells.text(each, "text"))
            for each in cells.rows(row, "criticisms")
        ),
    )


def _issue(row: Mapping[str, Any]) -> Issue:
    return Issue(
        uid=cells.text(row, "uid"),
        text=cells.text(row, "text"),
        measure=cells.text(row, "measure"),
        owner=cells.text(row, "owner_name") or cells.text(row, "owner"),
        due_on=cells.day(row, "due_on"),
    )


def _appraisal(row: Mapping[str, Any]) -> Appraisal:
    return Appraisal(
        member=cells.text(row, "member"),
        name=cells.text(row, "name"),
        category=cells.text(row, "category"),
        ballots=tuple(cells.number(row, grade) for grade in GRADES),
        grade=cells.text(row, "grade"),
        summary=cells.text(row, "summary"),
        told_on=cells.day(row, "told_on"),
    )
