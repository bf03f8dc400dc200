"""A package taken in: what only it changed, and what the person decided, as one undoable step."""

from collections.abc import Mapping

import peewee as pw

from db import dates, operations, tree
from db.connection import current_path, transaction, translated
from db.errors import Invalid, Refused
from db.lineage import KnownState, Verdict
from db.model import Blob
from db.operations import Changes
from db.package.compare import BINNED, Compared, Difference
from db.spec import ATTACHMENTS, RecordSpec, Tree

Decisions = Mapping[str, frozenset[str]]
"""For each record changed on both sides, by uid, the keys that are taken from the package."""

_BATCH = 500


def take_theirs(difference: Difference) -> dict[str, frozenset[str]]:
    """Decide for the package wherever both sides were changed."""
    return {each.uid: frozenset(each.open) for each in difference.conflicts}


def keep_ours(difference: Difference) -> dict[str, frozenset[str]]:
    """Decide for the open file wherever both sides were changed."""
    return {each.uid: frozenset() for each in difference.conflicts}


def merge(difference: Difference, decisions: Decisions, *, who: str, at: str) -> Changes:
    """Take a package in; every conflict must have been decided. Raises ``Refused``.

    Nothing that came in earlier comes again, also where the decision was to keep what is here.
    """
    open_ones = [each for each in difference.conflicts if each.uid not in decisions]
    if open_ones:
        named = f"{open_ones[0].kind.title}“{open_ones[0].heading}”"
        raise Refused(f"还有{len(open_ones)}条两边都改过的没有选定（{named}），请先选用哪一边的。")
    records = [
        (each.kind, each.here, wanted)
        for each in difference.of(Verdict.THERE, Verdict.BOTH)
        if (wanted := merged(each, decisions.get(each.uid, frozenset()), at)) is not None
    ]
    package = difference.package
    name = f"导入上报包 {package.short_name}{package.year}年"
    path = current_path()
    if path is None:
        raise Refused("没有打开数据文件。")
    try:
        with translated(path), transaction():
            _store_contents(difference, records, at)
            changes = operations.take_in(
                records, name=name, who=who, at=at, reason=source_words(difference)
            )
            _remember(difference, changes, name, who, at)
            return changes
    except pw.IntegrityError as error:
        raise Refused(f"“{package.path.name}”引用了不在其中的记录，没有导入。") from error


def source_words(difference: Difference) -> str:
    """Return where the records came from, as the history keeps it."""
    package = difference.package
    made_by = f"{package.made_by} " if package.made_by else ""
    return f"来自{made_by}{dates.text(package.made_at[:10])}导出的上报包“{package.path.name}”"


def merged(compared: Compared, chosen: frozenset[str], at: str) -> Tree | None:
    """Return the record as it shall be here, None when it stays; raises ``Refused``."""
    here, there = compared.here, compared.there
    taken = {*compared.takes, *(key for key in compared.open if key in chosen)}
    if here is None or compared.is_new:
        return there
    if not taken:
        return None
    if there is None:
        return here | {BINNED: at}
    if BINNED in taken:
        private = {key for key in (*compared.takes, *compared.open) if key not in taken}
        return there | {key: here[key] for key in private}
    mixed = here | {key: there[key] for key in taken}
    if set(compared.open) - taken:
        _check(compared.kind, mixed)
    return mixed


def _check(kind: RecordSpec, mixed: Tree) -> None:
    """Refuse a record put together of both sides that contradicts itself."""
    try:
        errors = operations.problems(kind, tree.normalise(kind, mixed))
    except Invalid as invalid:
        errors = invalid.errors
    if errors:
        raise Refused(
            f"{kind.title}“{kind.heading(mixed)}”按所选的合不到一起：{'；'.join(errors.values())}"
            "请改选同一边的。"
        )


def _store_contents(
    difference: Difference, records: list[tuple[RecordSpec, Tree | None, Tree]], at: str
) -> None:
    wanted = {line["sha256"] for _k, _h, after in records for line in after[ATTACHMENTS.name]}
    stored: set[str] = set()
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _BATCH):
        query = Blob.select(Blob.sha256).where(Blob.sha256.in_(ordered[start : start + _BATCH]))
        stored |= {row.sha256 for row in query}
    for digest, data in difference.package.contents(sorted(wanted - stored)):
        Blob.insert(sha256=digest, size=len(data), added_at=at, data=data).execute()


def _remember(difference: Difference, changes: Changes, name: str, who: str, at: str) -> None:
    """Keep what the package's records have been, so that nothing is asked a second time."""
    met = {each.uid for each in difference.of(Verdict.THERE, Verdict.BOTH)}
    rows = [
        {"record": uid, "part": part, "state": state}
        for (uid, part), states in difference.states.items()
        if uid in met
        for state in sorted(states)
    ]
    if not rows:
        return
    step = changes.step
    if not changes.records:
        step = operations.record_step(name, who=who, at=at, reason=source_words(difference))
    for start in range(0, len(rows), _BATCH):
        part = [row | {"step": step} for row in rows[start : start + _BATCH]]
        KnownState.insert_many(part).execute()
