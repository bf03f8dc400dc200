"""Every way of writing × every trouble of a disk: one sentence, nothing changed, a retry works."""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from db import (
    attachments,
    backup,
    calendar_file,
    connection,
    demo,
    drafts,
    exchange,
    marks,
    operations,
    package,
    tree,
)
from db.connection import database
from db.errors import Refused
from db.ledgers import exporter as ledgers
from db.ledgers import importer as lists
from db.records import spec
from db.records.listed_item import ListKind
from db.rosters import exporter, importer
from desktop.documents import document
from desktop.documents.gather import Gatherer
from tests.crash.judge import bad, look
from tests.crash.troubles import TROUBLES, small_disk
from tests.crash.world import Sources, fresh_copy, prepare
from tests.samples import AT, WHO, sample, with_attachment

DAY = "2026-11-24"
OLD = Path(__file__).parents[1] / "data" / "v3.zhibu"
MEMBER, MEETING = spec("member"), spec("meeting")


@dataclass(frozen=True)
class Desk:
    """An open data file on a disk of its own, and what can be taken into it."""

    place: Path
    path: Path
    sources: Sources

    @property
    def branch(self) -> str:
        return self.sources.world.organisation

    def meeting(self) -> str:
        return str(self.sources.world.meeting)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return prepare(tmp_path_factory.mktemp("sources"))


@pytest.fixture
def desk(sources: Sources) -> Iterator[Desk]:
    with small_disk() as place:
        path = place / "支部.zhibu"
        shutil.copyfile(sources.base, path)
        connection.open_file(path)
        member = sample(MEMBER, sources.world) | {"name": "要删的人"}
        operations.save(MEMBER, member, who=WHO, at=AT)
        operations.delete(MEMBER, member["uid"], who=WHO, at=AT)
        database.pragma("busy_timeout", 20)
        yield Desk(place, path, sources)
        connection.close()


def _save(desk: Desk) -> None:
    record = tree.dump(MEETING, desk.meeting()) | {"place": "四楼" * 5000}
    operations.save(MEETING, record, who=WHO, at=AT)


def _new(desk: Desk) -> None:
    record = sample(MEMBER, desk.sources.world) | {"name": "字" * 20_000}
    operations.save(MEMBER, record, who=WHO, at=AT)


def _delete(desk: Desk) -> None:
    blocks = tree.dump_many(spec("text_block"), _uids("text_block"))
    operations.delete(spec("text_block"), next(iter(blocks)), who=WHO, at=AT)


def _restore(desk: Desk) -> None:
    model = MEMBER.model
    gone = model.get(model.deleted_at.is_null(is_null=False))
    operations.restore(MEMBER, gone.uid, who=WHO, at=AT)


def _uids(name: str) -> list[str]:
    model = spec(name).model
    return [row.uid for row in model.select(model.uid)]


def _status(desk: Desk) -> None:
    values = {"status": "final", "finished_on": DAY}
    operations.set_values(MEETING, desk.meeting(), values, name="定稿", who=WHO, at=AT)


def _attach(desk: Desk) -> None:
    line = attachments.add(bytes(range(256)) * 400, "材料.pdf", at=AT)
    record = tree.dump(MEETING, desk.meeting())
    operations.save(MEETING, with_attachment(record, line), who=WHO, at=AT)


def _draft(desk: Desk) -> None:
    record = tree.dump(MEETING, desk.meeting()) | {"place": "稿" * 20_000}
    drafts.keep("meeting", record, AT)


def _mark(_desk: Desk) -> None:
    value = {"to": "张" * 20_000}
    operations.mark_file({marks.HANDOVER: value}, name="说明", who=WHO, at=AT)


def _import_roster(desk: Desk) -> None:
    plan = importer.plan(desk.sources.roster, desk.branch, today=DAY)
    importer.apply(plan, WHO, AT)


def _import_list(desk: Desk) -> None:
    parts = [lists.Part(p, ListKind.TASK, 2025, p.mapping) for p in desk.sources.lists]
    lists.apply(lists.plan(parts, desk.branch, today=DAY), WHO, AT)


def _import_json(desk: Desk) -> None:
    content = exchange.package(fresh_copy(desk.sources.exported), "导入.json")
    exchange.carry_out(exchange.plan(content), who=WHO, at=AT)


def _merge(desk: Desk) -> None:
    found = package.difference(package.read(desk.sources.packages[-1]))
    package.merge(found, package.take_theirs(found), who=WHO, at=AT)


WRITES: dict[str, Callable[[Desk], object]] = {
    "save": _save,
    "new record": _new,
    "delete": _delete,
    "restore": _restore,
    "undo": lambda _desk: operations.undo(who=WHO, at=AT),
    "finalise": _status,
    "attach": _attach,
    "keep a draft": _draft,
    "mark": _mark,
    "import a roster": _import_roster,
    "import a list": _import_list,
    "import JSON": _import_json,
    "merge a package": _merge,
}


