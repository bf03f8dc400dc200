"""Small reusable widgets; see each module. Pages import the names from here."""

from desktop.widgets.basic import (
    Button,
    Card,
    Check,
    EmptyState,
    Label,
    Mark,
    OneLine,
    Pill,
    SectionTitle,
    row,
    rule,
    set_property,
)
from desktop.widgets.cardlist import CardList, CardRow
from desktop.widgets.columns import FieldColumns
from desktop.widgets.drop import DropPanel
from desktop.widgets.findings import FindingCard, FindingsPanel
from desktop.widgets.flow import FlowLayout
from desktop.widgets.notices import Banner, Toast
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.search import SearchBox
from desktop.widgets.sides import Sides

__all__ = [
    "Banner",
    "Button",
    "Card",
    "CardList",
    "CardRow",
    "Check",
    "DropPanel",
    "EmptyState",
    "FieldColumns",
    "FindingCard",
    "FindingsPanel",
    "FlowLayout",
    "Label",
    "Mark",
    "OneLine",
    "Pill",
    "ScrollColumn",
    "SearchBox",
    "SectionTitle",
    "Sides",
    "Toast",
    "row",
    "rule",
    "set_property",
]
