"""The head of the window: tabs, search, the branch and the year that are looked at."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy

from db import queries
from desktop.app import Context
from desktop.editors.choice import ChoiceBox
from desktop.finder import Finder
from desktop.icons import icon
from desktop.pages import Page
from desktop.theme import px
from desktop.widgets import Button, set_property

_TIGHT = 10  # pixels that a tab saves without its icon, as the style sheet has it
_LENS = 44  # pixels at 100 % for a search box that shows nothing but its lens
_NARROWEST = 72  # pixels at 100 % for the branch
_WIDEST = 320  # pixels at 100 % for the branch: about seventeen characters


class Header(QFrame):
    """`chosen(number)` when a tab is pressed; `branch_wanted`, `year_wanted` from the choosers.

    When there is little room the icons of the tabs and some of the air beside their words go
    first, then the search box narrows, then the branch is shortened; no word of a tab is cut."""

    chosen = Signal(int)
    branch_wanted = Signal(str)
    year_wanted = Signal(int)

    def __init__(self, context: Context, pages: tuple[Page, ...]) -> None:
        super().__init__()
        self._context = context
        self._pages = pages
        self.setProperty("role", "header")
        self._group = QButtonGroup(self)
        self.tabs: list[Button] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 0, 12, 0)
        self._layout.setSpacing(4)
        for number, page in enumerate(pages):
            tab = Button(page.title, page.icon, "tab")
            tab.setCheckable(True)
            tab.setToolTip(f"{page.title}（{page.shortcut}）")
            self._group.addButton(tab, number)
            self._layout.addWidget(tab)
            self.tabs.append(tab)
        self._group.idClicked.connect(self.chosen)
        self._layout.addStretch(1)
        self.finder = Finder(context)
        self.finder.setMinimumWidth(px(_LENS))
        self.branch = self._chooser("党组织")
        self.branch.setFixedWidth(px(_NARROWEST))
        self.branch.activated.connect(self._branch_chosen)
        self.year = self._chooser("年度")
        self.year.activated.connect(self._year_chosen)
        self._layout.addWidget(self.finder)
        self._layout.addWidget(self.branch)
        self._layout.addWidget(self.year)

    def show_tab(self, number: int) -> None:
        """Mark a tab as the one that is open."""
        self.tabs[number].setChecked(True)

    def refresh(self) -> None:
        """Read the branches and years of the open file."""
        self.branch.clear()
        self.year.clear()
        if self._context.path is None:
            return
        for row in queries.organisations():
            self.branch.addItem(icon("landmark", "muted"), row["short_name"], row["uid"])
        self.branch.setCurrentIndex(self.branch.findData(self._context.branch))
        self.branch.setToolTip(self.branch.currentText() or "党组织")
        wanted = self.branch.view().sizeHintForColumn(0) + px(24)
        self.branch.view().setMinimumWidth(min(wanted, px(640)))
        this = self._context.today().year
        years = {*queries.years(), this, this + 1, self._context.year}
        for year in sorted(years, reverse=True):
            self.year.addItem(f"{year}年", year)
        self.year.setCurrentIndex(self.year.findData(self._context.year))
        self.fit()

    def fit(self) -> None:
        """Give up icons, air and the width of the search box until everything fits."""
        self.branch.setIconSize(QSize(px(16), px(16)))
        widest = min(self.branch.sizeHint().width(), px(_WIDEST))
        self._icons(shown=True)
        little = self._needed() > self.width()
        if little:
            self._icons(shown=False)
        for tab in self.tabs:
            set_property(tab, "tight", little)
        others = self._layout.minimumSize().width()
        others -= self.finder.minimumWidth() + self.branch.minimumWidth()
        left = self.width() - others
        box = px(120) if left >= widest + px(120) else px(_LENS)
        self.finder.setMinimumWidth(box)
        if left < widest + box:
            self.branch.setIconSize(QSize(0, 0))
        self.branch.setFixedWidth(max(px(_NARROWEST), min(widest, left - box)))

    def _needed(self) -> int:
        saved = sum(_TIGHT for tab in self.tabs if tab.property("tight"))
        hint = sum(tab.sizeHint().width() + 4 for tab in self.tabs) + saved
        branch = min(self.branch.sizeHint().width(), px(_WIDEST))
        return hint + px(240) + branch + self.year.sizeHint().width() + 60

    def _icons(self, *, shown: bool) -> None:
        for tab, page in zip(self.tabs, self._pages, strict=True):
            if shown:
                tab.set_icon(page.icon)
            else:
                tab.setIcon(QIcon())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _chooser(self, name: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        box.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        set_property(box, "role", "plain")
        return box

    def _branch_chosen(self) -> None:
        self.branch_wanted.emit(str(self.branch.currentData()))

    def _year_chosen(self) -> None:
        self.year_wanted.emit(int(self.year.currentData()))
