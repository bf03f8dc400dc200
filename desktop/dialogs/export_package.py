"""A package sent up: which branch and year, what goes along, and a password if wanted."""

from PySide6.QtWidgets import QLineEdit, QWidget

from db import connection, package, queries
from db.connection import SUFFIX
from db.errors import Refused
from db.file_names import safe_name
from desktop.app import FILTER, Context
from desktop.dialogs import talk_words
from desktop.dialogs.base import Dialog
from desktop.disclosing import may_leave_the_file
from desktop.editors import ChoiceEditor, LineEditor
from desktop.widgets import Button, Check, Label, row

_YEARS_BACK = 10


class ExportPackageDialog(Dialog):
    """Open it with `.open()`; `accepted` after the package was written."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("导出上报包", parent, width=620, height=430)
        self._context = context
        self._names = {row["uid"]: row["short_name"] for row in queries.organisations()}
        self.branch = ChoiceEditor(self._names.items(), empty=None)
        self.branch.set_name("党组织")
        self.branch.set_value(context.branch)
        this = context.today().year
        years = sorted({context.year, *range(this + 1, this - _YEARS_BACK, -1)}, reverse=True)
        self.year = ChoiceEditor(((str(year), f"{year}年") for year in years), empty=None)
        self.year.set_name("年度")
        self.year.set_value(str(context.year))
        self.identity = Check("带上身份证号、电话、住址和党员的扫描件")
        self.talks = Check("带上谈心谈话记录")
        self.password, self.repeated = _secret("密码"), _secret("再写一次密码")
        self.error = Label("", "error")
        self.error.hide()
        self.main_button = Button("导出…", "file-output", "primary")
        self.main_button.clicked.connect(self._export)
        self.body.addWidget(
            Label("把一个支部一年的记录和附件写成一个文件，交给党总支导入。修改历史不随包带出。")
        )
        self.body.addLayout(
            row(Label("党组织", "muted", wrap=False), self.branch, 8, self.year, None)
        )
        self.body.addWidget(self.identity)
        self.body.addWidget(self.talks)
        self.body.addSpacing(8)
        own = "数据文件的密码不随包带出。" if connection.is_protected() else ""
        self.body.addWidget(
            Label(
                f"{own}密码可以不写，不写谁都能打开这个包。写了密码，没有密码就打不开；"
                "忘了密码谁也找不回来。",
                "muted",
            )
        )
        self.body.addLayout(row(self.password, self.repeated))
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.add_button(self.main_button)

    def _export(self) -> None:
        if self.password.value() != self.repeated.value():
            self._refuse("两次写的密码不一样，请重新写。")
        elif self.talks.isChecked():
            talk_words.ask(self._context, self, self._write)
        else:
            self._write()

    def _write(self) -> None:
        context, branch = self._context, self.branch.value() or ""
        identity, talks = self.identity.isChecked(), self.talks.isChecked()
        year = int(self.year.value() or context.year)
        name = safe_name(f"{self._names.get(branch, '')}{year}年上报包") + SUFFIX
        target = context.choose_save("导出上报包", name, FILTER)
        if target is None or not may_leave_the_file(
            context, target.name, identity=identity, talks=talks
        ):
            return
        try:
            count = package.write(
                target,
                branch,
                year,
                at=context.now(),
                who=context.who,
                password=self.password.value(),
                identity=identity,
                talks=talks,
            )
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        context.say(f"已导出上报包 {count} 条记录：{target.name}")
        self.accept()

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()


def _secret(name: str) -> LineEditor:
    editor = LineEditor(name)
    editor.set_name(name)
    editor.box.setEchoMode(QLineEdit.EchoMode.Password)
    return editor
