"""A session at full speed: it does everything that writes, and says what must now be there.

Every line on the pipe is one JSON list. ``["intend", step, records, marks]`` comes before the
transaction of a step, with the digest of every record as it shall be; ``["done", step]`` after it,
when the step must never be lost any more. Drafts and copies have lines of their own.
"""

import datetime as dt
import hashlib
import json
import os
import random
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db import (
    attachments,
    backup,
    connection,
    drafting,
    drafts,
    exchange,
    lifecycle,
    marks,
    operations,
    package,
    tree,
)
from db.errors import Refused
from db.ledgers import importer as list_importer
from db.records import spec
from db.records.listed_item import ListKind
from db.rosters import importer as roster_importer
from db.spec import RecordSpec, Tree
from tests.crash.world import Sources, fresh_copy
from tests.samples import sample, with_attachment

WHO, TODAY = "司机", "2026-11-24"
PLAIN = ("member", "meeting", "activity", "talk", "listed_item", "text_block")
_TEXT = {"member": "name", "text_block": "text", "listed_item": "title", "talk": "content"}


def digest(record: Any) -> str:
    """Return what tells two states of a record apart."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Driver:
    """Works on one file until it is killed; ``say`` writes a line on the pipe."""

    def __init__(self, path: Path, pipe: int, sources: Sources, seed: int) -> None:
        self._path, self._pipe, self._sources = path, pipe, sources
        self._luck = random.Random(seed)
        self._copies = path.parent / "copies"
        self._waiting = False

    def say(self, *line: Any) -> None:
        """Write a line; it is in the pipe when this returns, whatever happens next."""
        os.write(self._pipe, json.dumps(line).encode() + b"\n")

    def run(self) -> None:
        """Open the file and work without an end."""
        self._copies.mkdir(exist_ok=True)
        connection.open_file(self._path)
        self._listen()
        self.say("ready")
        while True:
            step = self._luck.choices(*zip(*self._steps(), strict=True))[0]
            try:
                step()
            except Refused as refusal:
                self.say("refused", step.__name__, str(refusal))
            self._settle()

    def _steps(self) -> list[tuple[Callable[[], None], int]]:
        return [
            (self._new, 6),
            (self._change, 8),
            (self._delete, 3),
            (self._restore, 2),
            (self._undo, 3),
            (self._redo, 2),
            (self._attach, 3),
            (self._draft, 4),
            (self._drop, 2),
            (self._finalise, 2),
            (self._mark, 1),
            (self._copy, 1),
            (self._close_with_backup, 1),
            (self._import_roster, 1),
            (self._import_lists, 1),
            (self._import_json, 2),
            (self._merge, 1),
        ]

    # What is said around every transaction

    def _listen(self) -> None:
        commit = operations._commit

        def told(name: str, prepared: list[Any], **rest: Any) -> Any:
            records = [
                [change.kind.name, change.after["uid"], digest(change.after)]
                for change in prepared
                if change.differs
            ]
            if records:
                self.say("intend", name, records, None)
            changes = commit(name, prepared, **rest)
            if records:
                self._waiting = True
            if not connection.database.in_transaction():
                self._settle()
            return changes

        operations._commit = told

    def _settle(self) -> None:
        if self._waiting:
            self._waiting = False
            self.say("done", operations.last_step())

    # The steps

    def _kind(self) -> RecordSpec:
        return spec(self._luck.choice(PLAIN))

    def _any(self, kind: RecordSpec, *, binned: bool = False) -> Tree | None:
        model = kind.model
        gone = model.deleted_at.is_null(is_null=not binned)
        uids = [row.uid for row in model.select(model.uid).where(gone)]
        return tree.dump(kind, self._luck.choice(uids)) if uids else None

    def _save(self, kind: RecordSpec, record: Tree) -> None:
        operations.save(kind, record, who=WHO, at=_now())

    def _new(self) -> None:
        kind = self._kind()
        self._save(kind, sample(kind, self._sources.world))

    def _changed(self) -> tuple[RecordSpec, Tree] | None:
        kind = self._kind()
        record = self._any(kind)
        if record is None:
            return None
        field = _TEXT.get(kind.name, "place")
        return kind, record | {field: "改" * self._luck.randint(1, 400)}

    def _change(self) -> None:
        if found := self._changed():
            self._save(*found)

    def _delete(self) -> None:
        kind = self._kind()
        if record := self._any(kind):
            operations.delete(kind, record["uid"], who=WHO, at=_now())

    def _restore(self) -> None:
        kind = self._kind()
        if record := self._any(kind, binned=True):
            operations.restore(kind, record["uid"], who=WHO, at=_now())

    def _undo(self) -> None:
        operations.undo(who=WHO, at=_now())

    def _redo(self) -> None:
        operations.redo(who=WHO, at=_now())

    def _attach(self) -> None:
        kind = spec(self._luck.choice(("meeting", "activity", "member")))
        record = self._any(kind)
        if record is not None:
            data = self._luck.randbytes(self._luck.randint(1, 300_000))
            line = attachments.add(data, "材料.pdf", at=_now())
            self.say("blob", line["sha256"])
            self._save(kind, with_attachment(record, line))

    def _draft(self) -> None:
        if found := self._changed():
            kind, record = found
            self.say("draft", record["uid"], digest(record))
            drafts.keep(kind.name, record, _now())
            self.say("kept", record["uid"])

    def _drop(self) -> None:
        for pending in drafts.pending()[:1]:
            self.say("draft", pending.tree["uid"], None)
            drafts.drop(pending.tree["uid"])
            self.say("kept", pending.tree["uid"])

    def _finalise(self) -> None:
        """Write a meeting that no check blocks, make it final and a draft again."""
        kind, world = spec("meeting"), self._sources.world
        person = {"chair": world.member, "chair_name": "周翀"}
        person |= {"recorder": world.member, "recorder_name": "周翀"}
        day = f"2026-{self._luck.randint(1, 10):02}-{self._luck.randint(1, 28):02}"
        record = drafting.new_meeting(world.organisation, "general", day) | person
        speech = {"speaker": "周翀", "text": "结合调解谈体会。"}
        item = {"title": "学习", "speaker": "周翀", "report": "领学要点。", "resolution": "无"}
        times = {"began_at": "15:00", "ended_at": "16:50", "place": "会议室"}
        record |= times | {"agenda": [item | {"speeches": [speech]}]}
        self._save(kind, record | {"late_reason": "补记"})
        lifecycle.finalise(kind, record["uid"], today=TODAY, who=WHO, at=_now())
        if self._luck.random() < 0.5:
            lifecycle.reopen(kind, record["uid"], reason="重核", who=WHO, at=_now())

    def _mark(self) -> None:
        value = {"number": self._luck.randint(1, 10**9)}
        self.say("intend", "mark", [], {marks.HANDOVER: value})
        operations.mark_file({marks.HANDOVER: value}, name="说明", who=WHO, at=_now())
        self.say("done", operations.last_step())

    def _copy(self) -> None:
        target = self._copies / f"copy{self._luck.randint(0, 3)}.zhibu"
        backup.backup(target)
        self.say("copied", str(target))

    def _close_with_backup(self) -> None:
        self.say("copied", str(backup.automatic(dt.datetime.now()).path))  # noqa: DTZ005

    def _branch(self) -> str:
        kind = spec("organisation")
        record = tree.blank(kind, name=f"中共示范局{uuid.uuid4().hex[:6]}支部", short_name="新支部")
        self._save(kind, record | {"organisation": record["uid"]})
        return str(record["uid"])

    def _import_roster(self) -> None:
        branch = self._branch()
        plan = roster_importer.plan(self._sources.roster, branch, today=TODAY)
        roster_importer.apply(plan, WHO, _now())

    def _import_lists(self) -> None:
        branch = self._branch()
        parts = [
            list_importer.Part(each, each.kind or ListKind.TASK, 2025, each.mapping)
            for each in self._sources.lists
        ]
        plan = list_importer.plan(parts, branch, today=TODAY)
        list_importer.apply(plan, WHO, _now())

    def _import_json(self) -> None:
        content = fresh_copy(self._sources.exported)
        plan = exchange.plan(exchange.package(content, "导入.json"))
        exchange.carry_out(plan, who=WHO, at=_now())

    def _merge(self) -> None:
        path = self._luck.choice(self._sources.packages)
        found = package.difference(package.read(path))
        package.merge(found, package.take_theirs(found), who=WHO, at=_now())


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
