"""What the sample's 组织生活会 and 民主评议党员 hold beside a meeting: words, ballots, problems."""

from typing import Any

from db.demo.occasion import Occasion
from db.spec import Tree

_TELLERS = ("scrutineer", "teller")


def organisation_life(held: Occasion) -> Tree:
    """Return the lines and figures of organisation life, nothing for any other meeting."""
    if held.kind == "life":
        return {"examinations": _examinations(held), "issues": _issues(held)}
    if held.kind == "appraisal":
        return _ballots(held.facts) | {
            "appraisals": _appraisals(held),
            "issues": _issues(held),
            **{f"{key}_name": held.shown(held.facts[key]) for key in _TELLERS},
        }
    return {}


def _examinations(held: Occasion) -> list[Tree]:
    """Return what each said of himself and heard; who was away has handed it in."""
    said = {held.branch.member(row[0]): row for row in held.facts["examinations"]}
    away = held.away()
    rows = []
    for entry in held.due:
        if entry.member not in said:
            continue
        _key, text, pledge, criticisms = said[entry.member]
        rows.append(
            {
                "member": entry.member,
                "name": entry.display_name,
                "written": entry.member in away,
                "text": text,
                "pledge": pledge,
                "criticisms": [
                    {"critic_name": held.shown(who), "text": words} for who, words in criticisms
                ],
            }
        )
    return rows


def _issues(held: Occasion) -> list[Tree]:
    rows = []
    for whose, text, measure, owner, due_on in held.facts.get("issues", []):
        line = held.owned(text, owner, due_on)
        rows.append(line | {"whose": held.shown(whose), "measure": measure})
    return rows


def _ballots(facts: dict[str, Any]) -> Tree:
    eligible, returned, valid = facts["ballots"]
    return {"eligible": eligible, "returned": returned, "valid": valid}


def _appraisals(held: Occasion) -> list[Tree]:
    """Return everyone's appraisal; ballots that are not named say 合格."""
    said = {held.branch.member(row["who"]): row for row in held.facts["appraised"]}
    return [_appraisal(entry, said[entry.member], held) for entry in held.due]


def _appraisal(entry: Any, row: dict[str, Any], held: Occasion) -> Tree:
    excellent, basic, unqualified = (*row["votes"], 0, 0)[:3]
    valid = held.facts["ballots"][2] - row.get("lost", 0)
    grade = row.get("grade", "qualified") or None
    told = row.get("told_on") or held.facts["told_on"]
    return {
        "member": entry.member,
        "name": entry.display_name,
        "category": entry.category,
        "excellent": excellent,
        "qualified": valid - excellent - basic - unqualified,
        "basic": basic,
        "unqualified": unqualified,
        "grade": grade,
        "told_on": told if grade or row.get("told_on") else None,
        **{key: row.get(key, "") for key in ("summary", "faults", "measures", "peers", "opinion")},
    }
