"""The tab 三会一课: the year's meetings and talks, the record that is open, and its checks."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QMenu, QWidget

from db import drafting, listing, queries, talks, tree
from db.operations import Changes
from db.queries import Row
from db.records.held import Status
from db.records.meeting import MeetingKind
from db.records.upload import UPLOAD
from db.spec import Tree
from desktop.app import Context, Wish
from desktop.pages.copying.desk import copy_out
from desktop.pages.meetings.batch import BatchDialog
from desktop.pages.meetings.blocks import BlocksDialog, fill_menu
from desktop.pages.meetings.coverage import CoverageView
from desktop.pages.meetings.form import MeetingForm
from desktop.pages.meetings.head import HELD_IN_A_WAY
from desktop.pages.meetings.list import TALK, MeetingList
from desktop.pages.meetings.new import NewMeeting
from desktop.pages.meetings.open_items import OpenItemsDialog
from desktop.pages.meetings.talk_editor import TalkEditor
from desktop.recording.lists import note_progress, offer_lists
from desktop.recording.page import ActionEntry, RecordingPage

_MORE = (
    ("lists", "list-checks", "把任务列入清单…"),
    ("frame", "copy", "复制框架，新建一次会议"),
    ("blocks", "message-square", "编辑常用语…"),
    ("copy", "copy", "抄报到平台…"),
)
_DISCUSSING = (MeetingKind.GENERAL, MeetingKind.COMMITTEE, MeetingKind.GROUP)


class MeetingsPage(RecordingPage):
    """What meetings have beyond other occasions: kinds, an agenda, phrases, bound volumes.

    Heart-to-heart talks stand in the same list and are written in a form of their own.
    """

    def __init__(self, context: Context) -> None:
        self.list = MeetingList(context)
        self.new = NewMeeting(context)
        self.form = MeetingForm()
        self.talk = TalkEditor(context)
        self.coverage = CoverageView(context)
        self.blocks_menu = QMenu()
        self._asked_for = False
        super().__init__(
            context,
            self.list,
            self.new,
            self.form,
            paper=("minutes", "会议记录"),
            empty=("从左边选一次会议，或者新建一次。", "新建会议"),
            more=_MORE,
        )
        self.hold(self.talk, in_card=True)
        self.hold(self.coverage, in_card=True)
        self.blocks_menu.setParent(self, self.blocks_menu.windowFlags())
        self.list.batch_wanted.connect(self.print_many)
        self.form.agenda.blocks_button.clicked.connect(self.offer_blocks)
        self.list.coverage_wanted.connect(self.show_coverage)
        self.form.deleted.connect(self._line_deleted)
        self.form.agenda.items_wanted.connect(self.offer_items)
        self.form.agenda.item_wanted.connect(self._open_item)
        self.form.head.activity_wanted.connect(self._open_activity)
        self.record.finalised.connect(self._finalised)
        self.talk.saved.connect(self._talk_saved)
        self.talk.gone.connect(self._gone)
        self.coverage.wanted.connect(self.begin_talk)
        self.coverage.closed.connect(self._given_up)
        self.blocks_menu.triggered.connect(self._block_chosen)

    # Beginning

    def begin(self, *what: str) -> None:
        """Ask for the date and place of a new meeting of a kind, and perhaps of a group."""
        kind, group = (*what, "")[:2]
        if kind == TALK:
            self.begin_talk()
            return
        if not self.leave():
            return
        self._asked_for = False
        self.new.ask(kind, group, self.list.group_name(group), self._earlier(kind, group))
        self.ask_new()
        self.new.date.target.setFocus()

    def begin_record(self, wish: Wish) -> None:
        """Begin what the work desk asks for; of talks with the one who is left, or choose whom."""
        if wish.record_type == TALK and wish.kind:
            self.list.refresh()
            self.begin_talk(kind=wish.kind)
            return
        if wish.record_type == TALK:
            self._begin_missing_talk()
            return
        self.begin(wish.kind, wish.group)
        self._asked_for = self._shows(self.new)
        if self._asked_for and not wish.fresh:
            self.new.date.set_value(None)

    def _begin_missing_talk(self) -> None:
        context = self._context
        reached = talks.coverage(context.branch, context.year, context.today().isoformat())
        missing = [each.member for each in reached if not each.covered]
        if len(missing) == 1:
            self.begin_talk(missing[0])
        else:
            self.show_coverage()

    def begin_usual(self) -> None:
        """Ask which kind of meeting is to be begun."""
        button = self.list.new_button
        self.list.new_menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def do(self, what: str) -> None:
        """Do what was chosen in the menu over the record."""
        record = self.record.record
        if what == "frame":
            self.begin(record["kind"], record["group"] or "")
            self.new.take_frame(record["uid"])
        elif what == "blocks":
            BlocksDialog(self._context, record["kind"], self).open()
        elif what == "lists":
            if self.leave():
                offer_lists(self._context, self.record.kind, record["uid"], self, always=True)
        elif what == "copy":
            if self.leave():
                copy_out(self._context, self.record.kind, self.record.uid, self)
        elif what == "batch":
            self.print_many()
        else:
            super().do(what)

    def print_many(self) -> None:
        """Print the records of a month, a quarter or the year as one volume."""
        if self.leave():
            BatchDialog(self._context, self.printing, self).open()

    def _earlier(self, kind: str, group: str) -> list[Row]:
        """The meetings whose frame a new one may take; what is held once a year, of all years."""
        if kind in HELD_IN_A_WAY:
            every = queries.records(self.record.kind, organisation=self._context.branch)
            return [row for row in every if row.values["kind"] == kind]
        return [
            row
            for row in self.list.rows()
            if row.values["kind"] == kind and (row.values["group"] or "") == group
        ]

    # Talks

    def begin_talk(self, listener: str = "", kind: str = "") -> None:
        """Begin a talk, perhaps with a member or of a kind that is meant."""
        if not self.leave():
            return
        context = self._context
        today = context.today()
        day = today.isoformat() if today.year == context.year else f"{context.year}-12-31"
        self.talk.begin(drafting.new_talk(context.branch, day, listener or None, kind))
        self.list.select("")
        self._show_middle(self.talk)
        self.talk.go_to("listener" if not listener else "began_at")

    def show_coverage(self) -> None:
        """Show whom the year's talks reached."""
        if self.leave():
            self.coverage.refresh()
            self._show_middle(self.coverage)

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show a meeting, a talk, or the record that was uploaded."""
        if record_type == UPLOAD.name:
            copied = queries.named([tree.dump(UPLOAD, uid)["copied"] or ""])
            for of, (kind, _row) in copied.items():
                self._context.go(kind.name, of)
        elif record_type != TALK:
            super().show_record(record_type, uid, target)
        elif self.leave():
            self.list.refresh()
            self._open(uid)
            if isinstance(target, (tuple, list)) and target:
                self.talk.go_to(str(target[0]))

    def open_draft(self, record_type: str, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        if record_type != TALK:
            super().open_draft(record_type, values)
            return
        self._context.set_branch(values["organisation"])
        self._context.set_year(values["year"])
        self.list.refresh()
        self.list.select(values["uid"])
        self.talk.take_draft(values)
        self._show_middle(self.talk)

    def shown_record(self) -> tuple[str, str]:
        """The type and uid of the meeting or talk in front, "" when there is none."""
        return (TALK, self.talk.uid) if self._shows(self.talk) else super().shown_record()

    def leave(self) -> bool:
        """Save what is open; False when it needs the person."""
        return self.talk.leave() if self._shows(self.talk) else super().leave()

    def refresh(self) -> None:
        """Read everything of this branch and year again."""
        if self._shows(self.coverage):
            self.list.refresh()
            self.coverage.refresh()
        elif self._shows(self.talk):
            self.list.refresh()
            self._talk_changed()
        else:
            super().refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.talk.forget()

    def _open(self, uid: str) -> None:
        if not self.list.is_talk(uid):
            super()._open(uid)
            return
        self.talk.open_record(uid)
        self.list.select(uid)
        self._show_middle(self.talk)

    def _chosen(self, uid: str) -> None:
        if uid and self._shows(self.talk) and not self.talk.leave():
            self.list.cards.select(self.talk.uid)
        else:
            super()._chosen(uid)

    def _enter_record(self, uid: str) -> None:
        if self._shows(self.talk):
            self.talk.go_to("held_on")
        else:
            super()._enter_record(uid)

    def _show_middle(self, widget: QWidget) -> None:
        if self.talk.uid and widget is not self.talk:
            self.talk.clear()
        super()._show_middle(widget)
        for action in self._actions:
            if widget is self.talk and action.data() in ("print", "preview"):
                action.setEnabled(True)

    def _print_usual(self) -> None:
        if self._shows(self.talk):
            self.talk.print_paper()
        else:
            super()._print_usual()

    def _toggle_preview(self) -> None:
        if self._shows(self.talk):
            self.talk.toggle_preview()
        else:
            super()._toggle_preview()

    def _talk_saved(self, uid: str) -> None:
        year = self.talk.talk["year"]
        if year and year != self._context.year:
            self._context.set_year(year)  # the talk went there with its date
        self.list.refresh()
        self.list.select(uid)

    def _talk_changed(self) -> None:
        """Show the talk as the file holds it now, unless it is being written or went away."""
        if self.list.is_talk(self.talk.uid):
            self.list.select(self.talk.uid)
            if self.talk.draft() is None:
                self.talk.open_record(self.talk.uid)
        elif self.talk.draft() is None:
            self._open_first()

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if changes.touches(TALK) and initiator is not self.talk:
            self.list.refresh()
            if self._shows(self.talk):
                self._talk_changed()
        if self._shows(self.coverage) and (changes.touches(TALK) or changes.touches("member")):
            self.coverage.refresh()
        super()._data_changed(changes, initiator)

    # The lists

    def _begun(self, record: Tree) -> None:
        asked_for, self._asked_for = self._asked_for, False
        super()._begun(record)
        discussing = record["kind"] in _DISCUSSING and self.record.uid == record["uid"]
        if (
            asked_for
            and discussing
            and listing.open_items(record["organisation"], record["held_on"])
        ):
            self.offer_items()

    def offer_items(self) -> None:
        """Offer the open items of the lists as items of the agenda."""
        record = self.record.record
        day = record["held_on"] or self._context.today().isoformat()
        items = listing.open_items(record["organisation"], day)
        listed = self.form.agenda.listed()
        dialog = OpenItemsDialog([item for item in items if item.uid not in listed], self)
        dialog.chosen.connect(self.form.agenda.add_item)
        dialog.open()

    def _finalised(self, uid: str) -> None:
        """What the meeting said of listed items is noted; what it decided may go on a list."""
        note_progress(self._context, self.record.kind, uid, self)
        offer_lists(self._context, self.record.kind, uid, self)

    def _open_item(self, uid: str) -> None:
        if self.leave():
            self._context.go("listed_item", uid)

    def _open_activity(self, uid: str) -> None:
        if self.leave():
            self._context.go("activity", uid)

    # The agenda and its phrases

    def more_actions(self) -> tuple[ActionEntry, ...]:
        """The actions that only meetings have."""
        return (
            ("item", "添加议题", "Ctrl+Shift+Return", self.add_item),
            ("blocks", "插入常用语", "Ctrl+J", self.offer_blocks),
        )

    def add_item(self) -> None:
        """Add an item to the agenda, wherever the cursor is."""
        writable = self._open_record() and not self._context.readonly
        if writable and self.record.status == Status.DRAFT:
            self.form.agenda.add_new()

    def offer_blocks(self) -> None:
        """Offer the phrases of the branch where the cursor is."""
        record = self.record.record
        if not record or record["status"] != Status.DRAFT:
            return
        fill_menu(self.blocks_menu, self._context.branch, record["kind"])
        focus = self.window().focusWidget()
        inside = focus is not None and self.form.isAncestorOf(focus)
        anchor = focus if inside and focus is not None else self.record.header
        self.blocks_menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def _block_chosen(self, action: QAction) -> None:
        text = action.data()
        if text is None:
            self.do("blocks")
        elif not self.form.insert_text(text):
            self._context.say("请先把光标放到要插入的地方，再选常用语。")

    def _line_deleted(self, words: str, take_back: Callable[[], object]) -> None:
        self._context.say(words, "撤销", take_back)
