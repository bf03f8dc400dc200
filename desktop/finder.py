"""The search over all records: a box in the header, its results under it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import dates, queries, search
from db.records import spec as spec_of
from db.search import Hit
from desktop.app import Context
from desktop.theme import px
from desktop.widgets import CardList, CardRow, DropPanel, Label, SearchBox

LIMIT = 200


class FindBox(SearchBox):
    """The box; keys for the results go through it, so the focus stays where one types."""

    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def sizeHint(self) -> QSize:
        return QSize(px(320), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.composing:
            super().keyPressEvent(event)
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.reset()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _Results(CardList):
    """The hits; as tall as they are many, up to a limit."""

    def sizeHint(self) -> QSize:
        count = max(1, min(len(self.rows()), 8))
        height = self.sizeHintForRow(0) if self.rows() else px(40)
        return QSize(px(460), count * height + 2)


class Finder(QWidget):
    """Finds in every record of the file, in words, dates, pinyin and initials, and jumps there."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._hits: dict[str, Hit] = {}
        self.box = FindBox("查找：姓名、拼音、内容　Ctrl+F")
        self.box.setAccessibleName("查找全部记录")
        self.box.searched.connect(self.search)
        self.box.stepped.connect(self._step)
        self.box.entered.connect(self._enter)
        self.box.left.connect(self.close_results)
        self._panel: DropPanel | None = None
        self._list: _Results | None = None
        self._note: Label | None = None
        self.setFocusProxy(self.box)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.box)

    def search(self, text: str) -> None:
        """Look for `text` and show what is found."""
        if not text or self._context.path is None:
            self.close_results()
            return
        hits = search.search(text, limit=LIMIT)
        self._hits = {hit.uid: hit for hit in hits}
        panel, results, note = self._results()
        places = {row["uid"]: row["short_name"] for row in queries.organisations()}
        several = len(places) > 1
        results.set_rows([self._card(hit, places if several else {}) for hit in hits])
        if hits:
            results.select(hits[0].uid)
        results.setVisible(bool(hits))
        count = f"最近的 {LIMIT} 条" if len(hits) == LIMIT else f" {len(hits)} 条"
        note.setText(f"找到{count}　↑↓ 选择，回车打开" if hits else f"没有找到“{text}”。")
        panel.open()

    def close_results(self) -> None:
        """Hide the results."""
        if self._panel is not None:
            self._panel.close_panel()

    def results(self) -> list[CardRow]:
        """What is shown now."""
        return list(self._list.rows()) if self._list is not None else []

    def _card(self, hit: Hit, places: dict[str, str]) -> CardRow:
        title = spec_of(hit.record_type).title
        place = places.get(hit.organisation or "", "")
        parts = [dates.text(hit.day), place, hit.excerpt]
        return CardRow(hit.uid, hit.heading, " · ".join(p for p in parts if p), title, "now")

    def _results(self) -> tuple[DropPanel, _Results, Label]:
        if self._panel is None or self._list is None or self._note is None:
            self._panel = DropPanel(self.box)
            self._list = _Results("查找结果")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.clicked.connect(self._enter)
            self._note = Label("", "muted", wrap=False)
            self._note.setContentsMargins(8, 4, 8, 4)
            self._panel.body.addWidget(self._list)
            self._panel.body.addWidget(self._note)
        return self._panel, self._list, self._note

    def _step(self, by: int) -> None:
        if self._list is None or not self._list.rows():
            return
        model = self._list.model()
        row = (self._list.currentIndex().row() + by) % model.rowCount()
        self._list.setCurrentIndex(model.index(row, 0))

    def _enter(self) -> None:
        if self._panel is None or self._list is None or not self._panel.isVisible():
            return
        hit = self._hits.get(self._list.selected())
        if hit is not None:
            self.close_results()
            self._context.go(hit.record_type, hit.uid)
