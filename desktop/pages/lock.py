"""What is seen while the data file is locked: one field, and nothing of what is in the file."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.secret_form import SecretForm
from desktop.theme import px
from desktop.widgets import Button, Card, Label, row


class LockPage(QWidget):
    """`proved(key, password)` when the file may be opened again; `quit_wanted` to end."""

    proved = Signal(str, str)
    quit_wanted = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.form = SecretForm(path, "解锁")
        self.form.proved.connect(self.proved)
        self.quit_button = Button("关闭程序", "log-out", "ghost")
        self.quit_button.clicked.connect(self.quit_wanted)
        self.message = Label("", tone="caution")
        self.message.hide()
        card = Card(margin=28, spacing=12)
        card.setFixedWidth(px(460))
        card.body.addWidget(Label("已锁定", "headline", wrap=False))
        card.body.addWidget(Label("数据文件已加密关闭。输入密码，回到刚才的地方。", "muted"))
        card.body.addWidget(self.message)
        card.body.addWidget(self.form)
        card.body.addLayout(row(self.form.main_button, None, self.quit_button))
        self.setFocusProxy(self.form)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def refresh(self) -> None:
        """Nothing to read anew: nothing of the file is shown."""

    def say(self, text: str, tone: str = "caution") -> None:
        """Say why the file could not be opened."""
        self.message.set_tone(tone)
        self.message.setText(text)
        self.message.setVisible(bool(text))
