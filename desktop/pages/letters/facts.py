"""本年数字 beside the report of a secretary: what the records know of each of its topics."""

from db import figures
from db.records.debrief import Topic
from db.spec import Tree
from desktop.app import Context
from desktop.widgets import Card, Label, ScrollColumn, SectionTitle


class ReportFacts(Card):
    """`show_report(tree)` works the numbers out anew; they go on the paper by themselves."""

    def __init__(self, context: Context) -> None:
        super().__init__(margin=0)
        self._context = context
        column = ScrollColumn(margin=16, spacing=8)
        self.title = SectionTitle("本年数字")
        self.text = Label("", "")
        self.hint = Label("打印时自动写进报告，不用抄；文字请本人写。", "muted")
        for widget in (self.title, self.text, self.hint):
            column.body.addWidget(widget)
        column.body.addStretch(1)
        self.body.addWidget(column)

    def show_report(self, tree: Tree) -> None:
        """Show the facts of the year that the report is on."""
        from desktop.documents.debrief import facts  # slow to load, wanted only here

        today = self._context.today().isoformat()
        day = min(tree["held_on"] or today, today)
        found = figures.of_year(tree["organisation"], tree["year"], day)
        said = [(topic.label, facts(topic, found)) for topic in Topic]
        self.text.setText("\n\n".join(f"{label}\n{text}" for label, text in said if text))
