"""What the place calls a ledger and its fields (改名): one line for each, empty for our word."""

from PySide6.QtWidgets import QWidget

from db import operations, tree
from db.operations import Changes
from db.records.label_override import LABEL_OVERRIDE, LONGEST, wordings
from db.spec import RecordSpec
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.editors import Field, LineEditor
from desktop.values import shown_fields
from desktop.widgets import Button, FieldColumns, Label, ScrollColumn

_WORDS = "各地叫法不同的，写上本支部的叫法；空着的仍用原名。窗口、文书和表格都跟着改，记录不变。"


class RenameDialog(Dialog):
    """Open it with `.open()`; saving is one step that can be undone."""

    def __init__(self, context: Context, kind: RecordSpec, parent: QWidget | None) -> None:
        super().__init__(f"改名：{kind.title}", parent, width=760, height=560)
        self._context = context
        self._kind = kind
        self._known = wordings(context.branch)
        self.fields: dict[str, Field] = {}
        self.error = Label("", "error")
        self.error.hide()
        scroll = ScrollColumn(spacing=12)
        columns = FieldColumns()
        for name, label in labels(kind).items():
            editor = LineEditor()
            known = self._known.get((kind.name, name))
            editor.set_value(known["wording"] if known else "")
            self.fields[name] = Field(f"{label}（台账名称）" if not name else label, editor)
            columns.add(self.fields[name], wide=not name)
        scroll.body.addWidget(columns)
        scroll.body.addStretch(1)
        self.save_button = Button("保存", "check", "primary")
        self.save_button.clicked.connect(self.save)
        self.body.addWidget(Label(_WORDS, "muted"))
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.error)
        self.add_button(self.save_button)

    def save(self) -> None:
        """Keep what differs; an emptied word is our own again."""
        wanted = {name: str(field.editor.value()).strip() for name, field in self.fields.items()}
        long = [word for word in wanted.values() if len(word) > LONGEST]
        if long:
            self.error.setText(f"“{long[0]}”太长了，叫法最多{LONGEST}个字。")
            self.error.show()
            return
        own = labels(self._kind)
        words = {name: word if word != own[name] else "" for name, word in wanted.items()}
        if self._context.run(lambda: self._write(words), self) is not None:
            self.accept()

    def _write(self, words: dict[str, str]) -> Changes:
        """Save the words that changed as one step."""
        context, kind = self._context, self._kind
        records = []
        for name, word in words.items():
            known = self._known.get((kind.name, name))
            if word == (known["wording"] if known else ""):
                continue
            record = tree.dump(LABEL_OVERRIDE, known["uid"]) if known else tree.blank(
                LABEL_OVERRIDE,
                organisation=context.branch,
                record_type=kind.name,
                field=name,
            )  # fmt: skip
            records.append((LABEL_OVERRIDE, record | {"wording": word or labels(kind)[name]}))
        return operations.save_many(
            records, name=f"改名 {kind.title}", who=context.who, at=context.now()
        )


def labels(kind: RecordSpec) -> dict[str, str]:
    """The words that may be changed, by field ("" for the ledger itself, ``line.field``)."""
    named = {name for section in kind.sections for name in section.fields}
    found = {"": kind.title}
    found |= {name: kind.label(name) for name in shown_fields(kind) if name in named}
    for line in kind.lines:
        found[line.name] = line.title
        found |= {f"{line.name}.{n}": line.label(n) for n in shown_fields(line) if n != "member"}
    return found
