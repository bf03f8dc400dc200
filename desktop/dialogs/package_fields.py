"""One record of a package beside the one here: key by key, and the choice where both changed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from db.fields import ReferenceField
from db.lineage import Verdict
from db.package import BINNED, Compared, Package
from db.spec import Tree
from desktop.dialogs.fieldwords import key_label, key_text
from desktop.references import References
from desktop.widgets import Button, Card, Label, ScrollColumn, row

OURS, THEIRS = "用我这边", "用对方"
NOTHING = "（空）"
WORDS: dict[Verdict, tuple[str, str]] = {
    Verdict.BOTH: ("两边都改过", "caution"),
    Verdict.THERE: ("更新", "now"),
    Verdict.HERE: ("这里较新", "muted"),
    Verdict.SAME: ("相同", "muted"),
}


def word(compared: Compared) -> tuple[str, str]:
    """What happens to a record in a word, and its tone."""
    if compared.verdict is Verdict.THERE and compared.is_new:
        return "新增", "done"
    if compared.verdict is Verdict.THERE and compared.is_deleted_there:
        return "对方已删除", "caution"
    return WORDS[compared.verdict]


class PackageReferences(References):
    """Names also what the package refers to and the open file does not have yet."""

    def __init__(self, branch: Callable[[], str], package: Package) -> None:
        super().__init__(branch)
        from db.records import spec

        self._coming = {
            record["uid"]: spec(name).heading(record)
            for name, trees in package.records.items()
            for record in trees
        }

    def label(self, field: ReferenceField, uid: str | None) -> str:
        found = super().label(field, uid)
        return self._coming.get(found, found)


class FieldChoice(Card):
    """A key of a record on both sides. `changed(key)` when the person chose a side.

    Without `asked` it only shows what differs.
    """

    changed = Signal(str)

    def __init__(self, key: str, label: str, ours: str, theirs: str, *, asked: bool) -> None:
        super().__init__(role="box", margin=12, spacing=6)
        self.key = key
        self.body.addWidget(Label(label, "section", wrap=False))
        self.ours = Button(OURS, "", "chip")
        self.theirs = Button(THEIRS, "", "chip")
        self._group = QButtonGroup(self)
        for button, side, text in (
            (self.ours, "我这边", ours),
            (self.theirs, "对方", theirs),
        ):
            button.setCheckable(True)
            button.setAccessibleName(f"{label}：{button.text()}")
            button.setVisible(asked)
            self._group.addButton(button)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Label(side, "muted", wrap=False))
            column.addWidget(Label(text or NOTHING))
            line = row(spacing=12)
            line.addLayout(column, 1)
            line.addWidget(button)
            self.body.addLayout(line)
        self._group.buttonClicked.connect(self._chosen)

    def set_taken(self, taken: bool | None) -> None:  # noqa: FBT001 - the state of the choice
        """Show the choice: True the package, False the file here, None neither yet."""
        self._group.setExclusive(False)
        self.ours.setChecked(taken is False)
        self.theirs.setChecked(taken is True)
        self._group.setExclusive(True)

    def taken(self) -> bool | None:
        """The choice: True the package, False the file here, None neither yet."""
        if self.theirs.isChecked():
            return True
        return False if self.ours.isChecked() else None

    def _chosen(self) -> None:
        self.changed.emit(self.key)


class FieldsPanel(QWidget):
    """What differs in the record that is chosen. `decided(uid, key, taken)` after a choice."""

    decided = Signal(str, str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[FieldChoice] = []
        self._compared: Compared | None = None
        self.title = Label("", "section")
        self.note = Label("", "muted")
        self.column = ScrollColumn(spacing=8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.note)
        layout.addWidget(self.column, 1)

    def show_record(
        self, compared: Compared | None, references: References, choices: dict[str, bool]
    ) -> None:
        """Show a record with the choices made so far; None for nothing."""
        self._compared = compared
        while item := self.column.body.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.rows = []
        self.title.setText(f"{compared.kind.title}　{compared.heading}" if compared else "")
        self.note.setText(_note(compared) if compared else "")
        if compared is None:
            return
        here, there = compared.here or {}, compared.there or {}
        for key in _keys(compared):
            ours = _text(compared, key, here, references)
            theirs = _text(compared, key, there, references)
            if ours and ours == theirs and not compared.is_new:
                theirs = f"{theirs}（与我这边不同，改处不显示）"
            label = "是否删除" if key == BINNED else key_label(compared.kind, key)
            line = FieldChoice(key, label, ours, theirs, asked=key in compared.open)
            line.set_taken(choices.get(key) if key in compared.open else None)
            line.changed.connect(self._decided)
            self.rows.append(line)
            self.column.body.addWidget(line)
        self.column.body.addStretch(1)

    def _decided(self, key: str) -> None:
        line = next(each for each in self.rows if each.key == key)
        if self._compared is not None:
            self.decided.emit(self._compared.uid, key, bool(line.taken()))


def _keys(compared: Compared) -> list[str]:
    """The keys that are shown: what differs, or all of a new record that hold something."""
    if compared.verdict is Verdict.THERE and compared.is_new and compared.there is not None:
        kind, there = compared.kind, compared.there
        names = [*kind.fields, *(line.name for line in kind.all_lines)]
        return [name for name in names if there[name] not in (None, "", False, [])]
    return [*compared.open, *compared.takes]


def _text(compared: Compared, key: str, side: Tree, references: References) -> str:
    if key == BINNED:
        return "保留" if side and side[BINNED] is None else "删除"
    return key_text(compared.kind, key, side.get(key), references)


def _note(compared: Compared) -> str:
    if compared.verdict is Verdict.BOTH:
        return "上次往来之后两边都改过，请逐项选用哪一边的。"
    if compared.verdict is Verdict.HERE:
        return "这里的内容较新，合并后不变。"
    if compared.verdict is Verdict.SAME:
        return "两边一样。"
    if compared.is_new:
        return "这里没有，合并后新增。"
    if compared.is_deleted_there:
        return "对方已删除，合并后放入这里的回收站。"
    return "这里没有改过，合并后用对方的。"
