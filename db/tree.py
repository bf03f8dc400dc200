"""The record tree: a record with its lines as one JSON-able dict, to and from the tables.

The tree is the one shape in which a record travels: form values, drafts, history, undo,
exchange, checks and papers all hold it. Its keys are the names of the fields; references are
uids, dates ISO text, choices their stored value; lines are lists of dicts in order.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

import peewee as pw

from db.connection import database
from db.errors import Invalid
from db.fields import BooleanField, ReferenceField, TextField
from db.model import Line, Record, new_uid
from db.spec import ROOT_KEYS, LineSpec, RecordSpec, Tree

# Invisible characters that no form shows and no paper prints; tab and newline stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BATCH = 500


def blank(spec: RecordSpec, **values: Any) -> Tree:
    """Return the tree of a new record: defaults, the given values, empty lines."""
    tree: Tree = {"uid": new_uid(), "revision": 0, "entered_at": None, "deleted_at": None}
    tree |= _defaults(spec.fields)
    tree |= {line.name: [] for line in spec.all_lines}
    return tree | values


def blank_line(line: LineSpec, **values: Any) -> Tree:
    """Return a new line with defaults and the given values."""
    return (
        {"uid": new_uid()}
        | _defaults(line.fields)
        | {inner.name: [] for inner in line.lines}
        | values
    )


def filled(spec: RecordSpec, tree: Tree) -> Tree:
    """Return the tree with every key present; what it holds is left as it is.

    A draft that an older program kept lacks what its records did not have yet.
    """
    whole = blank(spec) | tree
    return whole | {line.name: _filled(line, whole[line.name]) for line in spec.all_lines}


def _filled(line: LineSpec, rows: list[Tree]) -> list[Tree]:
    result = []
    for row in rows:
        whole = blank_line(line) | row
        result.append(whole | {each.name: _filled(each, whole[each.name]) for each in line.lines})
    return result


def _defaults(fields: dict[str, pw.Field]) -> Tree:
    return {name: _default(field) for name, field in fields.items()}


def _default(field: pw.Field) -> Any:
    value = field.default() if callable(field.default) else field.default
    return str(value) if isinstance(value, str) else value


def normalise(spec: RecordSpec, tree: Tree) -> Tree:
    """Return the tree with every key present, text cleaned and each value of its field's type.

    Raises ``Invalid`` when a key is unknown or a value is not of its field's type.
    """
    lines = {line.name: line for line in spec.all_lines}
    unknown = set(tree) - set(spec.fields) - set(lines) - set(ROOT_KEYS)
    if unknown:
        raise Invalid({name: f"{spec.title}没有“{name}”这一项。" for name in sorted(unknown)})
    result: Tree = {key: tree.get(key) for key in ROOT_KEYS}
    result["uid"] = result["uid"] or new_uid()
    result["revision"] = result["revision"] or 0
    result |= _normal_fields(spec.fields, tree, spec.title)
    seen: set[str] = set()
    for name, line in lines.items():
        result[name] = _normal_lines(line, tree.get(name) or [], seen)
    return result


def _normal_fields(fields: dict[str, pw.Field], values: Tree, where: str) -> Tree:
    result: Tree = {}
    for name, field in fields.items():
        value = values[name] if name in values else _default(field)
        if isinstance(field, TextField):
            value = clean(value) if value is not None or field.null else ""
            if isinstance(value, str) and not field.long:
                value = " ".join(value.splitlines())
        try:
            field.db_value(value)
        except ValueError as error:
            label = field.verbose_name or name
            shown = "" if getattr(field, "private", False) else f"：{str(value)[:40]}"
            raise Invalid({name: f"{where}的“{label}”填写不正确{shown}。"}) from error
        if value is None and not field.null:
            label = field.verbose_name or name
            raise Invalid({name: f"{where}的“{label}”不能为空。"})
        result[name] = str(value) if isinstance(value, str) else value
    return result


def clean(value: Any) -> Any:
    """Return a text without invisible characters and with one kind of line end."""
    if not isinstance(value, str):
        return value
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _normal_lines(line: LineSpec, rows: Iterable[Tree], seen: set[str]) -> list[Tree]:
    """Return the lines with every key; a line that was copied within the record gets its own uid.

    ``seen`` holds the uids of the lines of the record so far.
    """
    result = []
    for row in rows:
        if not isinstance(row, dict):
            raise Invalid({line.name: f"{line.title}中有一行不是记录，没有保存。"})
        known = {"uid", *line.fields, *(inner.name for inner in line.lines)}
        if unknown := set(row) - known:
            raise Invalid({line.name: f"{line.title}没有“{'、'.join(sorted(unknown))}”这一项。"})
        uid = row.get("uid") or new_uid()
        normal = {"uid": new_uid() if uid in seen else uid}
        seen.add(normal["uid"])
        normal |= _normal_fields(line.fields, row, line.title)
        for inner in line.lines:
            normal[inner.name] = _normal_lines(inner, row.get(inner.name) or [], seen)
        result.append(normal)
    return result


def dump(spec: RecordSpec, uid: str) -> Tree:
    """Return the stored tree of a record; raises ``KeyError`` when there is none."""
    return dump_many(spec, [uid])[uid]


def dump_many(
    spec: RecordSpec, uids: Iterable[str], source: pw.SqliteDatabase = database
) -> dict[str, Tree]:
    """Return the stored trees by uid, with a fixed number of queries for every few hundred.

    ``source`` is another data file than the open one.
    """
    wanted = list(uids)
    trees: dict[str, Tree] = {}
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        rows = {row["uid"]: row for row in _rows(spec.model, "uid", part, source)}
        for line in spec.all_lines:
            _attach(line, rows, source)
        trees |= {uid: rows[uid] for uid in part if uid in rows}
    return trees


def _attach(line: LineSpec, owners: dict[str, Tree], source: pw.SqliteDatabase) -> None:
    """Hang the stored lines onto their owners' dicts, and theirs onto them."""
    for owner in owners.values():
        owner[line.name] = []
    rows = {row["uid"]: row for row in _stored(line, list(owners), source)}
    for row in rows.values():
        del row["position"]
        owners[row.pop(line.parent)][line.name].append(row)
    for inner in line.lines:
        for start in range(0, len(rows), _BATCH):
            part = list(rows)[start : start + _BATCH]
            _attach(inner, {uid: rows[uid] for uid in part}, source)


