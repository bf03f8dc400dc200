"""The record type of a transfer of membership (组织关系转接): letter, stub and return slip.

Form: domain 2.1 row 21 and 1.5: the letter names how long it holds (at most three months) and until
which month dues were paid; the slip comes back from the receiving organisation.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from db.branch import Member, Organisation
from db.fields import ChoiceField, DateField, IntegerField, Named, ReferenceField, TextField
from db.model import Record
from db.spec import Column, RecordSpec, Section, Tree

MOST_DAYS = 92  # three months have no more


class TransferDirection(Named):
    """Which way the member goes."""

    OUT = "out", "转出"
    IN = "in", "转入"


class TransferWay(Named):
    """How the transfer is made."""

    LETTER = "letter", "介绍信"
    ONLINE = "online", "线上转接"


class TransferLetter(Record):
    """One transfer; ``valid_days`` counts from the day of issue."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    direction = ChoiceField(TransferDirection, "转入转出", default=TransferDirection.OUT)
    member = ReferenceField(Member, "名册上的党员")
    name = TextField("姓名", required=True)
    other_side = TextField("对方党组织", required=True)
    way = ChoiceField(TransferWay, "方式", default=TransferWay.LETTER)
    number = TextField("介绍信编号")
    issued_on = DateField("开具日期", required=True)
    valid_days = IntegerField("有效期（天）", default=30, help_text="不超过3个月")
    dues_until = DateField("党费交至", help_text="写所交最后一个月里的一天")
    arrived_on = DateField("转到日期", help_text="对方接收、或本支部接收的日期")
    receipt_on = DateField("回执日期")
    handler_name = TextField("经办人")
    note = TextField("备注", long=True)


def _check(tree: Tree) -> Mapping[str, str]:
    errors = {}
    days = tree["valid_days"]
    if days is None or not 1 <= days <= MOST_DAYS:
        errors["valid_days"] = "介绍信的有效期是1天到3个月，请核对。"
    for name, label in (("receipt_on", "回执日期"), ("arrived_on", "转到日期")):
        if tree[name] and tree["issued_on"] and tree[name] < tree["issued_on"]:
            errors[name] = f"{label}早于开具日期，请核对。"
    return errors


def valid_until(tree: Mapping[str, Any]) -> dt.date | None:
    """Return the last day on which the letter holds; the day of issue is the first."""
    if not tree["issued_on"] or not tree["valid_days"]:
        return None
    return dt.date.fromisoformat(tree["issued_on"]) + dt.timedelta(days=tree["valid_days"] - 1)


def standing(tree: Mapping[str, Any], today: dt.date) -> str:
    """Return 已收回执, 已过有效期 or 待回执 as of a day."""
    if tree["receipt_on"] and tree["receipt_on"] <= today.isoformat():
        return "已收回执"
    until = valid_until(tree)
    return "已过有效期，没有回执" if until is not None and until < today else "待回执"


TRANSFER_LETTER = RecordSpec(
    name="transfer_letter",
    title="组织关系转接",
    model=TransferLetter,
    columns=(
        Column("name"),
        Column("direction"),
        Column("issued_on"),
        Column("other_side", stretch=True),
        Column("receipt_on"),
    ),
    sections=(
        Section("转接", ("direction", "member", "name", "other_side", "way")),
        Section("介绍信", ("number", "issued_on", "valid_days", "dues_until", "handler_name")),
        Section("回执", ("arrived_on", "receipt_on", "note")),
    ),
    heading=lambda tree: f"组织关系{TransferDirection(tree['direction']).label} {tree['name']}",
    check=_check,
    people=lambda tree: [tree["name"]] if tree["name"] else [],
    order=("issued_on",),
    documents=("transfer-letter",),
)

MODELS = (TransferLetter,)
