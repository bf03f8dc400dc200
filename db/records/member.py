"""The record type of a Party member (党员花名册): dated memberships, groups and restrictions."""

from collections.abc import Mapping
from itertools import pairwise

from db.branch import Grouping, Member, Membership, Restriction
from db.spec import Column, LineSpec, RecordSpec, Section, Tree

_SPANS = {"memberships": "党籍所在", "groupings": "党小组", "restrictions": "权利限制"}


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    if tree["full_on"] and tree["joined_on"] and tree["full_on"] < tree["joined_on"]:
        errors["full_on"] = "转正日期早于入党日期，请核对。"
    for key, title in _SPANS.items():
        if any(
            s["ended_on"] and s["began_on"] and s["ended_on"] < s["began_on"] for s in tree[key]
        ):
            errors[key] = f"{title}中有一行的结束日期早于开始日期，请核对。"
    if _overlap(tree["memberships"]):
        errors["memberships"] = "党籍所在有两行的时间重叠：同一时间只能在一个党支部，请核对。"
    if _overlap(tree["groupings"]):
        errors["groupings"] = "党小组有两行的时间重叠：同一时间只能在一个党小组，请核对。"
    return errors


def _overlap(spans: list[Tree]) -> bool:
    ordered = sorted(spans, key=lambda s: s["began_on"] or "")
    return any(
        earlier["ended_on"] is None or (later["began_on"] or "") < earlier["ended_on"]
        for earlier, later in pairwise(ordered)
    )


def _complete(tree: Tree) -> Tree:
    """Give a new member a place in its branch; keep ``organisation`` at the latest branch."""
    spans = tree["memberships"]
    if not spans:
        span = {"branch": tree["organisation"], "began_on": None, "ended_on": None}
        return {**tree, "memberships": [span]}
    latest = max(spans, key=lambda s: (s["ended_on"] is None, s["began_on"] or ""))
    return {**tree, "organisation": latest["branch"]}


MEMBER = RecordSpec(
    name="member",
    title="党员",
    model=Member,
    columns=(
        Column("name"),
        Column("gender"),
        Column("born_on"),
        Column("joined_on"),
        Column("job", stretch=True),
    ),
    sections=(
        Section(
            "基本信息",
            ("name", "gender", "ethnicity", "born_on", "native_place", "id_number"),
        ),
        Section("学历与工作", ("education", "degree", "worked_from", "job")),
        Section("党籍", ("joined_on", "full_on", "frail", "sequence")),
        Section("转入转出", ("memberships",)),
        Section("党小组", ("groupings",)),
        Section("权利限制", ("restrictions",)),
        Section("联系方式", ("phone", "address", "remark")),
    ),
    lines=(
        LineSpec("memberships", "转入转出", Membership),
        LineSpec("groupings", "党小组", Grouping),
        LineSpec("restrictions", "权利限制", Restriction),
    ),
    heading=lambda tree: tree["name"],
    check=_check,
    complete=_complete,
    people=lambda tree: [tree["name"]],
    order=("sequence", "entered_at"),
    documents=("roster",),
)
