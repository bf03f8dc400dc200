"""New responsibility letters, goals of a term, yearly reports, summaries: people and heads.

The clauses of a letter are the items of the scheme of its year; everything else is for people.
"""

from db import queries, schemes, tree
from db.branch import Book, RosterEntry
from db.drafting.attendance import usual_chair
from db.records import spec
from db.records.debrief import Topic
from db.records.meeting import MeetingKind
from db.rules.scoring.model import Scheme
from db.spec import Tree

_LETTER, _GOALS, _DEBRIEF = spec("responsibility_letter"), spec("term_goal"), spec("debrief")
_SUMMARY = spec("year_summary")
_HEADINGS = ("基本情况", "主要工作和成效", "存在的问题和原因", "下一年打算")
_CLAUSE = _LETTER.line("duties")
_COPIED = ("method", "rewards", "copies")


def new_letter(branch: str, year: int, day: str, copy_of: Tree | None = None) -> Tree:
    """Return the letter of a branch for a year, its people as of an ISO day.

    The clauses are the items of the scheme of the year with their targets. From ``copy_of``, the
    letter of an earlier year, come the method, the rewards and the clauses that stood in no scheme.
    Raises ``Refused`` when the scheme is broken.
    """
    organisation = queries.organisation(branch)
    above = organisation["parent"]
    second = _secretary(branch, day)
    first = _secretary(above, day) if above else None
    copied = {key: copy_of[key] for key in _COPIED} if copy_of else {}
    scheme = schemes.of_year(branch, year)
    return tree.blank(
        _LETTER,
        organisation=branch,
        year=year,
        first_party=queries.organisation(above)["name"] if above else "",
        first_name=first.display_name if first else "",
        second_party=organisation["name"],
        second=second.member if second else None,
        second_name=second.display_name if second else "",
        scheme=scheme.title,
        duties=[*_clauses(scheme.scheme), *_own_clauses(copy_of)],
        **copied,
    )


def new_term_goal(branch: str, day: str) -> Tree:
    """Return the goals of the secretary of an ISO day for the term of the committee."""
    secretary, term = _secretary(branch, day), Book(branch).committee(day)
    return tree.blank(
        _GOALS,
        organisation=branch,
        member=secretary.member if secretary else None,
        name=secretary.display_name if secretary else "",
        began_on=term.began_on if term else None,
        ended_on=(term.ended_on or term.due_on) if term else None,
    )


def new_debrief(branch: str, year: int, day: str) -> Tree:
    """Return the frame of the secretary's report on a year: every topic, without a word in it."""
    secretary = _secretary(branch, min(day, f"{year}-12-31"))
    parts = _DEBRIEF.line("parts")
    return tree.blank(
        _DEBRIEF,
        organisation=branch,
        year=year,
        member=secretary.member if secretary else None,
        name=secretary.display_name if secretary else "",
        post="党支部书记" if secretary else "",
        parts=[tree.blank_line(parts, topic=str(topic)) for topic in Topic],
    )


def new_year_summary(branch: str, year: int) -> Tree:
    """Return the frame of the summary of a year: the usual headings, without a word in them."""
    parent = queries.organisation(branch)["parent"]
    line = _SUMMARY.line("parts")
    return tree.blank(
        _SUMMARY,
        organisation=branch,
        year=year,
        reported_to=queries.organisation(parent)["name"] if parent else "",
        parts=[tree.blank_line(line, heading=heading) for heading in _HEADINGS],
    )


def _secretary(branch: str, day: str) -> RosterEntry | None:
    return usual_chair(Book(branch).roster(day), MeetingKind.GENERAL, None)


def _clauses(scheme: Scheme) -> list[Tree]:
    """Return the items of a scheme that are not switched off, each with its target and points."""
    return [
        tree.blank_line(
            _CLAUSE,
            code=item.code,
            duty=item.title,
            target=item.target,
            points=item.points if scheme.pointed else None,
        )
        for item in scheme.items
        if item.on
    ]


def _own_clauses(earlier: Tree | None) -> list[Tree]:
    """Return the clauses of an earlier letter that people had added themselves."""
    rows = earlier["duties"] if earlier else []
    return [
        tree.blank_line(_CLAUSE, **{key: row[key] for key in ("duty", "target", "points")})
        for row in rows
        if not row["code"]
    ]
