"""The frame of the list at the left: buttons, cards, the year in words, what is done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, Label, row, rule


class YearList(QWidget):
    """`chosen(uid)` when a card was chosen.

    A list of a type makes its own buttons, above the cards and below the sums; the empty state has
    the one button that begins the first record.
    """

    chosen = Signal(str)

    def __init__(self, name: str, begin_text: str) -> None:
        super().__init__()
        tools = self.make_tools()  # before the cards, so that Tab comes to them first
        self.cards = CardList(name)
        self.summary = Label("", "muted")
        self.summary.setContentsMargins(14, 8, 12, 2)
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.cards, 1)
        inside.addWidget(rule())
        inside.addWidget(self.summary)
        foot = row(*self.make_foot(), None, spacing=0)
        foot.setContentsMargins(4, 0, 4, 4)
        inside.addLayout(foot)
        self.empty = EmptyState("", begin_text)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self.empty)
        card = Card(margin=1, spacing=0)
        card.body.addWidget(self._stack)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(row(*tools, None))
        body.addWidget(card, 1)

    def make_tools(self) -> Sequence[Button]:
        """Make the buttons above the cards."""
        raise NotImplementedError

    def make_foot(self) -> Sequence[Button]:
        """Make the buttons below the sums."""
        raise NotImplementedError

    def show_cards(self, dated: Sequence[tuple[str, CardRow]]) -> None:
        """Show cards by their ISO day, the newest first, or the empty state when there are none."""
        cards = [card for _day, card in sorted(dated, key=_by_day, reverse=True)]
        self.cards.set_rows(cards)
        self._stack.setCurrentIndex(0 if cards else 1)


def _by_day(pair: tuple[str, CardRow]) -> str:
    return pair[0]
