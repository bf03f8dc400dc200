"""规则: every duty's rule in force in the year, its article and numbers, the branch's changes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from db import dates, queries, rulebook
from db.queries import Row
from db.records import spec
from db.records.duty_note import DutyCode
from db.records.rule_override import RuleNumber, overrides_of
from db.rules.duties.glance import often
from db.rules.duties.spells import switched_on
from db.rules.rule import Rule
from desktop.app import Context
from desktop.icons import icon
from desktop.pages.desk.view import View
from desktop.recording.printing import YearPress
from desktop.widgets import Button, Card, Label, Pill, ScrollColumn, SearchBox, row

PAPER = "rules-sheet"
OVERRIDE = spec("rule_override")
_PREFIX = "duty."


class RulesView(View):
    """`change_wanted(code)` to make a rule of the branch's own, `opened(uid)` to look at one."""

    change_wanted = Signal(str)
    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._press = YearPress(context, self)
        self.cards: dict[str, Card] = {}
        self.buttons: dict[str, Button] = {}
        self._words: dict[str, str] = {}
        self.search = SearchBox("查找规则：条文、名称")
        self.search.searched.connect(self._search)
        menu = QMenu(self)
        menu.addAction(icon("printer"), "打印明白纸…").triggered.connect(self.print_out)
        save = menu.addAction(icon("download"), "明白纸另存为 PDF、Word…")
        save.triggered.connect(partial(self._press.save_year, PAPER))
        self.print_button = Button("打印", "printer")
        self.print_button.set_menu(menu)
        self.tools.addWidget(self.search)
        self.tools.addWidget(self.print_button)
        self.note = Label("", "muted")
        self.column = ScrollColumn(spacing=8)
        self.body.addWidget(self.note)
        self.body.addWidget(self.column, 1)

    def print_out(self) -> None:
        """Print the rules on one page for the wall."""
        self._press.print_year(PAPER)

    def refresh(self) -> None:
        """Show the rules as they stand in the year that is looked at."""
        context = self.context
        day = min(context.today(), dt.date(context.year, 12, 31))
        day = max(day, dt.date(context.year, 1, 1))
        self.title.setText(f"{context.year}年执行的规则")
        self.note.setText(
            f"按{dates.text(day.isoformat())}有效的条文列出；标“待核”的没有与正式文本核对过。"
            "中央规定写“一般”的，可以按上级和本支部的规定另定次数、停用或启用，要写明依据。"
        )
        rules = rulebook.rules_for(day, overrides_of(context.branch))
        own = self._own()
        body = self.column.body
        while body.count():
            widget = body.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cards.clear()
        self.buttons.clear()
        for code, rule in rules.items():
            if code.startswith(_PREFIX):
                name = code.removeprefix(_PREFIX)
                card = self._card(name, rule, own.get(name, ()))
                self.cards[name] = card
                self._words[name] = f"{rule.title}{rule.source}{rule.text}"
                body.addWidget(card)
        body.addStretch(1)
        self._search(self.search.text().strip())

    def _own(self) -> Mapping[str, list[Row]]:
        """The branch's own changes by the code of the duty."""
        found: dict[str, list[Row]] = {}
        if self.context.branch:
            for each in queries.records(OVERRIDE, organisation=self.context.branch):
                found.setdefault(each.values["code"], []).append(each)
        return found

    def _card(self, code: str, rule: Rule, own: Sequence[Row]) -> Card:
        card = Card(role="box", margin=12, spacing=4)
        on = switched_on(rule)
        change = Button("本支部另定…", "pencil", "link", tip=f"{rule.title}：按本支部的规定改")
        change.clicked.connect(partial(self.change_wanted.emit, code))
        if self.context.readonly or not self.context.branch:
            change.hide()
        self.buttons[code] = change
        pills = [Pill("执行" if on else "未启用", "done" if on else "muted")]
        if not rule.verified:
            pills.append(Pill("待核", "caution"))
        if rule.local:
            pills.append(Pill("本支部规定", "now"))
        title = Label(rule.title, "section", wrap=False)
        card.body.addLayout(
            row(title, Label(often(rule), "muted", wrap=False), *pills, None, change)
        )
        card.body.addWidget(Label(rule.text))
        # The reason of a change stands in its own line below.
        source = f"依据：{rule.document}{rule.article}" + ("" if rule.verified else "（待核）")
        card.body.addWidget(Label("；".join(filter(None, (source, _numbers(rule)))), "muted"))
        for each in own:
            link = Button(_own_words(each), "", "link", tip="打开这条本支部规定")
            link.clicked.connect(partial(self.opened.emit, each.uid))
            card.body.addLayout(row(link, None))
        return card

    def _search(self, text: str) -> None:
        for code, card in self.cards.items():
            card.setVisible(text in self._words[code])


def _numbers(rule: Rule) -> str:
    """The numbers that a branch may set: 每期几个月 3，每期次数 1."""
    known = {str(number): number.label for number in RuleNumber}
    return "，".join(f"{known[n]} {v}" for n, v in rule.numbers.items() if n in known)


def _own_words(found: Row) -> str:
    values = found.values
    begin = dates.text(values["effective_from"])
    end = f"至{dates.text(values['effective_to'])}前" if values["effective_to"] else ""
    what = found.heading.removeprefix(f"{DutyCode(values['code']).label}：")
    return f"本支部规定：{begin}起{end}，{what}（{values['reason']}）"
