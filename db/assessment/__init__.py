"""The assessment of a branch in a year: where records and what people said of them meet a scheme.

Nothing but what people say is stored while a sheet is a draft; a final one keeps its lines, its
scheme and the records behind it, and tells where the records have changed since (与定稿不符).
"""

import datetime as dt
import json
from dataclasses import replace

from db import operations, queries, schemes, tree
from db.assessment import frozen
from db.assessment.evidence import gather
from db.assessment.frozen import Behind, behind, stored
from db.branch import OrganisationKind
from db.errors import Refused
from db.model import dicts
from db.operations import Changes
from db.records import spec
from db.records.assessment import Assessment, SheetStatus
from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Judged, Line, Sheet
from db.rules.scoring.sheet import Remark, scored
from db.schemes import InUse
from db.spec import Tree

__all__ = [
    "Behind",
    "assess",
    "begin",
    "behind",
    "differences",
    "freeze",
    "of_year",
    "reopen",
    "scheme_of",
    "sheet_of",
    "stored",
    "use_scheme",
]

_KIND = spec("assessment")
_LINE = _KIND.line("scores")
_JUDGED = ("own", "reviewed", "confirmed", "grade", "reason", "basis", "proposed")
_SHOWN = 6


def of_year(organisation: str, year: int) -> Tree | None:
    """Return the stored assessment of a branch and year, None when there is none yet.

    Of several, as a merge may leave them, the final one, else the one entered first.
    """
    query = Assessment.select(Assessment.uid, Assessment.status).where(
        Assessment.organisation == organisation,
        Assessment.year == year,
        Assessment.deleted_at.is_null(),
    )
    rows = list(dicts(query.order_by(Assessment.entered_at)))
    final = [row for row in rows if row["status"] == SheetStatus.FINAL]
    chosen = (final or rows)[:1]
    return tree.dump(_KIND, chosen[0]["uid"]) if chosen else None


def assess(organisation: str, year: int, today: str) -> Sheet:
    """Return the sheet of a branch's year as it stands on the ISO day ``today``.

    What people have said in the stored assessment counts; that of a final one is the sheet as it
    was frozen. Raises ``Refused`` for an organisation that is no branch or a broken scheme.
    """
    branch = queries.organisation(organisation)
    if branch["kind"] != OrganisationKind.BRANCH:
        raise Refused(f"{branch['short_name']}不是党支部，不能按党支部的方案考核，请换一个。")
    record = of_year(organisation, year)
    blank = tree.blank(_KIND, organisation=organisation, year=year)
    return sheet_of(record or blank, today)


def sheet_of(record: Tree, today: str) -> Sheet:
    """Return the sheet of an assessment's tree, saved or not; of a final one as it was frozen."""
    if record["status"] == SheetStatus.FINAL and record["frozen"]:
        return frozen.load(record["frozen"])
    return _scored(record, scheme_of(record), today)


def scheme_of(record: Tree) -> InUse:
    """Return the scheme that an assessment is made by: its own, else that of its year."""
    if record["scheme"]:
        return schemes.of_uid(record["scheme"])
    return schemes.of_year(record["organisation"], record["year"])


def _scored(record: Tree, used: InUse, today: str) -> Sheet:
    evidence = gather(record["organisation"], record["year"], today, record["ballots"])
    return scored(
        used.scheme,
        replace(evidence, clean=used.scheme.clean),
        {line["code"]: _judged(line) for line in record["scores"]},
        [
            Remark(row["code"], row["points"], row["reason"], row["proof"])
            for row in record["deductions"]
        ],
        [Remark(row["code"], reason=row["reason"]) for row in record["vetoes"]],
    )


def _judged(line: Tree) -> Judged:
    return Judged(**{name: line[name] for name in _JUDGED})


def begin(
    organisation: str, year: int, *, who: str, at: str, record: Tree | None = None
) -> Changes:
    """Begin the assessment of a year; its scheme is kept in the data file from now on.

    ``record`` is what was written into it already. One undoable step. Raises ``Refused`` or
    ``Invalid``.
    """
    if of_year(organisation, year) is not None:
        raise Refused(f"{year}年的考核已经开始，请打开它。")
    used, fresh = schemes.to_keep(organisation, year)
    begun = (record or tree.blank(_KIND, organisation=organisation, year=year)) | {
        "scheme": used.uid,
        "scheme_version": used.version,
    }
    scheme = [(spec("scheme"), fresh)] if fresh is not None else []
    name = f"新建 {_KIND.title} {_KIND.heading(begun)}"
    return operations.save_many([*scheme, (_KIND, begun)], name=name, who=who, at=at)


def use_scheme(uid: str, scheme: str, *, who: str, at: str) -> Changes:
    """Let a draft go on by another version that the data file keeps."""
    record = _draft(uid, "换方案")
    used = schemes.of_uid(scheme)
    record |= {"scheme": used.uid, "scheme_version": used.version}
    return operations.save(_KIND, record, who=who, at=at, name=f"改用 {used.title}")


