"""Every write of records: validate, one transaction, history, search text, then ``Changes``.

Each function is one wish of a person and one undoable step. ``who`` is the name at the desk,
``at`` the true moment in UTC ("2026-03-27T09:12:33Z"). All raise ``Refused`` (with a sentence)
or ``Invalid`` (with a sentence per field) and then have changed nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee as pw

from db import search, tree
from db.connection import current_path, is_readonly, transaction, translated
from db.errors import Changed, Invalid, Refused
from db.history import Change, Step, difference, of_record
from db.marks import FileMark
from db.model import Line, Record, dicts
from db.records import RECORDS, spec
from db.spec import ROOT_KEYS, RecordSpec, Tree


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
    _refuse_if_needed(kind, before)
    after = before | {"deleted_at": at, "revision": before["revision"] + 1}
    name = f"删除 {kind.title} {kind.heading(before)}"
    return _commit(name, [_Prepared(kind, before, after)], who=who, at=at, reason=reason)


def restore(kind: RecordSpec, uid: str, *, who: str, at: str) -> Changes:
    """Take a record out of the recycle bin; what it stands on must be out of it before."""
    before = _stored(kind, uid)
    _refuse_binned_references([(kind, before)])
    after = before | {"deleted_at": None, "revision": before["revision"] + 1}
    name = f"恢复 {kind.title} {kind.heading(before)}"
    return _commit(name, [_Prepared(kind, before, after)], who=who, at=at)


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
    return list(Step.select().where(Step.number > since).order_by(Step.number.desc()).limit(500))


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
    _refuse_binned_references(
        [(change.kind, change.after) for change in prepared],
        known={uid for c in prepared if c.before for _m, uid in tree.references(c.kind, c.before)},
    )


def _refuse_binned_references(
    records: list[tuple[RecordSpec, Tree]], known: Iterable[str] = ()
) -> None:
    """Refuse references into the recycle bin: what lies there counts nowhere."""
    wanted: dict[type[Record], set[str]] = {}
    for kind, record in records:
        for model, uid in tree.references(kind, record):
            wanted.setdefault(model, set()).add(uid)
    for kind in RECORDS:
        uids = sorted(wanted.get(kind.model, set()) - set(known) - {r["uid"] for _k, r in records})
        for start in range(0, len(uids), 500):
            part = kind.model.uid.in_(uids[start : start + 500])
            binned = kind.model.select(kind.model.uid).where(
                part, kind.model.deleted_at.is_null(is_null=False)
            )
            for row in binned.limit(1):
                heading = kind.heading(tree.dump(kind, row.uid))
                raise Refused(f"这里用到的{kind.title}“{heading}”在回收站中，请先恢复它。")


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


def _refuse_if_needed(kind: RecordSpec, record: Tree) -> None:
    """Refuse to bin what other records stand on: they would lose what they refer to."""
    own = {line.model for line in kind.all_lines}
    for model in _tables():
        for field in model._meta.refs:
            if field.rel_model is not kind.model or model in own:
                continue
            query = model.select().where(field == record["uid"])
            if hasattr(model, "deleted_at"):
                query = query.where(
                    model.deleted_at.is_null(), model._meta.primary_key != record["uid"]
                )
            if query.exists():
                raise Refused(
                    f"“{kind.heading(record)}”还被其他记录引用，不能删除。"
                    "党员离开支部请填写转出日期，党小组、支部委员会请填写结束日期。"
                )


def _tables() -> Iterator[type[Record] | type[Line]]:
    """Yield the models of all records and of their lines at every depth."""
    for kind in RECORDS:
        yield kind.model
        waiting = list(kind.lines)
        while waiting:
            line = waiting.pop()
            yield line.model
            waiting += line.lines


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
            and kind.open_keys(_as_left_by(step, current)) is None
        )
        if locked or [k for k in later if k not in ("revision",)]:
            raise Refused(f"“{kind.heading(current)}”之后又有改动或已定稿，不能撤销“{step.name}”。")
        after = current | values | {"revision": current["revision"] + 1}
        prepared.append(_Prepared(kind, current, after))
    return _commit(name, prepared, who=who, at=at, undoes=step.uid)


def _as_left_by(step: Step, current: Tree) -> Tree:
    """Return a record as it was right after a step."""
    state = dict(current)
    for entry in of_record(current["uid"]):
        if entry.step <= step.number or entry.before is None:
            break
        state |= entry.before
    return state
