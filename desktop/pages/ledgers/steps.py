"""What can be done with the open record of a ledger: its own steps, and onto the problem list."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import listing
from db.records import spec
from db.records.listed_item import ItemState, number_text
from db.spec import RecordSpec, Tree, Turn
from desktop.app import Context
from desktop.recording.lists import offer_lists
from desktop.widgets import Button, FlowLayout


class RecordSteps(QWidget):
    """`turned(turn)` when a step of the declaration is wanted, `list_wanted()` for the lists.

    `buttons` stand over the record, beside printing; the widget itself holds a link to the item of
    each finding that is on a list already.
    """

    turned = Signal(object)
    list_wanted = Signal()

    def __init__(self, context: Context, kind: RecordSpec) -> None:
        super().__init__()
        self._context = context
        self._kind = spec(kind.name)
        assert kind.ledger is not None
        self.turns = {turn.title: self._button(turn) for turn in kind.ledger.turns}
        self.list_button = Button(
            "列入问题清单", "list-plus", "ghost", tip="把发现的问题加入问题清单，跟踪到销号"
        )
        self.list_button.clicked.connect(self.list_wanted)
        self.buttons = (*self.turns.values(), self.list_button)
        self.links: list[Button] = []
        self._made = FlowLayout(self, spacing=16)

    def show_record(self, record: Tree | None, *, stored: bool) -> None:
        """Offer what suits the record as it stands; None for no record."""
        open_ = record is not None and not self._context.readonly
        for button in self.turns.values():
            button.setVisible(open_ and stored)
        found = []
        if record is not None and listing.gives_items(self._kind):
            found = listing.candidates(self._kind, record)
        self._show_links([each.made for each in found if each.made is not None])
        self.list_button.setVisible(open_ and any(each.made is None for each in found))

    def put_on_list(self, uid: str, parent: QWidget) -> None:
        """Offer the findings of a stored record for the list of problems."""
        offer_lists(self._context, self._kind, uid, parent, always=True)

    def _button(self, turn: Turn) -> Button:
        button = Button(turn.title, turn.icon, "ghost", tip=turn.tip)
        button.clicked.connect(lambda: self.turned.emit(turn))
        return button

    def _show_links(self, items: list[Tree]) -> None:
        self._made.clear()
        self.links = []
        for item in items:
            text = f"{number_text(item)}（{ItemState(item['state']).label}）"
            link = Button(text, "", "link", tip=str(item["title"]))
            link.clicked.connect(partial(self._context.go, "listed_item", item["uid"]))
            self._made.addWidget(link)
            self.links.append(link)
        self.setVisible(bool(items))
