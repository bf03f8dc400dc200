"""The form of a talk: the two who talk with their posts, and words that are shown on request."""

from PySide6.QtCore import Signal

from db import connection, drafting
from db.branch import Book
from db.records import spec
from db.records.talk import INTEGRITY_KINDS, TalkKind
from db.spec import Tree
from desktop.editors import DateEditor, Editor
from desktop.form import RecordForm
from desktop.recording.people import People, PersonField
from desktop.references import References
from desktop.widgets import Button, Card, Label, row

TALK = spec("talk")
SIDES = ("talker", "listener")
_BARE = "这个文件没有密码，谁打开都能看。要设密码：“文件”菜单里的“密码保护…”。"
_ASKS = "显示、打印和另存都要输入密码。"
_PRIVATE = tuple(name for name, field in TALK.fields.items() if getattr(field, "private", False))


class Veil(Card):
    """A calm panel in the place of private words; `lifted` when they are asked for."""

    lifted = Signal()

    def __init__(self) -> None:
        super().__init__(role="box", margin=16, spacing=12)
        self.button = Button("显示谈话内容", "eye")
        self.button.clicked.connect(self.lifted)
        words = Label("谈话内容只供谈话双方和支部书记查看。", "muted")
        self.hint = Label("", "muted")
        self.body.addWidget(words)
        self.body.addWidget(self.hint)
        self.body.addLayout(row(self.button, None))


class TalkForm(RecordForm):
    """A record form that offers the roster of the day and fills in posts; `cover` hides the words.

    `uncovered` when the person asks for the words.
    """

    uncovered = Signal()

    def __init__(self, references: References) -> None:
        self.people = People()
        self._kind_chosen = False
        self._before: dict[str, str | None] = {}
        super().__init__(TALK, references)
        self.veil = Veil()
        self.veil.lifted.connect(self.uncovered)
        self.body.insertWidget(self.body.count() - 1, self.veil)
        self.fields["held_on"].editor.changed.connect(self._moved)
        self.fields["kind"].editor.changed.connect(self._choose_kind)
        for side in SIDES:
            self.fields[side].editor.changed.connect(self._people_changed)
        self.cover(on=False)

    def make_editor(self, name: str) -> Editor:
        """People are those of the day's roster, or anybody by name."""
        return PersonField(self.people) if name in SIDES else super().make_editor(name)

    def cover(self, *, on: bool) -> None:
        """Hide the private words behind the panel, or show them."""
        self.veil.hint.setText(_ASKS if connection.is_protected() else _BARE)
        self.veil.setVisible(on)
        for name in _PRIVATE:
            self.fields[name].setVisible(not on)

    @property
    def covered(self) -> bool:
        """Whether the private words are hidden."""
        return not self.veil.isHidden()

    def load(self, tree: Tree) -> None:
        """Show a record; nothing is dirty then."""
        self._offer_people(tree["organisation"], tree["held_on"])
        date = self.fields["held_on"].editor
        if isinstance(date, DateEditor):
            date.year = tree["year"]
        meant = tree["kind"] in (TalkKind.REMINDER, *INTEGRITY_KINDS)  # whoever the two are
        self._kind_chosen = bool(tree["revision"]) or meant
        super().load(tree)
        self._before = {side: tree[side] for side in SIDES}

    def show_errors(self, errors: dict[str, str]) -> list[str]:
        """Say each error at its field; one of private words shows them first."""
        if self.covered and any(name in _PRIVATE for name in errors):
            self.uncovered.emit()
        return super().show_errors(errors)

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; the words may be asked for all the same."""
        super().set_read_only(on=on)
        self.veil.button.setEnabled(True)

    def _offer_people(self, branch: str, day: str | None) -> None:
        self.people.set_entries(Book(branch).roster(day) if day and branch else [])

    def _moved(self) -> None:
        self._offer_people(self._tree["organisation"], self.fields["held_on"].editor.value())

    def _choose_kind(self) -> None:
        self._kind_chosen = True

    def _people_changed(self) -> None:
        """Fill in the post of the day, and between whom the talk is while nobody has said."""
        entries = {side: self.people.entry(self._person(side).value()) for side in SIDES}
        for side, entry in entries.items():
            if entry is not None and entry.member != self._before[side]:
                post = drafting.as_party(side, entry)[f"{side}_post"]
                self.fields[f"{side}_post"].editor.set_value(post)
            self._before[side] = entry.member if entry is not None else None
        usual = drafting.usual_kind(entries["talker"], entries["listener"])
        if usual is not None and not self._kind_chosen:
            self.fields["kind"].editor.set_value(str(usual))
        self.changed.emit()
