"""A small branch to test on (four people, a committee, a group, a meeting), and the sample file."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import cipher, connection, drafting, operations, tree
from db.records import spec
from db.spec import Tree

AT = "2026-11-24T01:00:00Z"
WHO = "单伟"


def encrypt(source: Path, target: Path, password: str, version: int) -> None:
    """Write a plain file of some data version under a password, by means of SQLCipher alone."""
    with contextlib.closing(cipher.connect(str(source), None)) as plain:
        key = cipher.derive(password).literal
        plain.execute("ATTACH DATABASE ? AS made KEY ?", (str(target), key))
        plain.execute("BEGIN")
        plain.execute("SELECT sqlcipher_export('made')")
        plain.execute(f"PRAGMA made.user_version = {version}")
        plain.execute(f"PRAGMA made.application_id = {connection.APPLICATION_ID}")
        plain.execute("COMMIT")


@dataclass(frozen=True)
class Branch:
    """The uids of what the fixture made."""

    uid: str
    members: dict[str, str]
    group: str
    committee: str

    def meeting(self, kind: str = "general", day: str = "2026-03-27", **values: object) -> Tree:
        """Save a draft meeting and return its stored tree."""
        group = self.group if kind == "group" else None
        record = drafting.new_meeting(self.uid, kind, day, group) | values
        operations.save(spec("meeting"), record, who=WHO, at=AT)
        return tree.dump(spec("meeting"), record["uid"])


@pytest.fixture
def branch(store: Path) -> Branch:
    """Two full members (one secretary), one probationary, one whose rights are suspended."""
    organisation = tree.blank(
        spec("organisation"),
        name="中共某局第一支部委员会",
        short_name="第一党支部",
        place="三楼会议室",
    )
    group = tree.blank(spec("group"), organisation=organisation["uid"], name="第一党小组")
    people = {
        "单伟": {"joined_on": "1998-06", "full_on": "1999-06"},
        "王芳": {"joined_on": "1996-07", "full_on": "1997-07"},
        "褚垚": {"joined_on": "2025-06-20", "full_on": None},
        "周翀": {"joined_on": "2011-06", "full_on": "2012-06"},
    }
    members = {
        name: tree.blank(
            spec("member"),
            organisation=organisation["uid"],
            name=name,
            sequence=place,
            groupings=[{"group": group["uid"], "began_on": None, "ended_on": None}],
            **dates,
        )
        for place, (name, dates) in enumerate(people.items())
    }
    members["周翀"]["restrictions"] = [
        {"kind": "on_probation", "began_on": "2025-11-01", "ended_on": "2026-11-01", "basis": ""}
    ]
    group["leaders"] = [{"member": members["王芳"]["uid"], "began_on": None, "ended_on": None}]
    committee = tree.blank(
        spec("committee"),
        organisation=organisation["uid"],
        began_on="2024-01-01",
        due_on="2027-01-01",
        posts=[
            {"member": members["单伟"]["uid"], "post": "secretary"},
            {"member": members["王芳"]["uid"], "post": "organisation"},
        ],
    )
    records = [(spec("organisation"), organisation), (spec("group"), group)]
    records += [(spec("member"), member) for member in members.values()]
    records += [(spec("committee"), committee)]
    operations.save_many(records, name="建立支部", who=WHO, at=AT)
    uids = {name: member["uid"] for name, member in members.items()}
    return Branch(organisation["uid"], uids, group["uid"], committee["uid"])
