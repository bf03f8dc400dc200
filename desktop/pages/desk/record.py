"""One note or one rule of the branch's own in the plain editor, in place of the desk."""

from db import tree
from db.records import spec
from db.spec import Tree
from desktop.app import Context
from desktop.pages.desk.view import View
from desktop.record_editor import RecordEditor


class RecordView(View):
    """The editor of a plain type with the way back; what is changed is saved on leaving."""

    def __init__(self, context: Context, record_type: str) -> None:
        super().__init__(context)
        self._kind = spec(record_type)
        self.title.setText(self._kind.title)
        self.editor = RecordEditor(context, self._kind)
        self.editor.gone.connect(self.closed)
        self.body.addWidget(self.editor, 1)

    def open_record(self, uid: str) -> None:
        """Show a stored record."""
        self.editor.open_record(uid)

    def begin(self, **values: object) -> None:
        """Begin a record with these values."""
        self.editor.begin(tree.blank(self._kind, **values))

    def take_draft(self, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        self.editor.take_draft(values)

    def go_to(self, target: object) -> None:
        """Go to a field."""
        if isinstance(target, tuple | list) and target:
            target = target[0]
        if isinstance(target, str) and self.editor.form is not None:
            self.editor.form.go_to(target)

    def refresh(self) -> None:
        """Read the record again unless it is being changed; a record that went away is closed."""
        if self.editor.uid and self.editor.draft() is None:
            stored = tree.dump_many(self._kind, [self.editor.uid]).get(self.editor.uid)
            if stored is None or stored["deleted_at"] is not None:
                self.editor.clear()
                self.closed.emit()
            else:
                self.editor.open_record(self.editor.uid)

    def leave(self) -> bool:
        """Save what was changed; False when it cannot be saved."""
        return self.editor.leave()
