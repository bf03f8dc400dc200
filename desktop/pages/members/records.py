"""Plain record types of the members' tab: list left, record right, new ones from a menu."""

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db import queries, tree
from db.operations import Changes
from db.records import spec
from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.icons import icon
from desktop.record_editor import RecordEditor
from desktop.recording import papers
from desktop.recording.printing import YearPress
from desktop.references import References
from desktop.theme import px
from desktop.values import shown
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, row

_NOTES = 3
_LEFT = 230  # pixels at 100 %


class RecordsPane(QWidget):
    """The records of some types; what is changed is saved on leaving it.

    ``register`` names the paper of all of them.
    """

    def __init__(
        self, context: Context, types: tuple[str, ...], sentence: str, register: str = ""
    ) -> None:
        super().__init__()
        self._context = context
        self._types = types
        self._kinds: dict[str, RecordSpec] = {}
        self._editors: dict[str, RecordEditor] = {}
        self._register = register
        self.press = YearPress(context, self)
        self.new_button = Button("新建", "plus", "primary")
        self.new_button.set_menu(self._new_menu())
        self.print_button = Button("打印", "printer", "secondary")
        self.print_menu = QMenu(self)
        self.print_menu.aboutToShow.connect(self._fill_papers)
        self.print_button.set_menu(self.print_menu)
        self.list = CardList("、".join(spec(name).title for name in types))
        self.list.chosen.connect(self._chosen)
        self.place = QStackedWidget()
        self.empty = EmptyState(sentence)
        self.place.addWidget(self.empty)
        self._build()
        self._show_tools()
        context.changed.connect(self._data_changed)

    def _build(self) -> None:
        left = QWidget()
        column = self.left = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.tools = row(self.new_button, self.print_button, None)
        column.addLayout(self.tools)
        listed, record = Card(margin=1), Card()
        self.record = record
        listed.body.addWidget(self.list)
        record.body.addWidget(self.place)
        column.addWidget(listed, 1)
        self._side = left
        self._fit()
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(record)
        split.setStretchFactor(1, 1)
        split.setSizes([px(340), px(900)])
        self.split = split
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 16, 16)
        body.addWidget(split)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_side"):
            self._fit()

    def _fit(self) -> None:
        """Give the buttons and names at the left room at the size of the text."""
        self._side.setMinimumWidth(px(_LEFT))

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        for name in self._types:
            menu.addAction(spec(name).title).triggered.connect(partial(self.begin, name))
        return menu

    # What the views ask for

    def refresh(self) -> None:
        """Read the records of the branch that is looked at."""
        self.new_button.setEnabled(bool(self._context.branch) and not self._context.readonly)
        self.list.set_rows(self._rows())
        if self.uid not in self._kinds:
            self._show("")
        self.list.select(self.uid)

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show one record and, if given, one of its fields."""
        if not self.leave():
            return
        self.refresh()
        self._kinds.setdefault(uid, spec(record_type))
        self.list.select(uid)
        self._show(uid)
        editor = self._editor()
        name = target[0] if isinstance(target, tuple | list) and target else target
        if editor is not None and editor.form is not None and isinstance(name, str):
            editor.form.go_to(name)

    def shown_record(self) -> tuple[str, str]:
        """The type and uid of the record in front, "" when there is none."""
        kind = self._kinds.get(self.uid)
        return (kind.name if kind else "", self.uid)

    def open_draft(self, record_type: str, draft: Tree) -> None:
        """Show values that were not saved before a crash."""
        self._editor_of(spec(record_type)).take_draft(draft)
        self._show_tools()

    def begin(self, record_type: str, _checked: object = None, **values: object) -> None:
        """Begin a record of the branch, with what is known of it."""
        if self._context.readonly or not self.leave():
            return
        kind = spec(record_type)
        if "year" in kind.fields:
            values.setdefault("year", self._context.year)
        self.list.select("")
        editor = self._editor_of(kind)
        editor.begin(tree.blank(kind, organisation=self._context.branch, **values))
        self._show_tools()
        if editor.form is not None and editor.form.fields:
            next(iter(editor.form.fields.values())).editor.setFocus()

    def leave(self) -> bool:
        """Save what was changed; False when it needs the person."""
        editor = self._editor()
        return editor is None or editor.leave()

    @property
    def uid(self) -> str:
        """The record that is shown, "" when there is none."""
        editor = self._editor()
        return editor.uid if editor is not None else ""

    # The record

    def _editor(self) -> RecordEditor | None:
        found = self.place.currentWidget()
        return found if isinstance(found, RecordEditor) else None

    def _editor_of(self, kind: RecordSpec) -> RecordEditor:
        if kind.name not in self._editors:
            editor = RecordEditor(self._context, kind)
            editor.saved.connect(self._saved)
            editor.gone.connect(self._gone)
            self._editors[kind.name] = editor
            self.place.addWidget(editor)
        before = self._editor()
        if before is not None and before is not self._editors[kind.name]:
            before.clear()
        self.place.setCurrentWidget(self._editors[kind.name])
        return self._editors[kind.name]

    def _show(self, uid: str) -> None:
        kind = self._kinds.get(uid)
        if kind is None:
            self.place.setCurrentWidget(self.empty)
        else:
            self._editor_of(kind).open_record(uid)
        self._show_tools()

    def _show_tools(self) -> None:
        kind = self._kinds.get(self.uid)
        own = kind is not None and bool(kind.documents)
        self.print_button.setEnabled(own or bool(self._register and self._kinds))

    def _chosen(self, uid: str) -> None:
        if self.leave():
            self.list.select(uid)
            self._show(uid)
        else:
            self.list.select(self.uid)

    def _saved(self, uid: str) -> None:
        self.refresh()
        self.list.select(uid)
        self._show_tools()

    def _gone(self) -> None:
        self._show("")
        self.refresh()

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if initiator in self._editors.values() or not self.isVisible():
            return
        if any(changes.touches(name) for name in self._types):
            editor = self._editor()
            untouched = editor is None or editor.draft() is None
            self.refresh()
            if untouched:
                self._show(self.uid)

    # The list

    def _rows(self) -> list[CardRow]:
        self._kinds = {}
        references = References(lambda: self._context.branch)
        rows = []
        for name in self._types:
            kind = spec(name)
            for each in queries.records(kind, organisation=self._context.branch):
                self._kinds[each.uid] = kind
                said = [
                    shown(kind.fields[column.field], each.values[column.field], references)
                    for column in kind.columns
                ]
                told = [text for text in said if text]
                note = "　".join(told[1 : 1 + _NOTES])
                rows.append(CardRow(each.uid, told[0] if told else "", note, kind.title, "now"))
        return rows

    # Papers

    def _fill_papers(self) -> None:
        self.print_menu.clear()
        if self._register:
            self._fill_register()
        kind = self._kinds.get(self.uid)
        if kind is None:
            return
        record = tree.dump(kind, self.uid)
        for name, title in papers.papers_for(kind.name, record):
            action = self.print_menu.addAction(icon("printer"), f"打印{title}…")
            action.triggered.connect(partial(self._print, name))
            action = self.print_menu.addAction(icon("download"), f"{title}另存为 PDF…")
            action.triggered.connect(partial(self._save_paper, name))

    def _fill_register(self) -> None:
        from desktop.documents import document

        title = document(self._register).title
        action: QAction = self.print_menu.addAction(icon("printer"), f"打印{title}…")
        action.triggered.connect(partial(self.print_register, "print"))
        action = self.print_menu.addAction(icon("download"), f"{title}另存为 PDF…")
        action.triggered.connect(partial(self.print_register, "save"))
        self.print_menu.addSeparator()

    def print_register(self, way: str, _checked: object = None) -> None:
        """Print or save the paper of all records."""
        if not self.leave():
            return
        if way == "print":
            self.press.print_year(self._register)
        else:
            self.press.save_year(self._register)

    def _print(self, name: str, _checked: object = None) -> None:
        record = self._stored()
        if record is None:
            return
        today = self.press.today()
        make = self.press.made(partial(papers.collect, name, record, today))
        if make is not None:
            title = papers.file_name(name, record).removesuffix(".pdf")
            self.press.print_made(title, make, partial(self.press.send, title))

    def _save_paper(self, name: str, _checked: object = None) -> None:
        record = self._stored()
        if record is None:
            return
        write = self.press.made(partial(papers.writer, name, record, self.press.today()))
        if write is not None:
            self.press.save_made(papers.file_name(name, record), write)

    def _stored(self) -> Tree | None:
        kind = self._kinds.get(self.uid)
        if kind is None or not self.leave():
            return None
        return tree.dump(kind, self.uid)
