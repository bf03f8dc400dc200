"""The branch itself: organisations, committee terms, groups, text blocks; days off of the years.

All of them are plain record types, so this page is a list and the editor of any record.
"""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from db import dates, drafting, holidays, queries, tree
from db.branch import OrganisationKind
from db.errors import Refused
from db.operations import Changes
from db.records import spec as spec_of
from db.records.platform_form import CopySource
from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.pages.branch_facts import BranchFacts
from desktop.record_editor import RecordEditor
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, Sides, row

KINDS = ("organisation", "committee", "group", "text_block", "holiday_year", "platform_form")


class BranchPage(QWidget):
    """List left, record right. What is changed is saved when another record is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kinds: dict[str, RecordSpec] = {}
        self._editors: dict[str, RecordEditor] = {}
        self.list = CardList("支部的组织、届次、党小组、常用语、节假日和抄报表单")
        self.list.chosen.connect(self._chosen)
        self._add = Button("新建", "plus", "primary")
        self._add.set_menu(self._new_menu())
        self._empty = EmptyState("从左边选一项，或新建党小组、届次、常用语、节假日安排和抄报表单。")
        self.facts = BranchFacts()
        self._place = QStackedWidget()
        self._place.addWidget(self._empty)
        self._build()
        context.changed.connect(self._data_changed)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self._add, None))
        listed = Card(margin=1)
        listed.body.addWidget(self.list)
        column.addWidget(listed, 1)
        record = Card()
        record.body.addWidget(self._place)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(Sides(left, record, self.facts))

    # What the window asks for

    def refresh(self) -> None:
        """Read the list of the branch that is looked at; begin with the branch itself."""
        self._add.setEnabled(not self._context.readonly)
        self.list.set_rows(self._rows())
        self.facts.show_branch(self._context.branch, self._context.today().isoformat())
        shown = self._shown_uid()
        if shown not in self._kinds:
            shown = self._context.branch if self._context.branch in self._kinds else ""
            self._show(shown)
        self.list.select(shown)

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show one record and, if given, one of its fields."""
        if uid not in self._kinds:
            self.refresh()
        if not self.leave():
            return
        self.list.select(uid)
        self._show(uid)
        editor = self._editor()
        if editor is not None and editor.form is not None and isinstance(target, str):
            editor.form.go_to(target)

    def shown_record(self) -> tuple[str, str]:
        """The type and uid of the record in front, "" when there is none."""
        uid = self._shown_uid()
        return self._kinds[uid].name if uid in self._kinds else "", uid

    def open_draft(self, record_type: str, draft: Tree) -> None:
        """Show values that were not saved before a crash."""
        self._editor_of(spec_of(record_type)).take_draft(draft)
        self.list.select(draft["uid"])

    def leave(self) -> bool:
        """Save what was changed; stay if it cannot be saved."""
        editor = self._editor()
        return editor is None or editor.leave()

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by the window
        """Give the record the room of the facts when there is little."""
        self.facts.setVisible(not narrow)

    def add(self, record_type: str) -> None:
        """Begin a new record of a type."""
        if not self.leave():
            return
        kind = spec_of(record_type)
        self.list.select("")
        editor = self._editor_of(kind)
        editor.begin(tree.blank(kind) | self._beginning(kind))
        if editor.form is not None and editor.form.fields:
            next(iter(editor.form.fields.values())).editor.setFocus()

    def _beginning(self, kind: RecordSpec) -> Tree:
        branch = self._context.branch
        if kind.name == "organisation":
            above = [o for o in queries.organisations() if o["kind"] != OrganisationKind.BRANCH]
            return {"parent": above[0]["uid"] if above else None}
        if kind.name == "committee":
            return {
                "organisation": branch,
                "number": len(queries.records(kind, organisation=branch)) + 1,
            }
        if kind.name == "platform_form":
            made = drafting.new_platform_form(branch, CopySource.GENERAL)
            return {name: made[name] for name in ("organisation", "title", "source", "fields")}
        if kind.name == "holiday_year":
            return {"organisation": branch, "year": self._context.year + 1}
        return {"organisation": branch}

    def import_days(self) -> None:
        """Take in the days off of a year from a file, in place of those known before."""
        if not self.leave():
            return
        path = self._context.choose_open("导入节假日安排", "节假日文件 (*.toml)")
        if path is None:
            return
        try:
            record = holidays.placed(holidays.read(path))
        except Refused as refusal:
            self._context.warn(str(refusal))
            return
        if self._context.save(spec_of("holiday_year"), record) is not None:
            self._context.say(f"已录入{record['year']}年的节假日安排。", "撤销", self._context.undo)
            self.show_record("holiday_year", record["uid"])

    # The record

    def _editor(self) -> RecordEditor | None:
        shown = self._place.currentWidget()
        return shown if isinstance(shown, RecordEditor) else None

    def _shown_uid(self) -> str:
        editor = self._editor()
        return editor.uid if editor is not None else ""

    def _editor_of(self, kind: RecordSpec) -> RecordEditor:
        if kind.name not in self._editors:
            editor = RecordEditor(self._context, kind)
            editor.saved.connect(self._saved)
            editor.gone.connect(self._gone)
            self._editors[kind.name] = editor
            self._place.addWidget(editor)
        before = self._editor()
        if before is not None and before is not self._editors[kind.name]:
            before.clear()
        self._place.setCurrentWidget(self._editors[kind.name])
        return self._editors[kind.name]

    def _show(self, uid: str) -> None:
        kind = self._kinds.get(uid)
        if kind is None:
            self._place.setCurrentWidget(self._empty)
        else:
            self._editor_of(kind).open_record(uid)

    def _chosen(self, uid: str) -> None:
        if self.leave():
            self.list.select(uid)
            self._show(uid)
        else:
            self.list.select(self._shown_uid())

    def _saved(self, uid: str) -> None:
        self.refresh()
        self.list.select(uid)

    def _gone(self) -> None:
        self._place.setCurrentWidget(self._empty)
        self.refresh()

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if isinstance(initiator, RecordEditor) and initiator in self._editors.values():
            return
        if any(changes.touches(name) for name in KINDS):
            editor = self._editor()
            untouched = editor is None or editor.draft() is None
            self.refresh()
            if untouched:
                self._show(self._shown_uid())

    # The list

    def _rows(self) -> list[CardRow]:
        self._kinds = {}
        rows = []
        for organisation in queries.organisations():
            here = organisation["uid"] == self._context.branch
            label = OrganisationKind(organisation["kind"]).label
            title, note = organisation["short_name"], organisation["name"]
            pill, tone = ("当前", "done") if here else (label, "muted")
            rows.append(CardRow(organisation["uid"], title, note, pill, tone))
            self._kinds[organisation["uid"]] = spec_of("organisation")
        for name in KINDS[1:]:
            kind = spec_of(name)
            everywhere = name == "holiday_year"  # it holds for the whole file
            branch = None if everywhere else self._context.branch
            for each in queries.records(kind, organisation=branch):
                note = _about(kind, each.values)
                rows.append(CardRow(each.uid, each.heading, note, kind.title, "now"))
                self._kinds[each.uid] = kind
        return rows

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        for name in (*KINDS[1:4], "organisation", *KINDS[4:]):
            action = menu.addAction(spec_of(name).title)
            action.setData(name)
            action.triggered.connect(self._new)
        menu.addSeparator()
        menu.addAction("导入节假日安排…").triggered.connect(self.import_days)
        return menu

    def _new(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.add(str(action.data()))


def _about(kind: RecordSpec, values: Tree) -> str:
    if kind.name == "committee":
        ends = dates.text(values["ended_on"] or values["due_on"], "届满未定")
        return f"{dates.text(values['began_on'])} 至 {ends}"
    if kind.name == "group":
        return f"成立于{dates.text(values['founded_on'])}" if values["founded_on"] else ""
    if kind.name == "holiday_year":
        return str(values["source"])
    if kind.name == "platform_form":
        return CopySource(values["source"]).label
    return str(values["text"]).replace("\n", " ")[:60]
