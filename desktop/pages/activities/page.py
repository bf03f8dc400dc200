"""The tab 28日活动: the year's plan and its activities, the record that is open, its checks."""

from functools import partial

from db import drafting
from db.operations import Changes
from db.records import spec
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.app import Context, Wish
from desktop.pages.activities.form import ActivityForm
from desktop.pages.activities.list import PLANNED, ActivityList
from desktop.pages.activities.new import NewActivity
from desktop.pages.activities.plan import PLAN, PlanPane
from desktop.pages.copying.desk import copy_out
from desktop.recording.lists import offer_lists
from desktop.recording.page import ActionEntry, RecordingPage
from desktop.recording.printing import YearPress

_MORE = (
    ("lists", "list-checks", "把议定事项列入清单…"),
    ("copy", "copy", "抄报到平台…"),
)


class ActivitiesPage(RecordingPage):
    """What activities have beyond other occasions: a plan of the year, and linked records."""

    def __init__(self, context: Context) -> None:
        self.list = ActivityList(context)
        self.new = NewActivity(context)
        self.form = ActivityForm()
        super().__init__(
            context,
            self.list,
            self.new,
            self.form,
            paper=("activity", "活动记录表"),
            empty=("从左边选一次活动，或者新建一次。", "新建活动"),
            more=_MORE,
        )
        self.plan = PlanPane(context)
        self.hold(self.plan, in_card=True)
        self.press = YearPress(context, self)
        self.record.header.many_text = "全年活动一览"
        self.list.plan_wanted.connect(self.show_plan)
        self.list.year_paper.connect(self._year_paper)
        self.plan.closed.connect(self._plan_closed)
        self.plan.gone.connect(self._plan_closed)
        self.record.finalised.connect(self._finalised)
        self.form.fixed.edit_wanted.connect(self._edit_fixed_items)
        self.form.counted.wanted.connect(self._count_as)
        self.form.counted.opened.connect(partial(context.go, "meeting"))

    # Beginning

    def begin(self, *what: str) -> None:
        """Ask for the day of a new activity, perhaps that of a planned month."""
        if not self.leave():
            return
        month = what[0] if what else ""
        self.new.ask(int(month) if month else None)
        self.ask_new()
        self.new.date.target.setFocus()

    def begin_record(self, wish: Wish) -> None:
        """Begin the activity of a month, or show the plan of the year."""
        if wish.record_type == PLAN.name:
            self.show_plan()
        else:
            self.begin(str(wish.month))

    def do(self, what: str) -> None:
        """Do what was chosen in the menu over the record."""
        if what == "lists":
            offer_lists(self._context, self.record.kind, self.record.uid, self, always=True)
        elif what == "copy":
            if self.leave():
                copy_out(self._context, self.record.kind, self.record.uid, self)
        elif what == "batch":
            self.press.print_year("activity-list")
        else:
            super().do(what)

    def more_actions(self) -> tuple[ActionEntry, ...]:
        """The actions that only activities have."""
        return (("plan", "年度计划", "Ctrl+Shift+P", self.show_plan),)

    # The plan

    def show_plan(self) -> None:
        """Show the plan of the year."""
        if self.leave():
            self.plan.open_year()
            self._show_middle(self.plan)

    def refresh(self) -> None:
        """Read everything of this branch and year again."""
        if self._shows(self.plan):
            self.list.refresh()
            self.plan.open_year()
        else:
            super().refresh()

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show an activity, or the plan of its year."""
        if record_type == PLAN.name:
            self.show_plan()
            self.plan.go_to(target)
        else:
            super().show_record(record_type, uid, target)

    def open_draft(self, record_type: str, values: Tree) -> None:
        """Show what a crash kept from being saved."""
        if record_type != PLAN.name:
            super().open_draft(record_type, values)
            return
        self._context.set_branch(values["organisation"])
        self._context.set_year(values["year"])
        self.list.refresh()
        self.plan.take_draft(values)
        self._show_middle(self.plan)

    def leave(self) -> bool:
        """Save what is open; False when it needs the person."""
        return self.plan.leave() if self._shows(self.plan) else super().leave()

    def _plan_closed(self) -> None:
        if self.plan.leave():
            self.list.refresh()
            self._given_up()

    def _given_up(self) -> None:
        if self.list.cards.selected().startswith(PLANNED):
            self._open_first()
        else:
            super()._given_up()

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        if changes.touches(PLAN.name) and initiator is not self:
            self.list.refresh()
            if self._shows(self.plan) and initiator not in (self.plan, self.plan.editor):
                self.plan.open_year()
        if changes.touches("meeting") and self._open_record() and self.record.uid:
            self.form.counted.show_links(self.record.uid)
        super()._data_changed(changes, initiator)

    # Around the record

    def _shown(self, record: Tree) -> None:
        super()._shown(record)
        self.form.counted.set_writable(on=not self._context.readonly)

    def _finalised(self, uid: str) -> None:
        offer_lists(self._context, self.record.kind, uid, self)

    def _edit_fixed_items(self) -> None:
        if self.leave():
            self._context.go("organisation", self._context.branch, "fixed_items")

    def _count_as(self, kind: str, group: str) -> None:
        """Begin the record of what was held inside the activity, to be completed on its own."""
        if not self.leave():
            return
        meeting = drafting.counted_as(self.record.record, kind, group or None)
        if self._context.save(spec("meeting"), meeting, self) is not None:
            label = MeetingKind(kind).label
            self._context.go("meeting", meeting["uid"])
            self._context.say(f"已另建一份{label}记录，请写完、单独定稿。", "撤销", self._undo)

    def _year_paper(self, way: str, name: str) -> None:
        if not self.leave():
            return
        if way == "print":
            self.press.print_year(name)
        elif way == "save":
            self.press.save_year(name)
        else:
            self._save_sheet(name)

    def _save_sheet(self, name: str) -> None:
        """Write the year's activities or the plan as a workbook where the person wants it."""
        from db.ledgers import exporter

        write = exporter.write_plan if name == "activity-plan" else exporter.write_activities
        branch, year, today = self._context.branch, self._context.year, self.press.today()
        title = "党员活动日计划" if name == "activity-plan" else "党员活动日一览"
        path = self._context.choose_save("存为表格", f"{year}年{title}.xlsx", "表格 (*.xlsx)")
        if path is None:
            return
        written = self.press.made(partial(write, path, branch, year, today=today))
        if written is not None:
            self.press.written(written)
