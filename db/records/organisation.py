"""The record type of an organisation: committee, general branch or branch."""

from collections.abc import Mapping

from db.branch import FixedItem, Organisation
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if not 1 <= (tree["activity_day"] or 0) <= 31:
        errors["activity_day"] = "党员活动日应是1到31之间的一天。"
    if not 1 <= (tree["term_years"] or 0) <= 5:
        errors["term_years"] = "每届任期应在1到5年之间（机关党支部一般3年）。"
    if tree["parent"] == tree["uid"]:
        errors["parent"] = "上级党组织不能是它自己。"
    if tree["founded_on"] and tree["dissolved_on"] and tree["dissolved_on"] < tree["founded_on"]:
        errors["dissolved_on"] = "撤销日期早于成立日期，请核对。"
    return errors


def _complete(tree: Tree) -> Tree:
    return {
        **tree,
        "organisation": tree["uid"],
        "short_name": tree["short_name"] or tree["name"],
    }


ORGANISATION = RecordSpec(
    name="organisation",
    title="党组织",
    model=Organisation,
    columns=(Column("short_name"), Column("kind"), Column("name", stretch=True)),
    sections=(
        Section("名称", ("kind", "name", "short_name", "parent")),
        Section("制度", ("term_years", "place")),
        Section("党员活动日", ("activity_day", "activity_shift", "fixed_items")),
        Section("其他", ("founded_on", "dissolved_on", "address", "phone", "remark")),
    ),
    lines=(LineSpec("fixed_items", "规定动作", FixedItem),),
    heading=lambda tree: tree["short_name"] or tree["name"],
    check=_check,
    complete=_complete,
    order=("kind", "short_name"),
)
