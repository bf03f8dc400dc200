"""The letters of a year: list left, record in the middle, the numbers of the year at the right."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from db import dates, drafting, queries, tree
from db.errors import Refused
from db.operations import Changes
from db.records import spec
from db.records.debrief import Rating
from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.letters.facts import ReportFacts
from desktop.pages.letters.form import LetterEditor
from desktop.pages.letters.printing import LetterPress
from desktop.recording import papers
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, Sides, row

KINDS = ("responsibility_letter", "term_goal", "debrief", "year_summary")
_REPORTS = ("debrief", "year_summary")  # the numbers of the year stand beside them
_CHOOSE = "从左边选一份，或新建责任书、任期目标、述职评议、年度总结。"
_NONE_YET = "还没有责任书、任期目标、述职评议和年度总结。点“新建”开始，指标取自当年的评分方案。"


class LettersPane(QWidget):
    """`closed` to go back to the assessment; `refresh()` reads the branch and year looked at.

    What is changed is saved when another record is chosen and on leaving.
    """

    record_types = KINDS

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kinds: dict[str, RecordSpec] = {}
        self._editors: dict[str, LetterEditor] = {}
        self.press = LetterPress(context, self)
        self.back_button = Button("返回考核", "chevron-left", "ghost")
        self.back_button.clicked.connect(self.closed)
        self.print_button = Button("打印", "printer")
        self.print_menu = QMenu(self)
        self.print_menu.aboutToShow.connect(self._fill_papers)
        self.print_button.set_menu(self.print_menu)
        self.new_button = Button("新建", "plus", "primary")
        self.new_button.set_menu(self._new_menu())
        self.list = CardList("责任书、任期目标、述职评议和年度总结")
        self.list.chosen.connect(self._chosen)
        self.facts = ReportFacts(context)
        self.empty = EmptyState("")
        self.place = QStackedWidget()
        self.place.addWidget(self.empty)
        listed, record = Card(margin=1), Card()
        listed.body.addWidget(self.list)
        record.body.addWidget(self.place)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 16, 16)
        body.setSpacing(8)
        body.addLayout(row(self.back_button, None, self.print_button, self.new_button))
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(8)
        self._left.addWidget(listed, 1)
        self._sides = Sides(left, record, self.facts)
        body.addWidget(self._sides, 1)
        self._show("")
        context.changed.connect(self._data_changed)

    # What the page asks for

    def refresh(self) -> None:
        """Read the list of the branch and year that are looked at."""
        self.new_button.setEnabled(not self._context.readonly)
        rows = self._rows()
        self.list.set_rows(rows)
        self.empty.set_sentence(_CHOOSE if rows else _NONE_YET)
        shown = self.uid
        if shown not in self._kinds:
            self._show("")
        self.list.select(self.uid)

    def set_narrow(self, *, on: bool) -> None:
        """With little room the numbers stand under the list."""
        beside = self._sides.indexOf(self.facts) >= 0
        if on and beside:
            self._left.addWidget(self.facts, 1)
        elif not on and not beside:
            self._sides.addWidget(self.facts)

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show one record and, if given, one of its fields."""
        if not self.leave():
            return
        self._kinds[uid] = spec(record_type)
        self.list.select(uid)
        self._show(uid)
        editor = self._editor()
        name = target[0] if isinstance(target, (tuple, list)) and target else target
        if editor is not None and editor.form is not None and isinstance(name, str):
            editor.form.go_to(name)

    def open_draft(self, record_type: str, draft: Tree) -> None:
        """Show values that were not saved before a crash."""
        self._editor_of(spec(record_type)).take_draft(draft)
        self._show_tools()
        self.list.select(draft["uid"])

    def leave(self) -> bool:
        """Save what was changed; False when it needs the person."""
        editor = self._editor()
        return editor is None or editor.leave()

    def begin(self, record_type: str) -> None:
        """Begin a record of a type for the year looked at, from what the file knows."""
        if not self.leave():
            return
        try:
            fresh = self._fresh(record_type)
        except Refused as refusal:  # the scheme of the year is broken
            self._context.warn(str(refusal))
            return
        self.list.select("")
        self._editor_of(spec(record_type)).begin(fresh)
        self._show_tools()

    @property
    def uid(self) -> str:
        """The record that is shown, "" when there is none."""
        editor = self._editor()
        return editor.uid if editor is not None else ""

    def _fresh(self, record_type: str) -> Tree:
        branch, year = self._context.branch, self._context.year
        day = self._context.today().isoformat()
        if record_type == "term_goal":
            return drafting.new_term_goal(branch, day)
        if record_type == "debrief":
            return drafting.new_debrief(branch, year, day)
        if record_type == "year_summary":
            return drafting.new_year_summary(branch, year)
        kind = spec(record_type)
        last = queries.records(kind, organisation=branch, year=year - 1)
        earlier = tree.dump(kind, last[0].uid) if last else None
        return drafting.new_letter(branch, year, day, earlier)

    # The record

    def _editor(self) -> LetterEditor | None:
        shown = self.place.currentWidget()
        return shown if isinstance(shown, LetterEditor) else None

    def _editor_of(self, kind: RecordSpec) -> LetterEditor:
        if kind.name not in self._editors:
            editor = LetterEditor(self._context, kind)
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
        """Offer papers of a stored record, and numbers beside a report."""
        editor = self._editor()
        form = editor.form if editor is not None else None
        self.print_button.setVisible(form is not None)
        report = form is not None and form.record_type in _REPORTS
        self.facts.setVisible(report)
        if form is not None and report and form.values()["year"]:
            self.facts.show_report(form.values())

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
        if any(changes.touches(name) for name in KINDS):
            editor = self._editor()
            untouched = editor is None or editor.draft() is None
            self.refresh()
            if untouched:
                self._show(self.uid)

    # The list

    def _rows(self) -> list[CardRow]:
        self._kinds = {}
        rows = []
        branch, year = self._context.branch, self._context.year
        for name in KINDS:
            kind = spec(name)
            for each in queries.records(kind, organisation=branch, year=year):
                if name == "term_goal" and not _within(each.values, year):
                    continue
                pill, tone = _state(name, each.values)
                rows.append(CardRow(each.uid, kind.title, each.heading, pill, tone))
                self._kinds[each.uid] = kind
        return rows

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        for name in KINDS:
            action = menu.addAction(spec(name).title)
            action.triggered.connect(partial(self.begin, name))
        return menu

    # Papers

    def _fill_papers(self) -> None:
        self.print_menu.clear()
        record = self._record()
        if record is None:
            return
        for name, title in papers.papers_for(*record):
            self._paper(f"打印{title}…", "printer", name, self._print)
            self._paper(f"{title}另存为 PDF、Word…", "download", name, self._save_pdf)

    def _paper(self, text: str, icon_name: str, name: str, slot: object) -> QAction:
        action = self.print_menu.addAction(icon(icon_name), text)
        action.setData(name)
        action.triggered.connect(slot)
        return action

    def _record(self) -> tuple[str, Tree] | None:
        """Return the type and the values of the record that is shown."""
        editor = self._editor()
        if editor is None or editor.form is None:
            return None
        return editor.record_type, editor.form.values()

    def _print(self) -> None:
        if (chosen := self._chosen_paper()) is not None:
            self.press.print_record(*chosen)

    def _save_pdf(self) -> None:
        if (chosen := self._chosen_paper()) is not None:
            self.press.save_record(*chosen)

    def _chosen_paper(self) -> tuple[str, Tree] | None:
        """Save the record; return the paper that was chosen and the record as it is stored."""
        action = self.sender()
        if not isinstance(action, QAction) or not self.leave():
            return None
        record = self._record()
        return (str(action.data()), record[1]) if record is not None else None


def _within(values: Tree, year: int) -> bool:
    """Whether a term touches the year."""
    began, ended = values["began_on"] or "", values["ended_on"] or "9999"
    return began[:4] <= str(year) <= ended[:4]


def _state(record_type: str, values: Tree) -> tuple[str, str]:
    """Return what a card says of a record, and in which tone."""
    if record_type == "debrief":
        if values["result"]:
            return f"评议：{Rating(values['result']).label}", "done"
        if not values["held_on"]:
            return "未述职", "muted"
        day = dates.text(values["held_on"]).removeprefix(f"{values['year']}年")
        return f"{day}述职", "now"
    if record_type == "year_summary":
        if values["reported_on"]:
            return "已上报", "done"
        return ("已定稿", "done") if values["finished_on"] else ("草稿", "caution")
    return ("已签订", "done") if values["signed_on"] else ("未签订", "caution")
