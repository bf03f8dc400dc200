"""An editor with its label, its help and the place where its error is said."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.editors.base import Editor
from desktop.widgets.basic import Button, Label


class Field(QWidget):
    """`editor` under its label, or beside it with `side=True`. A required one is marked with *.

    `help_text` (with its source) stands behind a small “?” and is read to screen readers.
    """

    def __init__(
        self,
        label: str,
        editor: Editor,
        *,
        required: bool = False,
        help_text: str = "",
        side: bool = False,
        label_width: int = 0,
    ) -> None:
        super().__init__()
        self.editor = editor
        self.label = Label(f"{label} *" if required else label, "muted", wrap=False)
        self.label.setBuddy(editor.target)
        if label_width:
            self.label.setMinimumWidth(label_width)
        if side:
            self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.set_name(f"{label}（必填）" if required else label)
        self._error = Label("", "error")
        self._error.hide()
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.label)
        if help_text:
            head.addWidget(self._help(label, help_text))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if side:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addLayout(head)
            line.addWidget(editor, 1)
            column.addLayout(line)
        else:
            head.addStretch()
            column.addLayout(head)
            column.addWidget(editor)
        column.addWidget(self._error)
        column.addStretch()
        self.setLayout(column)

    def set_error(self, text: str) -> None:
        """Say what is wrong under the field; "" takes it away."""
        self.editor.set_error(text)
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def error(self) -> str:
        """What is said to be wrong."""
        return self._error.text()

    def _help(self, label: str, text: str) -> Button:
        mark = Button("", "circle-help", "link", tip=text)
        mark.setAccessibleName(f"{label}：{text}")
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setIconSize(QSize(14, 14))
        return mark
