"""Freezing the numbers of a period with a report: one line says what they are for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import frozen_numbers
from db.numbers import Period
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.editors import Field, LineEditor
from desktop.widgets import Button, Label

_WORDS = "数字照现在的样子留下来，以后记录有变化，这里逐项写明“与定稿不符”，定稿的数字不变。"


class FreezeDialog(Dialog):
    """`frozen(uid)` when the set was kept. Open it with `.open()`."""

    frozen = Signal(str)

    def __init__(self, context: Context, period: Period, parent: QWidget | None) -> None:
        super().__init__(f"数字定稿：{period.text}", parent, width=560, height=260)
        self._context = context
        self._period = period
        self.title_editor = LineEditor("如：年度工作总结")
        self.error = Label("", "error")
        self.error.hide()
        self.save_button = Button("定稿", "badge-check", "primary")
        self.save_button.clicked.connect(self.save)
        self.body.addWidget(Label(_WORDS, "muted"))
        self.body.addWidget(Field("用在哪一份总结、报告里", self.title_editor, required=True))
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.add_button(self.save_button)

    def save(self) -> None:
        """Keep the numbers; what is wrong is said here."""
        context = self._context
        changes = context.run(
            lambda: frozen_numbers.freeze(
                context.branch,
                self._period,
                title=str(self.title_editor.value()),
                today=context.today().isoformat(),
                who=context.who,
                at=context.now(),
            ),
            self,
            refused=self._refuse,
        )
        if changes is not None:
            self.frozen.emit(frozen_numbers.sets_of(context.branch)[0]["uid"])
            context.say(f"已定稿：{self._period.text}的数字。")
            self.accept()

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
