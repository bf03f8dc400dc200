"""The view 关系转接: letters and slips; the roster is changed by a press, never behind it."""

import datetime as dt

from db import queries, tree
from db.records import spec
from db.records.transfer_letter import TransferDirection, standing
from desktop.app import Context
from desktop.pages.members.records import RecordsPane
from desktop.widgets import Button, CardRow

KIND = spec("transfer_letter")
_SENTENCE = "从左边选一份，或点“新建”登记转出、转入：介绍信编号、有效期、党费交至、回执。"


class TransfersPane(RecordsPane):
    """The transfers of the branch, newest first, with their standing."""

    def __init__(self, context: Context) -> None:
        self.member_button = Button("到名册登记", "id-card", "secondary")
        super().__init__(context, (KIND.name,), _SENTENCE, register="transfer-register")
        self.member_button.clicked.connect(self._to_member)
        self.tools.insertWidget(2, self.member_button)

    def _show_tools(self) -> None:
        super()._show_tools()
        record = tree.dump(KIND, self.uid) if self.uid in self._kinds else None
        there = record is not None and record["member"] is not None
        self.member_button.setEnabled(there)
        tip = "在名册里写明转入、转出的日期" if there else "先选上名册上的党员，再到名册写明日期"
        self.member_button.setToolTip(tip)

    def _to_member(self) -> None:
        if self.uid in self._kinds and self.leave():
            record = tree.dump(KIND, self.uid)
            if record["member"]:
                self._context.go("member", record["member"], "memberships")

    def _rows(self) -> list[CardRow]:
        self._kinds = {}
        rows, today = [], self._context.today()
        found = queries.records(KIND, organisation=self._context.branch)
        whole = tree.dump_many(KIND, [each.uid for each in found])
        for each in sorted(whole.values(), key=_latest, reverse=True):
            self._kinds[each["uid"]] = KIND
            label = TransferDirection(each["direction"]).label
            said = standing(each, today)
            tone = {"已收回执": "done", "待回执": "now"}.get(said, "accent")
            note = f"{label}　{_day(each['issued_on'])}　{each['other_side']}"
            rows.append(CardRow(each["uid"], each["name"], note, said.partition("，")[0], tone))
        return rows


def _latest(record: dict[str, object]) -> str:
    return str(record["issued_on"] or "")


def _day(text: str) -> str:
    day = dt.date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"
