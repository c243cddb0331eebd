"""The panes: each draws what its view model says and posts intents; none writes the book."""

from __future__ import annotations

from finterm.tui.panes.base import Pane
from finterm.tui.panes.budget import BudgetPane
from finterm.tui.panes.diary import DiaryPane
from finterm.tui.panes.dues import DuesPane
from finterm.tui.panes.loans import LoansPane
from finterm.tui.panes.today import TodayPane

PANE_TYPES: dict[str, type[Pane]] = {
    pane.NAME: pane for pane in (TodayPane, LoansPane, DuesPane, BudgetPane, DiaryPane)
}
