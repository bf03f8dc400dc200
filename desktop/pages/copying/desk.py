"""The desk: the year's records of a form with their marks, and the fields of the one in hand."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from db import dates, tree, uploads
from db.errors import Refused
from db.model import AttachmentKind
from db.operations import Changes
from db.queries import Row
from db.records.upload import UPLOAD
from db.spec import RecordSpec, Tree
from db.uploads import Entry
from desktop import copying
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.editors import ChoiceEditor, DateEditor, LineEditor
from desktop.pages.copying.forms import FormsDialog
from desktop.pages.copying.step import StepPane
from desktop.theme import px
from desktop.widgets import Button, Card, CardList, CardRow, Check, EmptyState, Label, row

_SMALL = (460, 300)  # pixels at 100 %


class CopyDesk(Dialog):
    """Opened for a year, or with the one record that is to be carried over."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("抄报台", parent, width=1040, height=660)
        self._context = context
        self._forms: list[Tree] = []
        self._entries: dict[str, Entry] = {}
        self._record: Tree | None = None
        self._large = self.size()
        self.form = ChoiceEditor(empty=None)
        self.form.set_name("抄报表单")
        self.form.changed.connect(self._list)
        self.forms_button = Button("设置表单…", "pencil")
        self.forms_button.clicked.connect(self.set_up)
        self.open_only = Check("只看还要上传的")
        self.open_only.toggled.connect(self._list)
        self.cards = CardList("要抄报的记录")
        self.cards.chosen.connect(self._choose)
        self.count = Label("", "muted")
        self.step = StepPane()
        self.step.finished.connect(self._all_copied)
        self.photos_button = Button("导出照片…", "download", tip="按表单里写的大小存到一个文件夹")
        self.photos_button.clicked.connect(self.export_photos)
        self.day = DateEditor("上传日期")
        self.receipt = LineEditor("平台编号")
        self.mark_button = Button("标记已上传", "check")
        self.mark_button.clicked.connect(self.mark)
        self.undo_button = Button("撤销标记", "undo-2", "ghost")
        self.undo_button.clicked.connect(self._undo)
        self.said = Label("", "muted")
        self.small = Check("小窗口，放在最前")
        self.small.toggled.connect(self._set_small)
        self.empty = EmptyState(
            "这里把一条记录按省、市平台上的栏目一项一项复制过去，抄完记下上传日期。"
            "先把平台上的表写下来。",
            "设置表单",
        )
        self.empty.clicked.connect(self.set_up)
        self._build()
        context.changed.connect(self._data_changed)
        self._read()

    def _build(self) -> None:
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        listed = Card(margin=1)
        listed.body.addWidget(self.cards)
        column.addWidget(listed, 1)
        column.addWidget(self.count)
        right = Card()
        right.body.addWidget(self.step, 1)
        self._marking = QWidget()
        marking = row(self.day, self.receipt, self.mark_button, self.undo_button, None)
        marking.setContentsMargins(0, 0, 0, 0)
        self._marking.setLayout(marking)
        right.body.addWidget(self._marking)
        right.body.addWidget(self.said)
        self._split = QSplitter()
        self._split.setHandleWidth(12)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._left)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([px(300), px(680)])
        self._head = QWidget()
        head = row(self.form, self.forms_button, self.open_only, None, self.photos_button)
        head.setContentsMargins(0, 0, 0, 0)
        self._head.setLayout(head)
        self.body.addWidget(self._head)
        self.body.addWidget(self._split, 1)
        self.body.addWidget(self.empty, 1)
        self.buttons.insertWidget(0, self.small)

    # What a person does

    def show_record(self, kind: RecordSpec, uid: str) -> None:
        """Take a record in hand; the first form that takes such records is chosen."""
        values = tree.dump(kind, uid)
        fitting = [form for form in self._forms if uploads.suits(form, kind, values)]
        if not fitting:
            self.said.setText(f"还没有抄报“{kind.heading(values)}”的表单，请先设置。")
            return
        self.open_only.setChecked(False)
        self.form.set_value(fitting[0]["uid"])
        self._list()
        self.cards.select(uid)
        self._choose(uid)

    def set_up(self) -> None:
        """Write down the forms of the platforms."""
        dialog = FormsDialog(self._context, self)
        dialog.finished.connect(self._read)
        dialog.open()

    def mark(self) -> None:
        """Keep that the record was uploaded on the day that is written."""
        form, record, day = self._form(), self._record, self.day.value()
        if form is None or record is None:
            return
        if not day or self.day.problem():
            self._say(self.day.problem() or "请写明上传日期。", "caution")
            return
        if day > self._context.today().isoformat():
            self._say("上传日期还没有到，请核对。", "caution")
            return
        kind = uploads.kind_of(form["source"])
        made = uploads.new_upload(form, kind, record, day)
        made["receipt"] = self.receipt.value() or ""
        saved = self._context.save(UPLOAD, made, self, refused=partial(self._say, tone="caution"))
        if saved is not None:
            self.receipt.set_value("")
            self._list()
            self._say(f"已记下：{kind.heading(record)}，{dates.text(day)}上传。")
            self.undo_button.setVisible(True)

    def export_photos(self) -> None:
        """Write the photos of the record at the size of the form."""
        form, record = self._form(), self._record
        if form is None or record is None:
            return
        folder = self._context.choose_folder("照片存到哪个文件夹")
        if folder is None:
            return
        try:
            written = copying.photos(form, record, folder)
        except Refused as refusal:
            self._say(str(refusal), "caution")
        else:
            self._say(f"{len(written)}张照片已存到“{folder}”。")

    # Inside

    def _form(self) -> Tree | None:
        wanted = self.form.value()
        return next((form for form in self._forms if form["uid"] == wanted), None)

    def _read(self, _result: object = None) -> None:
        self._forms = uploads.forms_of(self._context.branch)
        before = self.form.value()
        self.form.set_choices((form["uid"], uploads.FORM.heading(form)) for form in self._forms)
        known = [form["uid"] for form in self._forms]
        self.form.set_value(before if before in known else next(iter(known), None))
        for part in (self._head, self._split, self.small):
            part.setVisible(bool(known))
        self.empty.setVisible(not known)
        self._list()

    def _list(self, _toggled: object = None) -> None:
        form, year = self._form(), self._context.year
        found = uploads.entries(form, year) if form is not None else []
        self._entries = {entry.row.uid: entry for entry in found}
        wanted = [each for each in found if each.open or not self.open_only.isChecked()]
        self.cards.set_rows([_card(entry) for entry in wanted])
        left = sum(entry.open for entry in found)
        self.count.setText(f"{year}年{len(found)}条，还要上传{left}条" if found else "")
        chosen = self.cards.selected() or next((entry.row.uid for entry in wanted), "")
        self.cards.select(chosen)
        self._choose(chosen, again=True)

    def _choose(self, uid: str, *, again: bool = False) -> None:
        form, before = self._form(), self._record
        self._record = None
        if uid and form is not None:
            self._record = tree.dump(uploads.kind_of(form["source"]), uid)
        writable = self._record is not None and not self._context.readonly
        self.mark_button.setEnabled(writable)
        has_photos = any(
            r["kind"] == AttachmentKind.PHOTO for r in (self._record or {}).get("attachments", [])
        )
        self.photos_button.setEnabled(has_photos)
        if form is None or self._record is None:
            self.step.show_values(())
            self._say("这一年还没有这样的记录。" if form is not None and not self._entries else "")
            return
        today = self._context.today().isoformat()
        self.day.set_value(today)
        if not again or before is None or before["uid"] != uid:
            self.undo_button.setVisible(False)
        self.step.show_values(copying.values(form, self._record, today))
        self._say(_state(self._entries[uid]))

    def _all_copied(self) -> None:
        self._say("全部栏目都已复制。平台上保存以后，请点“标记已上传”。")

    def _undo(self) -> None:
        self.undo_button.setVisible(False)
        self._context.undo()
        self._list()

    def _say(self, text: str, tone: str = "") -> None:
        self.said.setText(text)
        self.said.set_tone(tone)

    def _set_small(self, on: bool) -> None:  # noqa: FBT001 - the signal's word
        for part in (self._head, self._left, self._marking):
            part.setVisible(not on)
        self.step.set_small(on=on)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        if on:
            self._large = self.size()
            self.resize(px(_SMALL[0]), px(_SMALL[1]))
        else:
            self.resize(self._large)
        self.show()  # changed flags hide a window
        self.activateWindow()

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is not self and (changes.touches(UPLOAD.name)):
            self._list()


def copy_out(context: Context, kind: RecordSpec, uid: str, parent: QWidget) -> None:
    """Open the desk with one record in hand."""
    desk = CopyDesk(context, parent.window())
    desk.show_record(kind, uid)
    desk.open()


def _card(entry: Entry) -> CardRow:
    copied = entry.copied
    pill, tone = ("草稿", "caution") if entry.draft else ("", "muted")
    if copied is not None:
        pill, tone = ("有改动", "caution") if copied.changed else ("已上传", "done")
    return CardRow(entry.row.uid, entry.row.heading, _line(entry.row), pill, tone)


def _line(found: Row) -> str:
    about = "、".join(found.topics) or found.values.get("title", "")
    return " · ".join(part for part in (dates.text(found.day), about) if part)


def _state(entry: Entry) -> str:
    draft = "这条记录还是草稿，定稿以后再抄更好。" if entry.draft else ""
    if entry.copied is None:
        return draft
    receipt = entry.copied.upload["receipt"]
    return f"{entry.copied.text}{f'，编号{receipt}' if receipt else ''}。{draft}"