def freeze(uid: str, *, today: str, who: str, at: str) -> Changes:
    """Make a sheet final on the ISO day ``today`` with its lines, scheme and records.

    Raises ``Refused`` while an item is not graded, confirmed or reasoned. Ctrl+Z does not take it
    back; ``reopen`` does, with a reason.
    """
    record = _draft(uid, "定稿")
    used = scheme_of(record)
    if used.uid is None:
        used = schemes.keep(record["organisation"], record["year"], who=who, at=at)
    sheet = _scored(record, used, today)
    waiting = [f"{line.code} {line.title}（{line.wants}）" for line in sheet.lines if line.wants]
    if waiting:
        more = f"等{len(waiting)}项" if len(waiting) > _SHOWN else ""
        raise Refused(f"还不能定稿，这些项目没有办完：{'、'.join(waiting[:_SHOWN])}{more}。")
    values = {
        "status": str(SheetStatus.FINAL),
        "scheme": used.uid,
        "scheme_version": used.version,
        "scores": _lines(record, sheet),
        "frozen_on": today,
        "frozen": frozen.dump(sheet, used, behind(sheet)),
    }
    name = f"定稿 {_KIND.heading(record)}"
    return operations.set_values(_KIND, uid, values, name=name, who=who, at=at, undoable=False)


def reopen(uid: str, *, reason: str, who: str, at: str) -> Changes:
    """Make a final sheet a draft again; the reason is kept in the history."""
    record = _record(uid)
    if record["status"] == SheetStatus.DRAFT:
        raise Refused("这份考核还是草稿，可以直接修改。")
    if not reason.strip():
        raise Refused("请写明退回修改的原因，它会留在考核的历史中。")
    values = {"status": str(SheetStatus.DRAFT), "frozen_on": None, "frozen": ""}
    return operations.set_values(
        _KIND,
        uid,
        values,
        name=f"退回修改 {_KIND.heading(record)}",
        who=who,
        at=at,
        reason=reason.strip(),
        undoable=False,
    )


def _record(uid: str) -> Tree:
    try:
        return tree.dump(_KIND, uid)
    except KeyError:
        raise Refused("这份考核已不在数据文件中，请刷新后再看。") from None


def _draft(uid: str, step: str) -> Tree:
    record = _record(uid)
    if record["status"] == SheetStatus.FINAL:
        raise Refused(f"这份考核已经定稿，不能{step}。要改请先退回修改并写明原因。")
    return record


def _lines(record: Tree, sheet: Sheet) -> list[Tree]:
    """Return a stored line for each of the sheet: what people said, and what it was made of."""
    said = {line["code"]: line for line in record["scores"]}
    return [
        (said.get(line.code) or tree.blank_line(_LINE, code=line.code))
        | {
            "title": line.title,
            "points": line.points if sheet.scheme.pointed else None,
            "proposed": line.proposed,
            "words": line.words,
            "evidence": json.dumps(line.evidence),
        }
        for line in sheet.lines
    ]


# 与定稿不符


def differences(record: Tree, today: str) -> list[str]:
    """Return in what the records differ from what a final sheet was made of; [] for a draft.

    They are judged as of the day of freezing, so that only changes of records are told, not the
    time that has passed since. ``today`` must not be before it.
    """
    if record["status"] != SheetStatus.FINAL or not record["frozen"]:
        return []
    kept = frozen.load(record["frozen"])
    day = min(kept.today, dt.date.fromisoformat(today)).isoformat()
    new = _scored(record, InUse(kept.scheme), day)
    said = [words for line in kept.lines if (words := _changed(line, new.line(line.code)))]
    if kept.total is not None and new.total is not None and kept.total != new.total:
        old, now = points_text(kept.total), points_text(new.total)
        said.append(f"总分：定稿{old}分，现在按记录算是{now}分")
    return [*said, *_touched(record["frozen"])]


def _changed(old: Line, new: Line) -> str:
    """Return how a line differs, "" when it does not."""
    where = f"{old.code} {old.title}"
    if old.absent != new.absent and bool(old.absent) != bool(new.absent):
        states = ["不适用" if line.absent else "适用" for line in (old, new)]
        return f"{where}：定稿时{states[0]}，现在{states[1]}"
    if old.proposed != new.proposed and None not in (old.proposed, new.proposed):
        before, after = points_text(old.proposed or 0), points_text(new.proposed or 0)
        return f"{where}：定稿时按记录得{before}分，现在得{after}分（{new.words}）"
    if old.words != new.words:
        return f"{where}：定稿时“{old.words}”，现在“{new.words}”"
    gone = set(old.evidence) - set(new.evidence)
    more = set(new.evidence) - set(old.evidence)
    if gone or more:
        return f"{where}：依据的记录多了{len(more)}份，少了{len(gone)}份"
    return ""


def _touched(text: str) -> list[str]:
    """Return the records behind a frozen sheet that were changed or deleted since."""
    kept = list(frozen.records_of(text))
    now = {each.uid: each for each in stored(each.uid for each in kept)}
    said = []
    for each in kept:
        if each.uid not in now:
            said.append(f"“{each.heading}”定稿以后删除了")
        elif now[each.uid].digest != each.digest:
            said.append(f"“{each.heading}”定稿以后改动过")
    return said
