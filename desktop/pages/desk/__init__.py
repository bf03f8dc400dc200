"""The tab 工作台: what is due this month, the year at a glance, checks, the year's numbers."""

from desktop.pages.desk.page import DeskPage

__all__ = ["DeskPage"]
