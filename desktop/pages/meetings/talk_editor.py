"""One talk being written or looked at: saving by itself, its paper, its words on request."""

from functools import partial

from PySide6.QtCore import QMargins

from db.spec import Tree
from desktop.app import Context
from desktop.dialogs import talk_words
from desktop.disclosing import noted
from desktop.form import RecordForm
from desktop.pages.meetings.talk_form import TALK, TalkForm
from desktop.preview import PdfPreview
from desktop.record_editor import RecordEditor
from desktop.recording import papers
from desktop.recording.printing import Press
from desktop.references import References
from desktop.widgets import Button, row

_PAPER = "talk"


class TalkEditor(RecordEditor):
    """What is being written is open; of stored talks the words show once they were asked for.

    `forget()` covers them again: whoever sits down at the desk later has not asked. In a file with
    a password the asking, printing and writing ask for it. Every talk shown is written down.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, TALK)
        self._asked = False
        self._writing = ""
        self._noted: set[str] = set()
        self._press = Press(context, self)
        self.print_button = Button("打印", "printer", "ghost", tip="打印谈心谈话记录")
        self.save_as_button = Button("另存为 PDF、Word", "download", "ghost")
        self.preview_button = Button("预览", "eye", "ghost", tip="看打印出来的样子（F6）")
        self.preview_button.setCheckable(True)
        self.preview = PdfPreview(context.tasks)
        self.preview.hide()
        self.print_button.clicked.connect(self.print_paper)
        self.save_as_button.clicked.connect(self.save_paper)
        self.preview_button.clicked.connect(self.show_preview)
        self._body.setContentsMargins(QMargins(16, 12, 16, 12))
        tools = row(self.print_button, self.save_as_button, self.preview_button, None)
        self._body.addLayout(tools)
        self._body.addWidget(self.preview, 1)

    def make_form(self, references: References) -> RecordForm:
        """Make the form of a talk."""
        form = TalkForm(references)
        form.uncovered.connect(self.uncover)
        return form

    @property
    def talk(self) -> Tree:
        """The talk as it stands in the form, empty when there is none."""
        return self.form.values() if self.form is not None else {}

    def uncover(self) -> None:
        """Show the words, also those of other talks until the page is left."""
        talk_words.ask(self._context, self, self._uncover)

    def _uncover(self) -> None:
        self._asked = True
        self._cover()

    def forget(self) -> None:
        """Cover the words until they are asked for again."""
        self._asked = False
        self._writing = ""
        self._noted.clear()
        self._cover()

    def go_to(self, name: str) -> None:
        """Go to a field; one that is covered stays so until it is asked for."""
        if self.form is not None:
            self.form.go_to(name)

    # Its paper

    def print_paper(self) -> None:
        """Save, set the paper and ask for the printer."""
        if self.leave() and self.talk:
            talk_words.ask(self._context, self, self._print)

    def _print(self) -> None:
        make = self._press.made(partial(papers.collect, _PAPER, self.talk, self._press.today()))
        title = TALK.heading(self.talk)
        if make is not None and self._is_noted("打印"):
            self._press.print_made(title, make, partial(self._press.send, title))

    def save_paper(self) -> None:
        """Save, then write the paper as PDF where the person wants it."""
        if self.leave() and self.talk:
            talk_words.ask(self._context, self, self._save_paper)

    def _save_paper(self) -> None:
        write = self._press.made(partial(papers.writer, _PAPER, self.talk, self._press.today()))
        if write is not None and self._is_noted("另存"):
            self._press.save_made(papers.file_name(_PAPER, self.talk), write)

    def show_preview(self) -> None:
        """Show the pages in place of the form, or the form again."""
        wanted = self.preview_button.isChecked()
        self._turn(preview=False)
        if wanted:
            talk_words.ask(self._context, self, self._preview)

    def _preview(self) -> None:
        make = self._press.made(partial(papers.collect, _PAPER, self.talk, self._press.today()))
        if make is not None:
            self.preview.request(make)
            self._turn(preview=True)

    def toggle_preview(self) -> None:
        """Turn between the form and the pages, unless the words are covered."""
        if self.preview_button.isEnabled():
            self.preview_button.click()

    # Qt and the record

    def clear(self) -> None:
        """Show nothing."""
        super().clear()
        self._turn(preview=False)

    def _show(self, tree: Tree, *, new: bool) -> None:
        super()._show(tree, new=new)
        if new:
            self._writing = tree["uid"]
        self._turn(preview=False)
        self._cover()

    def _cover(self) -> None:
        if isinstance(self.form, TalkForm):
            covered = self._writing != self.uid and not self._may_show()
            self.form.cover(on=covered)
            self.preview_button.setEnabled(not covered)
            if covered:
                self._turn(preview=False)

    def _may_show(self) -> bool:
        """Whether the words of a stored talk are open now; each talk is written down once."""
        if not self._asked or not self.uid or not talk_words.are_open(self._context):
            return False
        if self.uid not in self._noted and self._is_noted("内容"):
            self._noted.add(self.uid)
        return self.uid in self._noted

    def _is_noted(self, what: str) -> bool:
        return noted(self._context, f"{TALK.title} {TALK.heading(self.talk)} {what}")

    def _turn(self, *, preview: bool) -> None:
        self.preview_button.setChecked(preview)
        self.preview.setVisible(preview)
        if self.form is not None:
            self.form.setVisible(not preview)
