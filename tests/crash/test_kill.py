"""A killed program loses nothing that it acknowledged and leaves nothing half behind."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import backup, connection, demo, exchange, operations, package
from db.connection import database
from db.migrations import MIGRATIONS
from db.records import spec
from db.rosters import exporter
from tests.crash import moments
from tests.crash.judge import Judge, bad, look
from tests.crash.world import Sources, prepare
from tests.samples import AT, WHO, sample

OLD = sorted((Path(__file__).parents[1] / "data").glob("v*.zhibu"))
DAY = "2026-11-24"

# Of every work some moments are tried; with a large number here all of them are (CONTRIBUTING.md).
MOMENTS = int(os.environ.get("ZHIBU_MOMENTS", "4"))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return prepare(tmp_path_factory.mktemp("sources"))


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    connection.close()


def test_a_killed_session_keeps_every_acknowledged_step_and_no_half_one(sources, tmp_path):
    tally = Judge(sources, tmp_path, seed=20261124).play(8)
    assert not tally.faults
    assert tally.rounds == 8
    assert tally.acknowledged > 0
    assert tally.hot > 0


@dataclass(frozen=True)
class Making:
    """A way to make a file: the work, and whether the file of that name is a data file."""

    work: Callable[[Path, Sources], object]
    suffix: str = ".zhibu"
    replaces: bool = True


def _new(path: Path, sources: Sources) -> None:
    record = sample(spec("organisation"), sources.world)
    connection.create(path, lambda: operations.save(spec("organisation"), record, who=WHO, at=AT))


def _with_base(work: Callable[[Path, Sources], object]) -> Callable[[Path, Sources], object]:
    def done(path: Path, sources: Sources) -> None:
        base = path.parent / "open.zhibu"
        shutil.copyfile(sources.base, base)
        connection.open_file(base)
        work(path, sources)

    return done


MAKINGS = {
    "new": Making(_new, replaces=False),
    "demo": Making(lambda path, _s: demo.build(path, today="2025-01-05"), replaces=False),
    "backup": Making(_with_base(lambda path, _s: backup.backup(path))),
    "package": Making(
        _with_base(lambda path, s: package.write(path, s.world.organisation, 2026, who=WHO, at=AT))
    ),
    "json": Making(
        _with_base(lambda path, _s: exchange.write(path, at=AT, attachments=True)), ".json"
    ),
    "xlsx": Making(
        _with_base(lambda path, s: exporter.write(path, s.world.organisation, DAY)), ".xlsx"
    ),
}


@pytest.mark.parametrize("name", MAKINGS)
def test_a_killed_writing_leaves_the_file_whole_as_before_or_absent(name, sources, tmp_path):
    making = MAKINGS[name]
    whole = tmp_path / f"whole{making.suffix}"
    total = moments.count(lambda: making.work(whole, sources))
    earlier = whole.read_bytes() if making.replaces else None
    left = 0
    for moment in moments.some(total, MOMENTS):
        folder = tmp_path / str(moment)
        folder.mkdir()
        target = folder / f"target{making.suffix}"
        if earlier is not None:
            target.write_bytes(earlier)
        moments.kill_at(moment, lambda target=target: making.work(target, sources))
        if earlier is None:
            left += target.exists()
        elif target.read_bytes() == earlier:
            continue
        if target.exists():
            _is_whole(target)
        else:
            making.work(target, sources)  # what the dead one left is in nobody's way
            connection.close()
            _is_whole(target)


def _is_whole(path: Path) -> None:
    if path.suffix == ".zhibu":
        assert bad(path) == []
    else:
        assert path.stat().st_size > 1000
        assert path.read_bytes()[-1:] in (b"}", b"\0")


def test_a_killed_restore_leaves_the_present_file_or_the_restored_one(sources, tmp_path):
    def restore(folder: Path) -> None:
        backup.restore(sources.base, folder / "支部.zhibu")

    def present(folder: Path) -> Path:
        folder.mkdir()
        path = folder / "支部.zhibu"
        shutil.copyfile(sources.packages[0].with_name("branch.zhibu"), path)
        return path

    first = present(tmp_path / "first")
    states = [_records(first), _records(sources.base)]
    total = moments.count(lambda: restore(first.parent))
    seen = set()
    for moment in moments.some(total, MOMENTS):
        path = present(tmp_path / str(moment))
        moments.kill_at(moment, lambda path=path: restore(path.parent))
        found = _records(path)
        assert found in states
        seen.add(states.index(found))
        restore(path.parent)
        assert _records(path) == states[1]
    assert 0 in seen


def _records(path: Path) -> dict[tuple[str, str], str]:
    connection.open_file(path)
    assert not connection.integrity_problems()
    found = look().records
    connection.close()
    return found


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_a_killed_upgrade_leaves_the_old_file_or_the_new_one(old, tmp_path):
    def fresh(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        shutil.copyfile(old, folder / "支部.zhibu")
        return folder / "支部.zhibu"

    version = connection.recognise(old)
    first = fresh("first")
    warm = fresh("warm")  # what is worked out once for the whole program is no part of the work
    connection.open_file(warm)
    connection.close()
    total = moments.count(lambda: connection.open_file(first))
    wanted = _records(first)
    for moment in moments.some(total, MOMENTS):
        path = fresh(str(moment))
        moments.kill_at(moment, lambda path=path: connection.open_file(path))
        kept = path.with_name(f"支部.升级前-v{version}.zhibu")
        assert not kept.exists() or bad(kept) == []
        assert bad(path) == []
        if not kept.exists():
            assert path.read_bytes() == old.read_bytes()
        assert _records(path) == wanted
        connection.open_file(path)
        assert database.pragma("user_version") == len(MIGRATIONS)
        connection.close()
        assert bad(kept) == []
        assert connection.recognise(kept) == version


def test_an_upgrade_cut_off_in_its_commit_is_taken_back_and_done_again(tmp_path):
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(OLD[-1], path)
    before = path.read_bytes()
    head = bytearray(before)
    head[60:64] = len(MIGRATIONS).to_bytes(4, "big")  # page one was written, the rest was not
    path.write_bytes(head)
    moments.leave_hot_journal(path, before)
    assert connection.recognise(path) == len(MIGRATIONS)
    connection.open_file(path)
    assert database.pragma("user_version") == len(MIGRATIONS)
    assert not connection.integrity_problems()
    assert path.with_name(f"支部.升级前-v{len(MIGRATIONS) - 1}.zhibu").exists()
    connection.close()


def test_every_statement_of_an_upgrade_is_a_moment(tmp_path):
    """What the rounds above stand on: the count reaches into the statements."""
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(OLD[0], path)
    total = moments.count(lambda: connection.open_file(path))
    assert total > 100
    assert list(moments.some(total, 30))[-1] == total
