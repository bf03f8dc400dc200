"""数字说话: the numbers of a period, the records behind each, and the sets that were frozen."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db import dates, frozen_numbers, numbers, queries, tree
from db.frozen_numbers import DIFFERS
from db.numbers import Number, Period
from db.records.frozen_numbers import FROZEN_NUMBERS
from db.spec import Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor, DateEditor
from desktop.icons import icon
from desktop.pages.ledgers.freeze import FreezeDialog
from desktop.pages.ledgers.numbers_output import NumberPapers
from desktop.theme import px
from desktop.widgets import Button, Card, CardList, CardRow, Label, row

_KEY = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_OWN = "own"
_SPANS = (
    ("year", "全年"),
    *((f"q{n}", f"第{'一二三四'[n - 1]}季度") for n in range(1, 5)),
    *((f"m{n}", f"{n}月") for n in range(1, 13)),
    (_OWN, "自定起止"),
)
_HEADS = ("内容", "数字", "记录")
_FROZEN_HEADS = ("内容", "定稿数字", "核对")


class NumbersPane(QWidget):
    """`went(record_type, uid)` when a record behind a number is wanted."""

    went = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: dict[str, Number] = {}
        self._kinds: dict[str, str] = {}
        self._differs: dict[str, str] = {}
        self._quiet = False
        self.papers = NumberPapers(context, self)
        self.span = ChoiceEditor(_SPANS, empty=None)
        self.first, self.last = DateEditor("从哪一天"), DateEditor("到哪一天")
        self.sets = ChoiceEditor(empty="现在的数字", missing="")
        self.freeze_button = Button(
            "定稿", "badge-check", "primary", tip="把这个时段的数字随总结、报告定下来，以后逐项核对"
        )
        self.more_button = Button("更多", "ellipsis")
        self.note = Label("", "muted")
        self.table = QTreeWidget()
        self.behind = Label("", "section")
        self.records = CardList("这个数字的记录")
        self._build()
        for editor in (self.span, self.first, self.last, self.sets):
            editor.changed.connect(self.refresh)
        self.freeze_button.clicked.connect(self.freeze)
        self.table.currentItemChanged.connect(self._chosen)
        self.records.opened.connect(self._open)

    def _build(self) -> None:
        self.span.set_value("year")
        for editor, name in (
            (self.span, "时段"), (self.first, "从"), (self.last, "到"), (self.sets, "定稿的数字"),
        ):  # fmt: skip
            editor.set_name(name)
        self.table.setAccessibleName("数字")
        self.table.setColumnCount(len(_HEADS))
        self.table.setRootIsDecorated(False)
        self.table.setItemsExpandable(False)
        self.table.setIndentation(px(12))
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        menu = QMenu(self.more_button)
        for text, icon_name, slot in (
            ("打印…", "printer", self.print_paper),
            ("另存为 PDF 或 Word…", "download", self.save_paper),
            ("存为表格…", "table", self.export),
        ):
            menu.addAction(icon(icon_name), text).triggered.connect(partial(_call, slot))
        self.withdraw_action = menu.addAction(icon("x"), "作废这次定稿")
        self.withdraw_action.triggered.connect(self.withdraw)
        self.more_button.set_menu(menu)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.behind)
        column.addWidget(self.records, 1)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setSizes([px(600), px(360)])
        self._own = QWidget()
        own = QHBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self.first)
        own.addWidget(Label("至", "muted", wrap=False))
        own.addWidget(self.last)
        card = Card()
        title = Label("数字说话", "headline", wrap=False)
        card.body.addLayout(row(title, None, self.more_button, self.freeze_button))
        card.body.addLayout(row(self.span, self._own, None, self.sets))
        card.body.addWidget(split, 1)
        card.body.addWidget(self.note)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(card)

    # What the page asks for

    def refresh(self) -> None:
        """Read the numbers of the period, or compare the frozen set that is chosen."""
        branch = self._context.branch
        writable = not self._context.readonly and bool(branch)
        self._offer_sets()
        frozen = self.frozen()
        own = self.span.value() == _OWN
        self._own.setVisible(own and frozen is None)
        self.span.setVisible(frozen is None)
        self.freeze_button.setEnabled(writable)
        self.freeze_button.setVisible(frozen is None)
        self.withdraw_action.setVisible(frozen is not None)
        self.withdraw_action.setEnabled(writable and not (frozen and frozen["withdrawn_on"]))
        self.first.year = self.last.year = self._context.year
        if frozen is not None:
            self._show_frozen(frozen)
        else:
            self._show_period(branch)

    def period(self) -> Period | None:
        """The period that is looked at; None while its two days are not both there in order."""
        year, span = self._context.year, str(self.span.value())
        if span == _OWN:
            first, last = self.first.value(), self.last.value()
            return Period(first, last) if first and last and first <= last else None
        if span == "year":
            return numbers.year_of(year)
        made = numbers.quarter_of if span[0] == "q" else numbers.month_of
        return made(year, int(span[1:]))

    def frozen(self) -> Tree | None:
        """The frozen set that is looked at, whole."""
        uid = self.sets.value()
        return tree.dump(FROZEN_NUMBERS, uid) if uid else None

    def show_set(self, uid: str) -> None:
        """Look at a frozen set, "" for the numbers of now."""
        self._offer_sets()
        self.sets.set_value(uid)
        self.refresh()

    def freeze(self) -> None:
        """Ask what the numbers are for, then keep them as they stand."""
        period = self.period()
        if period is None:
            self._context.warn("请先写明数字从哪一天到哪一天，再定稿。")
            return
        dialog = FreezeDialog(self._context, period, self)
        dialog.frozen.connect(self.show_set)
        dialog.open()

    def withdraw(self) -> None:
        """Withdraw the frozen set; it stays to be seen, and that can be undone."""
        uid = self.sets.value()
        context = self._context
        if not uid:
            return
        today, who, at = context.today().isoformat(), context.who, context.now()
        change = partial(frozen_numbers.withdraw, uid, today=today, who=who, at=at)
        if context.run(change, self) is not None:
            self.refresh()
            context.say("这次定稿已作废，数字仍留着。", "撤销", context.undo)

    def print_paper(self) -> None:
        """Print what is shown."""
        self.papers.print_shown(self.period(), self.frozen())

    def save_paper(self) -> None:
        """Keep what is shown as a PDF or Word document."""
        self.papers.save_shown(self.period(), self.frozen())

    def export(self) -> None:
        """Write the numbers of the period and their records as a workbook."""
        frozen = self.frozen()
        whole = Period(frozen["first_on"], frozen["last_on"]) if frozen else self.period()
        self.papers.export(whole)

    # Inside

    def _offer_sets(self) -> None:
        branch = self._context.branch
        known = frozen_numbers.sets_of(branch) if branch else []
        chosen = self.sets.value()
        self.sets.set_choices((each["uid"], f"{each['title']}（{_state(each)}）") for each in known)
        self.sets.set_value(chosen if any(each["uid"] == chosen for each in known) else "")
        self.sets.setVisible(bool(known))

    def _show_period(self, branch: str) -> None:
        period, today = self.period(), self._context.today().isoformat()
        found = numbers.of_period(branch, period, today) if branch and period else ()
        self._found, self._differs = {each.key: each for each in found}, {}
        rows = ((e.system, e.key, (e.title, e.text, f"{len(e.uids)}条")) for e in found)
        self._fill(_HEADS, rows)
        if period is None:
            self.note.setText("请写明从哪一天到哪一天，开始的一天在前。")
            return
        undated = sum(len(each.undated) for each in found)
        said = [f"{period.text}，点一行看记录；草稿不计，按年登记的在该年都计入。"]
        if not found:
            said = [f"{period.text}还没有可以统计的记录。"]
        if undated:
            said.append(f"另有{undated}条没有写日期，未计入。")
        self.note.setText("".join(said))

    def _show_frozen(self, record: Tree) -> None:
        found = frozen_numbers.compared(record, self._context.today().isoformat())
        period = Period(record["first_on"], record["last_on"])
        today = self._context.today().isoformat()
        now = numbers.of_period(record["organisation"], period, today)
        self._found = {each.key: each for each in now}
        self._differs = {each.key: each.differs for each in found}
        rows = (
            (e.system, e.key, (e.title, e.then or "—", DIFFERS if e.differs else "相符"))
            for e in found
        )
        self._fill(_FROZEN_HEADS, rows)
        differing = sum(bool(each.differs) for each in found)
        state = f"有{differing}项与定稿不符" if differing else "与定稿全部相符"
        day = dates.text(record["frozen_on"])
        gone = dates.text(record["withdrawn_on"])
        withdrawn = f"这次定稿已于{gone}作废。" if gone else ""
        self.note.setText(f"{period.text}的数字，{day}定稿；现在核对，{state}。{withdrawn}")
        self.note.set_tone("caution" if differing else "")

    def _fill(
        self, heads: Iterable[str], rows: Iterable[tuple[str, str, tuple[str, str, str]]]
    ) -> None:
        current = self.table.currentItem()
        kept = current.data(0, _KEY) if current is not None else None
        self.note.set_tone("")
        self._quiet = True
        self.table.clear()
        self.table.setHeaderLabels(list(heads))
        for column in (1, 2):
            self.table.headerItem().setTextAlignment(column, _RIGHT)
        groups: dict[str, QTreeWidgetItem] = {}
        first = None
        for system, key, texts in rows:
            if system not in groups:
                group = groups[system] = QTreeWidgetItem(self.table, [system])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setFirstColumnSpanned(True)
                font = group.font(0)
                font.setBold(True)
                group.setFont(0, font)
            item = QTreeWidgetItem(groups[system], list(texts))
            item.setData(0, _KEY, key)
            item.setTextAlignment(1, _RIGHT)
            item.setTextAlignment(2, _RIGHT)
            item.setToolTip(2, self._differs.get(key) or texts[2])
            if first is None or key == kept:
                first = item
        self.table.expandAll()
        if first is not None:
            self.table.setCurrentItem(first)
        self._quiet = False
        self._chosen(first)

    def _chosen(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        if self._quiet:
            return
        key = str(item.data(0, _KEY)) if item is not None else ""
        number = self._found.get(key)
        uids = (*number.uids, *number.undated) if number else ()
        held = queries.named(uids)
        self._kinds = {uid: kind.name for uid, (kind, _row) in held.items()}
        unsaid = set(number.undated) if number else set()
        branches = {each["uid"]: each["short_name"] for each in queries.organisations()}
        self.records.set_rows(
            [
                CardRow(
                    uid,
                    held[uid][1].heading,
                    self._under(held[uid][1], branches),
                    "没有写日期" if uid in unsaid else "",
                    "caution" if uid in unsaid else "muted",
                )
                for uid in uids
                if uid in held
            ]
        )
        said = f"{number.title} {number.text}" if number else "没有记录"
        differs = self._differs.get(key, "")
        self.behind.setText(f"{said}\n{differs}" if differs else said)
        self.behind.set_tone("caution" if differs else "")

    def _under(self, record: queries.Row, branches: dict[str, str]) -> str:
        """Return the day of a record and, for a body above branches, whose it is."""
        whose = record.organisation or ""
        other = branches.get(whose, "") if whose != self._context.branch else ""
        return " · ".join(part for part in (dates.text(record.day), other) if part)

    def _open(self, uid: str) -> None:
        if uid in self._kinds:
            self.went.emit(self._kinds[uid], uid)


def _state(record: Tree) -> str:
    """Return how a frozen set stands: 2026年11月25日定稿, 已作废."""
    said = f"{dates.text(record['frozen_on'])}定稿"
    return f"{said}，已作废" if record["withdrawn_on"] else said


def _call(slot: Callable[[], None], _checked: object = None) -> None:
    slot()
