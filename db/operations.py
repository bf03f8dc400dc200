"""Every write of records: validate, one transaction, history, search text, then ``Changes``.

Each function is one wish of a person and one undoable step. ``who`` is the name at the desk,
``at`` the true moment in UTC ("2026-03-27T09:12:33Z"). All raise ``Refused`` (with a sentence)
or ``Invalid`` (with a sentence per field) and then have changed nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee as pw

from db import attachments, drafts, history, search, standing, tree
from db.connection import current_path, is_readonly, overwriting, transaction, translated
from db.errors import Changed, Invalid, Refused
from db.history import Change, Step, difference
from db.marks import FileMark
from db.model import dicts
from db.records import RECORDS, spec
from db.spec import ATTACHMENTS, ROOT_KEYS, RecordSpec, Tree


@dataclass(frozen=True)
class Changes:
    """What a step changed: its number and name, and the records as (type, uid).

    Without records nothing differed and no step was written.
    """

    step: int
    name: str
    records: tuple[tuple[str, str], ...]

    def touches(self, record_type: str) -> bool:
        """Whether a record of that type changed."""
        return any(name == record_type for name, _uid in self.records)


def save(
    kind: RecordSpec, record: Tree, *, who: str, at: str, reason: str = "", name: str = ""
) -> Changes:
    """Save one record, new or changed.

    Raises ``Invalid`` (form errors), ``Changed`` (somebody saved it since it was read) or
    ``Refused`` (it is locked by its status, or the file cannot be written).
    """
    prepared = _prepare(kind, record, at)
    _check_references([prepared])
    verb = "新建" if prepared.before is None else "修改"
    title = name or f"{verb} {kind.title} {kind.heading(prepared.after)}"
    return _commit(title, [prepared], who=who, at=at, reason=reason)


def save_many(
    records: Iterable[tuple[RecordSpec, Tree]], *, name: str, who: str, at: str, reason: str = ""
) -> Changes:
    """Save several records as one undoable step."""
    prepared = [_prepare(kind, record, at) for kind, record in records]
    _check_references(prepared)
    return _commit(name, prepared, who=who, at=at, reason=reason)


def set_values(
    kind: RecordSpec,
    uid: str,
    values: Tree,
    *,
    name: str,
    who: str,
    at: str,
    reason: str = "",
    undoable: bool = True,
) -> Changes:
    """Set fields of a stored record whatever its status: for its own life, not for forms."""
    before = _stored(kind, uid)
    _refuse_if_binned(kind, before)
    kept = {key: before[key] for key in ROOT_KEYS} | {"revision": before["revision"] + 1}
    after = tree.normalise(kind, before | values) | kept
    change = _Prepared(kind, before, after)
    return _commit(name, [change], who=who, at=at, reason=reason, undoable=undoable)


def take_in(
    records: Iterable[tuple[RecordSpec, Tree | None, Tree]],
    *,
    name: str,
    who: str,
    at: str,
    reason: str = "",
) -> Changes:
    """Write records as another data file of ours holds them, as one undoable step.

    Each is (type, the tree stored here or None, the tree wanted). Their moments of entry, their
    status and the bin come with them: that file kept the rules of its own.
    """
    prepared = []
    for kind, before, after in records:
        own = tree.with_own_lines(kind, tree.normalise(kind, after), before)
        revision = before["revision"] + 1 if before else max(1, own["revision"])
        prepared.append(_Prepared(kind, before, own | {"revision": revision}))
    return _commit(name, prepared, who=who, at=at, reason=reason)


def record_step(name: str, *, who: str, at: str, reason: str = "") -> int:
    """Write down what happened although no record changed by it; returns the step's number."""
    with translated(_writable()):
        said = {"who": tree.clean(who), "name": tree.clean(name), "reason": tree.clean(reason)}
        return int(Step.create(at=at, undoable=False, **said).number)


