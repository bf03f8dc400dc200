"""The ledger of model posts (党员示范岗): put up, reviewed, taken down.

Fields: domain 5: 党员 · 岗位 · 践诺评议 · 挂牌、摘牌日.
"""

from collections.abc import Mapping

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, Named, ReferenceField, TextField
from db.model import Line, Record
from db.quantity import Unit
from db.records.ledgers.common import heading, in_order, people
from db.spec import Column, Counted, Ledger, LineSpec, RecordSpec, Section, Tree


class PostState(Named):
    """Whether the sign hangs; derived from the two days."""

    PLANNED = "planned", "未挂牌"
    UP = "up", "已挂牌"
    DOWN = "down", "已摘牌"


class PostReview(Named):
    """What a review of the post came to."""

    KEPT = "kept", "保留"
    IMPROVE = "improve", "限期改进"
    REMOVED = "removed", "摘牌"


class ModelPost(Record):
    """One post with its sign; one that was taken down keeps its row with day and reason."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    name = TextField("示范岗名称", required=True)
    place = TextField("所在岗位")
    person = ReferenceField(Member, "责任党员")
    person_name = TextField("责任党员姓名", required=True)
    standard = TextField("示范标准", long=True)
    deeds = TextField("主要事迹", long=True)
    approved_on = DateField("研究决定日期")
    put_up_on = DateField("挂牌日期")
    taken_down_on = DateField("摘牌日期", help_text="还挂着的空着")
    reason = TextField("摘牌原因")
    state = ChoiceField(PostState, "状态", default=PostState.PLANNED)


class ModelPostReview(Line):
    """One review of the post."""

    record = ReferenceField(ModelPost, required=True)
    reviewed_on = DateField("评议日期", required=True)
    result = ChoiceField(PostReview, "评议结果", default=PostReview.KEPT)
    opinion = TextField("评议意见", long=True)


def _complete(tree: Tree) -> Tree:
    state = PostState.PLANNED
    if tree["put_up_on"]:
        state = PostState.DOWN if tree["taken_down_on"] else PostState.UP
    return {**tree, "state": str(state)}


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {
        **in_order(tree, "approved_on", "put_up_on", "挂牌日期早于研究决定日期"),
        **in_order(tree, "put_up_on", "taken_down_on", "摘牌日期早于挂牌日期"),
    }
    if tree["taken_down_on"] and not tree["put_up_on"]:
        errors["taken_down_on"] = "写了摘牌日期，没有写挂牌日期，请补上。"
    for row in tree["reviews"]:
        if not row["reviewed_on"]:
            errors["reviews"] = "评议有一行没有写日期，请写上或删去这一行。"
        elif tree["put_up_on"] and row["reviewed_on"] < tree["put_up_on"]:
            errors["reviews"] = "有一次评议早于挂牌日期，请核对。"
    return errors


def _advice(tree: Tree) -> list[str]:
    said = []
    if tree["taken_down_on"] and not tree["reason"]:
        said.append("已摘牌，没有写摘牌原因。")
    removed = any(row["result"] == PostReview.REMOVED for row in tree["reviews"])
    if removed and not tree["taken_down_on"]:
        said.append("评议结果是摘牌，还没有写摘牌日期。")
    if tree["put_up_on"] and not tree["approved_on"]:
        said.append("已挂牌，没有写研究决定的日期。")
    return said


MODEL_POST = RecordSpec(
    name="model_post",
    title="党员示范岗",
    model=ModelPost,
    columns=(
        Column("name", stretch=True),
        Column("place"),
        Column("person_name", title="责任党员"),
        Column("put_up_on"),
        Column("taken_down_on"),
        Column("state"),
    ),
    sections=(
        Section("示范岗", ("name", "place", "person", "standard", "deeds")),
        Section("挂牌和摘牌", ("approved_on", "put_up_on", "taken_down_on", "reason")),
        Section("评议", ("reviews",)),
    ),
    lines=(LineSpec("reviews", "评议", ModelPostReview),),
    heading=heading("name", "person_name"),
    check=_check,
    complete=_complete,
    people=people("person_name"),
    order=("name",),
    ledger=Ledger(
        counted=Counted(
            "党员示范岗",
            Unit.PIECES,
            lambda tree: bool(tree["put_up_on"]),
            day="put_up_on",
        ),
        system="conduct",
        purpose="登记党员示范岗：岗位、责任党员、示范标准，挂牌、评议和摘牌的日期。",
        key=("name", "person_name"),
        paper_columns=(
            "name", "place", "person", "approved_on", "put_up_on", "taken_down_on", "reason",
            "state",
        ),
        advice=_advice,
    ),
)  # fmt: skip

MODELS = (ModelPost, ModelPostReview)
