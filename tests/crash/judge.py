"""Kills a driver at a moment of its own choosing, and holds the file against what was promised."""

import json
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from db import attachments, connection, drafts, marks, operations, search, tree
from db.connection import database
from db.model import Blob
from db.records import RECORDS
from tests.crash.driver import Driver, digest
from tests.crash.world import Sources

_LONGEST = 0.25  # seconds of work before the blow
_READY_WITHIN = 20.0
_ROUNDS_PER_FILE = 20

State = dict[tuple[str, str], str]


@dataclass
class Promised:
    """What the file must hold: all that was acknowledged, and what was in flight besides."""

    records: State = field(default_factory=dict)
    marks: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    step: int = 0
    in_flight: list[tuple[str, State, dict[str, Any]]] = field(default_factory=list)
    draft_in_flight: tuple[str, str | None] | None = None
    blobs: set[str] = field(default_factory=set)
    copies: set[str] = field(default_factory=set)
    done: int = 0
    refused: list[str] = field(default_factory=list)

    def hear(self, line: list[Any]) -> None:
        """Take in one line that the driver said."""
        match line:
            case ["intend", name, records, changed]:
                state = {(kind, uid): value for kind, uid, value in records}
                self.in_flight.append((name, state, changed or {}))
            case ["done", step]:
                for _name, state, changed in self.in_flight:
                    self.records |= state
                    self.marks |= changed
                self.in_flight.clear()
                self.step = step
                self.done += 1
            case ["refused", name, said]:
                self.in_flight.clear()
                self.draft_in_flight = None
                self.refused.append(f"{name}: {said}")
            case ["draft", uid, value]:
                self.draft_in_flight = (uid, value)
            case ["kept", uid]:
                self._settle_draft()
            case ["blob", value]:
                self.blobs.add(value)
            case ["copied", path]:
                self.copies.add(path)
            case ["ready"]:
                pass
            case _:
                raise AssertionError(f"the driver said {line}")

    def _settle_draft(self) -> None:
        if self.draft_in_flight is not None:
            uid, value = self.draft_in_flight
            self.drafts = after(self.drafts, uid, value)
            self.draft_in_flight = None


def after(known: dict[str, str], uid: str, value: str | None) -> dict[str, str]:
    """Return the drafts when one is kept, or with None dropped."""
    rest = {key: each for key, each in known.items() if key != uid}
    return rest if value is None else rest | {uid: value}


@dataclass(frozen=True)
class Seen:
    """What the file holds."""

    records: State
    marks: dict[str, Any]
    drafts: dict[str, str]
    step: int


def look() -> Seen:
    """Read all of the open file."""
    records = {
        (kind.name, uid): digest(found)
        for kind in RECORDS
        for uid, found in tree.dump_many(kind, _uids(kind.model)).items()
    }
    kept = {each.tree["uid"]: digest(each.tree) for each in drafts.pending()}
    return Seen(records, dict(marks.read_all()), kept, operations.last_step())


def _uids(model: Any) -> list[str]:
    return [row.uid for row in model.select(model.uid)]


def faults(promised: Promised) -> list[str]:
    """Return what is wrong with the open file, measured by what was promised."""
    found = [f"integrity: {each}" for each in connection.integrity_problems()]
    whole = [row[0] for row in database.execute_sql("PRAGMA integrity_check")]
    found += [f"integrity: {each}" for each in whole if each != "ok"]
    found += attachments.problems()
    found += _unindexed()
    seen = look()
    if seen.step < promised.step:
        found.append(f"step {promised.step} was acknowledged, the newest is {seen.step}")
    if not any(_is(seen, *state) for state in _allowed(promised)):
        found += _differences(seen, promised)
    if seen.drafts not in _allowed_drafts(promised):
        found.append(f"drafts {sorted(seen.drafts)}, promised {sorted(promised.drafts)}")
    stored = {row.sha256 for row in Blob.select(Blob.sha256)}
    found += [f"blob {each} was acknowledged and is gone" for each in promised.blobs - stored]
    return found + [f"{Path(path).name}: {why}" for path in _copies(promised) for why in bad(path)]


def _allowed(promised: Promised) -> list[tuple[State, dict[str, Any]]]:
    """The states that may be there: what was acknowledged, then each step in flight whole."""
    states = [(promised.records, promised.marks)]
    for _name, state, changed in promised.in_flight:
        records, known = states[-1]
        states.append((records | state, known | changed))
    return states


def _allowed_drafts(promised: Promised) -> list[dict[str, str]]:
    if promised.draft_in_flight is None:
        return [promised.drafts]
    return [promised.drafts, after(promised.drafts, *promised.draft_in_flight)]


def _is(seen: Seen, records: State, known: dict[str, Any]) -> bool:
    return seen.records == records and seen.marks == known


def _differences(seen: Seen, promised: Promised) -> list[str]:
    names = [name for name, _state, _changed in promised.in_flight]
    there, wanted = seen.records, promised.records
    wrong = [
        f"{key}: {there.get(key)}, promised {wanted.get(key)}"
        for key in sorted(there.keys() | wanted.keys())
        if there.get(key) != wanted.get(key)
    ]
    return [f"neither before nor after {names or 'any step'}", *wrong[:5]]


