"""评分方案: the scheme of the year looked at, edited, kept in versions, taken in and given out."""

import uuid
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db import assessment, queries, schemes, toml_text, tree, whole_file
from db.errors import Refused
from db.file_names import safe_name
from db.operations import Changes
from db.records.assessment import SheetStatus
from db.records.scheme import SCHEME
from db.rules.scoring.model import Scheme
from db.schemes import InUse
from db.spec import Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor, Editor
from desktop.icons import icon
from desktop.pages.assessment.scheme_form import SchemeForm
from desktop.widgets import Banner, Button, Card, FlowLayout, Label, Pill, row, rule

PATTERN = "考核方案 (*.toml)"
_SHIPPED = "shipped:"


class SchemePane(QWidget):
    """What is changed is saved on leaving: in its own version while no assessment stands on it,
    else as the next one."""

    record_type = SCHEME.name

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._place = ("", 0)
        self._used: InUse | None = None
        self._owner = ""
        self._fresh = ""  # the uid under which an unsaved scheme is kept safe
        self._loaded: Scheme | None = None
        self.form: SchemeForm | None = None
        self.title = Label("", "title")
        self.pill = Pill()
        self.unsaved = Pill()
        self.note = Label("", "muted")
        self.version = ChoiceEditor(empty=None)
        self.version.set_name("看哪一版方案")
        self.save_button = Button("保存", "check", "primary", tip="Ctrl+S")
        self.revert_button = Button("放弃修改", "undo-2", "ghost")
        self.more_button = Button("导入、导出", "file-input")
        menu = QMenu(self)
        self.import_action = menu.addAction(icon("file-input"), "导入方案（toml）…")
        self.export_action = menu.addAction(icon("file-output"), "导出方案（toml）…")
        self.more_button.set_menu(menu)
        self.banner = Banner()
        self._card = Card(margin=0, spacing=0)
        self._build()
        self.version.changed.connect(self._version_chosen)
        self.save_button.clicked.connect(self._save_or_adopt)
        self.revert_button.clicked.connect(self.revert)
        self.import_action.triggered.connect(self.import_file)
        self.export_action.triggered.connect(self.export_file)
        self.banner.acted.connect(self._use_for_year)
        context.changed.connect(self._data_changed)

    def _build(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools, spacing=8)
        for widget in (self.version, self.more_button, self.revert_button, self.save_button):
            flow.addWidget(widget)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(4)
        name = row(self.title, self.pill, self.unsaved)
        name.setStretch(0, 1)
        head.addLayout(name)
        head.addWidget(self.note)
        head.addWidget(tools)
        head.addWidget(self.banner)
        self._card.body.addLayout(head)
        self._card.body.addWidget(rule())
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 8, 16, 16)
        body.addWidget(self._card)

    # What is shown

    def refresh(self) -> None:
        """Show the scheme of the branch and year looked at, unless it is being changed."""
        context = self._context
        if context.path is None or not context.branch:
            return
        place = (context.branch, context.year)
        if self.dirty and place == self._place:
            return
        self._place = place
        self.banner.hide()
        try:
            self._show(schemes.of_year(*place))
        except Refused as refusal:
            self.banner.show_message(str(refusal), "accent")

    def show_version(self, uid: str) -> None:
        """Show one version that the data file keeps."""
        self._place = (self._context.branch, self._context.year)
        try:
            self._show(schemes.of_uid(uid))
        except Refused as refusal:
            self.banner.show_message(str(refusal), "accent")

    def take_draft(self, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        self.refresh()
        try:
            self._edit(schemes.parse(values["text"]))
        except Refused as refusal:
            self._context.warn(f"没有保存的方案读不出来：{refusal}")
            return
        self._fresh = values["uid"]
        self.banner.show_message(
            "这是上次意外退出前没有保存的内容，请核对；离开时自动保存。", "caution"
        )

    @property
    def dirty(self) -> bool:
        """Whether anything differs from the version shown."""
        return self.form is not None and self.form.value() != self._loaded

    def _show(self, used: InUse) -> None:
        self._used, self._loaded = used, used.scheme
        row_ = tree.dump(SCHEME, used.uid) if used.uid else None
        self._owner = str(row_["organisation"]) if row_ else ""
        self._fresh = str(uuid.uuid4())
        self._edit(used.scheme)
        self._offer_versions()

    def _edit(self, scheme: Scheme) -> None:
        if self.form is not None:
            self._card.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = SchemeForm(scheme)
        self.form.set_read_only(on=self._context.readonly)
        self.form.changed.connect(self._show_head)
        self._card.body.addWidget(self.form, 1)
        self._context.track(self)
        self._show_head()

    def _show_head(self) -> None:
        used, context = self._used, self._context
        if used is None:
            return
        stands = used.uid is not None and schemes.used(used.uid)
        self.title.setText(used.scheme.title)
        pill = f"第{used.version}版" if used.uid else "程序自带"
        self.pill.set(f"{pill}，已用于考核" if stands else pill, "done" if stands else "muted")
        self.unsaved.set("未保存" if self.dirty else "", "caution")
        self.note.setText(self._said(stands=stands))
        writable = not context.readonly
        self.save_button.setVisible(writable and (self.dirty or not self._in_force()))
        self.save_button.setText("保存" if self.dirty or self._in_force() else "采用这个方案")
        self.save_button.setShortcut(QKeySequence.StandardKey.Save)  # new words take it away
        self.save_button.setAccessibleName(self.save_button.text())
        self.revert_button.setVisible(self.dirty and writable)
        self.import_action.setEnabled(writable)

    def _said(self, *, stands: bool) -> str:
        """Whose scheme it is, from when on, and what becomes of a change."""
        assert self._used is not None
        branch = self._context.branch
        whose = "程序自带的参考方案"
        if self._owner:
            name = queries.organisation(self._owner)["short_name"]
            whose = "本党组织的方案" if self._owner == branch else f"{name}的方案"
        said = f"{whose}，{self._used.scheme.year_from}年起用。"
        if not self._owner or self._owner != branch:
            return f"{said}改动保存为本党组织自己的方案。"
        return said + (
            "改动保存为新的一版，用过的一版不动。" if stands else "改动直接保存在这一版。"
        )

    def _offer_versions(self) -> None:
        assert self._used is not None
        branch = self._context.branch
        own = [
            (row_["uid"], f"{row_['title']} 第{row_['version']}版") for row_ in schemes.kept(branch)
        ]
        shipped = [(f"{_SHIPPED}{c}", schemes.built_in(c).title) for c in schemes.BUILT_IN]
        here = self._used.uid or f"{_SHIPPED}{self._used.scheme.code}"
        if here not in [value for value, _label in own + shipped]:
            own.insert(0, (here, self._used.title))
        self.version.set_choices([*own, *((v, f"{t}（程序自带）") for v, t in shipped)])
        self.version.set_value(here)

    def _version_chosen(self) -> None:
        value = self.version.value() or ""
        if not self.leave():
            self._offer_versions()
        elif value.startswith(_SHIPPED):
            self._show(InUse(schemes.built_in(value.removeprefix(_SHIPPED))))
            self._offer_use()
        else:
            self.show_version(value)
            self._offer_use()

    # Saving

    def draft(self) -> Tree | None:
        """The unsaved scheme, for safe keeping."""
        if self.form is None or not self.dirty:
            return None
        scheme = self.form.value()
        text = schemes.text_of(scheme)
        given = {"code": scheme.code, "title": scheme.title, "year_from": scheme.year_from}
        blank = tree.blank(SCHEME, organisation=self._context.branch, text=text, **given)
        return blank | {"uid": self._fresh}

    def leave(self) -> bool:
        """Save what was changed; False when it cannot be saved, which has been said."""
        return not self.dirty or self._context.readonly or self.save()

    def save(self) -> bool:
        """Save now: in this version, or as the next one when it was used."""
        form = self.form
        if form is None or not self.dirty:
            return True
        problem = next(form.problems(), None)
        if problem is not None:
            editor, text = problem
            self._say(editor, text)
            return False
        return self._keep(form.value())

    def _save_or_adopt(self) -> None:
        """Save what was changed, or take what is shown as the scheme from this year on."""
        if self.dirty:
            self.save()
        elif self._used is not None:
            scheme = replace(self._used.scheme, year_from=self._context.year)
            self._used = None
            self._keep(scheme)

    def _in_force(self) -> bool:
        """Whether what is shown is the scheme of the branch and year looked at."""
        assert self._used is not None
        try:
            now = schemes.of_year(self._context.branch, self._context.year)
        except Refused:
            return False
        return (now.uid, now.scheme) == (self._used.uid, self._used.scheme)

    def _keep(self, scheme: Scheme | str) -> bool:
        context, used = self._context, self._used
        replacing = used.uid if used is not None and self._owner == context.branch else None
        before = {row_["uid"] for row_ in schemes.kept(context.branch)}
        step = partial(
            schemes.save,
            context.branch,
            scheme,
            who=context.who,
            at=context.now(),
            replacing=replacing,
        )
        changes = context.run(step, self, refused=self._say_refused)
        if changes is None:
            return False
        context.drop_draft(self._fresh)
        new = next((r["uid"] for r in schemes.kept(context.branch) if r["uid"] not in before), "")
        self._show(schemes.of_uid(new or replacing or ""))
        assert self._used is not None
        context.say(f"已保存：{self._used.title}。", "撤销", context.undo)
        self._offer_use()
        return True

    def revert(self) -> None:
        """Give up what was changed."""
        self._context.drop_draft(self._fresh)
        self.banner.hide()
        if self._used is not None:
            self._show(self._used)

    def _say(self, editor: QWidget, text: str) -> None:
        if self.form is not None:
            self.form.show_widget(editor)
        if isinstance(editor, Editor):
            editor.set_error(text)
            editor.target.setFocus()
        name = editor.accessibleName()
        self.banner.show_message(f"方案没有保存：“{name}”{text}。可以放弃修改。", "accent")

    def _say_refused(self, text: str) -> None:
        if self.form is not None:
            self.form.show_refusal(text)
        self.banner.show_message(f"方案没有保存：{text}", "accent")

    # The assessment of the year

    def _offer_use(self) -> None:
        """Offer to go on by this version where the assessment of the year stands on another."""
        used, context = self._used, self._context
        if used is None or used.uid is None or context.readonly:
            return
        record = assessment.of_year(context.branch, context.year)
        draft = record is not None and record["status"] == SheetStatus.DRAFT
        if draft and record is not None and record["scheme"] not in (None, used.uid):
            text = f"{context.year}年的考核还按原来的方案，打过的分按代号保留。"
            self.banner.show_message(text, "now", "改用这一版")

    def _use_for_year(self) -> None:
        used, context = self._used, self._context
        record = assessment.of_year(context.branch, context.year)
        if used is None or used.uid is None or record is None:
            return
        step = partial(
            assessment.use_scheme, record["uid"], used.uid, who=context.who, at=context.now()
        )
        if context.run(step, self) is not None:
            context.say(f"{context.year}年的考核改用{used.title}。", "撤销", context.undo)

    # Files

    def import_file(self) -> None:
        """Take in a scheme from a file; a broken one is refused with its line, nothing changes."""
        if not self.leave():
            return
        path = self._context.choose_open("导入考核方案", PATTERN)
        if path is None:
            return
        try:
            text = toml_text.read(path)
            schemes.parse(text, f"“{path.name}”")
        except Refused as refusal:
            self.banner.show_message(f"没有导入：{refusal}", "accent")
            return
        self._used = None  # it comes beside what is shown, as a version of its own
        self._keep(text)

    def export_file(self) -> None:
        """Write the scheme as it stands into a file."""
        if self.form is None or not self.leave():
            return
        scheme = self.form.value()
        path = self._context.choose_save("导出考核方案", f"{safe_name(scheme.title)}.toml", PATTERN)
        if path is None:
            return
        try:
            whole_file.write(path, schemes.text_of(scheme).encode(), "考核方案")
        except Refused as refusal:
            self._context.warn(str(refusal))
            return
        self._context.say(f"已存为“{path.name}”", "打开", partial(self._context.open_path, path))

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        touched = changes.touches("scheme") or changes.touches("assessment")
        if touched and initiator is not self and self.isVisible() and not self.dirty:
            self.refresh()
