"""The command that says what is due: done, not yet, now, overdue, not applicable."""

from argparse import Namespace

from db import queries
from db.branch import OrganisationKind
from db.due import duties
from db.errors import Refused
from db.rules.duties.model import Duty, State
from desktop.cli.common import day_of, find_branch, opened, show


def due(arguments: Namespace) -> int:
    """List the duties of a year as they stand on a day; exit 1 when one is overdue."""
    day = day_of(arguments.on)
    with opened(arguments.file):
        named = find_branch(arguments.branch)
        if named is not None and named["kind"] != OrganisationKind.BRANCH:
            raise Refused(f"{named['short_name']}不是党支部，应办事项按党支部列出，请换一个。")
        year = arguments.year or int(day[:4])
        found = [
            (branch["short_name"], duty)
            for branch in ([named] if named is not None else queries.branches())
            for duty in duties(branch["uid"], year, day)
        ]
    if arguments.json:
        show([_described(branch, duty) for branch, duty in found])
    else:
        for branch, duty in found:
            print("\t".join(_cells(branch, duty)))
    return 1 if any(duty.state == State.OVERDUE for _branch, duty in found) else 0


def _described(branch: str, duty: Duty) -> dict[str, object]:
    return {
        "branch": branch,
        "code": duty.code,
        "title": duty.title,
        "period": duty.period,
        "key": duty.key,
        "begins": duty.begins.isoformat(),
        "planned_on": duty.planned_on.isoformat() if duty.planned_on else None,
        "due_by": duty.due_by.isoformat() if duty.due_by else None,
        "state": str(duty.state),
        "article": duty.article,
        "reason": duty.reason,
        "have": duty.have,
        "need": duty.need,
        "missing": list(duty.missing),
        "records": list(duty.records),
        "drafts": list(duty.drafts),
    }


def _cells(branch: str, duty: Duty) -> list[str]:
    limit = duty.due_by.isoformat() if duty.due_by else "—"
    cells = [str(duty.state), limit, branch, duty.title, duty.period, duty.article, duty.reason]
    return [" ".join(cell.split()) or "—" for cell in cells]
