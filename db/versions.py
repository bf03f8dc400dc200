"""Coming back to how a record was: the whole of it, or one of its fields, as a new step.

The version is saved like a form: what a form may not save is not restored either, and a record
that is locked stays as it is. Status and the other steps of its life stay as they are now.
"""

from typing import Any

from db import history, operations, tree
from db.errors import Refused
from db.operations import Changes
from db.spec import ROOT_KEYS, LineSpec, RecordSpec, Tree


def as_of(kind: RecordSpec, uid: str, step: int) -> Tree:
    """Return a record as it was right after a step, with the life that it has now.

    Keys that the history knows and this program does not are left out. Raises ``Refused`` when
    the record is gone or not yet begun at that step.
    """
    current = _stored(kind, uid)
    first = min((entry.step for entry in history.of_record(uid)), default=0)
    if not first or step < first:
        raise Refused("历史里没有这条记录当时的内容，不能恢复到那一版。")
    then = history.state_after(uid, step, current)
    kept = (*ROOT_KEYS, *kind.steps_of_life)
    whole: Tree = {name: then.get(name, current[name]) for name in current}
    whole |= {name: current[name] for name in kept}
    lines = {line.name: _known(line, whole[line.name]) for line in kind.all_lines}
    return whole | lines


def may_restore(kind: RecordSpec, name: str) -> bool:
    """Whether one key of a record may be restored by itself."""
    return name not in ROOT_KEYS and name not in kind.steps_of_life and name != "organisation"


def restore_version(
    kind: RecordSpec, uid: str, step: int, *, who: str, at: str, reason: str = ""
) -> Changes:
    """Save a record as it was right after a step; raises ``Refused`` or ``Invalid``."""
    current, wanted = _stored(kind, uid), as_of(kind, uid, step)
    name = f"恢复以前的内容 {kind.title} {kind.heading(current)}"
    return _save(kind, current, wanted, name, who=who, at=at, reason=reason)


def restore_value(
    kind: RecordSpec,
    uid: str,
    step: int,
    name: str,
    *,
    before: bool,
    who: str,
    at: str,
    reason: str = "",
) -> Changes:
    """Save one field or list as it was right before or right after a step.

    Raises ``Refused``, also when the step did not change it, or ``Invalid``.
    """
    current = _stored(kind, uid)
    entry = next((e for e in history.of_record(uid) if e.step == step), None)
    held = (entry.before if before else entry.after) if entry is not None else None
    if held is None or name not in held or not may_restore(kind, name):
        raise Refused("这一步没有改过这一项，没有恢复。")
    value: Any = held[name]
    line = next((line for line in kind.all_lines if line.name == name), None)
    wanted = current | {name: _known(line, value or []) if line is not None else value}
    title = f"恢复“{kind.label(name)}” {kind.title} {kind.heading(current)}"
    return _save(kind, current, wanted, title, who=who, at=at, reason=reason)


def _save(
    kind: RecordSpec, current: Tree, wanted: Tree, name: str, *, who: str, at: str, reason: str
) -> Changes:
    if wanted == current:
        raise Refused("现在的内容就是这样，不用恢复。")
    return operations.save(kind, wanted, who=who, at=at, reason=reason, name=name)


def _stored(kind: RecordSpec, uid: str) -> Tree:
    found = tree.dump_many(kind, [uid]).get(uid)
    if found is None:
        raise Refused(f"这条{kind.title}已不在数据文件中，请刷新后再看。")
    return found


def _known(line: LineSpec, rows: list[Tree]) -> list[Tree]:
    """Return the lines without keys that an older program had and this one has not."""
    inner = {each.name: each for each in line.lines}
    return [
        {
            key: _known(inner[key], value) if key in inner else value
            for key, value in row.items()
            if key == "uid" or key in line.fields or key in inner
        }
        for row in rows
    ]
