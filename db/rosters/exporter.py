"""The 党员花名册 as a workbook: the columns of the usual form, no blank cell, ready to print."""

from collections.abc import Callable
from pathlib import Path

from db import dates, identity, workbooks
from db.branch import Book, Organisation, RosterEntry
from db.records.member import MEMBER
from db.spec import Tree
from db.tree import dump_many
from db.workbooks import Column, Sheet

MISSING = "无"

# In the order of the form (domain form 19: 党员花名册).
_COLUMNS = (
    Column("序号", 5),
    Column("姓名", 12),
    Column("性别", 5),
    Column("民族", 9),
    Column("出生年月", 12),
    Column("籍贯", 12),
    Column("学历/学位", 12),
    Column("公民身份号码", 21),
    Column("参加工作时间", 12),
    Column("入党时间", 12),
    Column("转正时间", 12),
    Column("党员类别", 10),
    Column("党内职务", 12),
    Column("单位职务", 20),
    Column("党小组", 12),
    Column("转入/转出日期与去向", 24),
    Column("住址", 24),
    Column("联系电话", 14),
    Column("备注", 24),
)


def write(
    target: Path, branch: str, day: str, *, full_numbers: bool = False, missing: str = MISSING
) -> Path:
    """Write the roster of the branch with that uid as of an ISO day to ``target`` (xlsx).

    Identity numbers, telephones and addresses are covered unless ``full_numbers``. Raises
    ``Refused`` when the file cannot be written; an earlier file at ``target`` is then still there.
    """
    organisation = Organisation.get_by_id(branch)
    sheet = Sheet(
        name="党员花名册",
        title=f"{organisation.short_name}党员花名册",
        left=f"填报单位（盖章）：{organisation.name}",
        right=f"填报时间：{dates.text(day)}",
        columns=_COLUMNS,
        rows=rows(branch, day, full_numbers=full_numbers),
        missing=missing,
    )
    return workbooks.write(target, [sheet], "花名册")


def rows(branch: str, day: str, *, full_numbers: bool = False) -> list[list[str]]:
    """Return the cells of the roster, "" for nothing, in the order of ``db.branch.roster``."""
    book = Book(branch)
    entries = book.roster(day)
    trees = dump_many(MEMBER, [entry.member for entry in entries])
    groups = {group.uid: group.name for group in book.groups}
    show: Callable[[str], str] = str if full_numbers else identity.conceal
    return [
        _row(number, entry, trees[entry.member], groups, branch, show)
        for number, entry in enumerate(entries, 1)
    ]


def _row(
    number: int,
    entry: RosterEntry,
    tree: Tree,
    groups: dict[str, str],
    branch: str,
    show: Callable[[str], str],
) -> list[str]:
    full = entry.category == "full"
    schooling = "/".join(part for part in (tree["education"], tree["degree"]) if part)
    return [
        str(number),
        tree["name"],
        tree["gender"] or "",
        tree["ethnicity"],
        dates.text(tree["born_on"]),
        tree["native_place"],
        schooling,
        show(tree["id_number"]),
        dates.text(tree["worked_from"]),
        dates.text(tree["joined_on"]),
        dates.text(tree["full_on"]) if full else "",
        "正式党员" if full else "预备党员",
        entry.post,
        tree["job"],
        groups.get(entry.group or "", ""),
        _transfer(tree, branch),
        show(tree["address"]),
        show(tree["phone"]),
        tree["remark"],
    ]


def _transfer(tree: Tree, branch: str) -> str:
    """Return when the member came into the branch and where from, left and where to."""
    parts = []
    for span in tree["memberships"]:
        if span["branch"] != branch:
            continue
        if span["began_on"]:
            origin = f"由{span['origin']}" if span["origin"] else ""
            parts.append(f"{dates.text(span['began_on'])}{origin}转入")
        if span["ended_on"]:
            parts.append(f"{dates.text(span['ended_on'])}转出{span['destination']}")
    return "；".join(parts)
