"""Lists in place of the table: problems that are not closed, and what a branch has overdue."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import dates, queries
from db.overview import BranchYear, Overview
from db.records.listed_item import ItemState
from db.rules.duties.model import Duty
from desktop.app import Context
from desktop.pages.desk.view import View
from desktop.widgets import Card, CardList, CardRow, EmptyState, Label

_TONES = {ItemState.WAITING: "muted", ItemState.ACTIVE: "now", ItemState.DONE: "done"}


class ProblemsView(QWidget):
    """The open problems of all branches, branch by branch; `opened(uid)` to go to one."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sums = Label("", "muted")
        self.cards = CardList("各支部没有销号的问题")
        self.cards.opened.connect(self.opened)
        self.cards.clicked.connect(self._clicked)
        self.empty = EmptyState("各支部的问题都已销号。")
        card = Card(margin=1, spacing=0)
        card.body.addWidget(self.cards)
        card.body.addWidget(self.empty)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.sums)
        body.addWidget(card, 1)

    def show_overview(self, found: Overview) -> None:
        """Show what is open, in the order of branches and numbers."""
        rows = [row for branch in found.branches for row in _problems(branch)]
        late = sum(item.overdue for branch in found.branches for item in branch.problems)
        parts = [f"{each.name} {len(each.problems)} 项" for each in found.branches]
        self.sums.setText(
            f"没有销号的问题 {len(rows)} 项，其中逾期 {late} 项：{'，'.join(parts)}。"
        )
        self.cards.set_rows(rows)
        self.cards.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _clicked(self) -> None:
        if uid := self.cards.selected():
            self.opened.emit(uid)


def _problems(branch: BranchYear) -> list[CardRow]:
    rows = []
    for item in branch.problems:
        values = item.values
        state = ItemState(values["state"])
        owner = values["owner_name"] or "未定责任人"
        limit = f"{dates.text(values['due_on'])}前" if values["due_on"] else "没有时限"
        late = f"逾期 {item.days_late} 天" if item.overdue else state.label
        title = f"{item.number} {' '.join(values['title'].split())}"
        tone = "accent" if item.overdue else _TONES.get(state, "muted")
        subtitle = f"{branch.name} · {owner} · {limit}"
        rows.append(CardRow(item.uid, title, subtitle, late, tone))
    return rows


class LateView(View):
    """What a branch has overdue; `opened(uid)` for what is a record already."""

    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.note = Label("", "muted")
        self.cards = CardList("逾期的应办事项")
        self.cards.opened.connect(self._chosen)
        self.cards.clicked.connect(self._clicked)
        self._places: dict[str, str] = {}
        self.body.addWidget(self.note)
        self.body.addWidget(self.cards, 1)

    def show_duties(self, title: str, duties: Sequence[Duty]) -> None:
        """Show these duties, by date."""
        self.title.setText(title)
        self.note.setText("在该支部的工作台上办理；清单事项点开就是那一项。")
        self._places = {}
        rows = []
        found = queries.named(d.start.uid for d in duties if d.start is not None and d.start.uid)
        for duty in duties:
            key = f"{duty.code}/{duty.key}"
            if duty.start is not None and duty.start.uid in found:
                self._places[key] = duty.start.uid
            limit = f"{dates.text(duty.due_by.isoformat())}前" if duty.due_by else ""
            subtitle = " · ".join(part for part in (limit, duty.reason) if part)
            rows.append(CardRow(key, f"{duty.title} {duty.period}", subtitle, "逾期", "accent"))
        self.cards.set_rows(rows)

    def _clicked(self) -> None:
        self._chosen(self.cards.selected())

    def _chosen(self, key: str) -> None:
        if uid := self._places.get(key):
            self.opened.emit(uid)
