"""Responsibility letters, goals of a term and yearly reports, as a view of the tab 考核."""

from desktop.pages.letters.pane import LettersPane

__all__ = ["LettersPane"]
