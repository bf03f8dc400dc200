"""The rules that the program knows, each with its document and article."""

from PySide6.QtWidgets import QWidget

from db import rulebook
from db.rules.rule import Rule
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.widgets import Card, Label, Pill, ScrollColumn, SearchBox, row

_LEVELS = {"block": ("阻止定稿", "accent"), "warn": ("提醒", "caution"), "remind": ("建议", "now")}


class RulesDialog(Dialog):
    """Every rule as it stands today: what it asks, where it is written, how heavily it weighs."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("规则来源", parent, width=760, height=600)
        self._cards: list[tuple[str, Card]] = []
        box = SearchBox("查找规则：条文、名称")
        box.searched.connect(self._search)
        self._column = ScrollColumn(spacing=8)
        for rule in rulebook.rules_on(context.today()).values():
            card = self._card(rule)
            self._cards.append((f"{rule.code}{rule.title}{rule.source}{rule.text}", card))
            self._column.body.addWidget(card)
        self._column.body.addStretch(1)
        self.body.addWidget(box)
        self.body.addWidget(self._column, 1)

    def _card(self, rule: Rule) -> Card:
        card = Card(role="box", margin=12, spacing=4)
        # Only the checks have codes that people meet elsewhere in the window.
        code = f"{rule.code}　" if rule.level else ""
        title = Label(f"{code}{rule.title}", "section", wrap=False)
        word, tone = _LEVELS.get(rule.level or "", ("", ""))
        pill = Pill(word, tone)
        pill.setVisible(bool(word))
        card.body.addLayout(row(title, None, pill))
        card.body.addWidget(Label(rule.text))
        card.body.addWidget(Label(rule.source, "muted"))
        return card

    def _search(self, text: str) -> None:
        for words, card in self._cards:
            card.setVisible(text in words)
