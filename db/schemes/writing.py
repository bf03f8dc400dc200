"""Writes a scheme of assessment as text that is read back the same."""

import json
from collections.abc import Mapping
from typing import Any

from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Item, Scheme


def text_of(scheme: Scheme) -> str:
    """Return the scheme as text that ``parse`` reads back the same."""
    parts = [_table("[scheme]", _head(scheme))]
    parts += [_table("[[group]]", {"code": g.code, "title": g.title}) for g in scheme.groups]
    parts += [_table("[[item]]", _item_values(item, scheme)) for item in scheme.items]
    for band in scheme.bands:
        values: dict[str, Any] = {"title": band.title}
        if scheme.pointed:
            values["at_least"] = _Points(band.at_least)
        else:
            values |= {"unmet": band.unmet, "partial": band.partial}
        parts.append(_table("[[band]]", values | ({"quota": band.quota} if band.quota else {})))
    for each in scheme.adjustments:
        values = {"code": each.code, "title": each.title, "points": _Points(each.points)}
        parts.append(_table("[[bonus]]" if each.bonus else "[[deduction]]", values))
    for veto in scheme.vetoes:
        values = {"code": veto.code, "title": veto.title, "at_most": veto.at_most}
        parts.append(_table("[[veto]]", values))
    return "\n".join(parts)


class _Points(int):
    """Hundredths that are written as 分."""


def _head(scheme: Scheme) -> dict[str, Any]:
    values: dict[str, Any] = {
        "code": scheme.code,
        "title": scheme.title,
        "year_from": scheme.year_from,
    }
    if scheme.full is None:
        values["points"] = False
    else:
        values["full"] = _Points(scheme.full)
    if scheme.bonus_limit:
        values["bonus_limit"] = _Points(scheme.bonus_limit)
    return values | {"clean": list(scheme.clean), "note": scheme.note}


def _item_values(item: Item, scheme: Scheme) -> dict[str, Any]:
    values: dict[str, Any] = {"code": item.code, "group": item.group, "title": item.title}
    if scheme.pointed:
        values["points"] = _Points(item.points)
    values["formula"] = str(item.formula)
    optional: dict[str, Any] = {
        "propose": str(item.propose) if item.propose else "",
        "source": item.source,
        "deduct": {kind: _Points(value) for kind, value in item.deduct.items()},
        "steps": [{"at_least": s.at_least, "points": _Points(s.points)} for s in item.steps],
        "grades": [{"title": g.title, "points": _Points(g.points)} for g in item.grades],
        "numbers": dict(item.numbers),
        "absent": [str(each) for each in item.absent],
        "standard": item.standard,
        "evidence": item.evidence,
        "target": item.target,
        "basis": item.basis,
    }
    values |= {key: value for key, value in optional.items() if value}
    if item.verified:
        values["verified"] = True
    if not item.on:
        values["on"] = False
    return values


def _table(header: str, values: Mapping[str, Any]) -> str:
    return "\n".join([header, *(f"{key} = {_value(value)}" for key, value in values.items()), ""])


def _value(value: Any) -> str:
    if isinstance(value, _Points):
        return points_text(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
