"""The agenda: cards in order, moved by the grip or by keys, and the chair's closing words."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import drafting, tree
from db.records import spec
from db.records.listed_item import number_text
from db.records.meeting import AgendaPart, HeldAs, MeetingKind, scope
from db.rules.votes import Verdict
from db.spec import Tree
from desktop.pages.meetings.item import AgendaCard
from desktop.recording.people import People
from desktop.recording.section import Path, Section
from desktop.widgets import Button, SectionTitle, row

_OPEN_AT_MOST = 6
_OPEN_TO_READ = 12


class AgendaSection(Section):
    """`deleted(title)` after a card was taken away; `take_back()` puts it in its old place.

    `items_wanted` asks for the open items of the lists; `item_wanted(uid)` leads to one of them.
    """

    deleted = Signal(str)
    items_wanted = Signal()
    item_wanted = Signal(str)

    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people
        self._kind = str(MeetingKind.GENERAL)
        self._scope = str(HeldAs.GENERAL)
        self._items: Mapping[str, str] = {}
        self._year: int | None = None
        self._locked = False
        self._had_closing = False
        self._gone: list[tuple[int, Tree]] = []
        self.cards: list[AgendaCard] = []
        self.closing: AgendaCard | None = None
        self._verdicts: Sequence[Verdict | None] = ()
        self.title = SectionTitle("议题")
        self.fold_button = Button("全部收起", "", "ghost")
        self.fold_button.clicked.connect(self._fold_all)
        self.blocks_button = Button(
            "常用语", "message-square", "ghost", tip="在光标处插入（Ctrl+J）"
        )
        self.blocks_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.items_button = Button(
            "未完事项", "list-checks", "ghost", tip="把清单上没有办完的事项列为议题"
        )
        self.items_button.clicked.connect(self.items_wanted)
        self.title.tools.addWidget(self.items_button)
        self.title.tools.addWidget(self.blocks_button)
        self.title.tools.addWidget(self.fold_button)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add_button = Button("添加议题", "plus", "secondary")
        self.add_button.setToolTip("Ctrl+Enter")
        self.add_button.clicked.connect(self.add_new)
        self._closing_holder = QVBoxLayout()
        self.body.addWidget(self.title)
        self.body.addLayout(self._column)
        self.body.addLayout(row(self.add_button, None))
        self.body.addLayout(self._closing_holder)

    def load(self, tree: Tree) -> None:
        """Show the agenda of a record; a long one folded, so that it shows at once."""
        self._clear()
        self._kind, self._scope, self._year = tree["kind"], scope(tree), tree["year"]
        self._items = _item_names(tree["agenda"])
        self._gone.clear()
        items = [line for line in tree["agenda"] if line["part"] == AgendaPart.ITEM]
        last = [line for line in tree["agenda"] if line["part"] == AgendaPart.CLOSING]
        most = _OPEN_TO_READ if self._locked else _OPEN_AT_MOST
        for line in items:
            self._insert(line, len(self.cards), opened=len(items) <= most)
        self._had_closing = bool(last)
        self._add_closing(last[0] if last else _blank(AgendaPart.CLOSING))
        self._renumber()
        self.setVisible(self._kind != MeetingKind.LECTURE or bool(tree["agenda"]))

    def values(self) -> Tree:
        """The agenda as it stands in the form."""
        lines = [card.values() for card in self.cards]
        if self.closing is not None:
            last = self.closing.values()
            if self._had_closing or last["report"] or last["decisions"]:
                lines.append(last)
        return {"agenda": lines}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        self.add_button.setVisible(not on)
        self.blocks_button.setVisible(not on)
        self.items_button.setVisible(not on)
        self.title.setVisible(not on or self._demanded or bool(self.cards))
        for card in self._all():
            card.set_read_only(on=on)
        self._show_closing()

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        for card in self._all():
            yield from card.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for ("agenda", number, key, …); its card is opened."""
        if path[:1] != ("agenda",):
            return None
        cards = self._all()
        if len(path) < 2 or not 0 <= int(path[1]) < len(cards):
            return cards[0] if self.cards else self.add_button
        return cards[int(path[1])].place(path[2:])

    def show_verdicts(self, verdicts: Sequence[Verdict | None]) -> None:
        """Show what each vote came to, in the order of the agenda."""
        self._verdicts = verdicts
        for number, card in enumerate(self.cards):
            card.show_verdict(verdicts[number] if number < len(verdicts) else None)

    def add_new(self) -> AgendaCard:
        """Add an item after the one being written, and go there."""
        return self._add(_blank(AgendaPart.ITEM))

    def add_item(self, item: Tree) -> AgendaCard:
        """Add an open item of a list as an item of the agenda; the card leads back to it."""
        self._items = {**self._items, item["uid"]: number_text(item)}
        return self._add(drafting.agenda_item_for(item))

    def listed(self) -> set[str]:
        """The items of the lists that stand on the agenda."""
        return {uid for card in self.cards if (uid := card.values()["listed_item"])}

    def move(self, card: AgendaCard, step: int) -> None:
        """Move a card up (-1) or down (1)."""
        place = self.cards.index(card)
        self._move_to(card, place + step)

    def take_back(self) -> None:
        """Put the item that was deleted last where it was."""
        if not self._gone:
            return
        place, line = self._gone.pop()
        card = self._insert(line, min(place, len(self.cards)), opened=True)
        self._renumber()
        self.changed.emit()
        card.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if self._locked:
            super().keyPressEvent(event)
            return
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.add_new()
            return
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        card = self._current()
        if modifiers & Qt.KeyboardModifier.AltModifier and key in steps and card is not None:
            self.move(card, steps[Qt.Key(key)])
            return
        super().keyPressEvent(event)

    @property
    def _demanded(self) -> bool:
        """Whether a meeting of this kind is about its agenda."""
        return self._kind not in (MeetingKind.LIFE, MeetingKind.APPRAISAL)

    def _add(self, line: Tree) -> AgendaCard:
        here = self._current()
        place = len(self.cards) if here is None else self.cards.index(here) + 1
        card = self._insert(line, place, opened=True)
        self._renumber()
        self.changed.emit()
        card.begin()
        return card

    def _all(self) -> list[AgendaCard]:
        return self.cards + ([self.closing] if self.closing is not None else [])

    def _current(self) -> AgendaCard | None:
        focus = self.window().focusWidget()
        return next((c for c in self.cards if focus is not None and c.isAncestorOf(focus)), None)

    def _clear(self) -> None:
        for card in self._all():
            card.hide()
            card.deleteLater()
            self._column.removeWidget(card)
            self._closing_holder.removeWidget(card)
        self.cards, self.closing = [], None

    def _insert(self, line: Tree, place: int, *, opened: bool) -> AgendaCard:
        card = AgendaCard(self._people, self._scope, self._year, line)
        card.show_item(self._items.get(line["listed_item"] or "", ""))
        card.item_wanted.connect(self.item_wanted)
        card.changed.connect(self._changed)
        card.removed.connect(self._removed)
        card.dragged.connect(self._dragged)
        self.cards.insert(place, card)
        self._column.insertWidget(place, card)
        card.show()  # at once: what is still hidden takes no focus
        if opened:
            card.open()
        card.set_read_only(on=self._locked)
        return card

    def _add_closing(self, line: Tree) -> None:
        self.closing = AgendaCard(self._people, self._scope, self._year, line)
        self.closing.changed.connect(self._changed)
        self.closing.set_read_only(on=self._locked)
        self._closing_holder.addWidget(self.closing)
        self._show_closing()

    def _show_closing(self) -> None:
        """Offer the closing words where they are usual; those that were said are always shown."""
        usual = self._scope in (HeldAs.GENERAL, HeldAs.COMMITTEE) and not self._locked
        if self.closing is not None:
            self.closing.setVisible(self._had_closing or usual)

    def _removed(self, card: AgendaCard) -> None:
        place = self.cards.index(card)
        title = card.title
        self._gone.append((place, card.values()))
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._renumber()
        self.changed.emit()
        self.deleted.emit(title)
        if self.cards:
            self.cards[min(place, len(self.cards) - 1)].fold_button.setFocus()
        else:
            self.add_button.setFocus()

    def _dragged(self, card: AgendaCard, y: int) -> None:
        """Follow the mouse: the card takes the place of the one whose middle it has passed."""
        here = self.cards.index(card)
        place = here
        for number, other in enumerate(self.cards):
            middle = other.mapToGlobal(QPoint(0, other.height() // 2)).y()
            if number < here and y < middle:
                place = number
                break
            if number > here and y > middle:
                place = number
        self._move_to(card, place)

    def _move_to(self, card: AgendaCard, place: int) -> None:
        here = self.cards.index(card)
        if place == here or not 0 <= place < len(self.cards):
            return
        focus = self.window().focusWidget()
        self.cards.insert(place, self.cards.pop(here))
        self._column.removeWidget(card)
        self._column.insertWidget(place, card)
        self._renumber()
        if focus is not None and card.isAncestorOf(focus):
            focus.setFocus()
        self.changed.emit()

    def _renumber(self) -> None:
        for number, card in enumerate(self.cards, 1):
            card.set_number(number)
        none = "还没有议题" if self._demanded else "可不填"
        self.title.set_note(f"{len(self.cards)} 项" if self.cards else none)
        self.fold_button.setVisible(len(self.cards) > 1)
        self._name_fold()

    def _name_fold(self) -> None:
        any_open = any(card.is_open for card in self.cards)
        self.fold_button.setText("全部收起" if any_open else "全部展开")

    def _fold_all(self) -> None:
        fold = any(card.is_open for card in self.cards)
        for card in self.cards:
            if fold:
                card.close_details()
            else:
                card.open()
        self._name_fold()


def _blank(part: AgendaPart) -> Tree:
    return tree.blank_line(drafting.line("agenda"), part=str(part))


def _item_names(agenda: Sequence[Tree]) -> dict[str, str]:
    """What the listed items of an agenda are called, by uid; what is gone has no name."""
    wanted = {line["listed_item"] for line in agenda if line["listed_item"]}
    items = tree.dump_many(spec("listed_item"), sorted(wanted))
    return {uid: number_text(item) for uid, item in items.items()}
