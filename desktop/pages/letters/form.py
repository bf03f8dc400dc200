"""The form of a letter: the plain one, with the scan of what was signed and names of people."""

from functools import partial

from db.spec import RecordSpec, Tree
from desktop.app import Context
from desktop.editors import PersonEditor
from desktop.form import RecordForm
from desktop.record_editor import RecordEditor
from desktop.recording.attachments import AttachmentsPanel
from desktop.references import References

_NAMED = {"member": "name", "second": "second_name"}
"""Fields of a person, and those that keep the name as it was written."""


class LetterForm(RecordForm):
    """Choosing a person writes the name beside it; files are part of the record."""

    def __init__(self, context: Context, spec: RecordSpec, references: References) -> None:
        super().__init__(spec, references)
        self.files = AttachmentsPanel(context)
        self.files.hint.setText("签字以后，把扫描件拖到这里。")
        self.files.changed.connect(self._changed)
        self.body.insertWidget(self.body.count() - 1, self.files)
        for person, name in _NAMED.items():
            if person in self.fields:
                self.fields[person].editor.changed.connect(partial(self._name, person, name))

    def load(self, tree: Tree) -> None:
        """Show a record and its files; nothing is dirty then."""
        self.files.load(tree["attachments"])
        super().load(tree)

    def take_draft(self, tree: Tree) -> None:
        """Show unsaved values, files included."""
        super().take_draft(tree)
        if "attachments" in tree:
            self.files.load(tree["attachments"])

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        super().set_read_only(on=on)
        self.files.set_read_only(on=on)

    def _edited(self) -> Tree:
        return super()._edited() | {"attachments": self.files.values()}

    def _name(self, person: str, name: str) -> None:
        editor = self.fields[person].editor
        if isinstance(editor, PersonEditor) and editor.value():
            self.fields[name].editor.set_value(editor.name())


class LetterEditor(RecordEditor):
    """The plain editor with the form of a letter."""

    def __init__(self, context: Context, kind: RecordSpec) -> None:
        self._form_context = context
        super().__init__(context, kind)

    def make_form(self, references: References) -> RecordForm:
        """Make the form for a letter."""
        return LetterForm(self._form_context, self._kind, references)
