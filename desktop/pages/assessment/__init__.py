"""The tab 考核: a branch's year assessed, its scheme and letters; the general branch's view."""

from desktop.pages.assessment.page import AssessmentPage

__all__ = ["AssessmentPage"]
