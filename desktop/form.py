"""The form of any record type, made from its declaration."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from db import shown
from db.fields import TextField
from db.spec import LineSpec, RecordSpec, Tree
from desktop import values
from desktop.attendees import AttendeesEditor
from desktop.editors import Editor, Field, PersonEditor, PrivateEditor
from desktop.lines import LinesEditor
from desktop.references import References
from desktop.widgets import ScrollColumn, SectionTitle
from desktop.widgets.columns import FieldColumns

LineEditors = Mapping[str, Callable[[LineSpec, References], Editor]]
"""What makes the editor of a line list, by its name."""


class RecordForm(ScrollColumn):
    """Sections of fields in the order of the spec: `load(tree)`, `values()`, `dirty`, `draft()`.

    `changed` comes with every finished change by a person, `wanted(name)` when a covered field is
    asked for, which `uncover(name)` then shows. Keys that no section names keep the
    values they were loaded with; a person field brings the name that is kept beside it (`speaker`
    and `speaker_name`). `only` shows some of the sections, by title; `line_editors` makes
    the editors of line lists that want another than the usual small table, by name.
    """

    changed = Signal()
    wanted = Signal(str)

    def __init__(
        self,
        spec: RecordSpec,
        references: References,
        *,
        only: tuple[str, ...] = (),
        line_editors: LineEditors | None = None,
    ) -> None:
        super().__init__(spacing=12)
        self.spec = spec
        self.record_type = spec.name
        self.fields: dict[str, Field] = {}
        self._names: dict[str, str] = {}
        self.lines: dict[str, Editor] = {}
        self._line_editors = line_editors or {}
        self._references = references
        self._tree: Tree = {}
        self._loaded: dict[str, Any] = {}
        line_specs = {line.name: line for line in spec.lines}
        for section in spec.sections:
            if only and section.title not in only:
                continue
            named = [name for name in section.fields if name in line_specs]
            plain = [name for name in section.fields if name not in line_specs]
            self.body.addWidget(SectionTitle(section.title))
            if plain:
                self.body.addWidget(self._columns(plain))
            for name in named:
                self._add_lines(line_specs[name])
        self.body.addStretch(1)

    def load(self, tree: Tree) -> None:
        """Show a record; nothing is dirty then."""
        self._tree = dict(tree)
        for name in self._editors():
            self._set(name, tree)
        for field in self.fields.values():
            field.set_error("")
        self._loaded = self._edited()

    def take_draft(self, tree: Tree) -> None:
        """Show unsaved values over the record that was loaded; the form is dirty then."""
        for name in self._editors():
            if name in tree:
                self._set(name, tree)

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

    def problems(self) -> dict[str, str]:
        """What was typed and cannot be read, by field."""
        found = {name: editor.problem() for name, editor in self._editors().items()}
        return {name: text for name, text in found.items() if text}

    def show_errors(self, errors: dict[str, str]) -> list[str]:
        """Say each error at its field, go to the first; return those that have no field here."""
        person_of = {written: name for name, written in self._names.items()}
        errors = {person_of.get(name, name): text for name, text in errors.items()}
        first: Editor | None = None
        for name, field in self.fields.items():
            field.set_error(errors.get(name, ""))
            if name in errors and first is None:
                first = field.editor
        if first is None:
            first = next((self.lines[name] for name in self.lines if name in errors), None)
        if first is not None:
            self.show_widget(first)
            first.target.setFocus()
        return [text for name, text in errors.items() if name not in self.fields]

    def go_to(self, name: str) -> bool:
        """Bring a field or line list into view and give it the focus; whether it is here."""
        editor = self._editors().get(name)
        if editor is None:
            return False
        self.show_widget(editor)
        editor.target.setFocus()
        return True

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        for editor in self._editors().values():
            editor.set_read_only(on=on)

    def make_editor(self, name: str) -> Editor:
        """Make the editor of a field; a form of one type may want another than the usual one."""
        if self.spec.name_field(name):
            return PersonEditor(self._references.distinct_people(), free_text=True)
        field = self.spec.fields[name]
        if isinstance(field, TextField) and field.private and not field.long:
            private = PrivateEditor()
            private.wanted.connect(partial(self.wanted.emit, name))
            return private
        return values.editor_for(field, self._references)

    def uncover(self, name: str) -> None:
        """Show a field that is covered."""
        editor = self.fields[name].editor
        if isinstance(editor, PrivateEditor):
            editor.uncover()

    def _editors(self) -> dict[str, Editor]:
        fields: dict[str, Editor] = {name: field.editor for name, field in self.fields.items()}
        return fields | self.lines

    def _edited(self) -> dict[str, Any]:
        edited = {name: editor.value() for name, editor in self._editors().items()}
        for name, written in self._names.items():
            edited[written] = self._person(name).name()
        return edited

    def _set(self, name: str, tree: Tree) -> None:
        if name in self._names:
            self._person(name).set_value(tree.get(name), tree.get(self._names[name]) or "")
        else:
            self._editors()[name].set_value(tree.get(name))

    def _person(self, name: str) -> PersonEditor:
        editor = self.fields[name].editor
        assert isinstance(editor, PersonEditor)
        return editor

    def _columns(self, names: list[str]) -> FieldColumns:
        columns = FieldColumns()
        for name in names:
            field = self.spec.fields[name]
            editor = self.make_editor(name)
            editor.changed.connect(self._changed)
            pair = self.spec.name_field(name)
            if isinstance(editor, PersonEditor) and pair and pair not in names:
                self._names[name] = pair
            asked = (field, self.spec.fields[pair]) if name in self._names else (field,)
            entry = Field(
                self.spec.label(name),
                editor,
                required=any(getattr(each, "required", False) for each in asked),
                help_text=field.help_text or "",
            )
            self.fields[name] = entry
            columns.add(entry, wide=values.is_wide(field))
        return columns

    def _add_lines(self, line: LineSpec) -> None:
        usual = self._attendees if shown.is_people(line) else LinesEditor
        editor: Editor = self._line_editors.get(line.name, usual)(line, self._references)
        editor.changed.connect(self._changed)
        self.lines[line.name] = editor
        self.body.addWidget(editor)

    def _attendees(self, line: LineSpec, references: References) -> Editor:
        """Make the editor of a list of people; it offers the roster of the record's day."""
        editor = AttendeesEditor(line, lambda: references.roster(self._day()))
        if self.spec.day in self.fields:
            self.fields[self.spec.day].editor.changed.connect(editor.offer_anew)
        return editor

    def _day(self) -> str | None:
        field = self.fields.get(self.spec.day)
        return field.editor.value() if field is not None else None

    def _changed(self) -> None:
        self.changed.emit()
