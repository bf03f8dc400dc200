"""签到表: everyone who is due, with an empty cell to sign in (domain row 2)."""

from dataclasses import dataclass
from pathlib import Path

from db.records.held import Category, Status
from db.records.meeting import MeetingKind, scope
from desktop.documents import table, wording
from desktop.documents.context import PaperContext, Tree
from desktop.documents.table import Table, TableColumn
from desktop.documents.wording import NOTHING

_COLUMNS = (
    TableColumn("序号", 10),
    TableColumn("姓名", 25),
    TableColumn("职务（党小组）", 42),
    TableColumn("党员类别", 19),
    TableColumn("签名", 32),
    TableColumn("备注", 28),
)


@dataclass(frozen=True)
class SignInSheet:
    """The sign-in table of one meeting or activity."""

    table: Table


def collect(tree: Tree, context: PaperContext) -> SignInSheet:
    """List who is due and who sits in; 备注 says who is known to be away."""
    grouped = "kind" in tree and scope(dict(tree)) == MeetingKind.GROUP
    group = context.group_name if grouped else ""
    rows = [_member(number, row, context) for number, row in enumerate(tree["attendance"], 1)]
    for row in tree["observers"]:
        persons = row["persons"] or 1
        for _ in range(persons):
            number = str(len(rows) + 1)
            rows.append((number, wording.spaced(row["name"]), row["post"] or "—", "列席", "", ""))
    return SignInSheet(
        Table(
            title=f"{group}{wording.kind_title(tree)}签到表",
            left=context.organisation_name,
            right=wording.number_text(tree),
            columns=_COLUMNS,
            rows=tuple(rows),
            facts=_facts(tree),
            size=10.5,
            names=wording.names_of(tree, context),
        )
    )


def render(sheet: SignInSheet, path: Path) -> None:
    """Write the table; raises ``Refused``."""
    table.write(sheet.table, path)


def _facts(tree: Tree) -> tuple[tuple[tuple[str, str], ...], ...]:
    _, sums = wording.counts(tree)
    present = "　　人" if tree["status"] == Status.DRAFT else f"{sums.present}人"
    when = wording.day_with_weekday(tree["held_on"]) + (tree["began_at"] or "")
    label = "题　　目" if "kind" in tree else "主　　题"
    title = (((label, tree["title"]),),) if tree["title"].strip() else ()
    return (
        *title,
        (("时　　间", when), ("地　　点", tree["place"].strip() or NOTHING)),
        (("应到人数", f"{sums.due}人"), ("实到人数", present)),
    )


def _member(number: int, row: Tree, context: PaperContext) -> tuple[str, ...]:
    person = context.people.get(row["member"])
    post = row["post"].strip() or (person.post if person else "")
    group = person.group if person else ""
    where = post + (f"（{group}）" if post and group else group) or "—"
    remark = ""
    if row["state"] != "present":
        away = "请假" if row["state"] == "leave" else "缺席"
        remark = f"{away}：{row['reason'].strip()}" if row["reason"].strip() else away
    category = Category(row["category"]).label
    return str(number), wording.stacked(row["name"]), where, category, "", remark
