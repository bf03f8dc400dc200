"""The recovery key shown in groups, to be printed or copied by hand."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QWidget

from db import queries
from db.errors import Refused
from desktop import preview
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.theme import px
from desktop.widgets import Button, Card, Check, Label

if TYPE_CHECKING:
    from desktop.documents.recovery_key import RecoveryKeySheet

_IN_A_ROW = 7
_PDF = "PDF (*.pdf)"


class RecoveryKeyDialog(Dialog):
    """Shows a recovery key. A `fresh` one must be said to be printed before the dialog closes."""

    def __init__(
        self, context: Context, key: str, left: list[Path], parent: QWidget | None, *, fresh: bool
    ) -> None:
        super().__init__("恢复密钥", parent, width=720, height=400 if fresh else 310)
        self._context, self._key, self._fresh = context, key, fresh
        path = context.path
        self._name = path.name if path else ""
        self.kept = Check("我已经打印或抄下，并放在了稳妥的地方")
        self.kept.setVisible(fresh)
        self.kept.toggled.connect(self._fit)
        self.print_button = Button("打印…", "printer", "primary")
        self.print_button.clicked.connect(self._print)
        self.save_button = Button("存为 PDF…", "save")
        self.save_button.clicked.connect(self._save)
        self.error = Label("", "error")
        self.error.hide()
        self.body.addWidget(
            Label(
                "忘了密码时只有它能打开文件。请打印或抄下，放进保险柜，不要放在电脑旁。"
                + ("忘了密码又没有恢复密钥，谁也打不开。" if fresh else "")
            )
        )
        self.body.addWidget(self._groups())
        if left:
            self.body.addWidget(_unconverted(left))
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.body.addWidget(self.kept)
        self.add_button(self.save_button)
        self.add_button(self.print_button)
        self._fit()

    def _groups(self) -> Card:
        card = Card(role="box", margin=16)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(4))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(px(20))
        for number, group in enumerate(self._key.split("-")):
            line, column = divmod(number, _IN_A_ROW)
            small = Label(str(number + 1), "muted", wrap=False)
            small.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            large = Label(group, wrap=False)
            large.setFont(fixed)
            large.setStyleSheet(f"font-size: {px(20)}px; font-family: '{fixed.family()}'")
            large.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(small, line * 2, column)
            grid.addWidget(large, line * 2 + 1, column)
        card.body.addLayout(grid)
        return card

    def _fit(self) -> None:
        self.close_button.setEnabled(not self._fresh or self.kept.isChecked())

    def reject(self) -> None:
        if self.close_button.isEnabled():
            super().reject()
        else:
            self._refuse("请先打印或抄下恢复密钥，再打上勾。")

    def _sheet(self) -> "RecoveryKeySheet":
        from desktop.documents import recovery_key

        context = self._context
        own = queries.organisation(context.branch)["name"] if context.branch else ""
        return recovery_key.collect(self._name, self._key, context.today().isoformat(), own)

    def _print(self) -> None:
        from desktop.documents import recovery_key

        printer = preview.ask_printer(self, "恢复密钥")
        if printer is None:
            return
        try:
            preview.print_pdf(recovery_key.pdf(self._sheet()), printer)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        self.error.hide()
        self._context.say("恢复密钥已送到打印机。")

    def _save(self) -> None:
        from desktop.documents import recovery_key

        target = self._context.choose_save("恢复密钥存为", "恢复密钥.pdf", _PDF)
        if target is None:
            return
        try:
            recovery_key.render(self._sheet(), target)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        self.error.hide()
        self._context.say(
            f"已存为“{target.name}”。打印后请删掉它：拿到它的人就能打开文件。",
            "打开",
            partial(self._context.open_path, target),
        )

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()


def _unconverted(left: list[Path]) -> Label:
    names = "、".join(f"“{path.name}”" for path in left[:5])
    more = f"等{len(left)}个" if len(left) > 5 else ""
    return Label(
        f"这些旧的副本没有随着转换：{names}{more}。不再需要就删掉，或关闭用着它的程序后再来一次；"
        "没有密码的副本谁都能打开。",
        tone="caution",
    )