def mark_file(
    values: dict[str, Tree | None], *, name: str, who: str, at: str, reason: str = ""
) -> None:
    """Say something of the file as a whole, or take it back (None); see ``db.marks``.

    The step is in the history and is not undone by Ctrl+Z. Raises ``Refused``.
    """
    with translated(_writable()), transaction():
        record_step(name, who=who, at=at, reason=reason)
        for key, value in values.items():
            FileMark.delete().where(FileMark.name == key).execute()
            if value is not None:
                FileMark.insert(name=key, value=value).execute()


def delete(kind: RecordSpec, uid: str, *, who: str, at: str, reason: str = "") -> Changes:
    """Put a record into the recycle bin; refused while other records stand on it."""
    before = _stored(kind, uid)
    _refuse_if_binned(kind, before)
    if kind.open_keys(before) is not None:
        raise Refused(f"“{kind.heading(before)}”已经定稿或销号，不能删除。请先退回修改并写明原因。")
    standing.refuse_if_needed(kind, before)
    after = before | {"deleted_at": at, "revision": before["revision"] + 1}
    name = f"删除 {kind.title} {kind.heading(before)}"
    return _commit(name, [_Prepared(kind, before, after)], who=who, at=at, reason=reason)


def restore(kind: RecordSpec, uid: str, *, who: str, at: str) -> Changes:
    """Take a record out of the recycle bin; what it stands on must be out of it before."""
    return restore_many([(kind, uid)], who=who, at=at)


def restore_many(
    records: Iterable[tuple[RecordSpec, str]], *, who: str, at: str, name: str = ""
) -> Changes:
    """Take records out of the recycle bin as one step; together they may stand on each other."""
    stored = [(kind, _stored(kind, uid)) for kind, uid in records]
    standing.refuse_binned(stored)
    prepared = [
        _Prepared(kind, before, before | {"deleted_at": None, "revision": before["revision"] + 1})
        for kind, before in stored
        if before["deleted_at"] is not None
    ]
    heads = [f"{kind.title} {kind.heading(before)}" for kind, before in stored]
    more = f"等{len(heads)}条" if len(heads) > 1 else ""
    title = name or f"恢复 {heads[0]}{more}" if heads else "恢复"
    return _commit(title, prepared, who=who, at=at)


def remember(values: dict[str, Tree]) -> None:
    """Keep what the program itself knows of the file (see ``db.marks``); no step, nothing undone.

    Raises ``Refused``.
    """
    with translated(_writable()), transaction():
        for key, value in values.items():
            FileMark.delete().where(FileMark.name == key).execute()
            FileMark.insert(name=key, value=value).execute()


def purge(records: Iterable[tuple[RecordSpec, str]], *, who: str, at: str) -> Changes:
    """Remove binned records for good: rows, own files, drafts and what the history held of them.

    One step says how many went; it and the steps that touched them can no longer be undone.
    Raises ``Refused`` for a record that is not in the bin or that another record refers to.
    """
    path, wanted = _writable(), [(kind, _stored(kind, uid)) for kind, uid in records]
    for kind, stored in wanted:
        if stored["deleted_at"] is None:
            raise Refused(f"“{kind.heading(stored)}”不在回收站中，没有清空。")
    gone = {stored["uid"] for _kind, stored in wanted}
    if any(uid not in gone for _kind, uid, _target in standing.referrers(gone)):
        raise Refused("要清空的记录中有的还被其他记录引用，没有清空。请重新打开回收站再试。")
    name = f"清空回收站：{len(wanted)}条"
    with translated(path), overwriting(), transaction():
        for kind, stored in wanted:
            tree.remove(kind, stored["uid"])
        search.forget(gone)
        drafts.drop_many(gone)
        history.forget(gone)
        files = {row["sha256"] for _kind, stored in wanted for row in stored[ATTACHMENTS.name]}
        attachments.remove_unused(files)
        step = Step.create(at=at, undoable=False, who=tree.clean(who), name=name, reason="")
    return Changes(step.number, name, tuple((k.name, stored["uid"]) for k, stored in wanted))


