"""The panes: each draws what its view model says and posts intents; none writes the book.

A pane is imported when it is first gone to: the start pays for the one it shows.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from finterm.tui.panes.base import Pane

_CLASSES = {
    "today": "TodayPane",
    "loans": "LoansPane",
    "dues": "DuesPane",
    "budget": "BudgetPane",
    "diary": "DiaryPane",
    "credit": "CreditPane",
}


def pane_type(name: str) -> type[Pane]:
    """The class of the pane `name`."""
    return cast("type[Pane]", getattr(import_module(f"finterm.tui.panes.{name}"), _CLASSES[name]))
