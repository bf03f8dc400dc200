"""All records as JSON, for other programs and for the long term: what goes along is asked."""

from PySide6.QtWidgets import QWidget

from db import exchange
from db.errors import Refused
from desktop.app import Context
from desktop.dialogs import talk_words
from desktop.dialogs.base import Dialog
from desktop.disclosing import may_leave_the_file
from desktop.widgets import Button, Check, Label

_JSON = "JSON (*.json)"


class ExportAllDialog(Dialog):
    """Open it with `.open()`; `accepted` after the file was written."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("导出全部数据", parent, width=600, height=300)
        self._context = context
        self.identity = Check("带上身份证号、电话、住址和党员的扫描件")
        self.talks = Check("带上谈心谈话记录")
        self.error = Label("", "error")
        self.error.hide()
        self.main_button = Button("导出…", "file-output", "primary")
        self.main_button.clicked.connect(self._export)
        self.body.addWidget(Label("把全部记录和附件写成一个 JSON 文件，供别的程序使用和长期保存。"))
        self.body.addWidget(self.identity)
        self.body.addWidget(self.talks)
        self.body.addWidget(
            Label(
                "这个文件不加密，拿到的人都能打开。不打钩的内容不写进去；"
                "再导入时，这里原有的保持不变。带出了什么会记在“查看记录”里。",
                "muted",
            )
        )
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.add_button(self.main_button)

    def _export(self) -> None:
        if self.talks.isChecked():
            talk_words.ask(self._context, self, self._write)
        else:
            self._write()

    def _write(self) -> None:
        context, path = self._context, self._context.path
        if path is None:
            return
        target = context.choose_save("导出全部数据", f"{path.stem}.json", _JSON)
        identity, talks = self.identity.isChecked(), self.talks.isChecked()
        if target is None or not may_leave_the_file(
            context, target.name, identity=identity, talks=talks
        ):
            return
        try:
            count = exchange.write(
                target, at=context.now(), attachments=True, identity=identity, talks=talks
            )
        except Refused as refusal:
            self.error.setText(str(refusal))
            self.error.show()
            return
        context.say(f"已导出 {count} 条记录：{target.name}")
        self.accept()
