"""The tab 28日活动."""

from desktop.pages.activities.page import ActivitiesPage

__all__ = ["ActivitiesPage"]
