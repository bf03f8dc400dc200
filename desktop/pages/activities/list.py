"""The list at the left: the year's activities, and the planned months that have none yet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from db import queries, uploads
from db.queries import Row
from db.records import spec
from db.records.held import Status
from db.spec import Tree
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.activities import words
from desktop.recording.words import STATUS_TONES, day, upload_mark
from desktop.recording.yearlist import YearList
from desktop.widgets import Button, CardRow

PLANNED = "plan:"  # what the uid of a planned month begins with


class ActivityList(YearList):
    """`chosen(uid)`; `wanted(month)` to begin an activity, "" for any; `plan_wanted`;
    `year_paper(way, name)` to print or keep a paper of the year."""

    wanted = Signal(str)
    plan_wanted = Signal()
    year_paper = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__("活动记录", "记录第一次活动")
        self._context = context
        self._rows: list[Row] = []
        self._planned: list[Tree] = []
        self._copied: dict[str, uploads.Copied] = {}
        self.cards.chosen.connect(self._chosen)
        self.cards.opened.connect(self._opened)
        self.empty.clicked.connect(self._new)

    def make_tools(self) -> Sequence[Button]:
        """What begins an activity, and the plan of the year."""
        self.new_button = Button("新建活动", "plus", "primary")
        self.new_button.clicked.connect(self._new)
        self.plan_button = Button("年度计划", "calendar")
        self.plan_button.clicked.connect(self.plan_wanted)
        return self.new_button, self.plan_button

    def make_foot(self) -> Sequence[Button]:
        """The papers of the year."""
        self.year_button = Button("年度一览", "printer", "ghost")
        menu = QMenu(self)
        for icon_name, text, way, name in (
            ("printer", "打印活动一览…", "print", "activity-list"),
            ("download", "活动一览另存为 PDF、Word…", "save", "activity-list"),
            ("table", "活动一览存为表格（xlsx）…", "xlsx", "activity-list"),
            ("table", "年度计划存为表格（xlsx）…", "xlsx", "activity-plan"),
        ):
            menu.addAction(icon(icon_name), text).setData((way, name))
        menu.triggered.connect(self._paper_chosen)
        self.year_button.set_menu(menu)
        return (self.year_button,)

    def refresh(self) -> None:
        """Read the year's activities and its plan again; the chosen one stays."""
        branch, year = self._context.branch, self._context.year
        self._rows, self._planned, self._copied = [], [], {}
        if self._context.path is not None and branch:
            self._rows = queries.records(spec("activity"), organisation=branch, year=year)
            self._copied = uploads.marks(branch, spec("activity"), year)
            plan = queries.plan_of(branch, year)
            done = {found.values["month"] for found in self._rows}
            lines = plan["months"] if plan else []
            self._planned = [line for line in lines if line["month"] not in done]
        writable = bool(branch) and not self._context.readonly
        self.new_button.setEnabled(writable)
        self.empty.button.setVisible(writable)
        cards = [(found.day or "", self._card(found)) for found in self._rows]
        cards += [(_due(line, year), self._planned_card(line)) for line in self._planned]
        self.show_cards(cards)
        self.summary.setText(words.year_summary(self._rows) or "还没有活动记录")
        self.empty.set_sentence(
            f"{year}年还没有活动记录。这里放每月党员活动日的计划和记录，先定年度计划也可以。"
        )

    def select(self, uid: str) -> bool:
        """Make an activity current; whether it is in the list."""
        return self.cards.select(uid)

    def first(self) -> str:
        """The uid of the newest activity, "" when there is none."""
        return self._rows[0].uid if self._rows else ""

    def title_of(self, record: Tree) -> str:
        """The heading over a record."""
        return words.title(record)

    def planned(self, month: int) -> Tree | None:
        """The plan of a month without an activity."""
        return next((line for line in self._planned if line["month"] == month), None)

    def _card(self, found: Row) -> CardRow:
        status = Status(found.values["status"])
        return CardRow(
            uid=found.uid,
            title=f"{found.values['month'] or ''}月　{found.values['title'] or '未定主题'}",
            subtitle=upload_mark(self._copied.get(found.uid)) + words.subtitle(found),
            pill=status.label,
            tone=STATUS_TONES[status],
        )

    def _planned_card(self, line: Tree) -> CardRow:
        late = bool(line["planned_on"]) and line["planned_on"] < self._today()
        return CardRow(
            uid=f"{PLANNED}{line['month']}",
            title=f"{line['month']}月　{line['title'] or '未定主题'}",
            subtitle=f"计划 {day(line['planned_on']) or '日期未定'} · 回车开始记录",
            pill="没有记录" if late else "计划",
            tone="caution" if late else "muted",
        )

    def _today(self) -> str:
        return self._context.today().isoformat()

    def _chosen(self, uid: str) -> None:
        if uid.startswith(PLANNED):
            self._begin_planned(uid)
        else:
            self.chosen.emit(uid)

    def _opened(self, uid: str) -> None:
        if uid.startswith(PLANNED):
            self._begin_planned(uid)

    def _begin_planned(self, uid: str) -> None:
        if not self._context.readonly:
            self.wanted.emit(uid.removeprefix(PLANNED))

    def _new(self) -> None:
        self.wanted.emit("")

    def _paper_chosen(self, action: object) -> None:
        way, name = action.data()  # type: ignore[attr-defined]
        self.year_paper.emit(way, name)


def _due(line: Tree, year: int) -> str:
    """Where a planned month stands among the days: on its day, else at its end."""
    return str(line["planned_on"] or f"{year}-{line['month']:02}-31")
