"""The general branch: its branches side by side, contact points and grades; a view of 考核."""

from desktop.pages.general.pane import GeneralPane

__all__ = ["GeneralPane"]
