"""Exchange through JSON: the records of a file as plain trees, merged by uid on the way in.

A record that the receiving file does not have is added; one that it has is changed only when
nobody changed it there in between, else the file's own stays and the record is named, so that
a person decides. The moment of entry of what comes in is the moment of the import: a text file
that anybody may edit is no witness of an earlier one.
"""

import base64
import binascii
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import peewee as pw

from db import lineage, operations, tree
from db.closure import add_referenced
from db.connection import current_path, transaction, translated
from db.errors import Invalid, Refused
from db.fields import ReferenceField
from db.history import Change, Step
from db.lineage import Verdict, fingerprint
from db.model import Blob, dicts
from db.operations import Changes
from db.records import RECORDS, spec
from db.spec import ATTACHMENTS, ROOT_KEYS, LineSpec, RecordSpec, Tree
from db.withheld import private_keys

FORMAT = "zhibu"
VERSION = 1
STEP_NAME = "导入 JSON"

_COUNTED = "numbers"
"""What a folder of a year tells of its numbers: counted anew here, never read."""
_KEYS = {
    "format",
    "version",
    "exported_at",
    "records",
    "fingerprints",
    "attachments",
    _COUNTED,
}
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BATCH = 500
_LARGEST = 100_000_000  # bytes; read, decoded and unpacked they take four times as much memory
_MOST_VALUES = 3_000_000  # some 100,000 records


@dataclass(frozen=True)
class Package:
    """What a JSON file holds, its form checked but not yet held against the open file."""

    name: str
    records: dict[str, list[Tree]]
    fingerprints: dict[str, str]
    attachments: dict[str, bytes]


@dataclass
class Plan:
    """What an import would do to the open file.

    ``kept`` names the records that stay as they are here although the JSON has another text, each
    with the reason; ``missing`` the attachments whose content came along nowhere.
    """

    source: str
    added: list[tuple[RecordSpec, Tree]] = field(default_factory=list)
    changed: list[tuple[RecordSpec, Tree]] = field(default_factory=list)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    attachments: dict[str, bytes] = field(default_factory=dict)


def export(
    *, at: str, attachments: bool = False, identity: bool = True, talks: bool = True
) -> Tree:
    """Return every record outside the bin, and what those refer to, as one JSON-able object.

    ``attachments`` adds the content of attached files in base64. Without ``identity`` the numbers,
    addresses and scans of members are not in it (see ``db.withheld``), without ``talks`` no talk
    is. The fingerprints tell a later import what each record was when it left this file.
    """
    wanted = {
        kind.name: [
            row["uid"]
            for row in dicts(
                kind.model.select(kind.model.uid)
                .where(kind.model.deleted_at.is_null())
                .order_by(kind.model.entered_at, kind.model.uid)
            )
        ]
        for kind in RECORDS
        if talks or kind.name != "talk"
    }
    records = {
        kind.name: _trees(kind, wanted[kind.name]) for kind in RECORDS if kind.name in wanted
    }
    add_referenced(records)
    if not identity:
        records = {name: _open_parts(spec(name), trees) for name, trees in records.items()}
    prints = {record["uid"]: fingerprint(record) for trees in records.values() for record in trees}
    result = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": at,
        "records": records,
        "fingerprints": prints,
    }
    if attachments:
        digests = {
            line["sha256"]
            for trees in records.values()
            for record in trees
            for line in record.get(ATTACHMENTS.name, [])
        }
        result["attachments"] = dict(contents(sorted(digests)))
    return result


def _trees(kind: RecordSpec, uids: list[str]) -> list[Tree]:
    return list(tree.dump_many(kind, uids).values())


def _open_parts(kind: RecordSpec, trees: list[Tree]) -> list[Tree]:
    private = private_keys(kind)
    return [{key: tree[key] for key in tree if key not in private} for tree in trees]


