"""The tab 三张清单: responsibilities, tasks and problems on a board or in a table, and one open."""

from desktop.pages.lists.page import ListsPage

__all__ = ["ListsPage"]
