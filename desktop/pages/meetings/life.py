"""What only 组织生活会 has: its plan, the opinions gathered, and what each person said."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import tree as trees
from db.records import spec
from db.records.held import Status
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.editors import AreaEditor
from desktop.pages.meetings.examination import ExaminationCard
from desktop.pages.meetings.kind_section import KindSection
from desktop.recording.people import People
from desktop.recording.section import LabelledArea, Path
from desktop.widgets import Button, SectionTitle, row

_OPEN_AT_MOST = 3
_OPEN_TO_READ = 8
_LINE = spec("meeting").line("examinations")


class PreparationSection(KindSection):
    """方案要点, 征求意见汇总, 上次整改通报 of 组织生活会."""

    kinds = (MeetingKind.LIFE,)

    def __init__(self) -> None:
        super().__init__()
        self._title = SectionTitle("会前准备")
        self._areas: dict[str, LabelledArea] = {}
        self.body.addWidget(self._title)
        for key, label, placeholder, lines in (
            ("scheme", "方案要点", "主题、时间、学习篇目、步骤", 2),
            ("opinions", "征求意见", "向谁征求、怎样征求、归纳出哪些意见", 2),
            ("previous", "上次整改", "上次组织生活会整改清单的落实情况", 1),
        ):
            area = AreaEditor(placeholder, lines=lines)
            self.add(key, area)
            self._areas[key] = LabelledArea(label, area, width=66)
            self.body.addWidget(self._areas[key])

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; what was not said takes no room then."""
        super().set_read_only(on=on)
        for key, area in self._areas.items():
            area.setVisible(not on or bool(self.editors[key].value()))
        self._title.setVisible(any(not area.isHidden() for area in self._areas.values()))


class ExaminationsSection(KindSection):
    """One card a person in the order of the roster; Alt+↑ ↓ go from person to person.

    `deleted(name)` after a card was taken away; `take_back()` puts it in its old place.
    """

    kinds = (MeetingKind.LIFE,)
    deleted = Signal(str)

    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people
        self._locked = False
        self._due: set[str] = set()
        self._gone: list[tuple[int, Tree]] = []
        self.cards: list[ExaminationCard] = []
        self.title = SectionTitle("对照检查")
        self.title.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fold_button = Button("全部收起", "", "ghost")
        self.fold_button.clicked.connect(self._fold_all)
        self.title.tools.addWidget(self.fold_button)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.add_button = Button("添加一份（如支部班子）", "plus", "link")
        self.add_button.clicked.connect(self.add_new)
        self.body.addWidget(self.title)
        self.body.addLayout(self._column)
        self.body.addLayout(row(self.add_button, None))

    def load(self, tree: Tree) -> None:
        """Show what each person said; a long list folded, so that it shows at once."""
        super().load(tree)
        self._gone.clear()
        while self.cards:
            self._drop(self.cards[-1])
        self._due = {line["member"] for line in tree["attendance"]}
        lines = tree["examinations"] if self.wanted else []
        most = _OPEN_TO_READ if tree["status"] != Status.DRAFT else _OPEN_AT_MOST
        for line in lines:
            card = self._insert(line, len(self.cards))
            if len(lines) <= most:
                card.open()
        self._count()

    def follow_roster(self, tree: Tree) -> None:
        """Bring the cards in line with the roster of another day; what was written stays."""
        if not self.wanted:
            return
        self._due = {line["member"] for line in tree["attendance"]}
        known = {card.uid: card for card in self.cards}
        wanted = [line["uid"] for line in tree["examinations"]]
        for uid, card in known.items():
            if uid not in wanted:
                self._drop(card)
        for place, line in enumerate(tree["examinations"]):
            card = known.get(line["uid"]) or self._insert(line, place)
            self.cards.remove(card)
            self.cards.insert(place, card)
            self._column.removeWidget(card)
            self._column.insertWidget(place, card)
            card.take(line, stray=self._is_stray(line))
        self._count()

    def values(self) -> Tree:
        """The rows as they stand in the form."""
        return {"examinations": [card.values() for card in self.cards]} if self.wanted else {}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        self.add_button.setVisible(not on)
        for card in self.cards:
            card.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read."""
        for card in self.cards:
            yield from card.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for ("examinations", number, key, …); its card is opened."""
        if path[:1] != ("examinations",):
            return None
        if len(path) < 2 or not 0 <= int(path[1]) < len(self.cards):
            return self.cards[0].fold_button if self.cards else self.add_button
        return self.cards[int(path[1])].place(path[2:])

    def add_new(self) -> None:
        """Add a row that stands for no member (the committee as a whole), and go there."""
        card = self._insert(trees.blank_line(_LINE), 0)
        self._count()
        self.changed.emit()
        card.begin()

    def take_back(self) -> None:
        """Put the row that was deleted last where it was."""
        if self._gone:
            place, line = self._gone.pop()
            self._insert(line, min(place, len(self.cards))).begin()
            self._count()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        focus = self.window().focusWidget()
        here = next(
            (n for n, c in enumerate(self.cards) if focus is not None and c.isAncestorOf(focus)),
            None,
        )
        if not alt or event.key() not in steps or here is None:
            super().keyPressEvent(event)
            return
        there = here + steps[Qt.Key(event.key())]
        if 0 <= there < len(self.cards):
            self.cards[there].begin()

    def _is_stray(self, line: Tree) -> bool:
        return line["member"] not in self._due

    def _insert(self, line: Tree, place: int) -> ExaminationCard:
        card = ExaminationCard(self._people, line)
        card.take(line, stray=self._is_stray(line))
        card.set_read_only(on=self._locked)
        card.changed.connect(self._card_changed)
        card.turned.connect(self._name_fold)
        card.removed.connect(self._removed)
        self.cards.insert(place, card)
        self._column.insertWidget(place, card)
        card.show()  # at once: what is still hidden takes no focus
        return card

    def _drop(self, card: ExaminationCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _removed(self, card: ExaminationCard) -> None:
        line = card.values()
        self._gone.append((self.cards.index(card), line))
        self._drop(card)
        self._card_changed()
        self.deleted.emit(line["name"])
        self.add_button.setFocus()

    def _card_changed(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        self.title.set_note(said_words([card.values() for card in self.cards]))
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


def said_words(lines: list[Tree]) -> str:
    """21 人，已发言 19，书面 2，没有写的：单伟、仇昇; rows of no member are counted apart."""
    own = [line for line in lines if line["member"]]
    said = sum(bool(line["text"]) and not line["written"] for line in own)
    written = sum(bool(line["text"]) and line["written"] for line in own)
    missing = [line["name"] for line in own if not line["text"]]
    text = f"{len(own)} 人，已发言 {said}，书面 {written}"
    if missing:
        shown = "、".join(missing[:8])
        text += f"，没有写的：{shown}" + (f" 等 {len(missing)} 人" if len(missing) > 8 else "")
    others = [line["name"] for line in lines if not line["member"] and line["name"]]
    return f"{text}；另有{'、'.join(others)}" if others else text
