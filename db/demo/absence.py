"""What the tidy branch of the sample noted of leave: who agreed, when it was made up for."""

from collections.abc import Iterable, Iterator
from functools import partial

from db import absences, operations
from db.demo.branch import Branch, identified, moment, workday
from db.demo.occasion import Occasion, Step
from db.records.absence import MakeupWay
from db.records.held import AttendanceState
from db.records.platform_form import CopySource

_ASKED_BEFORE, _MADE_UP_AFTER = -2, 3
_UNTIL = "2026-10-01"  # what came later is still to be noted


def noted_absences(branch: Branch, held: Iterable[Occasion], today: str) -> Iterator[Step]:
    """Yield what was noted of leave from 支部党员大会 of the year, up to the day."""
    if branch.key != "first":
        return
    for each in held:
        day = workday(each.held, _MADE_UP_AFTER)
        if each.kind == CopySource.GENERAL and "2026" <= each.held < _UNTIL and day <= today:
            yield moment(day, 11), f"{each.name}/absence", partial(_note, branch, each, day)


def _note(branch: Branch, occasion: Occasion, day: str) -> None:
    rows = absences.register(branch.uid, int(occasion.held[:4]), occasion.held)
    for away in rows:
        if away.occasion != occasion.uid or away.state != AttendanceState.LEAVE or away.frail:
            continue
        record = absences.new_absence(branch.uid, away) | {
            "asked_on": workday(occasion.held, _ASKED_BEFORE),
            "approved_by": "解晓璟" if away.name == "单伟" else "单伟",
            "made_up_on": day,
            "way": str(MakeupWay.TOLD),
            "content": "党小组组长传达会议议题和决议。",
        }
        made = identified(record, occasion.name, "absence", away.name)
        operations.save(absences.KIND, made, who="陈晗", at=moment(day, 11))
