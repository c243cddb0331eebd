"""A page that shows a month: while it does, up and down go by weeks instead of scrolling."""

from __future__ import annotations

from collections.abc import Callable

from finterm.tui.widgets.page import Page


class MonthPage(Page):
    """`by_weeks` goes some weeks on and says whether a month is there to do so in."""

    def __init__(self, by_weeks: Callable[[int], bool], *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._by_weeks = by_weeks

    def action_scroll(self, step: int) -> None:
        if not self._by_weeks(step):
            super().action_scroll(step)
