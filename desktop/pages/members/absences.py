"""The view 请假补课: everybody who was away, what was noted of it, and the occasion itself."""

from PySide6.QtGui import QAction

from db import absences, absences_file, dates
from db.absences import KIND, Away
from db.operations import Changes
from db.records.held import AttendanceState
from desktop.app import Context
from desktop.editors import ChoiceEditor
from desktop.icons import icon
from desktop.pages.members.records import RecordsPane
from desktop.theme import px
from desktop.widgets import Button, CardRow, Label

_SENTENCE = (
    "会议、活动记录里请假和缺席的人都列在左边，不用另录。选一个人，登记请假日期、批准人和补课。"
)
_ALL = "all"
_SHOW = (
    (_ALL, "全部"),
    ("open", "还没有补课"),
    ("unapproved", "没有写批准人"),
    ("late", "会后请假"),
    ("odd", "与到会情况不符"),
)


class AbsencesPane(RecordsPane):
    """A row of the register becomes a record when something is noted of it."""

    def __init__(self, context: Context) -> None:
        self._away: dict[str, Away] = {}
        self._current = ""
        super().__init__(context, (KIND.name,), _SENTENCE, register="absence-register")
        self.new_button.hide()
        self.show_choice = ChoiceEditor(_SHOW, empty=None)
        self.show_choice.set_name("显示哪些")
        self.show_choice.set_value(_ALL)
        self.show_choice.changed.connect(self.refresh)
        self.tools.insertWidget(0, self.show_choice)
        self.open_button = Button("", "external-link", "ghost", tip="打开这次会议、活动")
        self.open_button.clicked.connect(self._open_occasion)
        self.tools.insertWidget(2, self.open_button)
        self.sums = Label("", "muted")
        self.facts = Label("", "muted")
        self.record.body.insertWidget(0, self.facts)
        self.left.addWidget(self.sums)
        self.split.setSizes([px(400), px(840)])

    # What the views ask for

    def refresh(self) -> None:
        """Read who was away in the year that is looked at."""
        current = self._current
        super().refresh()
        self.list.select(current if current in self._away else "")
        if hasattr(self, "facts"):
            self._show_facts()

    def show_record(self, record_type: str, uid: str, target: object = None) -> None:
        """Show what was noted, whatever the filter."""
        self.show_choice.set_value(_ALL)
        self._current = uid
        super().show_record(record_type, uid, target)

    # The record

    def _show(self, uid: str) -> None:
        self._current = uid
        away = self._away.get(uid)
        if away is None or away.noted is not None:
            super()._show(uid)
        else:
            record = absences.new_absence(self._context.branch, away)
            self._editor_of(KIND).begin(record)
            self._show_tools()
        self._show_facts()

    def _show_facts(self) -> None:
        """Say what the attendance says of the row that is open."""
        away = self._away.get(self._current)
        self.open_button.setEnabled(bool(self._occasion()))
        self.facts.setText(_facts(away) if away is not None else "")
        self.facts.setVisible(away is not None)

    def _chosen(self, uid: str) -> None:
        if self.leave():
            self.list.select(uid)
            self._show(uid)
        else:
            self.list.select(self._current)

    def _saved(self, uid: str) -> None:
        self._current = uid
        super()._saved(uid)

    def _gone(self) -> None:
        self._show("")
        self.refresh()

    def _occasion(self) -> Away | None:
        away = self._away.get(self._current)
        return away if away is not None and away.record_type else None

    def _open_occasion(self) -> None:
        away = self._occasion()
        if away is not None and self.leave():
            self._context.go(away.record_type, away.occasion, ("attendance",))

    def _data_changed(self, changes: Changes, initiator: object) -> None:
        super()._data_changed(changes, initiator)
        touched = any(changes.touches(name) for name in ("meeting", "activity", "member"))
        if touched and self.isVisible():
            self.refresh()

    # The list

    def _rows(self) -> list[CardRow]:
        context = self._context
        rows: list[Away] = []
        if context.branch:
            today = context.today().isoformat()
            rows = absences.register(context.branch, context.year, today)
        self._away = {each.key: each for each in rows}
        self._kinds = {each.key: KIND for each in rows if each.noted is not None}
        if hasattr(self, "sums"):
            self.sums.setText(absences.summary(rows) if rows else "")
            wanted = self.show_choice.value()
            rows = [each for each in rows if _fits(each, wanted)]
        return [_card(each) for each in rows]

    # Papers

    def _show_tools(self) -> None:
        super()._show_tools()
        self.print_button.setEnabled(bool(self._away))

    def _fill_register(self) -> None:
        super()._fill_register()
        action: QAction = self.print_menu.addAction(icon("table"), "存为表格（xlsx）…")
        action.triggered.connect(self._export)

    def _export(self, _checked: object = None) -> None:
        if not self.leave():
            return
        context = self._context
        name = f"{context.year}年请假补课登记簿.xlsx"
        path = context.choose_save("存为表格", name, "表格 (*.xlsx)")
        if path is None:
            return
        today = context.today().isoformat()
        written = self.press.made(
            lambda: absences_file.write(path, context.branch, context.year, today=today)
        )
        if written is not None:
            self.press.written(written)


def _fits(away: Away, wanted: str | None) -> bool:
    return {
        "open": away.open,
        "unapproved": not away.approved,
        "late": away.late,
        "odd": not away.state,
    }.get(wanted or "", True)


def _facts(away: Away) -> str:
    """Return what the record of the occasion says: 请假：长期病假。补课：组长送学上门。"""
    state = AttendanceState(away.state).label if away.state else ""
    said = [f"{state}：{away.reason or '没有写事由'}"] if state else []
    said += [f"记录里写的补课：{away.said}"] if away.said else []
    return "".join(f"{each}。" for each in (*said, *away.remarks))


def _card(away: Away) -> CardRow:
    state = AttendanceState(away.state).label if away.state else ""
    about = " · ".join(part for part in (dates.text(away.day), away.title, away.reason) if part)
    pill, tone = ("已补课", "done") if away.made_up else ("未补课", "caution")
    if away.frail and not away.made_up:
        pill, tone = "不作要求", "muted"
    if away.late:
        pill, tone = "会后请假", "accent"
    if not away.state:
        pill, tone = "不符", "accent"
    return CardRow(away.key, f"{away.name} {state}".strip(), about, pill, tone)