def _stored(
    line: LineSpec, owners: list[str], source: pw.SqliteDatabase = database
) -> Iterable[Tree]:
    return _rows(line.model, line.parent, owners, source)


def _rows(
    model: type[pw.Model], key: str, uids: list[str], source: pw.SqliteDatabase = database
) -> Iterator[Tree]:
    """Return the rows whose ``key`` is one of the uids; lines come in their order.

    Reading trees is what every form, check and paper waits for, so the SQL that peewee builds is
    kept, and of the stored values only truth values need a conversion.
    """
    if not uids:
        return
    places = 1 << (len(uids) - 1).bit_length()  # few lengths, so that few statements are kept
    padded = [*uids, *([uids[-1]] * (places - len(uids)))]
    names, flags = _names(model)
    for values in source.execute_sql(_statement(model, key, places), padded):
        row = dict(zip(names, values, strict=True))
        for name in flags:
            row[name] = bool(row[name])
        yield row


@functools.cache
def _names(model: type[pw.Model]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fields = model._meta.sorted_fields
    flags = tuple(field.name for field in fields if isinstance(field, BooleanField))
    return tuple(field.name for field in fields), flags


@functools.cache
def _statement(model: type[pw.Model], key: str, places: int) -> str:
    query = model.select().where(getattr(model, key).in_([""] * places))
    if issubclass(model, Line):
        query = query.order_by(model.position)
    sql: str = query.sql()[0]
    return sql


def write(spec: RecordSpec, tree: Tree) -> None:
    """Make the tables hold exactly this normalised tree; call it inside a transaction."""
    _put(spec.model, {name: tree[name] for name in (*ROOT_KEYS, *spec.fields)})
    for line in spec.all_lines:
        _write_lines(line, {tree["uid"]: tree[line.name]})


def insert_many(spec: RecordSpec, trees: list[Tree], target: pw.SqliteDatabase = database) -> None:
    """Insert normalised trees of records that do not exist yet; inside a transaction.

    ``target`` is another data file than the open one.
    """
    names = (*ROOT_KEYS, *spec.fields)
    _insert(spec.model, [{name: tree[name] for name in names} for tree in trees], target)
    for line in spec.all_lines:
        _insert_lines(line, {tree["uid"]: tree[line.name] for tree in trees}, target)


def _insert_lines(line: LineSpec, rows: dict[str, list[Tree]], target: pw.SqliteDatabase) -> None:
    flat = [
        {"uid": row["uid"], "position": place, line.parent: owner}
        | {name: row[name] for name in line.fields}
        for owner, lines in rows.items()
        for place, row in enumerate(lines)
    ]
    _insert(line.model, flat, target)
    for inner in line.lines:
        nested = {row["uid"]: row[inner.name] for lines in rows.values() for row in lines}
        _insert_lines(inner, nested, target)


def _insert(model: type[pw.Model], rows: list[Tree], target: pw.SqliteDatabase) -> None:
    for start in range(0, len(rows), _BATCH):
        model.insert_many(rows[start : start + _BATCH]).execute(target)


def remove(spec: RecordSpec, uid: str) -> None:
    """Delete the rows of a record and of its lines at every depth."""
    for line in spec.all_lines:
        _write_lines(line, {uid: []})
    spec.model.delete().where(spec.model.uid == uid).execute()


def _write_lines(line: LineSpec, wanted: dict[str, list[Tree]]) -> None:
    """Insert, update and delete so that each owner has exactly the wanted lines."""
    stored = {row["uid"]: row for row in _stored(line, list(wanted))}
    kept = set()
    for owner, rows in wanted.items():
        for place, row in enumerate(rows):
            kept.add(row["uid"])
            values = {"uid": row["uid"], "position": place, line.parent: owner}
            values |= {name: row[name] for name in line.fields}
            if row["uid"] not in stored:
                line.model.insert(values).execute()
            else:
                _update(line.model, stored[row["uid"]], values)
    gone = [uid for uid in stored if uid not in kept]
    for inner in line.lines:
        nested = {row["uid"]: row[inner.name] for rows in wanted.values() for row in rows}
        _write_lines(inner, nested | {uid: [] for uid in gone})
    if gone:
        line.model.delete().where(line.model.uid.in_(gone)).execute()


def _put(model: type[Record], values: Tree) -> None:
    stored = next(_rows(model, "uid", [values["uid"]]), None)
    if stored is None:
        model.insert(values).execute()
    else:
        _update(model, stored, values)


def _update(model: type[Record] | type[Line], stored: Tree, values: Tree) -> None:
    """Set what differs: an index whose columns stay is not written again."""
    changed = {name: value for name, value in values.items() if stored[name] != value}
    if changed:
        model.update(changed).where(model.uid == values["uid"]).execute()


def references(spec: RecordSpec, tree: Tree) -> Iterator[tuple[type[Record], str]]:
    """Yield the model and uid of every record that a normalised tree refers to."""
    yield from _references_of(spec.fields, tree)
    for line in spec.all_lines:
        yield from _references_of_lines(line, tree[line.name])


def _references_of_lines(line: LineSpec, rows: list[Tree]) -> Iterator[tuple[type[Record], str]]:
    for row in rows:
        yield from _references_of(line.fields, row)
        for inner in line.lines:
            yield from _references_of_lines(inner, row[inner.name])


def _references_of(fields: dict[str, pw.Field], values: Tree) -> Iterator[tuple[type[Record], str]]:
    for name, field in fields.items():
        if isinstance(field, ReferenceField) and isinstance(values[name], str):
            yield field.rel_model, values[name]


def with_own_lines(spec: RecordSpec, tree: Tree, before: Tree | None = None) -> Tree:
    """Return the tree with fresh uids for lines that belong to another record.

    A line copied from another record must become a new one, never be taken from there.
    ``before`` is the stored record, whose lines need no question.
    """
    result = dict(tree)
    for line in spec.all_lines:
        stored = before[line.name] if before is not None else []
        result[line.name] = _own_lines(line, tree[line.name], {tree["uid"]}, stored)
    return result


def _own_lines(
    line: LineSpec, rows: list[Tree], owners: set[str], stored: list[Tree]
) -> list[Tree]:
    parent = getattr(line.model, line.parent)
    asked = [row["uid"] for row in rows]
    asked = [uid for uid in asked if uid not in {row["uid"] for row in stored}]
    taken: set[str] = set()
    for start in range(0, len(asked), _BATCH):
        query = line.model.select(line.model.uid).where(
            line.model.uid.in_(asked[start : start + _BATCH]), parent.not_in(list(owners))
        )
        taken |= {uid for (uid,) in database.execute_sql(*query.sql())}
    kept = {row["uid"] for row in rows} - taken
    own = [row | {"uid": new_uid()} if row["uid"] in taken else row for row in rows]
    for inner in line.lines:
        flat = [each for row in own for each in row[inner.name]]
        before = [each for row in stored for each in row[inner.name]]
        held = iter(_own_lines(inner, flat, kept or {""}, before))
        own = [row | {inner.name: [next(held) for _ in row[inner.name]]} for row in own]
    return own


def texts(spec: RecordSpec, tree: Tree) -> list[str]:
    """Return every text of the tree that a person may search for; nothing private."""
    found = _texts_of(spec.fields, tree)
    for line in spec.all_lines:
        found += _texts_of_lines(line, tree[line.name])
    return found


def _texts_of_lines(line: LineSpec, rows: list[Tree]) -> list[str]:
    found = []
    for row in rows:
        found += _texts_of(line.fields, row)
        for inner in line.lines:
            found += _texts_of_lines(inner, row[inner.name])
    return found


def _texts_of(fields: dict[str, pw.Field], values: Tree) -> list[str]:
    return [
        values[name]
        for name, field in fields.items()
        if isinstance(field, TextField) and not field.private and values[name]
    ]


def without_identity(rows: Iterable[Tree]) -> list[Tree]:
    """Return copies of lines that will be new rows: without uids, at every depth."""
    return [
        {
            key: without_identity(value) if isinstance(value, list) else value
            for key, value in row.items()
            if key != "uid"
        }
        for row in rows
    ]