def contents(digests: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the attached files of these digests as (digest, content in base64)."""
    for row in Blob.select().where(Blob.sha256.in_(digests)):
        yield row.sha256, base64.b64encode(row.data).decode()


def write(
    path: Path, *, at: str, attachments: bool = False, identity: bool = True, talks: bool = True
) -> int:
    """Write the export (see there) to a file and return the number of records in it.

    The file appears whole or not at all. Raises ``Refused``.
    """
    content = export(at=at, attachments=attachments, identity=identity, talks=talks)
    partial = path.with_name(path.name + ".partial")
    with translated(path):
        try:
            with partial.open("w", encoding="utf-8") as stream:
                json.dump(content, stream, ensure_ascii=False, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    return sum(len(trees) for trees in content["records"].values())


def read(path: Path) -> Package:
    """Read a JSON file and check its form; raises ``Refused``."""
    with translated(path):
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST else b""
    if size > _LARGEST or sum(data.count(sign) for sign in b"{[,") > _MOST_VALUES:
        raise Refused(
            f"“{path.name}”太大，一次读不下（最多100 MB），没有导入。"
            "请对方改用上报包或备份，或导出时不带附件。"
        )
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        where = f"第{error.lineno}行" if isinstance(error, json.JSONDecodeError) else "整个文件"
        raise Refused(f"“{path.name}”不是完整的 JSON 文件（{where}读不懂），没有导入。") from error
    return package(content, path.name)


def package(content: Any, name: str) -> Package:
    """Check the form of an export; ``name`` stands for it in the sentences of ``Refused``."""

    def refuse(what: str) -> Refused:
        return Refused(f"“{name}”{what}，没有导入。")

    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise refuse("不是支部工作台导出的 JSON（缺少 format: zhibu）")
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise refuse("没有写明格式版本（version）")
    if version > VERSION:
        raise refuse(f"的格式版本是{version}，本程序只认到{VERSION}，请升级本程序后再导入")
    if unknown := set(content) - _KEYS:
        raise refuse(f"有本程序不认识的内容（{'、'.join(sorted(unknown))}）")
    records = content.get("records")
    if not isinstance(records, dict):
        raise refuse("没有记录（records）")
    if unknown := set(records) - {kind.name for kind in RECORDS}:
        raise refuse(f"有本程序不认识的记录类型（{'、'.join(sorted(unknown))}）")
    for type_name, trees in records.items():
        if not isinstance(trees, list):
            raise refuse(f"的 {type_name} 应是一个列表")
        for record in trees:
            if fault := _fault_of_form(spec(type_name), record):
                raise refuse(f"的 {type_name} 中{fault}")
    prints = content.get("fingerprints", {})
    if not isinstance(prints, dict):
        raise refuse("的 fingerprints 应是一个对象")
    return Package(name, records, prints, _decoded(content.get("attachments", {}), refuse))


def _decoded(attachments: Any, refuse: Any) -> dict[str, bytes]:
    if not isinstance(attachments, dict):
        raise refuse("的 attachments 应是一个对象")
    result = {}
    for digest, text in attachments.items():
        try:
            data = base64.b64decode(text, validate=True)
        except (TypeError, ValueError, binascii.Error) as error:
            raise refuse(f"的附件 {digest[:12]} 不是 base64") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise refuse(f"的附件 {digest[:12]} 内容与校验值不符")
        result[digest] = data
    return result


def _fault_of_form(kind: RecordSpec, record: Any) -> str:
    if not isinstance(record, dict):
        return "有一项不是对象"
    uid = record.get("uid")
    if not _is_uid(uid):
        return f"有一项的 uid 不正确（“{str(uid)[:40]}”），应是小写的 UUID"
    for line in kind.all_lines:
        if fault := _fault_of_lines(line, record.get(line.name)):
            return f" {uid} 的 {fault}"
    return ""


def _fault_of_lines(line: LineSpec, rows: Any) -> str:
    if rows is None:
        return ""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return f"{line.name} 应是对象的列表"
    for row in rows:
        if row.get("uid") is not None and not _is_uid(row["uid"]):
            return f"{line.name} 有一行的 uid 不正确"
        if "sha256" in line.fields and not _matches(_DIGEST, row.get("sha256")):
            return f"{line.name} 有一行的 sha256 不正确"
        for inner in line.lines:
            if fault := _fault_of_lines(inner, row.get(inner.name)):
                return fault
    return ""


def _is_uid(value: Any) -> bool:
    return _matches(_UID, value)


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def plan(incoming: Package, *, replace: bool = False) -> Plan:
    """Hold a package against the open file and return what importing it would do.

    ``replace`` takes the JSON's text also where the record was changed here in between. Raises
    ``Refused`` or ``Invalid`` when a record may not be saved or refers to one that is nowhere.
    """
    result = Plan(incoming.name, attachments=incoming.attachments)
    stored_blobs = {row["sha256"] for row in dicts(Blob.select(Blob.sha256))}
    for kind in RECORDS:
        if not (came := incoming.records.get(kind.name)):
            continue
        records = [
            _without_lost_attachments(result, _normal(kind, each, incoming.name), stored_blobs)
            for each in came
        ]
        uids = [record["uid"] for record in records]
        if len(set(uids)) != len(uids):
            raise Refused(f"“{incoming.name}”中同一条{kind.title}出现了两次，没有导入。")
        stored = tree.dump_many(kind, uids)
        withheld = {each["uid"]: private_keys(kind) - each.keys() for each in came}
        touched = _touched_here(list(stored))
        past = lineage.earlier(stored.values())
        for record in records:
            before, left_out = stored.get(record["uid"]), withheld[record["uid"]]
            if before is not None:  # what did not come along stays as it is here
                record |= {key: before[key] for key in left_out}
            _admit(kind, record, before, incoming.name)
            if before is None:
                result.added.append((kind, record))
                continue
            ahead = (
                Verdict.THERE
                if replace
                else _verdict(before, record, incoming, left_out, touched, past)
            )
            _sort(result, kind, record, before, ahead, touched)
    _refuse_dangling(result)
    return result


def _normal(kind: RecordSpec, record: Tree, name: str) -> Tree:
    own = {key: value for key, value in record.items() if key not in ROOT_KEYS}
    own |= {"uid": record["uid"], "revision": 0, "entered_at": None, "deleted_at": None}
    try:
        normal = tree.normalise(kind, kind.complete(tree.normalise(kind, own)))
    except Invalid as error:
        raise Refused(f"“{name}”的{kind.title} {record['uid']}：{error}没有导入。") from error
    for reference in _references(kind, normal):
        if not _is_uid(reference.uid):
            raise Refused(
                f"“{name}”的{kind.title} {record['uid']}："
                f"“{reference.label}”应写另一条记录的 uid。没有导入。"
            )
    return normal


def _without_lost_attachments(result: Plan, record: Tree, stored: set[str]) -> Tree:
    present: list[Tree] = []
    lost: list[Tree] = []
    for line in record[ATTACHMENTS.name]:
        known = line["sha256"] in stored or line["sha256"] in result.attachments
        (present if known else lost).append(line)
    result.missing += [line["name"] for line in lost]
    return record | {ATTACHMENTS.name: present}


def _touched_here(uids: list[str]) -> set[str]:
    """Return those of the records that were changed here otherwise than by an import of JSON."""
    touched: set[str] = set()
    for start in range(0, len(uids), _BATCH):
        query = (
            Change.select(Change.record)
            .join(Step)
            .where(
                Change.record.in_(uids[start : start + _BATCH]),
                ~Step.name.startswith(STEP_NAME),
            )
        )
        touched |= {row["record"] for row in dicts(query)}
    return touched


def _admit(kind: RecordSpec, record: Tree, before: Tree | None, source: str) -> None:
    """Refuse a record that may not be saved, or that takes a line of another record."""
    named = f"“{source}”的{kind.title}“{kind.heading(record)}”（{record['uid']}）"
    if errors := operations.problems(kind, record):
        raise Refused(f"{named}：{'；'.join(errors.values())}没有导入。")
    if tree.with_own_lines(kind, record, before) != record:
        raise Refused(f"{named}中有一行的 uid 已被另一条记录使用，没有导入。")


def _verdict(
    before: Tree,
    record: Tree,
    incoming: Package,
    left_out: Iterable[str],
    touched: set[str],
    past: dict[str, list[Tree]],
) -> Verdict:
    """Return which side is ahead; what nobody touched here is what its source once sent."""
    uid, here, there = record["uid"], fingerprint(before), fingerprint(record)
    if incoming.fingerprints.get(uid) == fingerprint(before, left_out):
        return Verdict.SAME if here == there else Verdict.THERE
    past_here = {fingerprint(each) for each in past.get(uid, [])}
    sent = {here} if uid not in touched and there not in past_here else set()
    return lineage.verdict(here, there, past_here, sent)


def _sort(
    result: Plan, kind: RecordSpec, record: Tree, before: Tree, ahead: Verdict, touched: set[str]
) -> None:
    named = f"{kind.title}“{kind.heading(before)}”"
    if fingerprint(before) == fingerprint(record):
        result.unchanged += 1
    elif before["deleted_at"] is not None:
        result.kept.append(f"{named}在这里已放入回收站")
    elif kind.open_keys(before) is not None:
        result.kept.append(f"{named}在这里已经定稿")
    elif ahead is Verdict.THERE:
        result.changed.append((kind, record | {"revision": before["revision"]}))
    elif record["uid"] in touched:
        result.kept.append(f"{named}在这里又有改动")
    else:
        result.kept.append(f"{named}在这里已有较新的内容")


@dataclass(frozen=True)
class _Reference:
    label: str
    model: type[pw.Model]
    uid: Any


def _references(kind: RecordSpec, record: Tree) -> Iterator[_Reference]:
    yield from _references_of(kind.fields, record)
    for line in kind.all_lines:
        yield from _references_of_lines(line, record[line.name])


def _references_of_lines(line: LineSpec, rows: list[Tree]) -> Iterator[_Reference]:
    for row in rows:
        yield from _references_of(line.fields, row)
        for inner in line.lines:
            yield from _references_of_lines(inner, row[inner.name])


def _references_of(fields: dict[str, pw.Field], values: Tree) -> Iterator[_Reference]:
    for name, each in fields.items():
        if isinstance(each, ReferenceField) and values[name] is not None:
            yield _Reference(str(each.verbose_name or name), each.rel_model, values[name])


def _refuse_dangling(result: Plan) -> None:
    """Refuse references to records that are neither in the JSON nor in the file, by name."""
    coming: dict[type[pw.Model], set[str]] = {}
    for kind, record in result.added:
        coming.setdefault(kind.model, set()).add(record["uid"])
    wanted = [
        (kind, record, reference)
        for kind, record in (*result.added, *result.changed)
        for reference in _references(kind, record)
        if reference.uid not in coming.get(reference.model, ())
    ]
    stored: set[str] = set()
    for model in {reference.model for _k, _r, reference in wanted}:
        uids = sorted({r.uid for _k, _r, r in wanted if r.model is model})
        stored |= set(_existing(model, uids))
    for kind, record, reference in wanted:
        if reference.uid not in stored:
            raise Refused(
                f"“{result.source}”的{kind.title}“{kind.heading(record)}”的“{reference.label}”"
                f"指向 {reference.uid}，文件和 JSON 中都没有这条记录，没有导入。"
            )


def _existing(model: Any, uids: list[str]) -> Iterable[str]:
    for start in range(0, len(uids), _BATCH):
        query = model.select(model.uid).where(model.uid.in_(uids[start : start + _BATCH]))
        yield from (row["uid"] for row in dicts(query))


def carry_out(planned: Plan, *, who: str, at: str) -> Changes | None:
    """Import what was planned as one undoable step; None when there is nothing to do.

    Raises ``Refused``; nothing has then come in.
    """
    records = [*planned.added, *planned.changed]
    path = current_path()
    if not records or path is None:
        return None
    try:
        with translated(path), transaction():
            _store_attachments(planned, records, at)
            name = f"{STEP_NAME} {planned.source}（{len(records)}条）"
            return operations.save_many(records, name=name, who=who, at=at)
    except pw.IntegrityError as error:
        raise Refused(f"“{planned.source}”中有一行的 uid 已被另一条记录使用，没有导入。") from error


def _store_attachments(planned: Plan, records: list[tuple[RecordSpec, Tree]], at: str) -> None:
    used = {line["sha256"] for _kind, record in records for line in record[ATTACHMENTS.name]}
    for digest in sorted(used & set(planned.attachments)):
        data = planned.attachments[digest]
        row = {"sha256": digest, "size": len(data), "added_at": at, "data": data}
        Blob.insert(row).on_conflict_ignore().execute()
