"""The panel at the right: what was changed since the freezing, what is to do, what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.rules.scoring.model import Sheet
from desktop.pages.assessment import words
from desktop.widgets import Card, FindingsPanel, Label, ScrollColumn, SectionTitle

_SHOWN = 40  # differences that are listed; more are counted


class SidePanel(Card):
    """`jumped(code)` to a line of the sheet."""

    jumped = Signal(object)

    def __init__(self) -> None:
        super().__init__(margin=0)
        column = ScrollColumn(margin=16, spacing=8)
        self.off_title = SectionTitle("与定稿不符")
        self.off = FindingsPanel()
        self.wants_title = SectionTitle("定稿前还要做")
        self.wants = FindingsPanel()
        self.wants_none = Label("每一项都评过、确认过了。", "muted")
        self.still_title = SectionTitle("今年还能补的")
        self.still_none = Label("", "muted")
        self.still = QVBoxLayout()
        self.still.setSpacing(8)
        for widget in (self.off_title, self.off, self.wants_title, self.wants, self.wants_none):
            column.body.addWidget(widget)
        column.body.addSpacing(8)
        column.body.addWidget(self.still_title)
        column.body.addWidget(self.still_none)
        column.body.addLayout(self.still)
        column.body.addStretch(1)
        self.body.addWidget(column)
        self.wants.jumped.connect(self.jumped)

    def show_sheet(self, sheet: Sheet, differences: Sequence[str], *, final: bool) -> None:
        """Show what a sheet leaves to do; of a final one what differs from it now."""
        self._show_off(differences, final=final)
        wanting = [line for line in sheet.lines if line.wants]
        self.wants.show_findings(
            ("now", f"{line.title}：{line.wants}", "", line.code, line.code) for line in wanting
        )
        self.wants_title.set_note(f"{len(wanting)} 项" if wanting else "")
        for widget in (self.wants_title, self.wants):
            widget.setVisible(not final)
        self.wants_none.setVisible(not final and not wanting)
        self._show_still(sheet)

    def still_texts(self) -> list[str]:
        """What is said to be still possible, from top to bottom."""
        holders = (self.still.itemAt(n).widget() for n in range(self.still.count()))
        return [label.text() for each in holders if each for label in each.findChildren(Label)]

    def _show_off(self, differences: Sequence[str], *, final: bool) -> None:
        self.off_title.setVisible(final)
        self.off.setVisible(final)
        self.off_title.set_note(f"{len(differences)} 处" if differences else "没有")
        shown = [("warn", text, "", None, "记录有变") for text in differences[:_SHOWN]]
        if len(differences) > _SHOWN:
            more = f"另有 {len(differences) - _SHOWN} 处。"
            shown.append(("warn", more, "", None, "记录有变"))
        self.off.show_findings(shown)

    def _show_still(self, sheet: Sheet) -> None:
        while self.still.count():
            widget = self.still.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = sheet.still
        over = sheet.year < sheet.today.year
        self.still_title.set_note(f"{len(found)} 件" if found else "")
        self.still_none.setText(f"{sheet.year}年已经过去。" if over else "没有要补的。")
        self.still_none.setVisible(not found)
        for each in found:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(Label(each.text))
            column.addWidget(Label(words.still(each), "muted"))
            self.still.addWidget(holder)
