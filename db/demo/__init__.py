"""The sample file: a made-up general branch with four branches and two years of their records.

The content stands in ``resources/demo`` and is entered in the order of its days: every record has
the moment at which a secretary would have entered it. Nothing is left to chance, so the uids
are the same in every sample file. All names and numbers are made up.
"""

from collections.abc import Iterator
from pathlib import Path

from db import tree
from db.connection import close, create, transaction
from db.demo.absence import noted_absences
from db.demo.activity import activities, plans
from db.demo.admission import admitted
from db.demo.branch import BEGIN, Branch, save_all, toml, uid
from db.demo.dues import dues_of
from db.demo.duty import duties
from db.demo.election import election
from db.demo.general import general_branch
from db.demo.ledger import general_ledgers, ledgers
from db.demo.listed import listed_items
from db.demo.meeting import meetings
from db.demo.occasion import Occasion, Step
from db.demo.platform import platform
from db.demo.talk import talks
from db.records import spec


def build(path: Path, *, today: str) -> None:
    """Make the sample data file; what lies after the ISO day ``today`` is left out.

    Raises ``Refused`` when the file exists or cannot be written; nothing is then left behind.
    """

    def fill() -> None:
        with transaction():
            _fill(today)

    create(path, fill)
    close()


def _fill(today: str) -> None:
    whole = toml("general_branch")
    parent = {key: value for key, value in whole.items() if key != "branches"}
    parent |= {"uid": uid("general_branch"), "kind": "general_branch"}
    branches = [Branch(key) for key in whole["branches"]]
    organisations = [tree.blank(spec("organisation"), **parent)]
    organisations += [branch.organisation() for branch in branches]
    for minute, organisation in enumerate(organisations):  # lists follow the order of entry
        save_all("organisation", [organisation], "登记党组织", BEGIN, minute)
    for branch in branches:
        branch.fill(today)
    steps = [step for branch in branches for step in _steps(branch, today)]
    steps += general_branch(today)
    steps += general_ledgers(today)
    for _at, _name, step in sorted(steps, key=lambda s: s[:2]):
        step()


def _steps(branch: Branch, today: str) -> Iterator[Step]:
    """Yield all that the branch entered up to the day, in no order."""
    days = list(activities(branch, today))
    held: list[Occasion] = [*days, *meetings(branch, days, today)]
    for occasion in held:
        yield from occasion.steps()
    yield from plans(branch, today)
    yield from platform(branch, held, today)
    yield from noted_absences(branch, held, today)
    yield from admitted(branch, held, today)
    yield from talks(branch, today)
    yield from election(branch, today)
    yield from duties(branch, today)
    yield from dues_of(branch, today)
    yield from listed_items(branch, held, today)
    yield from ledgers(branch, today)
