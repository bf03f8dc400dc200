"""The tab 三会一课."""

from desktop.pages.meetings.page import MeetingsPage

__all__ = ["MeetingsPage"]
