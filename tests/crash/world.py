"""What the driver works with: a data file with records, and sources that it imports from."""

import json
import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import attachments, connection, exchange, operations, package, tree
from db.ledgers import reader as lists
from db.records import RECORDS, spec
from db.rosters import reader as rosters
from tests.db.ledgers.books import PROBLEMS, TASKS, book
from tests.samples import AT, WHO, World, make_world, sample, with_attachment

ROSTER = Path(__file__).parents[1] / "data" / "rosters" / "党员花名册.xlsx"
PACKAGES = 4
_UID = re.compile(r'"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')


@dataclass(frozen=True)
class Sources:
    """The base file and all that can be taken into it, read once before the first round."""

    base: Path
    world: World
    roster: rosters.RosterPreview
    lists: tuple[lists.Preview, ...]
    packages: Sequence[Path]
    exported: str


def prepare(folder: Path) -> Sources:
    """Make the base file, and packages of a branch that goes on changing, in a folder."""
    base = folder / "base.zhibu"
    connection.create(base)
    world = make_world(occasions=True)
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    exported = json.dumps(_exported(world), ensure_ascii=False)
    connection.close()
    packages = _packages(folder)
    book(folder / "清单.xlsx", PROBLEMS, 任务=TASKS)
    return Sources(
        base=base,
        world=world,
        roster=rosters.read(ROSTER),
        lists=lists.read(folder / "清单.xlsx"),
        packages=packages,
        exported=exported,
    )


def fresh_copy(exported: str) -> Any:
    """Return an export whose records are all new: every uid is another one."""
    known: dict[str, str] = {}

    def renamed(found: re.Match[str]) -> str:
        return f'"{known.setdefault(found[1], uuid.uuid4())}"'

    return json.loads(_UID.sub(renamed, exported))


def _exported(world: World) -> Any:
    """Return an export of a branch with a meeting that has an attachment."""
    line = attachments.add(b"sign-in sheet " * 3000, "签到表.txt", at=AT)
    meeting = tree.dump(spec("meeting"), str(world.meeting))
    operations.save(spec("meeting"), with_attachment(meeting, line), who=WHO, at=AT)
    content = exchange.export(at=AT, attachments=True)
    kept = ("organisation", "member", "group", "meeting", "activity")
    content["records"] = {k: v for k, v in content["records"].items() if k in kept}
    return content


def _packages(folder: Path) -> list[Path]:
    """Write packages of another branch, each with a member and a meeting more."""
    connection.create(folder / "branch.zhibu")
    world = make_world(occasions=True)
    made = []
    for number in range(PACKAGES):
        member = tree.blank(
            spec("member"),
            organisation=world.organisation,
            name=f"周{number}",
            joined_on="2011-06",
        )
        line = attachments.add(secrets.token_bytes(40_000), "纪要.txt", at=AT)
        meeting = tree.blank(
            spec("meeting"),
            organisation=world.organisation,
            held_on=f"2026-0{number + 1}-15",
            title=f"会议{number}",
        )
        for kind, record in (("member", member), ("meeting", with_attachment(meeting, line))):
            operations.save(spec(kind), record, who=WHO, at=AT)
        made.append(folder / f"package{number}.zhibu")
        package.write(made[-1], world.organisation, 2026, who=WHO, at=AT)
    connection.close()
    return made
