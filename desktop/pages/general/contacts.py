"""Contact points and the visits to them: list left, record right; findings go on 问题清单."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db import contacts, dates, tree
from db.contacts import POINT, VISIT, Contact
from db.overview import Overview
from db.records.contact_visit import VisitForm
from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.record_editor import RecordEditor
from desktop.recording.lists import offer_lists
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, Label, row

_SIZES = (410, 820)
_NOTHING = "这一年还没有党建联系点，先登记哪位领导联系哪个支部。"


class ContactsView(QWidget):
    """A card for each contact point, below it its visits by day. Saves as one moves on.

    `stale` when a record was saved or deleted here.
    """

    stale = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kinds: dict[str, RecordSpec] = {}
        self._contact_of: dict[str, Contact] = {}
        self._editors = {kind.name: RecordEditor(context, kind) for kind in (POINT, VISIT)}
        self.sums = Label("", "muted")
        self.cards = CardList("党建联系点和工作记录")
        self.cards.chosen.connect(self._chosen)
        self.visit_button = Button("记一次到支部", "plus", "primary", tip="Ctrl+N")
        self.visit_button.clicked.connect(self.begin_visit)
        self.point_button = Button("登记联系点", "user-plus")
        self.point_button.clicked.connect(self.begin_point)
        self.list_button = Button(
            "列入问题清单", "list-plus", tip="把这次发现的问题列入该支部的问题清单"
        )
        self.list_button.clicked.connect(self.put_on_list)
        self.empty = EmptyState(_NOTHING, "照上年分工登记", "copy")
        self.empty.clicked.connect(self.copy_last_year)
        self.place = QStackedWidget()
        self.place.addWidget(self.empty)
        for editor in self._editors.values():
            editor.saved.connect(self._saved)
            editor.gone.connect(self._gone)
            self.place.addWidget(editor)
        self._build()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self.visit_button, self.point_button, None))
        listed = Card(margin=1)
        listed.body.addWidget(self.cards)
        column.addWidget(listed, 1)
        column.addWidget(self.sums)
        record = Card()
        record.body.addLayout(row(None, self.list_button))
        record.body.addWidget(self.place, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(record)
        split.setStretchFactor(1, 1)
        split.setSizes(_SIZES)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(split)
        self._show("")

    # What the pane asks for

    def show_overview(self, found: Overview) -> None:
        """Show the contact points and visits of a year; what is being edited stays as it is."""
        writable = not self._context.readonly
        self.visit_button.setEnabled(writable)
        self.point_button.setEnabled(writable)
        planned = sum(each.planned for each in found.contacts)
        held = sum(len(each.visits) for each in found.contacts)
        settled = sum(each.settled for each in found.findings)
        self.sums.setText(
            f"计划 {planned} 次，已到支部 {held} 次；发现问题 {len(found.findings)} 个，"
            f"已落实 {settled} 个。"
        )
        self.cards.set_rows(self._rows(found))
        editor = self._editor()
        if editor is None or editor.draft() is None:
            self._show(self.uid if self.uid in self._kinds else "")
        self.cards.select(self.uid)

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show a contact point or a visit and, if given, one of its fields."""
        self._kinds.setdefault(uid, POINT if record_type == POINT.name else VISIT)
        self._show(uid)
        self.cards.select(uid)
        name = target[0] if isinstance(target, (tuple, list)) and target else target
        editor = self._editor()
        if editor is not None and editor.form is not None and isinstance(name, str):
            editor.form.go_to(name)

    def open_draft(self, record_type: str, draft: Tree) -> None:
        """Show values that were not saved before a crash."""
        editor = self._editors[record_type]
        editor.take_draft(draft)
        self.place.setCurrentWidget(editor)
        self._show_tools()

    def leave(self) -> bool:
        """Save what was changed; False when it needs the person."""
        editor = self._editor()
        return editor is None or editor.leave()

    def owns(self, initiator: object) -> bool:
        """Whether a change was made here."""
        return initiator is self or initiator in self._editors.values()

    @property
    def uid(self) -> str:
        """The record that is shown, "" when there is none."""
        editor = self._editor()
        return editor.uid if editor is not None else ""

    def begin_visit(self) -> None:
        """Begin a visit of the contact point that is chosen; its day is today's in this year."""
        if not self.leave():
            return
        today = self._context.today()
        day = today.isoformat() if today.year == self._context.year else None
        contact = self._contact_of.get(self.uid)
        self._begin(VISIT, contacts.new_visit(self._context.branch, contact, day))

    def begin_point(self) -> None:
        """Begin a contact point of the year."""
        if self.leave():
            context = self._context
            self._begin(POINT, contacts.new_point(context.branch, context.year))

    def copy_last_year(self) -> None:
        """Begin the contact points of the year as those of the year before."""
        context = self._context
        branch, year, who, at = context.branch, context.year, context.who, context.now()
        changes = context.run(lambda: contacts.copy_points(branch, year, who=who, at=at), self)
        if changes is not None:
            context.say(f"已照上年登记联系点 {len(changes.records)} 个。", "撤销", context.undo)
            self.stale.emit()

    def put_on_list(self) -> None:
        """Offer what a stored visit found for the branch's list of problems."""
        if self.leave() and self.uid:
            offer_lists(self._context, VISIT, self.uid, self.window(), always=True)

    # The record

    def _begin(self, kind: RecordSpec, record: Tree) -> None:
        self.cards.select("")
        editor = self._editors[kind.name]
        self._put_away(editor)
        editor.begin(record)
        self.place.setCurrentWidget(editor)
        self._show_tools()
        if editor.form is not None:
            next(iter(editor.form.fields.values())).editor.setFocus()

    def _editor(self) -> RecordEditor | None:
        shown = self.place.currentWidget()
        return shown if isinstance(shown, RecordEditor) else None

    def _show(self, uid: str) -> None:
        kind = self._kinds.get(uid)
        if kind is None or not tree.dump_many(kind, [uid]):
            self.place.setCurrentWidget(self.empty)
            sentence = "从左边选一个联系点或一次工作记录。" if self._kinds else _NOTHING
            self.empty.set_sentence(sentence)
            may = not self._context.readonly and not self._kinds and bool(self._context.branch)
            copied = may and contacts.can_copy(self._context.branch, self._context.year)
            self.empty.button.setVisible(copied)
        else:
            editor = self._editors[kind.name]
            self._put_away(editor)
            editor.open_record(uid)
            self.place.setCurrentWidget(editor)
        self._show_tools()

    def _put_away(self, wanted: RecordEditor) -> None:
        before = self._editor()
        if before is not None and before is not wanted:
            before.clear()

    def _show_tools(self) -> None:
        editor = self._editor()
        visit = editor is not None and editor.record_type == VISIT.name
        self.list_button.setVisible(visit and not self._context.readonly)

    def _chosen(self, uid: str) -> None:
        if self.leave():
            self.cards.select(uid)
            self._show(uid)
        else:
            self.cards.select(self.uid)

    def _saved(self, uid: str) -> None:
        self._kinds.setdefault(uid, VISIT)
        self.stale.emit()
        self.cards.select(uid)

    def _gone(self) -> None:
        self._show("")
        self.stale.emit()

    # The list

    def _rows(self, found: Overview) -> list[CardRow]:
        self._kinds, self._contact_of = {}, {}
        uids = [uid for each in found.contacts for uid in each.visits]
        held = tree.dump_many(VISIT, uids)
        rows = []
        for each in found.contacts:
            head = each.point["uid"] if each.point is not None else ""
            if each.point is not None:
                rows.append(_card(each, found))
                self._kinds[head] = POINT
                self._contact_of[head] = each
            for uid in each.visits:
                rows.append(_visit(held[uid], found))
                self._kinds[uid] = VISIT
                self._contact_of[uid] = each
        return rows


def _card(each: Contact, found: Overview) -> CardRow:
    point = each.point or {}
    post = f"（{each.post}）" if each.post else ""
    left = f"还差 {each.missing} 次" if each.missing else "已按计划"
    tone = "caution" if each.missing else "done"
    said = f"计划 {each.planned} 次，已到 {len(each.visits)} 次{post}"
    title = f"{each.leader} — {found.name(each.branch)}"
    return CardRow(point["uid"], title, said, left, tone)


def _visit(visit: Tree, found: Overview) -> CardRow:
    day = dates.text(visit["visited_on"]).removeprefix(f"{found.year}年")
    form = VisitForm(visit["form"]).label
    count = len(visit["findings"])
    open_ = sum(not each.settled for each in found.findings if each.visit["uid"] == visit["uid"])
    pill, tone = (f"问题 {count}", "done") if count else ("", "muted")
    if open_:
        pill, tone = f"未落实 {open_}", "caution"
    return CardRow(visit["uid"], f"　{day} {form}", f"　{visit['content']}", pill, tone)
