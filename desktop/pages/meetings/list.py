"""The list at the left: the year's meetings of the branch, filtered, with the year in figures."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from db import queries
from db.queries import Row
from db.records import spec
from db.records.meeting import MeetingKind, Status
from db.spec import Tree
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.meetings import words
from desktop.widgets import Button, Card, CardList, CardRow, EmptyState, Label, row, rule

_ICONS = {
    MeetingKind.GENERAL: "users",
    MeetingKind.COMMITTEE: "landmark",
    MeetingKind.GROUP: "users-round",
    MeetingKind.LECTURE: "graduation-cap",
}


class MeetingList(QWidget):
    """`chosen(uid)`; `wanted(kind, group)` to begin a meeting; `batch_wanted` to print many."""

    chosen = Signal(str)
    wanted = Signal(str, str)
    batch_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows: list[Row] = []
        self._groups: dict[str, str] = {}
        self._shown: set[str] = set()
        self.new_button = Button("新建会议", "plus", "primary")
        self.new_menu = QMenu(self)
        self.new_menu.aboutToShow.connect(self._fill_new_menu)
        self.new_menu.triggered.connect(self._new)
        self.new_button.set_menu(self.new_menu)
        self.filter_button = Button("全部", "funnel")
        self.filter_menu = self._make_filter()
        self.filter_button.set_menu(self.filter_menu)
        self.print_button = Button("合订打印", "printer", "ghost")
        self.print_button.setToolTip("把一个月、一个季度或全年的记录印成一册，前面有目录")
        self.print_button.clicked.connect(self.batch_wanted)
        self.cards = CardList("会议记录")
        self.cards.chosen.connect(self.chosen)
        self.summary = Label("", "muted")
        self.summary.setContentsMargins(14, 8, 12, 2)
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.cards, 1)
        inside.addWidget(rule())
        inside.addWidget(self.summary)
        foot = row(self.print_button, None)
        foot.setContentsMargins(4, 0, 4, 4)
        inside.addLayout(foot)
        self.empty = EmptyState("", "记录第一次会议")
        self.empty.clicked.connect(self._begin_first)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self.empty)
        card = Card(margin=1, spacing=0)
        card.body.addWidget(self._stack)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(row(self.new_button, self.filter_button, None))
        body.addWidget(card, 1)

    def refresh(self) -> None:
        """Read the year's meetings again; the chosen one stays."""
        branch = self._context.branch
        self._rows, self._groups = [], {}
        if self._context.path is not None and branch:
            self._groups = {g["uid"]: g["name"] for g in queries.groups_of(branch)}
            self._rows = queries.records(
                spec("meeting"), organisation=branch, year=self._context.year
            )
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
        if any(row.uid == uid for row in self._rows) and self._shown:
            self._set_filter(set())
            return self.cards.select(uid)
        return False

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
        rows = [row for row in self._rows if self._passes(row)]
        self.cards.set_rows([self._card(row) for row in rows])
        year = self._context.year
        self.summary.setText(words.year_summary(self._rows))
        self.summary.setToolTip(f"{year}年共 {len(self._rows)} 次")
        if self._rows:
            self.empty.set_sentence("没有符合筛选条件的会议。")
            self.empty.button.setVisible(False)
        else:
            self.empty.set_sentence(
                f"{year}年还没有会议记录。这里放支部党员大会、支委会、党小组会和党课的记录。"
            )
        self._stack.setCurrentIndex(0 if rows else 1)

    def _card(self, found: Row) -> CardRow:
        values = found.values
        status = Status(values["status"])
        return CardRow(
            uid=found.uid,
            title=words.name(values["kind"], self.group_name(values["group"])),
            subtitle=words.subtitle(found),
            pill=status.label,
            tone=words.STATUS_TONES[status],
        )

    def _passes(self, found: Row) -> bool:
        kinds = {str(k) for k in MeetingKind} & self._shown
        states = {str(s) for s in Status} & self._shown
        fits = not kinds or found.values["kind"] in kinds
        return fits and (not states or found.values["status"] in states)

    def _make_filter(self) -> QMenu:
        menu = QMenu(self)
        everything = menu.addAction("全部")
        everything.setData("")
        menu.addSeparator()
        for member in (*MeetingKind, None, *Status):
            if member is None:
                menu.addSeparator()
                continue
            action = menu.addAction(member.label)
            action.setCheckable(True)
            action.setData(str(member))
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

    def _living_groups(self) -> list[tuple[str, str]]:
        rows = queries.groups_of(self._context.branch)
        return [(row["uid"], row["name"]) for row in rows if row["dissolved_on"] is None]

    def _new(self, action: QAction) -> None:
        kind, group = action.data()
        self.wanted.emit(kind, group)

    def _begin_first(self) -> None:
        self.wanted.emit(str(MeetingKind.GENERAL), "")
