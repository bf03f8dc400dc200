"""The 党员 tab: the roster of a branch as of a day, a member's record, import and export."""

import datetime as dt
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from db import tree
from db.records import spec
from db.spec import Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor
from desktop.pages.members.export import RosterExport
from desktop.pages.members.facts import FactsPanel
from desktop.pages.members.import_view import ImportView
from desktop.pages.members.people import Grouping, Order, Person, Show, arranged, people
from desktop.pages.members.roster_table import RosterTable
from desktop.record_editor import RecordEditor
from desktop.recording.printing import YearPress
from desktop.widgets import (
    Button,
    Card,
    CardList,
    CardRow,
    EmptyState,
    Label,
    SearchBox,
    Sides,
    row,
)

_MEMBER = spec("member")
_HOURS = "hours-register"
_ROSTER_FILES = "花名册 (*.xlsx *.csv)"


class MembersPage(QWidget):
    """List left, roster or record in the middle, facts of the day right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._people: list[Person] = []
        self._day = ""
        self._words = ""
        self.list = CardList("党员名单")
        self.search = SearchBox("姓名、拼音、首字母、职务")
        self.show_choice = ChoiceEditor([(str(s), s.label) for s in Show])
        self.order_choice = ChoiceEditor([(str(o), o.label) for o in Order])
        self.group_choice = ChoiceEditor([(str(g), g.label) for g in Grouping])
        self.sums = Label("", "muted")
        self.table = RosterTable()
        self.editor = RecordEditor(context, _MEMBER)
        self.importing = ImportView(context)
        self.exporting = RosterExport(context, self)
        self._press = YearPress(context, self)
        self.facts = FactsPanel()
        self.empty = EmptyState(
            "这里是支部的党员花名册。可以直接导入现有的Excel花名册，也可以逐人新增。",
            "导入花名册",
            "file-input",
        )
        self._build()
        self._connect()

    # Building

    def _build(self) -> None:
        self.add_button = Button("新增党员", "user-plus", "primary")
        self.more_button = Button("花名册", "table", "secondary")
        menu = QMenu(self.more_button)
        self._actions = [
            self._action(menu, "看整张花名册", "Ctrl+Shift+R", self.show_table),
            self._action(menu, "导入花名册…", "Ctrl+I", self.choose_roster),
            self._action(menu, "导出为Excel…", "", self.exporting.to_xlsx),
            self._action(menu, "存为PDF…", "", self.exporting.to_pdf),
            self._action(menu, "打印花名册…", "Ctrl+P", self.exporting.print_out),
            self._action(menu, "打印学时统计表…", "", self._print_hours),
            self._action(menu, "学时统计表另存为PDF…", "", self._save_hours),
        ]
        self.more_button.set_menu(menu)
        for choice, name in (
            (self.show_choice, "显示哪些党员"),
            (self.order_choice, "排列次序"),
            (self.group_choice, "分组"),
        ):
            choice.set_name(name)
        self.show_choice.set_value(Show.HERE)
        self.order_choice.set_value(Order.ROSTER)
        self.group_choice.set_value(Grouping.NONE)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self.add_button, self.more_button, None))
        column.addWidget(self.search)
        column.addLayout(row(self.show_choice, self.order_choice))
        column.addLayout(row(self.group_choice, None))
        card = Card(margin=1)
        card.body.addWidget(self.list)
        column.addWidget(card, 1)
        column.addWidget(self.sums)
        middle = Card()
        self.stack = QStackedWidget()
        for view in (self.empty, self.table, self.editor, self.importing):
            self.stack.addWidget(view)
        middle.body.addWidget(self.stack)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(Sides(left, middle, self.facts))

    def _action(self, menu: QMenu, text: str, shortcut: str, slot: object) -> QAction:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(shortcut)
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.search.searched.connect(self._searched)
        for choice in (self.show_choice, self.order_choice, self.group_choice):
            choice.changed.connect(self._list_people)
        self.list.chosen.connect(self._chosen)
        self.table.opened.connect(self._chosen)
        self.editor.saved.connect(self._saved)
        self.editor.gone.connect(self._gone)
        self.importing.finished.connect(self._imported)
        self.empty.clicked.connect(self.choose_roster)
        self._context.changed.connect(self._data_changed)

    # The page as the window knows it

    def refresh(self) -> None:
        """Read the branch anew: another branch, another year, another file."""
        self._words = ""
        writable = bool(self._context.branch) and not self._context.readonly
        for way in (self.add_button, self.empty.button, self._actions[1]):
            way.setEnabled(writable)
        self.search.reset()
        self._read()
        self.show_table()

    def show_record(self, _record_type: str, uid: str, _target: object = None) -> None:
        """Show one member, also one who is gone."""
        if not any(person.uid == uid for person in self._people):
            self._read()
        person = self._person(uid)
        if person is not None and person.entry is None:
            self.show_choice.set_value(Show.ALL)
            self._list_people()
        self._open(uid)

    def shown_record(self) -> tuple[str, str]:
        """The type and uid of the member in front, "" when there is none."""
        return "member", self.editor.uid if self.stack.currentWidget() is self.editor else ""

    def open_draft(self, _record_type: str, draft: Tree) -> None:
        """Show what a crash kept from being saved."""
        self.editor.take_draft(draft)
        self.stack.setCurrentWidget(self.editor)

    def leave(self) -> bool:
        """Save the open member before something else is shown."""
        return self.stack.currentWidget() is not self.editor or self.editor.leave()

    def actions(self) -> list[QAction]:
        """What the menu 记录 offers here."""
        return self._actions

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by the window
        """Give the middle the room of the facts when there is little."""
        self.facts.setVisible(not narrow)

    # What a person does

    def add(self) -> None:
        """Begin a new member of this branch."""
        if self._context.readonly or not self.leave():
            return
        record = tree.blank(
            _MEMBER,
            organisation=self._context.branch,
            sequence=max((p.row["sequence"] for p in self._people), default=0) + 1,
            memberships=[self._line("memberships", branch=self._context.branch)],
        )
        self.list.select("")
        self.editor.begin(record)
        self.stack.setCurrentWidget(self.editor)
        self.facts.show_person(None, day=self._day, day_text=self._day_text)

    def _line(self, name: str, **values: object) -> Tree:
        line = next(each for each in _MEMBER.lines if each.name == name)
        return tree.blank_line(line, **values)

    def choose_roster(self) -> None:
        """Ask for a roster file and show what it would bring."""
        if not self.leave():
            return
        if path := self._context.choose_open("选择党员花名册", _ROSTER_FILES):
            self.show_roster_file(path)

    def show_roster_file(self, path: Path) -> None:
        """Show what a roster file would bring."""
        if self.importing.show_file(path):
            self.stack.setCurrentWidget(self.importing)

    def show_table(self) -> None:
        """Show the whole roster as a table."""
        if not self.leave():
            return
        self.editor.clear()
        self.list.select("")
        self.stack.setCurrentWidget(self.table if self._people else self.empty)
        self.facts.show_person(None, day=self._day, day_text=self._day_text)

    def _print_hours(self) -> None:
        self._press.print_year(_HOURS)

    def _save_hours(self) -> None:
        self._press.save_year(_HOURS)

    # Following what happens

    def _searched(self, words: str) -> None:
        self._words = words
        self._list_people()

    def _chosen(self, uid: str) -> None:
        if uid and uid != self.editor.uid:
            self._open(uid)

    def _open(self, uid: str) -> None:
        if not self.leave():
            self.list.select(self.editor.uid)
            return
        self.editor.open_record(uid)
        self.list.select(uid)
        self.stack.setCurrentWidget(self.editor)
        self.facts.show_person(self._person(uid), day=self._day, day_text=self._day_text)

    def _saved(self, uid: str) -> None:
        self._read()
        self.list.select(uid)
        self.facts.show_person(self._person(uid), day=self._day, day_text=self._day_text)

    def _gone(self) -> None:
        self._read()
        self.show_table()

    def _imported(self) -> None:
        self._read()
        self.show_table()

    def _data_changed(self, changes: object, initiator: object) -> None:
        if initiator in (self.editor, self.importing) or not self.isVisible():
            return
        open_uid = self.editor.uid if self.stack.currentWidget() is self.editor else ""
        self._read()
        if open_uid and self.editor.draft() is None:
            if self._person(open_uid) is not None:
                self.editor.open_record(open_uid)
            else:
                self._gone()
        elif self.stack.currentWidget() in (self.table, self.empty):
            self.show_table()

    # Reading and listing

    @property
    def _day_text(self) -> str:
        day = dt.date.fromisoformat(self._day)
        return f"截至{day.year}年{day.month}月{day.day}日"

    def _read(self) -> None:
        today = self._context.today()
        end = dt.date(self._context.year, 12, 31)
        self._day = min(today, end).isoformat() if self._context.year <= today.year else str(end)
        self._people = people(self._context.branch, self._day) if self._context.branch else []
        self._list_people()

    def _person(self, uid: str) -> Person | None:
        return next((person for person in self._people if person.uid == uid), None)

    def _list_people(self) -> None:
        groups = arranged(
            self._people,
            words=self._words,
            show=Show(self.show_choice.value() or Show.HERE),
            order=Order(self.order_choice.value() or Order.ROSTER),
            grouping=Grouping(self.group_choice.value() or Grouping.NONE),
        )
        cards = []
        for title, members in groups:
            if title:
                cards.append(CardRow("", title, f"{len(members)}人"))
            cards += [_card(person) for person in members]
        self.list.set_rows(cards)
        self.table.set_people([person for _title, members in groups for person in members])
        self.sums.setText(_sums(self._people, self._day_text))


def _card(person: Person) -> CardRow:
    tone = "muted"
    if person.restricted:
        tone = "accent"
    elif person.category == "预备党员":
        tone = "now"
    pill = "" if person.category == "正式党员" and not person.restricted else person.note
    return CardRow(person.uid, person.name, person.summary, pill.split("（")[0], tone)


def _sums(everybody: list[Person], day_text: str) -> str:
    entries = [person.entry for person in everybody if person.entry is not None]
    full = sum(entry.category == "full" for entry in entries)
    voting = sum(entry.voting for entry in entries)
    return (
        f"{day_text}在册 {len(entries)} 人 = 正式 {full} + 预备 {len(entries) - full}；"
        f"有表决权 {voting} 人"
    )
