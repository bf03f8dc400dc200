"""The panel at the right: checks and attachments, or the pages as they will be printed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from db.spec import Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor
from desktop.preview import PdfPreview
from desktop.recording.attachments import AttachmentsPanel
from desktop.recording.checks import ChecksPanel
from desktop.recording.papers import papers_for
from desktop.widgets import Button, Card, ScrollColumn, row, rule

CHECKS, PREVIEW = 0, 1


class SidePanel(Card):
    """`turned(number)` when the other half was chosen; `paper_changed` when another paper was.

    `paper` is the one that is shown first.
    """

    turned = Signal(int)
    paper_changed = Signal()

    def __init__(self, context: Context, record_type: str, paper: str) -> None:
        super().__init__(margin=0, spacing=0)
        self._record_type = record_type
        self._usual = paper
        self._record: Tree = {}
        self.checks = ChecksPanel()
        self.attachments = AttachmentsPanel(context)
        self.preview = PdfPreview(context.tasks)
        self.paper = ChoiceEditor(empty=None)
        self.paper.set_name("预览哪一份")
        self.paper.changed.connect(self.paper_changed)
        self.tabs = QButtonGroup(self)
        self.tabs.setExclusive(True)
        buttons = []
        for number, (text, icon_name) in enumerate((("校验", "clipboard-check"), ("预览", "eye"))):
            button = Button(text, icon_name, "tab")
            button.setCheckable(True)
            self.tabs.addButton(button, number)
            buttons.append(button)
        self.tabs.idClicked.connect(self._clicked)
        column = ScrollColumn(margin=16, spacing=16)
        column.body.addWidget(self.checks)
        column.body.addWidget(rule())
        column.body.addWidget(self.attachments)
        column.body.addStretch(1)
        pages = QWidget()
        inside = QVBoxLayout(pages)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self.paper)
        inside.addWidget(self.preview, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(column)
        self._stack.addWidget(pages)
        head = row(*buttons, None, spacing=0)
        head.setContentsMargins(8, 0, 8, 0)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addWidget(self._stack, 1)
        self.show_half(CHECKS)

    def load(self, record: Tree) -> None:
        """Show the attachments and offer the papers of a record."""
        self.attachments.load(record["attachments"])
        self._record = record
        if self.half == PREVIEW:
            self._offer_papers()

    @property
    def half(self) -> int:
        """`CHECKS` or `PREVIEW`."""
        return self._stack.currentIndex()

    def show_half(self, number: int) -> None:
        """Turn to the checks or to the pages."""
        self.tabs.button(number).setChecked(True)
        self._stack.setCurrentIndex(number)
        if number == PREVIEW:
            self._offer_papers()

    def _offer_papers(self) -> None:
        if not self._record:
            return
        papers = papers_for(self._record_type, self._record)
        wanted = self.paper.value()
        known = wanted in dict(papers)
        self.paper.set_value(wanted if known else self._usual)
        self.paper.set_choices(papers)
        self.paper.set_value(wanted if known else self._usual)

    def _clicked(self, number: int) -> None:
        self.show_half(number)
        self.turned.emit(number)
