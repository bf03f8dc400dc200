"""One item being looked at and edited: its name, state and next step over its form."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout

from db import listing, tree
from db.operations import Changes
from db.records.listed_item import LISTED_ITEM, ItemState, has_evidence, number_text
from db.spec import Tree
from desktop.app import Context
from desktop.dialogs.history import HistoryDialog
from desktop.icons import icon
from desktop.pages.lists import words
from desktop.pages.lists.choices import Choices
from desktop.pages.lists.form import ItemForm
from desktop.pages.lists.output import ListPapers
from desktop.pages.lists.steps import STEPS, Step, StepBar, main_step, step_between, steps_from
from desktop.widgets import Banner, Button, Card, Label, Pill, row, rule

_OPERATIONS: dict[str, Callable[..., Changes]] = {
    "start": listing.start,
    "complete": listing.complete,
    "close": listing.close,
    "reopen": listing.reopen,
}


_PAPERS = (
    ("print", "printer", "打印销号报告单…"),
    ("save_as", "download", "销号报告单另存为 PDF、Word…"),
)


class ItemPane(Card):
    """`open_record(uid)`, `begin(tree)`, `leave()`; `saved(uid)` after every change, `gone` after
    the item went into the bin or a new one was given up, `shut` when the list is wanted alone."""

    saved = Signal(str)
    gone = Signal()
    shut = Signal()

    def __init__(self, context: Context, choices: Choices) -> None:
        super().__init__(margin=0, spacing=0)
        self.record_type = LISTED_ITEM.name
        self._context = context
        self._choices = choices
        self._stored: Tree | None = None
        self._new = False
        self._forms: dict[str, ItemForm] = {}
        self.form: ItemForm | None = None
        self.back_button = Button("", "arrow-left", "ghost", tip="回到清单")
        self.title = Label("", "title", wrap=False)
        self.pill = Pill()
        self.late = Pill()
        self.carried = Pill()
        self.unsaved = Pill()
        self.dated = Label("", "muted")
        self.main_button = Button("开始", "play", "primary")
        self.more_button = Button("", "ellipsis", "ghost", tip="历史、删除，其他步骤")
        self.more_menu = QMenu(self)
        self.papers = ListPapers(context, self)
        self.bar = StepBar()
        self.banner = Banner()
        self._forms_place = QStackedWidget()
        self.save_button = Button("保存", "check")
        self.revert_button = Button("放弃修改", "undo-2", "ghost")
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(8)
        pills = (self.pill, self.late, self.carried, self.unsaved)
        head.addLayout(row(self.back_button, self.title, *pills, None))
        tools = row(self.main_button, self.save_button, self.revert_button, None, self.more_button)
        head.addLayout(tools)
        head.addWidget(self.dated)
        head.addWidget(self.bar)
        head.addWidget(self.banner)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addWidget(self._forms_place, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.shut)
        self.main_button.clicked.connect(self.advance)
        self.save_button.clicked.connect(self.save)
        self.revert_button.clicked.connect(self.revert)
        self.more_button.clicked.connect(self._open_more)
        self.more_menu.triggered.connect(self._more_chosen)
        self.bar.given.connect(self._given)

    # What is shown

    @property
    def uid(self) -> str:
        """The item shown, "" when there is none."""
        return str(self._stored["uid"]) if self._stored else ""

    @property
    def is_new(self) -> bool:
        """Whether the item shown is not stored yet."""
        return self._new

    @property
    def record(self) -> Tree:
        """The item as it stands in the form."""
        return self._form().values()

    def open_record(self, uid: str) -> bool:
        """Show a stored item; whether it is there."""
        stored = tree.dump_many(LISTED_ITEM, [uid]).get(uid)
        if stored is None or stored["deleted_at"] is not None:
            return False
        if uid != self.uid:
            self.bar.hide()
            self.banner.hide()
        self._show(stored, new=False)
        return True

    def begin(self, record: Tree) -> None:
        """Show an item that is not stored yet, with the cursor in its content."""
        self.bar.hide()
        self.banner.hide()
        self._show(record, new=True)
        self._form().go_to("title")

    def take_draft(self, record: Tree) -> None:
        """Show values that a crash kept from being saved, over the stored item."""
        stored = tree.dump_many(LISTED_ITEM, [record["uid"]]).get(record["uid"])
        if stored is not None and stored["state"] == ItemState.CLOSED:
            self.open_record(record["uid"])
            self._context.warn("这一项已经销号，意外退出前没有保存的改动没有带回。")
            return
        if stored is None:
            self.begin(record)
        else:
            self._show(stored, new=False)
            kept = ("revision", "entered_at", "deleted_at", "state", "number")
            self._form().take_draft({k: v for k, v in record.items() if k not in kept})
        self.banner.show_message(
            "这是上次意外退出前没有保存的内容，请核对；离开时自动保存。", "caution"
        )
        self._show_head()

    def clear(self) -> None:
        """Show nothing; nothing of the former item is kept."""
        self._context.untrack(self)
        self._stored, self.form, self._new = None, None, False
        self.bar.hide()

    def _show(self, record: Tree, *, new: bool) -> None:
        kind = record["kind"]
        if kind not in self._forms:
            made = self._forms[kind] = ItemForm(self._context, kind, self._choices)
            made.changed.connect(self._show_head)
            made.committed.connect(self.save)
            made.opened.connect(self._context.go)
            self._forms_place.addWidget(made)
        form = self._forms[kind]
        place = form.verticalScrollBar().value() if record["uid"] == self.uid else 0
        self._stored, self._new, self.form = record, new, form
        form.load(record, self._today())
        readonly = self._context.readonly
        form.set_read_only(on=readonly or record["state"] == ItemState.CLOSED, files=readonly)
        self._forms_place.setCurrentWidget(form)
        form.verticalScrollBar().setValue(place)
        self._context.track(self)
        self._show_head()

    def _form(self) -> ItemForm:
        assert self.form is not None
        return self.form

    def _show_head(self) -> None:
        record = self.record
        state, open_ = ItemState(record["state"]), not self._context.readonly
        carried = bool(record["year"]) and record["year"] < self._context.year
        late = listing.days_late(record, self._today())
        self.title.setText(f"新{words.noun(record['kind'])}" if self._new else number_text(record))
        self.pill.set("" if self._new else state.label, words.STATE_TONES[state])
        self.late.set(f"▲ 逾期{late}天" if late else "", "accent")
        self.carried.set("上年未完" if carried else "", "caution")
        unsaved = open_ and (self._new or self._form().dirty)
        self.unsaved.set("未保存" if unsaved else "", "caution")
        self.save_button.setVisible(unsaved)
        self.revert_button.setVisible(unsaved)
        self.dated.setText(words.dated(record))
        self.dated.setVisible(bool(self.dated.text()))
        step = main_step(state)
        self.main_button.setText(step.text)
        self.main_button.setAccessibleName(step.text)
        self.main_button.set_icon(step.icon)
        self.main_button.set_kind("secondary" if state == ItemState.CLOSED else "primary")
        self.main_button.setVisible(open_ and not self._new)
        self.more_button.setVisible(not self._new)

    # Saving

    def draft(self) -> Tree | None:
        """The unsaved values, for safe keeping."""
        if self.form is None or (self._new and not self.form.dirty):
            return None
        return self.form.values() if self._new else self.form.draft()

    def leave(self) -> bool:
        """Save what was changed; False when it cannot be saved and needs the person."""
        if self.form is None or not self.form.dirty:
            return True
        return self.save()

    def save(self) -> bool:
        """Save now; False when it cannot be saved, which has been said."""
        form = self._form()
        if self._context.readonly:
            return True
        problem = next(form.problems(), None)
        if problem is not None:
            editor, text = problem
            form.show_widget(editor)
            editor.setFocus()
            self._context.warn(f"“{editor.accessibleName()}”没有保存：{text}。")
            return False
        if not (self._new or form.dirty):
            return True
        record = form.values()
        save = partial(listing.save, record, who=self._context.who, at=self._context.now())
        if self._context.run(save, self, invalid=self._show_errors) is None:
            return False
        self._context.drop_draft(record["uid"])
        self._reload(record["uid"])
        return True

    def revert(self) -> None:
        """Give up what was changed since the last save."""
        if self._stored is None:
            return
        self._context.drop_draft(self.uid)
        if self._new:
            self.clear()
            self.gone.emit()
        else:
            self.open_record(self.uid)

    def _reload(self, uid: str) -> None:
        self.open_record(uid)
        self.saved.emit(uid)

    def _show_errors(self, errors: dict[str, str]) -> None:
        if rest := self._form().show_errors(errors):
            self._context.warn("没有保存：" + "".join(rest))

    # The life of the item

    def advance(self) -> None:
        """Take the next step of the item's life, or ask for what it needs."""
        self.take(main_step(self.record["state"]))

    def move(self, state: str) -> None:
        """Bring the item into another state, as by a drag on the board."""
        here = ItemState(self.record["state"])
        if here == state:
            return
        step = step_between(here, state)
        if step is None:
            ways = "、".join(f"“{each.title}”" for each in steps_from(here))
            self.banner.show_message(
                f"“{here.label}”的事项不能直接成为“{ItemState(state).label}”，现在可以{ways}。",
                "caution",
            )
        else:
            self.take(step)

    def take(self, step: Step) -> None:
        """Take a step, or ask for what it needs."""
        if self._context.readonly or not self.save():
            return
        if not step.asks:
            self._given(step.name, {"day": self._today()})
            return
        self.banner.hide()
        people = self._choices.people()
        self.bar.ask(step, today=self._today(), by=self._context.who, people=people)

    def _given(self, name: str, values: Tree) -> None:
        if not self.save():
            return
        context, step = self._context, STEPS[name]
        operation = partial(
            _OPERATIONS[name],
            self.uid,
            **values,
            today=self._today(),
            who=context.who,
            at=context.now(),
        )
        refused = self.bar.say if step.asks else self._say_refusal
        if context.run(operation, self, refused=refused) is None:
            if name == "close" and not has_evidence(self.record):
                self._form().show_widget(self._form().evidence)
            return
        self.bar.hide()
        self.banner.hide()
        self._reload(self.uid)
        said = f"{self.title.text()}现在是“{ItemState(self.record['state']).label}”。"
        context.say(said, "撤销", context.undo)

    def _say_refusal(self, text: str) -> None:
        self.banner.show_message(text, "accent")

    # The rest

    def delete(self) -> None:
        """Put the item into the bin; the toast offers to take it back."""
        if self._stored is None or not self.leave():
            return
        if self._context.delete(LISTED_ITEM, self.uid, self) is not None:
            self.clear()
            self.gone.emit()

    def fill_menu(self, menu: QMenu, uid: str, state: str) -> None:
        """Fill a menu with the steps that an item in a state may take, as (uid, step)."""
        for step in steps_from(state) if not self._context.readonly else ():
            menu.addAction(icon(step.icon), step.text).setData((uid, step.name))

    def _open_more(self) -> None:
        state = self.record["state"]
        self.more_menu.clear()
        if not self._context.readonly:
            for step in steps_from(state)[1:]:
                self.more_menu.addAction(icon(step.icon), step.text).setData(step.name)
        for name, icon_name, text in _PAPERS:
            self.more_menu.addAction(icon(icon_name), text).setData(name)
        self.more_menu.addAction(icon("history"), "历史").setData("history")
        if not self._context.readonly and state != ItemState.CLOSED:
            self.more_menu.addAction(icon("trash-2"), "删除").setData("delete")
        place = self.more_button.rect().bottomLeft()
        self.more_menu.popup(self.more_button.mapToGlobal(place))

    def _more_chosen(self, action: QAction) -> None:
        what = action.data()
        if what == "history":
            HistoryDialog(self._context, LISTED_ITEM, self.uid, self).open()
        elif what == "delete":
            self.delete()
        elif what in ("print", "save_as"):
            self._make_paper(what)
        else:
            self.take(STEPS[what])

    def _make_paper(self, what: str) -> None:
        if self.save():
            make = self.papers.print_closing if what == "print" else self.papers.save_closing
            make(self.record)

    def _today(self) -> str:
        return self._context.today().isoformat()
