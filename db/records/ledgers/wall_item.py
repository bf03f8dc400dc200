"""The ledger of what hangs on the walls (上墙内容): domain 5, 阵地建设, 六有 标志、党旗、制度."""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import ChoiceField, Named, PartialDateField, QuantityField, ReferenceField, TextField
from db.model import Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order
from db.spec import Column, Ledger, RecordSpec, Section, Tree


class WallKind(Named):
    """What is shown."""

    SIGN = "sign", "标志和党旗"
    OATH = "oath", "入党誓词"
    RULES = "rules", "制度上墙"
    PUBLIC = "public", "党务公开"
    CULTURE = "culture", "文化宣传"
    OTHER = "other", "其他"


class WallItem(Record):
    """One thing on a wall, from the day it was put up to the day it was taken down."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    title = TextField("内容", required=True)
    kind = ChoiceField(WallKind, "类别", required=True, default=WallKind.RULES)
    place = TextField("所在场所", required=True)
    count = QuantityField(Unit.SHEETS, "数量")
    put_up_on = PartialDateField("上墙时间", required=True)
    reviewed_on = PartialDateField("最近核对时间", help_text="核对内容是否仍是现行的")
    taken_down_on = PartialDateField("撤换时间", help_text="还挂着的空着")
    note = TextField("备注", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    return {
        **in_order(tree, "put_up_on", "taken_down_on", "撤换时间早于上墙时间"),
        **in_order(tree, "put_up_on", "reviewed_on", "核对时间早于上墙时间"),
    }


WALL_ITEM = RecordSpec(
    name="wall_item",
    title="上墙内容",
    model=WallItem,
    columns=(
        Column("title", stretch=True),
        Column("kind"),
        Column("place"),
        Column("count"),
        Column("put_up_on"),
        Column("taken_down_on"),
    ),
    sections=(
        Section("内容", ("title", "kind", "place", "count")),
        Section("时间", ("put_up_on", "reviewed_on", "taken_down_on", "note")),
    ),
    heading=heading("title"),
    check=_check,
    order=("place", "title"),
    ledger=Ledger(
        system="premises",
        purpose="登记标志、党旗、誓词、制度等上墙内容挂在哪里、何时上墙、何时撤换。",
        key=("title", "place", "put_up_on"),
    ),
)

MODELS = (WallItem,)
