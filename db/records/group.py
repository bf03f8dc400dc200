"""The record type of a Party group (党小组): 支部工作条例 Art. 13."""

from collections.abc import Mapping

from db.branch import Group, Leader
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


def _check(tree: Tree) -> Mapping[str, str]:
    if tree["founded_on"] and tree["dissolved_on"] and tree["dissolved_on"] < tree["founded_on"]:
        return {"dissolved_on": "撤销日期早于成立日期，请核对。"}
    return {}


GROUP = RecordSpec(
    name="group",
    title="党小组",
    model=Group,
    columns=(
        Column("name", stretch=True),
        Column("founded_on"),
        Column("dissolved_on"),
    ),
    sections=(
        Section("党小组", ("name", "founded_on", "dissolved_on")),
        Section("组长", ("leaders",)),
    ),
    lines=(LineSpec("leaders", "组长", Leader),),
    heading=lambda tree: tree["name"],
    check=_check,
    order=("name",),
)
