"""Handing over: a proven copy for the successor, the list for both signatures, then the seal."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import connection, package
from db.connection import SUFFIX
from db.errors import Refused
from db.file_names import safe_name
from desktop import errors
from desktop.app import FILTER, Context
from desktop.dialogs.base import Dialog
from desktop.editors import LineEditor
from desktop.tasks import Job
from desktop.widgets import Button, Card, Check, Label, row

_PDF = "PDF (*.pdf)"


class HandoverDialog(Dialog):
    """Three steps, one after the other. `sealed` after the open file was closed for changes."""

    sealed = Signal()

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("移交", parent, width=680, height=600)
        self._context = context
        note = package.last_copy() or {}
        self.to = LineEditor("接任人姓名")
        self.to.set_name("接任人姓名")
        self.to.set_value(str(note.get("to", "")))
        self.copied = Label("", "muted")
        self.copy_button = Button("写出副本…", "hard-drive", "primary")
        self.copy_button.clicked.connect(self._copy)
        self.list_button = Button("移交清单另存为 PDF…", "printer")
        self.list_button.clicked.connect(self._save_list)
        self.checked = Check("接任人已在自己的电脑上打开副本，核对了数目，双方已签字")
        self.checked.toggled.connect(self._fit)
        self.seal_button = Button("封存这份数据", "archive")
        self.seal_button.clicked.connect(self._seal)
        self.error = Label("", "error")
        self.error.hide()
        self._lay_out()
        self._tell(note)
        self._fit()

    def _lay_out(self) -> None:
        own = "副本用的是您现在的密码：请当面告诉接任人，请他接手后修改。"
        first = _step(
            "一、写出副本",
            "把全部数据核对着写成一个文件，交给接任人；这里的数据不变。"
            + (own if connection.is_protected() else ""),
        )
        first.body.addLayout(row(Label("移交给", "muted", wrap=False), self.to, self.copy_button))
        first.body.addWidget(self.copied)
        second = _step("二、签移交清单", "清单写明各类记录的数目和副本的校验值，双方签字各存一份。")
        second.body.addLayout(row(self.list_button, None))
        third = _step(
            "三、封存原来的数据",
            "封存后这份数据只能查看和打印，免得两边各记各的；写明原因可以收回。",
        )
        third.body.addWidget(self.checked)
        third.body.addLayout(row(self.seal_button, None))
        for card in (first, second, third):
            self.body.addWidget(card)
        self.body.addWidget(self.error)
        self.body.addStretch(1)

    def _tell(self, note: dict[str, Any]) -> None:
        self._has_copy = bool(note)
        if note:
            text = f"副本“{note['file']}”已写出并核对，校验值 {note['sha256'][:16]}…"
            self.copied.setText(text)
        self.copied.setVisible(bool(note))

    def _fit(self) -> None:
        self.list_button.setEnabled(self._has_copy)
        self.checked.setEnabled(self._has_copy)
        self.seal_button.setEnabled(self._has_copy and self.checked.isChecked())

    def _copy(self) -> None:
        context, path = self._context, self._context.path
        if not self.to.value():
            self._refuse("请先写明移交给谁。")
            self.to.target.setFocus()
            return
        day = context.today().isoformat()
        stem = path.stem if path else ""
        name = safe_name(f"{stem} 移交 {day}") + SUFFIX
        target = context.choose_save("移交的副本", name, FILTER)
        if target is None:
            return
        try:
            note = package.seal(
                target, to=self.to.value(), on=day, who=context.who, at=context.now()
            )
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        self.error.hide()
        self._tell(note)
        self._fit()

    def _save_list(self) -> None:
        # Imported where it is used: reportlab is slow to load and the window opens without it.
        from desktop.documents import handover
        from desktop.documents.gather import Gatherer

        context = self._context
        name = f"移交清单 {context.today():%Y-%m-%d}.pdf"
        target = context.choose_save("移交清单", name, _PDF)
        if target is None:
            return
        today = context.today().isoformat()
        sheet = handover.collect([], Gatherer(context.branch, today=today).on(today))

        def work(_job: Job) -> Path:
            handover.render(sheet, target)
            return target

        context.tasks.run("排版移交清单", work, self._written, self._failed)

    def _written(self, path: Path) -> None:
        self._context.say(f"已存为“{path.name}”", "打开", partial(self._context.open_path, path))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self._context.warn(str(error))
        elif isinstance(error, Exception):
            errors.report(error)

    def _seal(self) -> None:
        context = self._context
        try:
            package.close_old(who=context.who, at=context.now())
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        self.accept()
        self.sealed.emit()

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()


class TakeBackDialog(Dialog):
    """The seal taken off again, with a reason. `opened` after the file may be changed again."""

    opened = Signal()

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("收回移交", parent, width=560, height=260)
        self._context = context
        self.reason = LineEditor("为什么收回")
        self.reason.set_name("收回移交的原因")
        self.error = Label("", "error")
        self.error.hide()
        self.main_button = Button("收回移交", "rotate-ccw", "primary")
        self.main_button.clicked.connect(self._take_back)
        self.body.addWidget(
            Label(
                "收回后这份数据又可以修改。接任人那一份如已记了新内容，两边就不一样了，请先说好。"
            )
        )
        self.body.addWidget(self.reason)
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.add_button(self.main_button)

    def _take_back(self) -> None:
        context = self._context
        try:
            package.take_back(reason=self.reason.value(), who=context.who, at=context.now())
        except Refused as refusal:
            self.error.setText(str(refusal))
            self.error.show()
            return
        self.accept()
        self.opened.emit()


def _step(title: str, note: str) -> Card:
    card = Card(role="box", margin=12, spacing=6)
    card.body.addWidget(Label(title, "section", wrap=False))
    card.body.addWidget(Label(note, "muted"))
    return card
