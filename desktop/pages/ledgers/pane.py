"""One ledger: its table with filters and sums, and the record that is open beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db import queries, shown, tree, uploads
from db.fields import ChoiceField, DateField, IntegerField
from db.spec import RecordSpec, Tree, Turn
from desktop.app import Context
from desktop.editors import ChoiceEditor
from desktop.icons import icon
from desktop.pages.copying.desk import copy_out
from desktop.pages.ledgers.output import LedgerPapers
from desktop.pages.ledgers.steps import RecordSteps
from desktop.record_editor import RecordEditor
from desktop.references import References
from desktop.table import RecordTable, RecordTableModel
from desktop.theme import px
from desktop.widgets import Button, Card, EmptyState, Label, SearchBox, row

_SIZES = (430, 620)
_MOST_TOLD = 6


class LedgerPane(QWidget):
    """`refresh()` reads the year looked at; `changed()` when a record was saved or deleted here.

    The record stands beside the table, with little room in place of it.
    """

    changed = Signal()
    rename = Signal()

    def __init__(self, context: Context, kind: RecordSpec) -> None:
        super().__init__()
        self.kind = kind
        self._context = context
        self._narrow = self._compact = False
        self._hidden: tuple[str, ...] = ()
        self._rows: list[Tree] = []
        self._references = References(lambda: context.branch)
        model = RecordTableModel(kind, self._references)
        self.table = RecordTable(model, f"{kind.title}台账")
        self.editor = RecordEditor(context, kind)
        self.papers = LedgerPapers(context, kind, self)
        self.title = Label(kind.title, "headline", wrap=False)
        self.search = SearchBox("查找这一本台账")
        self.filters = self._make_filters()
        self.new_button = Button("登记", "plus", "primary", tip="Ctrl+N")
        self.more_button = Button("更多", "ellipsis")
        self.back_button = Button("返回台账", "chevron-left", "ghost")
        self.close_button = Button("收起", "x", "ghost", tip="收起这条记录，看整张表（Esc）")
        self.print_button = Button("打印", "printer", "ghost", tip="打印这一条记录")
        self.sums = Label("", "muted")
        self.steps = RecordSteps(context, kind)
        self.advice = Label("", "muted")
        names = [c.field for c in kind.columns if c.field.endswith("_name")]
        first = kind.columns[0].field
        dated = isinstance(kind.fields[first], DateField)  # a day leaves no room for a name
        shown_beside = {first, *([] if dated else names[:1])}
        shown_beside |= {c.field for c in kind.columns if c.stretch}
        self._spare = [c.field for c in kind.columns if c.field not in shown_beside]
        assert kind.ledger is not None
        self.empty = EmptyState(kind.ledger.purpose, f"登记{kind.title}", "plus", kind="primary")
        self._build()
        self._connect()

    def _make_filters(self) -> dict[str, ChoiceEditor]:
        """Make a choice for every column that holds one of a few values."""
        made = {}
        for column in self.kind.columns:
            field = self.kind.fields[column.field]
            if isinstance(field, ChoiceField):
                label = self.kind.label(column.field)
                made[column.field] = ChoiceEditor(field.choices, empty=f"全部{label}")
                made[column.field].set_name(f"按{label}筛选")
        return dict(list(made.items())[:2])

    def _build(self) -> None:
        menu = QMenu(self.more_button)
        self.papers.fill(menu)
        menu.addSeparator()
        self._copy = menu.addAction(icon("copy"), "抄报到平台…")
        self._copy.triggered.connect(self.copy_out)
        menu.aboutToShow.connect(lambda: self._copy.setEnabled(bool(self.editor.uid)))
        self._rename = menu.addAction("改名…")
        self._rename.triggered.connect(self.rename)
        self.more_button.set_menu(menu)
        self._record = QWidget()
        column = QVBoxLayout(self._record)
        column.setContentsMargins(0, 0, 0, 0)
        head = (self.back_button, self.close_button, None, *self.steps.buttons, self.print_button)
        column.addLayout(row(*head))
        column.addWidget(self.steps)
        column.addWidget(self.advice)
        column.addWidget(self.editor, 1)
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(row(self.search, *self.filters.values(), None))
        inside.addWidget(self.table, 1)
        inside.addWidget(self.sums)
        self._lists = QStackedWidget()
        self._lists.addWidget(listed)
        self._lists.addWidget(self.empty)
        self._left = Card()
        self._left.body.addLayout(row(self.title, None, self.more_button, self.new_button))
        self._left.body.addWidget(self._lists, 1)
        self._right = Card()
        self._right.body.addWidget(self._record)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(12)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._left)
        self._split.addWidget(self._right)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        self._split.setSizes([px(size) for size in _SIZES])
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._split)
        self._arrange()

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.begin)
        self.empty.clicked.connect(self.begin)
        self.search.searched.connect(self.table.filter.search)
        self.search.searched.connect(self._say_sums)
        for choice in self.filters.values():
            choice.changed.connect(self._filter)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)
        self.editor.saved.connect(self._saved)
        self.editor.gone.connect(self._gone)
        self.back_button.clicked.connect(self.close_record)
        self.close_button.clicked.connect(self.close_record)
        self.steps.turned.connect(self.take_turn)
        self.steps.list_wanted.connect(self.put_on_list)
        if self.kind.documents:
            self.print_button.set_menu(self.papers.record_menu(self.print_record, self))
        else:
            self.print_button.clicked.connect(self.print_record)

    # What the page asks for

    def refresh(self) -> None:
        """Read the records of the branch and year that are looked at."""
        writable = not self._context.readonly and bool(self._context.branch)
        self.new_button.setEnabled(writable)
        self.empty.button.setEnabled(writable)
        self.papers.enable(writable=writable)
        self._rename.setEnabled(writable)
        self._references.refresh()
        branch, year = self._context.branch, self._context.year
        found = queries.records(self.kind, organisation=branch, year=year) if branch else []
        self._rows = [each.values for each in found]
        self.table.set_rows(self._rows)
        self.table.fit_columns()
        self._lists.setCurrentIndex(0 if self._rows else 1)
        self._say_sums()
        if self.editor.uid and self.editor.draft() is None and not self._known(self.editor.uid):
            self.editor.clear()
            self._arrange()

    def show_record(self, uid: str, target: object = None) -> None:
        """Open one record and, if given, one of its fields."""
        if uid not in tree.dump_many(self.kind, [uid]):
            return
        self.editor.open_record(uid)
        self.table.select(uid)
        self._arrange()
        name = target[0] if isinstance(target, (tuple, list)) and target else target
        if self.editor.form is not None and isinstance(name, str):
            self.editor.form.go_to(name)

    def open_draft(self, draft: Tree) -> None:
        """Show values that were not saved before a crash."""
        self.editor.take_draft(draft)
        self._arrange()

    def begin(self) -> None:
        """Begin a new record of the year looked at."""
        if self._context.readonly or not self.leave():
            return
        self.table.select("")
        self.editor.begin(tree.blank(self.kind, **self._beginning()))
        self._arrange()
        form = self.editor.form
        if form is not None:
            for field in form.fields.values():
                if field.editor.value() in (None, ""):
                    field.editor.setFocus()
                    break

    def copy_out(self) -> None:
        """Carry the record that is open over to a platform, field by field."""
        if self.leave() and self.editor.uid:
            copy_out(self._context, self.kind, self.editor.uid, self)

    def leave(self) -> bool:
        """Save what was changed; False when it cannot be saved and needs the person."""
        return self.editor.leave()

    def set_narrow(self, *, on: bool) -> None:
        """With little room a record takes the place of the table."""
        self._narrow = on
        self._arrange()

    def close_record(self) -> None:
        """Put the record away and show the whole table."""
        if self.leave():
            self.editor.clear()
            self.table.select("")
            self._arrange()
            self.table.setFocus()

    def print_record(self, name: str = "") -> None:
        """Save, set a paper of the record, else its sheet, and ask for the printer."""
        if self.leave() and self.editor.form is not None:
            self.papers.print_record(self.editor.form.values(), name or None)

    def take_turn(self, turn: Turn) -> None:
        """Show the record as it stands after a step; it is saved when the person is done."""
        if self.leave() and self.editor.form is not None:
            today = self._context.today().isoformat()
            self.editor.form.take_draft(turn.make(self.editor.form.values(), today))
            self.editor.form.changed.emit()

    def put_on_list(self) -> None:
        """Offer what the record found for the list of problems."""
        if self.leave() and self.editor.uid:
            self.steps.put_on_list(self.editor.uid, self.window())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where no open list of names wants it, puts the record away."""
        if event.key() == Qt.Key.Key_Escape and self.editor.form is not None:
            self.close_record()
        else:
            super().keyPressEvent(event)

    # Inside

    def _beginning(self) -> Tree:
        values: Tree = {"organisation": self._context.branch}
        year = self.kind.fields.get("year")
        if isinstance(year, IntegerField):
            values["year"] = self._context.year
        day = self.kind.fields.get(self.kind.day)
        today = self._context.today()
        if isinstance(day, DateField) and today.year == self._context.year:
            values[self.kind.day] = today.isoformat()
        return values

    def _known(self, uid: str) -> bool:
        return any(values["uid"] == uid for values in self._rows)

    def _arrange(self) -> None:
        """Show the table alone, the record beside it, or with little room in its place."""
        is_open = self.editor.form is not None
        if is_open != self._compact:
            self._compact = is_open
            if is_open:
                self._hidden = self.table.hidden_columns()
            self.table.hide_columns(self._spare if is_open else self._hidden)
        for choice in self.filters.values():  # in use they stay in sight
            choice.setVisible(bool(choice.value()) or not is_open)
        self._right.setVisible(is_open)
        self._left.setVisible(not (is_open and self._narrow))
        self.back_button.setVisible(self._narrow)
        self.close_button.setVisible(not self._narrow)
        self._say_advice()

    def _say_advice(self) -> None:
        form = self.editor.form
        said = []
        if form is not None and self.kind.ledger is not None and self.editor.draft() is None:
            said = [*self.kind.ledger.advice(form.values()), *self._uploaded()]
        values = form.values() if form is not None else None
        self.steps.show_record(values, stored=self.editor.draft() is None)
        self.advice.setText("\n".join(f"◆ {sentence}" for sentence in said))
        self.advice.setVisible(bool(said))

    def _uploaded(self) -> list[str]:
        """Say when the record that is open was carried over to a platform."""
        copied = uploads.mark(self.kind, self.editor.uid) if self.editor.uid else None
        return [f"抄报平台：{copied.text}。"] if copied is not None else []

    def _filter(self) -> None:
        wanted = {name: choice.value() for name, choice in self.filters.items() if choice.value()}

        def accepts(values: Tree) -> bool:
            return all(values[name] == value for name, value in wanted.items())

        self.table.filter.accept(accepts if wanted else None)
        self._say_sums()

    def _say_sums(self, _text: object = None) -> None:
        """Say how many records are shown and what they come to."""
        uids = set(self.table.shown_uids())
        rows = [values for values in self._rows if values["uid"] in uids]
        said = [f"共 {len(rows)} 条"]
        said += [f"{label} {words}" for label, words in shown.sums(self.kind, rows)]
        told = shown.tally(self.kind, rows)
        if told:
            assert self.kind.ledger is not None
            most = "、".join(f"{name} {times}" for name, times in told[:_MOST_TOLD])
            label = self.kind.label(self.kind.ledger.counted_by).removesuffix("姓名")
            said.append(f"按{label}：{most}" + ("…" if len(told) > _MOST_TOLD else ""))
        self.sums.setText("；".join(said) + "。")

    def _chosen(self, uid: str) -> None:
        if not uid or uid == self.editor.uid:
            return
        if self.leave():
            self.editor.open_record(uid)
            self.table.select(uid)
            self._arrange()
        else:
            self.table.select(self.editor.uid)

    def _opened(self, uid: str) -> None:
        self._chosen(uid)
        if self.editor.form is not None and self.editor.form.fields:
            next(iter(self.editor.form.fields.values())).editor.setFocus()

    def _saved(self, uid: str) -> None:
        self.refresh()
        self.table.select(uid)
        self._arrange()
        self.changed.emit()

    def _gone(self) -> None:
        self.refresh()
        self._arrange()
        self.changed.emit()