def undoable(since: int = 0) -> Step | None:
    """Return the step that Ctrl+Z would take back, among those after step number ``since``."""
    undone: set[str] = set()
    for step in _newest(since):
        if step.undoes:
            if step.uid not in undone:
                undone.add(step.undoes)
        elif step.uid not in undone and step.undoable:
            return step
    return None


def redoable(since: int = 0) -> Step | None:
    """Return the undo that Ctrl+Shift+Z would take back, or None after any newer change."""
    undone: set[str] = set()
    for step in _newest(since):
        if step.uid in undone:
            continue
        if not step.undoes:
            return None
        target = Step.get(Step.uid == step.undoes)
        if not target.undoes:
            return step
        undone.add(step.undoes)
    return None


def undo(*, who: str, at: str, since: int = 0) -> Changes:
    """Take the newest undoable step back; raises ``Refused`` when there is none."""
    step = undoable(since)
    if step is None:
        raise Refused("没有可以撤销的操作。")
    return _revert(step, f"撤销：{step.name}", who=who, at=at)


def redo(*, who: str, at: str, since: int = 0) -> Changes:
    """Do again what was undone last; raises ``Refused`` when there is nothing."""
    step = redoable(since)
    if step is None:
        raise Refused("没有可以重做的操作。")
    return _revert(step, step.name.replace("撤销", "重做", 1), who=who, at=at)


def last_step() -> int:
    """Return the number of the newest step, 0 in a new file."""
    return Step.select(pw.fn.MAX(Step.number)).scalar() or 0


@dataclass(frozen=True)
class _Prepared:
    kind: RecordSpec
    before: Tree | None
    after: Tree

    @property
    def differs(self) -> bool:
        return self.before is None or bool(difference(self.before, self.after)[1])


def _newest(since: int) -> list[Step]:
    """Return the steps after ``since`` that changed something, newest first."""
    query = Step.select().where(Step.number > since, ~history.is_disclosure())
    return list(query.order_by(Step.number.desc()).limit(500))


def _stored(kind: RecordSpec, uid: str) -> Tree:
    try:
        return tree.dump(kind, uid)
    except KeyError:
        raise Refused(f"这条{kind.title}已不在数据文件中，请刷新后再看。") from None


def _prepare(kind: RecordSpec, record: Tree, at: str) -> _Prepared:
    wanted = tree.normalise(kind, kind.complete(tree.normalise(kind, record)))
    if errors := problems(kind, wanted):
        raise Invalid(errors)
    before = tree.dump_many(kind, [wanted["uid"]]).get(wanted["uid"])
    wanted = tree.with_own_lines(kind, wanted, before)
    if before is None:
        return _Prepared(kind, None, wanted | {"revision": 1, "entered_at": at, "deleted_at": None})
    _refuse_if_binned(kind, before)
    if wanted["revision"] != before["revision"]:
        raise Changed(f"“{kind.heading(before)}”在打开之后又被改动过，请重新打开后再改。")
    kept = {key: before[key] for key in ("entered_at", "deleted_at")}
    after = wanted | kept | {"revision": before["revision"] + 1}
    _refuse_if_locked(kind, before, after)
    return _Prepared(kind, before, after)


def problems(kind: RecordSpec, record: Tree) -> dict[str, str]:
    """Return a sentence per field that keeps a normalised tree from being saved."""
    return dict(kind.check(record)) | _missing(kind, record)


def _missing(kind: RecordSpec, record: Tree) -> dict[str, str]:
    if kind.may_be_unfinished:
        return {}
    return {
        name: f"请填写“{field.verbose_name}”。"
        for name, field in kind.fields.items()
        if getattr(field, "required", False) and record[name] in (None, "")
    }


def _refuse_if_binned(kind: RecordSpec, before: Tree) -> None:
    if before["deleted_at"] is not None:
        raise Refused(f"“{kind.heading(before)}”在回收站中，请先恢复再改。")


def _check_references(prepared: list[_Prepared]) -> None:
    """Refuse a record that newly refers to what lies in the bin; what it had it may keep."""
    standing.refuse_binned(
        [(change.kind, change.after) for change in prepared],
        known={uid for c in prepared if c.before for _m, uid in tree.references(c.kind, c.before)},
    )


