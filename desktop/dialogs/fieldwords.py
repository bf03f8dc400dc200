"""The value of a key of a record in words, as the history and a comparison of records say it."""

from typing import Any

from db.spec import RecordSpec
from desktop.references import References
from desktop.values import moment, shown


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
    texts = []
    for values in value or []:
        cells = [
            shown(field, values.get(key), references)
            for key, field in line.fields.items()
            if values.get(key) not in (None, "", False)
        ]
        texts.append(" ".join(cell for cell in cells if cell))
    return "；".join(texts)
