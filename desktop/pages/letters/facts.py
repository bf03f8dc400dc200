"""本年数字 beside the report of a secretary: what the records know of each of its topics."""

from itertools import groupby

from db import figures, numbers
from db.records.debrief import Topic
from db.spec import Tree
from desktop.app import Context
from desktop.widgets import Card, Label, ScrollColumn, SectionTitle

_OF_PERSON = "打印时自动写进报告，不用抄；文字请本人写。"
_OF_BRANCH = (
    "打印时附在总结后面，不用抄；文字请支部自己写。要固定下来，到“数字说话”里定稿，再选上。"
)
_NOT_ADDED = "没有勾选“后附本年数字”，打印时不附。"


class ReportFacts(Card):
    """`show_report(tree)` works the numbers out anew; they go on the paper by themselves."""

    def __init__(self, context: Context) -> None:
        super().__init__(margin=0)
        self._context = context
        column = ScrollColumn(margin=16, spacing=8)
        self.title = SectionTitle("本年数字")
        self.text = Label("", "")
        self.hint = Label(_OF_PERSON, "muted")
        for widget in (self.title, self.text, self.hint):
            column.body.addWidget(widget)
        column.body.addStretch(1)
        self.body.addWidget(column)

    def show_report(self, tree: Tree) -> None:
        """Show the facts of the year that a report or a summary is on."""
        if "held_on" not in tree:
            self._show_numbers(tree)
            return
        from desktop.documents.debrief import facts  # slow to load, wanted only here

        today = self._context.today().isoformat()
        day = min(tree["held_on"] or today, today)
        found = figures.of_year(tree["organisation"], tree["year"], day)
        said = [(topic.label, facts(topic, found)) for topic in Topic]
        self.text.setText("\n\n".join(f"{label}\n{text}" for label, text in said if text))
        self.hint.setText(_OF_PERSON)

    def _show_numbers(self, tree: Tree) -> None:
        """Show the numbers of the year as they stand behind a summary."""
        today = self._context.today().isoformat()
        found = numbers.of_period(tree["organisation"], numbers.year_of(tree["year"]), today)
        said = [
            f"{system}\n" + "，".join(f"{each.title} {each.text}" for each in rows)
            for system, rows in groupby(found, key=lambda each: each.system)
        ]
        self.text.setText("\n\n".join(said) or "这一年还没有可以统计的记录。")
        self.hint.setText(_OF_BRANCH if tree["with_numbers"] else _NOT_ADDED)
