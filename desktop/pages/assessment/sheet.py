"""The assessment of the branch and year that are looked at: its head, its form, what is to do."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from db import assessment, queries, tree
from db.operations import Changes
from db.records.assessment import ASSESSMENT, SheetStatus, ballot_error
from db.rules.scoring.model import Line, Sheet
from db.spec import Tree
from desktop.app import Context
from desktop.dialogs.history import HistoryDialog
from desktop.pages.assessment import words
from desktop.pages.assessment.form import AssessmentForm
from desktop.pages.assessment.head import SheetHead
from desktop.pages.assessment.row import Heads
from desktop.pages.assessment.side import SidePanel
from desktop.pages.letters.printing import LetterPress
from desktop.recording.section import Path
from desktop.theme import px
from desktop.widgets import Card, EmptyState, rule

_SIDE = 290  # pixels at 100 %
_SOON = 30  # milliseconds: the window is seen before anything is computed
_AFTER_A_CHANGE = 300
_AFTER_A_DECISION = 200  # who goes on to the next line at once does not wait for the sum


class SheetPane(QWidget):
    """`listed(title, uids, note)` to see the records behind a line.

    A decision is saved when it is complete, the rest when its field is left; nothing that cannot be
    saved is lost: it stays in the form, and leaving the page asks for it.
    """

    record_type = ASSESSMENT.name

    listed = Signal(str, object, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._place = ("", 0)
        self._narrow = False
        self._differences: Sequence[str] = ()
        self.sheet: Sheet | None = None
        self.press = LetterPress(context, self)
        self.head = SheetHead()
        self.heads = Heads()
        self.form = AssessmentForm(context)
        self.side = SidePanel()
        self.empty = EmptyState("考核按党支部进行，请在右上角选一个党支部。")
        self._card = Card(margin=0, spacing=0)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.compute)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(_AFTER_A_DECISION)
        self._follow.timeout.connect(self.follow)
        self._connect()

    def _build(self) -> None:
        self._lines = QWidget()
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(16, 6, 16 + 12, 6)
        line.addWidget(self.heads)
        for widget in (holder, rule()):
            column.addWidget(widget)
        column.addWidget(self.form, 1)
        self._card.body.addWidget(self.head)
        self._card.body.addWidget(rule())
        self._card.body.addWidget(self._lines, 1)
        body = self._body = QHBoxLayout(self)
        body.setContentsMargins(16, 8, 16, 16)
        body.setSpacing(12)
        body.addWidget(self._card, 1)
        body.addWidget(self.empty, 1)
        body.addWidget(self.side)
        self._fit()

    def _connect(self) -> None:
        head = self.head
        head.froze.connect(self.freeze)
        head.reopened.connect(self.reopen)
        head.did.connect(self._do)
        head.points_shown.connect(self._show_points)
        head.printing.connect(self.print_paper)
        head.saving_as.connect(self.save_paper)
        head.save_button.clicked.connect(self.save)
        head.side_button.clicked.connect(self._turn_side)
        head.banner.acted.connect(self._go_to_wanting)
        self.form.changed.connect(self._show_head)
        self.form.committed.connect(self._save_quietly)
        self.form.opened.connect(self._open_line)
        self.side.jumped.connect(self.go_to_line)
        self._context.changed.connect(self._data_changed)
        self._context.theme.changed.connect(self._fit)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # What is shown

    @property
    def record(self) -> Tree:
        """The assessment as it stands in the form, empty when there is none."""
        return self.form.values()

    @property
    def uid(self) -> str:
        """The assessment that is shown, "" when there is none."""
        return str(self.record.get("uid", ""))

    @property
    def stored(self) -> bool:
        """Whether the assessment shown is in the file."""
        return bool(self.record.get("revision"))

    def refresh(self) -> None:
        """Read the branch and year that are looked at, soon."""
        self._timer.start(_SOON)

    def compute(self) -> None:
        """Score the year and show it; what a person has changed meanwhile stays."""
        self._timer.stop()
        context = self._context
        if context.path is None:
            return
        self._fit()
        if not context.branch:
            return
        place = (context.branch, context.year)
        own = self.form.changed_keys if place == self._place and self.form.dirty else {}
        top = self.form.verticalScrollBar().value() if place == self._place else 0
        self._place = place
        record = assessment.of_year(*place) or tree.blank(
            ASSESSMENT, organisation=context.branch, year=context.year
        )
        self._score(record)
        self._load(record, own)
        self.form.verticalScrollBar().setValue(top)

    def take_draft(self, values: Tree) -> None:
        """Show what a crash kept from being saved, over the stored assessment."""
        self.compute()
        record = self.record
        if record["status"] != SheetStatus.DRAFT:
            self._context.warn("这份考核已经定稿，意外退出前没有保存的改动没有带回。")
            return
        kept = ("uid", "revision", "entered_at", "deleted_at", "status", "frozen", "frozen_on")
        self._load(record, {k: v for k, v in values.items() if k not in kept})
        self.head.banner.show_message(
            "这是上次意外退出前没有保存的内容，请核对；离开时自动保存。", "caution"
        )

    def _score(self, record: Tree) -> None:
        context = self._context
        today = context.today().isoformat()
        self.sheet = assessment.sheet_of(record, today)
        final = record["status"] != SheetStatus.DRAFT
        self._differences = assessment.differences(record, today) if final else ()

    def _load(self, record: Tree, own: Tree) -> None:
        assert self.sheet is not None
        context, shown = self._context, self._pointed
        how = {"pointed": shown, "readonly": context.readonly}
        self.form.load(record, self.sheet, **how)
        if own and record["status"] == SheetStatus.DRAFT:
            self.form.take(own, self.sheet, **how)
        self.heads.set_pointed(on=shown)
        self._context.track(self)
        self.head.reason.hide()
        self._show_side()
        self._show_head()

    def _show_side(self) -> None:
        assert self.sheet is not None
        final = self.record["status"] != SheetStatus.DRAFT
        self.side.show_sheet(self.sheet, self._differences, final=final)

    def _show_head(self) -> None:
        record = self.record
        if not record or self.sheet is None:
            return
        context = self._context
        name = queries.organisation(context.branch)["short_name"]
        unsaved = self.form.dirty and not context.readonly
        self.head.show_record(record, name=name, readonly=context.readonly, unsaved=unsaved)
        self.head.show_sheet(self.sheet, record, shown=context.settings.preferences.show_points)

    @property
    def _pointed(self) -> bool:
        shown = self._context.settings.preferences.show_points
        return self.sheet is not None and words.pointed(self.sheet, shown=shown)

    def _show_points(self, on: bool) -> None:  # noqa: FBT001 - a signal's word
        self._context.settings.change(show_points=on)
        self.compute()

    # Where things are

    def go_to_line(self, code: object) -> None:
        """Lead to a line of the sheet."""
        if self._narrow:
            self.head.side_button.setChecked(False)
            self._fit()
        self.form.scores.reveal_line(str(code))

    def go_to(self, target: object) -> None:
        """Lead to a field of the assessment by its path."""
        path: Path = tuple(target) if isinstance(target, tuple | list) else (str(target),)
        self.form.go_to(path)

    def go_to_next(self) -> None:
        """Lead to the next line that wants something of a person, after where the cursor is."""
        if self.sheet is None:
            return
        wanting = [line.code for line in self.sheet.lines if line.wants]
        rows, focus = self.form.scores.rows, self.window().focusWidget()
        here = next((c for c, r in rows.items() if focus and r.isAncestorOf(focus)), "")
        order = list(rows)
        later = [c for c in wanting if here and order.index(c) > order.index(here)]
        if wanting:
            self.go_to_line((later or wanting)[0])
        else:
            self._context.say("每一项都评过、确认过了。")

    def _go_to_wanting(self) -> None:
        self.go_to_next()

    def _open_line(self, line: Line) -> None:
        if self.leave():
            title = f"{line.code} {line.title}"
            self.listed.emit(f"{self._context.year}年考核 {title}", line.evidence, line.words)

    # Saving

    def draft(self) -> Tree | None:
        """The unsaved values, for safe keeping."""
        return self.record if self.form.dirty else None

    def leave(self) -> bool:
        """Save what was changed; False when it cannot be saved, which has been said."""
        return self._context.readonly or self.save()

    def save(self) -> bool:
        """Save now; False when it cannot be saved, which has been said."""
        problem = next(self.form.problems(), None)
        if problem is not None:
            editor, text = problem
            self.form.show_widget(editor)
            editor.setFocus()
            self._context.warn(f"“{editor.accessibleName()}”没有保存：{text}。")
            return False
        if not self.form.dirty:
            return True
        if not self.stored:
            return self._begin()
        record = self.record
        changes = self._context.save(ASSESSMENT, record, self, invalid=self._say_errors)
        if changes is None:
            return False
        self._adopt(record["uid"])
        return True

    def _begin(self) -> bool:
        """Put the assessment of the year into the file with its scheme and what is written."""
        context, record = self._context, self.record
        begin = partial(
            assessment.begin, *self._place, record=record, who=context.who, at=context.now()
        )
        if context.run(begin, self, invalid=self._say_errors) is None:
            return False
        context.drop_draft(record["uid"])
        stored = assessment.of_year(*self._place)
        assert stored is not None
        self.form.stand_on(stored)
        self._adopt(stored["uid"])
        return True

    def _save_quietly(self) -> None:
        """Save what can be saved; what cannot is still being written."""
        can = not self._context.readonly and self.form.dirty
        if can and next(self.form.problems(), None) is None:
            self.save()
        self._show_head()

    def _focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self.isVisible() and self.form.isAncestorOf(old):
            QTimer.singleShot(0, self, self._save_quietly)

    def _adopt(self, uid: str) -> None:
        stored = tree.dump(ASSESSMENT, uid)
        self.form.adopt(stored)
        self._show_head()
        self._follow.start()

    def follow(self) -> None:
        """Score again and show what it comes to; what a person is writing stays."""
        self._follow.stop()
        if self._context.path is None or not self.record:
            return
        record = self.record
        sound = [line for line in record["ballots"] if not ballot_error(line)]
        self._score(record | {"ballots": sound})
        assert self.sheet is not None
        self.form.follow(self.sheet)
        self._show_side()
        self._show_head()

    def _say_errors(self, errors: dict[str, str]) -> None:
        self.head.banner.show_message("没有保存：" + "".join(errors.values()), "accent")
        self.form.go_to((next(iter(errors)),))

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is not self and changes.records and self.isVisible():
            self._timer.start(_AFTER_A_CHANGE)

    # The life of the sheet

    def freeze(self) -> bool:
        """Make the sheet final when nothing is missing; whether it was possible."""
        if not self.record or self.sheet is None or not self.leave():
            return False
        if not self.stored and not self._begin():
            return False
        self.follow()
        wanting = [line for line in self.sheet.lines if line.wants]
        if wanting:
            first = wanting[0]
            more = f"，共 {len(wanting)} 项" if len(wanting) > 1 else ""
            said = f"还不能定稿：{first.code} {first.title}{first.wants}{more}。"
            self.head.banner.show_message(said, "accent", "逐项去做")
            self.go_to_line(first.code)
            return False
        context = self._context
        step = partial(
            assessment.freeze,
            self.uid,
            today=context.today().isoformat(),
            who=context.who,
            at=context.now(),
        )
        return self._step(step, "考核已定稿。以后记录有改动，这里会写明与定稿不符。")

    def reopen(self, reason: str) -> bool:
        """Make a final sheet a draft again, for a reason; whether it was possible."""
        context = self._context
        step = partial(
            assessment.reopen, self.uid, reason=reason, who=context.who, at=context.now()
        )
        return self._step(step, "已退回草稿，可以修改；改好后请重新定稿。")

    def _step(self, operation: Callable[[], Changes], said: str) -> bool:
        refused = partial(self.head.banner.show_message, tone="accent")
        if self._context.run(operation, self, refused=refused) is None:
            return False
        self.head.banner.hide()
        self.compute()
        self._context.say(said)
        return True

    def _do(self, what: str) -> None:
        uid = self.uid
        if what == "history":
            HistoryDialog(self._context, ASSESSMENT, uid, self).open()
        elif self.leave() and self._context.delete(ASSESSMENT, uid, self) is not None:
            self.form.forget()
            self.compute()

    # Papers

    def print_paper(self, name: str) -> None:
        """Save, set a paper of the assessment, ask for the printer."""
        if self.stored and self.leave():
            self.press.print_record(name, self.record)

    def save_paper(self, name: str) -> None:
        """Save, then write a paper as PDF where the person wants it."""
        if self.stored and self.leave():
            self.press.save_record(name, self.record)

    # Room

    def set_narrow(self, *, on: bool) -> None:
        """With little room the right panel takes the place of the lines when it is asked for."""
        if on != self._narrow:
            self._narrow = on
            self.head.set_narrow(on=on)
            (self._card.body if on else self._body).addWidget(self.side, 1 if on else 0)
        self._fit()

    def _turn_side(self) -> None:
        self._fit()

    def _fit(self) -> None:
        turned = self.head.side_button.isChecked()
        branch = bool(self._context.branch)
        self._card.setVisible(branch)
        self.empty.setVisible(not branch)
        self.side.setVisible(turned if self._narrow else branch)
        self._lines.setVisible(not (self._narrow and turned))
        self.side.setMinimumWidth(0 if self._narrow else px(_SIDE))
        self.side.setMaximumWidth(16777215 if self._narrow else px(_SIDE))
