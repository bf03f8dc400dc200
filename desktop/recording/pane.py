"""One record being written: its bar, its form, saving by itself, and its way into the archive."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from db import inspection, lifecycle, tree
from db.operations import Changes
from db.records.held import Status
from db.rules.rule import Finding
from db.spec import Tree
from desktop.app import Context
from desktop.recording.form import OccasionForm
from desktop.recording.header import MoreEntry, RecordHeader
from desktop.recording.section import Path
from desktop.widgets import Banner, Card, rule

_JUDGE_AFTER = 250


class RecordPane(Card):
    """`judged(findings)` soon after every change; `stored(uid)` after a save; `gone` after it went
    into the bin; `shown(tree)` when another record, or another state of it, is shown;
    `finalised(uid)` after a draft became final."""

    judged = Signal(object)
    stored = Signal(str)
    shown = Signal(object)
    gone = Signal()
    edited = Signal()
    finalised = Signal(str)

    def __init__(
        self,
        context: Context,
        form: OccasionForm,
        title_of: Callable[[Tree], str],
        more: Sequence[MoreEntry] = (),
    ) -> None:
        super().__init__(margin=0, spacing=0)
        self._context = context
        self.kind = form.kind
        self.record_type = form.kind.name
        self._title_of = title_of
        self._findings: list[Finding] = []
        self.header = RecordHeader(form.kind, more)
        self.banner = Banner()
        self.form = form
        self.body.addWidget(self.header)
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 8, 16, 8)
        inset.addWidget(self.banner)
        self.body.addLayout(inset)
        self.body.addWidget(rule())
        self.body.addWidget(self.form, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_JUDGE_AFTER)
        self._timer.timeout.connect(self.judge)
        self.form.changed.connect(self._changed)
        self.form.rederived.connect(self._rederived)
        self.header.advanced.connect(self.advance)
        self.header.reopened.connect(self.reopen)

    # What is shown

    @property
    def record(self) -> Tree:
        """The record as it stands in the form."""
        return self.form.values()

    @property
    def uid(self) -> str:
        """Which record is shown, "" when there is none."""
        return str(self.form.values().get("uid", ""))

    @property
    def status(self) -> Status:
        """How far the record has come."""
        return Status(self.form.values()["status"])

    def open_record(self, uid: str) -> bool:
        """Show a stored record; whether it is there."""
        stored = tree.dump_many(self.kind, [uid]).get(uid)
        if stored is None or stored["deleted_at"] is not None:
            return False
        self.banner.hide()
        self._show(stored)
        return True

    def take_draft(self, values: Tree) -> None:
        """Show what a crash kept from being saved, over the stored record."""
        stored = tree.dump_many(self.kind, [values["uid"]]).get(values["uid"])
        if stored is None:
            self._show(values | {"revision": 0})
            self.form.take({})
        elif stored["status"] == Status.DRAFT:
            self._show(stored)
            kept = ("uid", "revision", "entered_at", "deleted_at", "status")
            self.form.take({k: v for k, v in values.items() if k not in kept})
        else:
            self._show(stored)
            self._context.warn("这份记录已经定稿，意外退出前没有保存的改动没有带回。")
            return
        self.banner.show_message(
            "这是上次意外退出前没有保存的内容，请核对；离开时自动保存。", "caution"
        )
        self.shown.emit(self.record)
        self.judge()

    def reload(self) -> bool:
        """Show what the file holds now; what a person has changed meanwhile stays."""
        uid = self.uid
        stored = tree.dump_many(self.kind, [uid]).get(uid)
        if stored is None or stored["deleted_at"] is not None:
            self.clear()
            return False
        own = self.form.changed_keys if self.form.dirty else {}
        place = self.form.verticalScrollBar().value()
        self._show(stored)
        if own and stored["status"] == Status.DRAFT:
            self.form.take(own)
        self.form.verticalScrollBar().setValue(place)
        return True

    def clear(self) -> None:
        """Show nothing; nothing of the former record is kept."""
        self._timer.stop()
        self._context.untrack(self)
        self.form.forget()

    def go_to(self, path: Path) -> bool:
        """Lead to the field of a path; whether it is in the form."""
        return self.form.go_to(path)

    def go_to_finding(self, found: Finding) -> None:
        """Lead to the field of a finding and mark it until something is changed."""
        self.form.go_to(found.field, found.text if found.level == "block" else "")

    def _show(self, record: Tree) -> None:
        self.form.load(record)
        if self._context.readonly:
            self.form.set_read_only(on=True)
        self._context.track(self)
        self._show_header()
        self.shown.emit(record)
        self.judge()

    def _show_header(self) -> None:
        record = self.record
        readonly = self._context.readonly
        self.header.show_record(record, self._title_of(record), readonly=readonly)

    # Checks

    def judge(self) -> None:
        """Have the record checked as it stands, and say what each vote came to."""
        self._timer.stop()
        record = self.record
        if not record:
            return
        today = self._context.today()
        self._findings = inspection.findings(self.kind, record, today.isoformat())
        self.form.show_findings(record, self._findings, today)
        self.judged.emit(self._findings)

    def _changed(self) -> None:
        if not self._timer.isActive():
            self._show_header()
        self._timer.start()
        self.edited.emit()

    def _rederived(self, said: tuple[str, ...]) -> None:
        if said:
            self.banner.show_message("按当日名册重新核对应到：" + "；".join(said) + "。", "now")
        else:
            self.banner.show_message("按当日名册核对过，应到人员没有变化。", "done")

    def take_attachments(self, lines: list[Tree]) -> None:
        """Keep the attachments with the record; a final one is saved at once."""
        self.form.set_value("attachments", lines)
        if self.status == Status.DRAFT:
            self._changed()
        else:
            self.save()

    # Saving

    def draft(self) -> Tree | None:
        """The unsaved values, for safe keeping."""
        return self.form.values() if self.form.dirty else None

    def save(self) -> bool:
        """Save what was changed; False when it cannot be saved, which has been said."""
        problem = next(self.form.problems(), None)
        if problem is not None:
            editor, text = problem
            self.form.show_widget(editor)
            editor.setFocus()
            self._context.warn(f"“{editor.accessibleName()}”没有保存：{text}。")
            return False
        if not self.form.dirty:
            return True
        record = self.form.values()
        changes = self._context.save(self.kind, record, self, invalid=self._say_errors)
        if changes is None:
            return False
        self._saved(record["uid"])
        self._context.say("已保存")
        return True

    def _saved(self, uid: str) -> None:
        self.form.adopt(tree.dump(self.kind, uid))
        self._show_header()
        self.stored.emit(uid)
        self.judge()

    def _say_errors(self, errors: dict[str, str]) -> None:
        self._context.warn("没有保存：" + "".join(errors.values()))
        self.form.go_to((next(iter(errors)),))

    # The way into the archive

    def advance(self, status: str) -> bool:
        """Take the record a step further; whether it was possible."""
        wanted = Status(status)
        if wanted == Status.FINAL:
            return self._finalise()
        return self._step(
            partial(lifecycle.advance, self.kind, self.uid, wanted, day=self._today())
        )

    def mark_printed(self) -> None:
        """A final record that was printed becomes 已打印; others stay what they are."""
        if self.status == Status.FINAL and not self._context.readonly:
            self.advance(str(Status.PRINTED))

    def reopen(self, reason: str) -> None:
        """Make a final record a draft again, for a reason."""
        operation = partial(lifecycle.reopen, self.kind, self.uid, reason=reason)
        if self._step(operation, refused=self._say_reason):
            self.banner.show_message("已退回草稿，可以修改。改好后请重新定稿、打印。", "now")

    def delete(self) -> None:
        """Put the record into the bin; the toast offers to take it back."""
        if not self.save():
            return
        if self._context.delete(self.kind, self.uid, self) is not None:
            self.clear()
            self.gone.emit()

    def _finalise(self) -> bool:
        if not self.save():
            return False
        self.judge()
        blocking = [found for found in self._findings if found.level == "block"]
        if blocking:
            self.go_to_finding(blocking[0])
            more = f"，共 {len(blocking)} 处" if len(blocking) > 1 else ""
            self.banner.show_message(f"还不能定稿：{blocking[0].text}{more}。", "accent")
            return False
        if not self._step(partial(lifecycle.finalise, self.kind, self.uid, today=self._today())):
            return False
        self.finalised.emit(self.uid)
        return True

    def _step(
        self,
        operation: Callable[..., Changes],
        refused: Callable[[str], None] | None = None,
    ) -> bool:
        if not self.save():
            return False
        at_desk = partial(operation, who=self._context.who, at=self._context.now())
        if self._context.run(at_desk, self, refused=refused or self._say_refusal) is None:
            return False
        self.open_record(self.uid)
        self.stored.emit(self.uid)
        if self.status != Status.DRAFT:
            self._context.say(f"已标为“{self.status.label}”。")
        return True

    def _say_refusal(self, text: str) -> None:
        self.banner.show_message(text, "accent")

    def _say_reason(self, text: str) -> None:
        self.header.reason.line.set_error(text)
        self.banner.show_message(text, "accent")

    def _today(self) -> str:
        return self._context.today().isoformat()
