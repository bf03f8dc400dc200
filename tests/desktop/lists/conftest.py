"""The window on the three lists of a branch of two people, on 30 June 2026."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db import listing, operations, tree
from db.records import spec
from db.spec import Tree
from desktop.pages import Page
from desktop.pages.lists import ListsPage
from tests.desktop.conftest import Hands

WHO, AT = "测试员", "2026-06-30T01:00:00Z"
ITEM = spec("listed_item")


class Desk(Hands):
    """The window, its page, and what hands and eyes do at it."""

    @property
    def page(self) -> ListsPage:
        """The page that is shown."""
        page = self.window.current_page()
        assert isinstance(page, ListsPage)
        return page

    @property
    def form(self):
        """The form of the open item."""
        return self.page.pane.form

    def stored(self, uid: str = "") -> Tree:
        """The item as the file holds it."""
        return tree.dump(ITEM, uid or self.page.pane.uid)

    def put(self, kind: str = "task", year: int = 2026, **values: object) -> str:
        """Put an item on a list by the way of the form; its uid."""
        given = {"title": "送法进社区"} | values
        item = listing.new_item(self.context.branch, kind, year, **given)
        self.context.run(lambda: listing.save(item, who=WHO, at=AT))
        return str(item["uid"])

    def meeting(self, **values: object) -> str:
        """A meeting of the branch; its uid."""
        given = {"held_on": "2026-03-27", "number": 1} | values
        record = tree.blank(spec("meeting"), organisation=self.context.branch, **given)
        self.context.run(lambda: operations.save(spec("meeting"), record, who=WHO, at=AT))
        return str(record["uid"])

    def press(self, widget: QWidget) -> None:
        """Press a button that can be seen."""
        QApplication.processEvents()  # what has just come into view gets its place
        assert widget.isVisible(), widget.accessibleName()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the keyboard is."""
        QTest.keyClick(self.window.focusWidget(), key, modifiers)

    def column(self, state: str) -> list[str]:
        """The numbers of the cards in a column of the board."""
        return [item.number for item in self.page.overview.board.columns[state].items()]

    def state(self) -> str:
        """What the pill over the open item says."""
        return self.page.pane.pill.text()


@pytest.fixture
def desk(context, open_window) -> Desk:
    """The window on the task list."""
    for name in ("单伟", "王芳"):
        member = tree.blank(
            spec("member"), organisation=context.branch, name=name, joined_on="2004-06"
        )
        operations.save(spec("member"), member, who=WHO, at=AT)
    page = Page(
        "三张清单", "list-checks", "Ctrl+4", ("listed_item",), lambda: ListsPage, yearly=True
    )
    return Desk(open_window((page,), dt.date(2026, 6, 30)), context)