def _refuse_if_locked(kind: RecordSpec, before: Tree, after: Tree) -> None:
    allowed = kind.open_keys(before)
    if allowed is None:
        return
    _old, new = difference(before, after)
    if touched := set(new) - allowed:
        labels = "、".join(kind.label(name) for name in sorted(touched))
        raise Refused(
            f"“{kind.heading(before)}”已经定稿或销号，不能再改{labels}。请先退回修改并写明原因。"
        )


def _commit(
    name: str,
    prepared: list[_Prepared],
    *,
    who: str,
    at: str,
    reason: str = "",
    undoes: str | None = None,
    undoable: bool = True,
) -> Changes:
    path = _writable()
    prepared = [change for change in prepared if change.differs]
    if not prepared:
        return Changes(last_step(), name, ())
    said = {"who": tree.clean(who), "name": tree.clean(name), "reason": tree.clean(reason)}
    with translated(path), transaction():
        _refuse_if_overtaken(prepared)
        step = Step.create(at=at, undoes=undoes, undoable=undoable, **said)
        fresh: dict[str, list[Tree]] = {}
        for change in prepared:
            if change.before is None:
                fresh.setdefault(change.kind.name, []).append(change.after)
            else:
                tree.write(change.kind, change.after)
        for kind_name, trees in fresh.items():
            tree.insert_many(spec(kind_name), trees)
        rows = [_change_row(step, change) for change in prepared]
        for start in range(0, len(rows), 500):
            Change.insert_many(rows[start : start + 500]).execute()
        search.index([(change.kind, change.after) for change in prepared])
    return Changes(step.number, name, tuple((c.kind.name, c.after["uid"]) for c in prepared))


def _writable() -> Path:
    path = current_path()
    if path is None:
        raise Refused("没有打开数据文件。")
    if is_readonly():
        raise Refused("数据文件是以只读方式打开的，不能修改。")
    return path


def _refuse_if_overtaken(prepared: list[_Prepared]) -> None:
    """Refuse to write over what another thread saved since the records were read."""
    for kind in RECORDS:
        read = {c.after["uid"]: c for c in prepared if c.kind is kind and c.before is not None}
        for start in range(0, len(read), 500):
            part = list(read)[start : start + 500]
            query = kind.model.select(kind.model.uid, kind.model.revision)
            for row in dicts(query.where(kind.model.uid.in_(part))):
                before = read[row["uid"]].before
                if before is not None and row["revision"] != before["revision"]:
                    raise Changed(f"“{kind.heading(before)}”刚刚又被改动过，请重新打开后再改。")


def _change_row(step: Step, change: _Prepared) -> dict[str, Any]:
    before, after = difference(change.before, change.after)
    return {
        "step": step.number,
        "record_type": change.kind.name,
        "record": change.after["uid"],
        "before": before,
        "after": after,
    }


def _revert(step: Step, name: str, *, who: str, at: str) -> Changes:
    prepared = []
    for change in Change.select().where(Change.step == step.number):
        kind = spec(change.record_type)
        current = _stored(kind, change.record)
        values = {"deleted_at": at} if change.before is None else change.before
        later = [k for k in change.after if k in current and current[k] != change.after[k]]
        # What the step itself has locked (销号) is open again once it is taken back, and what was
        # locked when the step was made (a final record that came in a package) hinders nothing.
        locked = (
            kind.open_keys(current) is not None
            and kind.open_keys(current | values) is not None
            and kind.open_keys(history.state_after(current["uid"], step.number, current)) is None
        )
        if locked or [k for k in later if k not in ("revision",)]:
            raise Refused(f"“{kind.heading(current)}”之后又有改动或已定稿，不能撤销“{step.name}”。")
        after = current | values | {"revision": current["revision"] + 1}
        prepared.append(_Prepared(kind, current, after))
    return _commit(name, prepared, who=who, at=at, undoes=step.uid)
