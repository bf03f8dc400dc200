"""The value of a key of a record in words, as the history and a comparison of records say it."""

from typing import Any

from db.fields import BooleanField
from db.spec import LineSpec, RecordSpec, Tree
from desktop.references import References
from desktop.values import moment, shown, shown_fields

_LONGEST_NAME = 16


def key_label(kind: RecordSpec, name: str) -> str:
    """What a key of a record is called."""
    return "回收站" if name == "deleted_at" else kind.label(name)


def key_text(kind: RecordSpec, name: str, value: Any, references: References) -> str:
    """A field, or all lines of a list, in words; "" for nothing. Private values are masked."""
    if name == "deleted_at":
        return f"{moment(value)} 放入" if value else ""
    if name in kind.fields:
        return shown(kind.fields[name], value, references)
    line = next(spec for spec in kind.all_lines if spec.name == name)
    return "；".join(_row_text(line, values, references) for values in value or [])


def line_changes(
    line: LineSpec, before: list[Tree], after: list[Tree], references: References
) -> list[str]:
    """Say row by row what differs between two states of a list: new, gone, changed, in order.

    Lists inside a row are told after it, under its name. Private values are masked.
    """
    old = {row["uid"]: row for row in before}
    told = []
    for number, row in enumerate(after, 1):
        name = _row_name(line, row, number, references)
        if row["uid"] not in old:
            told.append(f"新增　{_row_text(line, row, references) or name}")
        else:
            told += _row_changes(line, name, old[row["uid"]], row, references)
    kept = {row["uid"] for row in after}
    for number, row in enumerate(before, 1):
        if row["uid"] not in kept:
            text = _row_text(line, row, references) or _row_name(line, row, number, references)
            told.append(f"删去　{text}")
    order = [row["uid"] for row in before if row["uid"] in kept]
    if order != [row["uid"] for row in after if row["uid"] in old]:
        told.append("次序有变")
    return told


def _row_changes(
    line: LineSpec, name: str, old: Tree, new: Tree, references: References
) -> list[str]:
    told = []
    for key, field in _seen(line).items():
        if old.get(key) == new.get(key):
            continue
        was = shown(field, old.get(key), references) or "（空）"
        now = shown(field, new.get(key), references) or "（空）"
        if getattr(field, "private", False) and was == now:
            now = f"{now}（已改，改处不显示）"
        if was != now:
            told.append(f"{name}　{line.label(key)}：{was} → {now}")
    for inner in line.lines:
        lines = line_changes(
            inner, old.get(inner.name) or [], new.get(inner.name) or [], references
        )
        told += [f"{name}　{inner.title}：{each}" for each in lines]
    return told


def _seen(line: LineSpec) -> dict[str, Any]:
    """The fields of a row that a person knows: not the digest of a file."""
    return {key: field for key, field in shown_fields(line).items() if key != "sha256"}


def _row_name(line: LineSpec, row: Tree, number: int, references: References) -> str:
    words = (shown(field, row.get(key), references) for key, field in _seen(line).items())
    first = next((word for word in words if word), "")
    short = first if len(first) <= _LONGEST_NAME else f"{first[:_LONGEST_NAME]}…"
    return f"第{number}行 {short}".strip()


def _row_text(line: LineSpec, row: Tree, references: References) -> str:
    cells = [
        line.label(key)
        if isinstance(field, BooleanField)
        else shown(field, row.get(key), references)
        for key, field in _seen(line).items()
        if row.get(key) not in (None, "", False)
    ]
    pairs = zip(cells, ["", *cells], strict=False)  # a person and the name as it was then
    return " ".join(cell for cell, earlier in pairs if cell and cell != earlier)
