"""The list at the left: the year's meetings and talks, filtered, with the year in figures."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from db import queries, uploads
from db.queries import Row
from db.records import spec
from db.records.held import Status
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.meetings import words
from desktop.recording.words import STATUS_TONES, upload_mark
from desktop.recording.yearlist import YearList
from desktop.widgets import Button, CardRow

_ICONS = {
    MeetingKind.GENERAL: "users",
    MeetingKind.COMMITTEE: "landmark",
    MeetingKind.GROUP: "users-round",
    MeetingKind.LECTURE: "graduation-cap",
    MeetingKind.LIFE: "message-square",
    MeetingKind.APPRAISAL: "clipboard-check",
}
TALK = spec("talk").name
_TALK_ICON = "messages-square"


class MeetingList(YearList):
    """`chosen(uid)`; `wanted(kind, group)` to begin a meeting, or a talk (kind `TALK`);
    `batch_wanted` to print many; `coverage_wanted` to see whom the year's talks reached."""

    wanted = Signal(str, str)
    batch_wanted = Signal()
    coverage_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__("会议和谈话记录", "记录第一次会议")
        self._context = context
        self._rows: list[Row] = []
        self._talks: list[Row] = []
        self._groups: dict[str, str] = {}
        self._shown: set[str] = set()
        self._copied: dict[str, uploads.Copied] = {}
        self.cards.chosen.connect(self.chosen)
        self.empty.clicked.connect(self._begin_first)

    def make_tools(self) -> Sequence[Button]:
        """What begins a record, and what chooses among them."""
        self.new_button = Button("新建会议", "plus", "primary")
        self.new_menu = QMenu(self)
        self.new_menu.aboutToShow.connect(self._fill_new_menu)
        self.new_menu.triggered.connect(self._new)
        self.new_button.set_menu(self.new_menu)
        self.filter_button = Button("全部", "funnel")
        self.filter_menu = self._make_filter()
        self.filter_button.set_menu(self.filter_menu)
        return self.new_button, self.filter_button

    def make_foot(self) -> Sequence[Button]:
        """What is printed of many, and whom the talks reached."""
        self.print_button = Button("合订打印", "printer", "ghost")
        self.print_button.setToolTip("把一个月、一个季度或全年的记录印成一册，前面有目录")
        self.print_button.clicked.connect(self.batch_wanted)
        self.coverage_button = Button("谈话覆盖", _TALK_ICON, "ghost")
        self.coverage_button.setToolTip("这一年和谁谈过心、还没有和谁谈过")
        self.coverage_button.clicked.connect(self.coverage_wanted)
        return self.print_button, self.coverage_button

    def refresh(self) -> None:
        """Read the year's meetings and talks again; the chosen one stays."""
        branch, year = self._context.branch, self._context.year
        self._rows, self._talks, self._groups, self._copied = [], [], {}, {}
        if self._context.path is not None and branch:
            self._groups = {g["uid"]: g["name"] for g in queries.groups_of(branch)}
            self._rows = queries.records(spec("meeting"), organisation=branch, year=year)
            self._talks = queries.records(spec(TALK), organisation=branch, year=year)
            self._copied = uploads.marks(branch, spec("meeting"), year)
        writable = bool(branch) and not self._context.readonly
        self.new_button.setEnabled(writable)
        self.empty.button.setVisible(writable)
        self._show()

    def rows(self) -> list[Row]:
        """The year's meetings, newest first, whatever the filter."""
        return self._rows

    def select(self, uid: str) -> bool:
        """Make a meeting current; the filter is taken off when it hides it."""
        if self.cards.select(uid):
            return True
        if any(row.uid == uid for row in (*self._rows, *self._talks)) and self._shown:
            self._set_filter(set())
            return self.cards.select(uid)
        return False

    def is_talk(self, uid: str) -> bool:
        """Whether a card of the year is that of a talk."""
        return any(row.uid == uid for row in self._talks)

    def first(self) -> str:
        """The uid of the first card, "" when there is none."""
        shown = self.cards.rows()
        return shown[0].uid if shown else ""

    def group_name(self, uid: str | None) -> str | None:
        """The name of a group."""
        return self._groups.get(uid or "")

    def title_of(self, record: Tree) -> str:
        """The heading over a record."""
        return words.title(record, self.group_name(record["group"]))

    def _show(self) -> None:
        dated = [(row.day or "", self._card(row)) for row in self._rows if self._passes(row)]
        if self._fits(TALK, ""):
            dated += [(row.day or "", _talk_card(row)) for row in self._talks]
        self.show_cards(dated)
        year = self._context.year
        self.summary.setText(words.year_summary(self._rows, len(self._talks)))
        talks = f"，谈话 {len(self._talks)} 次" if self._talks else ""
        self.summary.setToolTip(f"{year}年开会 {len(self._rows)} 次{talks}")
        if self._rows or self._talks:
            self.empty.set_sentence("没有符合筛选条件的会议和谈话。")
            self.empty.button.setVisible(False)
        else:
            self.empty.set_sentence(
                f"{year}年还没有会议记录。这里放支部党员大会、支委会、党小组会和党课的记录，"
                "还有组织生活会、民主评议党员和谈心谈话。"
            )

    def _card(self, found: Row) -> CardRow:
        values = found.values
        status = Status(values["status"])
        return CardRow(
            uid=found.uid,
            title=words.name(values["kind"], self.group_name(values["group"])),
            subtitle=upload_mark(self._copied.get(found.uid)) + words.subtitle(found),
            pill=status.label,
            tone=STATUS_TONES[status],
        )

    def _passes(self, found: Row) -> bool:
        return self._fits(found.values["kind"], found.values["status"])

    def _fits(self, kind: str, status: str) -> bool:
        states = {str(s) for s in Status} & self._shown
        kinds = self._shown - states
        return (not kinds or kind in kinds) and (not states or status in states)

    def _make_filter(self) -> QMenu:
        menu = QMenu(self)
        everything = menu.addAction("全部")
        everything.setData("")
        menu.addSeparator()
        kinds = [(str(kind), kind.label) for kind in MeetingKind]
        states = [(str(status), status.label) for status in Status]
        for value, label in (*kinds, (TALK, spec(TALK).title), ("", ""), *states):
            if not value:
                menu.addSeparator()
                continue
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setData(value)
        menu.triggered.connect(self._filtered)
        return menu

    def _filtered(self, action: QAction) -> None:
        wanted = {a.data() for a in self.filter_menu.actions() if a.isChecked()}
        self._set_filter(wanted if action.data() else set())

    def _set_filter(self, wanted: set[str]) -> None:
        self._shown = wanted
        labels = []
        for action in self.filter_menu.actions():
            action.setChecked(action.data() in wanted)
            if action.isChecked():
                labels.append(action.text())
        short = labels[0] if len(labels) == 1 else f"{len(labels)} 项筛选"
        self.filter_button.setText(short if labels else "全部")
        self._show()

    def _fill_new_menu(self) -> None:
        self.new_menu.clear()
        for kind in MeetingKind:
            icons = icon(_ICONS[kind])
            if kind != MeetingKind.GROUP:
                action = self.new_menu.addAction(icons, kind.label)
                action.setData((str(kind), ""))
                continue
            if not self._living_groups():
                none = self.new_menu.addAction(icons, "党小组会（还没有党小组）")
                none.setEnabled(False)
            for uid, name in self._living_groups():
                action = self.new_menu.addAction(icons, words.name(str(kind), name))
                action.setData((str(kind), uid))
        self.new_menu.addSeparator()
        self.new_menu.addAction(icon(_TALK_ICON), spec(TALK).title).setData((TALK, ""))

    def _living_groups(self) -> list[tuple[str, str]]:
        rows = queries.groups_of(self._context.branch)
        return [(row["uid"], row["name"]) for row in rows if row["dissolved_on"] is None]

    def _new(self, action: QAction) -> None:
        kind, group = action.data()
        self.wanted.emit(kind, group)

    def _begin_first(self) -> None:
        self.wanted.emit(str(MeetingKind.GENERAL), "")


def _talk_card(found: Row) -> CardRow:
    return CardRow(
        uid=found.uid,
        title=f"{found.values['talker_name']}与{found.values['listener_name']}",
        subtitle=words.talk_subtitle(found),
        pill="谈话",
        tone="now",
    )