def _unindexed() -> list[str]:
    """Records that the search does not know, or entries of none."""
    entries = {row.record for row in search.SearchEntry.select(search.SearchEntry.record)}
    models = [kind.model for kind in RECORDS]
    stored = {row.uid for m in models for row in m.select(m.uid).where(m.deleted_at.is_null())}
    wrong = entries ^ stored
    return [f"{len(wrong)} records and search entries do not match"] if wrong else []


def _copies(promised: Promised) -> list[str]:
    """Every file under a name of its own that the driver may have written."""
    folder = connection.current_path()
    assert folder is not None
    there = [str(path) for path in folder.parent.rglob("*.zhibu") if path != folder]
    return sorted({*there, *promised.copies})


def bad(path: str | Path) -> list[str]:
    """Return why a copy is no whole data file."""
    if not Path(path).exists():
        return ["was acknowledged and is gone"]
    with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)) as copy:
        try:
            head = copy.execute("PRAGMA application_id").fetchone()[0]
            said = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            broken = copy.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.Error as error:
            return [str(error)]
    right = head == connection.APPLICATION_ID
    return [*(s for s in said if s != "ok"), *map(str, broken), *([] if right else ["not ours"])]


def in_child(work: Callable[[], object]) -> int:
    """Do something in a forked process; returns its number."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        work()
        status = 0
    except BaseException as error:  # a child must not come back into the tests
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        _end(status)


def _end(status: int) -> NoReturn:
    os._exit(status)


@dataclass
class Tally:
    """What many rounds came to."""

    rounds: int = 0
    acknowledged: int = 0
    in_flight: int = 0
    hot: int = 0
    copies: int = 0
    drafts: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return it in one paragraph."""
        return (
            f"{self.rounds} kills: {self.acknowledged} acknowledged steps checked, "
            f"{self.in_flight} kills with a step in flight, {self.hot} with a journal left behind, "
            f"{self.copies} copies checked, {self.drafts} drafts found, "
            f"{self.refused} refusals by the rules; {len(self.faults)} faults"
        )


class Judge:
    """Plays rounds in a folder; everything that happens follows from the seed but the clock."""

    def __init__(self, sources: Sources, folder: Path, seed: int) -> None:
        self._sources, self._folder = sources, folder
        self._luck = random.Random(seed)
        self._path = folder / "rounds" / "支部.zhibu"
        self.tally = Tally()
        self._promised = Promised()

    def play(self, rounds: int, told: Callable[[str], None] = lambda _text: None) -> Tally:
        """Play rounds; the same file goes on for some of them, then a fresh one is taken."""
        for number in range(rounds):
            if number % _ROUNDS_PER_FILE == 0:
                self._begin_anew()
            self._round(number)
            if self.tally.faults:
                break
            if (number + 1) % 50 == 0:
                told(self.tally.text())
        return self.tally

    def _begin_anew(self) -> None:
        shutil.rmtree(self._path.parent, ignore_errors=True)
        self._path.parent.mkdir(parents=True)
        shutil.copyfile(self._sources.base, self._path)
        connection.open_file(self._path)
        seen = look()
        connection.close()
        self._promised = Promised(seen.records, seen.marks, seen.drafts, seen.step)

    def _round(self, number: int) -> None:
        reading, writing = os.pipe()
        seed = self._luck.getrandbits(32)
        driver = Driver(self._path, writing, self._sources, seed)
        child = in_child(driver.run)
        os.close(writing)
        with os.fdopen(reading, "rb") as said:
            first = said.readline()
            assert json.loads(first or b"[]") == ["ready"], "the driver could not open the file"
            self._wait(at_write=number % 2 == 1)
            os.kill(child, signal.SIGKILL)
            _pid, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status), "the driver ended by itself"
            lines = [json.loads(line) for line in said if line.endswith(b"\n")]
        self._check(number, lines)

    def _wait(self, *, at_write: bool) -> None:
        """Wait for the moment: any, or one in the middle of a write."""
        time.sleep(self._luck.random() * _LONGEST)
        if at_write:
            journal = connection.journal_of(self._path)
            end = time.monotonic() + _READY_WITHIN
            while not journal.exists() and time.monotonic() < end:
                pass
            time.sleep(self._luck.random() * 0.004)

    def _check(self, number: int, lines: list[list[Any]]) -> None:
        promised = self._promised
        promised.done, promised.refused, promised.copies = 0, [], set()
        for line in lines:
            promised.hear(line)
        tally = self.tally
        tally.rounds += 1
        tally.acknowledged += promised.done
        tally.refused += len(promised.refused)
        tally.in_flight += bool(promised.in_flight or promised.draft_in_flight)
        tally.hot += connection.journal_of(self._path).exists()
        connection.open_file(self._path)
        try:
            found = faults(promised)
            seen = look()
        finally:
            connection.close()
        tally.copies += len(promised.copies)
        tally.drafts += len(seen.drafts)
        tally.faults += [f"round {number}: {each}" for each in found]
        blobs = promised.blobs
        self._promised = Promised(seen.records, seen.marks, seen.drafts, seen.step, blobs=blobs)
