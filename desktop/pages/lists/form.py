"""The form of an item: the columns of its list, its source, its log and its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

import peewee as pw
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import listing, queries
from db.fields import TextField
from db.records import spec
from db.records.listed_item import LISTED_ITEM, ItemState, ListKind, number_text
from db.spec import Tree
from desktop import values as value
from desktop.app import Context
from desktop.editors import AreaEditor, DateEditor, Editor, Field, LineEditor, PersonEditor
from desktop.pages.lists.choices import Choices, OccasionChoice, RecordChoice, choice_key
from desktop.pages.lists.evidence import EvidenceSection
from desktop.pages.lists.log import LogSection
from desktop.recording.section import Section, reveal
from desktop.references import References
from desktop.widgets import Button, FieldColumns, Label, Pill, ScrollColumn, SectionTitle, row


@dataclass(frozen=True)
class Entry:
    """A field of a list: its key and its words there, and what stands in it while it is empty."""

    key: str
    label: str
    hint: str = ""


FIELDS: dict[str, tuple[Entry, ...]] = {
    ListKind.RESPONSIBILITY: (
        Entry("title", "责任内容"),
        Entry("basis", "依据", "文件名称、条款"),
        Entry("owner", "责任人"),
        Entry("method", "考核方式", "如 半年督查、年底述职"),
        Entry("began_on", "开始日期"),
        Entry("due_on", "完成时限"),
        Entry("result", "完成情况"),
    ),
    ListKind.TASK: (
        Entry("title", "任务"),
        Entry("measures", "措施", "分几步、怎么做"),
        Entry("lead_name", "牵头人"),
        Entry("owner", "责任人"),
        Entry("began_on", "开始日期"),
        Entry("due_on", "完成时限"),
        Entry("result", "完成情况"),
    ),
    ListKind.PROBLEM: (
        Entry("title", "问题"),
        Entry("cause", "原因"),
        Entry("measures", "整改措施"),
        Entry("owner", "责任人"),
        Entry("began_on", "提出日期"),
        Entry("due_on", "整改时限"),
        Entry("result", "完成情况"),
    ),
}
"""The columns of each list (domain row 14)."""
_OPEN_OCCASION = "看来源的会议或活动"
_NAMES = {"owner": "owner_name", "lead_name": ""}


class FactsSection(Section):
    """The columns of one list."""

    def __init__(self, kind: str, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self.fields: dict[str, Field] = {}
        columns = FieldColumns(least=190)
        nowhere = References(lambda: "")
        for entry in FIELDS[kind]:
            field = LISTED_ITEM.fields[entry.key]
            if entry.key in _NAMES:
                person = PersonEditor(free_text=True)
                name_key = _NAMES[entry.key]
                self.add_person(entry.key if name_key else "", name_key or entry.key, person)
                shown = Field(entry.label, person)
            else:
                editor = _editor(field, entry.hint, nowhere)
                self.add(entry.key, editor)
                needed = bool(getattr(field, "required", False))
                shown = Field(entry.label, editor, required=needed)
            self.fields[entry.key] = shown
            columns.add(shown, wide=value.is_wide(field))
        self.body.addWidget(columns)

    def load(self, tree: Tree) -> None:
        """Show a record."""
        for editor in self.editors.values():
            if isinstance(editor, PersonEditor):
                editor.set_people(self._choices.people())
            elif isinstance(editor, DateEditor):
                editor.year = tree["year"]
        super().load(tree)
        self.show_errors({})

    def show_errors(self, errors: dict[str, str]) -> None:
        """Say each error at its field."""
        for key, field in self.fields.items():
            field.set_error(errors.get(key, ""))


class SourceSection(Section):
    """Where a task or a problem comes from; `opened(type, uid)` follows the link."""

    opened = Signal(str, str)

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self._seen: tuple[str, str] | None = None
        fields, nowhere = LISTED_ITEM.fields, References(lambda: "")
        self.occasion = OccasionChoice()
        self.occasion.changed.connect(self._changed)
        self.duty = RecordChoice()
        self.duty.changed.connect(self._changed)
        columns = FieldColumns(least=190)
        source = self.add("source", value.editor_for(fields["source"], nowhere))
        note = self.add("source_note", value.editor_for(fields["source_note"], nowhere))
        for label, editor in (
            ("来源", source),
            ("来源说明", note),
            ("来自会议或活动", self.occasion),
            ("对应的责任", self.duty),
        ):
            columns.add(Field(label, editor))
        self.open_button = Button(_OPEN_OCCASION, "external-link", "link")
        self.duty_button = Button("看对应的责任", "external-link", "link")
        self.open_button.clicked.connect(self._open_occasion)
        self.duty_button.clicked.connect(self._open_duty)
        self.body.addWidget(SectionTitle("来源"))
        self.body.addWidget(columns)
        self.body.addLayout(row(self.open_button, 8, self.duty_button, None))

    def load(self, tree: Tree) -> None:
        """Show a record."""
        super().load(tree)
        self.occasion.show_pair(tree["meeting"], tree["activity"], self._choices.occasions())
        duty = choice_key("listed_item", tree["responsibility"]) if tree["responsibility"] else None
        self.duty.show_value(duty, self._choices.responsibilities())
        self._seen = listing.source_of(tree)
        self._show_links()

    def values(self) -> Tree:
        """The source as it stands."""
        duty = (self.duty.value() or "").partition(":")[2] or None
        return super().values() | self.occasion.pair() | {"responsibility": duty}

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; the links are always there."""
        super().set_read_only(on=on)
        self.occasion.set_read_only(on=on)
        self.duty.set_read_only(on=on)

    def _changed(self) -> None:
        self._show_links()
        super()._changed()

    def _show_links(self) -> None:
        self.open_button.setVisible(self._source() is not None)
        seen = self.occasion.chosen() is None and self._seen
        self.open_button.setText(f"看来源的{spec(seen[0]).title}" if seen else _OPEN_OCCASION)
        self.duty_button.setVisible(bool(self.duty.value()))

    def _source(self) -> tuple[str, str] | None:
        """The record the item comes from: what was chosen, else the visit that found it."""
        return self.occasion.chosen() or self._seen

    def _open_occasion(self) -> None:
        if chosen := self._source():
            self.opened.emit(*chosen)

    def _open_duty(self) -> None:
        self.opened.emit("listed_item", (self.duty.value() or "").partition(":")[2])


