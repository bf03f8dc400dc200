"""The record type of a local word: what a place calls a ledger, or a field of it.

The words of the model differ from place to place (domain 5: keep labels editable); 司法大讲堂 of
one bureau is 税务大讲堂 of another. A field of a line list is named ``line.field``.
"""

from collections.abc import Mapping
from dataclasses import replace

from db.branch import Organisation
from db.fields import ReferenceField, TextField
from db.model import Record, dicts
from db.spec import Column, RecordSpec, Section, Tree

LONGEST = 20


class LabelOverride(Record):
    """One word of one branch; without ``field`` it names the ledger itself."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    record_type = TextField("台账", required=True)
    field = TextField("栏目")
    wording = TextField("叫法", required=True)


def _check(tree: Tree) -> Mapping[str, str]:
    if len(tree["wording"]) > LONGEST:
        return {"wording": f"叫法最多{LONGEST}个字。"}
    return {}


LABEL_OVERRIDE = RecordSpec(
    name="label_override",
    title="本支部叫法",
    model=LabelOverride,
    columns=(Column("record_type"), Column("field"), Column("wording", stretch=True)),
    sections=(Section("叫法", ("record_type", "field", "wording")),),
    heading=lambda tree: f"叫法：{tree['wording']}",
    check=_check,
    order=("record_type", "field"),
)

MODELS = (LabelOverride,)


def wordings(branch: str) -> dict[tuple[str, str], Tree]:
    """Return the living words of a branch by type and field, the newest where there are two."""
    query = LabelOverride.select().where(
        LabelOverride.organisation == branch, LabelOverride.deleted_at.is_null()
    )
    rows = dicts(query.order_by(LabelOverride.entered_at))
    return {(row["record_type"], row["field"]): row for row in rows}


def relabelled(kind: RecordSpec, branch: str) -> RecordSpec:
    """Return the type with the words of a branch in place of its own."""
    own = {
        field: str(row["wording"])
        for (name, field), row in wordings(branch).items()
        if name == kind.name
    }
    return reworded(kind, own) if own else kind


def reworded(kind: RecordSpec, words: Mapping[str, str]) -> RecordSpec:
    """Return the type with these words by field, "" for its name."""
    lines = tuple(
        replace(
            line,
            labels={
                name.partition(".")[2]: word
                for name, word in words.items()
                if name.startswith(f"{line.name}.")
            },
        )
        for line in kind.lines
    )
    return replace(kind, title=words.get("", kind.title), labels=dict(words), lines=lines)
