"""The general branch of the sample: contact points, visits with their findings, grades decided.

A visit is entered on its day, and again when a finding was followed up, so nothing is known early.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from db import operations, tree
from db.demo.branch import identified, moment, toml, uid
from db.demo.occasion import Step
from db.records import spec
from db.spec import Tree

KEY = "general_branch"
_POINT, _VISIT, _DECISION = spec("contact_point"), spec("contact_visit"), spec("grade_decision")
_FINDING = ("text", "advice", "owner_name", "due_on", "follow_up", "done_on")
_FOLLOWED = {"follow_up": "", "done_on": None}


def finding(visit: str) -> str:
    """Return the uid of the first finding of a visit named like ``second/2026-11-12``."""
    return uid(KEY, "contact_visit", visit, "findings", "0")


def general_branch(today: str) -> Iterator[Step]:
    """Yield the entering of what the general branch itself kept up to the day."""
    facts = toml(f"{KEY}/contact")
    who = facts["recorder"]
    for point in facts["point"]:
        yield from _points(point, facts["made_on"], who, today)
        for row in point["visits"]:
            yield from _visit(point, row, who, today)
    yield from _grades(who, today)


def _points(point: dict[str, Any], made_on: list[str], who: str, today: str) -> Iterator[Step]:
    for day, planned in zip(made_on, point["planned"], strict=True):
        if day > today:
            continue
        record = tree.blank(
            _POINT,
            organisation=uid(KEY),
            year=int(day[:4]),
            leader_name=point["leader"],
            leader_post=point["post"],
            branch=uid(point["branch"]),
            planned=planned,
            duty=point["duty"],
            began_on=day,
        )
        at, name = moment(day, 8, 30), f"{KEY}/contact_point/{point['branch']}"
        identified(record, KEY, "contact_point", point["branch"], day[:4])
        yield at, name, partial(_save, "登记党建联系点", [(_POINT, record)], who, at)


def _visit(point: dict[str, Any], row: list[Any], who: str, today: str) -> Iterator[Step]:
    """Yield the entering of a visit, and of what came of its findings on the day it came."""
    day, form, content, advice, *found = row
    lines = [dict(zip(_FINDING, each, strict=True)) for each in found]
    for line in lines:
        line |= {name: line[name] or None for name in ("due_on", "done_on")}
    name = f"{point['branch']}/{day}"
    record = tree.blank(
        _VISIT,
        organisation=uid(KEY),
        visited_on=day,
        branch=uid(point["branch"]),
        leader_name=point["leader"],
        leader_post=point["post"],
        form=form,
        content=content,
        advice=advice,
        recorder_name=who,
    )
    days = sorted({day, *(line["done_on"] for line in lines if line["done_on"])})
    for revision, now in enumerate(days):
        if now > today:
            return
        known = [line if (line["done_on"] or "9") <= now else line | _FOLLOWED for line in lines]
        version = record | {"findings": [dict(line) for line in known], "revision": revision}
        identified(version, KEY, "contact_visit", name)
        at, title = moment(now, 9, 40), "记联系点工作" if now == day else "记联系点问题落实"
        yield at, f"{KEY}/{name}", partial(_save, title, [(_VISIT, version)], who, at)


def _grades(who: str, today: str) -> Iterator[Step]:
    facts = toml(f"{KEY}/grades")
    if facts["decided_on"] > today:
        return
    names = ("branch", "grade", "reason")
    lines = [dict(zip(names, row, strict=True)) for row in facts.pop("grades")]
    grades = [line | {"branch": uid(line["branch"])} for line in lines]
    record = tree.blank(_DECISION, organisation=uid(KEY), grades=grades, **facts)
    identified(record, KEY, "grade_decision", str(facts["year"]))
    at = moment(facts["decided_on"], 9, 50)
    yield at, f"{KEY}/grades", partial(_save, "评定等次", [(_DECISION, record)], who, at)


def _save(name: str, rows: list[tuple[Any, Tree]], who: str, at: str) -> None:
    operations.save_many(rows, name=name, who=who, at=at)
