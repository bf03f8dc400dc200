"""The card 记录校验: how many records cannot be finished, want something, are complete."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal

from db import rulebook
from db.inspection import Inspected
from desktop.app import Context
from desktop.widgets import Button, Card, Label, Mark, SectionTitle, row

LEVELS = {"block": "不能定稿", "warn": "建议补充", "ok": "要素齐全"}


def worst(one: Inspected) -> str:
    """The heaviest level that was found in a record: block, warn or ok."""
    levels = {found.level for found in one.findings}
    if "block" in levels:
        return "block"
    return "warn" if levels & {"warn", "remind"} else "ok"


def common(inspected: Iterable[Inspected], level: str, context: Context) -> str:
    """The title of the check that speaks most often in records of a level, "" for none."""
    wanted = ("block",) if level == "block" else ("warn", "remind")
    counted: Counter[str] = Counter()
    for one in inspected:
        if worst(one) == level:
            counted.update({found.code for found in one.findings if found.level in wanted})
    rules = rulebook.rules_on(context.today())
    return next((rules[code].title for code, _n in counted.most_common() if code in rules), "")


class ChecksCard(Card):
    """`wanted` when the list of findings is asked for."""

    wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(margin=12, spacing=6)
        self._context = context
        self.title = SectionTitle("记录校验", role="title")
        self.button = Button("迎检自查", "shield-check")
        self.button.clicked.connect(self.wanted)
        self.title.tools.addWidget(self.button)
        self.lines = {level: Label("") for level in ("block", "warn", "ok")}
        self.body.addWidget(self.title)
        for level, line in self.lines.items():
            self.body.addLayout(row(Mark(level), line, spacing=8))
        self.body.addStretch(1)

    def wait(self) -> None:
        """Say that the records are being checked."""
        self.title.set_note("正在核对……")
        for line in self.lines.values():
            line.setText("—")

    def show_findings(self, inspected: Sequence[Inspected]) -> None:
        """Say what came of it."""
        year = self._context.year
        self.title.set_note(
            f"{year}年 {len(inspected)} 份记录" if inspected else f"{year}年还没有记录"
        )
        counted = Counter(worst(one) for one in inspected)
        for level, line in self.lines.items():
            about = common(inspected, level, self._context) if level != "ok" else ""
            more = f"，多在“{about}”" if about else ""
            line.setText(f"{counted[level]} 份{LEVELS[level]}{more}")