def _is_one_sentence(text: str) -> bool:
    return bool(re.fullmatch(r"[^\n]{8,}。", text)) and not re.search(r"[a-z]{4,} [a-z]{3,}", text)


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("name", WRITES)
def test_a_write_in_trouble_is_refused_in_a_sentence_and_works_afterwards(name, trouble, desk):
    before = look()
    with (
        TROUBLES[trouble](desk.place),
        pytest.raises(Refused) as refused,
        connection.translated(desk.path),
    ):
        WRITES[name](desk)
    assert _is_one_sentence(str(refused.value)), refused.value
    after = look()
    assert after == before
    assert not connection.integrity_problems()
    assert not attachments.problems()
    WRITES[name](desk)
    after = look()
    assert (after.step, after.drafts) != (before.step, before.drafts)


# Files that are made from the records


def _pdf(desk: Desk, target: Path) -> None:
    paper, record = document("minutes"), tree.dump(MEETING, desk.meeting())
    paper.render(paper.collect(record, Gatherer(desk.branch, today=DAY).context(record)), target)


Make = Callable[[Desk, Path], object]

OUTPUTS: dict[str, Make] = {
    "backup.zhibu": lambda _desk, target: backup.backup(target),
    "package.zhibu": lambda d, target: package.write(target, d.branch, 2026, who=WHO, at=AT),
    "all.json": lambda _desk, target: exchange.write(target, at=AT, attachments=True),
    "roster.xlsx": lambda d, target: exporter.write(target, d.branch, DAY),
    "lists.xlsx": lambda d, target: ledgers.write(target, d.branch, None, 2026, today=DAY),
    "calendar.ics": lambda d, target: calendar_file.write(target, d.branch, DAY),
    "minutes.pdf": _pdf,
}


@contextlib.contextmanager
def _held(_place: Path) -> Iterator[None]:
    """A virus scanner, or the program that shows the file, keeps its name from being given."""

    def refuse(*_names: object, **_options: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        patched.setattr(os, "rename", refuse)
        patched.setattr(Path, "replace", refuse)
        yield


DISK_TROUBLES = {name: TROUBLES[name] for name in ("full", "readonly", "vanished")}
DISK_TROUBLES["held"] = _held


@pytest.fixture
def away(sources: Sources) -> Iterator[Desk]:
    """The data file on a good disk, and a disk to write to that is not."""
    with small_disk() as place:
        path = place.with_name("支部.zhibu")
        shutil.copyfile(sources.base, path)
        connection.open_file(path)
        yield Desk(place, path, sources)
        connection.close()


@pytest.mark.parametrize("trouble", DISK_TROUBLES)
@pytest.mark.parametrize("name", OUTPUTS)
def test_a_file_that_cannot_be_written_leaves_the_earlier_one_and_no_half(name, trouble, away):
    target, make = away.place / name, OUTPUTS[name]
    make(away, target)
    earlier = target.read_bytes()
    operations.save(MEMBER, sample(MEMBER, away.sources.world), who=WHO, at=AT)
    with DISK_TROUBLES[trouble](away.place), pytest.raises(Refused) as refused:
        make(away, target)
    assert _is_one_sentence(str(refused.value)), refused.value
    assert target.read_bytes() == earlier
    assert [path.name for path in away.place.iterdir()] == [name]
    make(away, target)
    assert target.exists()


@pytest.mark.parametrize("trouble", ["full", "readonly", "held"])
def test_a_new_file_that_cannot_be_written_is_not_there_at_all(trouble, away):
    connection.close()
    makings = {"新.zhibu": connection.create}
    if trouble == "full":
        makings["示例.zhibu"] = lambda path: demo.build(path, today="2025-01-05")
    for name, work in makings.items():
        with DISK_TROUBLES[trouble](away.place), pytest.raises(Refused) as refused:
            work(away.place / name)
        assert _is_one_sentence(str(refused.value)), refused.value
        assert not [path for path in away.place.iterdir() if path.suffix != ".lock"]
        work(away.place / name)
        connection.close()
        assert bad(away.place / name) == []
        (away.place / name).unlink()


@pytest.mark.parametrize("trouble", ["full", "readonly"])
def test_an_old_file_that_cannot_be_upgraded_stays_as_it_was(trouble, away):
    connection.close()
    old = away.place / "支部.zhibu"
    shutil.copyfile(OLD, old)
    before = old.read_bytes()
    with DISK_TROUBLES[trouble](away.place), pytest.raises(Refused) as refused:
        connection.open_file(old)
    assert _is_one_sentence(str(refused.value)), refused.value
    assert old.read_bytes() == before
    assert not list(away.place.glob("*升级前*"))
    connection.open_file(old)


@pytest.mark.parametrize("trouble", ["full", "readonly", "held"])
def test_a_restore_that_does_not_come_through_leaves_the_present_file(trouble, away):
    connection.close()
    present = away.place / "支部.zhibu"
    shutil.copyfile(away.sources.packages[0].with_name("branch.zhibu"), present)
    before = present.read_bytes()
    with DISK_TROUBLES[trouble](away.place), pytest.raises(Refused) as refused:
        backup.restore(away.sources.base, present)
    assert _is_one_sentence(str(refused.value)), refused.value
    assert present.read_bytes() == before
    backup.restore(away.sources.base, present)
    assert present.read_bytes() != before
    aside = [path for path in away.place.glob("*恢复前*") if bad(path)]
    assert not aside


def test_another_program_keeps_the_window_waiting_two_seconds_at_most(away):
    """Waiting is done by SQLite, in milliseconds; no window may stand still for longer."""
    assert 500 <= database.pragma("busy_timeout") <= 2000
