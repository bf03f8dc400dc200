"""The editor for a person: typed in Chinese, pinyin or initials, chosen from a list below.

The list is no popup window and never takes the focus, so an input method works undisturbed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from db import names
from desktop.editors.base import Editor, TextBox
from desktop.editors.reading import plain
from desktop.theme import px
from desktop.widgets.drop import DropPanel

LIMIT = 200


@dataclass(frozen=True)
class Person:
    """Somebody to choose: `note` tells people of one name apart (1968年生, 支部书记).

    `keys` are further texts to find by, separated by spaces (pinyin, initials); without them the
    pinyin is looked up when letters are typed.
    """

    uid: str
    name: str
    note: str = ""
    keys: str = ""


def find_people(people: Sequence[Person], text: str) -> list[Person]:
    """Those whose name, pinyin or initials fit `text`; those that begin with it come first."""
    wanted = plain(text).replace(" ", "")
    if not wanted:
        return list(people)
    letters = wanted.isascii() and wanted.isalpha()
    first: list[Person] = []
    later: list[Person] = []
    for person in people:
        name = plain(person.name)
        if wanted in name:
            (first if name.startswith(wanted) else later).append(person)
        elif letters:
            keys = (person.keys or names.search_text(person.name)).lower().split()
            if any(key.startswith(wanted) for key in keys):
                first.append(person)
        elif wanted in plain(person.note):
            later.append(person)
    return first + later


class _Names(QListWidget):
    """The names under the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName("可选的人")

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height() + px(8)
        width = self.sizeHintForColumn(0) + px(28) if self.count() else px(120)
        return QSize(max(width, px(180)), line * max(1, min(self.count(), 8)) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.fontMetrics().height() + px(12))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None:
            self.setCurrentItem(item)


class PersonBox(TextBox):
    """The line of a person editor; the keys of the open list go through it."""

    entered = Signal()
    left = Signal()

    def __init__(self, owner: "PersonEditor") -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing or not self._owner.list_key(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if self.composing:
            self._owner.close_list()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class PersonEditor(Editor):
    """One person, or None. `value()` is the uid; `name()` the text as shown.

    With `free_text` any name may be written (somebody from elsewhere): then `value()` is None and
    `name()` is what was typed. `set_value(uid, name)` shows a person even when not in the list.
    """

    def __init__(
        self,
        people: Iterable[Person] = (),
        *,
        free_text: bool = False,
        placeholder: str = "姓名、拼音或首字母",
    ) -> None:
        super().__init__()
        self._people: list[Person] = list(people)
        self._free = free_text
        self._uid: str | None = None
        self._known: tuple[str | None, str] = (None, "")
        self.box = PersonBox(self)
        self.box.setPlaceholderText(placeholder)
        self.box.textEdited.connect(self._typed)
        self.box.entered.connect(self.open_list)
        self.box.left.connect(self._finished)
        self.target = self.box
        self.setFocusProxy(self.box)
        self._panel: DropPanel | None = None
        self._names: _Names | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)

    def set_people(self, people: Iterable[Person]) -> None:
        """Offer these from now on."""
        self._people = list(people)

    def value(self) -> str | None:
        return self._settled()[0]

    def name(self) -> str:
        """The name as shown; with `free_text` it may be nobody of the list."""
        return self._settled()[1]

    def set_value(self, value: str | None, name: str = "") -> None:
        self._uid = value or None
        person = self._person(value)
        text = name or (person.name if person else "")
        self.box.setText(text)
        self.box.setCursorPosition(0)
        self._known = (self._uid, text)
        self.set_error("")

    def problem(self) -> str:
        uid, text = self._settled()
        if text and uid is None and not self._free:
            same = [person for person in self._people if person.name == text]
            if len(same) > 1:
                return f"有 {len(same)} 位“{text}”，请从下面的名单里选"
            return f"名册里没有“{text}”，请从名单里选"
        return ""

    def set_read_only(self, *, on: bool) -> None:
        self.box.setReadOnly(on)
        self.box.style().polish(self.box)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("国") * 8)
        return hint

    def open_list(self) -> None:
        """Show whoever fits what is written; everybody when it is a person already."""
        if self.box.isReadOnly() or self.box.composing:
            return
        text = "" if self._uid else self.box.text()
        found = find_people(self._people, text)
        if not found:
            self.close_list()
            return
        panel, listed = self._list()
        listed.clear()
        for person in found[:LIMIT]:
            item = QListWidgetItem(f"{person.name}　{person.note}".rstrip("　"))
            item.setData(Qt.ItemDataRole.UserRole, person.uid)
            listed.addItem(item)
            if person.uid == self._uid:
                listed.setCurrentItem(item)
        if listed.currentRow() < 0 and text:
            listed.setCurrentRow(0)
        listed.updateGeometry()  # the layout remembers the height of the names shown before
        panel.open()

    def close_list(self) -> None:
        """Hide the list."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.close_panel()

    def list_key(self, event: QKeyEvent) -> bool:
        """Let the list have a key; whether it took it."""
        key = event.key()
        shown = self._panel is not None and self._panel.isVisible()
        if key == Qt.Key.Key_Down and not shown:
            self.open_list()
            return True
        if not shown or self._names is None:
            return False
        if key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            count = self._names.count()
            self._names.setCurrentRow((self._names.currentRow() + step) % count)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._names.currentRow() >= 0:
            self._pick(self._names.currentItem())
        else:
            return False
        return True

    def _list(self) -> tuple[DropPanel, _Names]:
        if self._panel is None or self._names is None:
            self._panel = DropPanel(self.box)
            self._names = _Names()
            self._names.itemClicked.connect(self._pick)
            self._panel.body.addWidget(self._names)
        return self._panel, self._names

    def _person(self, uid: str | None) -> Person | None:
        return next((person for person in self._people if person.uid == uid), None)

    def _settled(self) -> tuple[str | None, str]:
        text = self.box.text().strip()
        if self._uid is not None:
            return self._uid, text
        same = [person for person in self._people if person.name == text] if text else []
        return (same[0].uid if len(same) == 1 else None), text

    def _typed(self) -> None:
        self._uid = None
        if not self.box.composing:
            self.open_list()

    def _pick(self, item: QListWidgetItem) -> None:
        person = self._person(item.data(Qt.ItemDataRole.UserRole))
        self.close_list()
        if person is None:
            return
        self._uid = person.uid
        self.box.setText(person.name)
        self._finished()

    def _finished(self) -> None:
        self.close_list()
        found = self._settled()
        self._uid = found[0]
        self.set_error(self.problem())
        if found != self._known:
            self._known = found
            self.changed.emit()


def name_list(host: QWidget) -> list[str]:
    """The entries of the open list of `host`, for tests and screen readers."""
    return [
        names.item(row).text()
        for names in host.findChildren(_Names)
        for row in range(names.count())
    ]