class TasksSection(Section):
    """The tasks and problems that belong to a responsibility, each a link."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.title = SectionTitle("对应的任务")
        self.buttons: list[Button] = []
        self.body.addWidget(self.title)

    def load(self, tree: Tree) -> None:
        """Show what belongs to a record."""
        for button in self.buttons:
            parent = button.parentWidget()
            if parent is not None:
                parent.hide()
                parent.deleteLater()
        self.buttons.clear()
        found = queries.tasks_of(tree["uid"])
        self.title.set_note(f"{len(found)} 项" if found else "还没有任务指明对应这项责任。")
        for values in found:
            button = Button(number_text(values), "", "link")
            button.setProperty("uid", values["uid"])
            button.clicked.connect(self._open)
            self.buttons.append(button)
            holder = QWidget()
            state = Pill(ItemState(values["state"]).label, "muted")
            line = row(button, Label(str(values["title"])), state)
            line.setStretch(1, 1)
            holder.setLayout(line)
            self.body.addWidget(holder)

    def _open(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.opened.emit("listed_item", str(sender.property("uid")))


class ItemForm(ScrollColumn):
    """The form of one list: `load(tree, today)`, `values()`, `dirty`, `draft()`.

    `changed` with every finished change; `committed` when the log's entry is to be saved now;
    `opened(type, uid)` when a link is followed.
    """

    changed = Signal()
    committed = Signal()
    opened = Signal(str, str)

    def __init__(self, context: Context, kind: str, choices: Choices) -> None:
        super().__init__(margin=16, spacing=16)
        self._tree: Tree = {}
        self._loaded: Tree = {}
        self.facts = FactsSection(kind, choices)
        self.log = LogSection()
        self.evidence = EvidenceSection(context, choices)
        self.tasks = TasksSection() if kind == ListKind.RESPONSIBILITY else None
        self.source = SourceSection(choices) if kind != ListKind.RESPONSIBILITY else None
        self._sections: list[Section] = [
            section
            for section in (self.facts, self.source, self.tasks, self.log, self.evidence)
            if section is not None
        ]
        for section in self._sections:
            section.changed.connect(self.changed)
            self.body.addWidget(section)
        self.body.addStretch(1)
        for linked in (self.source, self.tasks, self.evidence):
            if linked is not None:
                linked.opened.connect(self.opened)
        self.log.opened.connect(self._open_meeting)
        self.log.committed.connect(self.committed)

    def load(self, tree: Tree, today: str) -> None:
        """Show a record on an ISO day; nothing is dirty then."""
        self._tree = dict(tree)
        for section in self._sections:
            if section is self.log:
                self.log.begin(tree, today)
            else:
                section.load(tree)
        self._loaded = self._edited()

    def take_draft(self, tree: Tree) -> None:
        """Show unsaved values over the record that was loaded; the form is dirty then."""
        for section in self._sections:
            if section is self.log:
                self.log.take(tree["progress"])
            else:
                section.load(self._tree | tree)

    def values(self) -> Tree:
        """The record as it stands in the form."""
        return self._tree | self._edited()

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was loaded."""
        return bool(self._loaded) and self._edited() != self._loaded

    def draft(self) -> Tree | None:
        """The values for safe keeping; None when nothing is unsaved."""
        return self.values() if self.dirty else None

    def set_read_only(self, *, on: bool, files: bool) -> None:
        """Show only, or let edit; `files` locks the attached files too."""
        for section in self._sections:
            section.set_read_only(on=on)
        self.evidence.lock_files(on=files)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read or saved, with its editor."""
        for section in self._sections:
            yield from section.problems()

    def show_errors(self, errors: dict[str, str]) -> list[str]:
        """Say each error at its field and go to the first; return those without a field here."""
        self.facts.show_errors(errors)
        for key in errors:
            if self.go_to(key):
                break
        return [text for key, text in errors.items() if key not in self.facts.fields]

    def go_to(self, key: str) -> bool:
        """Bring a field into view and give it the focus; whether it is here."""
        for section in self._sections:
            if widget := section.place((key,)):
                reveal(widget)
                widget.setFocus()
                return True
        return False

    def _edited(self) -> Tree:
        found: Tree = {}
        for section in self._sections:
            found |= section.values()
        return found

    def _open_meeting(self, uid: str) -> None:
        self.opened.emit("meeting", uid)


def _editor(field: pw.Field, hint: str, references: References) -> Editor:
    if isinstance(field, TextField):
        return AreaEditor(hint, lines=1) if field.long else LineEditor(hint)
    return value.editor_for(field, references)
