"""办结登记 in its place: the day on which a duty was done, a few words, and it is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from db.rules.duties.model import Duty
from desktop.app import Context
from desktop.editors import DateEditor, Field, LineEditor
from desktop.pages.desk.start import NOTE, new_note, note_title
from desktop.widgets import Button, Card, Label, row


class NoteBox(Card):
    """Asks for the day of one duty that is marked by hand. `shut` when it goes away."""

    shut = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(role="box", margin=12, spacing=8)
        self._context = context
        self._duty: Duty | None = None
        self.title = Label("", "section")
        self.date = DateEditor()
        self.words = LineEditor("如 党费收据号、报送单位，可以不写")
        self._date_field = Field("办结日期", self.date, required=True)
        self.save_button = Button("登记", "check", "primary")
        self.save_button.clicked.connect(self.save)
        cancel = Button("取消", "", "ghost")
        cancel.clicked.connect(self.close_box)
        self.body.addWidget(self.title)
        self.body.addWidget(self._date_field)
        self.body.addWidget(Field("说明", self.words))
        self.body.addLayout(row(self.save_button, cancel, None))
        self.hide()

    def ask(self, duty: Duty) -> None:
        """Ask when a duty was done."""
        self._duty = duty
        self.title.setText(f"办结登记：{note_title(duty)}")
        self.date.year = duty.begins.year
        self.date.set_value(None)
        self.words.set_value("")
        self._date_field.set_error("")
        self.show()
        self.date.target.setFocus()

    def save(self) -> None:
        """Store the note, unless the day is missing; it may be taken back."""
        day, duty = self.date.value(), self._duty
        problem = self.date.problem() or ("" if day else "请写明哪一天办结的。")
        if day and day > self._context.today().isoformat():
            problem = "办结日期在今天以后，请核对。"
        self._date_field.set_error(problem)
        if problem or day is None or duty is None:
            self.date.target.setFocus()
            return
        note = new_note(duty, self._context.branch, day) | {"note": self.words.value()}
        if self._context.save(NOTE, note, self, invalid=self._say_invalid) is not None:
            self._context.say(f"已登记：{note_title(duty)}。", "撤销", self._context.undo)
            self.close_box()

    def close_box(self) -> None:
        """Put the box away."""
        self._duty = None
        self.hide()
        self.shut.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_box()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def _say_invalid(self, errors: dict[str, str]) -> None:
        self._date_field.set_error("".join(errors.values()))
