"""The record type of a committee term (届) with its posts: 支部工作条例 ch. 6."""

from collections.abc import Mapping

from db.branch import Committee, PostHeld
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


def _check(tree: Tree) -> Mapping[str, str]:
    ends = {
        "due_on": "任期届满早于任期开始，请核对。",
        "ended_on": "实际结束早于任期开始，请核对。",
    }
    began = tree["began_on"] or ""
    errors = {name: text for name, text in ends.items() if tree[name] and tree[name] < began}
    if (tree["number"] or 0) < 1:
        errors["number"] = "届次从第1届算起。"
    return errors


COMMITTEE = RecordSpec(
    name="committee",
    title="支部委员会",
    model=Committee,
    columns=(
        Column("number"),
        Column("began_on"),
        Column("due_on"),
        Column("ended_on"),
        Column("remark", stretch=True),
    ),
    sections=(
        Section("届次", ("number", "elected_on", "began_on", "due_on", "ended_on")),
        Section("职务", ("posts",)),
        Section("其他", ("remark",)),
    ),
    lines=(LineSpec("posts", "职务", PostHeld),),
    heading=lambda tree: f"第{tree['number']}届支部委员会",
    check=_check,
    day="began_on",
    order=("began_on",),
)
